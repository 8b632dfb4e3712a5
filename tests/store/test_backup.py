"""Whole copies, made while others write, and the way back; what is not whole never gets the name, nor is it put back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress

import pytest

from delightdesk.domain.errors import CannotOpen
from delightdesk.store import backup
from delightdesk.store.backup import Stopped, copy_whole
from delightdesk.store.engine import settings_for
from delightdesk.store.putting_back import put_back


def test_a_copy_holds_everything_and_replaces_an_older_one(desk, tmp_path):
    guest_id = desk.guest()
    target = tmp_path / "copies" / "desk.db"
    target.parent.mkdir()
    target.write_text("an older copy", encoding="utf-8")
    assert copy_whole(desk.path, target).rows["guest"] == 1
    with closing(sqlite3.connect(target)) as file:
        assert file.execute("SELECT id, display_name FROM guest").fetchall() == [(guest_id, "Erika Schultz")]
    assert [each.name for each in target.parent.iterdir()] == ["desk.db"]


def test_a_copy_made_while_another_window_writes_is_one_moment(desk, tmp_path):
    guest_id = desk.guest()
    stop = threading.Event()
    other = desk.window()

    def write():
        number = 0
        while not stop.is_set():
            other.note(guest_id, f"remark number {number} of the day")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            copy_whole(desk.path, tmp_path / f"copy{number}.db")
            with closing(sqlite3.connect(tmp_path / f"copy{number}.db")) as file:
                (notes,) = file.execute("SELECT count(*) FROM note").fetchone()
                (acts,) = file.execute("SELECT count(*) FROM journal WHERE action LIKE 'note.%'").fetchone()
                assert notes == acts
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("kind", ["torn", "not a database", "missing"])
def test_what_cannot_be_copied_is_left_alone_and_no_copy_stays(desk_path, tmp_path, kind):
    source, target = tmp_path / "source.db", tmp_path / "copy.db"
    if kind == "torn":
        whole = desk_path.read_bytes()
        source.write_bytes(whole[: len(whole) // 2])
    elif kind == "not a database":
        source.write_bytes(b"Guest,Room\n" * 500)
    target.write_text("yesterday's copy", encoding="utf-8")
    before = source.read_bytes() if source.exists() else None
    with pytest.raises(CannotOpen, match=r"source\.db"):
        copy_whole(source, target)
    assert (source.read_bytes() if source.exists() else None) == before
    assert target.read_text(encoding="utf-8") == "yesterday's copy"
    assert not list(tmp_path.glob("*.part"))


def test_a_place_that_cannot_be_written_is_a_sentence(desk_path, tmp_path):
    with pytest.raises(CannotOpen, match="could not be copied"):
        copy_whole(desk_path, tmp_path / "no" / "such" / "copy.db")


ENDLESS = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
number = 0
while True:
    file.execute("BEGIN IMMEDIATE")
    file.execute("UPDATE house SET lobby_talk = ?", (f"talk {number}",))
    file.execute("UPDATE house SET lobby_hours = ?", (f"hours {number}",))
    file.execute("COMMIT")
    number += 1
    if number == 1:
        print("writing", flush=True)
"""
"""Two words of one transaction, again and again, without a pause."""


@pytest.fixture
def endless(desk_path):
    """Another program that writes to the desk and never stops."""
    process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(desk_path)], stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_writer_that_never_stops_is_waited_for_once_and_the_copy_is_one_moment(
    desk_path, tmp_path, endless, monkeypatch
):
    monkeypatch.setattr(backup, "_PAGES_AT_ONCE", 8)  # as long to copy as a desk a hundred times as big
    for number in range(3):
        target = tmp_path / f"copy{number}.db"
        assert copy_whole(desk_path, target).rows["journal"] > 0
        with closing(sqlite3.connect(target)) as file:
            talk, hours = file.execute("SELECT lobby_talk, lobby_hours FROM house").fetchone()
        assert talk.split()[1] == hours.split()[1]
    assert endless.poll() is None


def test_a_copy_is_given_up_when_told_and_leaves_nothing(desk_path, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "_PAGES_AT_ONCE", 8)
    asked = iter([False, False, True])
    with pytest.raises(Stopped):
        copy_whole(desk_path, tmp_path / "copy.db", stop=lambda: next(asked, True))
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]


FAULTS = {
    "rows that lead nowhere": "INSERT INTO bond (version, created_at, guest_id, other_id, kind)"
    " VALUES (1, '2026-06-14 00:00:00', 7, 8, 'partner')",
    "no house": "DELETE FROM house",
    "another program's": "PRAGMA application_id=77",
    "a page of nothing": None,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_in_order_does_not_count_as_a_copy(desk_path, tmp_path, fault):
    if FAULTS[fault] is None:
        with closing(sqlite3.connect(desk_path)) as file:
            (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'idea'").fetchone()
        with desk_path.open("r+b") as raw:
            raw.seek((page - 1) * 4096)
            raw.write(bytes(4096))
    else:
        with closing(sqlite3.connect(desk_path)) as file, file:
            file.execute(FAULTS[fault])
    with pytest.raises(CannotOpen, match=r"no copy was kept\. It was not changed"):
        copy_whole(desk_path, tmp_path / "copy.db")
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]


@pytest.mark.parametrize("mode", ["TRUNCATE", "WAL"])
def test_nothing_saved_between_the_backup_of_now_and_the_lock_is_lost(desk, tmp_path, mode):
    """Somebody saves just when the backup of now is done: it is made again, until it holds everything."""
    copy = tmp_path / "copy.db"
    copy_whole(desk.path, copy)
    desk.close()
    desk.sql(f"PRAGMA journal_mode={mode}")
    taken = []

    def of_now():
        taken.append(copy_whole(desk.path, tmp_path / f"now{len(taken)}.db").rows["guest"])
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(desk.path, timeout=0)) as late, late:
            late.execute("UPDATE house SET lobby_talk = lobby_talk || 'x'")

    put_back(copy, desk.path, settings_for(mode), of_now)
    assert len(taken) == 2
    with closing(sqlite3.connect(tmp_path / "now1.db")) as file:
        assert file.execute("SELECT lobby_talk FROM house").fetchone() == ("x",)
    assert desk.sql("SELECT lobby_talk FROM house") == [("",)]
    assert desk.sql("PRAGMA integrity_check") == [("ok",)]


PUTTER = """
import os, sys
from pathlib import Path
from delightdesk.store.engine import settings_for
from delightdesk.store.putting_back import put_back

for line in sys.stdin:
    copy, living = line.split()
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        put_back(Path(copy), Path(living), settings_for("TRUNCATE"), lambda: None)
        os._exit(0)
    print("ended", os.waitpid(child, 0)[1], flush=True)
"""
ROUNDS = 24


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its programs by forking")
def test_a_kill_while_a_backup_is_put_back_leaves_the_old_desk_or_the_new_one(desk, tmp_path):
    """Whichever way the sizes differ; the moments of the kills are spread over the time that it takes."""
    small, big = tmp_path / "small.db", tmp_path / "big.db"
    copy_whole(desk.path, small)
    desk.close()
    desk.sql("CREATE TABLE filler (words TEXT)")
    desk.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
             " INSERT INTO filler SELECT hex(randomblob(400)) FROM n")  # fmt: skip
    copy_whole(desk.path, big)
    dumps = {_dump(small), _dump(big)}
    assert len(dumps) == 2
    rng, outcomes, longest = random.Random(), set(), 0.0
    with subprocess.Popen(
        [sys.executable, "-c", PUTTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as it:
        for number in range(ROUNDS):
            living = tmp_path / f"living{number}.db"
            old, new = (small, big) if number % 2 else (big, small)
            shutil.copy(old, living)
            print(new, living, file=it.stdin, flush=True)
            child = int(it.stdout.readline())
            begun = time.monotonic()
            if number > 1:
                time.sleep(rng.uniform(0, longest))
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            it.stdout.readline()
            if number <= 1:
                longest = max(longest, time.monotonic() - begun)
            after = _dump(living)
            assert after in dumps
            outcomes.add((number % 2, after == _dump(new)))
        it.stdin.close()
    assert {whole for _, whole in outcomes} == {True, False}


def _dump(path):
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        counts = [
            file.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            for name in names
            if not name.startswith(("find_fts", "find_digit"))
        ]
        return tuple(names), tuple(counts), file.execute("SELECT * FROM house").fetchall()[0]

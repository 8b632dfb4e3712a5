"""The way back: the desk is the backup as a whole, other windows follow, and nobody who was erased comes back."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from delightdesk.desk import guests, notes, people
from delightdesk.desk.privacy import forgetting
from delightdesk.desk.safety import backups, restoring
from delightdesk.domain.errors import CannotOpen, NotAllowed, NotFound
from delightdesk.store import chain
from delightdesk.store.header import SCHEMA, FileState, read_state

OLD = Path(__file__).parents[1] / "contracts" / "desks"
ANA, BEN = 1, 2
JOURNAL = ("journal",)


def whole(desk):
    """The file is in order, from its pages to its chain."""
    assert desk.sql("PRAGMA integrity_check") == [("ok",)]
    assert desk.sql("PRAGMA foreign_key_check") == []
    assert desk.index_problems() == []
    with closing(sqlite3.connect(desk.path)) as file:
        assert chain.verify(file) == []


def test_a_look_says_what_is_in_it_and_what_would_be_lost(desk):
    erika = desk.guest(person=BEN)
    desk.visit(erika, person=BEN)
    made = backups.take(desk.path, "start", desk.clock.now)
    desk.clock.ahead(hours=1)
    desk.note(erika, "usual green tea")
    desk.note(erika, "usual window table")
    look = restoring.look(made.path, desk.path)
    assert (look.guests, look.visits, look.notes, look.lost, look.schema) == (1, 1, 0, 2, SCHEMA)
    assert (look.at, look.last_change, look.last_person) == (made.at, made.at, "Ben")


def test_the_desk_goes_back_whole_other_windows_follow_and_it_can_be_taken_back(desk):
    erika = desk.guest()
    made = backups.take(desk.path, "start", desk.clock.now)
    then = desk.tables(*JOURNAL)
    tom = desk.guest("Tom", "Moss")
    desk.note(erika, "usual green tea")
    later = desk.tables(*JOURNAL)
    other = desk.window()
    assert other.card(tom).name == "Tom Moss"
    other.house.changed_elsewhere()
    desk.clock.ahead(minutes=5)

    done = restoring.restore(desk.path, made.path, desk.clock.now, ANA)
    assert (done.at, done.set_aside, done.forgotten) == (made.at, None, 0)
    assert desk.tables(*JOURNAL) == then
    assert other.house.changed_elsewhere()
    with pytest.raises(NotFound):
        other.card(tom)
    assert desk.sql("SELECT action, person_id, undoable, summary FROM journal ORDER BY id DESC LIMIT 1") == [
        ("desk.restored", ANA, 0, "Backup of Sun 14 Jun 16:42 restored")
    ]
    whole(desk)
    other.note(erika, "usual black coffee")  # the work goes on at once
    whole(desk)

    desk.clock.ahead(minutes=5)
    restoring.undo(desk.path, desk.clock.now, ANA)
    assert desk.tables(*JOURNAL) == later
    assert other.card(tom).name == "Tom Moss"
    restoring.undo(desk.path, desk.clock.now + timedelta(minutes=5), ANA)
    assert [note.text for note in desk.card(erika).notes] == ["black coffee"]
    whole(desk)


def test_only_a_manager_may_and_who_the_backup_does_not_know_is_written_down_as_its_manager(desk):
    made = backups.take(desk.path, "start", desk.clock.now)
    with pytest.raises(NotAllowed, match="Ana can put a backup in the place of the desk"):
        desk.read(restoring.check_right, BEN)
    cleo = desk.write(lambda work: people.add(work, "Cleo"))
    other = desk.window()
    assert other.read(lambda work: work.person.name, cleo) == "Cleo"
    restoring.restore(desk.path, made.path, desk.clock.now, cleo)
    assert desk.sql("SELECT person_id FROM journal WHERE action = 'desk.restored'") == [(ANA,)]
    with pytest.raises(NotAllowed, match="choose who you are"):
        other.read(lambda work: work.person.name, cleo)


def test_an_older_backup_is_brought_up_to_date_and_belongs_to_the_same_desk_as_before(tmp_path, new_desk):
    path = tmp_path / "desk.db"
    path.write_bytes(gzip.decompress((OLD / "schema3.db.gz").read_bytes()))
    desk = new_desk(path)
    (made,) = backups.listing(path)
    assert (made.why, read_state(made.path)) == ("update", FileState.BEHIND)
    number = desk.sql("SELECT desk_id, secret FROM house")
    current = backups.take(path, "quarter", desk.clock.now)
    before = made.path.read_bytes()
    restoring.restore(path, made.path, desk.clock.now, ANA)
    assert made.path.read_bytes() == before
    assert read_state(path) is FileState.CURRENT
    assert desk.sql("SELECT desk_id, secret FROM house") == number
    whole(desk)
    restoring.restore(path, current.path, desk.clock.now, ANA)  # none of them is a stranger to the other
    desk.close()
    path.unlink()
    restoring.restore(path, made.path, desk.clock.now)
    assert desk.sql("SELECT desk_id, secret FROM house") == number


@pytest.mark.parametrize("kind", ["of another desk", "foreign", "newer", "damaged", "empty", "missing", "the desk"])
def test_what_is_no_backup_of_this_desk_is_refused_and_nothing_changes(desk, tmp_path, kind):
    made = backups.take(desk.path, "start", desk.clock.now)
    path = Path(shutil.copy(made.path, tmp_path / "given.db"))
    changes = {
        "of another desk": "UPDATE house SET desk_id = 'x'",
        "foreign": "PRAGMA application_id=7",
        "newer": f"PRAGMA user_version={SCHEMA + 1}",
    }
    if kind in changes:
        with closing(sqlite3.connect(path)) as file, file:
            file.execute(changes[kind])
    elif kind == "damaged":
        path.write_bytes(path.read_bytes()[:300_000])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "missing":
        path.unlink()
    else:
        path = desk.path
    desk.guest()
    before = desk.tables()
    with pytest.raises(CannotOpen, match=r"Nothing was (changed|made)"):
        restoring.restore(desk.path, path, desk.clock.now, ANA)
    assert desk.tables() == before
    assert [each.why for each in backups.listing(desk.path)] == ["start"]


def test_a_desk_written_by_a_newer_version_is_never_replaced(desk):
    made = backups.take(desk.path, "start", desk.clock.now)
    desk.close()
    desk.sql(f"PRAGMA user_version={SCHEMA + 1}")
    before = desk.path.read_bytes()
    with pytest.raises(CannotOpen, match="newer DelightDesk"):
        restoring.restore(desk.path, made.path, desk.clock.now, ANA)
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize("damage", ["missing", "rubbish", "cut", "a page", "empty"])
def test_a_desk_that_is_gone_or_broken_is_set_aside_and_replaced_under_open_windows(desk, damage):
    erika = desk.guest()
    made = backups.take(desk.path, "start", desk.clock.now)
    desk.guest("Tom", "Moss")
    raw = desk.path.read_bytes()
    broken = {"rubbish": b"rubbish " * 9000, "cut": raw[: len(raw) // 2], "empty": b""}
    if damage == "missing":
        desk.path.unlink()
    elif damage == "a page":
        (page,) = desk.sql("SELECT rootpage FROM sqlite_master WHERE name = 'note'")[0]
        broken[damage] = raw[: (page - 1) * 4096] + b"\xff" * 4096 + raw[page * 4096 :]
    if damage in broken:
        desk.path.write_bytes(broken[damage])
    desk.path.with_name("desk.db-journal").write_bytes(b"")
    done = restoring.restore(desk.path, made.path, desk.clock.now)
    if damage != "missing":
        assert done.set_aside == desk.path.with_name("desk-damaged-2026-06-14T154200Z.db")
        assert done.set_aside.read_bytes() == broken[damage]
    assert done.before is None
    whole(desk)
    assert [row[0] for row in desk.sql("SELECT id FROM guest")] == [erika]
    assert desk.card(erika).name == "Erika Schultz"  # the window that stood open all the while


def test_a_place_that_takes_nothing_leaves_the_desk_as_it_was(desk, plain_user):
    made = backups.take(desk.path, "start", desk.clock.now)
    path = plain_user.folder / "house" / "desk.db"
    plain_user.place(path)
    folder = path.with_name("desk-backups")
    folder.mkdir()
    given = Path(shutil.copy(made.path, folder / made.path.name))
    folder.chmod(0o777)
    given.chmod(0o644)
    path.chmod(0o444)
    before = path.read_bytes()
    with plain_user.acting(), pytest.raises(CannotOpen, match="the desk is as it was"):
        restoring.restore(path, given, desk.clock.now, ANA)
    assert path.read_bytes() == before


def test_who_was_erased_stays_erased_whichever_backup_is_restored(desk):
    """Also when the file of the desk is lost and only the list beside the backups knows."""
    quill = desk.guest("Quillfeather", "Moss", phone="+44 7946 019 283")
    desk.note(quill, "usual Quillfeather tea")
    stays = desk.guest()
    old = backups.take(desk.path, "start", desk.clock.now)
    kept_away = Path(shutil.copy(old.path, desk.path.with_name("on a stick.db")))
    forgetting.forget(desk.house, ANA, quill)
    done = restoring.restore(desk.path, kept_away, desk.clock.now + timedelta(minutes=1), ANA)
    assert done.forgotten == 1
    assert b"quillfeather" not in desk.path.read_bytes().lower()
    assert desk.card(stays).name == "Erika Schultz"
    whole(desk)
    desk.close()
    desk.path.unlink()
    assert restoring.restore(desk.path, kept_away, desk.clock.now + timedelta(minutes=2)).forgotten == 1
    kept_away.unlink()
    for each in desk.path.parent.rglob("*"):
        assert each.is_dir() or b"quillfeather" not in each.read_bytes().lower(), each


RESTORER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from delightdesk.desk.safety import restoring
from delightdesk.desk.privacy import forgetting
import delightdesk.store.migrations.upgrade

for line in sys.stdin:
    living, backup = line.rstrip("\\n").split("|")
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        restoring.restore(Path(living), Path(backup), datetime(2026, 6, 15, tzinfo=UTC), 1)
        os._exit(0)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
ROUNDS = 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its programs by forking")
def test_a_kill_at_any_moment_of_a_restore_leaves_the_desk_of_before_or_the_backup(desk):
    """The whole way, while another window reads; afterwards the same desk is restored again as if nothing had been."""
    for number in range(30):
        desk.guest(f"First{number}")
    old = backups.take(desk.path, "start", desk.clock.now)
    for number in range(60):
        desk.write(lambda work, n=number: guests.save(work, guests.GuestForm(first=f"Later{n}", last="Moss")))
    desk.write(lambda work: notes.store_line(work, 1, "usual green tea"))
    then, later = 30, 90
    outcomes, longest = set(), 0.0
    with subprocess.Popen(
        [sys.executable, "-c", RESTORER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        for number in range(ROUNDS):
            print(f"{desk.path}|{old.path}", file=program.stdin, flush=True)
            child, begun = int(program.stdout.readline()), time.monotonic()
            if number:
                time.sleep(longest * number / ROUNDS)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            program.stdout.readline()
            longest = longest or time.monotonic() - begun
            (count,) = desk.read(lambda work: work.raw.execute("SELECT count(*) FROM guest").fetchone())
            assert count in (then, later)
            assert desk.sql("SELECT count(*) FROM note") == [(count == later,)]
            outcomes.add(count)
            whole(desk)
            if count == then:
                restoring.undo(desk.path, desk.clock.now + timedelta(days=2, minutes=number), ANA)
        program.stdin.close()
    assert outcomes == {then, later}
    with backups.undisturbed(backups.folder_of(desk.path)):  # whoever is there next clears away
        assert not list(backups.folder_of(desk.path).glob("*.part*"))

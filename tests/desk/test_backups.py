"""Backups of a desk: made when something changed, kept by rule, brought to a second folder, and missed when they are not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.desk.safety import backups
from delightdesk.domain.errors import CannotOpen
from delightdesk.store import backup_folder
from delightdesk.store.backup_folder import Backup, in_folder, staying
from delightdesk.store.header import FileState, read_state


def names(folder):
    return sorted(each.name for each in folder.iterdir() if each.name != "in-use")


def at(path, moment, why="quarter"):
    """The newest backup, as if it had been made then."""
    newest = backups.listing(path)[0].path
    return Path(shutil.copy(newest, newest.with_name(f"{moment:%Y-%m-%dT%H%M%SZ}-{why}.db")))


def test_a_backup_is_a_whole_desk_with_a_name_that_says_when_and_why(desk):
    guest = desk.guest()
    made = backups.take(desk.path, "by-hand", desk.clock.now)
    assert made.path == desk.path.parent / "desk-backups" / "2026-06-14T154200Z-by-hand.db"
    assert read_state(made.path) is FileState.CURRENT
    with closing(sqlite3.connect(made.path)) as file:
        assert file.execute("SELECT id FROM guest").fetchall() == [(guest,)]
    again = backups.take(desk.path, "by-hand", desk.clock.now)
    assert again.path.name == "2026-06-14T154200Z-by-hand-2.db"
    assert backups.listing(desk.path) == (again, made)
    if os.name == "posix":
        assert [oct(each.stat().st_mode & 0o777) for each in (made.path.parent, made.path)] == ["0o700", "0o600"]


def test_none_is_made_of_a_desk_that_did_not_change_nor_of_the_demo(desk):
    now = desk.clock.now
    first = backups.take_if_changed(desk.path, "start", now)
    assert first is not None
    assert backups.take_if_changed(desk.path, "quarter", now) is None
    desk.guest()
    second = backups.take_if_changed(desk.path, "quarter", now)
    assert second is not None
    assert backups.take_if_changed(desk.path, "close", now) is None
    second.path.write_bytes(b"")  # not good any more: another is due
    assert backups.take_if_changed(desk.path, "close", now) is not None
    desk.guest("Tom", "Moss")
    desk.sql("UPDATE house SET is_demo = 1")
    assert backups.take_if_changed(desk.path, "quarter", now) is None
    assert backups.standing(desk.path, now + timedelta(days=9)) == ""


def test_what_was_cut_off_is_cleared_away_by_the_next(desk):
    folder = desk.path.parent / "desk-backups"
    folder.mkdir()
    (folder / "2026-06-13T100000Z-quarter.db.part").write_bytes(b"half a copy")
    (folder / "notes of the owner.txt").write_text("mine", encoding="utf-8")
    backups.take(desk.path, "start", desk.clock.now)
    assert names(folder) == ["2026-06-14T154200Z-start.db", "notes of the owner.txt"]


def test_two_windows_that_want_a_backup_at_once_make_one(desk):
    desk.guest()
    made = []
    threads = [
        threading.Thread(target=lambda: made.append(backups.take_if_changed(desk.path, "quarter", desk.clock.now)))
        for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each is None for each in made) == [False, True, True, True]
    assert len(backups.listing(desk.path)) == 1


HOLDER = """
import sys
from pathlib import Path
from delightdesk.store.backup_folder import undisturbed
with undisturbed(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_another_program_at_work_on_the_backups_is_waited_for_and_one_that_died_is_not(desk):
    folder = backups.folder_of(desk.path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        other.stdout.readline()
        with pytest.raises(backups.InUse, match="try again in a moment"):
            backups.take_if_changed(desk.path, "quarter", desk.clock.now, wait=0.05)
        other.kill()
    assert backups.take_if_changed(desk.path, "quarter", desk.clock.now, wait=5) is not None


@pytest.mark.parametrize("place", ["a file in its way", "nobody may write there"])
def test_a_folder_that_cannot_be_written_is_a_sentence_and_the_desk_goes_on(desk, plain_user, place):
    path = plain_user.folder / "house" / "desk.db"
    plain_user.place(path)
    if place == "a file in its way":
        path.with_name("desk-backups").write_text("mine", encoding="utf-8")
    else:
        path.with_name("desk-backups").mkdir()
        path.with_name("desk-backups").chmod(0o500)
    with plain_user.acting(), pytest.raises(CannotOpen, match="no backup was made") as said:
        backups.take(path, "start", desk.clock.now)
    assert backups.why_shortly(said.value) == "its folder cannot be written"


def test_a_backup_never_fills_the_disk(desk, monkeypatch):
    monkeypatch.setattr(backup_folder, "_AIR", 1 << 60)
    with pytest.raises(CannotOpen, match="nearly full") as said:
        backups.take(desk.path, "start", desk.clock.now)
    assert backups.why_shortly(said.value) == "disk full"
    assert names(desk.path.parent / "desk-backups") == []


def test_a_damaged_desk_gives_no_backup_and_the_good_ones_stay(desk):
    backups.take(desk.path, "start", desk.clock.now)
    desk.close()
    (page,) = desk.sql("SELECT rootpage FROM sqlite_master WHERE name = 'idea'")[0]
    with desk.path.open("r+b") as raw:
        raw.seek((page - 1) * 4096)
        raw.write(b"\xff" * 4096)
    with pytest.raises(backups.NotWhole, match="damaged"):
        backups.take(desk.path, "quarter", desk.clock.now + timedelta(days=400))
    assert [each.why for each in backups.listing(desk.path)] == ["start"]


# What stays


def many(moments):
    return tuple(
        sorted((Backup(Path(f"{each:%Y-%m-%dT%H%M%SZ}-quarter.db"), each, "quarter", 1) for each in moments),
               key=lambda each: each.at, reverse=True)
    )  # fmt: skip


def good(_path):
    return True


def test_a_year_of_backups_every_quarter_of_an_hour(clock):
    now = clock.now
    year = many(now - timedelta(minutes=15 * number) for number in range(4 * 24 * 365))
    stay = staying(year, now, good)
    kept = [each.at for each in year if each.path in stay]
    assert sum(each > now - timedelta(days=2) for each in kept) == 4 * 24 * 2
    days = {each.date() for each in kept}
    assert all(now.date() - timedelta(days=number) in days for number in range(14))
    assert len({f"{each:%G-%V}" for each in kept}) >= 10
    assert len({f"{each:%Y-%m}" for each in kept}) == 12
    assert len(kept) <= 4 * 24 * 2 + 14 + 10 + 12
    assert min(kept) < now - timedelta(days=300)


@given(
    hours=st.lists(st.integers(-24 * 900, 24 * 900), max_size=60, unique=True),
    spoiled=st.sets(st.integers(0, 59)),
    runs=st.integers(1, 3),
)
def test_whatever_the_clock_did_the_newest_good_one_stays_and_thinning_comes_to_rest(hours, spoiled, runs):
    now = datetime.fromisoformat("2026-06-14T15:42:00+00:00")
    every = many(now + timedelta(hours=each) for each in hours)
    bad = {every[number].path for number in spoiled if number < len(every)}
    left = every
    for _ in range(runs):
        stay = staying(left, now, lambda path: path not in bad)
        left = tuple(each for each in left if each.path in stay)
    whole = [each for each in every if each.path not in bad]
    past = [each for each in whole if each.at <= now]
    assert not past or past[0] in left
    assert {each for each in every if each.is_ahead(now)} <= set(left)
    assert staying(left, now, lambda path: path not in bad) == {each.path for each in left}
    # One of each of the newest days that have a good one is still there.
    days = list(dict.fromkeys(each.at.date() for each in past))[:14]
    assert {each.at.date() for each in left if each.path not in bad} >= set(days)


def test_thinning_takes_away_only_what_it_made(desk):
    now = desk.clock.now
    backups.take(desk.path, "start", now)
    old = [at(desk.path, now - timedelta(days=40, minutes=number)) for number in range(3)]
    at(desk.path, now - timedelta(days=1, minutes=5))
    folder = backups.folder_of(desk.path)
    (folder / "2025-01-01T000000Z-mine.db").write_bytes(b"somebody's")
    (folder / "2025-01-01T000000Z-start.sqlite").write_bytes(b"another desk's")
    assert backups.thin(desk.path, now) == 2
    assert [each.exists() for each in old] == [True, False, False]
    assert {"2025-01-01T000000Z-mine.db", "2025-01-01T000000Z-start.sqlite"} < set(names(folder))


# The second folder


@pytest.fixture
def stick(desk, tmp_path):
    """A second folder, set in the house."""
    folder = tmp_path / "stick"
    folder.mkdir()
    desk.sql("UPDATE house SET second_backups = ?", str(folder))
    return folder


def test_each_backup_also_goes_to_the_second_folder_and_reads_the_same(desk, stick):
    made = backups.take(desk.path, "start", desk.clock.now)
    there = stick / "desk-backups" / made.path.name
    assert there.read_bytes() == made.path.read_bytes()
    assert [each.is_second for each in backups.listing(desk.path, str(stick))] == [False, True]
    assert backups.state(desk.path, desk.clock.now).second_trouble == ""


def test_an_unplugged_stick_is_told_calmly_and_caught_up_later(desk, stick, tmp_path):
    away = stick.rename(tmp_path / "away")
    made = [backups.take(desk.path, "start", desk.clock.now + timedelta(days=day)) for day in range(3)]
    assert not stick.exists()
    trouble = backups.state(desk.path, desk.clock.now).second_trouble
    assert "is not there just now. Backups go on in the first" in trouble
    away.rename(stick)
    assert "not in the second folder" in backups.second_trouble(desk.path, str(stick))
    backups.mirror(desk.path, str(stick), desk.clock.now + timedelta(days=2))
    assert names(stick / "desk-backups") == [each.path.name for each in made]
    assert backups.second_trouble(desk.path, str(stick)) == ""


def test_the_backups_of_two_desks_are_never_mixed_on_one_stick(desk, stick, tmp_path):
    other = tmp_path / "other" / "desk.db"
    other.parent.mkdir()
    shutil.copy(desk.path, other)
    with closing(sqlite3.connect(other)) as file, file:
        file.execute("UPDATE house SET desk_id = 'another'")
    backups.take(desk.path, "start", desk.clock.now)
    backups.take(other, "start", desk.clock.now + timedelta(minutes=1))
    assert names(stick / "desk-backups") == ["2026-06-14T154200Z-start.db"]
    assert "backups of another desk" in backups.second_trouble(other, str(stick))


# Whether there is a fresh one


def test_what_is_without_a_backup_for_a_day_is_said_and_what_did_not_change_is_not(desk):
    now = desk.clock.now
    assert backups.standing(desk.path, now) == ""  # a desk of today
    assert backups.standing(desk.path, now + timedelta(days=2)) == "no backup yet"
    backups.take(desk.path, "close", now)
    assert backups.standing(desk.path, now + timedelta(days=60)) == ""  # closed for the season
    desk.clock.ahead(days=60)
    desk.guest()
    assert backups.standing(desk.path, desk.clock.now + timedelta(hours=20)) == ""
    assert backups.standing(desk.path, desk.clock.now + timedelta(hours=25)) == "no backup since Sun 14 Jun"
    backups.take(desk.path, "start", desk.clock.now)
    assert backups.standing(desk.path, desk.clock.now + timedelta(hours=25)) == ""
    for each in backups.listing(desk.path):
        each.path.write_bytes(b"spoiled")
    assert backups.standing(desk.path, desk.clock.now + timedelta(hours=25)) == "no backup yet"


def test_a_backup_dated_ahead_by_a_wrong_clock_stays_and_hides_nothing(desk):
    now = desk.clock.now
    backups.take(desk.path, "start", now + timedelta(days=4000))
    assert backups.listing(desk.path)[0].is_ahead(now)
    desk.guest()
    backups.take(desk.path, "quarter", now)
    assert [each.why for each in backups.listing(desk.path)] == ["start", "quarter"]
    assert backups.newest_good(desk.path, now).why == "quarter"


# Changing one


def test_a_backup_is_changed_as_a_whole_or_not_at_all(desk):
    desk.guest()
    made = backups.take(desk.path, "start", desk.clock.now)

    def blank(copy):
        assert copy != made.path
        with closing(sqlite3.connect(copy)) as file, file:
            file.execute("UPDATE guest SET display_name = 'nobody'")

    def break_off(copy):
        blank(copy)
        raise KeyError("half-way")

    def spoil(copy):
        blank(copy)
        with closing(sqlite3.connect(copy)) as file, file:
            file.execute("DELETE FROM house")

    before = made.path.read_bytes()
    for job, error in ((break_off, KeyError), (spoil, CannotOpen)):
        with pytest.raises(error):
            backups.rewrite(made.path, job)
        assert made.path.read_bytes() == before
    backups.rewrite(made.path, blank)
    with closing(sqlite3.connect(made.path)) as file:
        assert file.execute("SELECT display_name FROM guest").fetchall() == [("nobody",)]
    assert names(made.path.parent) == [made.path.name]
    assert in_folder(made.path.parent, ".db")[0].at == made.at

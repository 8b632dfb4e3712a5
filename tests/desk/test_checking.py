"""Is the desk whole: every harm a hand or a disk can do is named, and what can be put right loses nothing."""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from delightdesk.desk import lineup, settings
from delightdesk.desk.safety import checking, repairing
from delightdesk.desk.safety.checking import CheckReport
from delightdesk.domain.errors import CannotOpen, Invalid, NotAllowed
from delightdesk.store import mounts
from delightdesk.store.house_file import open_house

ANA, BEN = 1, 2


def look(desk: Any) -> CheckReport:
    desk.close()
    return checking.check(desk.path, desk.clock)


def harm(desk: Any, *statements: str) -> None:
    """As another program does that knows none of the rules."""
    with closing(sqlite3.connect(desk.path)) as file, file:
        file.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            file.execute(statement)


def told(report: CheckReport) -> dict[str, str]:
    return {found.what: found.repair for found in report.problems}


def lived_in(desk: Any) -> int:
    guest = desk.guest(phone="+49 30 5550100", email="e@example.com")
    desk.visit(guest, room="412", ref="R77")
    desk.note(guest, "flat white, oat")
    desk.caution(guest, "nuts")
    return guest


def test_a_desk_at_work_is_whole_and_looking_leaves_it_alone(desk):
    desk.clock.ahead(microseconds=999_626)  # which SQLite would round up to the next second
    lived_in(desk)
    desk.close()
    before = desk.path.read_bytes()
    report = checking.check(desk.path, desk.clock)
    assert (report.ok, report.problems, report.hints) == (True, (), ())
    assert report.looked_at[:4] == ("file", "rows", "settings", "values")
    assert desk.path.read_bytes() == before


HARMS = {
    "an hour that is none": ("UPDATE house SET day_starts = 'banana'", "settings", "settings"),
    "bytes for words of the lobby": ("UPDATE house SET lobby_wifi = x'ff00'", "settings", "settings"),
    "keys cut in the middle": ("UPDATE house SET keys = '{\"a'", "settings", "settings"),
    "a zone on Mars": ("UPDATE house SET zone = 'Mars/Base'", "settings", "settings"),
    "minutes in words": ("UPDATE house SET lobby_after = 'two'", "settings", "settings"),
    "a sector nobody knows": ("UPDATE house SET sector = 'pub'", "settings", ""),
    "no secret": ("UPDATE house SET secret = ''", "settings", ""),
    "no house": ("DELETE FROM house", "settings", ""),
    "a kind of note nobody knows": ("UPDATE note SET kind = 'poem'", "values", ""),
    "a day that is none": ("UPDATE visit SET arrive = '2026-02-31'", "values", ""),
    "bytes for a name": ("UPDATE guest SET display_name = x'00'", "values", ""),
    "json that is none": ("UPDATE idea SET house = '{' WHERE id = 1", "values", ""),
    "a note of nobody": ("UPDATE note SET guest_id = 99", "rows", ""),
    "an entry edited": ("UPDATE journal SET summary = 'x' WHERE id = 2", "journal", "journal"),
    "an entry taken out": ("DELETE FROM journal WHERE id = 2", "journal", "journal"),
    "a guest the index forgot": ("DELETE FROM find_code", "search index", "index"),
    "a table gone": ("DROP TABLE outcome", "file", ""),
}


@pytest.mark.parametrize("name", HARMS)
def test_each_harm_is_named(desk, name):
    statement, what, repair = HARMS[name]
    lived_in(desk)
    harm(desk, statement)
    report = look(desk)
    assert told(report).get(what) == repair, report
    assert not report.ok
    assert all("Erika" not in found.words and "\n" not in found.words for found in report.problems)


def test_a_table_of_contents_that_does_not_fit_is_made_anew(desk):
    desk.note(lived_in(desk), "asked about the pier", BEN)
    desk.close()
    with closing(sqlite3.connect(desk.path)) as file, file:
        file.execute("PRAGMA writable_schema=ON")
        file.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(guest_id)', '(author_id)') WHERE name = 'ix_note_guest_id'"
        )
    assert told(checking.check(desk.path, desk.clock)) == {"file": "contents"}
    house = open_house(desk.path, desk.clock)
    repairing.repair(house, ANA, "contents")
    house.close()
    assert checking.check(desk.path, desk.clock).ok


def test_repairs_put_right_what_they_name_and_say_so_in_the_journal(desk):
    lived_in(desk)
    harm(
        desk,
        "UPDATE house SET day_starts = 'banana', lobby_talk = x'00', zone = 'Mars/Base', keys = '[]', lobby_after = 'x'",
        "UPDATE journal SET summary = 'x' WHERE id = 2",
        "DELETE FROM find_code",
    )
    half = desk.path.with_name("desk.db.new")
    half.write_bytes(b"half a desk")
    long_ago = desk.clock.now.timestamp() - 86_400
    os.utime(half, (long_ago, long_ago))
    before = desk.tables("house", "journal", "find_code")
    desk.close()
    assert set(told(checking.check(desk.path, desk.clock))) == {"settings", "journal", "search index", "leftovers"}

    house = open_house(desk.path, desk.clock)
    with pytest.raises(NotAllowed, match="mend the file"):
        repairing.repair(house, BEN, "index")
    with pytest.raises(Invalid):
        repairing.repair(house, ANA, "everything")
    for which in repairing.REPAIRS:
        said = repairing.repair(house, ANA, which)
        assert said.endswith(".")
        assert "Erika" not in said
    house.close()

    report = checking.check(desk.path, desk.clock)
    assert report.ok, report
    assert [found.what for found in report.hints] == ["journal"]
    assert not half.exists()
    assert desk.tables("house", "journal", "find_code") == before
    assert desk.sql("SELECT day_starts, lobby_talk, zone, keys, lobby_after FROM house") == [
        ("04:00:00.000000", "", "", "{}", 2)
    ]
    assert desk.sql("SELECT count(*) FROM journal WHERE action IN ('desk.repaired', 'journal.noted')") == [(5,)]
    assert desk.sql("SELECT summary FROM journal WHERE id = 2") == [("x",)]

    harm(desk, "UPDATE journal SET summary = 'y' WHERE id = 3")
    assert told(checking.check(desk.path, desk.clock)) == {"journal": "journal"}


def test_a_house_with_spoiled_settings_works_all_the_same(desk):
    guest = lived_in(desk)
    harm(
        desk,
        "UPDATE house SET day_starts = 'banana', lobby_talk = x'00', lobby_after = 'x', zone = 'Mars/Base', keys = '[',"
        " theme = x'01', currency = x'02', cared_on = 'never', shifts = x'03', sensitive_rule = 'maybe', secret = 7",
    )
    other = desk.window()
    assert other.read(settings.lobby).talk == ""
    assert other.read(settings.lobby).after_minutes == 2
    assert other.card(guest).name == "Erika Schultz"
    other.note(guest, "likes the window")
    assert other.read(lineup.show_ready) is not None
    assert other.write(lambda work: settings.change(work, "lobby-map", "The pier is ten minutes on foot."))
    assert desk.sql("SELECT day_starts FROM house") == [("banana",)]


def test_an_older_desk_is_looked_at_as_far_as_it_goes_and_a_busy_one_is_a_sentence(desk):
    desk.close()
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotOpen, match=r"being written to|used by another"):
            checking.check(desk.path, desk.clock)
        holder.execute("ROLLBACK")
    packed = Path(__file__).parents[1] / "contracts" / "desks" / "schema3.db.gz"
    desk.path.write_bytes(gzip.decompress(packed.read_bytes()))
    report = checking.check(desk.path, desk.clock)
    assert report.ok
    assert any("older version" in found.words for found in report.hints)


def test_a_clock_behind_the_newest_entry_is_told_and_one_slip_of_old_is_not(desk):
    guest = desk.guest()
    desk.clock.ahead(days=-11)
    report = look(desk)
    (found,) = report.problems
    assert found.words.startswith("The clock says 3 Jun, newest entry 14 Jun.")
    other = desk.window()
    for number in range(101):
        other.note(guest, f"asked about the pier {number}")
    assert look(desk).ok
    desk.clock.ahead(minutes=-9)
    assert look(desk).ok
    desk.clock.ahead(days=-400 + 1 / 144)
    assert "2025" in look(desk).problems[0].words


def test_a_backup_older_than_a_day_is_told(desk):
    guest = desk.guest()
    desk.clock.ahead(days=2)
    desk.note(guest, "asked about the pier")
    desk.clock.ahead(days=2)
    report = look(desk)
    assert report.ok  # the file is whole; that it stands alone is worth knowing
    assert [found.what for found in report.hints] == ["backups"]


def test_places_that_promise_less_are_told():
    assert "network drive" in mounts.warning(Path("\\\\server\\share\\desk.db")) or os.name == "posix"
    assert "copies to other PCs" in mounts.warning(Path("/home/ana/OneDrive - Bay/desk.db"))
    assert mounts.warning(Path("/home/ana/desk.db")) == ""
    listed = "36 25 0:32 / /mnt/share\\040one rw,relatime shared:1 - cifs //srv/share rw\nnonsense\n"
    assert mounts.kinds(listed) == {"/mnt/share one": "cifs"}


def test_what_was_set_aside_is_mentioned(desk):
    desk.path.with_name("desk-damaged-2026-06-01T000000Z.db").write_bytes(b"x")
    report = look(desk)
    assert report.ok
    assert "desk-damaged" in report.hints[0].words

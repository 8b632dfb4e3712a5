"""Backups on the screen: made by themselves, told in red when they are missing, and the way back in three keys."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from delightdesk.desk import guests, people
from delightdesk.desk.house import open_house
from delightdesk.desk.safety import backups, restoring
from delightdesk.tui import backup_watch

NOW = datetime(2026, 6, 14, 15, 42, tzinfo=UTC)
pytestmark = pytest.mark.asyncio


@pytest.fixture
def at_once(monkeypatch):
    """Backups begin with the first frame, and the watch looks again and again."""
    monkeypatch.setattr(backup_watch, "FIRST_LOOK", 0.05)
    monkeypatch.setattr(backup_watch, "LOOK_EVERY", 0.05)


def whys(path):
    return [each.why for each in backups.listing(path)]


async def until(window, holds):
    for _ in range(100):
        if holds():
            return
        await window.pilot.pause(0.05)
    raise AssertionError(window.text)


def add(path, first):
    """Somebody adds a guest in another window."""
    house = open_house(path, lambda: NOW)
    with house.writing(1) as work:
        guests.save(work, guests.GuestForm(first=first, last="Moss"))
    house.close()


async def test_one_at_the_start_one_at_the_close_and_none_where_nothing_changed(window, desk_path, at_once):
    async with window() as desk:
        await until(desk, lambda: whys(desk_path) == ["start"])
        assert not desk.has("‼")
        add(desk_path, "Erika")
        await desk.press("ctrl+q")
    assert whys(desk_path) == ["close", "start"]
    async with window() as desk:
        await desk.pilot.pause(0.3)
        await desk.press("ctrl+q")
    assert whys(desk_path) == ["close", "start"]


async def test_another_follows_when_something_was_done_and_the_time_has_come(window, desk_path, at_once, monkeypatch):
    monkeypatch.setattr(backup_watch, "QUARTER", 0.1)
    async with window() as desk:
        await until(desk, lambda: whys(desk_path) == ["start"])
        await desk.pilot.pause(0.3)
        assert whys(desk_path) == ["start"]
        add(desk_path, "Erika")
        await until(desk, lambda: whys(desk_path) == ["quarter", "start"])


async def test_where_none_can_be_made_every_screen_says_so_in_red_until_it_is_put_right(
    window, desk_path, at_once, monkeypatch, clock
):
    monkeypatch.setattr(backup_watch, "RETRY", 0.1)
    in_its_way = desk_path.with_name("desk-backups")
    in_its_way.write_text("somebody's own", encoding="utf-8")
    clock.ahead(days=2)
    add(desk_path, "Erika")
    async with window() as desk:
        await desk.shows("‼ no backup yet: its folder cannot be writ")
        assert "16:42" in desk.lines[0]
        await desk.press("f7")
        await until(desk, lambda: "‼ no backup yet" in desk.lines[0])
        in_its_way.unlink()
        await until(desk, lambda: whys(desk_path) == ["quarter"])
        await until(desk, lambda: not desk.app.alarms)


async def test_a_close_that_takes_too_long_ends_all_the_same_and_says_that_nothing_is_lost(
    window, desk_path, monkeypatch
):
    def takes_for_ever(_path, _why, _now, *, stop, wait):
        while not stop():
            pass
        raise backups.Stopped("given up")

    monkeypatch.setattr(backups, "take_if_changed", takes_for_ever)
    monkeypatch.setattr(backup_watch, "CLOSING", 0.2)
    async with window() as desk:
        assert await desk.app.backups.at_close() == backup_watch.NOT_AT_CLOSE
        assert "Nothing is lost" in backup_watch.NOT_AT_CLOSE


async def test_the_room_shows_what_each_holds_and_goes_back_in_three_keys(window, desk_path, clock):
    backups.take(desk_path, "start", clock.now - timedelta(hours=30))
    add(desk_path, "Erika")
    backups.take(desk_path, "quarter", clock.now - timedelta(hours=1))
    add(desk_path, "Tom")
    async with window() as desk:
        await desk.press("f7", "b")
        await desk.shows("Backups · 2")
        await desk.shows("It holds 1 guest, 0 visits, 0 notes.")
        await desk.shows("1 entry of the journal since then would go.")
        assert desk.has("Sun 14 Jun 15:42")
        assert desk.has("Sat 13 Jun 10:42")
        await desk.press("j")
        await desk.shows("2 entries of the journal since then would go.")
        await desk.press("r")
        await desk.shows("Put the desk back to Sat 13 Jun 10:42? Now it is 16:42.")
        await desk.press("n")
        await desk.press("r", "y")
        await desk.shows("The desk is as it was Sat 13")
        assert _guests(desk_path) == 0
        await desk.press("u")
        await desk.shows("It holds 2 guests")
        await desk.press("y")
        await until(desk, lambda: _guests(desk_path) == 2)
        await until(desk, lambda: desk.app.screen.check_action("now", ()))
        assert desk.footer.startswith(" r Restore   n Back up now   c Check   Esc Back   F1 Help")


def _guests(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT count(*) FROM guest").fetchone()[0]


async def test_the_room_by_hand_with_a_second_folder_and_without_one(window, desk_path, tmp_path, clock):
    away = tmp_path / "stick"
    with closing(sqlite3.connect(desk_path)) as file, file:
        file.execute("UPDATE house SET second_backups = ?", (str(away),))
    async with window((120, 40)) as desk:
        await desk.press("f7", "b")
        await desk.shows("There is no backup yet. n makes one now")
        await desk.shows("is not there just now. Backups go on in the first")
        away.mkdir()
        await desk.press("n")
        await desk.shows("both folders")
        assert not desk.has("not there just now")
        assert [each.is_second for each in backups.listing(desk_path, str(away))] == [False, True]
        folder = desk_path.with_name("desk-backups")
        folder.rename(tmp_path / "moved")
        folder.write_text("in its way", encoding="utf-8")
        await desk.press("n")
        await desk.shows("‼ the last backup failed: its folder cannot be written")


async def test_a_receptionist_is_told_who_may(window, desk_path, clock):
    backups.take(desk_path, "start", clock.now)
    async with window() as desk:
        desk.app.sit_down(2, "Ben")
        await desk.press("f7", "b")
        await desk.shows("Backups · 1")
        await desk.press("r")
        await desk.shows("Ana can put a backup in the")


async def test_another_window_follows_and_who_is_unknown_now_is_asked_who_they_are(window, desk_path, clock):
    made = backups.take(desk_path, "start", clock.now)
    house = open_house(desk_path, clock)
    with house.writing(1) as work:
        cleo = people.add(work, "Cleo")
    house.close()
    add(desk_path, "Erika")
    async with window() as desk:
        desk.app.sit_down(cleo, "Cleo")
        await desk.type("erik")
        await desk.shows("Erika Moss")
        await asyncio.to_thread(restoring.restore, Path(desk_path), made.path, clock.now, 1)
        await desk.shows("Who is at the desk")
        assert desk.app.gateway.person_id is None
        await desk.press("1")
        await until(desk, lambda: desk.app.person_name() == "Ana")
        assert not desk.has("Erika Moss")

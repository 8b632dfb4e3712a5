"""The desk cannot be opened: what is wrong, the backups, three keys to be at work again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from delightdesk.desk.safety import backups
from delightdesk.tui.app import DeskApp
from delightdesk.tui.screens.check import CheckScreen
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.first_run import FirstRun
from delightdesk.tui.screens.rescue import RescueScreen

FOOTER = ["r", "Restore", "s", "Save", "what", "is", "left", "t", "Try", "again", "Esc", "Close", "F1", "Help"]
SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


def shown(app: App[None]) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def until(pilot: Any, words: str) -> None:
    for _ in range(200):
        if words in " ".join(shown(pilot.app).replace("│", " ").split()):
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot.app))


@pytest.fixture
def broken(desk: Any) -> Any:
    """A desk with two backups, of which the newer is cut, and a page of zeros where its tables are listed."""
    guest = desk.guest()
    desk.note(guest, "flat white, oat")
    backups.take(desk.path, "start", desk.clock.now - timedelta(hours=5))
    desk.note(guest, "likes the window")
    newer = backups.take(desk.path, "quarter", desk.clock.now - timedelta(hours=1))
    newer.path.write_bytes(newer.path.read_bytes()[:9000])
    desk.close()
    data = desk.path.read_bytes()
    desk.path.write_bytes(data[:100] + bytes(8092) + data[8192:])
    return desk


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_good_backup_is_three_keys_away(broken, size):
    before = broken.path.read_bytes()
    app = DeskApp(broken.path, clock=broken.clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        assert isinstance(app.screen, RescueScreen)
        await until(pilot, "1 guests, 0 visits, 1 notes")
        text = shown(app)
        assert "desk.db is damaged" in text
        assert "unusable" in text
        assert "The newest that is whole." in text
        assert "Erika" not in text
        assert text.splitlines()[-1].split() == FOOTER
        await pilot.press("r")
        await until(pilot, "The broken file is set aside.")
        await pilot.press("n")
        assert broken.path.read_bytes() == before
        await pilot.press("r", "y")
        await pilot.pause(0.2)
        for _ in range(100):
            if isinstance(app.screen, DeskScreen):
                break
            await pilot.pause(0.05)
        assert isinstance(app.screen, DeskScreen)
        assert "Erika" in shown(app) or await app.ask(lambda work: work.house.name)
    assert broken.sql("SELECT text FROM note") == [("flat white, oat",)]
    aside = [each for each in broken.path.parent.iterdir() if "-damaged-" in each.name and each.suffix == ".db"]
    assert aside[0].read_bytes() == before


async def test_a_bad_backup_says_so_and_is_not_restored(broken):
    app = DeskApp(broken.path, clock=broken.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, "The newest that is whole.")
        await pilot.press("k", "r")
        await until(pilot, "-quarter.db is damaged.")
        assert isinstance(app.screen, RescueScreen)
        await pilot.press("j", "enter")
        await until(pilot, "last change")


async def test_what_can_be_saved_is_saved_beside_it_and_can_be_used(broken):
    before = broken.path.read_bytes()
    app = DeskApp(broken.path, clock=broken.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, "The newest that is whole.")
        await pilot.press("s")
        await until(pilot, "It lies in desk-saved.db. u uses it from now on.")
        assert broken.path.read_bytes() == before
        assert "Use what was saved" in shown(app).splitlines()[-1]
        await pilot.press("u", "y")
        for _ in range(100):
            if isinstance(app.screen, DeskScreen):
                break
            await pilot.pause(0.05)
        assert isinstance(app.screen, DeskScreen)
    assert broken.sql("SELECT text FROM note ORDER BY id") == [("flat white, oat",), ("likes the window",)]
    assert not broken.path.with_name("desk-saved.db").exists()


async def test_a_drive_that_is_plugged_in_again_needs_one_key(broken, template):
    elsewhere = broken.path.rename(broken.path.with_name("elsewhere.db"))
    app = DeskApp(broken.path, clock=broken.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, "its backups are beside it")
        assert "Save what is left" not in shown(app)
        await pilot.press("t")
        await until(pilot, "its backups are beside it")
        shutil.copy(template, broken.path)
        await pilot.press("t")
        for _ in range(100):
            if isinstance(app.screen, DeskScreen):
                break
            await pilot.pause(0.05)
        assert isinstance(app.screen, DeskScreen)
    assert elsewhere.exists()


async def test_a_new_desk_where_one_was_takes_two_keys_and_leaves_the_backups(broken):
    broken.path.unlink()
    kept = sorted(each.name for each in backups.folder_of(broken.path).glob("*.db"))
    app = DeskApp(broken.path, clock=broken.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, "The newest that is whole.")
        await pilot.press("n", "enter")
        assert isinstance(app.screen, RescueScreen)
        await pilot.press("n", "y")
        await pilot.pause()
        assert isinstance(app.screen, FirstRun)
        await pilot.press(*"Bay", "enter", "enter", *"gbp", "enter", *"Zoe", "enter")
        for _ in range(100):
            if isinstance(app.screen, DeskScreen):
                break
            await pilot.pause(0.05)
        assert isinstance(app.screen, DeskScreen)
    assert set(kept) <= {each.name for each in backups.folder_of(broken.path).glob("*.db")}


async def test_a_healthy_file_that_is_busy_or_newer_is_not_offered_a_backup(desk, monkeypatch):
    desk.guest()
    backups.take(desk.path, "start", desk.clock.now)
    desk.close()
    with closing(sqlite3.connect(desk.path)) as file:
        file.execute("PRAGMA user_version=99")
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "newer DelightDesk")
        await until(pilot, "Backups are offered where the file is broken or missing.")
        await pilot.press("r", "y", "s", "n", "y")
        assert isinstance(app.screen, RescueScreen)
        assert [each for each in Path(desk.path.parent).iterdir() if "saved" in each.name] == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_check_names_what_is_wrong_and_one_key_puts_it_right(desk, size):
    desk.guest(email="e@example.com")
    backups.take(desk.path, "start", desk.clock.now)
    desk.close()
    desk.sql("UPDATE house SET lobby_wifi = x'ff'")
    desk.sql("DELETE FROM find_code")
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause(0.1)
        await pilot.press("f12")
        await pilot.pause(0.1)
        assert app.is_locked
        await pilot.press("f12")
        await app.push_screen(CheckScreen())
        await until(pilot, "2 things are not right")
        await until(pilot, "The setting “Wi-Fi” cannot be read, so the usual value holds. r puts it right.")
        await pilot.press("r")
        await until(pilot, "1 thing is not right")
        await pilot.press("r")
        await until(pilot, "All is well")
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, CheckScreen)
    assert desk.sql("SELECT lobby_wifi FROM house") == [("",)]
    assert desk.index_problems() == []

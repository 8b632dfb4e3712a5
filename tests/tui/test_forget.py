"""Erasing a guest on the screen, letting go of what is due, and the look of the day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from delightdesk.desk.privacy import erasing
from delightdesk.desk.safety import backups
from delightdesk.tui.modals.forget import Forget
from delightdesk.tui.modals.same_guest import SameGuest
from delightdesk.tui.screens.retention import RetentionScreen
from delightdesk.tui.tidy_watch import TidyWatch

BEN = 2


def rows(path, statement):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(statement).fetchall()


@pytest.fixture
def quill(desk):
    guest = desk.guest("Zelda", "Quillfeather")
    desk.visit(guest, room="412")
    desk.note(guest, "likes oat milk")
    return guest


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_word_erases_and_nothing_else_does(desk, quill, window, clock, size):
    backups.take(desk.path, "by-hand", clock.now)
    async with window(size) as shown:
        await shown.find("quill")
        shown.app.push_screen(Forget(quill))
        await shown.shows("Erase Zelda Quillfeather?")
        for words in ("Goes", "Stays", "For good", "1 visit", "Type forget, then Enter"):
            assert shown.has(words)
        await shown.type("yes")
        await shown.press("enter")
        await shown.shows("Nothing was erased.")
        assert rows(desk.path, "SELECT count(*) FROM forgotten") == [(0,)]
        for _ in "yes":
            await shown.press("backspace")
        await shown.type("forget")
        await shown.shows("Enter erases this guest for good.")
        await shown.press("enter")
        await shown.shows("Erased for good.")
        await shown.shows("This guest is not here any more.")
        assert "Quillfeather" not in shown.text
    for each in desk.path.parent.rglob("*"):
        assert not each.is_file() or b"Quillfeather" not in each.read_bytes()


async def test_what_is_out_of_reach_stays_on_the_screen_with_what_to_do(desk, quill, window, tmp_path_factory):
    desk.sql("UPDATE house SET second_backups = ?", str(tmp_path_factory.mktemp("drive") / "stick"))
    async with window() as shown:
        shown.app.push_screen(Forget(quill))
        await shown.shows("Are you sure?")
        await shown.type("forget")
        await shown.press("enter")
        await shown.shows("Erased in the desk for good")
        await shown.shows("is not connected")
        await shown.press("escape")
        assert not isinstance(shown.app.screen, Forget)


async def test_a_page_whose_guest_another_window_erased_closes_behind_what_stands_over_it(desk, quill, window):
    async with window() as shown:
        await shown.find("quill")
        await shown.press("h")
        await shown.shows("Erase them")
        await shown.press("m")
        await shown.shows("Who is the same person")
        await shown.type("zel")
        desk.write(lambda work: erasing.erase_guest(work, quill) and work.did("guest.erased", "", undoable=False))
        await shown.app.look_round()
        await shown.settle()
        assert isinstance(shown.app.screen, SameGuest)
        assert shown.app.screen.line.value == "zel"
        await shown.press("escape")
        await shown.settle()
        assert not shown.app.screen.is_modal
        assert "Quillfeather" not in shown.text


async def test_who_may_not_is_told_who_may(desk, quill, window):
    async with window() as shown:
        shown.app.sit_down(BEN, "Ben")
        shown.app.push_screen(Forget(quill))
        await shown.shows("Ana can remove a guest")
        assert not isinstance(shown.app.screen, Forget)


async def test_what_is_due_goes_after_one_question_that_names_the_number(desk, window):
    desk.clock.ahead(days=-800)
    for number in range(3):
        desk.guest("Guest", f"Number{number}")
    desk.clock.ahead(days=800)
    stays = desk.guest("New", "Face")
    async with window() as shown:
        await shown.app.push_screen(RetentionScreen())
        await shown.shows("Due to go · 3 guests")
        assert shown.has("Guest Number0")
        assert shown.has("never here, last act")
        await shown.press("x")
        await shown.shows("Let 3 guests go for good?")
        await shown.press("n")
        await shown.press("x", "y")
        await shown.shows("Gone for good: 3 guests")
        await shown.shows("Nothing is past its time.")
    assert desk.card(stays).name == "New Face"
    assert rows(desk.path, "SELECT count(*) FROM guest WHERE erased_at IS NULL") == [(1,)]


async def test_the_look_of_the_day_is_done_once_and_not_before_somebody_is_there(desk, window, clock):
    async with window() as shown:
        watch = TidyWatch(shown.app)
        person, shown.app.gateway.person_id = shown.app.gateway.person_id, None
        await watch.look()
        assert rows(desk.path, "SELECT cared_on FROM house") == [(None,)]
        shown.app.gateway.person_id = person
        await watch.look()
        assert rows(desk.path, "SELECT cared_on FROM house") == [("2026-06-14",)]
        clock.now += timedelta(days=1)
        await watch.look()
        assert rows(desk.path, "SELECT cared_on FROM house") == [("2026-06-15",)]

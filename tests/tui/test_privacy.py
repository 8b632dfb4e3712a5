"""The guests' data on the screen: what waits, who is here twice, what one guest may ask for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from delightdesk.desk import people
from delightdesk.desk.privacy import requests
from delightdesk.domain.vocabulary import RequestKind

BEN = 2


@pytest.fixture
def asked(desk):
    """Erika twice, once with a request that is late; Tom with one that is not."""
    erika, tom = desk.guest(email="erika@example.org"), desk.guest("Tom", "Weiss")
    desk.guest("Erica", "Schultz", email="erika@example.org", phone="+49 151 2345678")
    desk.visit(erika, room="412")
    desk.write(lambda work: requests.ask(work, erika, RequestKind.ACCESS, date(2026, 5, 1), "all of it, please"))
    desk.write(lambda work: requests.ask(work, tom, RequestKind.CORRECTION))
    return erika


async def _room(screen):
    await screen.press("f7", "v")
    await screen.shows("1 may be here twice")


async def test_what_waits_comes_first_and_is_answered_by_one_key(desk, asked, window, size, snapshot):
    async with window(size) as screen:
        await _room(screen)
        await screen.shows("2 to answer")
        assert screen.has("‼ 13 days overdue")
        assert screen.has("“all of it, please”")
        assert screen.footer.split()[:4] == ["Enter", "Open", "a", "Answered"]
        assert "\n".join(screen.lines[1:]) == snapshot
        await screen.press("a")
        await screen.shows("1 to answer")
        await screen.press("ctrl+z")
        await screen.shows("2 to answer")


async def test_two_are_made_one_looked_at_first_and_parted_again(desk, asked, window, size):
    async with window(size) as screen:
        await _room(screen)
        await screen.press("down", "down", "enter")
        await screen.shows("Is this one guest?")
        await screen.shows("Erika Schultz (not Erica Schultz)")
        await screen.press("s")
        await screen.shows("Erica Schultz (not Erika Schultz)")
        await screen.press("s", "y")
        await screen.hides("Is this one guest?")
        await screen.hides("may be here twice")
        await screen.press("ctrl+z")
        await screen.shows("1 may be here twice")
        await screen.press("down", "n")
        await screen.shows("Two people")
        await screen.hides("may be here twice")


async def test_the_notice_goes_to_a_file_and_never_over_another_unasked(desk, asked, window, size, tmp_path):
    async with window(size) as screen:
        await _room(screen)
        await screen.press("w")
        await screen.shows("Enter writes a page to print.")
        line = screen.app.screen.line.line
        line.value = str(tmp_path / "notice.txt")
        await screen.shows("Enter writes plain text.")
        await screen.press("enter")
        await screen.shows("Written: notice.txt")
        assert "The Bay Hotel and your data" in (tmp_path / "notice.txt").read_text(encoding="utf-8")
        (tmp_path / "notice.txt").write_text("mine", encoding="utf-8")
        await screen.press("w")
        screen.app.screen.line.line.value = str(tmp_path / "notice.txt")
        await screen.press("enter")
        await screen.shows("Enter once more")
        assert (tmp_path / "notice.txt").read_text(encoding="utf-8") == "mine"
        await screen.press("enter")
        await screen.shows("Written: notice.txt")


async def test_from_the_card_all_we_hold_is_written_out_and_answers_the_guest(desk, asked, window, size, tmp_path):
    async with window(size) as screen:
        await screen.find("erika")
        await screen.press("h")
        await screen.shows("all we hold · ‼ 13 days overdue")
        await screen.press("w")
        await screen.shows(f"Enter writes guest-{asked}")
        screen.app.screen.line.line.value = str(tmp_path / "nowhere")
        await screen.press("enter")
        await screen.shows("There is no folder")
        assert desk.sql("SELECT count(*) FROM journal WHERE action = 'guest.exported'") == [(0,)]
        screen.app.screen.line.line.value = str(tmp_path)
        await screen.press("enter")
        await screen.shows("answered today by Ana")
    written = {path.name for path in Path(tmp_path).glob("guest-*")}
    assert written == {f"guest-{asked}-2026-06-14.txt", f"guest-{asked}-2026-06-14.json"}


async def test_a_request_is_noted_and_another_record_of_the_same_guest_found(desk, asked, window, size):
    async with window(size) as screen:
        await screen.find("tom")
        await screen.press("h")
        await screen.shows("to correct something · due 14 July")
        await screen.press("e")
        await screen.shows("to be erased · due 14 July")
        await screen.press("u")
        await screen.hides("to be erased · due")
        await screen.press("m")
        await screen.shows("Who is the same person?")
        await screen.type("eric")
        await screen.press("enter")
        await screen.shows("Is this one guest?")
        await screen.press("escape", "escape")
        await screen.shows("1-5 Give")


async def test_a_receptionist_is_told_who_can(desk, asked, window, size):
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window(size) as screen:
        await _room(screen)
        await screen.press("a")
        await screen.shows("Ana can answer")


async def test_with_very_many_guests_the_look_waits_for_a_key_and_stops_on_it(desk, window, size, monkeypatch):
    monkeypatch.setattr("delightdesk.tui.screens.privacy.AT_ONCE", 1)
    desk.guest()
    desk.guest()
    async with window(size) as screen:
        await screen.press("f7", "v")
        await screen.shows("d looks who is here twice")
        await screen.press("d")
        await screen.shows("1 may be here twice")


async def test_what_is_overdue_stands_on_every_screen_until_it_is_answered(desk, asked, window, size, monkeypatch):
    monkeypatch.setattr("delightdesk.tui.rights_watch.FIRST_LOOK", 0)
    monkeypatch.setattr("delightdesk.tui.rights_watch.LOOK_EVERY", 0.05)
    async with window(size) as screen:
        await screen.shows("‼ 1 answer overdue")
        await _room(screen)
        await screen.press("a")
        await screen.hides("1 answer overdue")


async def test_nobody_asked_for_anything(desk, window, size):
    desk.guest()
    async with window(size) as screen:
        await screen.press("f7", "v")
        await screen.shows("Nobody waits for an answer")
        await screen.press("escape")
        await screen.shows("settings")

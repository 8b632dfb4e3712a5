"""Words begun and not saved: kept without being asked, offered again, never another guest's, never dropped unasked."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.desk import drafts
from delightdesk.tui.screens import desk_lines

Opened = Any


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest("Erika", "Schultz", title="Ms")
    desk.visit(guest, room="412", eta="20:30")
    desk.visit(desk.guest("Max", "Schuler"), room="208", eta="17:00")
    return int(guest)


def kept(desk: Any) -> list[tuple[str, str]]:
    return list(desk.sql("SELECT place, text FROM draft"))


async def test_after_a_rest_the_line_is_in_the_file_whatever_happens_then(
    window: Opened, desk: Any, erika: int, monkeypatch: Any
) -> None:
    monkeypatch.setattr(desk_lines, "REST", 0.1)
    async with window() as desk_window:
        await desk_window.find("erika")
        saves = desk_window.app.saves
        await desk_window.press("n")
        await desk_window.type("allergic to n")
        await desk_window.settle(long=True)
        assert kept(desk) == [("note", "allergic to n")]  # as a power cut would find it
        assert desk_window.app.saves == saves
        await desk_window.type("uts")
        await desk_window.press("enter")
        await desk_window.settle(long=True)
    assert kept(desk) == []
    assert [caution.subject for caution in desk.card(erika).cautions] == ["nuts"]


@pytest.mark.parametrize("end", [["escape"], ["ctrl+q"], ["f3", "ctrl+q"]])
async def test_the_next_window_offers_it_and_enter_goes_on(
    window: Opened, desk: Any, erika: int, end: list[str]
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("likes the")
        for key in end:
            await desk_window.pilot.press(key)
        await desk_window.pilot.pause(0.2)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.shows("BEGUN likes the (Enter goes on, Del drops)")
        assert "Enter Go on" in desk_window.footer
        await desk_window.press("enter")
        await desk_window.shows("Preference: likes the")
        await desk_window.type(" sea")
        await desk_window.press("enter")
        await desk_window.hides("BEGUN")
    assert [note.text for note in desk.card(erika).notes] == ["likes the sea"]


async def test_what_a_colleague_is_typing_is_offered_and_not_written_into(
    window: Opened, desk: Any, erika: int
) -> None:
    desk.write(lambda work: drafts.keep(work, erika, "note", "likes the", "their window"))
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.shows("BEGUN likes the")
        await desk_window.press("n")
        await desk_window.type("asked for a lamp")
        await desk_window.press("enter")
        await desk_window.settle(long=True)
        assert [note.text for note in desk.card(erika).notes] == ["asked for a lamp"]
        assert kept(desk) == [("note", "likes the")]
        await desk_window.press("enter")
        await desk_window.shows("Preference: likes the")
        await desk_window.type(" sea")
        await desk_window.press("enter")
        await desk_window.hides("BEGUN")
    assert kept(desk) == []


async def test_it_can_be_dropped_and_undo_does_not_bring_it_back(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("m")
        await desk_window.type("boat tri")
        await desk_window.press("escape")
        await desk_window.shows("BEGUN boat tri")
        await desk_window.press("delete")
        await desk_window.hides("BEGUN")
        assert kept(desk) == []
        assert not desk_window.has("Del drops")


async def test_another_guests_card_never_stands_above_a_line_begun_for_the_first(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("slash", "backspace", "down", "enter", "n")
        await desk_window.type("for one of them")
        at = next(place for place, line in enumerate(desk_window.lines) if "208" in line)
        await desk_window.pilot.click(offset=(5, at))
        await desk_window.shows("1-5 Give")
        await desk_window.hides("for one of them")
        await desk_window.settle()
        (first,) = desk.sql("SELECT guest_id, text FROM draft")
        assert first[1] == "for one of them"
        assert desk_window.app.screen.card.card.id != first[0]  # type: ignore[attr-defined]


async def test_closing_with_a_form_half_filled_asks_first(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        await desk_window.press("ctrl+n")
        await desk_window.type("Til")
        await desk_window.press("ctrl+q", "ctrl+q")
        await desk_window.shows("Close and drop what you typed?")
        await desk_window.press("n")
        await desk_window.hides("Close and drop")
        assert desk_window.has("First name Til")
        await desk_window.press("ctrl+q")
        await desk_window.pilot.press("y")
        await desk_window.pilot.pause(0.2)
        assert not desk_window.app.is_running
    assert desk.sql("SELECT count(*) FROM guest") == [(0,)]

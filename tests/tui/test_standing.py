"""What waits of the handover stands at the top of every screen, and is told once to whom it concerns."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.desk import handover
from delightdesk.tui import due_watch
from delightdesk.tui.standing_watch import StandingWatch

Opened = Any
ANA, BEN = 1, 2
TO_THE_LAST_HALF_HOUR = 6 * 60 - 12
"""Minutes from 16:42 to 22:30, when the late shift has half an hour to go."""


@pytest.fixture(autouse=True)
def _the_test_looks_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delightdesk.tui.standing_watch.FIRST_LOOK", 3600)
    monkeypatch.setattr(due_watch, "FIRST_LOOK", 3600)
    monkeypatch.setattr(due_watch, "WAIT_FOR_WORDS", 0.02)


def left(desk: Any, person: int = ANA) -> Any:
    desk.write(lambda work: handover.add_line(work, "Lift knocks"), person)
    return desk.write(handover.leave, person)


def told(window: Any) -> list[str]:
    return [toast.message for toast in window.app._notifications]


async def look(window: Any, watch: StandingWatch) -> str:
    await watch.look()
    await window.settle()
    return str(window.lines[0])


async def test_red_comes_to_every_window_and_goes_when_it_is_taken(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        watch = StandingWatch(desk_window.app)
        assert "‼" not in await look(desk_window, watch)
        sheet = left(desk)
        assert "‼ 1 line not handed over" in await look(desk_window, watch)
        await desk_window.press("f3")
        assert "‼ 1 line not handed over" in desk_window.lines[0]
        desk.write(lambda work: handover.accept(work, sheet.lines[0].id), BEN)
        assert "‼" not in await look(desk_window, watch)
        assert told(desk_window) == [], "nobody sat down, and no shift ends"


async def test_the_end_of_a_shift_is_told_once(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        watch = StandingWatch(desk_window.app)
        await look(desk_window, watch)
        desk.clock.ahead(minutes=TO_THE_LAST_HALF_HOUR)
        assert "handover in 30 min" in await look(desk_window, watch)
        assert told(desk_window) == ["The late shift ends in 30 min · F5 has its handover"]
        desk_window.app.clear_notifications()
        desk.clock.ahead(minutes=5)
        assert "handover in 25 min" in await look(desk_window, watch)
        assert told(desk_window) == []


async def test_whoever_sits_down_is_told_what_waits_unless_they_left_it(window: Opened, desk: Any) -> None:
    left(desk)
    async with window() as desk_window:
        watch = StandingWatch(desk_window.app)
        await look(desk_window, watch)
        await desk_window.press("f9", "2")
        await desk_window.shows("Ben is at the desk")
        await look(desk_window, watch)
        assert told(desk_window) == ["The late shift left you its handover: 1 line · F5"]
        desk_window.app.clear_notifications()
        await look(desk_window, watch)
        assert told(desk_window) == []
        await desk_window.press("f9", "1")
        await desk_window.shows("Ana is at the desk")
        desk_window.app.clear_notifications()
        await look(desk_window, watch)
        assert told(desk_window) == []


async def test_nothing_is_told_while_a_guest_may_be_looking(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        watch = StandingWatch(desk_window.app)
        await look(desk_window, watch)
        desk.clock.ahead(minutes=TO_THE_LAST_HALF_HOUR)
        await desk_window.press("f12")
        assert desk_window.app.is_locked
        await watch.look()
        assert told(desk_window) == []
        await desk_window.press("f12")
        assert not desk_window.app.is_locked
        await look(desk_window, watch)
        assert told(desk_window) == ["The late shift ends in 30 min · F5 has its handover"]


async def test_a_save_is_looked_at_without_waiting_for_the_clock(
    window: Opened, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delightdesk.tui.standing_watch.FIRST_LOOK", 0)
    left(desk)
    async with window() as desk_window:
        await desk_window.shows("‼ 1 line not handed over")
        await desk_window.press("f9", "2")
        await desk_window.press("f5")
        await desk_window.shows("a Accept")
        await desk_window.press("a")
        await desk_window.shows("The late shift is handed over")
        desk_window.app.clear_notifications()
        await desk_window.hides("‼")

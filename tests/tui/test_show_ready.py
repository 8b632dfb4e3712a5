"""The show-ready list on Today: first until it is done, finished by keys alone, gone then."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.desk import lineup
from delightdesk.tui.widgets.key_line import KeyLine

Opened = Any
BEN = 2


@pytest.fixture
def erika(desk: Any) -> int:
    """A day with visits and something owed, as the late shift begins: nothing on its list is done."""
    desk.sql("DELETE FROM tick")
    guest = int(desk.guest())
    desk.visit(guest, room="412", eta="17:00")
    for number in range(6):
        desk.visit(desk.guest(f"Guest {number}", "Test"), room=str(200 + number), eta="18:00")
        desk.note(guest, f"promise lamp {number} by 9pm")
    return guest


def titles(desk: Any) -> list[str]:
    ready = desk.read(lineup.show_ready)
    return [line.title for line in ready.lines if line.kind == "ready" and line.tick_id is None]


async def open_today(window: Any) -> Any:
    await window.press("f3")
    await window.shows("Show-ready, late shift")
    return window.app.screen


async def test_it_stands_first_and_leaves_room_for_all(window: Opened, desk: Any, erika: int, snapshot: Any, size: Any):
    async with window(size) as desk_window:
        screen = await open_today(desk_window)
        assert "\n".join(desk_window.lines[1:]) == snapshot
        assert screen.focused is screen.checks
        assert 3 <= screen.checks.size.height <= size[1] // 3
        assert screen.rows.size.height >= 3
        assert screen.list.size.height >= 3
        keys = screen.query_one(KeyLine)
        for _ in range(3):
            assert [offer for _, offer in keys.fitting(size[0])] == keys.offers
            await desk_window.press("tab")
            assert screen.list.size.height >= 3


async def test_it_is_finished_with_keys_alone_and_gone_then(window: Opened, desk: Any, erika: int):
    to_do = titles(desk)
    assert len(to_do) >= 6
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.burst("space", "enter")
        await desk_window.shows(f"{len(to_do) - 2} of {len(to_do)} left")
        assert screen.checks.current.title == to_do[2]
        await desk_window.press("x")
        await desk_window.press("enter")
        await desk_window.shows("in a few words why")
        await desk_window.type("lift is broken")
        await desk_window.press("enter")
        await desk_window.shows(f"{len(to_do) - 3} of {len(to_do)} left")
        assert screen.focused is screen.checks
        await desk_window.press("ctrl+z")
        await desk_window.shows(f"{len(to_do) - 2} of {len(to_do)} left")
        await desk_window.press(*["space"] * (len(to_do) - 2))
        await desk_window.shows("All set for the late shift")
        assert not screen.ready_part.display
        assert screen.focused in (screen.rows, screen.list)
    assert titles(desk) == []


async def test_tab_goes_round_both_ways_and_every_list_keeps_its_keys(window: Opened, desk: Any, erika: int):
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.press("tab")
        assert screen.focused is screen.rows
        await desk_window.press("d")
        await desk_window.shows("Kept: lamp")
        assert screen.focused is screen.rows
        await desk_window.press("tab", "i")
        await desk_window.shows("Now in house")
        await desk_window.press("tab")
        assert screen.focused is screen.checks
        await desk_window.press("shift+tab")
        assert screen.focused is screen.list
        await desk_window.press("tab", "p")
        await desk_window.shows("Problem: room and what happened")
        await desk_window.press("escape", "escape")
        await desk_window.shows("name, room, phone")


async def test_two_windows_do_it_once_and_the_second_is_told_by_whom(window: Opened, desk: Any, erika: int):
    first = desk.read(lineup.show_ready).lines[0]
    async with window() as desk_window:
        screen = await open_today(desk_window)
        desk.write(lambda work: lineup.tick(work, first.key), BEN)
        await desk_window.press("space")
        await desk_window.shows("Ben 16:42 was first")
        assert screen.checks.current.key != first.key
    assert desk.sql("SELECT count(*) FROM tick") == [(1,)]


async def test_the_list_of_the_next_shift_stands_there_when_its_hour_comes(window: Opened, desk: Any, erika: int):
    for line in desk.read(lineup.show_ready).lines:
        if line.kind == "ready":
            desk.write(lambda work, line=line: lineup.tick(work, line.key))
    async with window() as desk_window:
        await desk_window.press("f3")
        await desk_window.shows("Erika Schultz")
        screen = desk_window.app.screen
        assert not screen.ready_part.display
        desk_window.app.clock.ahead(hours=7)
        screen._tick()
        await desk_window.shows("Show-ready, night shift")

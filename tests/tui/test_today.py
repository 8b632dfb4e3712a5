"""Today: the board by key, on a real file, with names nobody should trust."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.tui.screens import today, today_visits
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.today import TodayScreen, flags_in

Opened = Any
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]Näme[/] 👩‍👩‍👧"
FEW = 20


def expect(desk: Any, *visits: tuple[str, str, str, str]) -> None:
    """Name, room, eta, a line to note."""
    for name, room, eta, line in visits:
        guest = desk.guest(name, "")
        desk.visit(guest, room=room, eta=eta)
        if line:
            desk.note(guest, line)


async def open_today(window: Any) -> Any:
    await window.press("f3")
    await window.shows("to come ·")
    return window.app.screen


async def test_an_empty_day_says_what_to_do(window: Opened) -> None:
    async with window() as desk_window:
        await desk_window.press("f3")
        await desk_window.shows("^O imports")
        assert desk_window.has("walk-in")
        await desk_window.press("enter", "i", "pagedown", "pageup", "up", "end")
        assert isinstance(desk_window.app.screen, TodayScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_next_action_and_reasons_are_readable_and_hostile_names_do_nothing(
    window: Opened, desk: Any, size: tuple[int, int]
) -> None:
    expect(
        desk, (POISON, "412", "17:30", "allergic to nuts"), ("Max Schuler", "208", "18:00", "20th anniversary 14 june")
    )
    async with window(size) as desk_window:
        await open_today(desk_window)
        text = desk_window.text
        assert "2 to come" in text
        assert "ask again about the allergy" in text
        assert "Evil [bold red]" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
        assert text.index("17:30") < text.index("18:00")
        await desk_window.press("down")
        assert desk_window.has("20th anniversary")
        strips = desk_window.app.screen._compositor.render_strips()
        assert all(strip.cell_length == size[0] for strip in strips)


async def test_i_moves_the_visit_and_the_mark_stays_on_it(window: Opened, desk: Any) -> None:
    expect(desk, ("Ann Aa", "1", "17:00", ""), ("Ben Bb", "2", "18:00", ""), ("Cleo Cc", "3", "19:00", ""))
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.press("down", "i")
        await desk_window.shows("2 to come · 1 in house")
        assert (screen.list.current.name, screen.list.current.status) == ("Ben Bb", VisitStatus.IN_HOUSE)
        assert [line.name for line in screen.board.lines] == ["Ann Aa", "Cleo Cc", "Ben Bb"]
        assert not any("Ben" in toast.message for toast in desk_window.app._notifications)
        await desk_window.press("ctrl+z")
        await desk_window.shows("3 to come")
        assert screen.list.cursor == 1


async def test_enter_opens_the_guest_on_the_desk_and_what_is_typed_ahead_is_about_that_guest(
    window: Opened, desk: Any
) -> None:
    expect(desk, ("Ann Aa", "1", "17:00", ""), ("Ben Bb", "2", "18:00", ""))
    async with window() as desk_window:
        await desk_window.settle(long=True)
        await desk_window.shows("Ann Aa")
        await open_today(desk_window)
        await desk_window.press("j")
        await desk_window.burst("enter", "n", *"vegan", "enter")
        await desk_window.shows("1-5 Give")
        screen = desk_window.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.card.card is not None
        assert screen.card.card.name == "Ben Bb"
        assert [caution.text[:5] for caution in screen.card.card.cautions] == ["vegan"]


async def test_what_others_save_appears_and_mark_and_place_stay(window: Opened, desk: Any) -> None:
    expect(desk, *((f"Guest {place:02}", str(place), "17:00", "") for place in range(24)))
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.press("pagedown", "down", "down")
        marked, top = screen.list.current, screen.list.top
        assert top > 0
        expect(desk, ("Zoe Late", "99", "23:00", ""))
        desk_window.app._saved()
        await desk_window.shows("25 to come")
        assert (screen.list.current.visit_id, screen.list.top) == (marked.visit_id, top)


async def test_pages_follow_each_other_at_the_ends(window: Opened, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (today, today_visits):
        monkeypatch.setattr(module, "PAGE", FEW)
    expect(desk, *((f"Guest {place:03}", "", "17:00", "") for place in range(FEW + 5)))
    async with window() as desk_window:
        screen = await open_today(desk_window)
        assert desk_window.has(f"1 to {FEW} of {FEW + 5}")
        await desk_window.press("end", "pagedown")
        await desk_window.shows(f"{FEW + 1} to {FEW + 5} of {FEW + 5}")
        assert screen.list.current.name == f"Guest {FEW:03}"
        await desk_window.press("end", "pagedown")
        assert (screen.begins, screen.list.cursor) == (FEW, 4)
        await desk_window.press("home", "pageup")
        await desk_window.shows(f"1 to {FEW} of {FEW + 5}")
        assert screen.list.current.name == f"Guest {FEW - 1:03}"


def test_a_page_is_what_a_list_may_show() -> None:
    assert today.PAGE == today_visits.PAGE == 200


def test_reasons_are_shown_whole_or_counted() -> None:
    assert flags_in(("nuts", "first visit"), 20) == "nuts, first visit"
    assert flags_in(("nuts", "first visit"), 10) == "nuts +1"
    assert flags_in(("secret: 20th anniversary", "nuts", "dogs"), 16) == "secret: 20th… +2"
    assert flags_in((), 10) == ""

"""The lobby key: one screen a guest may read before everything else, and everything as it was behind it."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from delightdesk.desk import pins
from delightdesk.tui.idle import Idle
from delightdesk.tui.modals.forms import Form
from delightdesk.tui.screens.desk import DeskScreen

Opened = Any
ANA, BEN = 1, 2


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest()
    desk.visit(guest, room="412")
    desk.note(guest, "usual flat white oat")
    desk.sql(
        "UPDATE house SET lobby_welcome = 'Welcome to the bay', lobby_talk = 'The pier is five minutes to the left.',"
        " lobby_wifi = 'BayGuest, no password', lobby_hours = 'Breakfast 7 to 10.'"
    )
    return int(guest)


def mouse(kind: Any) -> Any:
    """As the terminal sends it: at a guest in the list."""
    return kind(None, 3, 2, 0, 0, 1, False, False, False, 3, 2)


def locked(window: Any) -> bool:
    """The lobby is up, as a guest sees it, and nothing of the house's matters is."""
    shown = window.text
    inner = ("Erika", "Schultz", "412", "flat white", "Suggested", "Ana", "Ben", "half", "Today", "^")
    assert not window.app.is_locked or not [words for words in inner if words in shown], shown
    return bool(window.app.is_locked) and "Staff: F12" in shown


async def test_the_page_holds_what_the_house_has_set_and_the_hour_runs_on(
    window: Opened, erika: int, clock: Any, size: Any, snapshot: Any
) -> None:
    async with window(size) as screen:
        await screen.press("f12")
        assert locked(screen)
        assert screen.text == snapshot
        clock.now += timedelta(minutes=1)
        screen.app.curtain.page._tick()
        await screen.shows("Sunday 14 June · 16:43")


async def test_what_is_not_set_is_absent(window: Opened, desk: Any) -> None:
    async with window() as screen:
        await screen.press("f12")
        assert [line.strip() for line in screen.lines if line.strip()] == [
            "The Bay Hotel", "Sunday 14 June · 16:42", "Staff: F12",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("n", "h", "a", "l", "f"), id="a line half typed"),
        pytest.param(("1",), id="a panel"),
        pytest.param(("e", "x", "y", "left"), id="a form"),
        pytest.param(("e", "x", "ctrl+q"), id="a question over a form"),
        pytest.param(("ctrl+p", "n", "o"), id="the palette"),
        pytest.param(("f1", "down", "down", "down"), id="the help, read on"),
        pytest.param(("f9", "p", "1", "2"), id="a PIN"),
        pytest.param(("ctrl+t", "w"), id="a toast"),
        pytest.param(("slash", "shift+left"), id="some of the find box marked"),
        pytest.param(("f3",), id="another room"),
    ],
)
async def test_everything_comes_back_as_it_was(window: Opened, erika: int, keys: Any) -> None:
    async with window() as screen:
        await screen.find("schul")
        await screen.press(*keys)
        await screen.settle(long=True)
        app = screen.app
        line = app.focused if isinstance(app.focused, Input) else None
        before = (screen.text, app.screen_stack, app.focused, line and (line.value, line.selection))
        await screen.press("f12")
        assert locked(screen)
        await screen.press("x", "enter", "escape", "f1", "ctrl+p", "f3", "tab")
        app.post_message(events.Paste("pasted"))
        for pressed in (events.MouseDown, events.MouseUp, events.MouseScrollDown):
            app.post_message(mouse(pressed))
        assert locked(screen)
        await screen.press("f12")
        assert not app.is_locked
        assert (screen.text, app.screen_stack, app.focused, line and (line.value, line.selection)) == before


async def test_it_does_not_wait_for_what_is_under_way_and_that_goes_on(window: Opened, desk: Any, erika: int) -> None:
    """A save waits for the disk behind a form, keys wait behind the save, and still the next frame is the lobby."""
    async with window() as screen:
        await screen.find("schul")
        await screen.press("e", "home", "Z")
        hold, app = threading.Event(), screen.app
        app.gateway._pool.submit(hold.wait)
        for key in ("ctrl+s", "f12"):
            app.post_message(events.Key(key, None))
        for _ in range(50):
            await asyncio.sleep(0.01)
            if app.is_locked and "Staff: F12" in screen.text:
                break
        assert locked(screen)
        assert isinstance(app.screen, Form)
        hold.set()
        await screen.settle()
        assert locked(screen)
        assert isinstance(app.screen, DeskScreen), "the form closed when its save was done"
        assert not app._notifications, "nobody was told"
        await screen.press("f12")
        await screen.shows("ZErika Schultz")


async def test_keys_in_one_burst_count_each(window: Opened, erika: int) -> None:
    """Pressed three times in alarm it is up, and what is typed ahead of coming back is typed at the desk."""
    async with window() as screen:
        await screen.find("schul")
        for key in ("f12", "f12", "n", "h", "f12"):
            screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await screen.settle(long=True)
        assert locked(screen)
        await screen.press("f12")
        await screen.shows("Note: h")


async def test_whoever_has_a_pin_types_it_on_the_lobby(window: Opened, desk: Any, erika: int) -> None:
    desk.write(lambda work: pins.set_pin(work, ANA, "2468"))
    async with window() as screen:
        await screen.shows("Who is at the desk?")
        await screen.press("enter", *"2468", "enter")
        await screen.find("schul")
        before = screen.text
        await screen.press("f12", "f12")
        await screen.shows("PIN of Ana")
        assert not screen.has("Schultz")
        await screen.press(*"1111", "enter")
        await screen.shows("That is not the PIN of Ana")
        await screen.press("escape")
        assert locked(screen)
        await screen.press("f12", *"2468", "enter")
        await screen.hides("Staff: F12")
        assert screen.text == before


async def test_somebody_else_sits_down_when_a_colleague_is_at_lunch(window: Opened, desk: Any, erika: int) -> None:
    async with window() as screen:
        await screen.find("schul")
        await screen.app.save(lambda work: pins.set_pin(work, ANA, "2468"))
        await screen.press("f12", "f12", "tab")
        await screen.shows("1 Ben")
        assert not screen.has("Schultz")
        await screen.press("1")
        await screen.shows("SAY")
        assert (screen.app.person_name(), screen.app.gateway.person_id) == ("Ben", BEN)
        assert desk.sql("SELECT at_desk FROM house") == [(BEN,)]


async def test_closing_from_the_lobby_asks_when_words_would_be_lost(window: Opened, erika: int) -> None:
    async with window() as screen:
        await screen.find("schul")
        await screen.press("e", "Z", "f12", "ctrl+q")
        await screen.shows("Close and drop what was typed?")
        await screen.press("n")
        assert locked(screen)
        await screen.press("ctrl+q", "y")
        assert screen.app._exit


async def test_it_comes_by_itself_after_idle_minutes_and_after_sleep(window: Opened, desk: Any, erika: int) -> None:
    steady, wall = [1000.0], [5000.0]

    def passes(seconds: float, asleep: float = 0) -> bool:
        for _ in range(int(seconds)):
            steady[0], wall[0] = steady[0] + 1, wall[0] + 1
            screen.app.look_at_idleness()
        wall[0] += asleep
        screen.app.look_at_idleness()
        return bool(screen.app.is_locked)

    async with window() as screen:
        app = screen.app
        app.idle = Idle(lambda: wall[0], lambda: steady[0])
        assert not passes(119)
        app.post_message(mouse(events.MouseMove))
        assert not passes(119)
        assert passes(2)
        await screen.settle()
        assert locked(screen)
        await screen.press("f12")
        assert not passes(1)
        assert passes(1, asleep=600)
        await screen.press("f12")
        steady[0] += 40  # nothing ran for so long
        assert passes(0)
        await screen.press("f12")
        desk.sql("UPDATE house SET lobby_after = 0")
        await app.read_for_lobby()
        assert not passes(3600)


async def test_before_there_is_a_desk_there_is_nothing_to_hide(window: Opened, tmp_path: Any) -> None:
    async with window(path=tmp_path / "none.db") as screen:
        before = screen.text
        await screen.press("f12")
        assert not screen.app.is_locked
        assert screen.text == before

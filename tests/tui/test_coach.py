"""The wording coach under typed lines, and what is never kept leaving the screen."""

from __future__ import annotations

import re
from typing import Any

import pytest

from delightdesk.domain.forbidden import found
from delightdesk.tui.screens import desk_lines
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.coach_line import CoachLine
from delightdesk.tui.widgets.typing import TypingLine

Opened = Any
CARD = "4111 1111 1111 1111"


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest("Erika", "Schultz", title="Ms")
    desk.visit(guest, room="412", eta="20:30")
    return int(guest)


def line_of(window: Any) -> TypingLine:
    return window.app.screen.query_one(AskLine).line


async def test_it_speaks_in_the_turn_of_the_key_and_one_key_takes_its_words(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        assert "Better words" not in desk_window.footer
        await desk_window.type("Very rude to the waiter, diabetic")
        await desk_window.shows("^W writes “spoke sharply")
        assert "^W Better words" in desk_window.footer
        await desk_window.press("ctrl+w")
        assert line_of(desk_window).value == "Spoke sharply (what about, when) to the waiter, diabetic"
        await desk_window.shows("Shift+Tab keeps it hidden")
        await desk_window.press("ctrl+w")
        assert line_of(desk_window).value.endswith("to the waiter, no added sugar")
        assert "Better words" not in desk_window.footer
        await desk_window.press("ctrl+w")  # nothing is offered: the key takes a word away, as in any line
        assert line_of(desk_window).value.endswith("no added ")
        await desk_window.press("enter")
    assert "Spoke sharply" in str(desk.sql("SELECT text FROM note"))


async def test_it_never_stops_anybody(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.burst("n", *"rude", "enter")
    assert desk.sql("SELECT text FROM note") == [("rude",)]


async def test_what_is_understood_is_not_offered_twice_and_a_problem_needs_its_room(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("birthday 3 may")
        assert desk_window.app.screen.query_one(CoachLine).advice is None
        await desk_window.press("tab")
        assert desk_window.app.screen.query_one(CoachLine).advice.asks == "occasion"
        await desk_window.press("escape", "p")
        await desk_window.type("Mrs Schultz in room 412, crazy guest")
        assert desk_window.app.screen.query_one(CoachLine).advice.said == "crazy guest"


@pytest.mark.parametrize(("key", "rest"), [("n", "pays with, late tea"), ("p", "pays with, late tea")])
async def test_a_card_number_leaves_the_line_alone_and_is_nowhere(
    window: Opened, desk: Any, erika: int, key: str, rest: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(desk_lines, "REST", 0.1)
    told: list[str] = []
    async with window() as desk_window:
        monkeypatch.setattr(desk_window.app, "tell", lambda text, **how: told.append(text))
        await desk_window.find("erika")
        await desk_window.press(key)
        await desk_window.type(f"pays with {CARD}, late tea")
        await desk_window.shows("never kept: Enter takes it out")
        await desk_window.settle(long=True)
        assert desk.sql("SELECT text FROM draft") == [(rest,)]
        await desk_window.press("enter")
        assert line_of(desk_window).value == rest
        assert any("card number" in text for text in told)
        assert not any(found(text) for text in told)
        await desk_window.press("enter")
    assert rest in str(desk.tables())
    desk.close()
    assert not re.search(
        rb"4111 ?1111", b"".join(path.read_bytes() for path in desk.path.parent.rglob("*") if path.is_file())
    )


async def test_a_line_left_with_a_number_is_offered_again_without_it(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("f5")
        await desk_window.press("n")
        await desk_window.type(f"tell Ben {CARD} is in the till")
        await desk_window.press("escape")
        await desk_window.press("n")
        assert line_of(desk_window).value == "tell Ben is in the till"


async def test_a_form_loses_the_number_and_keeps_the_rest(window: Opened, desk: Any, erika: int) -> None:
    desk.note(erika, "asked for the pier")
    async with window() as desk_window:
        await desk_window.find("erika")
        desk_window.app.open_form("note", erika, row_id=desk.sql("SELECT id FROM note")[0][0])
        await desk_window.settle(long=True)
        field = desk_window.app.screen.query(TypingLine).first()
        field.value = "a liar"
        await desk_window.shows("^W writes “told it differently")
        await desk_window.press("ctrl+w")
        assert field.value == "told it differently (what, to whom)"
        field.value = f"on {CARD} please"
        await desk_window.press("ctrl+s")
        assert field.value == "on please"
        await desk_window.press("ctrl+s")
    assert desk.sql("SELECT text FROM note") == [("on please",)]

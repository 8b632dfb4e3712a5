"""The line-up on the screen: the card to be read aloud, ticks, rounds, what was found and brought back."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.desk import gestures, lineup
from delightdesk.domain.vocabulary import Reaction, VisitStatus
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lineup_text import card_lines

Opened = Any
BEN = 2


@pytest.fixture
def erika(desk: Any) -> int:
    """The late shift begins; a guest is in 412, and yesterday somebody was moved."""
    desk.sql("DELETE FROM tick")
    guest = int(desk.guest())
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    given = desk.write(lambda work: gestures.plan_own(work, guest, "Card by hand", [("card", 300)]))
    desk.write(lambda work: gestures.deliver(work, given.id, Reaction.MOVED))
    desk.clock.ahead(days=1)
    return guest


async def open_line_up(window: Any) -> Any:
    await window.press("ctrl+l")
    await window.shows("Rounds: tidy and return")
    return window.app.screen


async def mark(window: Any, title: str) -> None:
    """Move the mark to the row with that title."""
    screen = window.app.screen
    place = next(at for at, row in enumerate(screen.rows.rows) if row.title == title)
    await window.press("home", *["j"] * place)


async def test_the_card_is_read_aloud_whole_and_names_nobody(
    window: Opened, desk: Any, erika: int, snapshot: Any, size: Any
):
    card = desk.read(lineup.card)
    async with window(size) as desk_window:
        screen = await open_line_up(desk_window)
        assert "\n".join(desk_window.lines[1:]) == snapshot
        for part in (card.story, card.number, card.number_says, card.ask, card.starter):
            assert desk_window.has(part), part
        assert not desk_window.has("Schultz")
        keys = screen.query_one(KeyLine)
        for _ in screen.rows.rows:
            assert [offer for _, offer in keys.fitting(size[0])] == keys.offers
            await desk_window.pilot.press("j")
            await desk_window.pilot.pause()
        assert screen.rows.size.height >= 5


async def test_checks_are_ticked_and_rounds_walked_again(window: Opened, desk: Any, erika: int):
    async with window() as desk_window:
        screen = await open_line_up(desk_window)
        first, second = screen.rows.rows[:2]
        await desk_window.press("space")
        await desk_window.shows(f"Done: {first.title}")
        assert screen.rows.current.title == second.title
        await mark(desk_window, "Lobby and corridors")
        await desk_window.press("space", "enter")
        await desk_window.shows("2 times")
        assert screen.rows.current.title == "Lobby and corridors"
        await mark(desk_window, first.title)
        await desk_window.press("n")
        await desk_window.shows("Not done after all")
        await desk_window.press("x")
        await desk_window.type("painters are in")
        await desk_window.press("enter")
        await desk_window.shows("not possible: painters")
    assert [line.note for line in desk.read(lineup.show_ready).lines if line.is_skipped] == ["painters are in"]


async def test_a_teddy_bear_is_found_and_returned_with_words(window: Opened, desk: Any, erika: int):
    async with window() as desk_window:
        screen = await open_line_up(desk_window)
        await desk_window.press("b")
        await desk_window.type("teddy bear 412")
        await desk_window.shows("teddy bear · 412 · yours")
        assert not desk_window.has("Schultz")
        await desk_window.press("enter")
        await desk_window.shows("It seems to be Erika Schultz’s")
        assert not desk_window.app._notifications
        await desk_window.press("enter")
        await desk_window.shows("late shift · 1 left behind")
        await mark(desk_window, "Teddy bear")
        await desk_window.shows("Left behind: 1 to be returned")
        await desk_window.press("d")
        await desk_window.shows("how did they take it?")
        await desk_window.press("w")
        await desk_window.type("he would not sleep without it")
        await desk_window.press("enter")
        await desk_window.shows("“he would not sleep")
        await desk_window.press("2")
        await desk_window.shows("Returned: Teddy bear, delighted")
        await desk_window.hides("1 left behind")
        assert screen.focused is screen.rows
    assert desk.sql("SELECT reaction, guest_words FROM gesture WHERE title LIKE 'returned%'") == [
        ("delighted", "he would not sleep without it")
    ]


async def test_found_from_anywhere_nobody_known_and_nothing_named(window: Opened, desk: Any, erika: int):
    async with window() as desk_window:
        await desk_window.press("f3")
        await desk_window.shows("Show-ready")
        await desk_window.press("b")
        await desk_window.type("wallet")
        await desk_window.shows("Do not open")
        await desk_window.press("escape", "escape", "f10")
        await desk_window.shows("wallet · no place said")
        await desk_window.press("ctrl+u")
        await desk_window.type("412")
        await desk_window.press("enter")
        await desk_window.shows("what was found")
        await desk_window.press("ctrl+u")
        await desk_window.type("umbrella in the bar")
        await desk_window.press("enter")
        await desk_window.shows("Kept: Umbrella, bar")
        await desk_window.press("ctrl+z")
        await desk_window.shows("Undone")
    assert desk.read(lineup.left_behind) == ()


async def test_what_is_owed_asks_how_it_was_taken_when_it_goes_back(window: Opened, desk: Any, erika: int):
    desk.write(lambda work: lineup.found(work, "grey scarf 412"))
    async with window() as desk_window:
        await desk_window.find("schultz")
        await desk_window.press("t")
        await desk_window.shows("1 to see to")
        await desk_window.press("d")
        await desk_window.shows("Grey scarf: how did they take it?")
        await desk_window.press("1")
        await desk_window.shows("Returned: Grey scarf, moved")
    assert desk.sql("SELECT reaction FROM gesture WHERE title LIKE 'returned%'") == [("moved",)]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_word_of_the_card_stands_there(desk: Any, erika: int, width: int) -> None:
    card = desk.read(lineup.card)
    lines = ["".join(text for text, _ in line) for line in card_lines(card, width)]
    said = " ".join(" ".join(lines).split())
    assert all(word in said for part in card.aloud for word in part.split())
    assert max(map(len, lines)) <= width
    assert [line[1:9].strip() for line in lines if line[1:9].strip()] == ["Story", "Number", "Ask", "Say"]

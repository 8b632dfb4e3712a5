"""Regulars with nothing new, and touch points: reached from the line-up, finished with keys."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Any

import pytest
from textual.events import Key

from delightdesk.desk import questions, radar, touch_points
from delightdesk.tui.screens import radar as screen_of
from delightdesk.tui.widgets.key_line import KeyLine

Opened = Any
ANA, BEN = 1, 2


@pytest.fixture
def regular(desk: Any) -> int:
    """Fifteen visits, and nothing new for long."""
    guest = int(desk.guest())
    desk.sql("UPDATE guest SET earlier_visits = 15 WHERE id = ?", guest)
    desk.past_visit(guest, "2026-03-02")
    desk.visit(guest, room="412")
    return guest


async def open_list(window: Any, key: str, words: str) -> Any:
    await window.press("ctrl+l")
    await window.shows("Rounds: tidy and return")
    await window.press(key)
    await window.shows(words)
    return window.app.screen


async def test_a_regular_gets_one_idea_and_one_question(window: Opened, desk: Any, regular: int, size: Any):
    line = desk.read(radar.radar)[0]
    async with window(size) as desk_window:
        screen = await open_list(desk_window, "r", "1 with nothing new for months")
        for words in ("Erika Schultz", "15 visits", line.idea, line.idea_why, line.question):
            assert desk_window.has(words), words
        keys = screen.query_one(KeyLine)
        assert [offer for _, offer in keys.fitting(size[0])] == keys.offers
        await desk_window.press("s")
        await desk_window.shows("Not asked again")
        following = desk.read(radar.radar)[0].question
        assert following != line.question
        await desk_window.press("q")
        await desk_window.shows(following)
        await desk_window.type("the quiet side")
        await desk_window.press("enter")
        await desk_window.shows("The answer is kept")
        await desk_window.shows("Nobody who comes often has gone six months")
        await desk_window.press("escape")
        await desk_window.shows("Rounds: tidy and return")
    assert desk.sql("SELECT text FROM note") == [("the quiet side",)]


async def test_the_idea_is_looked_at_and_logged_and_enter_opens_the_card(window: Opened, desk: Any, regular: int):
    line = desk.read(radar.radar)[0]
    async with window() as desk_window:
        screen = await open_list(desk_window, "r", line.idea)
        await desk_window.press("1")
        await desk_window.shows("Give: ")
        await desk_window.press("escape")
        await desk_window.hides("Give: ")
        assert screen.focused is screen.list
        await desk_window.press("1", "enter")
        await desk_window.shows("Logged: ")
        await desk_window.press("ctrl+z")
        await desk_window.shows(line.question)
        await desk_window.press("enter")
        await desk_window.shows("1-5 Give")
    assert desk.sql("SELECT idea_key FROM gesture") == [(line.idea_key,)]


async def test_nobody_waits_for_something_new_and_a_long_look_says_that_it_goes_on(
    window: Opened, desk: Any, monkeypatch: pytest.MonkeyPatch
):
    looked, look = Event(), radar.radar
    monkeypatch.setattr(screen_of, "SLOW", 0.01)
    monkeypatch.setattr(radar, "radar", lambda work: looked.wait(5) and look(work))
    async with window() as desk_window:
        await desk_window.press("ctrl+l")
        await desk_window.shows("Rounds: tidy and return")
        desk_window.app.post_message(Key("r", "r"))
        for _ in range(200):  # settling would wait for the rows
            if desk_window.has("Looking through the regulars ."):
                break
            await asyncio.sleep(0.01)
        assert desk_window.has("Looking through the regulars .")
        looked.set()
        await desk_window.shows("Nobody who comes often has gone six months")
        await desk_window.hides("Looking through")
        await desk_window.press("enter", "1", "q", "s", "escape")
        await desk_window.shows("Rounds: tidy and return")


async def test_touch_points_show_their_gaps_first_and_are_filled(window: Opened, desk: Any, size: Any):
    points = desk.read(touch_points.listing)
    for point in points[2:]:
        desk.write(lambda work, point=point: touch_points.save(work, point.key, idea="a smile", owner_id=BEN))
    async with window(size) as desk_window:
        screen = await open_list(desk_window, "t", "8 touch points, 2 without an idea")
        assert [line.is_gap for line in screen.list.rows[:3]] == [True, True, False]
        assert desk_window.has("no idea yet")
        keys = screen.query_one(KeyLine)
        assert [offer for _, offer in keys.fitting(size[0])] == keys.offers
        title = screen.list.current.title
        await desk_window.press("e")
        await desk_window.type("an umbrella held ready")
        await desk_window.press("enter")
        await desk_window.shows("8 touch points, 1 without an idea")
        assert screen.list.current.title == title
        await desk_window.press("o")
        await desk_window.shows("Who sees to it?")
        await desk_window.press("1")
        await desk_window.shows("Ana sees to it")
        await desk_window.press("a")
        await desk_window.type("bench outside: a blanket")
        await desk_window.shows("bench outside · a blanket")
        await desk_window.press("enter")
        await desk_window.shows("9 touch points")
        assert screen.list.current.is_own
        await desk_window.press("delete")
        await desk_window.shows("Removed: bench outside")
        await desk_window.press("ctrl+z")
        await desk_window.shows("9 touch points")
    kept = {line.title: line for line in desk.read(touch_points.listing)}
    assert (kept[title].idea, kept[title].owner) == ("an umbrella held ready", "Ana")
    assert kept["bench outside"].owner_id == ANA


async def test_a_line_left_half_typed_waits_there(window: Opened, desk: Any, regular: int):
    desk.write(lambda work: questions.skip(work, regular, "nothing"))
    async with window() as desk_window:
        await open_list(desk_window, "t", "8 touch points")
        await desk_window.press("e")
        await desk_window.type("hand-written")
        await desk_window.press("escape", "j", "k", "e")
        await desk_window.shows("hand-written")
        await desk_window.press("escape", "escape")
        await desk_window.shows("Rounds: tidy and return")

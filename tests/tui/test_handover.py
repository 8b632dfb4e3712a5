"""The handover on the screen: one person leaves the sheet, the next takes it line by line, on a real file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from delightdesk.desk import handover, people, problems, tasks
from delightdesk.domain.vocabulary import HandoverState, LineState, VisitStatus
from delightdesk.tui.screens.handover import HandoverScreen
from delightdesk.tui.screens.problem import ProblemScreen

Opened = Any
ANA, BEN = 1, 2
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]Näme[/]"


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest("Erika", "Schultz", title="Ms")
    desk.visit(guest, room="412", eta="15:30", status=VisitStatus.IN_HOUSE)
    return int(guest)


def an_evening(desk: Any, guest: int) -> None:
    """A grave problem, promises of both, something found, and lines typed by hand: more than one screen can take."""
    desk.write(lambda work: problems.report(work, "412 flooded, water through the ceiling"))
    desk.write(lambda work: problems.report(work, "208 the bulb is gone"), BEN)
    for words in ("sea view by 18:00", "brochures by 9pm", "cot by 22:30"):
        desk.write(lambda work, words=words: tasks.promise(work, guest, words))
    desk.write(lambda work: tasks.promise(work, guest, "taxi by 11pm"), BEN)
    for words in ("The lift knocks on the third floor", "Keys of 101 are with the porter"):
        desk.write(lambda work, words=words: handover.add_line(work, words))


def left(desk: Any, *lines: str, person: int = ANA) -> Any:
    """A sheet with these lines, left by Ana."""
    for words in lines:
        desk.write(lambda work, words=words: handover.add_line(work, words), person)
    return desk.write(lambda work: handover.leave(work, nothing_to_report=not lines), person)


def sheet(desk: Any, person: int = BEN) -> Any:
    return desk.read(handover.sheet, person)


def ben_sits_down(desk: Any) -> None:
    desk.write(lambda work: people.sit_down(work, BEN), BEN)


def told(window: Any) -> list[str]:
    return [toast.message for toast in window.app._notifications]


def quiet(window: Any) -> None:
    """Read and gone: messages lie over the end of the headline."""
    window.app.clear_notifications()


async def open_sheet(window: Any) -> HandoverScreen:
    await window.press("f5")
    await window.shows("Handover ·")
    assert isinstance(window.app.screen, HandoverScreen)
    return window.app.screen


async def test_the_draft_of_an_evening(
    window: Opened, desk: Any, erika: int, size: Any, snapshot: SnapshotAssertion
) -> None:
    an_evening(desk, erika)
    async with window(size) as desk_window:
        screen = await open_sheet(desk_window)
        assert "\n".join(desk_window.lines[1:]) == snapshot
        assert all(not line.is_red for line in screen.list.rows)


async def test_a_sheet_is_written_and_left_by_keys_alone(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.shows("Nothing is open that the next person would have to know")
        await desk_window.burst(
            "n", *"Lift knocks", "enter", "n", *"Key of 101 is out", "enter", "n", *"wrong", "enter"
        )
        await desk_window.shows("3 lines")
        assert desk_window.has("▸   3 wrong")
        await desk_window.press("delete")
        await desk_window.shows("2 lines")
        await desk_window.press("ctrl+z")
        await desk_window.shows("3 lines")
        await desk_window.press("ctrl+z")
        await desk_window.shows("2 lines")
        await desk_window.press("l")
        await desk_window.shows("Leave the late shift with 2 lines?")
        await desk_window.press("n", "l", "y")
        await desk_window.shows("left by Ana 16:42")
        await desk_window.shows("F9: the next person signs here")
        assert "Accept" not in desk_window.lines[-1], "what the leaver may not do is not offered"
        assert sheet(desk).state is HandoverState.LEFT
        await desk_window.press("b")
        await desk_window.shows("· draft")
        assert sheet(desk).state is HandoverState.DRAFT
        await desk_window.press("l", "y")
        await desk_window.shows("left by Ana 16:42")
        await desk_window.press("ctrl+z")
        quiet(desk_window)
        await desk_window.shows("· draft")


async def test_who_works_alone_may_sign_what_they_left(window: Opened, desk: Any) -> None:
    desk.write(lambda work: people.close(work, BEN))
    left(desk, "Lift knocks")
    async with window() as desk_window:
        await open_sheet(desk_window)
        quiet(desk_window)
        await desk_window.shows("left by Ana 16:42")
        assert not desk_window.has("the next person signs here")
        assert "Accept" in desk_window.footer
        await desk_window.burst("a", "a")
        quiet(desk_window)
        await desk_window.shows("Ana 16:42 → Ana 16:42")


async def test_eight_of_nine_are_taken_and_the_ninth_stays_red(window: Opened, desk: Any) -> None:
    left(desk, *(f"Thing number {number}" for number in range(1, 10)))
    ben_sits_down(desk)
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.shows("‼ 9 not handed over")
        await desk_window.burst(*"aaaaaaaa")
        await desk_window.shows("‼ 1 not handed over")
        assert desk_window.has("▸   9 ‼")
        assert sheet(desk).unaccepted == 1
        await desk_window.shows("‼ 1 line not handed over")
        for room in ("f2", "f3", "f4"):
            await desk_window.press(room)
            assert "‼ 1 line not handed over" in desk_window.lines[0]
        await desk_window.press("f5")
        await desk_window.shows("1 ✓ Ben")
        assert desk_window.has("▸   9 ‼"), "it begins where nobody has answered"
        await desk_window.press("a")
        assert told(desk_window) == ["The late shift is handed over, from Ana to Ben · ^Z undoes"]
        quiet(desk_window)
        await desk_window.shows("Ana 16:42 → Ben 16:42")
        assert desk.read(lambda work: handover.past(work))[0][0].state is HandoverState.TAKEN
        await desk_window.hides("‼")
        await desk_window.press("ctrl+z")
        await desk_window.shows("‼ 1 line not handed over")


async def test_asked_answered_declined(window: Opened, desk: Any) -> None:
    left(desk, "Lift knocks", "Key of 101 is out")
    ben_sits_down(desk)
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.burst("x", "escape", "q", *"Which of the two?", "enter")
        await desk_window.shows("? asked")
        assert [line.state for line in sheet(desk).lines] == [LineState.DECLINED, LineState.ASKED]
        await desk_window.shows("Ben asks: Which of the two?")
        assert sheet(desk).unaccepted == 2
        await desk_window.press("f9", "1")
        await desk_window.shows("Ana is at the desk")
        await desk_window.burst("j", "r", *"The left one", "enter")
        await desk_window.shows("Answer: The left one")
        assert sheet(desk).lines[1].state is LineState.OPEN
        await desk_window.press("a")
        assert sheet(desk).unaccepted == 2, "who left the sheet does not take it over"


async def test_a_critical_line_wants_three_words_understood_as_they_are_typed(
    window: Opened, desk: Any, erika: int
) -> None:
    desk.write(lambda work: problems.report(work, "412 flooded, water through the ceiling"))
    problem = desk.sql("SELECT id FROM problem")[0][0]
    desk.sql("UPDATE problem SET severity = 5 WHERE id = ?", problem)
    desk.write(handover.leave)
    assert sheet(desk).lines[0].critical
    ben_sits_down(desk)
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.press("a")
        await desk_window.shows("Critical: say it back")
        await desk_window.burst(*"yes yes fine", "enter")
        await desk_window.shows("Nothing is signed yet")
        assert sheet(desk).lines[0].state is LineState.OPEN
        await desk_window.burst(*["backspace"] * 12, *"412 water ceiling")
        await desk_window.shows("That is it. Enter accepts it.")
        await desk_window.press("enter")
        await desk_window.shows("✓ Ben 16:42")
        await desk_window.press("home")
        await desk_window.shows("Ben read back: 412 water ceiling")
        await desk_window.press("e")
        assert isinstance(desk_window.app.screen, ProblemScreen)


async def test_nothing_to_report_is_said_and_signed(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.press("l")
        await desk_window.shows("there is nothing to report")
        await desk_window.press("y")
        await desk_window.shows("Nothing to report: Ana said so")
        await desk_window.press("f9", "2")
        await desk_window.shows("Ben is at the desk")
        await desk_window.press("enter")
        quiet(desk_window)
        await desk_window.shows("Ana 16:42 → Ben 16:42")
        await desk_window.press("tab")
        await desk_window.shows("draft")


async def test_two_windows_sign_one_line_and_follow_each_other(window: Opened, desk: Any) -> None:
    left(desk, "Lift knocks", "Key of 101 is out")
    ben_sits_down(desk)
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.shows("‼ 2 not handed over")
        line = sheet(desk).lines[0]
        desk.window().write(lambda work: handover.accept(work, line.id, "", line.version), BEN)
        await desk_window.shows("‼ 1 not handed over")
        await desk_window.shows("1 ✓ Ben 16:42")


async def test_a_file_is_written_where_it_was_said_and_never_over_another_unasked(
    window: Opened, desk: Any, erika: int, tmp_path: Path
) -> None:
    desk.write(lambda work: tasks.promise(work, erika, "sea view by 18:00"))
    async with window() as desk_window:
        screen = await open_sheet(desk_window)
        for ending in ("html", "md", "txt", "json"):
            path = tmp_path / f"sheet.{ending}"
            await desk_window.press("s")
            assert screen.panel.line.value.endswith("handover-2026-06-14-late.html")
            screen.panel.line.value = str(path)
            await desk_window.press("enter")
            await desk_window.shows("Written to")
            assert "sea view" in path.read_text(encoding="utf-8")
        assert json.loads(path.read_text(encoding="utf-8"))["state"] == "draft"
        path.write_text("mine", encoding="utf-8")
        await desk_window.press("s")
        screen.panel.line.value = str(path)
        await desk_window.press("enter")
        assert "Enter once more writes over it" in told(desk_window)[0]
        assert path.read_text(encoding="utf-8") == "mine"
        await desk_window.press("enter")
        await desk_window.hides("Where to?")
        assert "sea view" in path.read_text(encoding="utf-8")


async def test_past_sheets_are_found_by_words_and_read(window: Opened, desk: Any) -> None:
    left(desk, "Lift knocks")
    sheet_id = sheet(desk).id
    line = sheet(desk).lines[0]
    desk.write(lambda work: handover.accept(work, line.id), BEN)
    desk.clock.ahead(days=1)
    left(desk, "Key of 101 is out", POISON)
    async with window() as desk_window:
        await open_sheet(desk_window)
        await desk_window.press("o")
        await desk_window.shows("Past sheets · 2")
        await desk_window.burst("slash", *"knocks", "enter", "enter")
        await desk_window.shows("Ana 16:42 → Ben 16:42")
        assert desk_window.app.screen.sheet.id == sheet_id
        assert "Accept" not in desk_window.footer
        await desk_window.press("escape", "escape", "escape")
        await desk_window.shows("‼ 2 not handed over")
        assert "\x1b" not in desk_window.text
        assert "[bold red]Näme[/]" in desk_window.text

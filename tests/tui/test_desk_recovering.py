"""Putting things right from the card: problems, plans, a kind no, a rule bent, what is owed, and the yes above a purse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from delightdesk.desk import approvals, gestures, people, playbooks, problems, tasks
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.vocabulary import Approval, GestureState, VisitStatus
from delightdesk.tui.screens.problem import ProblemScreen
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.owed_list import OwedPanel

Opened = Any
ANA, BEN = 1, 2


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest("Erika", "Schultz", title="Ms")
    desk.visit(guest, room="412", eta="15:30", status=VisitStatus.IN_HOUSE)
    return int(guest)


@pytest.fixture
def ben_here(desk: Any) -> None:
    desk.write(lambda work: people.sit_down(work, BEN), BEN)


def gesture(desk: Any, guest: int) -> Any:
    (line,) = desk.card(guest).gestures
    return desk.read(lambda work: gestures.view(work, line.id))


async def tells(window: Any, words: str) -> None:
    """Wait for a message; on the narrow list it is broken over several lines."""
    for _ in range(100):
        if any(words in toast.message for toast in window.app._notifications):
            return
        await window.settle()
    raise AssertionError([toast.message for toast in window.app._notifications])


async def test_a_problem_is_owned_from_the_second_it_is_typed(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("r")
        await tells(desk_window, "p reports one")
        await desk_window.press("p")
        await desk_window.type("shower cold and no towels")
        await desk_window.shows("yours from now")
        await desk_window.press("enter")
        await tells(desk_window, "r puts it right")
        problem = desk.card(erika).problem
        assert (problem.owner, problem.room) == ("Ana", "412")
        await desk_window.shows("‼")
        assert not any("Erika" in toast.message for toast in desk_window.app._notifications)
        await desk_window.press("r")
        assert isinstance(desk_window.app.screen, ProblemScreen)
        await desk_window.press("escape", "u")
        await desk_window.hides("‼")
    assert desk.card(erika).problem is None


async def test_a_problem_half_typed_waits_with_its_guest(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("p")
        await desk_window.type("shower col")
        await desk_window.press("escape")
        await desk_window.shows("BEGUN shower col")
        await desk_window.press("enter")
        await desk_window.type("d")
        await desk_window.press("enter")
        assert desk.card(erika).problem.what == "shower cold"


async def test_a_plan_starts_in_two_keys_and_stands_among_what_is_owed(
    window: Opened, desk: Any, erika: int, size: Any
) -> None:
    async with window(size) as desk_window:
        await desk_window.find("erika")
        await desk_window.burst("p", *"shower", "space", *"cold", "enter", "l", "1")
        await tells(desk_window, "Started:")
        steps = [line for line in desk.card(erika).owed_lines if line.problem_id]
        assert steps
        await desk_window.press("l", "escape", "t")
        panel = desk_window.app.screen.panel
        assert isinstance(panel, OwedPanel)
        await desk_window.shows(f"{len(steps)} to see to")
        keys = desk_window.app.screen.query_one(KeyLine)
        assert [offer for _, offer in keys.fitting(size[0])] == keys.offers
        await desk_window.press("d")
        assert len([line for line in desk.card(erika).owed_lines if line.problem_id]) == len(steps) - 1
        await desk_window.press("enter")
        assert isinstance(desk_window.app.screen, ProblemScreen)
        await desk_window.press("escape", "escape")
        await desk_window.shows("1-5 Give")


async def test_a_kind_no_and_a_rule_bent_say_what_they_lack(window: Opened, desk: Any, erika: int) -> None:
    async with window((120, 40)) as desk_window:
        await desk_window.find("erika")
        await desk_window.press("f")
        await desk_window.type("sea view | quiet room")
        await desk_window.press("enter")
        assert desk_window.app.screen.panel is not None
        await desk_window.type(", late departure")
        await desk_window.shows("Not sea view, but quiet room, late")
        await desk_window.press("enter")
        await desk_window.shows("Could not: sea view. Offered: quiet room, late departure.")
        await desk_window.press("y")
        await desk_window.type("wine for her son, 15 | birthday")
        await desk_window.press("enter")
        assert desk.card(erika).gestures == ()
        await desk_window.press("escape", "delete", "y")
        await desk_window.type("late departure 90 min")
        await desk_window.press("enter")
        await tells(desk_window, "Please say why")
        await desk_window.type(" | the train leaves at four")
        await desk_window.shows("late departure 90 min, because the train")
        await desk_window.press("enter")
        await tells(desk_window, "bent kindly")
    assert gesture(desk, erika).bent == "the train leaves at four"


async def test_above_the_purse_it_waits_by_name_and_may_begin_when_urgent(
    window: Opened, desk: Any, erika: int, ben_here: None
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("m")
        await desk_window.type("Dinner for two 84")
        await desk_window.press("enter")
        await tells(desk_window, "Waits for Ana's yes · g, then s starts it now")
        assert gesture(desk, erika).state is GestureState.WAITING
        await desk_window.press("g")
        await desk_window.shows("waits for Ana's yes")
        assert "d Delivered" not in desk_window.footer
        await desk_window.press("y")
        await tells(desk_window, "Ana can say yes to what is above an allowance")
        assert gesture(desk, erika).approval is Approval.WAITING
        await desk_window.press("s")
        begun = gesture(desk, erika)
        assert (begun.state, begun.approval, begun.urgent) == (GestureState.PLANNED, Approval.WAITING, True)
        await desk_window.press("d", "1")
        assert gesture(desk, erika).state is GestureState.DELIVERED


async def test_the_manager_says_yes_or_no_on_the_card(window: Opened, desk: Any, erika: int) -> None:
    for title in ("Boat", "Dinner"):
        desk.write(lambda work, title=title: gestures.plan_own(work, erika, title, [(title, 9000)]), BEN)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("g")
        await desk_window.shows("y Yes")
        await desk_window.press("n", "enter")
        await tells(desk_window, "Please say in a few words why not")
        await desk_window.type("the sea is rough")
        await desk_window.press("enter")
        await tells(desk_window, "No: ")
        await desk_window.press("t")
        await desk_window.shows("Ben asks for your yes")
        await desk_window.press("y")
        await tells(desk_window, "Yes: ")
    states = sorted(line.state for line in desk.card(erika).gestures)
    assert states == [GestureState.APPROVED, GestureState.CANCELLED]
    assert desk.read(approvals.waiting) == ()


async def test_a_suggestion_above_the_purse_says_whose_yes_it_waits_for(
    window: Opened, desk: Any, erika: int, ben_here: None
) -> None:
    desk.sql("UPDATE house SET delight_allowance = 0")
    number = next(line.number for line in desk.card(erika, BEN).suggestions if line.needs_approval)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press(str(number))
        await desk_window.shows("Total")
        await desk_window.shows("waits for Ana's yes")
        await desk_window.press("enter")
        await tells(desk_window, "Waits for Ana's yes · g")


async def test_what_another_window_did_to_a_gesture_is_told_and_shown(
    window: Opened, desk: Any, erika: int, monkeypatch: Any
) -> None:
    tea = desk.write(lambda work: gestures.plan_own(work, erika, "Tea", [("tea", 300)])).id
    monkeypatch.setattr("delightdesk.tui.on_file.LOOK_EVERY", 60)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.settle(long=True)
        await desk_window.press("g")
        desk.window().write(lambda work: gestures.mark_ready(work, tea), BEN)
        await desk_window.press("c")
        assert gesture(desk, erika).state is GestureState.READY
        assert desk_window.app.screen.panel.current.state is GestureState.READY
        await desk_window.press("c")
        assert gesture(desk, erika).state is GestureState.CANCELLED


async def test_a_promise_in_one_line_says_by_when_and_is_kept_from_the_list(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("promise sea view by 6pm")
        await desk_window.shows("Promise: sea view, by 6pm")
        await desk_window.press("enter")
        await tells(desk_window, "Promise: sea view, by 18:00 today")
        await desk_window.shows("OWED sea view, by 18:00 (in 1 h 18)")
        desk.clock.ahead(minutes=70)
        desk_window.app.screen._tick()
        await desk_window.shows("OWED sea view, by 18:00 (in 8 min)")
        desk.clock.ahead(minutes=20)
        desk_window.app.screen._tick()
        await desk_window.shows("OWED MISSED 12 min ago: sea view, by 18:00")
        await desk_window.press("t", "c")
        await desk_window.type("18:")
        await desk_window.press("escape")
        await desk_window.shows("BEGUN 18:")
        await desk_window.press("enter")
        await desk_window.type("30")
        await desk_window.press("enter")
        (line,) = desk.card(erika).owed_lines
        assert (line.due_text, line.state) == ("18:30", "made")
        assert isinstance(desk_window.app.screen.panel, OwedPanel)
        await desk_window.press("d")
        await tells(desk_window, "Kept late: sea view")
        await desk_window.hides("OWED")
        assert desk_window.app.screen.panel is None


async def test_a_click_in_the_list_marks_and_keeps_the_card(window: Opened, desk: Any, erika: int) -> None:
    for text in ("sea view by 6pm", "cot by 7pm"):
        desk.write(lambda work, text=text: tasks.promise(work, erika, text))
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("t")
        await desk_window.shows("▸ 18:00 sea view")
        at = next(place for place, line in enumerate(desk_window.lines) if "19:00" in line and "cot" in line)
        await desk_window.pilot.click(offset=(60, at))
        await desk_window.shows("▸ 19:00 cot")
        assert isinstance(desk_window.app.screen.panel, OwedPanel)
        await desk_window.press("d")
        assert [line.title for line in desk.card(erika).owed_lines if line.state == "kept"] == ["cot"]


async def test_a_party_beyond_the_limit_asks_for_a_longer_wait_or_why(window: Opened, desk: Any, erika: int) -> None:
    step = PlayStep("Tell them a true time", "owner", timedelta(0))
    plan = Playbook("", "Large party", (step,), most=12, most_of="people")
    desk.write(lambda work: playbooks.add_own(work, plan))
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("promise table for 25 by 8pm")
        await desk_window.press("enter")
        await desk_window.shows("The longer wait, or why")
        await desk_window.shows("25 people are over the house's limit of 12.")
        await desk_window.press("enter")
        await tells(desk_window, "Please say in a few words")
        await desk_window.type("45 minutes, said so")
        await desk_window.press("enter")
        (line,) = desk.card(erika).owed_lines
        assert line.note == "45 minutes, said so"
        assert desk_window.app.screen.panel is None


async def test_the_card_tells_of_problems_and_of_what_is_owed(window: Opened, desk: Any, erika: int) -> None:
    desk.write(lambda work: problems.report(work, "412 shower cold", guest_id=erika), BEN)
    desk.write(lambda work: tasks.promise(work, erika, "sea view by 6pm"))
    async with window((120, 40)) as desk_window:
        await desk_window.find("erika")
        await desk_window.shows("─ Problems ─")
        await desk_window.shows("shower cold open · !2 · 0 min · Ben")
        await desk_window.shows("sea view, by 18:00 in 1 h 18 · Ana")
        desk.clock.ahead(minutes=14)
        desk_window.app.screen._tick()
        await desk_window.shows("open · !2 · 14 min · Ben")

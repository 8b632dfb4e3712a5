"""The board of problems and the one-line report by key, on a real file, with words nobody should trust."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.desk import people, problems, tasks
from delightdesk.domain.vocabulary import CloseReason, ProblemState, RecoveryStep, VisitStatus
from delightdesk.tui.modals.person_picker import PersonPicker
from delightdesk.tui.modals.problem_line import ProblemLine
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.problem import ProblemScreen
from delightdesk.tui.screens.problems import ProblemsScreen
from delightdesk.tui.widgets.problem_list import FIRST, ProblemList

Opened = Any
ANA, BEN = 1, 2
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]tub[/] 👩‍👩‍👧"


def in_house(desk: Any, first: str, last: str, room: str) -> int:
    guest = desk.guest(first, last)
    desk.visit(guest, room=room, status=VisitStatus.IN_HOUSE)
    return int(guest)


def report(desk: Any, text: str, person: int = ANA) -> int:
    return int(desk.write(lambda work: problems.report(work, text), person).line.id)


def view(desk: Any, problem_id: int) -> Any:
    return desk.read(lambda work: problems.view(work, problem_id))


def toasts(open_: Any) -> list[str]:
    return [note.message for note in open_.app._notifications]


async def board(open_: Any) -> ProblemsScreen:
    await open_.press("f4")
    await open_.settle(long=True)
    assert isinstance(open_.app.screen, ProblemsScreen)
    return open_.app.screen


async def test_a_problem_is_typed_in_one_go_on_an_empty_board_and_has_an_owner(window: Opened, desk: Any, size: Any):
    in_house(desk, "Erika", "Schultz", "412")
    async with window(size) as open_:
        screen = await board(open_)
        assert open_.has("No problem is open. p writes one down")
        await open_.press("enter", "t", "a", "x", "h")
        assert open_.app.screen is screen
        await open_.burst("p", *["space" if letter == " " else letter for letter in "412 shower cold and no towels"])
        assert isinstance(open_.app.screen, ProblemLine)
        for words in ("412 · Erika Schultz · water and plumbing", "2 inconvenience · yours from now", "F1 Help"):
            assert open_.has(words)
        await open_.press("enter")
        await open_.shows("Open · 1")
        assert screen.list.current.what == "shower cold and no towels"
        assert toasts(open_) == ["412: water and plumbing, yours · ^Z undoes"]
        line = view(desk, screen.list.current.id).line
        assert (line.guest_name, line.room, line.owner, line.state) == ("Erika Schultz", "412", "Ana", "open")
        await open_.press("ctrl+z")
        await open_.shows("No problem is open")


async def test_a_whole_report_with_its_enter_typed_ahead_is_kept_once(window: Opened, desk: Any):
    async with window() as open_:
        await board(open_)
        await open_.burst("p", *"lift", "space", *"stuck", "enter", "p")
        assert isinstance(open_.app.screen, ProblemLine)
        assert open_.app.screen.focused.value == ""
    assert desk.sql("SELECT what, owner_id FROM problem") == [("lift stuck", ANA)]


async def test_words_left_wait_and_an_empty_line_is_told(window: Opened, desk: Any):
    async with window() as open_:
        await board(open_)
        await open_.press("p", "enter")
        assert toasts(open_) == ["Please say in a few words what is wrong. Nothing was saved yet."]
        assert isinstance(open_.app.screen, ProblemLine)
        await open_.type("208 tv")
        await open_.press("f1")
        await open_.shows("Every key, those of the place")
        await open_.press("escape", "escape")
        assert isinstance(open_.app.screen, ProblemsScreen)
        await open_.press("p")
        assert open_.app.screen.focused.value == "208 tv"
        await open_.press("ctrl+q")
        await open_.shows("Close and drop what you typed?")
    assert desk.sql("SELECT count(*) FROM problem") == [(0,)]


async def test_states_stand_under_headings_whatever_needs_somebody_first(window: Opened, desk: Any, size: Any):
    in_house(desk, "Erika", "Schultz", "412")
    over, fixed, acting, orphan, plain, harm = (
        report(desk, text, BEN if "tv" in text else ANA)
        for text in (
            "410 wifi dead",
            "411 bill wrong",
            "412 shower cold",
            "413 tv dead",
            "414 noise",
            "415 fell, bleeding",
        )
    )
    desk.write(lambda work: problems.lost(work, over, CloseReason.GUEST_LEFT, "gone"))
    desk.write(lambda work: problems.even(work, fixed, confirmed=False, answer="out"))
    desk.write(lambda work: problems.step(work, acting, RecoveryStep.LISTEN))
    desk.write(lambda work: people.close(work, BEN))
    async with window(size) as open_:
        screen = await board(open_)
        assert [line.id for line in screen.list.rows] == [orphan, harm, plain, acting, fixed, over]
        headings = [words.partition(" · ")[0] for words in screen.list.shown if isinstance(words, str)]
        assert headings == [FIRST, "Open", "Acting", "Even: beyond still to come", "Over since yesterday"]
        for words in (f"─ {FIRST} · 2 ─", "!5 415", "nobody", "median to first act 0 min"):
            assert open_.has(words)
        assert open_.lines[screen.list.region.y + 1].startswith("▸ !2 413")
        await open_.pilot.click(ProblemList, offset=(5, 3))  # the heading of those that are open
        assert screen.list.current.id == orphan
        await open_.pilot.click(ProblemList, offset=(5, 4))
        assert screen.list.current.id == plain
        await open_.press("end", "up", "home", "down", "down")
        assert screen.list.current.id == plain
        await open_.press("down", "enter")
        await open_.settle(long=True)
        assert isinstance(open_.app.screen, ProblemScreen)
        assert open_.app.screen.problem_id == acting
        await open_.press("escape")
        assert (open_.app.screen, screen.list.current.id) == (screen, acting)
        await open_.press("escape")
        assert isinstance(open_.app.screen, DeskScreen)


async def test_what_was_told_stands_whole_below_and_its_time_runs_on(window: Opened, desk: Any, clock: Any, size: Any):
    report(desk, "412 shower cold and no towels for the third day running, she is crying")
    async with window(size) as open_:
        screen = await board(open_)
        assert open_.has("Next listen to the end !3 spoiled a part · water and plumbing · open · 0 min · Ana")
        clock.ahead(minutes=14)
        screen._tick()
        await open_.settle()
        assert open_.has("open · 14 min · Ana")
        assert sum("14 min" in line for line in open_.lines) == 2


async def test_it_is_handed_on_by_number_and_stays_until_the_other_accepts(window: Opened, desk: Any):
    desk.write(lambda work: people.add(work, "Cleo"))
    first = report(desk, "412 shower cold")
    async with window() as open_:
        screen = await board(open_)
        await open_.press("h")
        assert isinstance(open_.app.screen, PersonPicker)
        assert [line.name for line in open_.app.screen.list.rows] == ["Ben", "Cleo"]
        assert open_.has("▸ 1 Ben · receptionist")
        await open_.press("down", "escape", "h", "1")
        await open_.shows("→ Ben?")
        assert view(desk, first).line.owner == "Ana"
        await open_.press("a")
        assert view(desk, first).line.owner == "Ana"
        await open_.press("f9", "2", "a")
        await open_.shows("Yours now")
        assert (view(desk, first).line.owner, view(desk, first).line.offered_to) == ("Ben", "")
        await open_.burst("h", "1")
        await open_.shows("→ Ana?")
        await open_.press("f9", "1", "x")
        assert screen.list.current.owner == "Ben"
        assert screen.list.current.offered_to == ""


async def test_an_orphan_is_taken_and_what_another_window_did_first_is_told(window: Opened, desk: Any):
    orphan = report(desk, "412 shower cold", BEN)
    desk.write(lambda work: people.close(work, BEN))
    async with window() as open_:
        screen = await board(open_)
        assert "t Take" in open_.footer
        desk.write(lambda work: problems.step(work, orphan, RecoveryStep.LISTEN))
        await open_.press("t")
        await open_.settle(long=True)
        assert view(desk, orphan).line.owner == ""
        assert len(toasts(open_)) == 1
        assert screen.list.current.state is ProblemState.ACTING
        await open_.press("t")
        await open_.shows("Yours now")
        assert view(desk, orphan).line.owner == "Ana"
        assert "t Take" not in open_.footer


async def test_harm_goes_to_a_manager_at_once(window: Opened, desk: Any):
    async with window() as open_:
        await open_.press("f9", "2")
        await board(open_)
        await open_.press("p")
        await open_.type("101 soup had nuts, daughter swelling")
        assert open_.has("5 harm · a manager is asked at once")
        await open_.press("enter")
        await open_.shows("→ Ana?")
        assert toasts(open_) == ["101: allergen, Ana is asked to take it · ^Z undoes"]
        assert open_.has(FIRST)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_words_do_nothing_and_mark_and_place_stay_among_many(window: Opened, desk: Any, size: Any):
    in_house(desk, "Evil", POISON, "412")
    for number in range(60):
        report(desk, f"{400 + number} {POISON} shower cold")
    async with window(size) as open_:
        screen = await board(open_)
        assert open_.has("[bold red]tub[/]")
        assert not any(char in open_.text for char in "\x1b\x07\u202e")
        assert {strip.cell_length for strip in open_.app.screen._compositor.render_strips()} == {size[0]}
        await open_.press("pagedown", "pagedown", "down")
        marked, top = screen.list.current.id, screen.list.top
        desk.write(lambda work: problems.report(work, "lift out again", severity=4))
        open_.app._saved()
        await open_.settle(long=True)
        assert len(screen.list.rows) == 61
        assert screen.list.current.id == marked
        assert screen.list.top in (top, top + 1)


async def test_keys_typed_ahead_of_a_list_wait_for_its_rows(window: Opened, desk: Any):
    orphan = report(desk, "412 shower cold", BEN)
    promised = desk.write(lambda work: tasks.promise(work, None, "towels in 5 min")).task.id
    desk.write(lambda work: people.close(work, BEN))
    async with window() as open_:
        await open_.burst("f4", "t", "f3", "d")
        assert view(desk, orphan).line.owner == "Ana"
        assert desk.read(lambda work: tasks.view(work, promised)).state == "kept"

"""What is owed on Today: what needs a person now, each row one key from done, on a real file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from delightdesk.desk import gestures, people, problems, tasks
from delightdesk.domain.vocabulary import GestureState, Reaction, TaskKind, VisitStatus
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.problem import ProblemScreen
from delightdesk.tui.widgets.key_line import KeyLine

Opened = Any
ANA, BEN = 1, 2
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]Näme[/] 👩‍👩‍👧"


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest("Erika", "Schultz", title="Ms")
    desk.visit(guest, room="412", eta="15:30", status=VisitStatus.IN_HOUSE)
    return int(guest)


def promise(desk: Any, guest: int | None, text: str, person: int = ANA) -> int:
    return int(desk.write(lambda work: tasks.promise(work, guest, text), person).task.id)


def task(desk: Any, task_id: int, person: int = ANA) -> Any:
    return desk.read(lambda work: tasks.view(work, task_id), person)


def a_full_day(desk: Any, guest: int) -> dict[str, int]:
    """One of each: overdue, offered, warned, nobody's, a delivery, later today, a yes to give."""
    made = {
        "missed": promise(desk, guest, "brochures by 16:50"),
        "warned": promise(desk, guest, "sea view by 17:20"),
        "later": promise(desk, guest, "taxi by 9pm", BEN),
        "offered": promise(desk, guest, "towels by 8pm", BEN),
        "orphan": promise(desk, guest, "kettle by 10pm", BEN),
    }
    desk.write(lambda work: tasks.offer(work, made["offered"], ANA), BEN)
    desk.sql("UPDATE task SET owner_id = NULL WHERE id = ?", made["orphan"])
    due = desk.clock() + timedelta(hours=3)
    tea = desk.write(lambda work: gestures.plan_own(work, guest, "Tea", [("tea", 300)], due=due), BEN)
    dinner = desk.write(lambda work: gestures.plan_own(work, guest, "Dinner", [("dinner", 8400)]), BEN)
    desk.clock.ahead(minutes=25)
    return {**made, "tea": tea.id, "dinner": dinner.id}


async def open_today(window: Any) -> Any:
    await window.press("f3")
    await window.shows("Owed ·")
    return window.app.screen


async def mark(window: Any, title: str) -> None:
    """Move the mark to the row with that title, once it is there."""
    screen = window.app.screen
    for _ in range(100):
        places = [at for at, row in enumerate(screen.rows.rows) if row.title == title]
        if places:
            break
        await window.settle()
    await window.press("home", *["j"] * places[0])


async def test_what_needs_a_person_stands_above_the_visits(
    window: Opened, desk: Any, erika: int, size: Any, snapshot: SnapshotAssertion
) -> None:
    a_full_day(desk, erika)
    async with window(size) as desk_window:
        screen = await open_today(desk_window)
        assert "\n".join(desk_window.lines[1:]) == snapshot
        assert screen.focused is screen.rows
        assert [row.title for row in screen.rows.rows[:4]] == ["brochures", "Dinner", "towels", "sea view"]
        assert screen.owed_part.size.height <= size[1] // 3
        keys = screen.query_one(KeyLine)
        for _ in screen.rows.rows:
            fitting = [offer for _, offer in keys.fitting(size[0])]
            assert fitting == keys.offers
            assert len(fitting) == 5
            await desk_window.pilot.press("j")
            await desk_window.pilot.pause()


async def test_nothing_owed_takes_no_room_and_the_visits_have_the_keys(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.press("f3")
        await desk_window.shows("Erika Schultz")
        screen = desk_window.app.screen
        assert not desk_window.has("Owed ·")
        assert screen.focused is screen.list
        assert desk_window.lines[2].strip().startswith("At")
        assert "Owed" not in desk_window.footer


async def test_kept_late_and_delivered_with_how_it_was_taken_and_undone(window: Opened, desk: Any, erika: int) -> None:
    made = a_full_day(desk, erika)
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.press("d")
        assert task(desk, made["missed"]).state == "kept_late"
        await mark(desk_window, "Tea")
        await desk_window.press("r", "d")
        await desk_window.shows("Tea: how did they take it? 1 moved")
        assert "1-5 How taken" in desk_window.footer
        await desk_window.press("j", "x", "escape")
        await desk_window.hides("how did they take it")
        await desk_window.press("d", "2")
        given = desk.read(lambda work: gestures.view(work, made["tea"]))
        assert (given.state, given.reaction) == (GestureState.DELIVERED, Reaction.DELIGHTED)
        assert "Tea" not in [row.title for row in screen.rows.rows]
        await desk_window.press("u")
        assert desk.read(lambda work: gestures.view(work, made["tea"])).state is GestureState.READY
        await desk_window.shows("Tea (prepared)")
        assert not any("Erika" in toast.message for toast in desk_window.app._notifications)


async def test_the_guest_is_called_with_the_words_to_say_and_a_new_true_time(
    window: Opened, desk: Any, erika: int
) -> None:
    made = a_full_day(desk, erika)
    async with window() as desk_window:
        await open_today(desk_window)
        await desk_window.shows("Call now “About brochures: we said 16:50, and it will be later.")
        await desk_window.press("c")
        await desk_window.type("soonish")
        await desk_window.shows("This is no time yet")
        await desk_window.press("enter")
        await desk_window.shows("Nothing was saved")
        await desk_window.press("escape")
        assert task(desk, made["missed"]).due_text == "16:50"
        await desk_window.press("c")
        await desk_window.shows("soonish")
        await desk_window.press(*["backspace"] * 7)
        await desk_window.type("17:40")
        await desk_window.shows("About brochures: we said 16:50, and it will be 17:40.")
        await desk_window.press("enter")
        await desk_window.shows("Told: brochures, new time 17:40")
        assert (task(desk, made["missed"]).due_text, task(desk, made["missed"]).state) == ("17:40", "made")
        await mark(desk_window, "sea view")
        await desk_window.press("c", "enter")
        assert task(desk, made["warned"]).due_text == "17:20"
        await desk_window.hides("Call now “About sea view")


async def test_work_is_taken_over_turned_down_and_handed_on(window: Opened, desk: Any, erika: int) -> None:
    made = a_full_day(desk, erika)
    async with window() as desk_window:
        await open_today(desk_window)
        await mark(desk_window, "towels")
        await desk_window.shows("→ you?")
        assert "a Accept" in desk_window.footer
        await desk_window.press("x")
        assert (task(desk, made["offered"]).owner, task(desk, made["offered"]).offered_to) == ("Ben", "")
        await mark(desk_window, "kettle")
        await desk_window.press("a")
        await desk_window.shows("“Accept” does not fit here just now.")
        await desk_window.press("t")
        assert task(desk, made["orphan"]).owner == "Ana"
        await desk_window.press("h")
        await desk_window.shows("Who shall take it over?")
        await desk_window.press("1")
        await desk_window.shows("Ben is asked")
        assert (task(desk, made["orphan"]).owner, task(desk, made["orphan"]).offered_to) == ("Ana", "Ben")
        desk.write(lambda work: tasks.offer(work, made["later"], ANA), BEN)
        desk_window.app._saved()
        await desk_window.shows("→ you?")
        await mark(desk_window, "taxi")
        await desk_window.press("h")
        await desk_window.shows("There is nobody else yet.")
        await desk_window.press("escape", "a")
        assert task(desk, made["later"]).owner == "Ana"


async def test_a_yes_and_a_no_with_its_reason(window: Opened, desk: Any, erika: int) -> None:
    made = a_full_day(desk, erika)
    boat = desk.write(lambda work: gestures.plan_own(work, erika, "Boat", [("boat", 9000)]), BEN).id

    def state(gesture: int) -> Any:
        return desk.read(lambda work: gestures.view(work, gesture)).state

    async with window() as desk_window:
        await open_today(desk_window)
        await mark(desk_window, "Dinner")
        await desk_window.shows("Ben asks for your yes")
        await desk_window.press("y")
        assert state(made["dinner"]) is GestureState.APPROVED
        await mark(desk_window, "Boat")
        await desk_window.press("x", "enter")
        await desk_window.shows("Please say in a few words why not")
        await desk_window.type("the sea is rough")
        await desk_window.press("enter")
        await desk_window.shows("No: Boat")
        assert state(boat) is GestureState.CANCELLED
    assert desk.sql("SELECT closed_reason FROM gesture WHERE id = ?", boat) == [("the sea is rough",)]


async def test_a_receptionist_sees_no_yes_to_give(window: Opened, desk: Any, erika: int) -> None:
    a_full_day(desk, erika)
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window() as desk_window:
        screen = await open_today(desk_window)
        assert "Dinner" not in [row.title for row in screen.rows.rows]


async def test_the_plan_for_a_missed_promise_starts_in_two_keys(window: Opened, desk: Any, erika: int) -> None:
    made = a_full_day(desk, erika)
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.press("l")
        await desk_window.shows("Which playbook?")
        await desk_window.press("1")
        await desk_window.shows("Started:")
        assert any("(brochures)" in row.title for row in screen.rows.rows)
        assert task(desk, made["missed"]).state == "missed"
        await mark(desk_window, "sea view")
        await desk_window.press("l")
        assert not desk_window.has("Which playbook?")


async def test_tab_goes_between_the_lists_and_both_keep_mark_and_place(window: Opened, desk: Any, erika: int) -> None:
    made = a_full_day(desk, erika)
    max_ = desk.guest("Max", "Schuler")
    desk.visit(max_, room="208", eta="18:00")
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await mark(desk_window, "sea view")
        await desk_window.press("tab", "j")
        first = screen.list.current
        assert "i In or out" in desk_window.footer
        assert "▹ !" in desk_window.text
        promise(desk.window(), max_, "cot by 16:55")
        desk.clock.ahead(minutes=10)
        desk.window().write(lambda work: tasks.done(work, made["missed"]), ANA)
        await desk_window.hides("brochures")
        assert (screen.rows.current.title, screen.list.current.visit_id) == ("sea view", first.visit_id)
        await desk_window.press("shift+tab", "enter")
        assert isinstance(desk_window.app.screen, DeskScreen)
        await desk_window.shows("OWED")


async def test_what_somebody_else_did_meanwhile_is_told_and_nothing_is_overwritten(
    window: Opened, desk: Any, erika: int, monkeypatch: Any
) -> None:
    made = a_full_day(desk, erika)
    monkeypatch.setattr("delightdesk.tui.on_file.LOOK_EVERY", 60)
    async with window() as desk_window:
        await open_today(desk_window)
        await desk_window.settle(long=True)
        desk.window().write(lambda work: tasks.edit(work, made["missed"], title="maps", due=None), BEN)
        await desk_window.press("d")
        await desk_window.shows("maps")
        told = " ".join(toast.message for toast in desk_window.app._notifications)
        assert "Kept" not in told
    assert task(desk, made["missed"]).state == "made"


async def test_times_run_on_without_reading_again(window: Opened, desk: Any, erika: int, monkeypatch: Any) -> None:
    a_full_day(desk, erika)
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.shows("17 min ago brochures")
        await desk_window.shows("! in 13 min sea view")

        async def never(job: Any) -> None:
            raise AssertionError

        monkeypatch.setattr(desk_window.app, "ask", never)
        desk.clock.ahead(minutes=14)
        screen._tick()
        await desk_window.pilot.pause()
        assert desk_window.has("31 min ago brochures")
        assert desk_window.has("!! 1 min ago sea view")
        monkeypatch.undo()


async def test_a_problem_in_one_line_and_one_that_nobody_owns(window: Opened, desk: Any, erika: int) -> None:
    a_full_day(desk, erika)
    async with window() as desk_window:
        screen = await open_today(desk_window)
        await desk_window.press("p")
        await desk_window.type("412 shower cold")
        await desk_window.press("enter")
        await desk_window.shows("yours")
        (found,) = desk.sql("SELECT id, guest_id FROM problem")
        assert found[1] == erika
        desk.sql("UPDATE problem SET owner_id = NULL, version = version + 1")
        desk_window.app._saved()
        await desk_window.shows("shower cold")
        await mark(desk_window, "shower cold")
        await desk_window.press("t")
        assert desk.read(lambda work: problems.view(work, found[0])).line.owner == "Ana"
        desk.write(lambda work: problems.offer(work, found[0], BEN), ANA)
        desk.write(lambda work: people.sit_down(work, BEN), BEN)
        desk_window.app.sit_down(BEN, "Ben")
        await desk_window.shows("shower cold")
        await mark(desk_window, "shower cold")
        await desk_window.press("enter")
        assert isinstance(desk_window.app.screen, ProblemScreen)
        await desk_window.press("escape", "a")
        assert desk.read(lambda work: problems.view(work, found[0])).line.owner == "Ben"
        assert screen is desk_window.app.screen


async def test_hundreds_of_hostile_items_stay_in_their_place(window: Opened, desk: Any) -> None:
    guest = desk.guest(POISON, "")
    desk.visit(guest, room="4[b]12", status=VisitStatus.IN_HOUSE)

    def job(work: Any) -> None:
        for number in range(230):
            due = work.now + timedelta(minutes=number - 20)
            tasks.add(work, TaskKind.TO_DO, f"{POISON} {number}", guest_id=guest, due=due, who=POISON, say=POISON)
        work.did("test", "many")

    desk.write(job)
    for done, size in ((3, (80, 24)), (4, (120, 40)), (5, (44, 16))):
        async with window(size) as desk_window:
            screen = await open_today(desk_window)
            assert len(screen.rows.rows) == 200
            assert not set(desk_window.text) & {"\x1b", "\x07", "\u202e"}
            await desk_window.press("end")
            assert screen.rows.cursor == 199
            assert all(cell_len(line) <= size[0] for line in desk_window.lines)
            await desk_window.press("home", *["d"] * (3 if done == 3 else 1))
            assert desk.sql("SELECT count(*) FROM task WHERE state = 'done_late'") == [(done,)]

"""One problem on one screen by key, on a real file: from the first step to better than before."""

from __future__ import annotations

from typing import Any

import pytest

from delightdesk.desk import gestures, problems
from delightdesk.domain.vocabulary import (
    Approval,
    CloseReason,
    Fault,
    GestureState,
    ProblemState,
    Reaction,
    RecoveryStep,
    VisitStatus,
)
from delightdesk.tui.modals.problem_form import ProblemFormScreen
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.problem import ProblemScreen
from delightdesk.tui.screens.problem_room import GONE
from delightdesk.tui.widgets.beyond_panel import BeyondPanel
from delightdesk.tui.widgets.kind_no import no_in_words, read_no
from delightdesk.tui.widgets.urgent_line import read_basket

Opened = Any
ANA, BEN = 1, 2
S = RecoveryStep
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]tub[/] 👩‍👩‍👧"


@pytest.fixture
def shower(desk: Any) -> int:
    """Erika's cold shower, Ana's, half an hour old."""
    guest = desk.guest("Erika", "Schultz", title="Ms")
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    found = desk.write(lambda work: problems.report(work, "412 shower cold and no towels")).line.id
    desk.clock.ahead(minutes=30)
    return int(found)


def view(desk: Any, problem_id: int) -> Any:
    return desk.read(lambda work: problems.view(work, problem_id))


def toasts(open_: Any) -> list[str]:
    return [note.message for note in open_.app._notifications]


async def told(open_: Any, words: str) -> None:
    """Wait until the newest message holds the words, wherever its lines are broken."""
    for _ in range(60):
        if any(words in message for message in toasts(open_)):
            return
        await open_.pilot.pause(0.05)
    raise AssertionError(f"{words!r} in {toasts(open_)} on\n{open_.text}")


async def opened(open_: Any, problem_id: int) -> ProblemScreen:
    open_.app.show_problem(problem_id)
    await open_.settle(long=True)
    await open_.shows("Steps")
    assert isinstance(open_.app.screen, ProblemScreen)
    return open_.app.screen


def done(desk: Any, problem_id: int) -> dict[RecoveryStep, int]:
    return {step.step: step.times for step in view(desk, problem_id).steps if step.done_text}


async def test_the_whole_problem_reads_at_a_glance(window: Opened, desk: Any, shower: int, size: Any, snapshot: Any):
    guest = view(desk, shower).line.guest_id
    desk.write(lambda work: problems.change(work, shower, fault=Fault.SUPPLIER, cause="boiler"))
    for step in (S.LISTEN, S.APOLOGISE, S.APOLOGISE):
        desk.write(lambda work, step=step: problems.step(work, shower, step), BEN)
    desk.write(lambda work: gestures.plan_own(work, guest, "Tea", [("tea", 4800)], problem_id=shower))
    desk.write(lambda work: gestures.plan_own(work, guest, "Wine", [("wine", 6000)], problem_id=shower), BEN)
    async with window(size) as open_:
        screen = await opened(open_, shower)
        for words in (
            "shower cold and no towels", "acting, 30 min", "Erika Schultz, 412", "!2 inconvenience",
            "a supplier's doing, still our guest", "OWNER Ana", "£52 left of £100 to put it right", "3 ✓ apologise",
            "Ben 17:12 ×2", "waits for a yes (y)", "1-7 Step", "e Even", "l Playbook", "m Give",
        ):  # fmt: skip
            assert open_.has(words), words
        assert "\n".join("".join(text for text, _ in line).rstrip() for line in screen.page.lines) == snapshot
        desk.clock.ahead(minutes=5)
        screen._tick()
        await open_.settle()
        assert open_.has("acting, 35 min")


async def test_numbers_tick_steps_again_counts_and_undo_takes_back(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        screen = await opened(open_, shower)
        await open_.burst("1", "3", "3")
        await told(open_, "Apologise ×2 · ^Z undoes")
        assert done(desk, shower) == {S.LISTEN: 1, S.APOLOGISE: 2}
        await open_.shows("acting, 30 min")
        assert open_.has("first act 30 min")
        await open_.press("u", "u", "u")
        await open_.settle(long=True)
        assert screen.view.line.state is ProblemState.OPEN
        assert done(desk, shower) == {}
        await open_.press("u")
        await open_.settle(long=True)
        assert isinstance(open_.app.screen, DeskScreen)
        assert GONE in toasts(open_)


async def test_even_asks_once_then_shows_what_is_planted_and_what_goes_beyond(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        screen = await opened(open_, shower)
        await open_.press("5", "e")
        await open_.shows("Not noted yet: an apology and a fix the guest confirmed.")
        await open_.press("escape")
        assert screen.view.line.state is ProblemState.ACTING
        await open_.burst("e", "y", "enter")
        await open_.shows("One small thing beyond?")
        seen = view(desk, shower)
        assert (seen.line.state, seen.confirmed, seen.close_reason) == ("even", True, CloseReason.CONFIRMED)
        assert S.APOLOGISE in done(desk, shower)
        panel = screen.panel
        assert isinstance(panel, BeyondPanel)
        assert 1 <= len(panel.proposals) <= 6
        for owed in seen.owed:
            assert any(owed.title in "".join(text for text, _ in line) for line in panel.lines)
        await open_.press("1")
        await told(open_, "Planned:")
        (given,) = view(desk, shower).gestures
        assert given.title == panel.proposals[0].title
        await open_.press("b", "b")
        await told(open_, "Better off")
        assert view(desk, shower).line.state is ProblemState.BEYOND
        await open_.press("e")
        assert toasts(open_) == ["“Even” does not fit here just now. F1 shows what does."]
        await open_.press("c", "b")
        assert view(desk, shower).line.state is ProblemState.BEYOND
        await open_.press("o", "enter")
        await told(open_, "Please say in a few words what is wrong again.")
        await open_.type("cold again")
        await open_.press("enter")
        await open_.shows("bring the manager")
        assert view(desk, shower).line.state is ProblemState.REOPENED


async def test_a_reason_is_kept_instead_of_a_yes(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        screen = await opened(open_, shower)
        await open_.press("e", "enter")
        await open_.settle(long=True)
        assert view(desk, shower).line.state is ProblemState.OPEN
        assert open_.has("Is it even?")
        await open_.type("he left for dinner")
        await open_.press("enter")
        await open_.shows("One small thing beyond?")
        seen = view(desk, shower)
        assert (seen.confirmed, seen.answer) == (False, "he left for dinner")
        await open_.press("escape")
        await open_.shows("SAID fixed not confirmed: “he left for dinner”")
        await open_.press("b")
        assert f"1-{len(screen.panel.proposals)} Plan" in open_.footer
        await open_.press("u")
        await open_.hides("One small thing beyond?")
        assert (view(desk, shower).line.state, open_.app.focused) == (ProblemState.OPEN, screen.page)


async def test_giving_up_needs_words_and_tab_says_that_the_guest_left(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        await opened(open_, shower)
        await open_.press("c", "enter")
        await told(open_, "Please say in a few words what was tried.")
        await open_.type("no room free, taxi came")
        await open_.press("tab")
        assert open_.has("Given up because the guest left")
        await open_.press("enter")
        await open_.shows("SAID guest left: “no room free, taxi came”")
        assert view(desk, shower).line.state is ProblemState.LOST


async def test_a_basket_in_one_line_waits_or_begins_when_urgent_and_a_yes_is_one_key(
    window: Opened, desk: Any, shower: int, size: Any
):
    async with window(size) as open_:
        await open_.press("f9", "2")
        await opened(open_, shower)
        await open_.press("m")
        await open_.type("flowers 10, wine 10")
        assert open_.has("flowers and wine, £20")
        assert "Tab Urgent" not in open_.footer
        await open_.press("enter")
        await open_.shows("£80 left of £100")
        await open_.press("m")
        await open_.type("sorry box: champagne 90, card 3")
        assert open_.has("sorry box, £93 · £13 above what you may give unasked: waits for Ana's yes.")
        assert "Tab Urgent" in open_.footer
        await open_.press("enter")
        await told(open_, "Planned: sorry box, £93; it waits, Ana was asked")
        await open_.press("m")
        await open_.type("new room 200")
        await open_.press("tab")
        assert open_.has("urgent: begins now, £120 above what you may give unasked; Ana's yes is asked for")
        await open_.press("enter")
        await told(open_, "it may begin, Ana was asked")
        given = {each.title: (each.state, each.approval) for each in view(desk, shower).gestures}
        assert given == {
            "flowers and wine": (GestureState.PLANNED, None),
            "sorry box": (GestureState.WAITING, Approval.WAITING),
            "new room": (GestureState.PLANNED, Approval.WAITING),
        }
        await open_.press("y")
        assert any("Ana can" in told for told in toasts(open_))
        await open_.press("f9", "1", "y")
        await told(open_, "Yes: sorry box")
        await open_.press("m")
        await open_.type("boat 4o0")
        await open_.press("enter")
        assert open_.app.screen.focused.value == "boat 4o0"
        assert len(view(desk, shower).gestures) == 3


async def test_gestures_are_stepped_where_they_stand(window: Opened, desk: Any, shower: int):
    guest = view(desk, shower).line.guest_id
    desk.write(lambda work: gestures.plan_own(work, guest, "Other", [("other", 100)]))
    desk.write(lambda work: gestures.plan_own(work, guest, "Flowers", [("flowers", 1000)], problem_id=shower))
    desk.sql("UPDATE gesture SET problem_id = NULL WHERE title = 'Other'")
    async with window() as open_:
        screen = await opened(open_, shower)
        await open_.press("g")
        assert [line.title for line in screen.panel.rows.rows] == ["Flowers"]
        await open_.press("r", "d", "2")
        await told(open_, "Delivered: Flowers, delighted")
        await open_.press("b")
        await open_.shows("What it did cost")
        screen.focused.action_select_all()
        await open_.type("flowers 12, vase 5")
        await open_.press("enter")
        await told(open_, "Basket kept: £17")
        await open_.press("t")
        await open_.type("how kind")
        await open_.press("enter")
        await told(open_, "Their words are kept")
        await open_.press("escape")
        assert screen.panel is None
        (line,) = view(desk, shower).gestures
        assert (line.state, line.cost) == (GestureState.DELIVERED, 1700)
        desk.write(lambda work: gestures.plan_own(work, guest, "Boat", [("boat", 20000)], problem_id=shower), BEN)
        open_.app._saved()
        await open_.shows("waits for a yes (y)")
        await open_.press("g", "home", "n")
        await open_.shows("No to Boat: why?")
        await open_.type("a bit much")
        await open_.press("enter")
        await told(open_, "No: Boat · ^Z undoes")
        assert view(desk, shower).gestures[1].state is GestureState.CANCELLED
        assert desk.sql("SELECT reaction, guest_words FROM gesture WHERE title = 'Flowers'") == [
            (Reaction.DELIGHTED.value, "how kind")
        ]


async def test_a_playbook_starts_in_two_keys_and_never_twice(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        await opened(open_, shower)
        await open_.burst("l", "1")
        await told(open_, "steps begun")
        seen = view(desk, shower)
        assert seen.playbook_title
        assert len(seen.owed) > 1
        await open_.shows(f"playbook: {seen.playbook_title}")
        await open_.burst("l", "1")
        await told(open_, "is under way here already")
        assert len(view(desk, shower).owed) == len(seen.owed)
        await open_.press("l", "escape")
        assert isinstance(open_.app.screen, ProblemScreen)


async def test_the_form_sets_right_what_was_guessed_and_finds_the_guest(window: Opened, desk: Any, size: Any):
    guest = desk.guest("Max", "Schuler")
    found = desk.write(lambda work: problems.report(work, "tv dead")).line.id
    async with window(size) as open_:
        await opened(open_, found)
        await open_.press("m")
        assert "Nobody knows yet which guest this is. s says who" in toasts(open_)[0]
        await open_.press("enter")
        assert isinstance(open_.app.screen, ProblemScreen)
        await open_.press("s")
        form = open_.app.screen
        assert isinstance(form, ProblemFormScreen)
        form.fields.rows["guest"].line.value = "Nobody Such"
        form.fields.rows["severity"].line.value = "4"
        form.fields.rows["spoiled"].line.value = "12.50"
        await open_.press("ctrl+s")
        await open_.shows("Nobody fits “Nobody Such”.")
        form.fields.rows["guest"].line.value = "schuler"
        form.fields.rows["spoiled"].line.value = "twelve"
        await open_.press("ctrl+s")
        assert form.focused is form.fields.rows["spoiled"].line
        form.fields.rows["spoiled"].line.value = "12.50"
        desk.write(lambda work: problems.step(work, found, S.LISTEN), BEN)
        await open_.press("ctrl+s")
        await open_.shows("^L shows what stands there now")
        await open_.press("ctrl+l", "ctrl+s")
        await open_.shows("!4 spoiled the visit")
        seen = view(desk, found)
        assert (seen.line.guest_id, seen.line.severity, seen.spoiled) == (guest, 4, 1250)
        await open_.press("enter")
        await open_.shows("Max Schuler")
        assert isinstance(open_.app.screen, DeskScreen)


async def test_a_no_needs_two_alternatives_or_a_partner_and_a_note_is_kept(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        await opened(open_, shower)
        await open_.press("f")
        await open_.type("sea view | quiet room")
        assert open_.has("Not sea view. A no needs one more thing we can do instead")
        await open_.press("enter")
        await open_.settle(long=True)
        assert done(desk, shower) == {}
        await open_.press("escape", "f")
        await open_.type(", late departure | Bay Inn")
        assert open_.has("Not sea view, but quiet room, late departure, ask Bay Inn")
        await open_.press("enter")
        await open_.shows("4 ✓ options")
        await open_.press("n")
        await open_.type("allergic to nuts")
        await open_.press("enter")
        await told(open_, "Kept: caution")
    card = desk.card(view(desk, shower).line.guest_id)
    assert any("Could not: sea view" in note.text for note in card.notes)
    assert any("nuts" in caution.text for caution in card.cautions)


async def test_it_passes_to_whoever_accepts_and_a_stale_act_is_told(window: Opened, desk: Any, shower: int):
    async with window() as open_:
        screen = await opened(open_, shower)
        await open_.burst("h", "1")
        await open_.shows("Ben was asked and has not said yes")
        await open_.press("f9", "2", "a")
        await open_.shows("OWNER Ben")
        screen._seen_save = 10**6  # the news of what the other window saves comes too late
        desk.write(lambda work: problems.lost(work, shower, CloseReason.NOT_RECOVERABLE, "tried all"))
        await open_.press("3")
        await open_.settle(long=True)
        assert done(desk, shower) == {}
        assert len(toasts(open_)) == 1
        assert screen.view.line.state is ProblemState.LOST


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_words_do_nothing_and_every_line_is_as_wide_as_the_screen(window: Opened, desk: Any, size: Any):
    guest = desk.guest("Evil", POISON)
    desk.visit(guest, room=POISON[:20], status=VisitStatus.IN_HOUSE)
    found = desk.write(lambda work: problems.report(work, f"{POISON} " * 8, guest_id=guest)).line.id
    desk.write(lambda work: problems.step(work, found, S.LISTEN, POISON * 3))
    desk.write(lambda work: gestures.plan_own(work, guest, POISON * 3, [(POISON, 100)], problem_id=found))
    desk.sql("UPDATE problem SET cause = ?, what = ?", POISON, POISON * 3)
    desk.write(lambda work: problems.even(work, found, confirmed=False, answer=POISON))
    async with window(size) as open_:
        await opened(open_, found)
        await open_.press("b")
        assert open_.has("[bold red]tub[/]")
        assert not any(char in open_.text for char in "\x1b\x07\u202e")
        assert {strip.cell_length for strip in open_.app.screen._compositor.render_strips()} == {size[0]}
        await open_.press("1")
        assert all("Evil" not in message for message in toasts(open_))


def test_lines_are_read_as_people_write_them():
    assert read_no("sea view | quiet room, late departure | Bay Inn") == (
        "sea view",
        ("quiet room", "late departure"),
        "Bay Inn",
    )
    assert read_no("") == ("", (), "")
    assert no_in_words("boat | | Bay Inn") == "Not boat, but ask Bay Inn"
    assert read_basket("flowers 10, wine 10, card", "GBP") == (
        "flowers, wine and card",
        (("flowers", 1000), ("wine", 1000), ("card", 0)),
    )
    assert read_basket("boat 40", "GBP") == ("boat", (("boat", 4000),))
    assert read_basket("a warm word", "GBP") == ("a warm word", ())

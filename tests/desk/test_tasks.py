"""Promises and other tasks: the clock they bear, what becomes of them, and what the card says of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from delightdesk.desk import gestures, imports, keeping, notes, playbooks, tasks, today
from delightdesk.desk.undo import undo
from delightdesk.domain import captured
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import NoteSource, Reaction, TaskKind, VisitStatus

ANA, BEN = 1, 2
SIX = datetime(2026, 6, 14, 17, 0, tzinfo=UTC)
"""18:00 of the test day on the clock of the house."""


@pytest.fixture
def erika(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, room="412", status=VisitStatus.IN_HOUSE)
    return guest_id


def _promise(desk, guest_id=None, text="sea view by 6pm", person=BEN, **more):
    return desk.write(lambda work: tasks.promise(work, guest_id, text, **more), person)


def _do(desk, job, *values, person=BEN, **more):
    return desk.write(lambda work: job(work, *values, **more), person)


def _look(desk, task_id, person=BEN):
    return desk.read(lambda work: tasks.view(work, task_id), person)


def _listing(desk, person=BEN, **which):
    return desk.read(lambda work: tasks.listing(work, **which), person)


def test_a_promise_in_one_line_has_an_owner_and_a_clock(desk, erika):
    made = _promise(desk, erika)
    line = made.task
    assert made.warning == ""
    assert (line.kind, line.title, line.state, line.owner) == (TaskKind.PROMISE, "sea view", "made", "Ben")
    assert (line.due, line.due_text, line.left_text) == (SIX, "18:00", "in 1 h 18")
    assert (line.guest_name, line.room, line.urgency) == ("Erika Schultz", "412", Urgency.SOON)
    ((warned, journal),) = desk.sql(
        "SELECT warn_at, (SELECT count(*) FROM journal WHERE action = 'promise.made') FROM task"
    )
    assert (warned, journal) == ("2026-06-14 16:21:00.000000", 1)


def test_a_promise_without_a_time_that_can_be_counted_keeps_its_words(desk):
    assert _promise(desk, text="late check-out before check-out").task.title == "late check-out, by check-out"
    assert _promise(desk, text="the table by the window").task.due is None
    assert _promise(desk, text="brochures", due=SIX).task.due == SIX
    with pytest.raises(Invalid, match="few words"):
        _promise(desk, text=" ")
    with pytest.raises(NotFound):
        _promise(desk, 99)


def test_the_same_promise_told_twice_is_there_once(desk, erika):
    first = _promise(desk, erika).task
    assert _promise(desk, erika, "Sea View by 18:00").task.id == first.id
    assert _promise(desk, erika, "sea view by 7pm").task.id != first.id
    assert _promise(desk, None).task.id != first.id


def test_warned_then_missed_then_kept_late(desk, erika):
    task_id = _promise(desk, erika).task.id
    assert _look(desk, task_id).say == ""
    desk.clock.ahead(minutes=39)
    warned = _look(desk, task_id)
    assert (warned.urgency, warned.state, warned.left_text) == (Urgency.WARNED, "made", "in 39 min")
    assert warned.say.startswith("About sea view: we said 18:00")
    desk.clock.ahead(minutes=39)
    over = _look(desk, task_id)
    assert (over.urgency, over.state, over.left_text) == (Urgency.OVERDUE, "missed", "now")
    desk.clock.ahead(minutes=25)
    assert desk.card(erika).owed == "MISSED 25 min ago: sea view, by 18:00"
    kept = _do(desk, tasks.done, task_id, words="she laughed")
    assert (kept.state, kept.note, kept.left_text) == ("kept_late", "she laughed", "")
    card = desk.card(erika)
    assert card.owed == ""
    assert [(line.id, line.state) for line in card.owed_lines] == [(task_id, "kept_late")]
    assert _listing(desk) == ()


def test_a_new_time_given_after_the_first_was_missed_does_not_make_it_kept_in_time(desk, erika):
    task_id = _promise(desk, erika).task.id
    desk.clock.now = SIX + timedelta(minutes=5)
    told = _do(desk, tasks.told, task_id, new_due=SIX + timedelta(hours=2))
    assert (told.state, told.due_text) == ("made", "20:00")
    desk.clock.ahead(minutes=30)
    assert _do(desk, tasks.done, task_id).state == "kept_late"
    in_time = _promise(desk, erika, "brochures by 21:00").task.id
    _do(desk, tasks.told, in_time, new_due=SIX + timedelta(hours=4))
    assert _do(desk, tasks.done, in_time).state == "kept"


def test_a_prepared_promise_warns_nobody_and_is_kept(desk):
    task_id = _promise(desk).task.id
    assert _do(desk, tasks.prepare, task_id).state == "prepared"
    desk.clock.ahead(minutes=70)
    assert _look(desk, task_id).urgency is Urgency.SOON
    assert _do(desk, tasks.done, task_id).state == "kept"
    with pytest.raises(Invalid, match="kept already"):
        _do(desk, tasks.prepare, task_id)


@pytest.mark.parametrize(("job", "state"), [(tasks.miss, "missed"), (tasks.release, "released")])
def test_a_promise_that_ends_unkept_says_why(desk, erika, job, state):
    task_id = _promise(desk, erika).task.id
    ended = _do(desk, job, task_id, "no room with a view")
    assert (ended.state, ended.urgency) == (state, Urgency.SOMETIME)
    assert desk.sql("SELECT reason, done_at FROM task") == [("no room with a view", None)]
    with pytest.raises(Invalid, match="Nothing was changed"):
        _do(desk, tasks.done, task_id)
    assert desk.card(erika).owed == ""


def test_a_guest_who_was_called_is_not_called_twice(desk, erika):
    task_id = _promise(desk, erika).task.id
    desk.clock.ahead(minutes=45)
    assert _look(desk, task_id).urgency is Urgency.WARNED
    assert _do(desk, tasks.told, task_id).urgency is Urgency.SOON
    later = SIX + timedelta(hours=2)
    told = _do(desk, tasks.told, task_id, new_due=later)
    assert (told.due, told.due_text, told.note) == (later, "20:00", "first Sun 14 Jun 18:00")
    desk.clock.ahead(hours=1, minutes=20)
    assert _look(desk, task_id).urgency is Urgency.WARNED
    with pytest.raises(Invalid, match="over already"):
        _do(desk, tasks.told, task_id, new_due=desk.clock.now)
    desk.clock.ahead(minutes=10)
    assert _do(desk, tasks.done, task_id).state == "kept"


def test_words_and_time_are_edited_together(desk):
    task_id = _promise(desk).task.id
    edited = _do(desk, tasks.edit, task_id, title="the sea view room", due=None)
    assert (edited.title, edited.due, edited.due_text, edited.urgency) == (
        "the sea view room", None, "", Urgency.SOMETIME,
    )  # fmt: skip
    (entries,) = desk.sql("SELECT count(*) FROM journal")[0]
    _do(desk, tasks.edit, task_id, title="the sea view room", due=None)
    assert desk.sql("SELECT count(*) FROM journal")[0] == (entries,)
    with pytest.raises(Invalid, match="few words"):
        _do(desk, tasks.edit, task_id, title=" ", due=None)


def test_a_stale_look_changes_nothing(desk):
    task_id = _promise(desk).task.id
    _do(desk, tasks.prepare, task_id, seen=1)
    before = desk.tables()
    for job, values, more in (
        (tasks.prepare, (), {}), (tasks.done, (), {}), (tasks.miss, ("why",), {}), (tasks.release, ("why",), {}),
        (tasks.cancel, ("why",), {}), (tasks.told, (), {}), (tasks.edit, (), {"title": "x", "due": None}),
        (tasks.quote, ("40 min",), {}),
    ):  # fmt: skip
        with pytest.raises(Stale):
            _do(desk, job, task_id, *values, seen=1, **more)
    assert desk.tables() == before


def test_a_delivery_gives_its_gesture_in_one_act(desk, erika):
    tea = _do(desk, gestures.plan_own, erika, "Tea", [("tea", 300)], due=SIX)
    (line,) = _listing(desk, kinds=[TaskKind.DELIVERY])
    assert (line.gesture_id, line.title, line.due, line.state, line.owner) == (tea.id, "Tea", SIX, "open", "Ben")
    assert _do(desk, tasks.prepare, line.id).state == "prepared"
    assert desk.read(lambda work: gestures.view(work, tea.id)).state == "ready"
    (entries,) = desk.sql("SELECT count(*) FROM journal")[0]
    done = _do(desk, tasks.done, line.id, reaction=Reaction.MOVED, words="how kind")
    assert done.state == "done"
    given = desk.read(lambda work: gestures.view(work, tea.id))
    assert (given.state, given.reaction, given.words) == ("delivered", Reaction.MOVED, "how kind")
    assert desk.sql("SELECT count(*) FROM journal")[0] == (entries + 1,)
    desk.write(undo, BEN)
    assert (_look(desk, line.id).state, desk.read(lambda work: gestures.view(work, tea.id)).state) == (
        "prepared", "ready",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("job", "state"), [(tasks.release, "declined"), (tasks.cancel, "cancelled"), (tasks.miss, "cancelled")]
)
def test_a_delivery_that_ends_ends_its_gesture(desk, erika, job, state):
    tea = _do(desk, gestures.plan_own, erika, "Tea", [("tea", 300)])
    (line,) = _listing(desk)
    _do(desk, job, line.id, "on a diet")
    assert desk.read(lambda work: gestures.view(work, tea.id)).state == state
    assert desk.sql("SELECT reason FROM task UNION ALL SELECT closed_reason FROM gesture") == [("on a diet",)] * 2
    assert _listing(desk) == ()


def test_a_new_time_for_a_delivery_is_the_gestures_too(desk, erika):
    tea = _do(desk, gestures.plan_own, erika, "Tea", [("tea", 300)], due=SIX)
    (line,) = _listing(desk)
    later = SIX + timedelta(hours=1)
    _do(desk, tasks.told, line.id, new_due=later)
    assert desk.read(lambda work: gestures.view(work, tea.id)).due == later
    desk.clock.ahead(hours=3)
    _do(desk, gestures.deliver, tea.id)
    assert _look(desk, line.id).state == "done_late"


def test_the_list_asks_who_when_and_for_whom(desk, erika):
    soon = _promise(desk, erika).task.id
    late = _promise(desk, None, "cot by tomorrow 9am", ANA).task.id
    free = _promise(desk, None, "a kite", ANA).task.id
    call = _do(desk, _add, TaskKind.FOLLOW_UP, "How was the night", erika)

    def ids(**which):
        return [line.id for line in _listing(desk, **which)]

    assert ids() == [soon, late, free, call]
    assert ids(owner_id=ANA) == [late, free]
    assert set(ids(guest_id=erika)) == {soon, call}
    assert ids(due_by=date(2026, 6, 14)) == [soon]
    assert ids(due_by=date(2026, 6, 15)) == [soon, late]
    assert ids(kinds=[TaskKind.FOLLOW_UP]) == [call]
    assert ids(limit=1) == [soon]
    assert ids(orphans=True) == []
    desk.sql("UPDATE guest SET deleted_at = created_at")
    assert ids() == [late, free]


def _add(work, kind, title, guest_id, **more):
    task_id = tasks.add(work, kind, title, guest_id=guest_id, **more)
    work.did("test", "added", guest_id)
    return task_id


def test_an_hour_after_midnight_is_still_of_the_houses_day(desk):
    task_id = _promise(desk, None, "taxi by tomorrow 1:30am").task.id
    assert [line.id for line in _listing(desk, due_by=date(2026, 6, 14))] == [task_id]
    assert _look(desk, task_id).urgency is Urgency.SOON


def test_what_was_promised_without_a_time_is_owed_while_the_guest_is_here(desk, erika):
    here = _promise(desk, erika, "a quiet table").task
    assert here.urgency is Urgency.SOON
    later = desk.guest("Max", "Schuler")
    desk.visit(later, arrive="+3")
    assert _promise(desk, later, "a quiet table").task.urgency is Urgency.SOMETIME


def test_what_falls_due_is_told_once(desk, erika):
    task_id = _promise(desk, erika).task.id
    ready = _promise(desk, None, "cot by 6pm").task.id
    _do(desk, tasks.prepare, ready)

    def since(instant):
        return [line.id for line in desk.read(lambda work: tasks.falls_due(work, instant))]

    start = desk.clock.now
    _do(desk, _add, TaskKind.TO_DO, "Tell Ana now", erika, due=start)
    assert since(start - timedelta(minutes=1)) == since(start) == []
    desk.clock.ahead(minutes=39)
    assert since(start) == [task_id]
    warned = desk.clock.now
    assert since(warned) == []
    desk.clock.ahead(minutes=39)
    assert since(warned) == [task_id, ready]
    assert since(desk.clock.now) == []


def test_nobody_is_to_call_a_guest_because_a_promise_was_offered(desk, erika):
    task_id = _promise(desk, erika, "sea view by tomorrow 18:00").task.id
    _do(desk, tasks.offer, task_id, ANA)
    offered = _look(desk, task_id, ANA)
    assert (offered.urgency, offered.say) == (Urgency.OFFERED, "")
    desk.clock.ahead(hours=20)
    assert _look(desk, task_id, ANA).say.startswith("About sea view: we said 18:00")


def test_a_line_at_the_card_becomes_a_promise(desk, erika):
    stored = _do(desk, notes.store_line, erika, "promise nut-free cake by 6pm")
    assert (stored.kind, stored.doubt) == ("promise", "")
    assert stored.understood == "Promise: nut-free cake, by 18:00 today; Caution: nuts"
    assert _look(desk, stored.id).title == "nut-free cake"
    card = desk.card(erika)
    assert card.owed == "nut-free cake, by 18:00 (in 1 h 18)"
    assert card.notes == ()
    assert desk.write(undo, BEN) == "Undone: Noted: promise"
    assert desk.card(erika).owed == ""


def test_missed_ones_come_first_and_whom_to_call(desk, erika):
    _promise(desk, erika, "cot by 8pm")
    _promise(desk, erika)
    _do(desk, _add, TaskKind.FOLLOW_UP, "How was the night", erika, due=SIX)
    _do(desk, gestures.plan_own, erika, "Tea", [("tea", 300)])
    desk.clock.ahead(minutes=78)
    owed = desk.card(erika).owed
    assert owed == "MISSED now: sea view, by 18:00 · how was the night · cot, by 20:00 (in 2 h)"
    desk.clock.ahead(days=3)
    assert desk.card(erika).owed.startswith("MISSED 3 days ago: sea view, by Sun 18:00")


def test_a_promise_of_an_earlier_visit_is_owed_once_its_time_is_over(desk, erika):
    task_id = _promise(desk, erika).task.id
    desk.sql("UPDATE visit SET status = 'left'")
    desk.visit(erika, room="7")
    assert desk.card(erika).owed == ""
    desk.clock.ahead(hours=2)
    assert "sea view" in desk.card(erika).owed
    _do(desk, tasks.miss, task_id)
    assert desk.card(erika).owed_lines == ()


def test_the_board_names_an_overdue_promise_first(desk, erika):
    desk.caution(erika, "nuts")
    _promise(desk, erika)
    _promise(desk, erika, "cot by 5pm")

    def action():
        (line,) = desk.read(today.board).lines
        return line.next_action

    assert action() == "ask again about the allergy"
    desk.clock.ahead(minutes=90)
    assert action() == "keep the promise: cot"


def test_a_promise_on_a_booking_counts_from_the_day_of_arrival(desk):
    guest_id = desk.guest()
    visit = desk.visit(guest_id, arrive="2026-06-20")
    fact = captured.PromiseCaught("sea view", "6pm")

    def keep(work):
        kept = keeping.keep(work, guest_id, fact, NoteSource.BOOKING, visit)
        work.did("test", "kept")
        return kept

    line = _look(desk, desk.write(keep).id)
    assert (line.due_text, line.due) == ("Sat 18:00", SIX + timedelta(days=6))


def test_an_import_is_undone_around_what_was_promised_since(desk, tmp_path):
    arrivals = tmp_path / "arrivals.csv"
    rows = ["Res No,Last name,First name,Arrival,Departure", "R1,Quill,Zoe,2026-06-14,2026-06-16",
            "R2,Hart,Ida,2026-06-14,2026-06-16"]  # fmt: skip
    arrivals.write_text("\n".join(rows), encoding="utf-8")
    parsed = imports.read(arrivals, date(2026, 6, 14))
    report = desk.write(lambda work: imports.apply(work, parsed))
    ((zoe,),) = desk.sql("SELECT id FROM guest WHERE first = 'Zoe'")
    promised = _promise(desk, zoe).task
    desk.write(lambda work: imports.undo(work, report.run))
    assert desk.sql("PRAGMA foreign_key_check") == []
    assert desk.sql("SELECT id, (SELECT count(*) FROM visit) FROM guest") == [(zoe, 1)]
    assert [each.id for each in _listing(desk)] == [promised.id]


@pytest.fixture
def kitchen(desk):
    """A house that says what its kitchen can do."""
    plan = Playbook(
        "", "Large party", (PlayStep("Tell them a true time", "owner", timedelta(0)),), most=12, most_of="people"
    )
    desk.write(lambda work: playbooks.add_own(work, plan))


def test_a_promise_beyond_the_house_warns_until_it_is_answered(desk, kitchen):
    made = _promise(desk, None, "table for 25 by 8pm")
    sentence = "25 people are over the house's limit of 12. Quote a longer wait, or say why."
    assert made.warning == sentence
    assert _promise(desk, None, "table for 12 by 8pm").warning == ""
    assert (
        _do(desk, tasks.quote, made.task.id, "40 minutes for the main course").note == "40 minutes for the main course"
    )
    quoted = _promise(desk, None, "table for 26 by 8pm", quoted="40 minutes", despite="the kitchen agreed")
    assert (quoted.warning, quoted.task.note) == ("", "Quoted: 40 minutes · the kitchen agreed")
    with pytest.raises(Invalid):
        _do(desk, tasks.quote, made.task.id, " ")
    guest_id = desk.guest()
    desk.visit(guest_id, adults="20")
    assert _do(desk, notes.store_line, guest_id, "promise dinner tonight").doubt.startswith("20 people are over")


def test_the_late_brochures(desk, erika):
    """Promised Friday 17:00, warned before, missed after, brought in person by the plan, kept late."""
    made = _promise(desk, erika, "brochures by Friday 17:00").task
    assert (made.due_text, made.urgency) == ("Fri 17:00", Urgency.LATER)
    desk.clock.now = made.due - timedelta(minutes=30)
    assert _look(desk, made.id).urgency is Urgency.WARNED
    desk.clock.ahead(minutes=55)
    assert desk.card(erika).owed == "MISSED 25 min ago: brochures, by 17:00"
    key = next(choice.key for choice in desk.read(lambda work: playbooks.for_guest(work, erika, missed=True)))
    steps = _do(desk, playbooks.start, key, task_id=made.id)
    assert len(steps) >= 4
    assert {step.due >= desk.clock.now for step in steps} == {True}
    assert _look(desk, made.id).state == "missed"
    assert _do(desk, tasks.done, made.id).state == "kept_late"
    assert (TaskKind.PROMISE, "kept_late") in [(line.kind, line.state) for line in desk.card(erika).owed_lines]

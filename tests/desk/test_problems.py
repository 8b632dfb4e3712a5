"""Problems: owned from the first second, acted on, even, and not over before the guest is better off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from delightdesk.desk import gestures, problems, tasks, undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.vocabulary import CloseReason, Fault, ProblemState, RecoveryStep, TaskKind, VisitStatus

ANA, BEN = 1, 2
S, R = ProblemState, RecoveryStep
SHOWER = "412 shower cold and no towels"


@pytest.fixture
def erika(desk):
    """In house in 412, until the day after tomorrow."""
    guest_id = desk.guest(title="Ms")
    desk.visit(guest_id, room="412", status=VisitStatus.IN_HOUSE)
    return guest_id


def _report(desk, text=SHOWER, person=BEN, **more):
    return desk.write(lambda work: problems.report(work, text, **more), person)


def _do(desk, job, problem_id, *args, person=BEN, **more):
    return desk.write(lambda work: job(work, problem_id, *args, **more), person)


def _even(desk, problem_id, person=BEN, **more):
    return _do(desk, problems.even, problem_id, person=person, **{"confirmed": True, "answer": "yes", **more})


def _view(desk, problem_id, person=BEN):
    return desk.read(lambda work: problems.view(work, problem_id), person)


def _todo(desk, **which):
    return desk.read(lambda work: tasks.listing(work, with_problems=False, **which))


def test_room_and_six_words_are_enough(desk, erika):
    before = desk.sql("SELECT count(*) FROM journal")[0][0]
    found = _report(desk)
    line = found.line
    assert (line.room, line.what, line.guest_id, line.state) == ("412", "shower cold and no towels", erika, S.OPEN)
    assert (line.owner_id, line.owner, found.reported_by) == (BEN, "Ben", "Ben")
    assert (line.kind, line.severity, found.cause, found.fault) == ("room.plumbing", 2, "shower cold", Fault.OURS)
    assert line.reported_at == desk.clock.now
    assert desk.sql("SELECT count(*) FROM journal")[0][0] == before + 1
    assert desk.sql("SELECT visit_id FROM problem") == [(1,)]


def test_two_in_one_room_are_not_told_apart(desk, erika):
    max_id = desk.guest("Max")
    desk.visit(max_id, room="Room 412", status=VisitStatus.IN_HOUSE)
    assert _report(desk).line.guest_id is None
    nobody = _report(desk, "999 tv dead").line
    assert (nobody.guest_id, nobody.guest_name, nobody.room) == (None, "", "999")


def test_on_a_card_the_room_is_known(desk, erika):
    assert _report(desk, "shower cold", guest_id=erika).line.room == "412"
    assert _report(desk, "208 too loud", guest_id=erika).line.room == "208"


@pytest.mark.parametrize(
    ("text", "more", "field"),
    [
        ("  ", {}, "what"),
        ("tv dead", {"kind": "room.ghost"}, "kind"),
        ("tv dead", {"severity": 6}, "severity"),
        ("tv dead", {"severity": 0}, "severity"),
        ("tv dead", {"spoiled": -1}, "spoiled"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_written(desk, text, more, field):
    before = desk.tables()
    with pytest.raises(Invalid, match="Nothing was saved") as caught:
        _report(desk, text, **more)
    assert caught.value.field == field
    with pytest.raises(NotFound):
        _report(desk, "tv dead", guest_id=77)
    assert desk.tables() == before


def test_what_was_said_goes_before_what_is_guessed(desk):
    found = _report(desk, "tv dead", room="9", kind="bill", severity=3, fault=Fault.SUPPLIER, spoiled=2000)
    assert (found.line.room, found.line.kind, found.line.severity) == ("9", "bill", 3)
    assert (found.fault, found.spoiled, found.line.owner_id) == (Fault.SUPPLIER, 2000, BEN)


def test_a_card_number_is_not_kept(desk):
    with pytest.raises(Invalid, match="card number"):
        _report(desk, "charged twice on 4111 1111 1111 1111")
    assert "4111" not in str(desk.tables())


def test_who_stands_in_a_queue_waits_from_the_start(desk, erika):
    waits = _report(desk, "queue at the check in far too long", guest_id=erika)
    assert waits.waiting
    assert not _do(desk, problems.step, waits.line.id, R.FIX).waiting
    assert not _report(desk).waiting


def test_the_first_step_is_the_first_act(desk, erika):
    problem = _report(desk).line
    desk.clock.ahead(minutes=3)
    found = _do(desk, problems.step, problem.id, R.LISTEN, "towels first", person=ANA)
    assert (found.line.state, found.first_act_minutes, found.even_minutes) == (S.ACTING, 3, None)
    desk.clock.ahead(minutes=4)
    _do(desk, problems.step, problem.id, R.APOLOGISE)
    found = _do(desk, problems.step, problem.id, R.APOLOGISE)
    found = _do(desk, problems.step, problem.id, R.FIX)
    assert (found.line.state, found.first_act_minutes) == (S.ACTING, 3)
    told = {line.step: line for line in found.steps}
    assert list(told) == list(RecoveryStep)
    assert (told[R.LISTEN].done_text, told[R.LISTEN].note) == ("Ana 16:45", "towels first")
    assert (told[R.APOLOGISE].times, told[R.BEYOND].done_text, told[R.BEYOND].times) == (2, "", 0)


def test_a_step_ticked_by_mistake_is_taken_back_and_can_be_done_again(desk, erika):
    problem = _report(desk).line
    _do(desk, problems.step, problem.id, R.APOLOGISE, "sorry", person=ANA)
    gone = _do(desk, problems.unstep, problem.id, R.APOLOGISE)
    assert gone.steps[2].times == 0
    assert gone.line.state is S.ACTING
    again = _do(desk, problems.step, problem.id, R.APOLOGISE)
    assert (again.steps[2].times, again.steps[2].note, again.steps[2].done_text) == (1, "", "Ben 16:42")


def test_even_asks_once_and_keeps_the_answer(desk, erika):
    problem = _report(desk).line
    before = desk.tables()
    with pytest.raises(problems.AsksOnce) as caught:
        _do(desk, problems.even, problem.id, confirmed=False)
    assert len(caught.value.questions) == 2
    assert desk.tables() == before
    _do(desk, problems.step, problem.id, R.APOLOGISE)
    with pytest.raises(problems.AsksOnce) as caught:
        _do(desk, problems.even, problem.id, confirmed=False)
    assert len(caught.value.questions) == 1
    found = _do(desk, problems.even, problem.id, confirmed=False, answer="she was at dinner").view
    assert (found.line.state, found.answer) == (S.EVEN, "she was at dinner")
    assert found.close_reason is CloseReason.UNCONFIRMED
    over = _do(desk, problems.beyond, problem.id)
    assert (over.line.state, over.answer) == (S.BEYOND, "she was at dinner")


def test_what_was_done_needs_no_question(desk, erika):
    problem = _report(desk).line
    _do(desk, problems.step, problem.id, R.APOLOGISE)
    desk.clock.ahead(minutes=25)
    found = _do(desk, problems.even, problem.id, confirmed=True).view
    assert (found.confirmed, found.answer, found.close_reason) == (True, "", CloseReason.CONFIRMED)
    assert (found.first_act_minutes, found.even_minutes) == (0, 25)
    assert {line.step for line in found.steps if line.times} == {R.APOLOGISE, R.FIX}


def test_even_plants_follow_ups_with_the_problems_owner_and_proposes_other_things(desk, erika):
    problem = _report(desk).line
    box = [("chocolates", 500), ("wine", 1000)]
    desk.write(lambda work: gestures.plan_own(work, erika, "Sorry box", box, problem_id=problem.id), BEN)
    even = _even(desk, problem.id, person=ANA)
    assert {line.owner_id for line in even.planted} == {BEN}
    assert {line.kind for line in even.planted} == {TaskKind.FOLLOW_UP}
    assert [line.guest_id for line in even.planted] == [erika] * 3
    assert [line.problem_id for line in even.planted] == [problem.id] * 3
    assert all(line.due > desk.clock.now for line in even.planted)
    assert [line.number for line in even.proposals] == [1, 2, 3]
    titles = " ".join(line.title.casefold() for line in even.proposals)
    assert not any(word in titles for word in ("call", "check", "chocolate", "wine"))
    assert set(even.planted) < set(even.view.owed)


def test_without_a_guest_nobody_can_be_called(desk):
    even = _even(desk, _report(desk).line.id)
    assert (even.planted, even.proposals) == ((), ())


def test_beyond_closes_the_circle_and_it_is_over_once_the_guest_was_heard(desk, erika):
    problem = _report(desk).line
    planted = _even(desk, problem.id).planted
    over = _do(desk, problems.beyond, problem.id)
    assert (over.line.state, over.line.is_over) == (S.BEYOND, False)
    assert "ask again" in over.line.next_step
    assert R.BEYOND in {line.step for line in over.steps if line.times}
    for line in planted:
        desk.write(lambda work, line=line: tasks.done(work, line.id), BEN)
    assert _view(desk, problem.id).line.is_over


def test_giving_up_needs_words_and_a_fitting_reason(desk, erika):
    problem = _report(desk).line
    before = desk.tables()
    with pytest.raises(Invalid, match="what was tried"):
        _do(desk, problems.lost, problem.id, CloseReason.GUEST_LEFT, " ")
    with pytest.raises(Invalid, match="the guest left"):
        _do(desk, problems.lost, problem.id, CloseReason.CONFIRMED, "all fine")
    assert desk.tables() == before
    found = _do(desk, problems.lost, problem.id, CloseReason.GUEST_LEFT, "flight at six")
    assert (found.line.state, found.answer, found.line.is_over) == (S.LOST, "flight at six", True)
    with pytest.raises(Invalid, match="open it again"):
        _do(desk, problems.step, problem.id, R.FIX)
    assert _do(desk, problems.step, problem.id, R.FOLLOW_UP, "card sent").line.state is S.LOST


def test_a_reopened_problem_asks_again_and_plants_nothing_twice(desk, erika):
    problem = _report(desk).line
    planted = _even(desk, problem.id).planted
    with pytest.raises(Invalid, match="wrong again"):
        _do(desk, problems.reopen, problem.id, "")
    again = _do(desk, problems.reopen, problem.id, "cold since midnight")
    assert (again.line.state, again.confirmed, again.answer) == (S.REOPENED, False, "")
    assert again.even_minutes is None
    with pytest.raises(problems.AsksOnce):
        _do(desk, problems.even, problem.id, confirmed=True)
    desk.clock.ahead(minutes=40)
    second = _even(desk, problem.id)
    assert second.view.even_minutes == 40
    assert second.planted == ()
    assert {line.id for line in second.view.owed} == {line.id for line in planted}


def test_reported_twice_is_closed_once(desk, erika):
    first, second = _report(desk).line, _report(desk).line
    with pytest.raises(Invalid, match="goes on"):
        _do(desk, problems.duplicate_of, second.id, second.id)
    found = _do(desk, problems.duplicate_of, second.id, first.id)
    assert (found.line.state, found.close_reason) == (S.LOST, CloseReason.DUPLICATE)
    with pytest.raises(Invalid, match="goes on"):
        _do(desk, problems.duplicate_of, first.id, second.id)


class TestHarm:
    """Severity 5 is a manager's."""

    HARM = "table 7 soup had nuts, daughter swelling"

    def test_a_manager_is_asked_at_once(self, desk, erika):
        line = _report(desk, self.HARM, guest_id=erika).line
        assert (line.severity, line.owner_id, line.offered_to_id) == (5, BEN, ANA)
        (todo,) = _todo(desk, problem_id=line.id)
        assert (todo.kind, todo.owner_id, todo.due) == (TaskKind.TO_DO, BEN, desk.clock.now)
        assert todo.title.startswith("Tell Ana now: soup had nuts")
        taken = _do(desk, problems.accept, line.id, person=ANA)
        assert (taken.line.owner_id, taken.owed) == (ANA, ())

    def test_a_manager_who_reports_it_needs_nobody(self, desk, erika):
        found = _report(desk, self.HARM, ANA, guest_id=erika)
        assert (found.line.offered_to_id, found.owed) == (None, ())

    def test_what_turns_out_to_be_harm_is_offered_too(self, desk, erika):
        problem = _report(desk).line
        assert _do(desk, problems.change, problem.id, severity=5).line.offered_to_id == ANA
        assert len(_todo(desk, problem_id=problem.id)) == 1
        milder = _do(desk, problems.change, problem.id, severity=3, person=ANA)
        assert (milder.line.severity, milder.owed) == (3, ())
        worse = _do(desk, problems.change, problem.id, severity=5, person=ANA)
        assert (worse.line.offered_to_id, worse.owed) == (ANA, ())

    @pytest.mark.parametrize(
        ("job", "more"),
        [
            (problems.even, {"confirmed": True, "answer": "yes"}),
            (problems.lost, {"reason": CloseReason.GUEST_LEFT, "words": "left"}),
            (problems.duplicate_of, {"other_id": 2}),
            (problems.change, {"severity": 4}),
        ],
    )
    def test_only_a_manager_closes_it(self, desk, erika, job, more):
        line = _report(desk, self.HARM, guest_id=erika).line
        _report(desk, "tv dead")
        _do(desk, problems.step, line.id, R.APOLOGISE)
        before = desk.tables()
        with pytest.raises(NotAllowed, match="Ana can"):
            _do(desk, job, line.id, **more)
        assert desk.tables() == before
        _do(desk, job, line.id, person=ANA, **more)
        assert desk.tables() != before
        assert _todo(desk, kinds=[TaskKind.TO_DO]) == ()


class TestCauses:
    """The third of one cause in thirty days is no accident."""

    def _fix_its(self, desk):
        return _todo(desk, kinds=[TaskKind.FIX_IT])

    def test_the_third_makes_one_thing_to_mend(self, desk):
        _report(desk, "301 shower cold")
        _report(desk, "305 cold shower again")
        assert self._fix_its(desk) == ()
        _report(desk, "the shower is cold")
        (fix_it,) = self._fix_its(desk)
        assert (fix_it.owner_id, fix_it.offered_to_id) == (BEN, ANA)
        assert "shower cold, 3 times" in fix_it.title
        _report(desk, "307 cold showers")
        assert self._fix_its(desk) == (fix_it,)

    def test_what_is_long_ago_or_reported_twice_does_not_count(self, desk):
        _report(desk, "301 shower cold")
        desk.clock.ahead(days=31)
        first, second = _report(desk, "302 shower cold").line, _report(desk, "302 shower cold").line
        _do(desk, problems.duplicate_of, second.id, first.id)
        _report(desk, "303 shower cold")
        assert self._fix_its(desk) == ()

    def test_once_mended_it_counts_anew(self, desk):
        for room in (301, 302, 303):
            _report(desk, f"{room} shower cold")
        (fix_it,) = self._fix_its(desk)
        desk.clock.ahead(days=1)
        desk.write(lambda work: tasks.done(work, fix_it.id), BEN)
        desk.clock.ahead(days=1)
        for room in (304, 305):
            _report(desk, f"{room} shower cold")
        assert self._fix_its(desk) == ()
        _report(desk, "306 shower cold")
        assert len(self._fix_its(desk)) == 1

    def test_a_cause_set_right_counts_too(self, desk):
        _report(desk, "301 shower cold")
        _report(desk, "302 shower cold")
        last = _report(desk, "303 bathroom trouble").line
        assert self._fix_its(desk) == ()
        _do(desk, problems.change, last.id, cause="cold shower")
        assert len(self._fix_its(desk)) == 1

    def test_without_a_cause_nothing_is_counted(self, desk):
        for _ in range(4):
            _report(desk, "???", person=ANA)
        assert self._fix_its(desk) == ()


def test_it_is_passed_on_only_with_a_yes(desk, erika):
    problem = _report(desk).line
    asked = _do(desk, problems.offer, problem.id, ANA).line
    assert (asked.owner_id, asked.offered_to) == (BEN, "Ana")
    with pytest.raises(NotAllowed):
        _do(desk, problems.accept, problem.id)
    assert _do(desk, problems.turn_down, problem.id, person=ANA).line.offered_to == ""
    _do(desk, problems.offer, problem.id, ANA)
    assert _do(desk, problems.withdraw, problem.id).line.offered_to == ""
    _do(desk, problems.offer, problem.id, ANA)
    assert _do(desk, problems.accept, problem.id, person=ANA).line.owner == "Ana"
    with pytest.raises(NotAllowed):
        _do(desk, problems.take, problem.id)
    desk.sql("UPDATE problem SET owner_id = NULL")
    assert _do(desk, problems.take, problem.id).line.owner == "Ben"


def test_what_was_guessed_can_be_set_right(desk, erika):
    problem = _report(desk, "999 tv dead").line
    found = _do(
        desk, problems.change, problem.id, guest_id=erika, room="412", what="no picture", kind="room.light", severity=3,
        cause="aerial", fault=Fault.THIRD_PARTY, spoiled=500, waiting=True, seen=problem.version,
    )  # fmt: skip
    assert (found.line.guest_id, found.line.room, found.line.what) == (erika, "412", "no picture")
    assert (found.fault, found.spoiled, found.waiting, found.cause) == (Fault.THIRD_PARTY, 500, True, "aerial")
    assert desk.sql("SELECT visit_id, cause_key FROM problem") == [(1, "aerial")]
    same = _do(desk, problems.change, problem.id, severity=3)
    assert same.line.version == found.line.version


def test_what_is_to_be_done_goes_along_to_the_right_guest(desk, erika):
    problem = _report(desk, "999 wallet stolen").line
    found = _do(desk, problems.change, problem.id, guest_id=erika)
    assert [line.guest_id for line in found.owed] == [erika]


def test_the_form_reads_what_is_typed(desk, erika):
    problem = _report(desk, spoiled=1250).line
    form = desk.read(lambda work: problems.problem_form(work, problem.id))
    assert (form.severity, form.spoiled, form.guest_id) == ("2", "12.50", erika)
    for field, typed in (("severity", "high"), ("spoiled", "a lot"), ("what", " "), ("kind", "ghost")):
        with pytest.raises(Invalid) as caught:
            desk.write(
                lambda work, field=field, typed=typed: problems.save_problem(work, replace(form, **{field: typed}))
            )
        assert caught.value.field == field
    saved = desk.write(lambda work: problems.save_problem(work, replace(form, severity="3", spoiled="")))
    assert (saved, _view(desk, saved).spoiled, _view(desk, saved).line.severity) == (problem.id, None, 3)
    with pytest.raises(Stale):
        desk.write(lambda work: problems.save_problem(work, replace(form, severity="4")))


def test_a_second_window_never_overwrites(desk, erika):
    problem = _report(desk).line
    other = desk.window()
    _do(other, problems.step, problem.id, R.LISTEN, seen=problem.version)
    before = desk.tables()
    for job, more in (
        (problems.step, {"which": R.FIX}),
        (problems.unstep, {"which": R.LISTEN}),
        (problems.even, {"confirmed": True, "answer": "yes"}),
        (problems.lost, {"reason": CloseReason.GUEST_LEFT, "words": "left"}),
        (problems.offer, {"to_id": ANA}),
        (problems.change, {"severity": 3}),
    ):
        with pytest.raises(Stale):
            _do(desk, job, problem.id, seen=problem.version, **more)
    assert desk.tables() == before


def test_undo_brings_everything_back(desk, erika):
    def state():
        kept = [desk.sql(f"SELECT * FROM {table} WHERE deleted_at IS NULL") for table in ("problem", "problem_step")]
        return [*kept, _todo(desk)]

    start = state()
    problem = _report(desk, spoiled=2000).line
    _do(desk, problems.step, problem.id, R.APOLOGISE)
    _do(desk, problems.step, problem.id, R.APOLOGISE)
    _even(desk, problem.id)
    _do(desk, problems.beyond, problem.id)
    for _ in range(5):
        desk.write(undo.undo, BEN)
    assert state() == start


class TestCannot:
    """A no comes with something we can do."""

    def _cannot(self, desk, guest_id, *args):
        return desk.write(lambda work: problems.cannot(work, guest_id, *args), BEN)

    def test_it_wants_two_ways_or_a_partner(self, desk, erika):
        before = desk.tables()
        for alternatives in ([], ["garden view"], ["garden view", "garden view", " "]):
            with pytest.raises(Invalid):
                self._cannot(desk, erika, "sea view", alternatives)
        with pytest.raises(Invalid, match="cannot be done"):
            self._cannot(desk, erika, "", ["a", "b"])
        assert desk.tables() == before

    def test_it_is_noted_and_is_the_options_of_the_problem(self, desk, erika):
        problem = _report(desk).line
        said = self._cannot(desk, erika, "sea view", ["garden view", "sea view tomorrow"])
        assert said == "Could not: sea view. Offered: garden view, sea view tomorrow."
        assert said in [note.text for note in desk.card(erika).notes]
        found = _view(desk, problem.id)
        assert found.line.state is S.ACTING
        assert found.steps[3].note == "garden view, sea view tomorrow"
        assert "the Grand" in self._cannot(desk, erika, "a cot", [], "the Grand")


def test_times_never_run_backwards_when_the_clock_is_set_back(desk, erika):
    problem = _report(desk).line
    desk.clock.ahead(minutes=-30)
    found = _even(desk, problem.id).view
    assert (found.first_act_minutes, found.even_minutes) == (0, 0)
    desk.clock.now -= timedelta(hours=1)
    assert _do(desk, problems.beyond, problem.id).line.state is S.BEYOND

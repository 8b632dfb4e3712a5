"""What the card and the suggester know of problems: the one of now, and the one of last time."""

from __future__ import annotations

import pytest

from delightdesk.desk import gestures, problems, tasks, visits
from delightdesk.desk.dossier import gather
from delightdesk.desk.knowing import circumstances, known_of
from delightdesk.domain.vocabulary import CloseReason, RecoveryStep, VisitStatus

ANA, BEN = 1, 2
R = RecoveryStep


@pytest.fixture
def erika(desk):
    """In house in 412, until the day after tomorrow."""
    guest_id = desk.guest(title="Ms")
    desk.visit(guest_id, room="412", status=VisitStatus.IN_HOUSE)
    return guest_id


def _report(desk, guest_id, text="shower cold", person=ANA, **more):
    return desk.write(lambda work: problems.report(work, text, guest_id=guest_id, **more), person).line.id


def _do(desk, job, problem_id, *args, person=ANA, **more):
    return desk.write(lambda work: job(work, problem_id, *args, **more), person)


def _even(desk, problem_id):
    return _do(desk, problems.even, problem_id, confirmed=True, answer="yes")


def _comes_again(desk, guest_id):
    """The visit ends, and half a year later they are back."""
    (visit_id,) = desk.sql("SELECT max(id) FROM visit")[0]
    desk.write(lambda work: visits.set_status(work, visit_id, VisitStatus.LEFT))
    desk.clock.ahead(days=180)
    desk.visit(guest_id, room="208")


def _known(desk, guest_id, person=ANA):
    def both(work):
        dossier = gather(work, guest_id)
        return known_of(work, dossier), circumstances(work, dossier)

    return desk.read(both, person)


def test_without_a_problem_there_is_no_banner(desk, erika):
    card = desk.card(erika)
    assert (card.banner, card.problems, card.problem) == ("", (), None)
    known, house = _known(desk, erika)
    assert (known.problem, known.last_visit_had_problem, house.problem_allowance_left) == (None, False, None)


def test_the_banner_tells_what_runs_now_and_what_is_next(desk, erika):
    problem = _report(desk, erika)
    desk.clock.ahead(minutes=14)
    card = desk.card(erika)
    assert card.banner.startswith("Now: shower cold, 14 min, Ana · next: ")
    assert (card.problem.id, [line.id for line in card.problems]) == (problem, [problem])
    _even(desk, problem)
    assert desk.card(erika).banner.startswith("Now: shower cold, fixed, Ana · next: ")
    _do(desk, problems.reopen, problem, "cold again")
    assert desk.card(erika).banner.startswith("Now again: shower cold, 14 min, Ana")
    _even(desk, problem)
    _do(desk, problems.beyond, problem)
    card = desk.card(erika)
    assert (card.banner, card.problem, len(card.problems)) == ("", None, 1)


def test_the_next_visit_begins_with_what_went_wrong_and_was_promised(desk, erika):
    problem = _report(desk, erika)
    desk.clock.ahead(minutes=25)
    _even(desk, problem)
    _do(desk, problems.beyond, problem)
    _comes_again(desk, erika)
    assert desk.card(erika).banner == "Last stay: shower cold, even after 25 min · promised a call: not made"
    known, _ = _known(desk, erika)
    assert known.last_visit_had_problem
    assert known.problem is None


def test_what_was_kept_is_told_as_well(desk, erika):
    problem = _report(desk, erika)
    promise = desk.write(lambda work: tasks.promise(work, erika, "a new shower head by 18:00")).task
    for line in _even(desk, problem).planted:
        desk.write(lambda work, line=line: tasks.done(work, line.id))
    desk.write(lambda work: tasks.done(work, promise.id))
    _comes_again(desk, erika)
    banner = desk.card(erika).banner
    assert "promised a new shower head: kept" in banner
    assert "promised a call: made" in banner
    assert "not" not in banner


def test_a_complaint_left_open_is_told_as_such_at_check_in(desk, erika):
    problem = _report(desk, erika, "noise all night")
    _comes_again(desk, erika)
    card = desk.card(erika)
    assert card.banner == "Last stay: noise all night, never put right"
    assert card.problem.id == problem


def test_what_could_not_be_put_right(desk, erika):
    problem = _report(desk, erika)
    _do(desk, problems.lost, problem, CloseReason.GUEST_LEFT, "taxi came")
    _comes_again(desk, erika)
    assert desk.card(erika).banner == "Last stay: shower cold, left before it was put right"


def test_a_promise_not_kept_needs_no_problem_to_be_told(desk, erika):
    desk.write(lambda work: tasks.promise(work, erika, "brochures by 18:00"))
    _comes_again(desk, erika)
    assert desk.card(erika).banner == "Last stay: promised brochures: not kept"


def test_the_worst_of_several_is_told_and_the_visit_after_next_is_free_of_it(desk, erika):
    for text, severity in (("lamp broken", 1), ("noise all night", 3)):
        problem = _report(desk, erika, text, severity=severity)
        for line in _even(desk, problem).planted:
            desk.write(lambda work, line=line: tasks.done(work, line.id))
    _comes_again(desk, erika)
    assert desk.card(erika).banner.startswith("Last stay: noise all night, even after 0 min (and 1 more)")
    _comes_again(desk, erika)
    assert desk.card(erika).banner == ""


def test_reported_twice_was_no_second_problem(desk, erika):
    first, second = _report(desk, erika), _report(desk, erika)
    _do(desk, problems.duplicate_of, second, first)
    known, _ = _known(desk, erika)
    assert known.problem.times_this_visit == 1


def test_the_suggester_knows_what_was_done_and_given(desk, erika):
    problem = _report(desk, erika, spoiled=2000)
    known, house = _known(desk, erika, BEN)
    found = known.problem
    assert (found.category, found.severity, found.what) == ("room.plumbing", 2, "shower cold")
    assert (found.fixed, found.times_this_visit, found.apologies, found.spoiled) == (False, 1, 0, 2000)
    assert (house.problem_allowance_left, house.manager, house.is_manager) == (10000, "Ana", False)
    _do(desk, problems.step, problem, R.APOLOGISE)
    _do(desk, problems.step, problem, R.APOLOGISE)
    given = desk.write(
        lambda work: gestures.plan_own(work, erika, "Spa pass", (("spa", 1500),), problem_id=problem), BEN
    )
    known, house = _known(desk, erika, BEN)
    assert (known.problem.apologies, known.problem.compensated, house.problem_allowance_left) == (2, 1500, 8500)
    view = desk.read(lambda work: problems.view(work, problem), BEN)
    assert (view.spent, view.limit, view.left, view.wallet_text) == (1500, 10000, 8500, "£85 left of £100")
    assert [(line.title, line.cost) for line in view.gestures] == [("Spa pass", 1500)]
    desk.write(lambda work: gestures.cancel(work, given.id), BEN)
    known, house = _known(desk, erika)
    assert (known.problem.compensated, house.problem_allowance_left, house.is_manager) == (0, 10000, True)
    _even(desk, problem)
    assert _known(desk, erika)[0].problem.fixed


def test_a_second_failure_in_one_visit_counts(desk, erika):
    first = _report(desk, erika)
    _even(desk, first)
    _do(desk, problems.reopen, first, "cold again")
    assert _known(desk, erika)[0].problem.times_this_visit == 2
    _do(desk, problems.step, first, R.LISTEN)
    assert _known(desk, erika)[0].problem.times_this_visit == 2
    _even(desk, first)
    _do(desk, problems.beyond, first)
    _report(desk, erika, "noise all night")
    assert _known(desk, erika)[0].problem.times_this_visit == 2
    _comes_again(desk, erika)
    desk.clock.ahead(days=1)
    _report(desk, erika, "lamp broken")
    assert _known(desk, erika)[0].problem.times_this_visit == 1


def test_open_stands_before_even_and_newer_before_older(desk, erika):
    first = _report(desk, erika)
    desk.clock.ahead(minutes=1)
    second = _report(desk, erika, "noise")
    assert desk.card(erika).problem.id == second
    _even(desk, second)
    assert desk.card(erika).problem.id == first
    assert desk.read(lambda work: problems.at_hand(work, erika)).id == first
    assert [line.id for line in desk.read(lambda work: problems.of_guest(work, erika))] == [second, first]


def test_a_problem_somebody_else_pays_for_never_sends_the_guest_away(desk, erika):
    problem = _report(desk, erika, "washing machine of the laundry company ruined her dress")
    assert "supplier" not in desk.card(erika).banner.casefold()
    assert desk.card(erika).problem.owner == "Ana"
    _do(desk, problems.step, problem, R.APOLOGISE)
    assert "supplier" not in desk.card(erika).banner.casefold()


def test_a_customer_without_a_visit_has_a_problem_too(desk):
    guest_id = desk.guest("Max")
    problem = _report(desk, guest_id, "brochures late")
    assert desk.card(guest_id).banner.startswith("Now: brochures late")
    _even(desk, problem)
    _do(desk, problems.beyond, problem)
    assert desk.card(guest_id).banner.startswith("Last stay: brochures late, even after")

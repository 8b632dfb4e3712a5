"""The board of problems: whatever needs a person first, the same for five and for five hundred."""

from __future__ import annotations

import pytest

from delightdesk.desk import problem_board, problems, tasks
from delightdesk.domain.vocabulary import CloseReason, RecoveryStep, VisitStatus

ANA, BEN = 1, 2
R = RecoveryStep


@pytest.fixture
def erika(desk):
    guest_id = desk.guest(title="Ms")
    desk.visit(guest_id, room="412", status=VisitStatus.IN_HOUSE)
    return guest_id


def _report(desk, text, person=BEN, **more):
    desk.clock.ahead(minutes=1)
    return desk.write(lambda work: problems.report(work, text, **more), person).line.id


def _do(desk, job, problem_id, *args, person=ANA, **more):
    desk.write(lambda work: job(work, problem_id, *args, **more), person)


def _even(desk, problem_id, person=ANA):
    _do(desk, problems.even, problem_id, confirmed=True, answer="yes", person=person)


def _board(desk, person=BEN, **more):
    return desk.read(lambda work: problem_board.board(work, **more), person)


def test_what_needs_a_person_first_stands_first(desk, erika):
    over = _report(desk, "201 tv dead")
    _even(desk, over)
    _do(desk, problems.beyond, over)
    to_hear = _report(desk, "lamp broken", guest_id=erika)
    _even(desk, to_hear)
    _do(desk, problems.beyond, to_hear)
    even = _report(desk, "203 wifi slow")
    _even(desk, even)
    acting = _report(desk, "204 towels missing")
    _do(desk, problems.step, acting, R.APOLOGISE)
    mild = _report(desk, "205 bulb dead", severity=1)
    worse = _report(desk, "206 noise all night", severity=3)
    as_bad = _report(desk, "207 noise all night", severity=3)
    with_manager = _report(desk, "208 wallet stolen", ANA)
    reopened = _report(desk, "209 tap dripping", severity=1)
    _even(desk, reopened)
    _do(desk, problems.reopen, reopened, "drips again")
    harm = _report(desk, "210 wallet stolen")
    nobodys = _report(desk, "211 bulb dead", severity=1)
    desk.sql("UPDATE problem SET owner_id = NULL WHERE id = ?", nobodys)

    lines = _board(desk).lines
    assert [line.id for line in lines] == [
        nobodys, harm, reopened, with_manager, worse, as_bad, mild, acting, even, to_hear, over,
    ]  # fmt: skip
    assert [line.is_over for line in lines] == [False] * 10 + [True]
    assert lines[-2].guest_name == "Erika Schultz"


def test_what_is_over_goes_after_two_days_unless_the_guest_is_still_to_be_heard(desk, erika):
    gone, to_hear = _report(desk, "201 tv dead"), _report(desk, "lamp broken", guest_id=erika)
    lost = _report(desk, "202 tv dead")
    for each in (gone, to_hear):
        _even(desk, each)
        _do(desk, problems.beyond, each)
    _do(desk, problems.lost, lost, CloseReason.NOT_RECOVERABLE, "they wanted another town")
    assert {line.id for line in _board(desk).lines} == {gone, to_hear, lost}
    desk.clock.ahead(days=3)
    assert [line.id for line in _board(desk).lines] == [to_hear]
    assert len(_board(desk, days=4).lines) == 3
    for task in desk.read(lambda work: tasks.listing(work, with_problems=False)):
        desk.write(lambda work, task=task: tasks.done(work, task.id), BEN)
    assert _board(desk).lines == ()


def test_the_headline_counts_and_tells_the_medians_of_today(desk):
    assert _board(desk).headline == "none open"
    _report(desk, "200 tv dead")
    desk.clock.ahead(days=1)
    for first, fixed in ((2, 20), (4, 30), (90, 100)):
        problem = _report(desk, "201 lamp broken")
        desk.clock.ahead(minutes=first)
        _do(desk, problems.step, problem, R.APOLOGISE)
        desk.clock.ahead(minutes=fixed - first)
        _even(desk, problem)
        desk.clock.ahead(minutes=-fixed)
    _report(desk, "205 noise")
    found = _board(desk).headline
    assert found == "2 open · 3 fixed, not yet better · median to first act 4 min, to fixed 30 min today"


def test_times_of_the_night_belong_to_the_day_before(desk):
    desk.clock.ahead(hours=9)
    problem = _report(desk, "201 noise")
    desk.clock.ahead(minutes=5)
    _do(desk, problems.step, problem, R.LISTEN)
    assert "first act 5 min" in _board(desk).headline
    desk.clock.ahead(hours=2, minutes=30)
    assert "median" not in _board(desk).headline


def test_problems_of_a_guest_who_was_removed_are_gone(desk, erika):
    _report(desk, "lamp broken", guest_id=erika)
    desk.sql("UPDATE guest SET deleted_at = ?", "2026-06-14 15:00:00.000000")
    assert _board(desk).lines == ()


def test_five_hundred_cost_no_more_statements_than_five(desk, erika):
    def asked():
        sent = []
        with desk.house.reading(BEN) as work:
            work.raw.set_trace_callback(sent.append)
            found = problem_board.board(work)
            work.raw.set_trace_callback(None)
        return len(sent), len(found.lines)

    for number in range(5):
        _report(desk, f"{200 + number} noise")
    few = asked()
    _copy_problems(desk, 495)
    many = asked()
    assert (few[1], many[1]) == (5, 500)
    assert many[0] == few[0]


def test_no_problem_is_looked_up_among_everything_owed(desk, erika):
    with desk.house.reading(BEN) as work:
        sent = []
        work.raw.set_trace_callback(sent.append)
        problem_board.board(work)
        work.raw.set_trace_callback(None)
        plan = work.raw.execute(f"EXPLAIN QUERY PLAN {sent[0]}").fetchall()
    for_each = {number for number, _, _, told in plan if told.startswith("CORRELATED")}
    looked_up = [told for _, parent, _, told in plan if parent in for_each]
    assert len(looked_up) == 4
    assert all("problem_id=?" in told for told in looked_up), looked_up


def _copy_problems(desk, count):
    names = [row[1] for row in desk.sql("PRAGMA table_info(problem)") if row[1] != "id"]
    columns = ", ".join(names)
    desk.sql(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
        f"INSERT INTO problem ({columns}) SELECT {columns} FROM problem, n WHERE problem.id = 1"
    )

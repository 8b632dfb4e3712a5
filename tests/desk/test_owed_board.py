"""What needs a person now: the most urgent first, nothing of another day, and quick with five hundred items."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delightdesk.desk import gestures, owed_board, problems, tasks
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import TaskKind, VisitStatus

ANA, BEN = 1, 2


@pytest.fixture
def erika(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, room="412", status=VisitStatus.IN_HOUSE)
    return guest_id


def _promise(desk, text, person=BEN, guest_id=None):
    return desk.write(lambda work: tasks.promise(work, guest_id, text), person).task.id


def _owed(desk, person=BEN, **how):
    return desk.read(lambda work: owed_board.owed(work, **how), person)


def test_nothing_is_owed_in_a_new_house(desk):
    found = _owed(desk)
    assert (found.headline, found.lines, found.approvals, found.total) == ("Nothing owed today", (), (), 0)


def test_what_needs_a_person_first_stands_first(desk, erika):
    overdue, warned, soon = (_promise(desk, text) for text in ("cot by 4:50pm", "sea view by 6pm", "taxi by 9pm"))
    _promise(desk, "brochures by tomorrow 5pm")
    offered, orphan = _promise(desk, "towels by tomorrow 6pm", ANA), _promise(desk, "kettle by 10pm")
    desk.write(lambda work: tasks.offer(work, offered, BEN), ANA)
    desk.sql("UPDATE task SET owner_id = NULL WHERE id = ?", orphan)
    tea = desk.write(lambda work: gestures.plan_own(work, erika, "Tea", [("tea", 300)])).id
    desk.clock.ahead(minutes=40)

    found = _owed(desk)

    told = [(line.urgency, line.gesture_id or line.id) for line in found.lines]
    assert told == [
        (Urgency.OVERDUE, overdue), (Urgency.OFFERED, offered), (Urgency.WARNED, warned), (Urgency.ORPHAN, orphan),
        (Urgency.SOON, soon), (Urgency.SOON, tea),
    ]  # fmt: skip
    assert [line.asks for line in found.lines] == [False, True, False, False, False, False]
    assert found.headline == "1 overdue · 1 offered to you · 1 to look at now · 1 without an owner · 2 due today"
    assert (found.total, len(_owed(desk, limit=2).lines), _owed(desk, limit=2).total) == (6, 2, 6)
    assert offered not in [line.id for line in _owed(desk, ANA).lines]


def test_of_problems_only_those_nobody_has_or_one_is_asked_about(desk, erika):
    mine, orphan, offered = (
        desk.write(lambda work, text=text: problems.report(work, text), BEN).line.id
        for text in ("412 shower cold", "208 tv dead", "101 too noisy")
    )
    desk.sql("UPDATE problem SET owner_id = NULL WHERE id = ?", orphan)
    desk.write(lambda work: problems.offer(work, offered, ANA), BEN)
    for_ben, for_ana = _owed(desk), _owed(desk, ANA)
    assert [(line.kind, line.problem_id) for line in for_ben.lines] == [(None, orphan)]
    assert [line.problem_id for line in for_ana.lines] == [offered, orphan]
    listed = desk.read(lambda work: tasks.listing(work))
    assert {line.problem_id for line in listed} == {mine, orphan, offered}
    assert desk.read(lambda work: tasks.listing(work, with_problems=False)) == ()


def test_the_graver_problem_comes_first_among_equals(desk, erika):
    problem = desk.write(lambda work: problems.report(work, "412 shower cold", severity=4), BEN).line.id

    def job(work):
        plain = tasks.add(work, TaskKind.TO_DO, "Look at the lamp", due=work.now + timedelta(minutes=5))
        grave = tasks.add(
            work, TaskKind.TO_DO, "Look at the pipe", due=work.now + timedelta(hours=1), problem_id=problem
        )
        work.did("test", "added")
        return plain, grave

    plain, grave = desk.write(job, BEN)
    desk.clock.ahead(hours=2)
    assert [(line.id, line.severity) for line in _owed(desk).lines] == [(grave, 4), (plain, 0)]


def test_five_hundred_items_are_read_with_a_handful_of_statements(desk, erika):
    def fill(work):
        for number in range(25):
            tasks.add(work, TaskKind.TO_DO, f"Thing {number}", guest_id=erika, due=work.now)
        work.did("test", "filled")

    def statements():
        sent = []

        def job(work):
            work.raw.set_trace_callback(sent.append)
            owed_board.owed(work)
            work.raw.set_trace_callback(None)

        desk.read(job)
        return len(sent)

    desk.write(fill)
    few = statements()
    desk.write(fill)
    assert statements() == few <= 4

"""Rules bent kindly: logged with a reason, free, given at once; some rules cannot be bent."""

from __future__ import annotations

from datetime import date

import pytest

from delightdesk.desk import approvals, bending, costs, gestures, problems, undo
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.vocabulary import Approval, GestureState, Purpose

ANA, BEN = 1, 2
TODAY = date(2026, 6, 14)
REASON = "their train leaves in the evening"


@pytest.fixture
def erika(desk):
    guest = desk.guest()
    desk.visit(guest, room="412")
    return guest


def bend(desk, guest, rule="late departure 90 min", reason=REASON, person=BEN, **how):
    return desk.write(lambda work: bending.bend(work, guest, rule, reason, **how), person)


def test_a_rule_bent_is_a_gesture_that_costs_nothing_and_is_given(desk, erika):
    view = bend(desk, erika)
    assert (view.title, view.state, view.bent, view.approval) == (
        "late departure 90 min", GestureState.DELIVERED, REASON, None,
    )  # fmt: skip
    assert desk.sql("SELECT delivered_by, delivered_at IS NOT NULL, visit_id IS NOT NULL FROM gesture") == [(BEN, 1, 1)]
    assert desk.sql("SELECT * FROM task") == []
    book = desk.read(lambda work: costs.book(work, TODAY, TODAY))
    assert [(line.what, line.planned, line.actual, line.purpose) for line in book.lines] == [
        ("late departure 90 min", 0, 0, "delight")
    ]
    assert (book.planned, book.actual) == (0, 0)
    assert desk.card(erika, BEN).allowance == "within your £30"
    assert desk.write(undo.undo, BEN) == "Undone: late departure 90 min"
    assert desk.card(erika).gestures == ()


@pytest.mark.parametrize(
    "rule",
    ["wine for the son, 15", "wedge the fire exit open", "more people in the room than the law allows",
     "no registration form", "the room number of another guest"],
)  # fmt: skip
def test_age_safety_and_law_cannot_be_bent(desk, erika, rule):
    before = desk.tables()
    with pytest.raises(Invalid) as refused:
        bend(desk, erika, rule)
    assert refused.value.field == "rule"
    assert desk.tables() == before


@pytest.mark.parametrize(
    ("rule", "reason", "field"),
    [
        ("", REASON, "rule"),
        (" \x1b[2J", REASON, "rule"),
        ("dog in the lobby", "", "reason"),
        ("dog", " \x00", "reason"),
    ],
)
def test_without_a_rule_or_a_reason_nothing_is_logged(desk, erika, rule, reason, field):
    before = desk.tables()
    with pytest.raises(Invalid, match="Nothing was logged") as refused:
        bend(desk, erika, rule, reason)
    assert refused.value.field == field
    with pytest.raises(NotFound):
        bend(desk, 99)
    assert desk.tables() == before


def test_for_a_problem_it_counts_as_recovery_and_where_somebody_was_harmed_it_waits(desk, erika):
    cold = desk.write(lambda work: problems.report(work, "shower cold", guest_id=erika, severity=3), BEN)
    view = bend(desk, erika, "breakfast after closing")
    assert view.problem_id == cold.line.id
    assert desk.sql("SELECT purpose FROM gesture") == [(Purpose.PROBLEM.value,)]
    desk.write(lambda work: problems.change(work, cold.line.id, severity=5), BEN)
    view = bend(desk, erika, "late departure 90 min")
    assert (view.state, view.approval) == (GestureState.WAITING, Approval.WAITING)
    desk.write(lambda work: approvals.approve(work, view.id))
    assert desk.write(lambda work: gestures.deliver(work, view.id), BEN).state is GestureState.DELIVERED

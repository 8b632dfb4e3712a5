"""What came later stands beside what was given, in words that claim nothing."""

from __future__ import annotations

from datetime import date

import pytest

from delightdesk.desk import gestures, outcomes, problems, undo
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.vocabulary import OutcomeKind

ANA, BEN = 1, 2
K = OutcomeKind


@pytest.fixture
def erika(desk):
    guest = desk.guest()
    desk.visit(guest, room="412")
    return guest


@pytest.fixture
def tea(desk, erika):
    return desk.write(lambda work: gestures.plan_own(work, erika, "Tea", [("tea", 300)]), BEN).id


def link(desk, guest, kind=K.SALE, person=BEN, **what):
    return desk.write(lambda work: outcomes.link(work, guest, kind, **what), person)


def test_a_sale_weeks_later_is_told_beside_the_gesture_and_as_nothing_more(desk, erika, tea):
    desk.clock.ahead(days=31)
    line = link(desk, erika, amount=8_500_000, gesture_id=tea)
    assert (line.text, line.amount, line.kind) == ("£85,000 sale later (15 Jul)", 8_500_000, K.SALE)
    link(desk, erika, K.REVIEW, note="five stars", gesture_id=tea, on=date(2027, 1, 2))
    (shown,) = desk.card(erika).gestures
    assert shown.text.endswith(" · £85,000 sale later (15 Jul) · review later (2 Jan 2027): five stars")
    assert not {"because", "thanks", "due", "led", "brought"} & set(shown.text.lower().split())


def test_beside_a_problem_or_just_beside_the_guest(desk, erika):
    problem = desk.write(lambda work: problems.report(work, "shower cold", guest_id=erika), BEN).line.id
    back = link(desk, erika, K.RETURN, problem_id=problem)
    friend = link(desk, erika, K.REFERRAL, note="her sister")
    assert desk.read(lambda work: outcomes.of_problem(work, problem)) == (back,)
    assert desk.read(lambda work: problems.view(work, problem)).outcomes == (back,)
    assert desk.read(lambda work: outcomes.of_guest(work, erika)) == {None: (back, friend)}
    desk.write(undo.undo, BEN)
    assert desk.read(lambda work: outcomes.of_guest(work, erika)) == {None: (back,)}


def test_what_cannot_be_is_refused_and_nothing_is_kept(desk, erika, tea):
    max_ = desk.guest("Max")
    before = desk.tables()
    with pytest.raises(Invalid, match="somebody else"):
        link(desk, max_, gesture_id=tea)
    for amount in (-1, 10**9 + 1):
        with pytest.raises(Invalid, match="between 0 and ten million"):
            link(desk, erika, amount=amount)
    for wrong in ({"gesture_id": 99}, {"problem_id": 99}):
        with pytest.raises(NotFound):
            link(desk, erika, **wrong)
    with pytest.raises(NotFound):
        link(desk, 99)
    assert desk.tables() == before

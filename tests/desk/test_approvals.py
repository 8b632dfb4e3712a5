"""Yes and no: what is above an allowance waits in one list, and is decided once, by somebody who may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delightdesk.desk import approvals, gestures, people, problems, undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.vocabulary import Approval, GestureState, Role, VisitStatus

ANA, BEN, CLEO = 1, 2, 3
S = GestureState


@pytest.fixture
def erika(desk):
    guest = desk.guest()
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    return guest


@pytest.fixture
def magnum(desk, erika):
    """Ben would like to give it, which is above his allowance."""
    return own(desk, erika)


def own(desk, guest, cost=9000, title="Magnum", **how):
    return desk.write(lambda work: gestures.plan_own(work, guest, title, [(title, cost)], **how), BEN)


def deliveries(desk, gesture):
    return [state for (state,) in desk.sql("SELECT state FROM task WHERE gesture_id = ? ORDER BY id", gesture.id)]


def test_the_list_holds_everything_that_waits_and_nothing_else(desk, erika, magnum):
    own(desk, erika, 100, "Tea")
    begun = own(desk, erika, title="Taxi", urgent=True)
    given = own(desk, erika, title="Dinner", urgent=True)
    desk.write(lambda work: gestures.deliver(work, given.id), BEN)
    gone = own(desk, erika, title="Opera")
    desk.write(lambda work: gestures.cancel(work, gone.id), BEN)
    lines = desk.read(approvals.waiting)
    assert [(line.title, line.started) for line in lines] == [("Magnum", False), ("Taxi", True), ("Dinner", True)]
    line = lines[0]
    assert (line.gesture_id, line.version, line.cost, line.cost_text) == (magnum.id, magnum.version, 9000, "£90")
    assert (line.asked_by, line.asked_of, line.guest_id, line.guest_name) == ("Ben", "Ana", erika, "Erika Schultz")
    assert all(line.is_mine for line in lines)
    assert not any(line.is_mine for line in desk.read(approvals.waiting, BEN))
    assert begun.asked_of == "Ana"


def test_harm_is_for_a_manager_and_stands_below_what_one_may_decide(desk, erika):
    desk.write(lambda work: people.add(work, "Cleo", Role.LEAD))
    harmed = desk.guest("Max")
    desk.write(lambda work: problems.report(work, "soup had nuts", guest_id=harmed, severity=5), BEN)
    soup = own(desk, harmed, 0, "Soup without nuts")
    own(desk, erika)
    for_lead, for_manager = desk.read(approvals.waiting, CLEO), desk.read(approvals.waiting, ANA)
    assert [(line.title, line.is_mine) for line in for_lead] == [("Magnum", True), ("Soup without nuts", False)]
    assert [(line.title, line.is_mine) for line in for_manager] == [("Soup without nuts", True), ("Magnum", True)]
    for job in (lambda work: approvals.approve(work, soup.id), lambda work: approvals.refuse(work, soup.id, "no")):
        with pytest.raises(NotAllowed, match="Ana can decide"):
            desk.write(job, CLEO)
    assert desk.write(lambda work: approvals.approve(work, soup.id)).state is S.APPROVED


def test_yes_makes_the_delivery_and_names_who_said_it(desk, magnum):
    assert deliveries(desk, magnum) == []
    desk.clock.ahead(minutes=5)
    view = desk.write(lambda work: approvals.approve(work, magnum.id, magnum.version))
    assert (view.state, view.approval, view.asked_of) == (S.APPROVED, Approval.APPROVED, "")
    assert deliveries(desk, magnum) == ["open"]
    assert desk.sql("SELECT owner_id FROM task") == [(BEN,)]
    ((decided_by, at),) = desk.sql("SELECT decided_by, decided_at FROM gesture")
    assert (decided_by, at[:16]) == (ANA, f"{desk.clock.now:%Y-%m-%d %H:%M}")
    assert desk.read(approvals.waiting) == ()


def test_no_cancels_what_is_not_given_and_says_why(desk, erika, magnum):
    taxi = own(desk, erika, title="Taxi", urgent=True)
    for gesture in (magnum, taxi):
        view = desk.write(lambda work, id_=gesture.id: approvals.refuse(work, id_, "we have a car"))
        assert (view.state, view.approval) == (S.CANCELLED, Approval.REFUSED)
    assert deliveries(desk, taxi) == ["cancelled"]
    assert desk.sql("SELECT DISTINCT closed_reason, decided_by FROM gesture") == [("we have a car", ANA)]
    assert "refused" in desk.card(erika).gestures[0].text


def test_what_was_urgent_and_is_given_stays_given(desk, erika):
    taxis = [own(desk, erika, title=title, urgent=True) for title in ("Taxi", "Second taxi", "Third taxi")]
    desk.write(lambda work: gestures.mark_ready(work, taxis[0].id), BEN)
    for taxi in taxis[1:]:
        desk.write(lambda work, id_=taxi.id: gestures.deliver(work, id_), BEN)
    yes = desk.write(lambda work: approvals.approve(work, taxis[0].id))
    assert (yes.state, yes.approval, deliveries(desk, yes)) == (S.READY, Approval.APPROVED, ["prepared"])
    yes = desk.write(lambda work: approvals.approve(work, taxis[1].id))
    assert (yes.state, yes.approval, deliveries(desk, yes)) == (S.DELIVERED, Approval.APPROVED, ["done"])
    no = desk.write(lambda work: approvals.refuse(work, taxis[2].id, "too dear"))
    assert (no.state, no.approval, deliveries(desk, no)) == (S.DELIVERED, Approval.REFUSED, ["done"])
    assert desk.read(approvals.waiting) == ()


@pytest.mark.parametrize(
    "decide", [approvals.approve, lambda work, id_, seen=None: approvals.refuse(work, id_, "", seen)]
)
def test_it_is_decided_once_by_somebody_who_may_on_what_they_saw(desk, magnum, decide):
    other, before = desk.window(), desk.tables()
    with pytest.raises(NotAllowed, match="Ana can say yes to what is above an allowance"):
        desk.write(lambda work: decide(work, magnum.id), BEN)
    with pytest.raises(NotFound):
        desk.write(lambda work: decide(work, 99))
    assert desk.tables() == before
    desk.write(lambda work: gestures.set_lines(work, magnum.id, [("Jeroboam", 90000, None)]), BEN)
    changed = desk.tables()
    with pytest.raises(Stale):
        other.write(lambda work: decide(work, magnum.id, magnum.version))
    assert desk.tables() == changed
    other.write(lambda work: decide(work, magnum.id))
    decided = desk.tables()
    for again in (approvals.approve, lambda work, id_: approvals.refuse(work, id_, "no")):
        with pytest.raises(Invalid, match="nobody's yes any more"):
            desk.write(lambda work, again=again: again(work, magnum.id))
    assert desk.tables() == decided


@pytest.mark.parametrize("end", [gestures.cancel, gestures.decline])
def test_what_is_given_up_waits_for_nobody(desk, magnum, end):
    view = desk.write(lambda work: end(work, magnum.id, "not hungry"), BEN)
    assert (view.approval, view.asked_of) == (None, "")
    with pytest.raises(Invalid, match="nobody's yes"):
        desk.write(lambda work: approvals.approve(work, magnum.id))


def test_yes_and_no_can_be_undone(desk, erika, magnum):
    taxi = own(desk, erika, title="Taxi", urgent=True)
    for job in (
        lambda work: approvals.approve(work, magnum.id),
        lambda work: approvals.refuse(work, magnum.id, "no"),
        lambda work: approvals.refuse(work, taxi.id, "no"),
    ):
        before = desk.sql("SELECT state, approval, decided_by, decided_at, closed_reason FROM gesture")
        desk.write(job)
        desk.write(undo.undo)
        assert desk.sql("SELECT state, approval, decided_by, decided_at, closed_reason FROM gesture") == before
        assert [line.title for line in desk.read(approvals.waiting)] == ["Magnum", "Taxi"]


def test_of_somebody_who_left_whoever_says_yes_has_the_delivery(desk, magnum):
    desk.write(lambda work: people.close(work, BEN))
    desk.clock.now += timedelta(minutes=1)
    desk.write(lambda work: approvals.approve(work, magnum.id))
    assert desk.sql("SELECT owner_id FROM task WHERE gesture_id = ?", magnum.id) == [(ANA,)]


def test_what_is_on_its_way_waits_once_the_problem_turns_out_as_harm(desk, erika):
    problem = desk.write(lambda work: problems.report(work, "soup cold", guest_id=erika), BEN).line
    tea = own(desk, erika, 300, "Tea", problem_id=problem.id)
    assert (tea.state, deliveries(desk, tea)) == (S.PLANNED, ["open"])
    desk.write(lambda work: problems.change(work, problem.id, severity=5), BEN)
    assert [line.title for line in desk.read(approvals.waiting)] == ["Tea"]
    assert deliveries(desk, tea) == ["cancelled"]
    with pytest.raises(NotAllowed):
        desk.write(lambda work: gestures.begin_urgent(work, tea.id), BEN)
    begun = desk.write(lambda work: gestures.begin_urgent(work, tea.id))
    assert (begun.state, begun.approval) == (S.APPROVED, Approval.APPROVED)
    assert desk.write(lambda work: gestures.deliver(work, tea.id), BEN).state is S.DELIVERED

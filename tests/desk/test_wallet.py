"""The wallet: within an allowance nothing asks permission, above it the gesture waits for somebody who is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from delightdesk.desk import approvals, baskets, catalogue, choosing, gestures, people, problems, tasks, undo, wallet
from delightdesk.desk.dossier import gather, visit_of
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound
from delightdesk.domain.vocabulary import (
    Approval,
    CloseReason,
    GestureState,
    Payer,
    Purpose,
    Reaction,
    RecoveryStep,
    Role,
    TaskState,
    VisitStatus,
)

ANA, BEN, CLEO = 1, 2, 3
S = GestureState


def hire(desk, role):
    """Cleo, who is new at the desk."""
    assert desk.write(lambda work: people.add(work, "Cleo", role)) == CLEO


@pytest.fixture
def erika(desk):
    guest = desk.guest()
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    return guest


@pytest.fixture
def shower(desk, erika):
    return report(desk, erika)


def report(desk, guest, text="shower cold", severity=3, by=BEN):
    view = desk.write(lambda work: problems.report(work, text, guest_id=guest, severity=severity), by)
    return view.line.id


def own(desk, guest, cost=0, *, by=BEN, title="Tea", **how):
    return desk.write(lambda work: gestures.plan_own(work, guest, title, [(title, cost)], **how), by)


def refill(desk, gesture, cost, *, by=BEN, actual=None):
    what = gesture.lines[0].what
    return desk.write(lambda work: gestures.set_lines(work, gesture.id, [(what, cost, actual)]), by)


def delight(desk, guest, by=BEN):
    return desk.read(lambda work: wallet.for_delight(work, visit_of(work, guest)), by)


def recovery(desk, problem, by=BEN):
    return desk.read(lambda work: wallet.for_problem(work, problem), by)


def suggested(desk, guest):
    """Everything that could be given, as Ben sees it."""
    return desk.read(lambda work: choosing.advise(work, gather(work, guest), limit=1000), BEN).suggestions


def owed(desk, gesture):
    """The states of the delivery tasks of a gesture, oldest first."""
    rows = desk.sql("SELECT state FROM task WHERE kind = 'delivery' AND gesture_id = ? ORDER BY id", gesture.id)
    return [state for (state,) in rows]


def test_a_hundred_for_a_problem_then_somebody_is_named(desk, erika, shower):
    assert own(desk, erika, 4800).problem_id == shower
    assert desk.card(erika, BEN).allowance == "£52 left of £100 to put it right"
    assert own(desk, erika, 4000, title="Wine").state is S.PLANNED
    above = own(desk, erika, 6000, title="Dinner")
    assert (above.state, above.approval, above.asked_of) == (S.WAITING, Approval.WAITING, "Ana")
    begun = own(desk, erika, 6000, title="Taxi", urgent=True)
    assert (begun.state, begun.approval, begun.asked_of, begun.urgent) == (S.PLANNED, Approval.WAITING, "Ana", True)
    purse = recovery(desk, shower)
    assert (purse.limit, purse.spent, purse.left) == (10000, 14800, 0)


def test_the_limit_itself_is_within_it_and_what_is_free_never_waits(desk, erika, shower):
    assert own(desk, erika, 10000).state is S.PLANNED
    assert own(desk, erika, 1, title="Card").state is S.WAITING
    free = own(desk, erika, 0, title="Kind words")
    assert (free.state, free.approval) == (S.PLANNED, None)


def test_the_limit_is_that_of_who_acts_and_what_others_spent_counts(desk, erika, shower):
    desk.sql("UPDATE staff SET problem_allowance = 5000, delight_allowance = 0 WHERE id = ?", BEN)
    hire(desk, Role.RECEPTIONIST)
    assert own(desk, erika, 5000, by=BEN).state is S.PLANNED
    assert own(desk, erika, 1, by=BEN).state is S.WAITING
    assert recovery(desk, shower, CLEO).text == "£50 left of £100"
    assert own(desk, erika, 5000, by=CLEO).state is S.PLANNED
    desk.write(lambda work: problems.lost(work, shower, CloseReason.GUEST_LEFT, "left at noon"), BEN)
    assert own(desk, erika, 1, by=BEN).state is S.WAITING
    assert own(desk, erika, 3000, by=CLEO).state is S.PLANNED


@pytest.mark.parametrize("end", ["cancelled", "declined", "refused", "waiting"])
def test_what_is_not_given_leaves_the_purse_as_it_was(desk, erika, shower, end):
    gesture = own(desk, erika, 20000 if end in ("refused", "waiting") else 4000)
    job = {
        "cancelled": lambda work: gestures.cancel(work, gesture.id),
        "declined": lambda work: gestures.decline(work, gesture.id),
        "refused": lambda work: approvals.refuse(work, gesture.id, "too much"),
    }.get(end)
    if job:
        desk.write(job)
    assert recovery(desk, shower).text == "£100 left of £100"


def test_the_house_spends_first_whoever_pays_in_the_end(desk, erika, shower):
    view = own(desk, erika, 6000, payer=Payer.SUPPLIER, claim_from="Bay Plumbing")
    assert (view.payer, view.claim, view.claim_from) == (Payer.SUPPLIER, "to_claim", "Bay Plumbing")
    assert recovery(desk, shower).left == 4000


def test_delight_and_recovery_are_two_purses(desk, erika, shower):
    own(desk, erika, 9000)
    assert delight(desk, erika).text == "£30 left of £30"
    desk.write(lambda work: problems.even(work, shower, confirmed=True, answer="by phone"), BEN)
    assert own(desk, erika, 3000, title="Cake").problem_id is None
    assert delight(desk, erika).left == 0
    assert recovery(desk, shower).left == 1000
    assert own(desk, erika, 1000, title="Card", problem_id=shower).state is S.PLANNED


def test_without_a_problem_the_purpose_alone_opens_no_other_purse(desk, erika):
    assert own(desk, erika, 3000, purpose=Purpose.PROBLEM).state is S.PLANNED
    assert own(desk, erika, 1, purpose=Purpose.PROBLEM).state is S.WAITING


def test_a_lead_and_a_manager_give_their_own_yes(desk, erika, shower):
    hire(desk, Role.LEAD)
    for by in (CLEO, ANA):
        view = own(desk, erika, 20000, by=by)
        assert (view.state, view.approval, owed(desk, view)) == (S.APPROVED, Approval.APPROVED, ["open"])
        assert desk.sql("SELECT decided_by, asked_of FROM gesture WHERE id = ?", view.id) == [(by, None)]


def test_whoever_acted_last_is_asked_and_with_nobody_there_it_waits_all_the_same(desk, erika):
    hire(desk, Role.LEAD)
    desk.guest("Max", person=CLEO)
    assert own(desk, erika, 9000).asked_of == "Cleo"
    desk.guest("Mia", person=ANA)
    assert own(desk, erika, 9000, title="Wine").asked_of == "Ana"
    desk.sql("UPDATE staff SET deleted_at = '2026-06-14 00:00:00.000000' WHERE id != ?", BEN)
    alone = own(desk, erika, 9000, title="Cake")
    assert (alone.state, alone.asked_of) == (S.WAITING, "")
    lines = {line.title: line for line in desk.card(erika, BEN).gestures}
    assert lines["Cake"].text == "Cake · waits for a yes, nobody to ask yet"
    desk.sql("UPDATE staff SET deleted_at = NULL WHERE id = ?", CLEO)
    lines = {line.title: line for line in desk.card(erika, BEN).gestures}
    assert (lines["Cake"].waiting, lines["Wine"].waiting) == ("waits for Cleo's yes",) * 2


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("cost", [0, 500, 20000])
def test_where_somebody_was_harmed_a_manager_decides_whatever_it_costs(desk, erika, urgent, cost):
    hire(desk, Role.LEAD)
    report(desk, erika, severity=5)
    for by in (BEN, CLEO):
        view = own(desk, erika, cost, by=by, urgent=urgent)
        assert (view.state, view.approval, view.asked_of, owed(desk, view)) == (S.WAITING, Approval.WAITING, "Ana", [])
        with pytest.raises(NotAllowed, match="Ana can decide what is given"):
            desk.write(lambda work, id_=view.id: approvals.approve(work, id_), CLEO)
        with pytest.raises(Invalid, match="waits for Ana's yes"):
            desk.write(lambda work, id_=view.id: gestures.deliver(work, id_), by)
    assert own(desk, erika, cost, by=ANA).state is S.APPROVED


def test_what_turns_out_as_harm_is_not_given_by_the_desk_any_more(desk, erika, shower):
    tea = own(desk, erika, 500)
    desk.write(lambda work: problems.change(work, shower, severity=5), BEN)
    before = desk.tables()
    for job in (gestures.mark_ready, gestures.deliver):
        with pytest.raises(Invalid, match="waits for Ana's yes"):
            desk.write(lambda work, job=job: job(work, tea.id), BEN)
    assert desk.tables() == before
    desk.write(lambda work: approvals.approve(work, tea.id))
    assert desk.write(lambda work: gestures.deliver(work, tea.id), ANA).state is S.DELIVERED


def test_another_basket_where_somebody_was_harmed_is_decided_on_again(desk, erika):
    report(desk, erika, severity=5)
    calm = own(desk, erika, 2000, by=ANA)
    assert refill(desk, calm, 2000, by=BEN, actual=1900).state is S.APPROVED
    cheaper = desk.write(lambda work: gestures.set_lines(work, calm.id, [("balloons", 100, None)]), BEN)
    assert (cheaper.state, cheaper.asked_of) == (S.WAITING, "Ana")


def test_a_basket_made_dearer_is_settled_anew(desk, erika):
    tea = own(desk, erika, 2000)
    assert refill(desk, tea, 3000).state is S.PLANNED
    dear = refill(desk, tea, 3001)
    assert (dear.state, dear.approval, owed(desk, dear)) == (S.WAITING, Approval.WAITING, ["cancelled"])
    assert refill(desk, tea, 100).state is S.WAITING
    yes = desk.write(lambda work: approvals.approve(work, tea.id))
    assert (yes.state, owed(desk, yes)) == (S.APPROVED, ["cancelled", "open"])
    ready = desk.write(lambda work: gestures.mark_ready(work, tea.id), BEN)
    assert (ready.state, owed(desk, ready)) == (S.READY, ["cancelled", "prepared"])
    assert desk.write(lambda work: baskets.retype(work, tea.id, "tea 90", None), BEN).state is S.WAITING


def test_an_urgent_one_made_dearer_goes_on_and_a_lead_says_yes_by_doing_it(desk, erika):
    taxi = own(desk, erika, 2000, urgent=True)
    desk.write(lambda work: gestures.mark_ready(work, taxi.id), BEN)
    begun = refill(desk, taxi, 9000)
    assert (begun.state, begun.approval, owed(desk, begun)) == (S.READY, Approval.WAITING, ["prepared"])
    cake = own(desk, erika, 0)
    dear = refill(desk, cake, 9000, by=ANA)
    assert (dear.state, dear.approval) == (S.APPROVED, Approval.APPROVED)


def test_what_was_delivered_is_only_recorded(desk, erika):
    tea = own(desk, erika, 2000)
    desk.write(lambda work: gestures.deliver(work, tea.id), BEN)
    after = desk.write(lambda work: baskets.retype(work, tea.id, "tea 95", None), BEN)
    assert (after.state, after.approval, after.actual) == (S.DELIVERED, None, 9500)
    assert delight(desk, erika).left == 0


def test_two_windows_cannot_spend_the_same_purse_twice(desk, erika, shower):
    other = desk.window()
    shown = recovery(other, shower)
    assert own(desk, erika, 8000).state is S.PLANNED
    assert shown.left == 10000
    assert own(other, erika, 8000, title="Wine").state is S.WAITING


def test_each_planned_gesture_has_one_delivery_that_follows_it(desk, erika):
    due = datetime(2026, 6, 14, 17, tzinfo=UTC)
    view = desk.write(
        lambda work: gestures.plan_own(work, erika, "Champagne", [("champagne", 2000)], due=due, doer="kitchen"), BEN
    )
    ((kind, title, at, owner, who, guest, visit),) = desk.sql(
        "SELECT kind, title, due_at, owner_id, who, guest_id, visit_id IS NOT NULL FROM task WHERE gesture_id = ?",
        view.id,
    )
    assert (kind, title, owner, who, guest, visit) == ("delivery", "Champagne", BEN, "kitchen", erika, 1)
    assert at.startswith("2026-06-14 17:00")
    for job, state in ((gestures.mark_ready, "prepared"), (gestures.deliver, "done")):
        desk.write(lambda work, job=job: job(work, view.id), BEN)
        assert owed(desk, view) == [state]
    for job, state in ((gestures.decline, "released"), (gestures.cancel, "cancelled")):
        tea = own(desk, erika, 100)
        desk.write(lambda work, job=job, tea=tea: job(work, tea.id), BEN)
        assert owed(desk, tea) == [state]


def test_a_delivery_marked_done_gives_its_gesture(desk, erika):
    view = own(desk, erika, 100)
    ((task,),) = desk.sql("SELECT id FROM task WHERE gesture_id = ?", view.id)
    desk.write(lambda work: tasks.done(work, task, reaction=Reaction.MOVED), BEN)
    after = desk.read(lambda work: gestures.view(work, view.id))
    assert (after.state, after.reaction) == (S.DELIVERED, "moved")
    assert owed(desk, view) == [TaskState.DONE]


def test_a_suggestion_says_whom_it_will_wait_for(desk, erika):
    hire(desk, Role.LEAD)
    desk.guest("Max", person=CLEO)
    own(desk, erika, 2900)
    dear = [line for line in suggested(desk, erika) if line.needs_approval]
    assert {line.needs_approval for line in dear} == {"Cleo"}
    assert all(line.cost > 100 for line in dear)
    view = desk.write(lambda work: gestures.plan(work, erika, dear[0].idea), BEN)
    assert (view.state, view.asked_of) == (S.WAITING, "Cleo")
    assert dear[0].idea in {line.idea for line in desk.card(erika, BEN).ruled_out}


def test_an_idea_good_for_problems_is_for_the_one_at_hand(desk, erika, shower):
    desk.write(lambda work: problems.step(work, shower, RecoveryStep.APOLOGISE), BEN)
    keys = [line.idea for line in suggested(desk, erika)]
    good_for = {idea.key: Purpose.PROBLEM in idea.purposes for idea in desk.read(catalogue.ideas)}
    for is_good in (True, False):
        key = next(key for key in keys if good_for[key] is is_good)
        view = desk.write(lambda work, key=key: gestures.plan(work, erika, key), BEN)
        assert view.problem_id == (shower if is_good else None)


def test_a_dearer_basket_can_be_undone_with_its_delivery(desk, erika):
    tea = own(desk, erika, 2000)
    dear = refill(desk, tea, 9000)
    assert (dear.state, owed(desk, dear)) == (S.WAITING, ["cancelled"])
    desk.write(undo.undo, BEN)
    back = desk.read(lambda work: gestures.view(work, tea.id))
    assert (back.state, back.approval, back.planned, owed(desk, back)) == (S.PLANNED, None, 2000, ["open"])


def test_a_problem_that_is_not_here_is_told(desk, erika):
    before = desk.tables()
    with pytest.raises(NotFound, match="problem is not here"):
        own(desk, erika, 100, problem_id=99)
    assert desk.tables() == before


def test_beside_a_problem_each_suggestion_says_what_it_is_paid_from(desk, erika, shower):
    own(desk, erika, 4800)
    card = desk.card(erika, BEN)
    assert card.allowance == "£52 left of £100 to put it right"
    remedies = {idea.key for idea in desk.read(catalogue.ideas) if Purpose.PROBLEM in idea.purposes}
    assert {line.purse for line in card.suggestions if line.idea in remedies} <= {""}
    assert {line.purse for line in card.suggestions if line.idea not in remedies} <= {"within your £30"}
    assert desk.card(desk.guest("Max")).suggestions[0].purse == ""

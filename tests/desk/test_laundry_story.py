"""The laundry story: a machine that was not ours ruins a guest's clothes, and she goes home better off than before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from delightdesk.desk import approvals, cards, claims, costs, gestures, outcomes, problems, tasks, wallet
from delightdesk.domain.vocabulary import (
    Claim,
    Fault,
    GestureState,
    OutcomeKind,
    Payer,
    ProblemState,
    Reaction,
    RecoveryStep,
    TaskKind,
    VisitStatus,
)

ANA, BEN = 1, 2
TODAY = date(2026, 6, 14)
SORRY = [("clothes cleaned", 2000), ("flowers", 1000), ("wine", 1000), ("chocolates", 500), ("card", 300)]


@pytest.fixture
def erika(desk):
    guest = desk.guest(title="Ms")
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    return guest


def test_the_laundry_story_from_the_broken_machine_to_the_sale_a_month_later(desk, erika):
    by_ben = lambda job: desk.write(job, BEN)  # noqa: E731 - Ben is at the desk the whole day

    # The machine of the laundry company tears the guest's clothes: not ours, still our guest.
    told = by_ben(
        lambda work: problems.report(work, "412 laundry company tore her blouse", fault=Fault.SUPPLIER, spoiled=4500)
    )
    problem = told.line.id
    assert (told.line.guest_id, told.line.owner, told.line.state) == (erika, "Ben", ProblemState.OPEN)
    assert told.fault is Fault.SUPPLIER
    assert told.wallet_text == "£100 left of £100"
    assert desk.card(erika, BEN).allowance == "£100 left of £100 to put it right"

    # Ben says sorry and puts it right with 48 of his 100; nobody has to be asked.
    desk.clock.ahead(minutes=3)
    for step in (RecoveryStep.LISTEN, RecoveryStep.APOLOGISE):
        by_ben(lambda work, step=step: problems.step(work, problem, step))
    sorry = by_ben(
        lambda work: gestures.plan_own(
            work, erika, "Sorry basket", SORRY, payer=Payer.SUPPLIER, claim_from="Bay Laundry"
        )
    )
    assert (sorry.state, sorry.problem_id, sorry.cost_text) == (GestureState.PLANNED, problem, "£48")
    assert desk.read(approvals.waiting) == ()
    assert desk.read(lambda work: wallet.for_problem(work, problem), BEN).text == "£52 left of £100"
    assert desk.card(erika, BEN).allowance == "£52 left of £100 to put it right"

    # It stands on Ben's list, is given, and she is moved.
    (owed,) = desk.read(lambda work: tasks.listing(work, kinds=(TaskKind.DELIVERY,), with_problems=False), BEN)
    assert (owed.title, owed.owner, owed.gesture_id) == ("Sorry basket", "Ben", sorry.id)
    desk.clock.ahead(minutes=42)
    by_ben(lambda work: tasks.done(work, owed.id, reaction=Reaction.MOVED, words="nobody did that before"))
    given = desk.read(lambda work: gestures.view(work, sorry.id))
    assert (given.state, given.reaction) == (GestureState.DELIVERED, Reaction.MOVED)

    # Even, said by the guest, is not over: something beyond is proposed and two weeks on she hears from the house.
    even = by_ben(lambda work: problems.even(work, problem, confirmed=True))
    assert (even.view.line.state, even.view.first_act_minutes, even.view.even_minutes) == (ProblemState.EVEN, 3, 45)
    assert 1 <= len(even.proposals) <= 3
    (later,) = [line for line in even.planted if line.due - desk.clock.now > timedelta(days=7)]
    assert timedelta(days=13) < later.due - desk.clock.now < timedelta(days=15)
    assert (later.kind, later.owner, later.guest_id) == (TaskKind.FOLLOW_UP, "Ben", erika)
    beyond = by_ben(lambda work: problems.beyond(work, problem))
    assert beyond.line.state is ProblemState.BEYOND

    # The book agrees to the penny, and the supplier is to pay it back.
    book = desk.read(lambda work: costs.book(work, TODAY, TODAY))
    assert [(line.what, line.actual) for line in book.lines] == SORRY
    assert (book.planned, book.actual) == (4800, 4800)
    assert book.by_purpose == {"delight": 0, "recovery": 4800}
    assert (book.by_payer["supplier"], book.by_payer["house"], book.by_person) == (4800, 0, {"Ben": 4800})
    (claim,) = desk.read(claims.listing)
    assert (claim.amount_text, claim.claim_from, claim.claim) == ("£48", "Bay Laundry", Claim.TO_CLAIM)

    # She is called as planned; a month later she buys. The desk tells both, and claims nothing.
    desk.clock.now = later.due
    by_ben(lambda work: tasks.done(work, later.id))
    desk.clock.ahead(days=17)
    sale = by_ben(
        lambda work: outcomes.link(
            work, erika, OutcomeKind.SALE, amount=8_500_000, gesture_id=sorry.id, problem_id=problem
        )
    )
    assert sale.text == "£85,000 sale later (15 Jul)"
    assert desk.read(lambda work: problems.view(work, problem)).outcomes == (sale,)
    card = desk.read(lambda work: cards.open_card(work, erika), BEN)
    (shown,) = card.gestures
    assert shown.text == "Sorry basket · delivered 14 June, moved · £85,000 sale later (15 Jul)"
    paid = desk.write(lambda work: claims.settle(work, sorry.id, Claim.PAID_BACK))
    assert (paid.claim, paid.cost_text) == (Claim.PAID_BACK, "£48")
    assert desk.index_problems() == []

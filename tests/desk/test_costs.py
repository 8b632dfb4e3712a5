"""The cost book agrees with its lines to the cent, by the house's own days; claims name who should pay back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delightdesk.desk import approvals, bending, claims, costs, gestures, people, problems, undo
from delightdesk.domain.errors import Invalid, NotAllowed, Stale
from delightdesk.domain.vocabulary import Claim, GestureState, Payer, Role, VisitStatus

ANA, BEN, CLEO = 1, 2, 3
TODAY = date(2026, 6, 14)
S = GestureState


@pytest.fixture
def erika(desk):
    guest = desk.guest()
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    return guest


def own(desk, guest, *lines, person=BEN, title="Tea", **how):
    return desk.write(lambda work: gestures.plan_own(work, guest, title, lines or [("tea", 300)], **how), person)


def book(desk, first=TODAY, last=TODAY, person=ANA, **which):
    return desk.read(lambda work: costs.book(work, first, last, **which), person)


def totals(found):
    return {sum(found.by_purpose.values()), sum(found.by_payer.values()), sum(found.by_person.values()), found.actual}


def test_planned_and_actual_by_purpose_payer_and_person(desk, erika):
    own(desk, erika, ("tea", 300), ("cake", 450))
    problem = desk.write(lambda work: problems.report(work, "shower cold", guest_id=erika, severity=3), BEN)
    wine = own(desk, erika, ("wine", 1000), ("card", 0), title="Sorry", payer=Payer.SUPPLIER, person=ANA)
    desk.write(lambda work: gestures.deliver(work, wine.id))
    desk.write(lambda work: gestures.set_lines(work, wine.id, [("wine", 1000, 1180), ("card", 0, None)]))
    found = book(desk)
    assert (found.currency, found.planned, found.actual) == ("GBP", 1750, 1930)
    assert found.by_purpose == {"delight": 750, "recovery": 1180}
    assert found.by_payer == {"house": 750, "supplier": 1180, "insurer": 0, "third_party": 0}
    assert found.by_person == {"Ben": 750, "Ana": 1180}
    assert [(line.what, line.title, line.planned, line.actual, line.is_known) for line in found.lines] == [
        ("tea", "Tea", 300, 300, False), ("cake", "Tea", 450, 450, False),
        ("wine", "Sorry", 1000, 1180, True), ("card", "Sorry", 0, 0, False),
    ]  # fmt: skip
    line = found.lines[2]
    assert (line.gesture_id, line.guest_id, line.guest_name, line.on) == (wine.id, erika, "Erika Schultz", TODAY)
    assert (line.purpose, line.payer, line.person, line.state) == ("recovery", Payer.SUPPLIER, "Ana", S.DELIVERED)
    assert line.claim is Claim.TO_CLAIM
    assert [claim.gesture_id for claim in found.claims] == [wine.id]
    assert problem.line.id


def test_what_was_not_given_counts_only_where_money_was_spent(desk, erika):
    waiting = own(desk, erika, ("magnum", 9000))
    gone = [own(desk, erika, ("cake", 900), ("card", 100), title=title) for title in ("A", "B")]
    refused = own(desk, erika, ("taxi", 9000), urgent=True)
    given = own(desk, erika, ("doctor", 9000), urgent=True)
    desk.write(lambda work: gestures.deliver(work, given.id), BEN)
    desk.write(lambda work: gestures.cancel(work, gone[0].id), BEN)
    desk.write(lambda work: gestures.decline(work, gone[1].id), BEN)
    for each in (refused, given):
        desk.write(lambda work, id_=each.id: approvals.refuse(work, id_, "no"))
    assert [line.what for line in book(desk).lines] == ["doctor"]
    desk.write(lambda work: gestures.set_lines(work, gone[0].id, [("cake", 900, 850), ("card", 100, 0)]), BEN)
    found = book(desk)
    assert [(line.what, line.actual) for line in found.lines] == [("cake", 850), ("doctor", 9000)]
    assert totals(found) == {9850}
    assert waiting.state is S.WAITING


def test_a_gesture_belongs_to_the_house_day_it_was_delivered(desk, erika):
    tea = own(desk, erika)
    desk.clock.now = datetime(2026, 6, 15, 2, 59, tzinfo=UTC)
    desk.write(lambda work: gestures.deliver(work, tea.id), BEN)
    assert [line.on for line in book(desk).lines] == [TODAY]
    desk.write(undo.undo, BEN)
    desk.clock.now = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)
    desk.write(lambda work: gestures.deliver(work, tea.id), BEN)
    assert book(desk).lines == ()
    assert [line.on for line in book(desk, date(2026, 6, 15), date(2026, 6, 15)).lines] == [date(2026, 6, 15)]
    assert len(book(desk, date.min, date.max).lines) == 1
    with pytest.raises(Invalid, match="after the last"):
        book(desk, date(2026, 6, 16), date(2026, 6, 15))


def test_a_receptionist_reads_their_own_costs_alone(desk, erika):
    desk.write(lambda work: people.add(work, "Cleo", Role.LEAD))
    own(desk, erika, ("tea", 300))
    own(desk, erika, ("cake", 450), person=ANA, payer=Payer.INSURER)
    mine = book(desk, person=BEN)
    assert (mine.by_person, mine.actual, mine.claims) == ({"Ben": 300}, 300, ())
    assert book(desk, person=BEN, person_id=BEN) == mine
    with pytest.raises(NotAllowed, match="can read the whole cost book"):
        book(desk, person=BEN, person_id=ANA)
    assert book(desk, person=CLEO).actual == 750
    assert book(desk, person=CLEO, person_id=BEN).by_person == {"Ben": 300}
    assert desk.read(claims.listing, BEN) == ()
    assert len(desk.read(claims.listing, CLEO)) == 1


def test_claims_from_the_mark_to_the_money(desk, erika):
    tea = own(desk, erika, ("tea", 2000))
    assert desk.read(claims.listing) == ()
    view = desk.write(lambda work: claims.mark(work, tea.id, Payer.SUPPLIER, "Bay Laundry", tea.version), BEN)
    assert (view.payer, view.claim, view.claim_from) == (Payer.SUPPLIER, Claim.TO_CLAIM, "Bay Laundry")
    again = desk.write(lambda work: claims.mark(work, tea.id, Payer.SUPPLIER), BEN)
    assert (again.version, again.claim_from) == (view.version, "Bay Laundry")
    own(desk, erika, ("wine", 500), payer=Payer.INSURER, title="Wine")
    (line, _) = desk.read(claims.listing)
    assert (line.gesture_id, line.amount, line.amount_text, line.claim_from) == (tea.id, 2000, "£20", "Bay Laundry")
    with pytest.raises(NotAllowed, match="Ana can settle what others owe"):
        desk.write(lambda work: claims.settle(work, tea.id, Claim.CLAIMED), BEN)
    with pytest.raises(Stale):
        desk.write(lambda work: claims.settle(work, tea.id, Claim.CLAIMED, tea.version))
    with pytest.raises(Stale):
        desk.write(lambda work: claims.mark(work, tea.id, Payer.HOUSE, seen=tea.version), BEN)
    for claim in (Claim.CLAIMED, Claim.PAID_BACK):
        assert desk.write(lambda work, claim=claim: claims.settle(work, tea.id, claim)).claim is claim
    assert [line.claim for line in desk.read(claims.listing)] == [Claim.TO_CLAIM, Claim.PAID_BACK]
    with pytest.raises(NotAllowed):
        desk.write(lambda work: claims.mark(work, tea.id, Payer.HOUSE), BEN)
    back = desk.write(lambda work: claims.mark(work, tea.id, Payer.HOUSE))
    assert (back.payer, back.claim, back.claim_from) == (Payer.HOUSE, None, "")
    with pytest.raises(Invalid, match="nothing to claim"):
        desk.write(lambda work: claims.settle(work, tea.id, Claim.CLAIMED))


def test_what_waits_or_was_not_given_is_claimed_from_nobody(desk, erika):
    own(desk, erika, ("magnum", 9000), payer=Payer.SUPPLIER)
    gone = own(desk, erika, ("tea", 500), payer=Payer.SUPPLIER)
    own(desk, erika, ("words", 0), payer=Payer.SUPPLIER)
    desk.write(lambda work: gestures.cancel(work, gone.id), BEN)
    assert desk.read(claims.listing) == ()
    desk.write(lambda work: gestures.set_lines(work, gone.id, [("tea", 500, 480)]), BEN)
    assert [line.amount for line in desk.read(claims.listing)] == [480]


baskets = st.lists(st.tuples(st.sampled_from(["tea", "cake"]), st.integers(0, 10**9)), max_size=3)
acts = st.sampled_from(["none", "deliver", "decline", "cancel", "spend", "refuse", "approve", "bend"])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(
        st.tuples(baskets, acts, st.sampled_from(Payer), st.booleans(), st.integers(0, 50), st.sampled_from([ANA, BEN])),
        max_size=6,
    )
)  # fmt: skip
def test_every_total_is_the_sum_of_its_lines_to_the_cent(fresh_desk, told):
    desk = fresh_desk()
    guest = desk.guest()
    desk.visit(guest)
    for number, (lines, act, payer, urgent, hours, person) in enumerate(told):
        if act == "bend":
            desk.write(lambda work: bending.bend(work, guest, "dog in the lobby", "it rains"), person)
            continue
        view = own(desk, guest, *lines, title=f"No {number}", payer=payer, urgent=urgent, person=person)
        desk.clock.ahead(hours=hours)
        _act(desk, act, view)
    days = (TODAY, date(2026, 7, 14))
    found = book(desk, *days)
    assert totals(found) == {sum(line.actual for line in found.lines)}
    assert found.planned == sum(line.planned for line in found.lines)
    by_day = [book(desk, day, day) for day in sorted({line.on for line in found.lines})]
    assert sum(each.actual for each in by_day) == found.actual
    by_person = [book(desk, *days, person_id=person) for person in (ANA, BEN)]
    assert sum(each.actual for each in by_person) == found.actual
    sql = "SELECT coalesce(sum(coalesce(l.actual, l.planned)), 0) FROM gesture_line l JOIN gesture g ON g.id = l.gesture_id"
    kept = "g.state NOT IN ('waiting', 'declined', 'cancelled') OR (g.state != 'waiting' AND l.actual > 0)"
    assert desk.sql(f"{sql} WHERE l.deleted_at IS NULL AND ({kept})") == [(found.actual,)]
    desk.close()


def _act(desk, act, view):
    id_ = view.id
    if act in ("approve", "refuse") and view.approval == "waiting":
        decide = approvals.approve if act == "approve" else lambda work, each: approvals.refuse(work, each, "no")
        desk.write(lambda work: decide(work, id_))
    elif act == "spend" and view.lines:
        lines = [(line.what, line.planned, line.planned // 3) for line in view.lines]
        desk.write(lambda work: gestures.set_lines(work, id_, lines))
        desk.write(lambda work: gestures.cancel(work, id_))
    elif act == "deliver" and view.state is not S.WAITING:
        desk.write(lambda work: gestures.deliver(work, id_))
    elif act in ("decline", "cancel"):
        desk.write(lambda work: getattr(gestures, act)(work, id_))

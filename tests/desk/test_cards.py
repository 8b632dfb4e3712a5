"""The card: what a receptionist reads in ten seconds is right, and what must not be given is not offered."""

from __future__ import annotations

import pytest

from delightdesk.desk import facts, gestures, guests, problems, visits
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.vocabulary import BondKind, OccasionKind, Sector, VisitStatus
from delightdesk.files.packs import load_pack

CHAMPAGNE, FIZZ = "g05", "g06"


@pytest.fixture
def erika(desk):
    """Returning, arrives this evening, anniversary today; nobody knows whether she drinks."""
    guest_id = desk.guest(title="Ms", say_as="SHOOLTS")
    desk.past_visit(guest_id)
    desk.visit(guest_id, room="412", ref="R1", eta="21:30", adults="2")
    desk.occasion(guest_id, day="14 june", year="2006")
    return guest_id


def _max(desk, ref="R2", **visit):
    guest_id = desk.guest("Max", "Schuler")
    desk.visit(guest_id, ref=ref, **visit)
    return guest_id


def _with_nuts():
    """Gestures of the hotel's pack that cannot do without nuts."""
    found = set()
    for idea in load_pack(Sector.HOTEL).ideas:
        needed = [part for part in idea.parts if part.essential and part.swap is None]
        if "nuts" in idea.contains.union(*(part.contains for part in needed)):
            found.add(idea.key)
    return found


def test_an_anniversary_is_said_and_celebrated_with_champagne_or_without(desk, erika):
    card = desk.card(erika)
    assert card.say == "“Happy 20th anniversary, Ms Schultz.” (SHOOLTS)"
    assert card.where == "412 · arrives today 21:30, 2 nights · 2 adults"
    (line,) = [line for line in card.suggestions[:3] if line.idea == CHAMPAGNE]
    assert [form.title for form in line.forms] == ["Champagne and strawberries", "Alcohol-free fizz and strawberries"]
    assert line.ask_which
    assert any("20th anniversary" in why for why in line.why)
    assert all(line.why for line in card.suggestions)
    assert [line.number for line in card.suggestions] == [1, 2, 3, 4, 5]


def _bond(desk, erika):
    guest_id = _max(desk)
    desk.write(lambda work: facts.save_bond(work, guest_id, erika, BondKind.PARTNER))
    desk.caution(guest_id, "nuts")
    return "Max Schuler"


def _bond_the_other_way(desk, erika):
    guest_id = _max(desk)
    desk.write(lambda work: facts.save_bond(work, erika, guest_id, BondKind.PARENT))
    desk.caution(guest_id, "nuts")
    return "Max Schuler"


def _same_booking(desk, erika):
    desk.caution(_max(desk, ref="R1"), "nuts")
    return "Max Schuler"


def _daughter(desk, erika):
    desk.note(erika, "daughter allergic to nuts")
    return "daughter"


def _daughter_of_the_partner(desk, erika):
    desk.caution(_max(desk, ref="R1"), "hazelnuts", whose="daughter")
    return "daughter of Max Schuler"


@pytest.mark.parametrize("told", [_bond, _bond_the_other_way, _same_booking, _daughter, _daughter_of_the_partner])
def test_a_nut_allergy_of_anybody_in_the_party_stops_every_gesture_with_nuts(desk, erika, told):
    whose = told(desk, erika)
    card = desk.card(erika)
    assert card.mind == f"nuts (allergy of {whose}, ask again)"
    everything = desk.read(lambda work: gestures.choosing.advise(work, gestures.gather(work, erika), limit=1000))
    offered = {form.idea for found in everything.suggestions for form in found.forms}
    assert not offered & _with_nuts()
    out = {line.idea: line for line in card.ruled_out}
    struck = out["h86"]
    assert struck.because[0].startswith(f"nuts: allergy of {whose}")
    assert struck.swap_title
    for key in _with_nuts() & set(out):
        with pytest.raises(Invalid, match="nuts"):
            desk.write(lambda work, key=key: gestures.plan(work, erika, key))


@pytest.mark.parametrize("kind", [BondKind.BOOKER, BondKind.COLLEAGUE, BondKind.FRIEND])
def test_somebody_who_does_not_travel_along_does_not_count(desk, erika, kind):
    guest_id = _max(desk)
    desk.write(lambda work: facts.save_bond(work, guest_id, erika, kind))
    desk.caution(guest_id, "nuts")
    assert desk.card(erika).mind == ""


def test_no_alcohol_stops_the_champagne_and_offers_its_twin(desk, erika):
    desk.note(erika, "no alcohol")
    card = desk.card(erika)
    assert card.mind == "no alcohol"
    champagne = next(line for line in card.ruled_out if line.idea == CHAMPAGNE)
    assert champagne.because[0].startswith("no alcohol, said")
    assert champagne.swap_title == "Alcohol-free fizz and strawberries"
    assert FIZZ in [line.idea for line in card.suggestions]
    assert not any(line.ask_which for line in card.suggestions)


def test_a_partner_who_does_not_drink_is_not_told_as_the_guests_own_wish(desk, erika):
    desk.caution(_max(desk, ref="R1"), "no alcohol")
    champagne = next(line for line in desk.card(erika).ruled_out if line.idea == CHAMPAGNE)
    assert champagne.because[0].startswith("no alcohol for Max Schuler")
    assert "no alcohol, as we were told" not in champagne.because


def test_with_nothing_left_to_spend_three_free_gestures_remain(desk, erika):
    desk.write(lambda work: gestures.plan_own(work, erika, "Theatre tickets", [("tickets", 3000)]))
    card = desk.card(erika, person=2)
    assert card.allowance == "£0 left of your £30"
    assert sum(line.cost == 0 for line in card.suggestions) >= 3


def test_champagne_of_eight_months_ago_is_ruled_out_with_its_date(desk, erika):
    desk.clock.ahead(days=-244)
    view = desk.write(lambda work: gestures.plan_own(work, erika, "Champagne and strawberries", [("champagne", 2200)]))
    desk.write(lambda work: gestures.deliver(work, view.id))
    desk.clock.ahead(days=244)
    desk.sql(
        "UPDATE gesture SET idea_key = 'g05',"
        " family = (SELECT json_extract(entry, '$.family') FROM idea WHERE key = 'g05')"
    )
    card = desk.card(erika)
    champagne = next(line for line in card.ruled_out if line.idea == CHAMPAGNE)
    assert champagne.because == ("given on 13 Oct 2025",)
    assert FIZZ not in [line.idea for line in card.suggestions]


def test_the_usual_of_five_months_ago_is_to_be_confirmed(desk, erika):
    desk.clock.ahead(days=-155)
    note = {desk.note(erika, "usual flat white oat") for _ in range(3)}.pop()
    desk.clock.ahead(days=155)
    (line,) = [line for line in desk.card(erika).notes if line.id == note]
    assert (line.text, line.needs_confirming) == ("flat white oat", True)
    assert line.detail == "usual, confirm · seen 3 times, last 5 months ago"


@pytest.mark.parametrize("how", ["a tick", "a name", "a line"])
def test_a_secret_is_minded_and_never_said(desk, how):
    erika = desk.guest(title="Ms")
    desk.past_visit(erika)
    desk.visit(erika, room="412")
    if how == "a tick":
        desk.occasion(erika, day="14 june", year="2006", secret=True)
    elif how == "a name":
        desk.occasion(erika, day="14 june", year="2006", secret_from="husband")
    else:
        desk.note(erika, "20th anniversary 14 june, surprise for her husband")
    card = desk.card(erika)
    assert card.say == "“Welcome back, Ms Schultz.”"
    who = "the party" if how == "a tick" else "husband"
    assert card.mind == f"{who} must not know (20th anniversary)"
    assert card.suggestions
    for line in card.suggestions:
        assert "anniversary" not in line.say


def test_a_secret_is_not_said_to_the_one_it_is_kept_from(desk):
    erika = desk.guest(title="Ms")
    desk.visit(erika, ref="R1")
    husband = _max(desk, ref="R1")
    desk.write(lambda work: facts.save_bond(work, husband, erika, BondKind.PARTNER))
    desk.occasion(erika, day="14 june", year="2006", secret_from="husband")
    card = desk.card(husband)
    assert card.say == "“Welcome, Max Schuler.”"
    assert "husband must not know" in card.mind
    for line in card.suggestions:
        assert "anniversary" not in line.say


def test_a_proposal_is_never_congratulated_on_and_the_greeting_is_never_empty(desk):
    erika = desk.guest()
    desk.visit(erika)
    desk.occasion(erika, kind=OccasionKind.PROPOSAL, day="14 june")
    assert desk.card(erika).say == "“Welcome, Erika Schultz.”"


def test_incognito_comes_first_and_is_not_congratulated(desk, erika):
    form = desk.read(lambda work: guests.form(work, erika))
    changed = guests.replace(form, incognito=True, gift_restricted=True)
    desk.write(lambda work: guests.save(work, changed))
    card = desk.card(erika)
    assert card.warning.startswith("Incognito")
    assert "Gift-restricted" in card.warning
    assert "anniversary" not in card.say
    assert {line.cost for line in card.suggestions} == {0}
    assert not any(line.public for line in card.suggestions)


def test_a_first_visit_is_welcomed_with_the_orientation(desk):
    guest_id = desk.guest("Max", "Schuler")
    assert desk.card(guest_id).prompt == ""
    assert desk.card(guest_id).where == "no stay planned"
    desk.visit(guest_id, room="208")
    card = desk.card(guest_id)
    assert card.prompt == load_pack(Sector.HOTEL).phrases.first_visit
    assert card.say == "“Welcome, Max Schuler.”"
    desk.write(lambda work: problems.report(work, "shower cold", guest_id=guest_id))
    assert desk.card(guest_id).prompt == ""


def test_a_promise_is_owed_for_this_visit_only(desk, erika):
    desk.note(erika, "promise sea view by 6pm")
    assert "sea view" in desk.card(erika).owed
    visit_id = desk.card(erika).visit.id
    desk.write(lambda work: visits.set_status(work, visit_id, VisitStatus.LEFT))
    desk.visit(erika, room="7")
    assert desk.card(erika).owed == ""
    desk.note(erika, "promise sea view by 6pm")
    assert "sea view" in desk.card(erika).owed


def test_a_regular_with_thirty_bookings_ahead_is_shown_with_the_visit_of_now(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, room="12", status=VisitStatus.IN_HOUSE)
    for week in range(1, 30):
        desk.visit(guest_id, arrive=f"+{7 * week}", depart="+1", room="7")
    card = desk.card(guest_id)
    assert card.visit.room == "12"
    assert len(card.visits) == 20


def test_a_card_of_somebody_who_is_not_here(desk):
    with pytest.raises(NotFound):
        desk.card(4711)

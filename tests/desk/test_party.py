"""Who sits at the same table: their allergies stop a gesture, their secrets are kept, their joys are shared."""

from __future__ import annotations

from delightdesk.desk import facts, gestures
from delightdesk.domain.vocabulary import BondKind, OccasionKind, VisitStatus

BEN = 2
NUTTY = {"Chocolate-dipped strawberries", "Box of chocolates", "Candle dessert"}


def _bond(desk, one, other, kind):
    desk.write(lambda work: facts.save_bond(work, one, other, kind))


def _stopped(card):
    return {line.title: " ".join(line.because) for line in card.ruled_out}


def test_a_nut_allergy_counts_through_every_way_of_travelling_together(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, ref="R1")
    desk.occasion(guest_id, day="14 june")
    assert not NUTTY & set(_stopped(desk.card(guest_id)))
    partner, child, same_booking = desk.guest("Max"), desk.guest("Lena"), desk.guest("Olga", "Berg")
    desk.visit(same_booking, ref="R1")
    for who in (child, same_booking):
        desk.caution(who, "nuts")
    _bond(desk, partner, guest_id, BondKind.PARTNER)
    _bond(desk, child, partner, BondKind.CHILD)
    found = _stopped(desk.card(guest_id))
    assert {"Chocolate-dipped strawberries", "Box of chocolates"} <= set(found)
    causes = found["Chocolate-dipped strawberries"]
    assert "Lena Schultz" in causes
    assert "Olga Berg" in causes


def test_one_allergy_in_a_large_party_is_not_lost_in_the_crowd(desk):
    contact = desk.guest("Ana", "Booker")
    desk.visit(contact, adults="25")
    honoured = desk.guest("Bea", "Star")
    _bond(desk, honoured, contact, BondKind.HONOURED)
    for number in range(24):
        other = desk.guest(f"Guest{number}", "Party")
        _bond(desk, other, contact, BondKind.FAMILY)
        if number == 0:
            desk.caution(other, "nuts")
    assert "Guest0 Party" in _stopped(desk.card(contact)).get("Box of chocolates", "")


def test_who_booked_for_somebody_is_told_of_the_day_and_the_other_carries_it(desk):
    contact, honoured = desk.guest("Ana", "Booker"), desk.guest("Bea", "Star")
    for who in (contact, honoured):
        desk.visit(who, ref="T25", adults="25")
    _bond(desk, honoured, contact, BondKind.HONOURED)
    desk.occasion(honoured, kind=OccasionKind.BIRTHDAY, day="14 june", secret=True, secret_from="her")
    card = desk.card(contact)
    assert any("Bea Star's birthday" in why for line in card.suggestions for why in line.why)
    assert "she must not know" in card.mind
    assert "birthday" not in card.say


def test_nothing_marks_a_secret_on_the_card_of_the_one_it_is_kept_from(desk):
    wife, husband = desk.guest("Erika"), desk.guest("Max")
    for who in (wife, husband):
        desk.visit(who, ref="R1")
    _bond(desk, husband, wife, BondKind.PARTNER)
    desk.note(wife, "20th anniversary 14 june secret from husband")
    card = desk.card(husband)
    assert "husband must not know" in card.mind
    assert not [why for line in card.suggestions for why in line.why if "anniversary" in why]
    assert any("anniversary" in why for line in desk.card(wife).suggestions for why in line.why)


def test_a_couple_has_one_anniversary(desk):
    wife, husband = desk.guest("Erika"), desk.guest("Max")
    for who in (wife, husband):
        desk.visit(who, ref="R1")
    _bond(desk, husband, wife, BondKind.PARTNER)
    desk.note(wife, "20th anniversary 14 june")
    card = desk.card(husband)
    assert card.say == "“Happy 20th anniversary, Max Schultz.”"
    assert any("your 20th anniversary" in line.say for line in card.suggestions)
    assert not any("Erika" in line.say for line in card.suggestions)


def test_an_incognito_guest_is_not_named_aloud(desk):
    guest_id = desk.guest("Camille", "Rousset", incognito=True, say_as="roo-SAY")
    desk.visit(guest_id)
    desk.past_visit(guest_id)
    card = desk.card(guest_id)
    assert card.say == "“Welcome back.”"
    assert card.suggestions
    assert not any("Rousset" in line.say for line in card.suggestions)
    alias = desk.guest("Camille", "Rousset", incognito=True, call_me="Ms Miller")
    desk.visit(alias)
    assert desk.card(alias).say == "“Welcome, Ms Miller.”"


def test_an_occasion_without_a_day_is_not_said_to_be_today(desk):
    guest_id = desk.guest()
    desk.visit(guest_id)
    desk.note(guest_id, "engagement")
    reasons = {why for line in desk.card(guest_id).suggestions for why in line.why}
    assert "engagement" in reasons
    assert not any("engagement today" in why for why in reasons)


def test_with_no_money_left_three_gestures_cost_nothing_and_none_costs_anything(desk):
    desk.sql("UPDATE house SET delight_allowance = 0")
    guest_id = desk.guest()
    desk.visit(guest_id)
    desk.occasion(guest_id, day="14 june")
    card = desk.card(guest_id, BEN)
    free = [line for line in card.suggestions if line.cost == 0]
    assert len(free) >= 3
    assert all(line.needs_approval or line.cost == 0 for line in card.suggestions)


def test_what_the_partner_was_given_is_not_given_again_to_the_other(desk):
    wife, husband = desk.guest("Erika"), desk.guest("Max")
    for who in (wife, husband):
        desk.visit(who, ref="R1", status=VisitStatus.IN_HOUSE)
    _bond(desk, husband, wife, BondKind.PARTNER)
    desk.write(lambda work: gestures.plan(work, wife, "g08"))
    assert "Erika Schultz" in _stopped(desk.card(husband))["Card by hand"]


def test_goodbyes_are_not_offered_before_somebody_came(desk):
    guest_id = desk.guest()
    desk.past_visit(guest_id)
    assert "Goodbye at the door, by name" not in [line.title for line in desk.card(guest_id).suggestions]


def test_a_guest_of_honour_told_in_one_line_is_a_bond(desk):
    contact, honoured = desk.guest("Ana", "Booker"), desk.guest("Bea", "Star")
    desk.visit(contact)
    desk.note(contact, "guest of honour is Bea Star")
    assert [bond.text for bond in desk.card(contact).bonds] == ["Bea Star is their honoured guest"]
    desk.note(honoured, "guest of honour of Ana Booker")
    assert "Ana Booker is their booker" in [bond.text for bond in desk.card(honoured).bonds]


def test_who_booked_hears_of_the_day_of_those_who_come_with_them(desk):
    contact, star, stranger = desk.guest("Ana", "Booker"), desk.guest("Bea", "Star"), desk.guest("Cara", "Far")
    desk.visit(contact, depart="")
    desk.visit(star, depart="")
    desk.visit(stranger, arrive="+9", depart="")
    for who in (star, stranger):
        desk.note(who, "booked by Ana Booker")
        desk.note(who, "birthday 14 june, surprise")
    card = desk.card(contact)
    reasons = {why for line in card.suggestions for why in line.why}
    assert any("Bea Star's birthday" in why for why in reasons)
    assert "Cara Far" not in " ".join((card.mind, *reasons))
    assert "Ana Booker" not in " ".join(why for line in desk.card(star).suggestions for why in line.why)

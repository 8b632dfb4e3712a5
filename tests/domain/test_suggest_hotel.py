"""The stories the suggester was made for, told on the hotel's own catalogue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from delightdesk.domain.knowledge import (
    CautionKnown,
    Circumstances,
    Given,
    Known,
    OccasionDue,
    PreferenceKnown,
    ProblemKnown,
    VisitKnown,
)
from delightdesk.domain.suggest import suggest
from delightdesk.domain.vocabulary import CautionKind, GestureState, OccasionKind, Sector, VisitStatus
from delightdesk.files.packs import load_pack

NOW = datetime(2027, 6, 15, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
HOUSE = Circumstances(NOW, TODAY, Sector.HOTEL, "GBP")
VISIT = VisitKnown(VisitStatus.EXPECTED, TODAY, TODAY + timedelta(2), NOW + timedelta(hours=6), "412", 2)
COUPLE = Known(
    "Ms Schultz", VISIT, (OccasionDue(OccasionKind.ANNIVERSARY, TODAY + timedelta(1), 0, 20),), earlier_visits=1
)


@pytest.fixture(scope="module")
def ideas():
    return load_pack(Sector.HOTEL).ideas


def test_the_anniversary_gets_champagne_as_one_choice(ideas):
    hand = suggest(ideas, COUPLE, HOUSE).suggestions
    assert len(hand) == 5
    assert all(each.why for each in hand)
    champagne = next(each for each in hand[:3] if each.idea == "g05")
    assert champagne.ask_which
    assert [form.idea for form in champagne.forms] == ["g05", "g06"]
    assert "g06" not in [each.idea for each in hand]


def test_no_alcohol_puts_champagne_on_top_of_what_was_ruled_out(ideas):
    advice = suggest(ideas, replace(COUPLE, drinks_alcohol=False), HOUSE)
    assert (advice.ruled_out[0].idea, advice.ruled_out[0].swap) == ("g05", "g06")
    assert "g06" in [each.idea for each in advice.suggestions[:3]]


@pytest.mark.parametrize("known", [COUPLE, replace(COUPLE, occasions=()), Known("")])
@pytest.mark.parametrize("approver", [None, "Tom"])
def test_an_empty_purse_still_has_three_gestures(ideas, known, approver):
    house = replace(HOUSE, allowance_left=0, approver=approver)
    assert sum(each.cost == 0 for each in suggest(ideas, known, house).suggestions) >= 3


def test_a_nut_allergy_in_the_party_strikes_the_chocolates(ideas):
    nuts = CautionKnown(CautionKind.ALLERGEN, "nuts", "daughter", date(2027, 3, 3))
    out = suggest(ideas, replace(COUPLE, cautions=(nuts,)), HOUSE).ruled_out
    chocolates = next(each for each in out if each.idea == "g10")
    assert chocolates.because == ("nuts: allergy of daughter, said 3 Mar",)
    assert chocolates.swap is not None


def test_champagne_of_eight_months_ago_is_hidden_with_its_date(ideas):
    past = Given("g05", "fizz", "Champagne", date(2026, 10, 14), "the guest", GestureState.DELIVERED, 2800)
    advice = suggest(ideas, replace(COUPLE, given=(past,)), HOUSE)
    assert next(each for each in advice.ruled_out if each.idea == "g05").because == ("given on 14 Oct 2026",)


def test_a_strawberry_allergy_leaves_the_champagne(ideas):
    allergy = CautionKnown(CautionKind.ALLERGEN, "strawberries")
    hand = suggest(ideas, replace(COUPLE, cautions=(allergy,)), HOUSE).suggestions
    champagne = next(each for each in hand if each.idea == "g05")
    assert champagne.title == "Champagne and melon"
    assert [form.title for form in champagne.forms][1].casefold().count("strawberr") == 0


def test_a_cold_shower_is_apologised_for_before_any_gift(ideas):
    known = Known("Mr Kim", replace(VISIT, status=VisitStatus.IN_HOUSE), problem=ProblemKnown("room", 3, "cold shower"))
    hand = suggest(ideas, known, HOUSE).suggestions
    assert hand[0].idea == "g31"
    assert hand[1].cost == 0


def regular(usual, **more):
    """Somebody well known, here for two nights more, with that usual."""
    here = replace(VISIT, status=VisitStatus.IN_HOUSE)
    return Known("Ms Roy", here, earlier_visits=6, preferences=(PreferenceKnown(usual, 4, TODAY),), **more)


@pytest.mark.parametrize(
    ("sector", "usual", "idea"),
    [
        (Sector.HOTEL, "flat white with oat milk", "g07"),
        (Sector.HOTEL, "two firm pillows", "g40"),
        (Sector.HOTEL, "the crossword with breakfast", "h93"),
        (Sector.HOTEL, "breakfast on the terrace", "h101"),
        (Sector.HOTEL, "zwei Kissen", "g40"),
        (Sector.RESTAURANT, "espresso with a lemon peel", "r18"),
        (Sector.SHOP, "grey sock wool, two balls", "s14"),
        (Sector.SHOP, "brown paper instead of a bag", "s14"),
        (Sector.CLINIC, "no music in the room", "c24"),
    ],
)
def test_the_usual_of_a_regular_leads_to_what_serves_it_and_to_little_else(sector, usual, idea):
    hand = suggest(load_pack(sector).ideas, regular(usual), replace(HOUSE, sector=sector)).suggestions
    named = [each.idea for each in hand if f"their usual: {usual}" in each.why]
    assert idea in named
    assert len(named) <= 2
    assert hand[0].idea == idea
    assert all("keeps to their usual" not in each.why for each in hand)


def test_nobody_without_a_diet_is_offered_the_safe_dish_or_a_desk_for_a_crossword(ideas):
    advice = suggest(ideas, regular("the crossword with breakfast"), HOUSE, limit=100)
    keys = [each.idea for each in advice.suggestions]
    assert "g53" not in keys
    assert "g40" not in keys
    assert "g58" not in keys[:15]
    vegan = replace(regular("red wine"), cautions=(CautionKnown(CautionKind.DIET, "vegan"),))
    assert "g53" in [each.idea for each in suggest(ideas, vegan, HOUSE).suggestions]


@pytest.mark.parametrize("sector", Sector)
def test_titles_fit_the_panel(sector):
    assert [each.title for each in load_pack(sector).ideas if len(each.title) > 38] == []


@pytest.mark.parametrize("sector", Sector)
def test_later_contact_is_none_of_the_first_while_the_problem_is_open(sector):
    known = Known("Mr Kim", replace(VISIT, status=VisitStatus.IN_HOUSE), problem=ProblemKnown("wait", 3, "long wait"))
    first = suggest(load_pack(sector).ideas, known, replace(HOUSE, sector=sector)).suggestions[:3]
    later = {"g25", "r46", "s44", "c43", "c32"}
    assert first
    assert not later & {each.idea for each in first}


@pytest.mark.parametrize("sector", Sector)
def test_every_sector_has_something_for_a_stranger(sector):
    hand = suggest(load_pack(sector).ideas, Known(""), replace(HOUSE, sector=sector)).suggestions
    assert len(hand) >= 3
    assert all(each.why and each.who and each.say and "{" not in each.say for each in hand)

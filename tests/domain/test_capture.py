"""One typed line: what it says, what it does not say, and nothing invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.capture import capture
from delightdesk.domain.captured import (
    REASSURE,
    BondCaught,
    Captured,
    CautionCaught,
    FirstVisitCaught,
    LanguageCaught,
    NameCaught,
    NoteCaught,
    OccasionCaught,
    PreferenceCaught,
    PromiseCaught,
    ReassuranceCaught,
    UsualCaught,
)
from delightdesk.domain.forbidden import without
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import BondKind, CautionKind, NoteKind, OccasionKind

TODAY = date(2026, 6, 10)
ANNIVERSARY, BIRTHDAY, PROPOSAL = OccasionKind.ANNIVERSARY, OccasionKind.BIRTHDAY, OccasionKind.PROPOSAL
ALLERGEN, DIET, PET = CautionKind.ALLERGEN, CautionKind.DIET, CautionKind.PET


def read(line: str) -> Captured:
    return capture(line, TODAY).caught


def test_the_line_of_the_story() -> None:
    found = capture("20th anniversary 14 june secret from husband", TODAY)
    assert found.caught == OccasionCaught(ANNIVERSARY, 14, 6, None, 20, "the guest", True, "husband")
    assert found.understood == "Anniversary, 20th, 14 June, secret from husband"
    assert capture(found.understood, TODAY).caught == found.caught


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "20th wedding anniversary tomorrow, husband must not know",
            OccasionCaught(ANNIVERSARY, 11, 6, None, 20, secret=True, secret_from="husband"),
        ),
        (
            "20th anniversary 14 june Max Schuler doesn't know",
            OccasionCaught(ANNIVERSARY, 14, 6, None, 20, secret=True, secret_from="Max Schuler"),
        ),
        (
            "don’t tell her husband, anniversary 5 july",
            OccasionCaught(ANNIVERSARY, 5, 7, secret=True, secret_from="husband"),
        ),
        ("anniversary 14 june 2006", OccasionCaught(ANNIVERSARY, 14, 6, 2006, 20)),
        ("anniversary 14 june 2026", OccasionCaught(ANNIVERSARY, 14, 6)),
        ("20th june anniversary", OccasionCaught(ANNIVERSARY, 20, 6)),
        ("golden wedding anniversary on the 9th", OccasionCaught(ANNIVERSARY, 9, 7, None, 50)),
        ("25 Jahre Hochzeitstag 3. März", OccasionCaught(ANNIVERSARY, 3, 3, None, 25)),
        ("Anniversary 2006", OccasionCaught(ANNIVERSARY, year=2006, years=20)),
        ("anniversary: 14th June (20 yrs)", OccasionCaught(ANNIVERSARY, 14, 6, None, 20)),
        ("first anniversary of their wedding 2 sept", OccasionCaught(ANNIVERSARY, 2, 9, None, 1)),
        (
            "secret from husband: 20th anniversary 14 june",
            OccasionCaught(ANNIVERSARY, 14, 6, None, 20, secret=True, secret_from="husband"),
        ),
        (
            "mustn't tell wife, birthday 3 july",
            OccasionCaught(BIRTHDAY, 3, 7, secret=True, secret_from="wife"),
        ),
        (
            "surprise for wife, birthday 3 july",
            OccasionCaught(BIRTHDAY, 3, 7, whose="wife", secret=True, secret_from="wife"),
        ),
        ("surprise for anniversary 3 july", OccasionCaught(ANNIVERSARY, 3, 7, secret=True)),
        ("birthday 29 feb", OccasionCaught(BIRTHDAY, 29, 2)),
        ("birthday 31/12/1985", OccasionCaught(BIRTHDAY, 31, 12)),
        ("wife's birthday 3/12", OccasionCaught(BIRTHDAY, 3, 12, whose="wife")),
        ("wife’s 20th anniversary 3 june", OccasionCaught(ANNIVERSARY, 3, 6, None, 20)),
        ("Max Schuler's 40th birthday june 14th", OccasionCaught(BIRTHDAY, 14, 6, None, 40, "Max Schuler")),
        ("Her sister's birthday is in May", OccasionCaught(BIRTHDAY, None, 5, whose="sister")),
        ("daughter turning 6 on 3 may", OccasionCaught(BIRTHDAY, 3, 5, None, 6, "daughter")),
        ("cumpleaños 14 de junio", OccasionCaught(BIRTHDAY, 14, 6)),
        ("anniversaire 1er août", OccasionCaught(BIRTHDAY, 1, 8)),
        ("compleanno 2 dicembre", OccasionCaught(BIRTHDAY, 2, 12)),
        ("honeymoon", OccasionCaught(OccasionKind.HONEYMOON)),
        ("proposal 14 june", OccasionCaught(PROPOSAL, 14, 6, secret=True, secret_from="partner")),
    ],
)
def test_occasions(line: str, expected: OccasionCaught) -> None:
    assert read(line) == expected


def test_day_and_month_follow_the_house() -> None:
    assert capture("birthday 3/12", TODAY, day_first=False).caught == OccasionCaught(BIRTHDAY, 12, 3)
    assert capture("birthday 31/12", TODAY, day_first=False).caught == OccasionCaught(BIRTHDAY, 31, 12)


@pytest.mark.parametrize("line", ["birthday 31 june", "31.6. birthday", "anniversary 29 feb 2023", "birthday 40/40"])
def test_a_day_that_is_none_is_a_note_with_a_doubt(line: str) -> None:
    found = capture(line, TODAY)
    assert found.caught == NoteCaught(NoteKind.OCCASION, line)
    assert found.doubt.endswith("is not a day")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("allergic to nuts", CautionCaught(ALLERGEN, ("nuts",))),
        ("allergic to nuts, deaf, kiwi", CautionCaught(ALLERGEN, ("nuts", "kiwi"))),
        ("nut allergy", CautionCaught(ALLERGEN, ("nuts",))),
        ("severe nut and egg allergy", CautionCaught(ALLERGEN, ("eggs", "nuts"))),
        ("daughter allergic to peanuts and milk", CautionCaught(ALLERGEN, ("peanuts", "milk"), "daughter")),
        ("nut allergy (daughter)", CautionCaught(ALLERGEN, ("nuts",), "daughter")),
        ("Allergies: shellfish, kiwi", CautionCaught(ALLERGEN, ("shellfish", "kiwi"))),
        ("allergic to rambutan", CautionCaught(ALLERGEN, ("rambutan",))),
        ("Nussallergie", CautionCaught(ALLERGEN, ("nuts",))),
        ("vegan daughter", CautionCaught(DIET, ("vegan",), "daughter")),
        ("coeliac", CautionCaught(ALLERGEN, ("gluten",))),
        ("gluten-free and lactose intolerant", CautionCaught(ALLERGEN, ("gluten", "lactose"))),
        ("no alcohol", CautionCaught(CautionKind.ALCOHOL, ("no alcohol",))),
        ("doesn’t drink", CautionCaught(CautionKind.ALCOHOL, ("no alcohol",))),
        ("does not drink wine", CautionCaught(CautionKind.ALCOHOL, ("no alcohol",))),
        ("vegan", CautionCaught(DIET, ("vegan",))),
        ("no pork", CautionCaught(CautionKind.FAITH_NEED, ("no pork",))),
        ("halal", CautionCaught(CautionKind.FAITH_NEED, ("halal",))),
        ("no nuts on the pillow menu please", CautionCaught(ALLERGEN, ("nuts",))),
        ("travelling with a small dog", CautionCaught(PET, ("dog",))),
        ("allergic to dogs", CautionCaught(PET, ("animals",))),
        ("no allergies except nuts", CautionCaught(ALLERGEN, ("nuts",))),
        ("not only allergic to nuts", CautionCaught(ALLERGEN, ("nuts",))),
        ("no feather pillows", CautionCaught(CautionKind.MATERIAL, ("feathers",))),
    ],
)
def test_cautions(line: str, expected: CautionCaught) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "not allergic to nuts", "isn't allergic to nuts or eggs", "no allergies", "no known food allergies",
        "no nut allergy", "keine Nussallergie", "allergies: none", "likes nuts", "no longer vegan", "non-vegetarian", "not vegan",
        "doesn't drink coffee", "hot dog for lunch", "no problem with dogs", "feel free to call", "likes dogs",
    ],
)  # fmt: skip
def test_what_is_denied_is_no_caution(line: str) -> None:
    found = capture(line, TODAY)
    assert isinstance(found.caught, NoteCaught | PreferenceCaught)
    assert found.also == ()


def test_cautions_of_two_people_and_kinds_are_kept_apart() -> None:
    found = capture("no pork allergic to nuts, daughter vegan", TODAY)
    assert {found.caught, *found.also} == {
        CautionCaught(CautionKind.FAITH_NEED, ("no pork",)),
        CautionCaught(ALLERGEN, ("nuts",)),
        CautionCaught(DIET, ("vegan",), "daughter"),
    }


def test_a_line_that_says_two_things_offers_both() -> None:
    found = capture("allergic to nuts, usual flat white", TODAY)
    assert found.caught == CautionCaught(ALLERGEN, ("nuts",))
    assert found.also == (UsualCaught("flat white"),)
    usual = capture("usual coffee, 20th anniversary 14 june", TODAY)
    assert usual.caught == UsualCaught("coffee")
    assert usual.also == (OccasionCaught(ANNIVERSARY, 14, 6, None, 20),)
    promised = capture("promise nut-free cake by 6pm", TODAY)
    assert promised.caught == PromiseCaught("nut-free cake", "6pm")
    assert promised.also == (CautionCaught(ALLERGEN, ("nuts",)),)
    both = capture("prefers quiet room, allergic to feathers", TODAY)
    assert both.also == (PreferenceCaught("quiet room"),)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("usual flat white oat", UsualCaught("flat white oat")),
        ("usual: table 4", UsualCaught("table 4")),
        ("first visit", FirstVisitCaught()),
        ("first time here", FirstVisitCaught()),
        ("prefers oat milk", PreferenceCaught("oat milk")),
        ("302 prefers oat milk", PreferenceCaught("oat milk")),
        ("hates feather pillows", PreferenceCaught("hates feather pillows")),
        ("call her Tilly", NameCaught(call_me="Tilly")),
        ("say shiv-AWN", NameCaught(say_as="shiv-AWN")),
        ("Siobhan, say shiv-AWN", NameCaught(say_as="shiv-AWN")),
        ("speaks Polish", LanguageCaught("Polish", "pl")),
        ("speaks French and German", LanguageCaught("French, German", "fr")),
        ("nervous", ReassuranceCaught(REASSURE)),
        ("husband is Max Schuler", BondCaught(BondKind.PARTNER, "Max Schuler")),
        ("promise sea view by 6pm", PromiseCaught("sea view", "6pm")),
        ("promised her late checkout tomorrow", PromiseCaught("late checkout", "tomorrow")),
        ("promise table by the window", PromiseCaught("table by the window")),
        ("promise brochures friday 17:00", PromiseCaught("brochures", "friday 17:00")),
        ("promise call back in 20 min", PromiseCaught("call back", "in 20 min")),
        ("412 promised her sea view by 6pm if free", PromiseCaught("sea view if free", "6pm")),
        ("promise taxi at noon", PromiseCaught("taxi", "noon")),
        ("we promised champagne on arrival", PromiseCaught("champagne on arrival")),
        ("promise by 6pm", PromiseCaught("by 6pm")),
    ],
)
def test_other_readings(line: str, expected: Captured) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    "line",
    ["asked about the pier", "call her tomorrow", "say hello from Ana", "does not speak English", "not nervous",
     "not their first visit", "no birthday cake please", "business proposal at 10", "room 1214 at 16:00", "302"],
)  # fmt: skip
def test_the_rest_is_a_note_word_for_word(line: str) -> None:
    found = capture(line, TODAY)
    assert isinstance(found.caught, NoteCaught)
    assert (found.caught.text, found.doubt) == (line, "")


def test_what_must_not_be_kept() -> None:
    card = capture("card 4111 1111 1111 1111 for deposit", TODAY)
    assert "1111" not in f"{card}"
    assert "nervous" not in capture("very nervous", TODAY).understood


WORDS = [
    "no", "not", "allergic to", "nuts", "allergy", "birthday", "anniversary", "20th", "14 june", "31", "/12", "secret from",
    "husband", "must not know", "wife's", "'s", ",", ".", "(", "usual", "say", "call her", "prefers", "by 6pm", "2006",
    "the", "turning", "in May", "-", "and", "free", "without", "daughter", "dog", "with", "doesn't drink",
]  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_no_line_breaks_it_and_every_note_keeps_its_words(line: str) -> None:
    found = capture(line, TODAY)
    assert found.understood
    if isinstance(found.caught, NoteCaught):
        assert found.caught.text == without(clean(line))[0]
    for caught in (found.caught, *found.also):
        if isinstance(caught, OccasionCaught):
            assert caught.day is None or 1 <= caught.day <= 31
            assert caught.year is None or str(caught.year) in line
        if isinstance(caught, CautionCaught):
            assert all(caught.subjects)


@given(
    st.dates(date(2004, 1, 1), date(2004, 12, 31)), st.sampled_from(["%d %B", "%B %d", "%d %b", "%d/%m", "2004-%m-%d"])
)
def test_every_day_of_the_year_is_read_in_every_form(day: date, form: str) -> None:
    found = read(f"birthday {day.strftime(form)}")
    assert found == OccasionCaught(BIRTHDAY, day.day, day.month)

"""What people really type: slips of the finger, other languages, two people in one line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.capture import capture
from delightdesk.domain.capture_slips import mended
from delightdesk.domain.captured import CautionCaught, NoteCaught, OccasionCaught
from delightdesk.domain.mining import mine
from delightdesk.domain.vocabulary import OccasionKind

TODAY = date(2026, 6, 14)


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("alergic to nuts", "Caution: nuts"),
        ("allergic to nutts", "Caution: nuts"),
        ("strawberry alergy", "Caution: strawberries"),
        ("vegeterian", "Caution: vegetarian"),
        ("it's their 20th annivesary on 14 june", "Anniversary, 20th, 14 June"),
        ("brithday 3 march", "Birthday, 3 March"),
        ("firts visit", "First visit"),
        ("alérgica a los frutos secos", "Caution: nuts"),
        ("allergique aux fruits à coque", "Caution: nuts"),
        ("pas de noix, pas de lait", "Caution: nuts, milk"),
        ("keine Nüsse, keine Milch", "Caution: nuts, milk"),
        ("allergia alle noci e latte", "Caution: nuts, milk"),
        ("ne boit pas d'alcool", "Caution: no alcohol"),
        ("no come cerdo", "Caution: no pork"),
        ("laktoseintolerant", "Caution: milk"),
        ("20. Hochzeitstag am 14. Juni", "Anniversary, 20th, 14 June"),
        ("fête son anniversaire demain", "Birthday, 15 June"),
        ("aniversario el 14 de junio, es sorpresa", "Anniversary, 14 June, secret"),
        ("married 20 years on 14 june", "Anniversary, 20th, 14 June"),
        ("anniversary 14 june since 2006", "Anniversary, 20th, 14 June, since 2006"),
        ("her birthday was yesterday", "Birthday, 13 June"),
        ("don't mention birthday", "Birthday, this visit, secret"),
        ("son has a nut allergy but daughter is fine", "Caution for son: nuts"),
        ("wife is pregnant", "Caution for wife: no alcohol"),
        ("recovering alcoholic", "Caution: no alcohol"),
    ],
)
def test_a_line_as_it_is_really_typed(line: str, understood: str) -> None:
    assert capture(line, TODAY).understood == understood


@pytest.mark.parametrize("line", ["has a cat at home", "anniversary was last week", "asked about welding premises"])
def test_what_says_nothing_stays_the_note_that_was_typed(line: str) -> None:
    found = capture(line, TODAY)
    assert isinstance(found.caught, NoteCaught)
    assert found.caught.text == line


def test_a_slip_in_an_imported_remark_is_found_too() -> None:
    (finding,) = mine("Remarks", "Guest is alergic to peanuts", TODAY)
    assert isinstance(finding.captured, CautionCaught)
    assert finding.captured.subjects == ("peanuts",)


def test_no_number_of_a_day_is_taken_for_a_count() -> None:
    found = capture("14.6. birthday", TODAY).caught
    assert isinstance(found, OccasionCaught)
    assert (found.kind, found.day, found.month, found.years) == (OccasionKind.BIRTHDAY, 14, 6, None)


@given(st.text(max_size=120))
def test_mending_twice_changes_nothing_more(line: str) -> None:
    assert mended(mended(line)) == mended(line)


def test_two_allergies_told_one_after_the_other_are_two() -> None:
    found = capture("allergic to nuts, alergic to milk and is allergic to eggs", TODAY)
    assert found.understood == "Caution: nuts, milk, eggs"

"""Remarks of an import: what deserves a look, whose it is, and silence otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.captured import (
    Captured,
    CautionCaught,
    FirstVisitCaught,
    OccasionCaught,
    ReassuranceCaught,
)
from delightdesk.domain.mining import mine
from delightdesk.domain.vocabulary import CautionKind, OccasionKind

TODAY = date(2026, 6, 10)
ALLERGEN = CautionKind.ALLERGEN


def found(header: str, text: str) -> set[Captured]:
    return {finding.captured for finding in mine(header, text, TODAY)}


def test_a_remark_that_says_much() -> None:
    text = "Honeymoon! First time in Bath, wife allergic to shellfish.\nHer sister’s birthday is in May. A bit nervous."
    findings = mine("Remarks", text, TODAY)
    assert [(finding.captured, finding.quote) for finding in findings] == [
        (OccasionCaught(OccasionKind.HONEYMOON), "Honeymoon"),
        (CautionCaught(ALLERGEN, ("shellfish",), "wife"), "First time in Bath, wife allergic to shellfish"),
        (FirstVisitCaught(), "First time in Bath, wife allergic to shellfish"),
        (OccasionCaught(OccasionKind.BIRTHDAY, None, 5, whose="sister"), "Her sister's birthday is in May"),
        (ReassuranceCaught(), "A bit nervous"),
    ]


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [
        ("Dietary", "shellfish allergy", CautionCaught(ALLERGEN, ("shellfish",))),
        ("Dietary", "shellfish", CautionCaught(ALLERGEN, ("shellfish",))),
        ("Allergies", "rambutan", CautionCaught(ALLERGEN, ("rambutan",))),
        ("Occasion", "Birthday", OccasionCaught(OccasionKind.BIRTHDAY)),
        ("Anniversary", "yes", OccasionCaught(OccasionKind.ANNIVERSARY)),
        ("First visit", "Y", FirstVisitCaught()),
        ("Pets", "1 dog", CautionCaught(CautionKind.PET, ("dog",))),
        ("Remarks", "gluten free please", CautionCaught(ALLERGEN, ("gluten",))),
        (
            "Notes",
            "will propose on 14 June",
            OccasionCaught(OccasionKind.PROPOSAL, 14, 6, secret=True, secret_from="partner"),
        ),
    ],
)
def test_the_header_lends_its_meaning(header: str, text: str, expected: Captured) -> None:
    assert found(header, text) == {expected}


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Allergies", "none"), ("Dietary", "No"), ("Dietary", "n/a"), ("Dietary", "No allergies."), ("Remarks", ""),
        ("Remarks", "late arrival, high floor"), ("Remarks", "free parking please"), ("Remarks", "newspaper at 7"),
        ("First visit", "no"), ("Remarks", "yes"), ("Dietary", "enjoys everything"),
    ],
)  # fmt: skip
def test_silence(header: str, text: str) -> None:
    assert mine(header, text, TODAY) == ()


@pytest.mark.parametrize(
    "text",
    ["turns 40 on 3 May", "doesn't drink", "never eats pork", "dont eat nuts", "glutenfree", "Goldene Hochzeit",
     "popping the question", "has a small dog", "newlyweds", "20 years married", "never stayed here", "sugar-free",
     "needs reassurance", "senza glutine, vegana", "Nussallergie", "glutenfrei", "Allergie gegen Nüsse", "hay fever", "30. Geburtstag"],
)  # fmt: skip
def test_the_quick_look_overlooks_nothing(text: str) -> None:
    assert mine("Remarks", text, TODAY)


def test_card_numbers_never_reach_the_queue() -> None:
    (finding,) = mine("Remarks", "anniversary, card 4111 1111 1111 1111", TODAY)
    assert "1111" not in finding.quote


@given(st.text(max_size=60), st.text(max_size=300))
def test_no_cell_breaks_it(header: str, text: str) -> None:
    for finding in mine(header, text, TODAY):
        assert finding.quote
        assert finding.captured.understood

"""Rules that may be bent kindly, and those that never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.bending import refuse_bend
from delightdesk.domain.text import clean


@pytest.mark.parametrize(
    "rule",
    [
        "late departure 90 min", "breakfast after closing", "dog in the lobby", "early check-in at 10", "coffee after closing",
        "refund without receipt", "cake from outside", "alcohol-free cocktail for the kids", "pool towels in the garden",
        "fireplace lit in summer", "I'd let them stay", "I’d let them stay", "expired voucher accepted", "alarm clock lent",
        "dinner on the roof terrace", "room for mother-in-law changed", "walked safely home", "two dogs instead of one", "",
    ],
)  # fmt: skip
def test_kindness_needs_no_permission(rule: str):
    assert refuse_bend(rule) == ""


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("wine for the 16 year old", "alcohol for minors"),
        ("beer for her son", "alcohol for minors"),
        ("let the underage guest in", "age limit"),
        ("14-year-old in the sauna", "age limit"),
        ("fire door kept open for the luggage", "Fire safety"),
        ("emergency exit blocked with chairs", "Fire safety"),
        ("eight over the occupancy limit", "number of people"),
        ("lobby above capacity for an hour", "number of people"),
        ("back door left unlocked", "locks"),
        ("pool after closing", "Pool"),
        ("check in without ID", "identity"),
        ("pasport not shown", "identity"),
        ("no regstration form", "identity"),
        ("no VAT on the invoice", "Tax"),
        ("drinks after closing", "licence"),
        ("champagne after midnight past closing", "licence"),
        ("told her the room number of another guest", "privacy"),
        ("nuts served in spite of alergy", "allergens"),
        ("aspirin for her headache", "medicines"),
        ("MEDICINE from reception", "medicines"),
        ("serve him although he is drunk", "licence"),
        ("wine for the driver", "driving"),
        ("leftover buffet past its date", "food safety"),
        ("under 12s in the sauna", "age limit"),
        ("dog in the kitchen", "food safety"),
        ("30 people in the room for 20", "number of people"),
        ("her neighbour's room number", "privacy"),
        ("invoice with another date", "Tax"),
        ("treated without consent", "consent"),
    ],
)
def test_what_protects_people_is_never_bent_and_is_named(rule: str, named: str):
    sentence = refuse_bend(rule)
    assert named in sentence
    assert sentence.endswith(".")
    assert "!" not in sentence


@given(st.text(max_size=300))
def test_no_text_breaks_it(rule: str):
    assert refuse_bend(rule) == refuse_bend(rule)
    assert refuse_bend(f"{clean(rule)} fire exit")

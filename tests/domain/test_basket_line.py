"""Baskets in one line: what a person types, and what comes back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.basket_line import read_items, read_own, write_items
from delightdesk.domain.errors import Invalid


@pytest.mark.parametrize(
    ("line", "title", "items"),
    [
        ("walk to the pier", "walk to the pier", ()),
        ("walk to the pier 0", "walk to the pier", ()),
        ("walk to the pier 4,50", "walk to the pier", (("walk to the pier", 450),)),
        (
            "Sorry basket: cleaning 20, flowers £10, wine 10.00, chocolate 5, card 3",
            "Sorry basket",
            (("cleaning", 2000), ("flowers", 1000), ("wine", 1000), ("chocolate", 500), ("card", 300)),
        ),
        ("Tea for two: tea, scones 4", "Tea for two", (("tea", 0), ("scones", 400))),
        ("", "", ()),
    ],
)
def test_a_gesture_of_ones_own_is_read_with_its_items(line, title, items):
    assert read_own(line, "GBP") == (title, items)


@pytest.mark.parametrize("line", ["boat 5x", "boat $5", "basket: wine 10, card 1.2.3"])
def test_an_amount_that_is_none_is_refused(line):
    with pytest.raises(Invalid, match="nothing was saved"):
        read_own(line, "GBP")


WORDS = st.text("abcdefg, ", min_size=1, max_size=20).map(lambda text: " ".join(text.split()).strip(", ")).filter(bool)


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**7)), max_size=6), st.sampled_from(["GBP", "CHF", "PLN", "JPY"]))
def test_what_was_written_is_read_again(items, currency):
    assert read_items(write_items(items, currency), currency) == tuple(items)

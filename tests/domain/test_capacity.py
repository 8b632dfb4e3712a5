"""A promise to more people than the house can serve is seen while it is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.capacity import over_limit, people_in
from delightdesk.domain.playbooks import Playbook, PlayStep


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("table for 25", 25),
        ("25 people", 25),
        ("party of 25 by 7pm", 25),
        ("cake for twenty-five", 25),
        ("Group of 12", 12),
        ("a dozen guests", 12),
        ("a hundred and twenty people", 120),
        ("dinner for 120", 120),
        ("15-20 people", 20),
        ("2 adults and 3 children", 5),
        ("there are 25 of them", 25),
        ("table for 2 at 6pm", 2),
        ("room 25", 0),
        ("table 25", 0),
        ("cot by 25 june", 0),
        ("menu for 25 june", 0),
        ("call back in 25 min", 0),
        ("sauna for 25 minutes", 0),
        ("table for 18:30", 0),
        ("towels for 412", 0),
        ("discount for 25 euros", 0),
        ("cake for her 40th", 0),
        ("sea view", 0),
    ],
)
def test_how_many_people_it_speaks_of(text: str, people: int):
    assert people_in(text) == people


def book(key: str, most: int, of: str = "people") -> Playbook:
    return Playbook(key, key, (PlayStep("tell a true time", "owner", timedelta(0)),), most=most, most_of=of)


BOOKS = (book("large", 40), book("late-kitchen", 12), book("none", 0), book("dogs", 2, "dogs"))


def test_the_party_of_twenty_five():
    assert over_limit(BOOKS, "table for 25 by 7pm", 2) == (BOOKS[1], 25)
    assert over_limit(BOOKS, "sea view", 13) == (BOOKS[1], 13)
    assert over_limit(BOOKS, "table for 12", 12) is None
    assert over_limit((), "table for 25", 25) is None


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str):
    assert people_in(text) >= 0


@given(st.integers(1, 9999), st.sampled_from(["table for {}", "{} people", "party of {}"]))
def test_every_number_is_read(number: int, form: str):
    assert people_in(form.format(number)) == number

"""What a thing is called gives away what is in it, so that a forgotten tag harms nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.cautions import TAGS
from delightdesk.domain.telltales import grave_tags_in, tags_in
from delightdesk.domain.vocabulary import Sector
from delightdesk.files.packs import load_pack


@pytest.mark.parametrize(
    ("thing", "there", "not_there"),
    [
        ("Glass of prosecco", {"alcohol", "sulphites"}, {"nuts"}),
        ("Crémant for two", {"alcohol"}, set()),
        ("Almond tart", {"nuts", "gluten"}, {"peanuts"}),
        ("PISTACHIOS, roasted", {"nuts"}, set()),
        ("peanut butter toast", {"peanuts", "gluten"}, {"nuts", "milk"}),
        ("nut-free brownie", {"chocolate", "eggs"}, {"nuts"}),
        ("brownie without nuts", {"gluten"}, {"nuts"}),
        ("alcohol-free sparkling wine", {"sulphites"}, {"alcohol"}),
        ("non-alcoholic beer", {"gluten"}, {"alcohol"}),
        ("ginger ale", set(), {"alcohol", "gluten"}),
        ("oat milk", set(), {"milk"}),
        ("coconut water and a doughnut", {"gluten"}, {"nuts"}),
        ("prawns on ice", {"crustaceans"}, set()),
        ("kite for a windy day", set(), TAGS),
    ],
)
def test_carriers_give_their_tags_and_what_is_left_out_does_not(thing: str, there: set[str], not_there: set[str]):
    found = tags_in(thing)
    assert there <= found
    assert not found & not_there


def test_a_sentence_is_read_only_for_what_does_real_harm():
    sentence = "They rose to toast the day, then a praline with rum."
    assert grave_tags_in(sentence) == {"nuts", "alcohol"}


def test_no_thing_of_a_shipped_pack_gives_away_what_its_pack_does_not_say():
    for sector in Sector:
        for idea in load_pack(sector).ideas:
            for part in idea.parts:
                for each in (part, part.swap):
                    assert each is None or tags_in(each.what) <= each.contains, (sector, each.what)


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_known_tags_only(text: str):
    assert tags_in(text) <= TAGS

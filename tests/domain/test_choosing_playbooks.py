"""The plan that fits stands first, and no plan is ever left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.choosing_playbooks import best
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.problem_kinds import KINDS
from delightdesk.domain.vocabulary import Sector
from delightdesk.files.packs import load_pack

STEP = (PlayStep("Apologise", "owner", timedelta()),)


def book(title: str, *answers: str, words: str = "", missed: bool = False) -> Playbook:
    return Playbook(title, title, STEP, frozenset(answers), frozenset(words.split()), missed)


EXACT, GROUP, WORDS = book("Shower", "room.plumbing"), book("Room", "room"), book("Beach", words="shower")
REST, PROMISE = book("Anything"), book("Word", missed=True)
ALL = (REST, PROMISE, WORDS, GROUP, EXACT)


def test_exact_kind_then_group_then_words_then_the_rest_by_title():
    assert best(ALL, "room.plumbing", "Cold showers!") == (EXACT, GROUP, WORDS, REST, PROMISE)
    assert best(ALL, "room.heat", "radiator dead") == (GROUP, REST, WORDS, EXACT, PROMISE)
    assert best(ALL, "food.late", "") == (REST, WORDS, GROUP, EXACT, PROMISE)


def test_after_a_missed_promise_its_plan_comes_first():
    assert best(ALL, "room.plumbing", "cold shower", missed=True) == (PROMISE, EXACT, GROUP, WORDS, REST)


def test_among_equals_more_words_count_then_the_narrower_plan_then_the_title():
    wide, narrow = book("A", "lost", "third_party", words="suit machine"), book("B", "lost", words="ring")
    assert best((wide, narrow), "lost", "suit ruined by the machine") == (wide, narrow)
    assert best((wide, narrow), "lost", "ring gone") == (narrow, wide)
    assert best((wide, narrow), "lost", "gone") == (narrow, wide)
    assert best((narrow, book("a", "lost")), "lost", "gone")[0].title == "a"


def test_words_are_met_without_marks_case_or_plural():
    assert best((REST, book("Cafe", words="cafes")), "other", "The CAFÉ was closed")[0].title == "Cafe"


def test_a_group_never_answers_another_kind_that_only_begins_alike():
    assert best((book("Z", "room"), REST), "rooms.heat", "")[0] == REST


@given(st.permutations(ALL), st.sampled_from(sorted(KINDS)), st.text(max_size=60), st.booleans())
def test_none_is_lost_and_the_order_they_came_in_does_not_matter(books, kind: str, what: str, missed: bool):
    chosen = best(books, kind, what, missed)
    assert sorted(chosen, key=id) == sorted(ALL, key=id)
    assert chosen == best(ALL, kind, what, missed)


@pytest.mark.parametrize(
    ("sector", "kind", "what", "missed", "key"),
    [
        (Sector.HOTEL, "room.plumbing", "shower cold and no towels", False, "cold-room"),
        (Sector.HOTEL, "third_party", "washing machine broken, clothes ruined", False, "clothes-spoiled"),
        (Sector.HOTEL, "third_party", "taxi did not come", False, "let-down-outside"),
        (Sector.HOTEL, "lost", "ring missing", False, "lost-thing"),
        (Sector.HOTEL, "lost", "suit shrunk in the wash", False, "clothes-spoiled"),
        (Sector.HOTEL, "food.allergen", "soup had nuts, daughter swelling", False, "allergen"),
        (Sector.HOTEL, "room.plumbing", "kettle promised for noon", True, "missed-promise"),
        (Sector.RESTAURANT, "food.late", "party of 25, birthday lunch, main course late", False, "late-kitchen"),
        (Sector.RESTAURANT, "food.late", "soup still not here", False, "late-dish"),
        (Sector.RESTAURANT, "room.noise", "too loud", False, "table-uneasy"),
        (Sector.SHOP, "shop.delivery", "brochures late", False, "late-delivery"),
        (Sector.SHOP, "shop.delivery", "wrong colour packed", False, "wrong-item"),
        (Sector.SHOP, "shop.delivery", "brochures", True, "missed-promise"),
        (Sector.CLINIC, "safety", "slipped in the hall", False, "hurt-here"),
        (Sector.CLINIC, "safety", "letter given to the wrong patient", False, "wrong-record"),
        (Sector.CLINIC, "clinic.wait", "waiting 50 minutes", False, "running-late"),
    ],
)
def test_the_shipped_plans_are_found_for_what_happens(sector: Sector, kind: str, what: str, missed: bool, key: str):
    assert best(load_pack(sector).playbooks, kind, what, missed)[0].key == key

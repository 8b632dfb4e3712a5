"""The kinds of problem: one table that every house can read from."""

from __future__ import annotations

import pytest

from delightdesk.domain.problem_kinds import KINDS, SEVERITIES, kind_of, kinds_for
from delightdesk.domain.problem_words import same, singular
from delightdesk.domain.vocabulary import Sector

ALL = frozenset({
    "room.heat", "room.clean", "room.plumbing", "room.light", "room.wifi", "room.noise", "room.smell", "room.pest",
    "arrival.wait", "arrival.not_ready", "arrival.wrong_type", "arrival.overbooked", "bill", "staff", "food.late",
    "food.wrong", "food.quality", "food.allergen", "lost", "safety", "third_party", "shop.stock", "shop.defect",
    "shop.delivery", "shop.return", "clinic.wait", "clinic.cancelled", "clinic.explanation", "clinic.comfort",
    "other",
})  # fmt: skip


def test_every_kind_of_the_trade_is_there_and_tells_what_it_is():
    assert set(KINDS) == ALL
    assert all(kind.label and kind.severity in SEVERITIES and kind.sectors for kind in KINDS.values())
    assert len({kind.label for kind in KINDS.values()}) == len(KINDS)
    assert KINDS["food.allergen"].severity == KINDS["safety"].severity == 5


@pytest.mark.parametrize("sector", Sector)
def test_a_house_is_offered_what_makes_sense_there_with_other_last(sector: Sector):
    offered = kinds_for(sector)
    assert offered[-1].key == "other"
    assert {"bill", "staff", "lost", "safety", "third_party"} <= {kind.key for kind in offered}
    strange = {Sector.SHOP: "clinic", Sector.CLINIC: "food", Sector.HOTEL: "shop", Sector.RESTAURANT: "shop"}[sector]
    assert strange not in {kind.group for kind in offered}


def test_what_nobody_knows_is_other():
    assert kind_of("room.heat").group == "room"
    assert kind_of("room.of.tomorrow").key == "other"
    assert kind_of("").key == "other"


def test_no_word_names_two_things_of_one_kind():
    for kind in KINDS.values():
        forms = [" ".join(map(same, form.split())) for group in kind.words for form in set(group.split("|"))]
        named = {frozenset(" ".join(map(same, form.split())) for form in group.split("|")) for group in kind.words}
        assert sum(map(len, named)) == len(set(forms)), kind.key


@pytest.mark.parametrize(
    ("many", "one"), [("showers", "shower"), ("dishes", "dish"), ("flies", "fly"), ("glass", "glass"), ("bus", "bus")]
)
def test_simple_plurals(many: str, one: str):
    assert singular(many) == one

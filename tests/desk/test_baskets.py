"""The basket as one line: planned before it is given, actual afterwards, and undone like everything else."""

from __future__ import annotations

import pytest

from delightdesk.desk import baskets, gestures, undo
from delightdesk.domain.errors import Invalid, Stale
from delightdesk.domain.vocabulary import Reaction


@pytest.fixture
def basket(desk):
    guest_id = desk.guest()
    items = [("cleaning", 2000), ("flowers", 1000), ("card", 300)]
    return desk.write(lambda work: gestures.plan_own(work, guest_id, "Sorry basket", items))


def test_every_line_can_be_changed_before_it_is_given(desk, basket):
    assert desk.read(lambda work: baskets.as_line(work, basket.id)) == "cleaning £20, flowers £10, card £3"
    typed = "cleaning 20, flowers 10, wine 10, chocolate 5, card 3"
    after = desk.write(lambda work: baskets.retype(work, basket.id, typed, basket.version))
    assert (after.planned, after.actual, len(after.lines)) == (4800, None, 5)
    with pytest.raises(Stale):
        desk.write(lambda work: baskets.retype(work, basket.id, "card 3", basket.version))
    desk.write(undo.undo)
    assert desk.read(lambda work: gestures.view(work, basket.id)).planned == 3300


def test_after_it_was_given_the_amounts_are_what_it_really_cost(desk, basket):
    desk.write(lambda work: gestures.deliver(work, basket.id))
    after = desk.write(lambda work: baskets.retype(work, basket.id, "flowers 12.50, cleaning 20, ribbon 1"))
    assert [(line.what, line.planned, line.actual) for line in after.lines] == [
        ("cleaning", 2000, 2000), ("flowers", 1000, 1250), ("card", 300, 0), ("ribbon", 0, 100),
    ]  # fmt: skip
    assert (after.planned, after.actual, after.cost_text) == (3300, 3350, "£33.50")


def test_what_was_never_given_costs_nothing(desk, basket):
    desk.write(lambda work: gestures.decline(work, basket.id))
    before = desk.tables()
    with pytest.raises(Invalid, match="not given"):
        desk.write(lambda work: baskets.retype(work, basket.id, "card 3"))
    assert desk.tables() == before


def test_words_alone_say_nothing_of_how_it_was_taken(desk, basket):
    desk.write(lambda work: gestures.deliver(work, basket.id))
    after = desk.write(lambda work: gestures.react(work, basket.id, None, "so kind"))
    assert (after.reaction, after.words) == (None, "so kind")
    after = desk.write(lambda work: gestures.react(work, basket.id, Reaction.MOVED))
    assert (after.reaction, after.words) == (Reaction.MOVED, "so kind")

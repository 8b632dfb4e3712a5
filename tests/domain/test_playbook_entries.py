"""A playbook survives the file and the form: what was written is what is read, and what is wrong is named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delightdesk.domain.errors import Invalid
from delightdesk.domain.playbook_entries import CHANGEABLE, check, from_entry, merged, read_step, step_line, to_entry
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector
from delightdesk.files.packs import load_pack

BREAD = PlayStep("Bread to the table", "kitchen", timedelta(minutes=10), "Something while you wait, {name}.")
BOOK = Playbook(
    key="late-kitchen",
    title="Kitchen delay",
    steps=(PlayStep("Tell them a true time", "owner", timedelta()), BREAD),
    answers=frozenset({"food.late", "room"}),
    words=frozenset({"group", "birthday"}),
    interim=("r39",),
    options=("Plates to share at once", "Another day"),
    partner="The partner restaurant",
    most=12,
    most_of="people",
)


def _plain(longest: int, without: str = ""):
    """Clean text that people may type, every script and sign of it."""
    texts = st.text(st.characters(exclude_characters=without), max_size=longest + 5)
    return texts.map(lambda text: clean(text, longest)).filter(bool)


_TIMES = st.one_of(
    st.just(timedelta()),
    st.integers(1, 999).map(lambda number: timedelta(minutes=number)),
    st.integers(1, 999).map(lambda number: timedelta(hours=number)),
    st.integers(1, 999).map(lambda number: timedelta(days=number)),
)
_STEPS = st.builds(
    PlayStep, _plain(80, "|"), _plain(48, "|:"), _TIMES, st.just("") | _plain(200, "{}") | st.just("Here, {name}.")
)


@given(_STEPS)
@example(PlayStep("Tell them: now", "now", timedelta(), "“Quoted”"))
@example(PlayStep("12:30", "24 h porter", timedelta(hours=1), '"'))
@example(PlayStep("x", "30m", timedelta(hours=1), "a | b “c"))
@example(PlayStep("x", ", bar", timedelta(minutes=90), "”"))
def test_a_step_typed_as_it_is_shown_is_the_same_step(step: PlayStep):
    assert read_step(step_line(step)) == step


def test_a_step_is_one_line_that_reads_like_a_plan():
    assert step_line(BREAD) == "10m, kitchen: Bread to the table | “Something while you wait, {name}.”"
    assert step_line(BOOK.steps[0]) == "now, owner: Tell them a true time"


@pytest.mark.parametrize(
    ("typed", "within", "who", "title", "say"),
    [
        ("10 min kitchen: Bread to the table", timedelta(minutes=10), "kitchen", "Bread to the table", ""),
        ("within 10 minutes, kitchen: Bread", timedelta(minutes=10), "kitchen", "Bread", ""),
        ("  NOW   owner:  Tell them  ", timedelta(), "owner", "Tell them", ""),
        ("at once, owner: Tell them", timedelta(), "owner", "Tell them", ""),
        ("kitchen: Bread", timedelta(), "kitchen", "Bread", ""),
        ("Bread to the table", timedelta(), "owner", "Bread to the table", ""),
        ("20m: Bread", timedelta(minutes=20), "owner", "Bread", ""),
        ("2 hrs, Bring it at 18:30", timedelta(hours=2), "owner", "Bring it at 18:30", ""),
        ("1h30 bar: Coffee", timedelta(minutes=90), "bar", "Coffee", ""),
        ("half an hour, bar: Coffee", timedelta(minutes=30), "bar", "Coffee", ""),
        ("next day, manager: Call", timedelta(days=1), "manager", "Call", ""),
        ("60 minutes, bar: Coffee", timedelta(hours=1), "bar", "Coffee", ""),
        ("now, owner: Tell them | It will be ten.", timedelta(), "owner", "Tell them", "It will be ten."),
        ('now, owner: Tell them | "It will be ten."', timedelta(), "owner", "Tell them", "It will be ten."),
        ("nowhere: Look", timedelta(), "nowhere", "Look", ""),
        ("\x1b[31mnow, owner: Tell\x07 them", timedelta(), "owner", "Tell them", ""),
    ],
)
def test_a_step_is_read_as_people_type_it(typed: str, within: timedelta, who: str, title: str, say: str):
    assert read_step(typed) == PlayStep(title, who, within, say)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Step, what to do: is empty"),
        ("10m, kitchen:", "what to do: is empty"),
        ("now, owner: " + "x" * 81, "what to do: is 81 letters long, 80 fit"),
        ("1439 min, owner: Wait", '"1439m" is not a time such as'),
        ("99999d owner: Wait", '"99999d" is not a time such as'),
        ("now, owner: Tell | “Good evening, {guest}.”", '"{guest}" cannot be filled in; only {name} can'),
        ("now, owner: Tell | “All our best for {occasion}.”", '"{occasion}" cannot be filled in; only {name} can'),
        ("now, owner: Tell | " + "x" * 201, "words to say: is 201 letters long, 200 fit"),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_one_sentence(typed: str, words: str):
    with pytest.raises(Invalid) as caught:
        read_step(typed)
    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was saved.")
    assert caught.value.field == "steps"


@given(st.text(max_size=120))
@example("9999999999999999 min x")
@example("٣ min, bar: Coffee")
def test_whatever_is_typed_becomes_a_step_that_reads_the_same_again_or_a_sentence(typed: str):
    try:
        step = read_step(typed)
    except Invalid as refused:
        assert refused.field == "steps"  # noqa: PT017 - either outcome is right, both are checked
    else:
        assert read_step(step_line(step)) == step
        check(replace(BOOK, steps=(step,)))


def test_a_playbook_goes_through_json_unchanged():
    kept = json.loads(json.dumps(to_entry(BOOK)))
    assert from_entry(kept) == BOOK
    assert kept["steps"][1] == {
        "title": "Bread to the table",
        "who": "kitchen",
        "within": "10m",
        "say": "Something while you wait, {name}.",
    }
    assert kept["answers"] == ["food.late", "room"]


@pytest.mark.parametrize("sector", list(Sector))
def test_every_shipped_playbook_is_one_a_house_could_have_typed(sector: Sector):
    for book in load_pack(sector).playbooks:
        check(book)
        assert from_entry(json.loads(json.dumps(to_entry(book)))) == book
        assert tuple(read_step(step_line(step)) for step in book.steps) == book.steps


@pytest.mark.parametrize(
    "damage",
    [{"steps": None}, {"steps": [{}]}, {"steps": ["now"]}, {"answers": 3}, {"colour": "blue"}, {"steps": [{
        "title": "x", "who": "y", "within": "soon", "say": ""}]}],
)  # fmt: skip
def test_a_damaged_entry_is_told_in_a_sentence(damage: dict):
    with pytest.raises(Invalid, match="not complete"):
        from_entry({**to_entry(BOOK), **damage})


def test_a_kind_that_is_gone_does_not_hide_the_plan():
    assert from_entry({**to_entry(BOOK), "answers": ["moon.landing"]}).title == "Kitchen delay"


def test_what_the_house_decided_stays_and_the_rest_follows_the_pack():
    entry = to_entry(BOOK)
    house = {"title": "Storm in the kitchen", "most": 8}
    newer = {**entry, "title": "New title", "partner": "The new partner"}
    book = from_entry(merged(newer, house))
    assert (book.title, book.most, book.partner) == ("Storm in the kitchen", 8, "The new partner")
    assert merged(entry, {}) == entry
    assert entry == to_entry(BOOK)


def test_the_house_changes_neither_key_nor_whose_it_is():
    assert merged(to_entry(BOOK), {"key": "other", "own": True}) == to_entry(BOOK)
    assert set(to_entry(BOOK)) - CHANGEABLE == {"key", "own"}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "Title: a playbook needs one"),
        ({"title": "x" * 49}, "title", "is 49 letters long, 48 fit"),
        ({"steps": ()}, "steps", "Steps: a playbook needs at least one"),
        ({"steps": (BREAD,) * 13}, "steps", "Steps: holds more than 12"),
        ({"steps": (BREAD, replace(BREAD, title=""))}, "steps", "Step 2, what to do: is empty"),
        ({"steps": (replace(BREAD, who="bar: left"),)}, "steps", 'Step 1, who: ":" cannot stand in'),
        ({"steps": (replace(BREAD, title="this | that"),)}, "steps", 'Step 1, what to do: "|" cannot stand in'),
        ({"steps": (replace(BREAD, within=timedelta(seconds=90)),)}, "steps", 'Step 1, time: "1.5m" is not a time'),
        ({"steps": (replace(BREAD, within=-timedelta(hours=1)),)}, "steps", 'Step 1, time: "-1h" is not a time'),
        ({"steps": (replace(BREAD, say="Hello {you}."),)}, "steps", "Step 1, words to say"),
        ({"most": 12, "most_of": ""}, "most_of", "Limit of: is missing: a limit needs what it counts"),
        ({"most": -1}, "most", "Limit: must be 0 or more"),
        ({"answers": frozenset({"food.layte"})}, "answers", 'is not a known kind of problem, perhaps "food.late"'),
        ({"words": frozenset({"two words"})}, "words", "is not one plain word"),
        ({"interim": ("G 39",)}, "interim", "must be small letters"),
        ({"options": ("Another day", " ")}, "options", "is empty"),
    ],
)
def test_the_form_is_checked_like_a_pack_and_the_field_is_named(changes: dict, field: str, words: str):
    with pytest.raises(Invalid) as caught:
        check(replace(BOOK, **changes))
    assert caught.value.field == field
    assert words in str(caught.value)


def test_a_new_playbook_of_the_house_needs_no_more_than_title_and_one_step():
    check(Playbook(key="", title="Fog", steps=(PlayStep("Call the ferry", "owner", timedelta()),), own=True))
    check(replace(BOOK, key="own-3", own=True))

"""Reading back, and the rules of a handover that need no desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.handing_over import (
    is_critical_promise,
    is_harm,
    names_allergen,
    next_step,
    reading_minutes,
)
from delightdesk.domain.read_back import lacks
from delightdesk.domain.vocabulary import TaskKind

LINE = ("412 Zoë Müller", "Promise: cake without nuts", "18:00")


@pytest.mark.parametrize(
    "said",
    [
        "412 nuts cake", "mueller cake tonight", "MULLER NUTS AHOI", "zoe, at 18:00 please", "zoe at 18.00 please",
        "no nuts in the cakee for mullr", "cake for 412",
    ],
)  # fmt: skip
def test_two_of_the_lines_own_words_among_three_are_enough(said):
    assert lacks(said, LINE) == ""


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "three words"), ("ok", "one word"), ("nuts cake", "2 words"), ("yes yes yes", "None of that"),
        ("nuts nuts nuts", "Only “nuts”"), ("the cake is fine", "Only “cake”"), ("413 cahe nats", "None of that"),
        ("413 nuts cake", "“413” does not stand"),
        ("\x1b[31m \x00 a", "one word"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_gently_and_nothing_is_signed(said, why):
    sentence = lacks(said, LINE)
    assert why in sentence
    assert sentence.endswith("Nothing is signed yet.")
    assert "\x1b" not in sentence


def test_a_line_of_one_word_asks_for_no_more_than_it_has():
    assert lacks("see to kotatsu", ("", "Kotatsu", "")) == ""
    assert lacks("see to it", ("", "Kotatsu", "")) != ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_get_an_answer_and_the_lines_own_always_do(said, line):
    assert isinstance(lacks(said, (line,)), str)
    assert lacks(f"{LINE[0]} {LINE[1]} {said}", LINE) == ""


@pytest.mark.parametrize("words", ["nut-free cake", "no peanuts", "allergic to feathers", "coeliac", "no fresh milk",
                                   "egg-free", "shellfish allergy", "without fish"])  # fmt: skip
def test_words_of_an_allergy_are_known(words):
    assert names_allergen(words)


@pytest.mark.parametrize("words", ["a donut at four", "warm milk at nine", "fish knives", "a nutty idea", "Newton"])
def test_a_kitchen_word_alone_is_no_alarm(words):
    assert not names_allergen(words)


def test_harm_is_a_matter_of_kind_or_of_severity():
    assert is_harm("food.allergen", 1)
    assert is_harm("safety", 2)
    assert is_harm("room.heat", 5)
    assert not is_harm("room.heat", 4)


def test_a_promise_is_critical_when_late_or_near_the_end_of_the_shift():
    ends = datetime(2026, 6, 14, 22, tzinfo=UTC)
    now = ends - timedelta(hours=6)
    for by, critical in ((-7, True), (-5, False), (-2, True), (0, True), (2, True), (3, False)):
        assert is_critical_promise(ends + timedelta(hours=by), now, ends) is critical
    assert not is_critical_promise(None, now, ends)


def test_the_next_step_says_who_and_before_when():
    usual = {"is_prepared": False, "is_overdue": False, "due_text": "17:00", "doer": "", "owner": "Ana", "asked": ""}
    assert next_step(TaskKind.PROMISE, **usual) == "prepare, or call before 17:00"
    assert next_step(TaskKind.PROMISE, **usual | {"is_overdue": True}) == "call the guest now"
    assert next_step(TaskKind.DELIVERY, **usual | {"doer": "kitchen"}) == "kitchen makes it"
    assert next_step(TaskKind.TO_DO, **usual | {"owner": ""}).startswith("it needs an owner")
    assert next_step(TaskKind.TO_DO, **usual | {"asked": "Ben"}).startswith("Ben was asked")


def test_reading_takes_a_minute_for_two_hundred_words_and_details_half():
    assert reading_minutes([], []) == 0
    assert reading_minutes(["three short words"], []) == 1
    assert reading_minutes(["word " * 400], ["word " * 400]) == 3

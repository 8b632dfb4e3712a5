"""One good question, asked once."""

from __future__ import annotations

import pytest

from delightdesk.desk import questions
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import NoteKind


@pytest.fixture
def regular(desk):
    """Six visits, nothing learnt in a year, here today."""
    guest_id = desk.guest()
    for year in range(2019, 2025):
        desk.past_visit(guest_id, f"{year}-03-01")
    desk.visit(guest_id)
    return guest_id


def test_a_regular_about_whom_nothing_is_new_is_asked_one_question(desk, regular):
    assert desk.card(regular).question
    stranger = desk.guest("Max", "Schuler")
    desk.visit(stranger)
    assert desk.card(stranger).question is None


def test_an_answer_is_kept_and_nothing_more_is_asked_for_a_year(desk, regular):
    question = desk.card(regular).question
    note = desk.write(lambda work: questions.answer(work, regular, question.key, "  a firm pillow "))
    card = desk.card(regular)
    assert card.question is None
    assert [(line.id, line.kind, line.text) for line in card.notes] == [(note, NoteKind.PREFERENCE, "a firm pillow")]
    desk.clock.ahead(days=366)
    desk.visit(regular)
    asked_next = desk.card(regular).question
    assert asked_next
    assert asked_next.key != question.key


def test_a_skip_is_remembered(desk, regular):
    keys = []
    while question := desk.card(regular).question:
        keys.append(question.key)
        desk.write(lambda work, key=question.key: questions.skip(work, regular, key))
    assert len(keys) == len(set(keys)) > 5
    desk.write(undo)
    assert desk.card(regular).question.key == keys[-1]


def test_an_empty_answer_is_refused(desk, regular):
    with pytest.raises(Invalid, match="no answer"):
        desk.write(lambda work: questions.answer(work, regular, "sleep", " \x1b[0m "))

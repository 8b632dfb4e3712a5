"""A playbook typed by the house, read field by field; what cannot be taken is said in one sentence for its field."""

from __future__ import annotations

import re
from dataclasses import replace

from delightdesk.desk.playbook_views import (
    KEYS_BY_WORD,
    MISSED,
    PlaybookForm,
    answers_text,
    limit_text,
    options_text,
)
from delightdesk.domain.errors import Invalid
from delightdesk.domain.pack_fields import known_word
from delightdesk.domain.playbook_entries import check, read_step
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.text import clean, kept_words

_LIMIT = re.compile(r"(?:(?:at most|up to|max\.?) )?(\d{1,6}) ?(.*)", re.IGNORECASE)
_TYPED_AS = {"steps": "step_1", "most": "limit", "most_of": "limit"}
_BLANK = Playbook(key="", title="", steps=(), own=True)


def read(form: PlaybookForm, before: Playbook | None) -> Playbook:
    """The playbook typed over ``before``, or a new one. Raises `Invalid` naming the field of the form.

    A field that stands as it was shown is not read again, so that opening and saving never changes a plan.
    """
    book = before or _BLANK
    if form.answers != answers_text(book):
        answers, is_for_missed = _answers(form.answers)
        book = replace(book, answers=answers, for_missed=is_for_missed)
    if form.limit != limit_text(book):
        most, most_of = _limit(form.limit)
        book = replace(book, most=most, most_of=most_of)
    if form.options != options_text(book):
        book = replace(book, options=_listed(form.options, ";" if ";" in form.options else ","))
    book = replace(book, title=kept_words(form.title), partner=kept_words(form.partner), steps=_steps(form))
    try:
        check(book)
    except Invalid as error:
        raise Invalid(str(error), _TYPED_AS.get(error.field or "", error.field)) from None
    return book


def _answers(text: str) -> tuple[frozenset[str], bool]:
    words = {word.casefold() for word in _listed(text, "[,;]")}
    try:
        keys = {KEYS_BY_WORD[known_word(word, KEYS_BY_WORD, "kind of problem")] for word in words - {MISSED}}
    except ValueError as error:
        raise Invalid(f"Good for: {clean(str(error), 200)}. Nothing was saved.", "answers") from None
    return frozenset(keys), MISSED in words


def _limit(text: str) -> tuple[int, str]:
    tidy = clean(text, 100)
    if not tidy:
        return 0, ""
    found = _LIMIT.fullmatch(tidy)
    if found is None:
        raise Invalid(f"Limit: “{tidy[:40]}” is no limit such as 12 people. Nothing was saved.", "limit")
    return int(found[1]), found[2]


def _steps(form: PlaybookForm) -> tuple[PlayStep, ...]:
    steps = []
    for field, line in form.lines.items():
        if clean(line):
            try:
                steps.append(read_step(line))
            except Invalid as error:
                raise Invalid(str(error), field) from None
    return tuple(steps)


def _listed(text: str, mark: str) -> tuple[str, ...]:
    return tuple(filter(None, map(kept_words, re.split(mark, text))))

"""What a handover makes of open work: what must not be missed, what comes next, how long a sheet takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from delightdesk.domain.problem_kinds import kind_of
from delightdesk.domain.recovery import HARM
from delightdesk.domain.vocabulary import TaskKind

GRAVE = 4
"""From this severity on a problem is read back."""

NEAR_THE_END = timedelta(hours=2)
"""A promise due so close to the end of a shift is kept by two people, or by none."""

WORDS_A_MINUTE = 200

_FOODS = r"(?:pea)?nuts?|almonds?|hazelnuts?|walnuts?|cashews?|sesame|shellfish|crustaceans?|molluscs?|lupin|gluten"
_COMMON = r"milk|dairy|eggs?|fish|soya?|celery|mustard|wheat|lactose"
_ALLERGEN = re.compile(
    rf"\b(?:\w*allerg\w*|anaphyla\w+|epi-?pens?|coeliac|celiac|sulphites|{_FOODS})\b"
    rf"|\b(?:no|without|not any) (?:\w+ )?(?:{_COMMON})\b|\b(?:{_COMMON})[ -](?:free|intoleran\w+)\b",
    re.I,
)
_SAFETY = frozenset({"safety", "food.allergen"})


def names_allergen(words: str) -> bool:
    """True when the words speak of an allergy. What is in every kitchen counts only where it is to be left out."""
    return _ALLERGEN.search(words) is not None


def is_harm(kind: str, severity: int) -> bool:
    """True for a problem that belongs under safety."""
    return severity >= HARM or kind_of(kind).key in _SAFETY


def is_critical_promise(due: datetime | None, now: datetime, shift_ends: datetime) -> bool:
    """True when a promise is overdue, or due around the end of the shift."""
    return due is not None and (due <= now or abs(due - shift_ends) <= NEAR_THE_END)


def next_step(
    kind: TaskKind, *, is_prepared: bool, is_overdue: bool, due_text: str, doer: str, owner: str, asked: str
) -> str:
    """The next thing to do with something owed, in a few words.

    due_text: by when, as it is told. doer: the department that makes it, or empty. owner, asked: names, empty for
    nobody; somebody was asked to take it over and has not answered.
    """
    step = _step(kind, is_prepared, is_overdue, due_text, doer)
    if asked:
        return f"{asked} was asked and has not answered; {step}"
    return step if owner else f"it needs an owner; {step}"


def _step(kind: TaskKind, is_prepared: bool, is_overdue: bool, due_text: str, doer: str) -> str:
    if kind is TaskKind.DELIVERY:
        made = f"{doer} makes it" if doer else "prepare it"
        return "ready, give it" if is_prepared else f"late, give it now: {made}" if is_overdue else made
    if kind is TaskKind.PROMISE:
        if is_overdue:
            return "call the guest now"
        if is_prepared:
            return "ready, keep it"
        return f"prepare, or call before {due_text}" if due_text else "prepare"
    plain = {
        TaskKind.FOLLOW_UP: "ask the guest",
        TaskKind.FIX_IT: "see that it is mended",
        TaskKind.LEFT_BEHIND: "keep it safe until its owner is found",
    }
    step = plain.get(kind, "do it")
    return f"late: {step}" if is_overdue else step


def reading_minutes(aloud: Iterable[str], details: Iterable[str]) -> int:
    """Whole minutes to read a sheet aloud, at least one; details are skimmed in half the time. 0 for nothing."""
    words = sum(len(text.split()) for text in aloud) + sum(len(text.split()) for text in details) / 2
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0

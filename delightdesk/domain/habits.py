"""Habits: how far a remembered preference may be trusted.

What was seen once is a guess, and even the usual of every morning goes stale. Reading both from the
record keeps the desk from surprising a guest with something they grew out of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from delightdesk.domain.knowledge import PreferenceKnown
from delightdesk.domain.signals import USUAL_SIGHTINGS
from delightdesk.domain.vocabulary import NoteSource

CONFIRM_AFTER = timedelta(days=150)
"""Five months: from then on even the usual is asked about before it is brought."""


class Habit(StrEnum):
    """How well a preference is known."""

    GUESS = "guess"
    SEEN = "seen"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a preference is known, and whether to ask before acting on it."""

    habit: Habit
    confirm: bool

    @property
    def words(self) -> str:
        """As the card shows it: ``"usual, confirm"``."""
        return f"{self.habit.value}, confirm" if self.confirm else self.habit.value


def standing(preference: PreferenceKnown, today: date) -> Standing:
    """How far to trust a preference on this day.

    Three sightings make it the usual; one is a guess unless the guest said it themselves. A guess, and
    anything not confirmed for five months (150 days), is to be confirmed first.
    """
    if preference.sightings >= USUAL_SIGHTINGS:
        habit = Habit.USUAL
    elif preference.sightings > 1 or preference.source is NoteSource.GUEST:
        habit = Habit.SEEN
    else:
        habit = Habit.GUESS
    confirmed = preference.confirmed_on
    stale = confirmed is None or today - confirmed >= CONFIRM_AFTER
    return Standing(habit, stale or habit is Habit.GUESS)

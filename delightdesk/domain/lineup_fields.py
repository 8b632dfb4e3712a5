"""The parts of a pack that a shift begins with: checks, ways to begin talking, stories, places where guests are met.

All of them may be absent: a pack that a house wrote before they existed reads as it always did.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

from delightdesk.domain.pack_fields import Key, Line, Short, tidy_text
from delightdesk.domain.vocabulary import CheckKind

_STRICT = ConfigDict(extra="forbid")

SPOKEN_WORDS = 60
"""What is read aloud in some twenty seconds."""


def _can_be_read_aloud(text: str) -> str:
    words = len(text.split())
    if words > SPOKEN_WORDS:
        raise ValueError(f"is {words} words long, {SPOKEN_WORDS} can be read aloud in twenty seconds")
    return text


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Check:
    """One thing to look at as a shift begins, or one round to walk.

    shifts: the names of the shifts it belongs to; empty for every shift, also one that only this house has.
    """

    key: Key
    title: Annotated[str, tidy_text(80)]
    hint: Annotated[str, tidy_text(200, least=0)] = ""
    kind: CheckKind = CheckKind.READY
    shifts: tuple[Short, ...] = ()

    def belongs_to(self, shift: str) -> bool:
        """True when it is looked at in the shift of that name."""
        return not self.shifts or shift.casefold() in {name.casefold() for name in self.shifts}


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Starter:
    """Something open and warm to say to a guest, by which talking begins."""

    key: Key
    text: Line


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Story:
    """A story of another house, told while this one has none of its own to tell."""

    key: Key
    text: Annotated[str, tidy_text(420), AfterValidator(_can_be_read_aloud)]


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class TouchPoint:
    """One place or moment in which a guest meets the house."""

    key: Key
    title: Annotated[str, tidy_text(80)]

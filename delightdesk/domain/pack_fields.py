"""The fields of a pack and the one reason each may be refused for.

A pack is data that a house may write itself, and a house types the same fields into a form, so what a tag, a time or
a sentence to say may be stands here once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationInfo,
)
from pydantic.dataclasses import dataclass as checked_dataclass

from delightdesk.domain.cautions import TAGS
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.money import currency_known
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Moment, Nature, OccasionKind, Purpose, Sector

SIGNALS = frozenset(
    {"first_visit", "returning", "regular", "occasion", "child", "infant", "pet", "problem", "nervous",
     "usual", "early_departure", "late_arrival", "business", "language", "long_stay", "party", "lukewarm", "diet",
     "arriving", "in_house", "departing"} | {kind.value for kind in OccasionKind}
)  # fmt: skip
"""What a gesture may need or fit. ``word:laptop`` (a word in the guest's notes) is a signal too."""

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def is_signal(text: str) -> bool:
    """True for a signal, or several joined by ``|`` of which one is enough ("child|infant")."""
    return all(
        one in SIGNALS or (re.fullmatch(r"word:[^\W_]+", one) is not None and one == one.lower())
        for one in text.split("|")
    )


def tidy_text(longest: int, least: int = 1) -> Any:
    """A field of one line of plain words, tidied; ``least=0`` where it may stay empty."""

    def checked(value: str) -> str:
        tidy = clean(value, 2000)
        if len(tidy) < least:
            raise ValueError("is empty")
        if len(tidy) > longest:
            raise ValueError(f"is {len(tidy)} letters long, {longest} fit")
        return tidy

    return AfterValidator(checked)


def known_word(value: str, words: Iterable[str], what: str) -> str:
    """``value`` where it is one of ``words``; else `ValueError` with the nearest, so that a slip is mended at once."""
    if value in words:
        return value
    close = difflib.get_close_matches(value, sorted(words), n=1)
    raise ValueError(f'"{value}" is not a known {what}' + (f', perhaps "{close[0]}"' if close else ""))


def known_tag(value: str) -> str:
    """A tag the filter knows. Raises `ValueError`: a tag nobody reads would stop nothing."""
    return known_word(value, TAGS, "tag")


def known_signal(value: str) -> str:
    """A signal a guest may give. Raises `ValueError`: one nobody gives would hide the gesture for good."""
    return value if is_signal(value) else known_word(value, SIGNALS, "signal")


def lead_of(value: object) -> timedelta:
    """How long a gesture takes from yes to ready: "now", "30m", "4h", "1d". Raises `ValueError`."""
    found = re.fullmatch(r"([1-9][0-9]{0,2})([mhd])", value) if isinstance(value, str) else None
    if value != "now" and not found:
        raise ValueError(f'"{value}" is not a time such as "now", "30m", "4h" or "1d"')
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()


def _minor_units(value: object, info: ValidationInfo) -> int:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        cost = Decimal(value)
        if cost.is_finite() and 0 <= cost < 10**7:
            minor = cost.scaleb((info.context or {})["digits"])
            if minor == int(minor):
                return int(minor)
    raise ValueError(f'"{value}" is not a cost such as 0, 4 or 12')


def _currency(value: str) -> str:
    if not currency_known(value):
        raise ValueError(f'"{value}" is not a currency such as GBP or EUR')
    return value


def sayable(value: str) -> str:
    """A sentence whose only blanks are {name} and {occasion}. Raises `ValueError` for any other."""
    return only_blanks(value, "name", "occasion")


def only_blanks(value: str, *names: str) -> str:
    """A sentence whose only blanks are ``names``; anything else in braces could not be filled in at the desk."""
    brace = re.search(r"\{[^}]*\}?|\}", re.sub(rf"\{{({'|'.join(names)})\}}", "", value))
    if brace:
        known = " and ".join(f"{{{name}}}" for name in names)
        raise ValueError(f'"{brace[0]}" cannot be filled in; only {known} can')
    return value


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Short = Annotated[str, tidy_text(48)]
Line = Annotated[str, tidy_text(200)]
_Tags = frozenset[Annotated[str, AfterValidator(known_tag)]]
_Signals = frozenset[Annotated[str, AfterValidator(known_signal)]]
_Some = Field(min_length=1)
_STRICT = ConfigDict(extra="forbid")


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Words:
    """The sector's own words; `arrives`, `in_house`, `leaves` name the three states of a visit."""

    guest: Short
    guests: Short
    visit: Short
    visits: Short
    room: Short
    rooms: Short
    arrives: Short
    in_house: Short
    leaves: Short


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Phrases:
    """Prompts for the desk. `first_visit`: how to show a newcomer round in a few sentences."""

    first_visit: Annotated[str, tidy_text(400)]


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Question:
    """One good question to ask somebody who comes often; `key` remembers that it was asked."""

    key: Key
    text: Line


class Entry(BaseModel):
    """A table of a pack; a field nobody knows is refused."""

    model_config = _STRICT


class Head(Entry):
    """Which sector, edition and currency a pack is for."""

    sector: Sector
    version: Annotated[StrictInt, Field(ge=1)]
    currency: Annotated[str, AfterValidator(_currency)]


class _Swap(Entry):
    what: Short
    cost: Annotated[int, BeforeValidator(_minor_units)]
    contains: _Tags = frozenset()


class _Part(_Swap):
    essential: StrictBool = True
    swap: _Swap | None = None

    def part(self) -> Part:
        swap = Part(self.swap.what, self.swap.cost, self.swap.contains) if self.swap else None
        return Part(self.what, self.cost, self.contains, self.essential, swap)


class GestureEntry(Entry):
    """One gesture as it is written in a pack."""

    key: Key
    title: Short
    family: Short = ""
    purposes: Annotated[frozenset[Purpose], Field(alias="for", min_length=1)]
    parts: tuple[_Part, ...] = ()
    who: Short = "anyone"
    lead: Annotated[timedelta, BeforeValidator(lead_of)] = timedelta()
    moments: Annotated[frozenset[Moment], _Some] = frozenset({Moment.CHECK_IN, Moment.IN_HOUSE})
    nature: Nature = Nature.ACT
    place: Short = "at the desk"
    say: Annotated[Line, AfterValidator(sayable)]
    how: Line
    contains: _Tags = frozenset()
    needs: _Signals = frozenset()
    fits: _Signals = frozenset()
    twin: str | None = None
    swaps: tuple[str, ...] = ()
    ask: tuple[Line, ...] = ()
    public: StrictBool = False
    adults_only: StrictBool = False
    bends_rule: StrictBool = False
    from_story: StrictBool = False

    def idea(self) -> Idea:
        """The gesture as the suggester reads it."""
        values = {name: getattr(self, name) for name in type(self).model_fields if name != "who"}
        values |= {"doer": self.who, "family": self.family or self.key}
        return Idea(**(values | {"parts": tuple(part.part() for part in self.parts)}))

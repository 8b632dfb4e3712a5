"""A pack: the gestures, questions and words of one sector, read from TOML and checked line by line.

Packs are data that a house may write itself, so nothing in them is trusted: whatever cannot be right is named
by file, entry and field in one sentence, and then nothing of the file is taken over.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)
from pydantic.dataclasses import dataclass as checked_dataclass

from delightdesk.domain.cautions import TAGS
from delightdesk.domain.errors import CannotRead
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.money import currency_known, exponent
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Moment, Nature, OccasionKind, Purpose, Sector

SIGNALS = frozenset(
    {"first_visit", "returning", "regular", "occasion", "child", "infant", "pet", "problem", "nervous",
     "usual", "early_departure", "late_arrival", "business", "language", "long_stay", "party", "lukewarm",
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


def _text(longest: int) -> Any:
    def checked(value: str) -> str:
        tidy = clean(value, 2000)
        if not tidy:
            raise ValueError("is empty")
        if len(tidy) > longest:
            raise ValueError(f"is {len(tidy)} letters long, {longest} fit")
        return tidy

    return AfterValidator(checked)


def _known(value: str, words: Iterable[str], what: str) -> str:
    if value in words:
        return value
    close = difflib.get_close_matches(value, sorted(words), n=1)
    raise ValueError(f'"{value}" is not a known {what}' + (f', perhaps "{close[0]}"' if close else ""))


def _tag(value: str) -> str:
    return _known(value, TAGS, "tag")


def _signal(value: str) -> str:
    return value if is_signal(value) else _known(value, SIGNALS, "signal")


def _lead(value: object) -> timedelta:
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


def _say(value: str) -> str:
    brace = re.search(r"\{[^}]*\}?|\}", re.sub(r"\{(name|occasion)\}", "", value))
    if brace:
        raise ValueError(f'"{brace[0]}" cannot be filled in; only {{name}} and {{occasion}} can')
    return value


_Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
_Short = Annotated[str, _text(48)]
_Line = Annotated[str, _text(200)]
_Tags = frozenset[Annotated[str, AfterValidator(_tag)]]
_Signals = frozenset[Annotated[str, AfterValidator(_signal)]]
_Some = Field(min_length=1)
_STRICT = ConfigDict(extra="forbid")


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Words:
    """The sector's own words; `arrives`, `in_house`, `leaves` name the three states of a visit."""

    guest: _Short
    guests: _Short
    visit: _Short
    visits: _Short
    room: _Short
    rooms: _Short
    arrives: _Short
    in_house: _Short
    leaves: _Short


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Phrases:
    """Prompts for the desk. `first_visit`: how to show a newcomer round in a few sentences."""

    first_visit: Annotated[str, _text(400)]


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Question:
    """One good question to ask somebody who comes often; `key` remembers that it was asked."""

    key: _Key
    text: _Line


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one file holds. Costs of the ideas are minor units of `currency`."""

    sector: Sector
    version: int
    currency: str
    words: Words
    phrases: Phrases
    questions: tuple[Question, ...]
    ideas: tuple[Idea, ...]


class _Entry(BaseModel):
    model_config = _STRICT


class _Head(_Entry):
    sector: Sector
    version: Annotated[StrictInt, Field(ge=1)]
    currency: Annotated[str, AfterValidator(_currency)]


class _Swap(_Entry):
    what: _Short
    cost: Annotated[int, BeforeValidator(_minor_units)]
    contains: _Tags = frozenset()


class _Part(_Swap):
    essential: StrictBool = True
    swap: _Swap | None = None

    def part(self) -> Part:
        swap = Part(self.swap.what, self.swap.cost, self.swap.contains) if self.swap else None
        return Part(self.what, self.cost, self.contains, self.essential, swap)


class _Gesture(_Entry):
    key: _Key
    title: _Short
    family: _Short = ""
    purposes: Annotated[frozenset[Purpose], Field(alias="for", min_length=1)]
    parts: tuple[_Part, ...] = ()
    who: _Short = "anyone"
    lead: Annotated[timedelta, BeforeValidator(_lead)] = timedelta()
    moments: Annotated[frozenset[Moment], _Some] = frozenset({Moment.CHECK_IN, Moment.IN_HOUSE})
    nature: Nature = Nature.ACT
    place: _Short = "at the desk"
    say: Annotated[_Line, AfterValidator(_say)]
    how: _Line
    contains: _Tags = frozenset()
    needs: _Signals = frozenset()
    fits: _Signals = frozenset()
    twin: str | None = None
    swaps: tuple[str, ...] = ()
    ask: tuple[_Line, ...] = ()
    public: StrictBool = False
    adults_only: StrictBool = False
    bends_rule: StrictBool = False
    from_story: StrictBool = False

    def idea(self) -> Idea:
        values = {name: getattr(self, name) for name in type(self).model_fields if name != "who"}
        values |= {"doer": self.who, "family": self.family or self.key}
        return Idea(**(values | {"parts": tuple(part.part() for part in self.parts)}))


_Model = TypeVar("_Model")


class _Reader:
    """One file on its way in; it knows the file's name for every complaint."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.digits = 2

    def refuse(self, where: str, complaint: str) -> NoReturn:
        place = f"{self.filename}, {where}" if where else self.filename
        sentence = clean(f"{place}: {complaint}", 400)
        raise CannotRead(f"{sentence}. The pack was not taken over; please correct that line.")

    def document(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError) as error:
            line = re.search(r"line (\d+)", str(error))
            self.refuse(f"line {line[1]}" if line else "last line", "this is not written as TOML can be read")

    def one(self, model: type[_Model], raw: object, entry: str) -> _Model:
        try:
            return TypeAdapter(model).validate_python(raw, context={"digits": self.digits})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = _field_of(first["loc"])
            self.refuse(entry + (f', field "{field}"' if field else ""), _complaint_of(first))

    def many(self, model: type[_Model], raw: object, name: str) -> list[_Model]:
        if not isinstance(raw, list) or not raw:
            self.refuse(name, f"there must be at least one [[{name}]]")
        read: dict[str, _Model] = {}
        for number, entry in enumerate(raw, 1):
            key = entry.get("key") if isinstance(entry, dict) else None
            called = key if isinstance(key, str) and key else f"number {number}"
            if called in read:
                self.refuse(f'{name} {called}, field "key"', f"another {name} has the same key")
            read[called] = self.one(model, entry, f"{name} {called}")
        return list(read.values())

    def links(self, ideas: dict[str, Idea]) -> None:
        for idea in ideas.values():
            for field, keys in (("twin", (idea.twin,) if idea.twin else ()), ("swaps", idea.swaps)):
                for key in keys:
                    if key not in ideas or key == idea.key:
                        self.refuse(f'gesture {idea.key}, field "{field}"', f'"{key}" is no other gesture here')
            if idea.twin and "alcohol" in ideas[idea.twin].all_tags:
                self.refuse(f'gesture {idea.key}, field "twin"', f'"{idea.twin}" is not free of alcohol')


def parse_pack(text: str, filename: str) -> Pack:
    """Read a pack; `filename` is only for the sentence of `CannotRead`.

    All or nothing, because half a catalogue would hide gestures without anybody noticing.
    """
    reader = _Reader(filename)
    raw = reader.document(text)
    for table in raw.keys() - {"pack", "words", "phrases", "question", "gesture"}:
        reader.refuse(f"[{table}]", "there is no such part in a pack")
    head = reader.one(_Head, raw.get("pack", {}), "[pack]")
    reader.digits = exponent(head.currency)
    words = reader.one(Words, raw.get("words", {}), "[words]")
    phrases = reader.one(Phrases, raw.get("phrases", {}), "[phrases]")
    questions = reader.many(Question, raw.get("question"), "question")
    ideas = [entry.idea() for entry in reader.many(_Gesture, raw.get("gesture"), "gesture")]
    reader.links({idea.key: idea for idea in ideas})
    return Pack(
        sector=head.sector,
        version=head.version,
        currency=head.currency,
        words=words,
        phrases=phrases,
        questions=tuple(questions),
        ideas=tuple(ideas),
    )


def _field_of(loc: tuple[int | str, ...]) -> str:
    """``("parts", 1, "swap", "cost")`` reads "swap cost of part 2"."""
    names = [step for step in loc if isinstance(step, str)]
    if len(loc) > 1 and loc[0] == "parts" and isinstance(loc[1], int):
        return f"{' '.join(names[1:]) or 'parts'} of part {loc[1] + 1}"
    return " ".join(names)


_COMPLAINTS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field I know here",
    "unexpected_keyword_argument": "is not a field I know here",
    "dataclass_type": "must be a table of fields",
    "string_type": "must be text in quotation marks",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "string_pattern_mismatch": "must be small letters, digits and hyphens, such as g05",
    "greater_than_equal": "must be 1 or more",
    "too_short": "is empty",
    "frozen_set_type": "must be a list in square brackets",
    "tuple_type": "must be a list in square brackets",
    "model_type": "must be a table of fields",
}


def _complaint_of(error: Any) -> str:
    kind: str = error["type"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "enum":
        return f'"{error["input"]}" is not one of {error["ctx"]["expected"]}'.replace("'", "")
    return _COMPLAINTS.get(kind, f'"{str(error["input"])[:40]}" cannot stand there')

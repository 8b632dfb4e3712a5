"""A pack: the gestures, playbooks, questions, checks and words of one sector, read from TOML and checked line by line.

Packs are data that a house may write itself, so nothing in them is trusted: whatever cannot be right is named
by file, entry and field in one sentence, and then nothing of the file is taken over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from pydantic import TypeAdapter, ValidationError

from delightdesk.domain.errors import CannotRead
from delightdesk.domain.ideas import Idea
from delightdesk.domain.lineup_fields import Check, Starter, Story, TouchPoint
from delightdesk.domain.money import exponent
from delightdesk.domain.pack_fields import SIGNALS, GestureEntry, Head, Phrases, Question, Words, is_signal
from delightdesk.domain.playbook_fields import PlaybookEntry
from delightdesk.domain.playbooks import Playbook
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector

__all__ = [
    "SIGNALS", "Check", "Pack", "Phrases", "Question", "Starter", "Story", "TouchPoint", "Words", "complaint_of",
    "is_signal", "parse_pack",
]  # fmt: skip


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
    playbooks: tuple[Playbook, ...] = ()
    checks: tuple[Check, ...] = ()
    starters: tuple[Starter, ...] = ()
    stories: tuple[Story, ...] = ()
    touch_points: tuple[TouchPoint, ...] = ()


_PARTS = frozenset(
    {"pack", "words", "phrases", "question", "gesture", "playbook", "check", "starter", "story", "touch_point"}
)

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
            self.refuse(entry + (f', field "{field}"' if field else ""), complaint_of(first))

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

    def some(self, model: type[_Model], raw: dict[str, Any], name: str) -> tuple[_Model, ...]:
        """The entries of a part that a pack may do without."""
        return tuple(self.many(model, raw[name], name)) if name in raw else ()

    def links(self, ideas: dict[str, Idea]) -> None:
        for idea in ideas.values():
            for field, keys in (("twin", (idea.twin,) if idea.twin else ()), ("swaps", idea.swaps)):
                for key in keys:
                    if key not in ideas or key == idea.key:
                        self.refuse(f'gesture {idea.key}, field "{field}"', f'"{key}" is no other gesture here')
            if idea.twin and "alcohol" in ideas[idea.twin].all_tags:
                self.refuse(f'gesture {idea.key}, field "twin"', f'"{idea.twin}" is not free of alcohol')

    def comforts(self, books: Iterable[Playbook], ideas: dict[str, Idea]) -> None:
        for book in books:
            for key in book.interim:
                if key not in ideas:
                    self.refuse(f'playbook {book.key}, field "interim"', f'"{key}" is no gesture here')


def parse_pack(text: str, filename: str) -> Pack:
    """Read a pack; `filename` is only for the sentence of `CannotRead`.

    All or nothing, because half a catalogue would hide gestures without anybody noticing.
    """
    reader = _Reader(filename)
    raw = reader.document(text)
    for table in raw.keys() - _PARTS:
        reader.refuse(f"[{table}]", "there is no such part in a pack")
    head = reader.one(Head, raw.get("pack", {}), "[pack]")
    reader.digits = exponent(head.currency)
    words = reader.one(Words, raw.get("words", {}), "[words]")
    phrases = reader.one(Phrases, raw.get("phrases", {}), "[phrases]")
    questions = reader.many(Question, raw.get("question"), "question")
    ideas = {entry.key: entry.idea() for entry in reader.many(GestureEntry, raw.get("gesture"), "gesture")}
    reader.links(ideas)
    playbooks = tuple(plan.playbook() for plan in reader.some(PlaybookEntry, raw, "playbook"))
    reader.comforts(playbooks, ideas)
    return Pack(
        sector=head.sector,
        version=head.version,
        currency=head.currency,
        words=words,
        phrases=phrases,
        questions=tuple(questions),
        ideas=tuple(ideas.values()),
        playbooks=playbooks,
        checks=reader.some(Check, raw, "check"),
        starters=reader.some(Starter, raw, "starter"),
        stories=reader.some(Story, raw, "story"),
        touch_points=reader.some(TouchPoint, raw, "touch_point"),
    )


def _field_of(loc: tuple[int | str, ...]) -> str:
    """``("parts", 1, "swap", "cost")`` reads "swap cost of part 2"."""
    names = [step for step in loc if isinstance(step, str)]
    if len(loc) > 1 and loc[0] in ("parts", "steps") and isinstance(loc[1], int):
        return f"{' '.join(names[1:]) or names[0]} of {names[0].removesuffix('s')} {loc[1] + 1}"
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
    "too_short": "is empty",
    "frozen_set_type": "must be a list in square brackets",
    "tuple_type": "must be a list in square brackets",
    "model_type": "must be a table of fields",
}


def complaint_of(error: Any) -> str:
    """What is wrong with a field, in words that follow its name; ``error`` is one of pydantic's."""
    kind: str = error["type"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "greater_than_equal":
        return f"must be {error['ctx']['ge']} or more"
    if kind == "too_long":
        return f"holds more than {error['ctx']['max_length']}"
    if kind == "enum":
        return f'"{error["input"]}" is not one of {error["ctx"]["expected"]}'.replace("'", "")
    return _COMPLAINTS.get(kind, f'"{str(error["input"])[:40]}" cannot stand there')

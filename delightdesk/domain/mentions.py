"""Finding a guest in what was written about others, and cutting them out of it.

A guest stands in other people's notes, in titles and in handover lines: "cake for Erika Schultz", "call 0151 234 5678".
Names are compared word by word in their folded form, so that marks, capitals and "Schultz, Erika" make no difference;
phone numbers by their last digits, however they are grouped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from delightdesk.domain.folding import code, typed_words
from delightdesk.domain.forgetting import NAMELESS, phone_tail

INSTEAD = NAMELESS[0].lower() + NAMELESS[1:]
"""What stands in the place of a guest who was cut out of a sentence."""

Forms = tuple[str, ...]
Span = tuple[int, int]

_PIECE = re.compile("(?:[^\\W_]|[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e\u200c\u200d])+")
_ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"'“”]+@[^\s<>,;:()\[\]\"'“”]+")
_NUMBER = re.compile(r"[+(]?\d(?:[\s()./\-‐-―]*\d){4,}")
_REFERENCES = (re.compile(r"[^\W_](?:[\w./\-#]*[^\W_])?"), re.compile(r"[^\W_](?:[\w\-]*[^\W_])?"))
_BETWEEN = re.compile(r"[\s,.'’\-‐_]{0,3}")
_NO_SPACES_BETWEEN_WORDS = "\u2e80"
_LEAST_REFERENCE, _LEAST_DIGITS = 4, 5
_LEAST_ALONE, _ALONE_IN_SMALL_LETTERS = 3, 6
_MOST_WORDS = 8
_FEW = 40
_PREFIX = 6
"""Digits that may stand before the last nine of a phone number."""


@dataclass(slots=True)
class Mentions:
    """What some guests are recognised by. Built once, then asked for every text there is.

    alone: folded words that are nobody's name but theirs, and so point to them without the rest of the name.
    """

    alone: frozenset[str] = frozenset()
    sequences: dict[str, list[tuple[Forms, ...]]] = field(default_factory=dict)
    unspaced: list[str] = field(default_factory=list)
    emails: set[str] = field(default_factory=set)
    phones: dict[int, set[str]] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)

    def add_name(self, name: str) -> None:
        """A name of several words, in the order in which it stands here."""
        words = tuple(_forms(piece) for piece in _PIECE.findall(name))
        if len(words) > 1 and all(words):
            for form in words[0]:
                kept = self.sequences.setdefault(form, [])
                if words not in kept:
                    kept.append(words)
        if max(name, default="") >= _NO_SPACES_BETWEEN_WORDS and len(name) > 1:
            self.unspaced.append(name.casefold())

    def add_email(self, address: str) -> None:
        """An e-mail address."""
        if address:
            self.emails.add(address.casefold())

    def add_phone(self, phone: str) -> None:
        """A phone number of seven digits or more."""
        if tail := phone_tail(phone):
            self.phones.setdefault(len(tail), set()).add(tail)

    def add_ref(self, ref: str) -> None:
        """A booking reference or a customer's number; short ones could be any number."""
        plain = code(ref)
        if len(plain) >= (_LEAST_DIGITS if plain.isdigit() else _LEAST_REFERENCE):
            self.refs.add(plain)

    def are_in(self, text: str, *, alone: bool = True) -> bool:
        """True when the text points to one of them."""
        return bool(text) and next(self._spans(text, alone), None) is not None

    def cut(self, text: str, *, alone: bool = True, instead: str = INSTEAD) -> str:
        """The text without them; the very same where it does not point to them. ``alone``: also by one word."""
        if not text:
            return text
        spans = sorted(self._spans(text, alone))
        if not spans:
            return text
        parts, at = [], 0
        for start, end in spans:
            if start >= at:
                parts.append(text[at:start] + instead)
            at = max(at, end)
        return "".join(parts) + text[at:]

    def cut_in(self, value: Any, *, alone: bool = True) -> Any:
        """The same for every text inside lists and objects."""
        if isinstance(value, str):
            return self.cut(value, alone=alone)
        if isinstance(value, list):
            return [self.cut_in(each, alone=alone) for each in value]
        if isinstance(value, dict):
            return {name: self.cut_in(each, alone=alone) for name, each in value.items()}
        return value

    def _spans(self, text: str, alone: bool) -> Iterator[Span]:
        if self.emails and "@" in text:
            yield from self._of(_ADDRESS, text, lambda found: found.casefold().rstrip(".") in self.emails)
        if self._may_refer(text):
            for pattern in _REFERENCES:
                yield from self._of(pattern, text, lambda found: code(found) in self.refs)
        if self.phones:
            yield from self._numbers(text)
        if self.unspaced:
            lowered = text.casefold()
            for name in self.unspaced:
                yield from (found.span() for found in re.finditer(re.escape(name), lowered))
        if self._may_name(text, alone):
            yield from self._names(text, alone)

    def _may_name(self, text: str, alone: bool) -> bool:
        """A quick look before the thorough one: in plain letters a name stands as it is folded."""
        words = len(self.sequences) + len(self.alone)
        if not text.isascii() or words > _FEW:
            return words > 0
        lowered, begins = text.lower(), (*self.sequences, *(self.alone if alone else ()))
        return any(word in lowered for word in begins)

    def _may_refer(self, text: str) -> bool:
        if len(self.refs) > _FEW:
            return True
        plain = code(text) if self.refs else ""
        return any(ref in plain for ref in self.refs)

    def _of(self, pattern: re.Pattern[str], text: str, is_theirs: Callable[[str], bool]) -> Iterator[Span]:
        return (found.span() for found in pattern.finditer(text) if is_theirs(found[0]))

    def _numbers(self, text: str) -> Iterator[Span]:
        for run in _NUMBER.finditer(text):
            places = [place for place in range(run.start(), run.end()) if text[place].isdecimal()]
            plain = "".join(str(int(text[place])) for place in places)
            for size, tails in self.phones.items():
                for at in range(len(plain) - size + 1):
                    if plain[at : at + size] in tails:
                        yield (run.start() if at <= _PREFIX else places[at], places[at + size - 1] + 1)

    def _names(self, text: str, alone: bool) -> Iterator[Span]:
        pieces = list(_PIECE.finditer(text))
        for place, piece in enumerate(pieces):
            forms = _forms(piece[0])
            if alone and self._is_alone(piece[0], forms):
                yield piece.span()
            for form in forms:
                for words in self.sequences.get(form, ()):
                    end = _end_of(words, pieces, place, text)
                    if end:
                        yield piece.start(), end

    def _is_alone(self, piece: str, forms: Forms) -> bool:
        if piece.islower() and len(piece) < _ALONE_IN_SMALL_LETTERS:
            return False
        return any(plain in self.alone for form in forms for plain in _without_s(form))


def lone_words(names: Iterable[str]) -> frozenset[str]:
    """The folded words of names that may point to somebody by themselves, were they nobody else's."""
    return frozenset(
        form
        for name in names
        for piece in _PIECE.findall(name)
        for form in _forms(piece)
        if len(form) >= _LEAST_ALONE and not form.isdigit()
    )


def orders_of(first: str, last: str, full: str) -> tuple[str, ...]:
    """The ways a name of several words is written: "Erika Schultz", "Schultz, Erika"."""
    given = first.split()[:1]
    ways = (full, f"{first} {last}", f"{last} {first}", *(f"{each} {last}" for each in given))
    return tuple(dict.fromkeys(way.strip() for way in ways if len(way.split()[:_MOST_WORDS]) > 1))


@lru_cache(65_536)
def _forms(piece: str) -> Forms:
    return tuple(dict.fromkeys(form for forms in typed_words(piece) for form in forms))


def _without_s(form: str) -> tuple[str, ...]:
    return (form, form[:-1]) if form.endswith("s") else (form,)


def _end_of(words: tuple[Forms, ...], pieces: list[re.Match[str]], place: int, text: str) -> int:
    """Where the name that begins at this piece ends; 0 when it is another name."""
    if place + len(words) > len(pieces):
        return 0
    for offset in range(1, len(words)):
        before, piece = pieces[place + offset - 1], pieces[place + offset]
        if not _BETWEEN.fullmatch(text, before.end(), piece.start()):
            return 0
        is_last = offset == len(words) - 1
        found = {plain for form in _forms(piece[0]) for plain in (_without_s(form) if is_last else (form,))}
        if found.isdisjoint(words[offset]):
            return 0
    return pieces[place + len(words) - 1].end()

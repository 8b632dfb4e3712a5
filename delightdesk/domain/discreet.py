"""Codes instead of words: what a guest who leans over must not read, and staff still understand.

What is sensitive of one guest is numbered by family: A1, A2 for allergies, D for diet and alcohol, F for a need of
faith, H for scent, pets, materials and other things to avoid, N for needs, K for security, S for secrets. A code takes
the place of the words wherever they stand in a text, also in the middle of a reason, whatever their case, marks or
plural; the plain words of a family ("allergy") become its letter. It covers rather too much than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar, cast

from delightdesk.domain.cautions import is_listed, subject_of
from delightdesk.domain.vocabulary import CautionKind, NoteKind, OccasionKind, label

V = TypeVar("V")
_Word = tuple[int, int, str, str]
"""Where it begins and ends, its stem, and itself in small letters."""

LEGEND = (
    ("A", "allergy"),
    ("D", "diet or alcohol"),
    ("F", "need of faith"),
    ("H", "scent, pet, material, other"),
    ("N", "diet, access or health, as noted"),
    ("K", "security"),
    ("S", "secret occasion"),
)
"""The families and what they are of, for the help."""

_FAMILY_OF = {
    CautionKind.ALLERGEN: "A",
    CautionKind.ALCOHOL: "D",
    CautionKind.DIET: "D",
    CautionKind.FAITH_NEED: "F",
}
_NOTES = {NoteKind.DIETARY: "N", NoteKind.ACCESS_NEED: "N", NoteKind.SENSITIVE: "N", NoteKind.SECURITY: "K"}
_PLAIN_WORDS = {
    "A": ("allergy", "allergies", "allergic", "allergen", "allergens", "intolerance", "intolerant"),
    "D": ("diet", "dietary", "alcohol free"),
    "F": ("faith need", "faith"),
    "H": ("sensitivity",),
    "N": ("access need", "dietary"),
    "K": ("security",),
    "S": ("secret from", "secret", "must not know", "not a word beside them", "not a word to", "not a word"),
}
_LETTERS = re.compile("(?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u109f\u1780-\u17ff])+")
"""A word, with the marks that belong to its letters."""
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c80-\ud7ff\uf900-\uffdc\U00010000-\U0003ffff]")
"""Of scripts that run words together or change their beginnings and ends; not Latin, whatever its marks."""
_PARTS = re.compile(r"[,;:.()·/\n]+")
_RUN_TOGETHER = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
_NAMES = ("name", "call_name", "guest_name")
_NAME_LIKE = re.compile(r"(?<![^\W_])(?:(?:Mr|Mrs|Ms|Miss|Dr|Herr|Frau)\.? )?(?![a-z])[^\W_]{3,}")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_NOTHING = re.compile(r"[ ,:]{1,2}")
_Y_ENDING, _S_ENDING = re.compile("(?:ies|ie|ys|y)$"), re.compile("(?:es|e|s)$")
_TELL = frozenset({
    "autism", "autistic", "banned", "blind", "cancer", "celiac", "coeliac", "court", "crutches", "deaf", "dementia",
    "diabetes", "diabetic", "dialysis", "disability", "disabled", "epilepsy", "epileptic", "gluten", "grab rail",
    "hearing", "hoist", "insulin", "kidney", "lactose", "oxygen", "pacemaker", "police", "pregnant", "stalker",
    "step-free", "walker", "wheelchair",
})  # fmt: skip
"""Words of needs and of security that say it all by themselves, wherever somebody types them next."""
_GAP = 4
"""Signs that may stand between two words of one phrase."""
_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "they", "them", "party", "everybody", "others"})
_SAID_OFTEN = frozenset({"very", "with", "from", "severe", "mild", "guest", "only", "please", "must", "some"})
_STAY = frozenset({"id", "key", "kind", "idea", "state", "currency", "action", "name", "call_name", "guest_name"})


class Told(NamedTuple):
    """One sensitive thing: its family and the words for it; the first of them names it."""

    family: str
    words: tuple[str, ...]


def of_caution(kind: CautionKind, subject: str) -> Told:
    """A caution: its subject, the subject's usual name, and each word in it that names a thing by itself."""
    family, whole = _FAMILY_OF.get(kind, "H"), subject.casefold()
    found = [whole, subject_of(whole)]
    found += [words.removeprefix("no ") for words in found]
    found += [word for word in _LETTERS.findall(whole) if is_listed(word) or len(word) > 3]
    of_all = {*_SAID_OFTEN, *_PLAIN_WORDS[family]}
    return Told(family, tuple(word for word in dict.fromkeys(found) if word not in of_all) or (whole,))


def of_note(kind: NoteKind, text: str) -> Told | None:
    """A note of a sensitive kind: the whole of it, each of its parts, and what tells by itself; None for any other."""
    family = _NOTES.get(kind)
    if family is None:
        return None
    parts = [part for each in _PARTS.split(text) if len(part := each.strip()) > 3]
    named, listed = _phrase(text), (word for word in _LETTERS.findall(text.casefold()) if is_listed(word))
    return Told(family, (text, *parts, *listed, *(each for each in sorted(_TELL) if _holds(named, _phrase(each)))))


def of_occasion(kind: OccasionKind, secret_from: str) -> Told:
    """A secret: what is celebrated, and from whom it is kept unless that is a word said of anybody."""
    kept_from = () if secret_from.casefold() in {"", *_PRONOUNS} else (secret_from,)
    return Told("S", (label(kind), *kept_from))


class Codes:
    """The codes of one guest, or of everybody together: then ``numbered`` is False and each code is its letter."""

    def __init__(self, told: Iterable[Told] = (), *, numbered: bool = True) -> None:
        self._codes: dict[tuple[str, ...], str] = {}
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._within: dict[str, tuple[str, ...]] = {}
        known: dict[str, dict[tuple[str, ...], str]] = {}
        for family, words in told:
            named = known.setdefault(family, {})
            code = named.setdefault(_phrase(words[0]), f"{family}{len(named) + 1}" if numbered else family)
            for each in words:
                self._learn(each, code)
        for family in known:
            for each in _PLAIN_WORDS[family]:
                self._learn(each, family)
        for phrases in self._first.values():
            phrases.sort(key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._codes)

    def _learn(self, words: str, code: str) -> None:
        phrase = _phrase(words)
        if phrase and phrase not in self._codes:
            self._codes[phrase] = code
            self._first.setdefault(phrase[0], []).append(phrase)
            if len(phrase) == 1 and _OTHER_SCRIPT.search(words):
                self._within[_core(words)] = phrase

    def cover(self, text: str) -> str:
        """The text with a code in the place of every sensitive phrase, the longest first."""
        if not self._codes or not text:
            return text
        words = [(*found.span(), _stem(found[0]), found[0].casefold()) for found in _LETTERS.finditer(text)]
        covered: list[str] = []
        done = at = 0
        while at < len(words):
            phrase = self._at(words, at)
            if not phrase:
                at += 1
                continue
            start, end, code = words[at][0], words[at + len(phrase) - 1][1], self._codes[phrase]
            if code[0] == "S" and at and words[at - 1][0] >= done and _ORDINAL.fullmatch(words[at - 1][2]):
                start = words[at - 1][0]  # which anniversary it is says as much
            between, before = text[done:start], covered[-1] if covered else ""
            if _says_no_more(before, code) and _NOTHING.fullmatch(between):
                covered[-1] = max(before, code, key=len)  # "A1, A" says no more than "A1"
            else:
                covered += [between, code]
            done, at = end, at + len(phrase)
        return "".join((*covered, text[done:]))

    def _at(self, words: list[_Word], at: int) -> tuple[str, ...]:
        for phrase in self._first.get(words[at][2], ()):
            run = words[at : at + len(phrase)]
            if tuple(each[2] for each in run) == phrase and _is_close(run):
                return phrase
        return next((phrase for core, phrase in self._within.items() if core in words[at][3]), ())


def _says_no_more(before: str, code: str) -> bool:
    return before == code or (before[:1] == code[0] and 1 in (len(before), len(code)))


def _is_close(run: list[_Word]) -> bool:
    return all(after[0] - before[1] <= _GAP for before, after in pairwise(run))


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def _core(word: str) -> str:
    """What stays of a word of another script whatever its ending; where words run together, all of it."""
    word = "".join(_LETTERS.findall(word.casefold()))
    return word[:-1] if len(word) > 3 and not _RUN_TOGETHER.match(word) else word


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _LETTERS.findall(words))


@lru_cache(4096)
def _stem(word: str) -> str:
    """A word without marks, case and the ending of the plural; "cookie" and "cookies", "peach" and "peaches" agree."""
    if not word.isascii():
        from anyascii import anyascii  # not before the first frame, which needs no code

        word = "".join(_LETTERS.findall(anyascii(word)))
    plain = word.casefold()
    if len(plain) < 3 or plain.endswith("ss"):
        return plain
    stem = _Y_ENDING.sub("i", plain)
    return stem if stem != plain else _S_ENDING.sub("", plain)


def cover(view: V, *codes: Codes) -> V:
    """The same view with every text in it covered, the first codes first; ids, names, numbers and days stay.

    Goes through frozen dataclasses and tuples, however deep.
    """
    return cast("V", _covered(view, [each for each in codes if each])) if any(codes) else view


def _covered(view: Any, codes: list[Codes]) -> Any:
    if isinstance(view, str):
        return view if isinstance(view, Enum) else _text(view, codes)
    if type(view) is tuple:
        after = tuple(_covered(each, codes) for each in view)
        return view if all(one is other for one, other in zip(view, after, strict=True)) else after
    if is_dataclass(view) and not isinstance(view, type):
        changed = dict(_changed(view, codes))
        return replace(view, **changed) if changed else view
    return view


def _text(text: str, codes: list[Codes]) -> str:
    for each in codes:
        text = each.cover(text)
    return text


def _changed(view: Any, codes: list[Codes]) -> Iterator[tuple[str, Any]]:
    for field in fields(view):
        before = getattr(view, field.name)
        if field.init and field.name not in _STAY and (after := _covered(before, codes)) is not before:
            yield field.name, after


def guests_in(view: object) -> Iterator[int]:
    """The ids of the guests a view tells of: its own ``guest_id`` first, then every one in it, however deep."""
    if isinstance(view, tuple | list):
        for each in view:
            yield from guests_in(each)
    elif is_dataclass(view) and not isinstance(view, type):
        whose = getattr(view, "guest_id", None)
        if isinstance(whose, int):
            yield whose
        for field in fields(view):
            value = getattr(view, field.name)
            if isinstance(value, tuple | list) or is_dataclass(value):
                yield from guests_in(value)


def names_in(view: object) -> Iterator[str]:
    """The names of the guests a view tells of, and of those they belong to."""
    if isinstance(view, tuple | list):
        for each in view:
            yield from names_in(each)
    elif is_dataclass(view) and not isinstance(view, type):
        if isinstance(getattr(view, "guest_id", None), int):
            yield from (name for field in _NAMES if isinstance(name := getattr(view, field, None), str))
        if hasattr(view, "other_id"):
            yield getattr(view, "text", "")
        for field in fields(view):
            value = getattr(view, field.name)
            if isinstance(value, tuple | list) or is_dataclass(value):
                yield from names_in(value)


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with "the guest" in the place of those names, whole or in part, as somebody typed them into a title."""
    parts = {word for name in names for word in _LETTERS.findall(name)}
    for run in sorted((part for part in parts if len(part) > 1 and _OTHER_SCRIPT.search(part)), key=len, reverse=True):
        text = text.replace(run, "the guest")  # some scripts put nothing between a name and the word behind it
    known = {_stem(word) for word in parts if len(word) > 2}
    words = [found for found in _NAME_LIKE.finditer(text) if _stem(found[0].rpartition(" ")[2]) in known]
    covered: list[str] = []
    done = 0
    for found in words:
        if not covered or found.start() - done > 1:
            covered += [text[done : found.start()], "the guest"]
        done = found.end()
    return "".join((*covered, text[done:]))

"""A gesture typed by the house, read field by field; what cannot be taken is said in one sentence for its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from delightdesk.desk.idea_views import IdeaForm
from delightdesk.domain.cautions import TAGS, subject_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.money import currency_known, parse_money
from delightdesk.domain.pack_fields import known_signal, known_tag, known_word, lead_of, sayable
from delightdesk.domain.telltales import grave_tags_in, tags_in
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Moment, Nature, Purpose

T = TypeVar("T")

_LABELS = {
    "title": "Title",
    "parts": "Costs",
    "contains": "Contains",
    "lead": "Ready in",
    "say": "Say",
    "purposes": "Good for",
    "needs": "Only if",
}
_PART = re.compile(r"(?P<thing>[^()]*)(?:\((?P<tags>[^()]*)\))?")
_LEAD = re.compile(r"(\d{1,3}) ?(m|h|d)(?:in(?:ute)?s?|ours?|rs?|ays?)?")
_BLANK = Idea(
    key="", title="", family="", purposes=frozenset(), parts=(), doer="anyone", lead=timedelta(),
    moments=frozenset({Moment.CHECK_IN, Moment.IN_HOUSE}), nature=Nature.ACT, place="at the desk", say="", how="",
    own=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """A gesture that was read, and the tags the person named; what it contains beyond them was found in its words."""

    idea: Idea
    named: frozenset[str]


def read(form: IdeaForm, before: Idea | None, currency: str) -> Typed:
    """The gesture typed over ``before``, or a new one. Raises `Invalid` naming the field.

    Words that give away a content bring their tag along unless they stood there before: a tag that somebody has taken
    out by hand stays out.
    """
    base = before or _BLANK
    title = clean(form.title, 120)
    if not title:
        raise _refused("title", "a gesture needs one")
    say, how = _judged("say", sayable, clean(form.say, 300)), clean(form.how, 500)
    named = _tags("contains", form.contains)
    parts, in_parts = _parts(form.parts, base, currency)
    given_away = _given_away(title, say, how) - _given_away(base.title, base.say, base.how)
    idea = replace(
        base,
        title=title,
        parts=parts,
        contains=named | given_away.difference(*(part.contains for part in parts)),
        doer=clean(form.doer, 80) or _BLANK.doer,
        lead=_lead(form.lead),
        place=clean(form.place, 80) or _BLANK.place,
        say=say,
        how=how,
        ask=tuple(clean(question, 200) for question in form.ask.split(";") if clean(question)),
    )
    if base.own:
        idea = replace(idea, purposes=_purposes(form.purposes), needs=frozenset(_needs(form.needs)))
    return Typed(idea, named | in_parts)


def _given_away(title: str, say: str, how: str) -> frozenset[str]:
    return tags_in(title) | grave_tags_in(say) | grave_tags_in(how)


def _parts(text: str, base: Idea, currency: str) -> tuple[tuple[Part, ...], frozenset[str]]:
    known = {part.what.casefold(): part for part in base.parts}
    parts: list[Part] = []
    named: set[str] = set()
    for line in text.split(";"):
        if not clean(line):
            continue
        what, cost, tags = _part(clean(line, 300), currency)
        named |= tags
        same = known.get(what.casefold())
        parts.append(
            replace(same, cost=cost, contains=tags) if same else Part(what, cost, tags | tags_in(what)),
        )
    return tuple(parts), frozenset(named)


def _part(line: str, currency: str) -> tuple[str, int, frozenset[str]]:
    found = _PART.fullmatch(line)
    if found is None:
        raise _refused("parts", f"“{line[:40]}” cannot be read; write it like champagne 25.00 (alcohol)")
    words = found["thing"].split()
    begins = _price_begins(words, currency)
    price = words[begins:]
    what = clean(" ".join(words[:begins]), 80)
    if not what or not any(map(_has_digit, price)):
        thing = clean(found["thing"], 40) or clean(line, 40)
        raise _refused("parts", f"“{thing}” needs a thing and its price, such as melon 5.00; what is free costs 0")
    try:
        cost = parse_money(" ".join(price), currency)
    except Invalid as error:
        raise Invalid(f"{_LABELS['parts']}: {error}", "parts") from None
    return what, cost, _tags("parts", found["tags"] or "")


def _price_begins(words: list[str], currency: str) -> int:
    """Where the price begins: the last word, or the last two where one of them is the currency ("25 €", "EUR 25")."""
    if len(words) > 1:
        before, last = words[-2:]
        if _is_sign(before, currency) or (_has_digit(before) and _is_sign(last, currency)):
            return len(words) - 2
    return max(0, len(words) - 1)


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _is_sign(word: str, currency: str) -> bool:
    """True for "€" or "EUR" beside an amount in euros, and for another currency's code, which is refused later."""
    if currency_known(word):
        return True
    try:
        return not _has_digit(word) and parse_money(f"1 {word}", currency) > 0
    except Invalid:
        return False


def _tags(field: str, text: str) -> frozenset[str]:
    found: set[str] = set()
    for word in _listed(text):
        plain, subject = word.replace(" ", "_"), subject_of(word)
        if plain in TAGS:
            found.add(plain)
        elif subject in TAGS:
            found.add(subject)
        else:
            found |= tags_in(word) or {_judged(field, known_tag, plain)}
    return frozenset(found)


def _purposes(text: str) -> frozenset[Purpose]:
    words = {word.replace(" ", "_") for word in _listed(text)}
    if not words:
        raise _refused("purposes", f"name at least one of {', '.join(Purpose)}".replace("_", " "))
    return frozenset(
        Purpose(_judged("purposes", lambda word: known_word(word, list(Purpose), "purpose"), word)) for word in words
    )


def _needs(text: str) -> Iterator[str]:
    for word in _listed(text):
        yield _judged("needs", known_signal, re.sub(r" ?(?:\bor\b|\|) ?", "|", word).replace(" ", "_"))


def _lead(text: str) -> timedelta:
    plain = clean(text, 20).casefold() or "now"
    found = _LEAD.fullmatch(plain)
    return _judged("lead", lead_of, f"{found[1].lstrip('0')}{found[2]}" if found else plain)


def _listed(text: str) -> list[str]:
    return [clean(word, 60).casefold() for word in re.split("[,;]", text) if clean(word)]


def _judged(field: str, judge: Callable[[str], T], value: str) -> T:
    try:
        return judge(value)
    except ValueError as error:
        raise _refused(field, clean(str(error), 200)) from None


def _refused(field: str, why: str) -> Invalid:
    return Invalid(f"{_LABELS[field]}: {why}. Nothing was saved.", field)

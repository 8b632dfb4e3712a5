"""Whether two guests on file may be one person: a score from 0 to 100, and the reasons in words.

A name alone is weak, because names repeat; an e-mail address or a phone of their own is strong, unless the first names
differ, for families share them. Nobody is ever made one by this: it only says which pairs are worth a look.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from delightdesk.domain.arrivals import own_email
from delightdesk.domain.folding import code, digits, fold_name, sound

WORTH_A_LOOK = 40
"""Pairs below this score are not offered."""

SHARED_BY = 6
"""A contact that more guests bear is an agency's or a company's and says nothing about a person."""

_MANY = 60
"""Namesakes of whom nothing but the name is alike are not compared when they are more than this."""
_PHONE_TAIL, _PHONE_LEAST = 9, 7
_SURE = 100
_BARE = str.maketrans("øØ", "oO")

Birthday = tuple[int, int]
Forms = frozenset[str]


class Known(NamedTuple):
    """What of a guest tells whether they are another one. Month and day make a birthday; empty where not known."""

    id: int
    first: str
    last: str
    first_forms: Forms
    last_forms: Forms
    email: str
    phone: str
    customer_ref: str
    birthday: Birthday | None


class Likeness(NamedTuple):
    """How alike two guests are. because: the reasons, the strongest first."""

    score: int
    because: tuple[str, ...]


class _Part(NamedTuple):
    """How one half of a name agrees: 2 the same, 1 nearly, 0 not known, -1 not at all."""

    level: int
    why: str


def known(
    guest_id: int,
    first: str,
    last: str,
    email: str = "",
    phone: str = "",
    customer_ref: str = "",
    birthday: Birthday | None = None,
) -> Known:
    """A guest as they are compared; relay addresses of booking channels do not count."""
    number = digits(phone) if phone else ""
    return Known(
        guest_id, first, last, _forms(first), _forms(last), code(own_email(email)) if email else "",
        number[-_PHONE_TAIL:] if len(number) >= _PHONE_LEAST else "", code(customer_ref) if customer_ref else "",
        birthday,
    )  # fmt: skip


@lru_cache(100_000)
def _forms(name: str) -> Forms:
    """The spellings of a name as one word each: Müller is mueller and muller."""
    if name.isascii():
        return frozenset(filter(None, (_joined(name),)))
    bare = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return frozenset(filter(None, (_joined(name), _joined(bare.translate(_BARE)))))


def _joined(name: str) -> str:
    return "".join(forms[0] for forms in fold_name(name) if forms)


def without_shared(guests: Sequence[Known]) -> list[Known]:
    """The guests without addresses and numbers that many of them bear."""
    emails, phones = _counted(each.email for each in guests), _counted(each.phone for each in guests)
    return [
        each._replace(
            email="" if emails.get(each.email, 0) > SHARED_BY else each.email,
            phone="" if phones.get(each.phone, 0) > SHARED_BY else each.phone,
        )
        if emails.get(each.email, 0) > SHARED_BY or phones.get(each.phone, 0) > SHARED_BY
        else each
        for each in guests
    ]


def _counted(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return counts


def compare(a: Known, b: Known) -> Likeness:
    """How alike two guests are."""
    points, name_why, is_stranger = _names(a, b)
    found = [
        *_contact(a.email, b.email, 40, "same e-mail", "different e-mail"),
        *_contact(a.phone, b.phone, 35, "same phone", "different phone"),
        *_contact(a.customer_ref, b.customer_ref, 45, "same customer number", "different customer number"),
    ]
    if a.birthday and b.birthday:
        found.append((25, "same birthday") if a.birthday == b.birthday else (-45, "different birthday"))
    alike = sorted((each for each in found if each[0] > 0), reverse=True)
    against = sorted(each for each in found if each[0] < 0)
    score = points + sum(worth for worth, _ in found)
    if is_stranger:
        score = min(score, 25 if alike else 0)
        name_why = f"{name_why}, perhaps of one family" if alike else name_why
    reasons = (*(why for _, why in alike), name_why, *(why for _, why in against))
    return Likeness(max(0, min(_SURE, score)), tuple(filter(None, reasons)))


def _contact(one: str, other: str, worth: int, same: str, different: str) -> list[tuple[int, str]]:
    if not one or not other:
        return []
    return [(worth, same)] if one == other else [(-8, different)]


def _names(a: Known, b: Known) -> tuple[int, str, bool]:
    """Points, the reason, and whether these are the names of two people."""
    first = _part(a.first, b.first, a.first_forms, b.first_forms)
    last = _part(a.last, b.last, a.last_forms, b.last_forms)
    if first.level == last.level == 2 or _whole(a) & _whole(b):
        return 45, "same name", False
    if {first.level, last.level} == {1, 2}:
        return 35, " and ".join(filter(None, (first.why, last.why))), False
    if a.first_forms & b.last_forms and a.last_forms & b.first_forms:
        return 40, "first and last name swapped", False
    if first.level == last.level == 1:
        return 25, f"{first.why} and {last.why}", False
    if last.level == 2 and first.level == 0:
        return 15, "same last name", False
    if first.level == 2 and last.level < 1:
        return 15, "same first name, another last name" if last.level else "same first name", False
    return 0, "another first name" if first.level < 0 else "another name", True


def _whole(guest: Known) -> Forms:
    """The whole name in writing order: a system that knows no last names writes all into one."""
    return frozenset(
        f"{one}{other}" for one in guest.first_forms or {""} for other in guest.last_forms or {""} if one or other
    )


@lru_cache(50_000)
def _part(one: str, other: str, forms: Forms, others: Forms) -> _Part:
    if not forms or not others:
        return _Part(0, "")
    if forms & others:
        return _Part(2, "")
    pairs = [(mine, theirs) for mine in forms for theirs in others]
    if any(_one_letter(*pair) for pair in pairs):
        return _Part(1, f"{one}/{other}: one letter")
    if any(min(map(len, pair)) == 1 and pair[0][0] == pair[1][0] for pair in pairs):
        return _Part(1, f"{one}/{other}: an initial")
    if any(_is_short_form(*pair) for pair in pairs):
        return _Part(1, f"{one}/{other}: a shorter form")
    if any(sound(mine) == sound(theirs) and fuzz.ratio(mine, theirs) >= 66 for mine, theirs in pairs):
        return _Part(1, f"{one}/{other}: sounds the same")
    return _Part(-1, "")


def _one_letter(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 2 and max(len(one), len(other)) > 3 and OSA.distance(one, other) == 1


def _is_short_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short)


def pairs(guests: Sequence[Known], tell: Callable[[int, int], None] | None = None) -> Iterator[tuple[Known, Known]]:
    """The pairs worth comparing, each once: those with something in common, never all with all.

    tell: is told how many of how many groups were gone through, and may raise to stop.
    """
    groups = [group for group in _groups(guests) if len(group) > 1]
    seen: set[tuple[int, int]] = set()
    for done, group in enumerate(groups, 1):
        if tell is not None and done % 500 == 0:
            tell(done, len(groups))
        for one, other in combinations(group, 2):
            if not _have_something_in_common(one, other):
                continue
            key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if key not in seen:
                seen.add(key)
                yield one, other


def _have_something_in_common(one: Known, other: Known) -> bool:
    """A name that is only nearly the same is not worth a look by itself; asked half a million times, so kept short."""
    if (
        (one.email and one.email == other.email)
        or (one.phone and one.phone == other.phone)
        or (one.birthday and one.birthday == other.birthday)
        or (one.customer_ref and one.customer_ref == other.customer_ref)
    ):
        return True
    if _is_half(one) or _is_half(other):
        return True
    if not one.last_forms.isdisjoint(other.last_forms):
        return not one.first_forms.isdisjoint(other.first_forms)
    return not (one.first_forms.isdisjoint(other.last_forms) or one.last_forms.isdisjoint(other.first_forms))


def _is_half(guest: Known) -> bool:
    """A name that stands in one half, whole."""
    return not guest.first_forms or not guest.last_forms


def _groups(guests: Sequence[Known]) -> Iterator[list[Known]]:
    """Guests with the same address, number, reference, like-sounding name, or last name and birthday."""
    by_contact: dict[tuple[str, str], list[Known]] = defaultdict(list)
    by_name: dict[tuple[str, ...], list[Known]] = defaultdict(list)
    for guest in guests:
        for kind, value in (("e", guest.email), ("p", guest.phone), ("r", guest.customer_ref)):
            if value:
                by_contact[kind, value].append(guest)
        first, last = _sounds(guest.first_forms), _sounds(guest.last_forms)
        whole = next(iter(sorted(_whole(guest))), "")
        keys = {("s", *sorted((one, other))) for one in first for other in last} | {("w", whole)}
        keys |= {("i", form, start) for form in guest.last_forms for start in {each[0] for each in guest.first_forms}}
        if guest.birthday is not None:
            keys |= {("b", half, str(guest.birthday)) for half in first | last}
        for key in keys:
            by_name[key].append(guest)
    yield from by_contact.values()
    yield from (group for group in by_name.values() if len(group) <= _MANY)


@lru_cache(100_000)
def _sounds(forms: Forms) -> frozenset[str]:
    return frozenset(map(sound, forms))

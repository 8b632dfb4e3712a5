"""Occasions: days that come round each year, and what to say about them.

The year is optional on purpose: people tell the day and seldom the year. What has no day at all, such as a
honeymoon, holds for the whole visit.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date

from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.vocabulary import OccasionKind, label

OWN = frozenset({"", "the guest", "guest"})
"""Words for ``whose`` that mean the guest's own occasion."""

SHARED_BY_COUPLES = frozenset(
    {OccasionKind.ANNIVERSARY, OccasionKind.WEDDING, OccasionKind.HONEYMOON, OccasionKind.ENGAGEMENT}
)
"""What is as much the partner's as the guest's."""

_CONGRATULATIONS: dict[OccasionKind, str] = {
    OccasionKind.WEDDING: "Congratulations on your wedding",
    OccasionKind.HONEYMOON: "Congratulations, and a lovely honeymoon",
    OccasionKind.ENGAGEMENT: "Congratulations on your engagement",
    OccasionKind.GRADUATION: "Congratulations on your graduation",
    OccasionKind.RETIREMENT: "Congratulations on your retirement",
    OccasionKind.NEW_BABY: "Congratulations on the new arrival",
    OccasionKind.REUNION: "How good to see you all together",
    OccasionKind.CELEBRATION: "Congratulations",
}


def falls_on(day: int, month: int, year: int) -> date:
    """The day in that year; 29 February is kept on the 28th where there is none. ValueError for no day."""
    if (day, month) == (29, 2) and not isleap(year):
        day = 28
    return date(year, month, day)


def due(
    kind: OccasionKind,
    day: int | None,
    month: int | None,
    year: int | None,
    arrive: date | None,
    depart: date | None,
    today: date,
    whose: str = "",
    secret: bool = False,
    secret_from: str = "",
    window: int = 3,
    exact: bool = False,
) -> OccasionDue | None:
    """The occasion as it touches this visit, or None when it is further than ``window`` days away.

    ``exact`` asks for the day itself to lie inside the visit. Without a visit (``arrive`` None) today
    stands for it. Of two occurrences the nearer one counts; if both lie inside, the next one to come.
    A known month without a day cannot be placed, so it is never due.
    """
    first = arrive or today
    last = max(first, depart or first)
    if day is None or month is None:
        if month is not None:
            return None
        return OccasionDue(kind, min(max(today, first), last), 0, None, whose, secret, secret_from, dated=False)
    on = min(_near(day, month, first, last), key=lambda on: (_days_off(on, first, last), on < today, on))
    days_off = _days_off(on, first, last)
    if days_off > (0 if exact else window):
        return None
    return OccasionDue(kind, on, days_off, years_on(year, on), whose, secret, secret_from)


def _near(day: int, month: int, first: date, last: date) -> Iterator[date]:
    for year in range(max(first.year - 1, MINYEAR), min(last.year + 1, MAXYEAR) + 1):
        yield falls_on(day, month, year)


def _days_off(on: date, first: date, last: date) -> int:
    return max((first - on).days, (on - last).days, 0)


def years_on(year: int | None, on: date) -> int | None:
    """20 when something of ``year`` comes round on ``on``; None when unknown or not yet a year."""
    return on.year - year if year is not None and on.year > year else None


def next_on(day: int, month: int, today: date) -> date:
    """The next time that day comes, today included."""
    this_year = falls_on(day, month, today.year)
    return this_year if this_year >= today else falls_on(day, month, today.year + 1)


def first_year(years: int, day: int | None, month: int | None, today: date) -> int:
    """The year it began, for "the 20th": counted from its occurrence nearest to today.

    A tie goes to the one still to come. Without a day, this year's is meant.
    """
    if day is None or month is None:
        return today.year - years
    nearest = min(_near(day, month, today, today), key=lambda on: (abs((on - today).days), on < today))
    return nearest.year - years


def ordinal(number: int) -> str:
    """20 as "20th", 1 as "1st", 112 as "112th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def spoken(kind: OccasionKind, years: int | None = None, whose: str = "") -> str:
    """ "20th anniversary"; somebody else's is named: "wife's birthday"."""
    words = label(kind) if years is None else f"{ordinal(years)} {label(kind)}"
    return words if whose in OWN else f"{owned(whose)} {words}"


def owned(whose: str) -> str:
    """ "wife's", "parents'"."""
    return f"{whose}'" if whose.endswith("s") else f"{whose}'s"


def congratulation(
    kind: OccasionKind, years: int | None, name: str, whose: str = "", secret: bool = False, over: bool = False
) -> str:
    """The sentence to say, or "" when saying it would give something away.

    ``name`` may be empty. ``over``: the day is past, so a birthday is asked after and not wished. Ages are
    never said aloud. A proposal is never congratulated on: nobody knows the answer yet.
    """
    if secret or kind is OccasionKind.PROPOSAL:
        return ""
    if whose not in OWN:
        your = "" if whose[:1].isupper() else "your "
        return _addressed(f"Our best wishes for {your}{spoken(kind, None, whose)}", name)
    if kind in (OccasionKind.BIRTHDAY, OccasionKind.ANNIVERSARY):
        counted = years if kind is OccasionKind.ANNIVERSARY else None
        wish = "We hope you had a happy" if over and kind is OccasionKind.BIRTHDAY else "Happy"
        return _addressed(f"{wish} {spoken(kind, counted)}", name)
    return _addressed(_CONGRATULATIONS[kind], name)


def _addressed(sentence: str, name: str) -> str:
    return f"{sentence}, {name}." if name else f"{sentence}."

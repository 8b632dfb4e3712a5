"""Words of the command line as values: an hour, a day, an amount, an item of a basket."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import parse_money
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from delightdesk.store.work import Work


def instant(work: Work, words: str | None) -> datetime | None:
    """The instant still to come that words such as "18:00" or "friday 5pm" mean; None for None. Raises `Invalid`."""
    from delightdesk.domain.promising import due_of

    if words is None:
        return None
    due = due_of(words, work.now.astimezone(work.zone), day_first=work.house.day_first)
    if due is None:
        raise Invalid(
            f"“{clean(words, 40)}” is no time to come. Nothing was saved. Please write 18:00, friday 5pm or in 20 min.",
            "by",
        )
    return due


def day(work: Work, words: str | None) -> date | None:
    """The day that words mean; None for None. Raises `Invalid`."""
    from delightdesk.domain.typed_days import read_day

    return None if words is None else read_day(words, work.today, day_first=work.house.day_first, field="day")


def span(work: Work, first: str | None, last: str | None) -> tuple[date, date]:
    """Two days; where one is left out, the month begins or ends it."""
    from calendar import monthrange

    begins, ends = day(work, first), day(work, last)
    begins = begins or (ends or work.today).replace(day=1)
    month_end = max(work.today, begins)
    return begins, ends or month_end.replace(day=monthrange(month_end.year, month_end.month)[1])


def amount(work: Work, words: str | None) -> int | None:
    """Minor units of the house's currency; None for None. Raises `Invalid`."""
    return None if words is None else parse_money(words, work.house.currency)


def item(work: Work, words: str) -> tuple[str, int]:
    """ "flowers=12.50" as what it is and its cost in minor units. Raises `Invalid`."""
    what, sign, cost = words.rpartition("=")
    if not sign or not what.strip():
        raise Invalid(
            f"“{clean(words, 80)}” is no item with its cost. Nothing was logged. Please write it as --line flowers=12.",
            "line",
        )
    return what.strip(), parse_money(cost, work.house.currency)

"""What the law lets a house give, where it counts: patients of a federal programme and officials in the United States.

A clinic's gift counts as a reward for coming from 15 dollars on, or 75 in a year (42 U.S.C. 1320a-7a(i)(6) as the
Inspector General reads it); an official may take 20 at a time and 50 a year from one source (5 CFR 2635.204(a)).
Which patient belongs to such a programme is not for the desk to know, so the limit holds for all of a clinic's.
"""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.domain.knowledge import Circumstances, Given, Known
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.money import show_money
from delightdesk.domain.vocabulary import GestureState, Sector

_COUNTS = OPEN_GESTURES | {GestureState.DELIVERED}
_CASH_LIKE = frozenset({"credit", "gift card", "voucher"})


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that one gesture, and all of a calendar year, may cost, in cents. no_cash: nor anything like money."""

    whom: str
    each: int
    year: int
    no_cash: bool = False


PATIENT = Limit("a patient", 15_00, 75_00, no_cash=True)
OFFICIAL = Limit("an official", 20_00, 50_00)


def above_what_may_be_given(cost: int, family: str, known: Known, house: Circumstances) -> str | None:
    """Why the law stands against it, or None; only where the house counts in US dollars."""
    if cost <= 0 or house.currency != "USD":
        return None
    limits = [PATIENT] if house.sector is Sector.CLINIC else []
    limits += [OFFICIAL] if known.gift_restricted else []
    return next((why for limit in limits if (why := _against(limit, cost, family, known, house))), None)


def _against(limit: Limit, cost: int, family: str, known: Known, house: Circumstances) -> str | None:
    if limit.no_cash and family in _CASH_LIKE:
        return f"nothing like money may be given to {limit.whom} here"
    if cost > limit.each:
        return f"above what may be given to {limit.whom} here: {_dollars(limit.each)} at a time"
    given = sum(each.cost for each in known.given if _counts(each, house))
    if given + cost > limit.year:
        spent = f", {_dollars(given)} are given" if given else ""
        return f"above what may be given to {limit.whom} here: {_dollars(limit.year)} a year{spent}"
    return None


def _counts(given: Given, house: Circumstances) -> bool:
    return given.to == "the guest" and given.on.year == house.today.year and given.state in _COUNTS


def _dollars(cents: int) -> str:
    return show_money(cents, "USD")

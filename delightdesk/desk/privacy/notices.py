"""What the house tells its guests about their data: two sentences for the desk, and a page to hand out.

Every sentence follows from what the house set and does, so that the page is never better than the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from delightdesk.domain.vocabulary import Sector, SensitiveRule
from delightdesk.store.tables import House, ImportRun
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

RIGHTS = (
    "You may see what we keep of you, have it put right or erased, or tell us that a note is not so; we answer within "
    "a month.",
    "If our answer does not convince you, the data protection authority of your country hears you.",
)
"""What a guest may ask for, in two sentences."""

_VISITORS = {Sector.HOTEL: "stays", Sector.RESTAURANT: "visits", Sector.SHOP: "visits", Sector.CLINIC: "appointments"}
_SENSITIVE = {
    SensitiveRule.ASK: "What touches health, disability or belief we keep only when you agreed to it.",
    SensitiveRule.TOLD: "What touches health, disability or belief we keep only when you told us yourself.",
    SensitiveRule.NEVER: "We keep nothing at this desk that touches health, disability or belief.",
}

_HOUSE, _RUN = table_of(House), table_of(ImportRun)
_SET = select(
    _HOUSE.c.keep_sensitive, _HOUSE.c.keep_guests, _HOUSE.c.keep_sheets, _HOUSE.c.tidies_itself, _HOUSE.c.second_backups
).where(_HOUSE.c.id == 1)
_IMPORTS = select(func.count()).select_from(_RUN).where(_RUN.c.deleted_at.is_(None), _RUN.c.undone_at.is_(None))


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the page with what stands below it."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The two sentences for the desk, and the page. made_on, made_by: what a print says at its foot."""

    house: str
    short: tuple[str, str]
    parts: tuple[Part, ...]
    made_on: date
    made_by: str


def notice(work: Work) -> Notice:
    """The notice as the house is set just now."""
    house = work.house
    visits = _VISITORS[house.sector]
    ((imports,),) = work.rows(_IMPORTS)
    return Notice(
        house=house.name,
        short=(
            f"To make your {visits} here easy, we note what you tell us and what we promise you, and nobody outside "
            f"{house.name} sees it.",
            "Ask at this desk to see what we keep of you, to have it corrected, or to have it erased.",
        ),
        parts=(
            Part("Who keeps your data", (f"{house.name} does, and answers for it.",)),
            Part("What we keep, and why", _what(visits, house.sector)),
            Part("What is sensitive", _sensitive(work)),
            Part("Where it comes from", _where_from(imports)),
            Part("Who sees it", _who_sees(work)),
            Part("How long", keeping(work)),
            Part("What you may ask for", RIGHTS),
        ),
        made_on=work.today,
        made_by=work.person.name,
    )


def keeping(work: Work) -> tuple[str, ...]:
    """How long what is kept stays, in sentences."""
    _, guests, sheets, by_itself, _ = _set(work)
    found = []
    if guests:
        last = "your last visit" if work.house.sector is not Sector.CLINIC else "your last appointment"
        due = "is erased by itself" if by_itself else "is due to be erased"
        found.append(f"What we keep of you {due} {_months(guests)} after {last}.")
    else:
        found.append("We keep it until you ask us to erase it.")
    if sheets:
        found.append(f"The sheets on which one shift hands over to the next lose their words after {_months(sheets)}.")
    found.append("What a kindness cost stays in our books without your name.")
    return tuple(found)


def _set(work: Work) -> Any:
    return work.rows(_SET)[0]


def _what(visits: str, sector: Sector) -> tuple[str, ...]:
    found = [
        f"Your name and how we reach you, your {visits}, what you like and what you must not have, days you celebrate, "
        "what we promised or gave you, and what went wrong and how it was put right.",
        "We keep it because we serve you better when we remember. It is not sold, and this desk sends no offers.",
    ]
    if sector is Sector.CLINIC:
        found.append("Nothing medical stands at this desk: no diagnosis, no treatment, no result.")
    return tuple(found)


def _sensitive(work: Work) -> tuple[str, ...]:
    days = _set(work)[0]
    found = [_SENSITIVE[work.house.sensitive_rule]]
    if work.house.sensitive_rule is not SensitiveRule.NEVER:
        when = f"{days} day{'' if days == 1 else 's'} after you leave" if days else "when you leave"
        found.append(f"It is hidden on our screens until it is needed, and goes {when} unless you ask us to keep it.")
    found.append("Numbers of cards and of passports are never kept here.")
    return tuple(found)


def _where_from(imports: int) -> tuple[str, ...]:
    if imports:
        return ("From you, from what our people notice while you are here, and from the system you booked with.",)
    return ("From you, and from what our people notice while you are here.",)


def _who_sees(work: Work) -> tuple[str, ...]:
    second = _set(work)[4]
    where = "on a computer of this house, with copies beside it against loss"
    where += " and more of them in a second place we chose" if second else ""
    return (
        "The people who work at this desk; each of them by name, and each change is written down.",
        f"It lies {where}, and is sent to nobody.",
        "Should any of it ever be lost to somebody else, we tell the authority within 72 hours, and you without delay "
        "where it could harm you.",
    )


def _months(count: int) -> str:
    if count % 12 == 0:
        years = count // 12
        return "one year" if years == 1 else f"{years} years"
    return f"{count} month{'' if count == 1 else 's'}"

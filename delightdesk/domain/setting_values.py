"""How each kind of setting is read from what somebody types, and how it reads on the screen.

Everything typed is either understood or refused in one sentence; nothing is kept that would be read otherwise later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process, utils

from delightdesk.domain.clock import zone_of
from delightdesk.domain.dates import clock_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import parse_money, show_money
from delightdesk.domain.shifts import USUAL, hours_of, parse_shifts, written
from delightdesk.domain.text import clean, kept_words
from delightdesk.domain.vocabulary import Sector

HIGHEST_ALLOWANCE = 10**9
"""Minor units; what is above is a slip of the hand."""
_DAY_BEGINS_BY = time(12)
_CLOCK = re.compile(r"[\d:.h ]+([ap]\.?m\.?)?", re.I)
_MOST_ALIKE, _ALIKE = 3, 70
_THIS_PC = "this PC"


@dataclass(frozen=True, slots=True)
class About:
    """What of a house its other settings hang on."""

    sector: Sector
    currency: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of reading and showing values. choices: the words there are, where there are only these."""

    read: Callable[[str, About], Any]
    show: Callable[[Any, About], str]
    choices: tuple[str, ...] = ()


def words(most: int, *, needed: bool = False) -> Kind:
    """Words as they are typed, without card numbers, which would stand where every guest can read them."""

    def read(typed: str, _about: About) -> str:
        kept = kept_words(typed, 4 * most)
        if len(kept) > most:
            raise refused(f"At most {most} letters fit here; these are {len(kept)}.")
        if needed and not kept:
            raise refused("The house needs a name.")
        return kept

    return Kind(read, lambda value, _about: clean(str(value), most))


def choice(labels: Mapping[Any, str]) -> Kind:
    """One of a few values, each with the word it is read as; the beginning of a word will do."""

    def read(typed: str, _about: About) -> Any:
        said = clean(typed, 60).casefold()
        exact = [value for value, word in labels.items() if said in (word, str(getattr(value, "value", value)))]
        begun = [value for value, word in labels.items() if said and word.startswith(said)]
        if len(found := exact or begun) != 1:
            raise refused(f"Please choose one of: {', '.join(labels.values())}.")
        return found[0]

    def show(value: Any, _about: About) -> str:
        return labels.get(value) or next(iter(labels.values()))

    return Kind(read, show, tuple(labels.values()))


def minutes(least: int, most: int, *, never: bool = False) -> Kind:
    """Whole minutes; with ``never`` 0 is read as that."""

    def read(typed: str, _about: About) -> int:
        said = re.sub(r"\s*(?:min(?:ute)?s?)?\.?$", "", clean(typed, 40).casefold())
        number = 0 if never and said in ("never", "no", "off") else int(said) if said.isdecimal() else -1
        if not (least <= number <= most or (never and number == 0)):
            or_never = ", or 0 for never" if never else ""
            raise refused(f"Please give whole minutes from {least} to {most}{or_never}.")
        return number

    def show(value: Any, _about: About) -> str:
        return "never" if never and not value else f"{value} minute{'' if value == 1 else 's'}"

    return Kind(read, show)


def count(unit: str, least: int, most: int, *, none: str) -> Kind:
    """So many days or months; 0 reads as ``none`` says."""

    def read(typed: str, _about: About) -> int:
        said = re.sub(rf"\s*{unit}s?$", "", clean(typed, 40).casefold())
        number = 0 if said in (none, "never", "no", "off") else int(said) if said.isdecimal() and len(said) < 5 else -1
        if number != 0 and not least <= number <= most:
            raise refused(f"Please give whole {unit}s from {max(1, least)} to {most}, or 0.")
        return number

    def show(value: Any, _about: About) -> str:
        return f"{value} {unit}{'' if value == 1 else 's'}" if value else none

    return Kind(read, show)


def _read_day_begins(typed: str, _about: About) -> time:
    hour = clean(typed, 20)
    found = clock_of(hour) if _CLOCK.fullmatch(hour) else None
    if found is None and hour.isdecimal() and int(hour) < 24:
        found = time(int(hour))
    if found is None:
        raise refused("Please give an hour such as 04:00.")
    if found > _DAY_BEGINS_BY:
        raise refused("A house's day begins between midnight and noon.")
    return found


def _read_shifts(typed: str, about: About) -> str:
    """Kept as nothing where they are the usual ones, so that they stay so."""
    if not typed.strip():
        return ""
    hours = written(parse_shifts(typed))
    return "" if hours == written(parse_shifts(USUAL[about.sector])) else hours


def _show_shifts(value: Any, about: About) -> str:
    return written(hours_of(str(value), about.sector))


def _read_money(typed: str, about: About) -> int:
    amount = parse_money(typed, about.currency)
    if amount > HIGHEST_ALLOWANCE:
        raise refused("An allowance is at most ten million.")
    return amount


def _read_zone(typed: str, _about: About) -> str:
    said = clean(typed, 64)
    if said.casefold() in ("", _THIS_PC.casefold(), "pc", "local"):
        return ""
    found = _zones().get(_bare(said))
    if found is not None and _is_zone(found):
        return found
    if _is_zone(said):
        return said
    alike = process.extract(said, tuple(set(_zones().values())), scorer=_zone_alike, limit=_MOST_ALIKE,
                            processor=utils.default_process, score_cutoff=_ALIKE)  # fmt: skip
    if alike:
        raise refused(f"“{said}” is no time zone. Did you mean {' or '.join(name for name, *_ in alike)}?")
    raise refused(f"“{said}” is no time zone. Its name is like Europe/London; empty is the clock of this PC.")


def _zone_alike(typed: str, zone: str, **_: Any) -> float:
    """By its name, or by its city alone."""
    return max(fuzz.ratio(typed, zone), fuzz.ratio(typed, zone.rpartition(" ")[2]))


@cache
def _zones() -> dict[str, str]:
    """Zones by their bare name and by their city, where only one has it."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    cities: dict[str, list[str]] = {}
    for name in names:
        cities.setdefault(_bare(name.rpartition("/")[2]), []).append(name)
    found = {city: zones[0] for city, zones in cities.items() if len(zones) == 1}
    return found | {_bare(name): name for name in names}


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]", "", name.casefold())


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except Invalid:
        return False
    return True


DAY_BEGINS = Kind(_read_day_begins, lambda value, _about: f"{value:%H:%M}")
SHIFTS = Kind(_read_shifts, _show_shifts)
MONEY = Kind(_read_money, lambda value, about: show_money(value, about.currency))
ZONE = Kind(_read_zone, lambda value, _about: str(value) or _THIS_PC)


def refused(sentence: str) -> Invalid:
    """What is wrong with what was typed."""
    return Invalid(f"{sentence} Nothing was changed.", "value")

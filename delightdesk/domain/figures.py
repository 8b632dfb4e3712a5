"""Figures of some days: what is known of them, said with its number, and drawn in one row of cells.

Nothing measured is None and never 0, few cases say that they are few, and a difference that chance alone could make is
called that. Nothing here knows why anything happened, and nothing here says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import ceil, sqrt
from statistics import median

FEW = 5
"""With fewer cases than this a share or a middle says little."""

NONE = "·"
LEVELS, PLAIN_LEVELS = "▁▂▃▄▅▆▇█", "_.:-=+*#"
PLAIN_NONE = " "
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_HOUR, _DAY = 60, 24 * 60
_SURE = 1.96


class Told(StrEnum):
    """How far a difference between two rates may be told: not at all, as one that chance could make, or as one."""

    FEW = "few"
    CHANCE = "chance"
    CLEAR = "clear"


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` from 0 to 1; None of nothing."""
    return part / whole if whole else None


def middle(minutes: Sequence[float]) -> float | None:
    """The median, which one bad hour does not move; None where nothing was measured."""
    return float(median(minutes)) if minutes else None


def percent(value: float) -> int:
    """A share as whole per cent; only none at all is 0, only all is 100."""
    return min(99, max(1, round(value * 100))) if 0 < value < 1 else round(value * 100)


def of(part: int, whole: int) -> str:
    """ "7 of 8"; "none" of nothing."""
    return f"{part:,} of {whole:,}" if whole else "none"


def of_share(part: int, whole: int) -> str:
    """ "12 of 31, 39 %"."""
    rate = share(part, whole)
    return of(part, whole) if rate is None else f"{of(part, whole)}, {percent(rate)} %"


def lasting(minutes: float) -> str:
    """ "3 min", "1 h 20", "2 days"."""
    whole = round(minutes)
    if whole < _HOUR:
        return f"{whole} min"
    if whole < 2 * _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR:02}" if whole % _HOUR else f"{whole // _HOUR} h"
    return f"{round(whole / _DAY)} days"


def many(number: int, one: str, more: str = "") -> str:
    """ "1 gesture", "3 gestures"; ``more`` where the plural is no "s"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def fewness(cases: int) -> str:
    """What to add where there are too few cases to go by; empty where there are enough, or none to speak of."""
    return "; few, so it says little" if 0 < cases < FEW else ""


def changed(now: float | None, before: float | None, size: str, more: str, less: str) -> str:
    """ "▲ 3 more", "▼ 4 min quicker", "= the same"; empty where there is nothing to compare.

    ``size`` is the size of the change as it is said ("3", "£12", "4 min").
    """
    if now is None or before is None:
        return ""
    if now == before:
        return "= the same"
    return f"▲ {size} {more}".rstrip() if now > before else f"▼ {size} {less}".rstrip()


def folded(days: Sequence[float | None], most: int) -> tuple[list[float | None], int]:
    """The days in at most ``most`` cells, and how many days one cell stands for.

    A cell of several days is the mean of those that are known. The newest cell is full; the oldest may stand for fewer.
    """
    each = max(1, ceil(len(days) / max(1, most)))
    first = len(days) % each
    cuts = [(0, first)] if first else []
    cuts += [(at, at + each) for at in range(first, len(days), each)]
    return [_mean(days[begin:end]) for begin, end in cuts], each


def spark(days: Sequence[float | None], most: int, *, is_plain: bool = False) -> str:
    """A sparkline of at most ``most`` cells; a day of which nothing is known is a dot, in ``is_plain`` a blank.

    ``is_plain``: signs of ASCII only, for places that know no others.
    """
    cells, _ = folded(days, most)
    top = max((cell for cell in cells if cell is not None), default=0.0)
    levels, nothing = (PLAIN_LEVELS, PLAIN_NONE) if is_plain else (LEVELS, NONE)
    return "".join(nothing if cell is None else levels[_level(cell, top, len(levels))] for cell in cells)


def bar(value: float, most: float, width: int, *, is_plain: bool = False) -> str:
    """A bar of at most ``width`` cells, ``most`` filling them all; anything above nothing is seen."""
    if value <= 0 or most <= 0 or width <= 0:
        return ""
    eighths = max(1, min(8 * width, round(8 * width * value / most)))
    if is_plain:
        return "#" * max(1, round(eighths / 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]


def difference(some: int, in_some: int, others: int, in_others: int) -> Told:
    """How far the difference of two rates may be told, such as gestures in the visits of two kinds of guests.

    ``some`` counted in ``in_some`` cases beside ``others`` in ``in_others``. Clear is what chance alone would make one
    time in twenty at most, counts scattering as they do (Poisson).
    """
    if min(in_some, in_others) < FEW or some + others < FEW:
        return Told.FEW
    scatter = sqrt(some / in_some**2 + others / in_others**2)
    return Told.CLEAR if abs(some / in_some - others / in_others) > _SURE * scatter else Told.CHANCE


def _mean(days: Sequence[float | None]) -> float | None:
    known = [day for day in days if day is not None]
    return sum(known) / len(known) if known else None


def _level(value: float, top: float, levels: int) -> int:
    return min(levels - 1, max(0, ceil(value / top * levels) - 1)) if top > 0 else 0

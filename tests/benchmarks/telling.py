"""How a benchmark says what it measured: one row a figure, the floor beside it, and whether the target was reached."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import delightdesk

WIDTH = 46


def where_from() -> None:
    """Say what is being measured: figures of a source tree are not those of an installed wheel."""
    folder = Path(delightdesk.__file__).parent
    cached = (folder / "__pycache__").is_dir() and any((folder / "__pycache__").iterdir())
    if "site-packages" not in folder.parts or not cached:
        print("Not an installed wheel with its bytecode compiled, so starting takes longer than it does for users.")
    load = f", load {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores{load}\n")


def middle(figures: Sequence[float]) -> float:
    """The median, which one disturbed run does not move."""
    return statistics.median(figures)


def ratio(what: str, measured: float, floor: float, target: float, unit: str = "ms") -> None:
    """A figure that is judged by how many times its floor it is; both in ``unit``."""
    times = measured / floor
    told = f"{measured:9.2f} {unit:4} floor {floor:9.2f} {unit:4} {times:5.2f} x"
    print(f"{what:{WIDTH}} {told}   target <= {target} x   {_verdict(times, target)}")


def at_most(what: str, measured: float, target: float, unit: str) -> None:
    """A figure with an upper limit of its own."""
    print(f"{what:{WIDTH}} {measured:9.2f} {unit:31}  target <= {target:g} {unit}   {_verdict(measured, target)}")


def at_least(what: str, measured: float, target: float, unit: str) -> None:
    """A figure with a lower limit."""
    missed = "reached" if measured >= target else f"missed by {target / measured - 1:.0%}"
    print(f"{what:{WIDTH}} {measured:9,.0f} {unit:31}  target >= {target:,.0f} {unit}   {missed}")


def plain(what: str, measured: float, unit: str) -> None:
    """A figure without a target."""
    print(f"{what:{WIDTH}} {measured:9.2f} {unit}")


def _verdict(measured: float, target: float) -> str:
    return "reached" if measured <= target else f"missed by {measured / target - 1:.0%}"

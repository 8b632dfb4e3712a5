"""What a person at the screen waits for: ``python tests/benchmarks/bench_screen.py [--guests N] [--runs N]``.

Starts the installed program and the bare app of `floor` in turn, each in a terminal of its own, and tells when what
was waited for really stood on the screen. Run it with the Python of an environment into which the wheel was installed
(not editable), with ``pyte`` beside it; POSIX only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import houses
import telling
from terminal import NotSeen, Terminal

QUERIES = ("schul", "maria", "kowal", "dunto", "jorge")
LIST_WIDE = 36
"""Cells of find box and list at the left; the card begins further right."""


def find_side(rows: list[str]) -> object:
    return [row[:LIST_WIDE] for row in rows[1:-1]]


def card_side(rows: list[str]) -> object:
    return [row[LIST_WIDE + 10 :] for row in rows[1:-1]]


def input_line(rows: list[str]) -> object:
    return rows[:3]


@contextmanager
def running(command: list[str]) -> Iterator[Terminal]:
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(command, Path(home))
        try:
            yield terminal
        finally:
            terminal.close()


class Figures:
    """What was measured, by name, in seconds; memory in MB."""

    def __init__(self) -> None:
        self.of: dict[str, list[float]] = {}

    def add(self, what: str, figure: float) -> None:
        self.of.setdefault(what, []).append(figure)

    def __getitem__(self, what: str) -> float:
        return telling.middle(self.of[what])

    def worst(self, what: str, part: float = 0.95) -> float:
        ordered = sorted(self.of[what])
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def bare_app(figures: Figures) -> None:
    """Its first frame, and how long a key takes to be seen."""
    with running([sys.executable, str(Path(__file__).with_name("floor.py"))]) as terminal:
        figures.add("bare start", terminal.until("Guest number 20", "Quit"))
        terminal.quiet(1.0)
        for letter in "kqxzjwvb":
            terminal.rows()
            pressed = terminal.type(letter)
            figures.add("bare key", terminal.settled(input_line, 0.15) - pressed)


def the_desk(program: str, path: Path, figures: Figures) -> None:
    """First frame, then a search at once; keys one by one; cards; and what memory it took."""
    with running([program, "--database", str(path)]) as terminal:
        figures.add("start", terminal.until("▸", "Quit"))
        terminal.rows()
        terminal.type(QUERIES[0])
        figures.add("search answered", terminal.settled(find_side, 0.6) - terminal.started)
        terminal.quiet(1.5)
        for query in QUERIES[1:]:
            clear(terminal)
            for letter in query:
                press(terminal, letter, figures)
        clear(terminal)
        terminal.type(houses.REGULAR_NAME.lower())
        terminal.quiet(0.8)
        for _ in range(houses.REGULARS - 2):
            open_next(terminal, figures)
        figures.add("memory", terminal.memory())


def clear(terminal: Terminal) -> None:
    """Empty the find box. The rest after it is no half second, or the blinking cursor would be painted with the key."""
    terminal.type("\x15")
    terminal.quiet(0.35)
    time.sleep(0.3)


def press(terminal: Terminal, letter: str, figures: Figures) -> None:
    terminal.rows()
    pressed = terminal.type(letter)
    figures.add("key", terminal.settled(find_side, 0.2) - pressed)


def open_next(terminal: Terminal, figures: Figures) -> None:
    """Mark the next regular and press Enter before the desk shows the card by itself."""
    terminal.type("\x1b[B")
    terminal.quiet(0.03, 0.06)
    terminal.rows()
    pressed = terminal.type("\r")
    figures.add("card", terminal.settled(card_side, 0.4) - pressed)
    terminal.type("/")
    terminal.quiet(0.4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    chosen = parser.parse_args()
    program = Path(sys.executable).with_name("delightdesk")
    if not program.exists():
        sys.exit(f"There is no {program}. Please run this with the Python of an environment that holds the wheel.")
    telling.where_from()
    figures = Figures()
    with houses.copied(chosen.guests) as path:
        for run in range(chosen.runs + 1):
            kept = figures if run else Figures()  # the first run only fills the system's file cache
            bare_app(kept)
            the_desk(str(program), path, kept)
            time.sleep(0.2)
    report(figures, chosen.guests)


def report(figures: Figures, guests: int) -> None:
    start, key = figures["bare start"] * 1e3, figures["bare key"] * 1e3
    telling.ratio("exec -> first frame that takes keys", figures["start"] * 1e3, start, 1.15)
    telling.ratio("exec -> search answered", figures["search answered"] * 1e3, start, 2.2)
    telling.ratio("key -> results painted", figures["key"] * 1e3, key, 2.0 if guests <= 100_000 else 2.2)
    telling.plain("key -> results painted, 95th percentile", figures.worst("key") * 1e3, "ms")
    telling.at_most("open a card -> painted", figures["card"] * 1e3, 30, "ms")
    telling.plain("open a card -> painted, 95th percentile", figures.worst("card") * 1e3, "ms")
    telling.at_most("memory after searches and cards", figures["memory"], 90, "MB")


if __name__ == "__main__":
    try:
        main()
    except NotSeen as reason:
        sys.exit(str(reason))

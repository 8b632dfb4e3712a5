"""What the command line prints: values as JSON for programs, and plain aligned lines for people at 80 columns.

Results go to stdout, everything said about them to stderr. Every word passes `domain.text.clean` on its way out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any

from delightdesk.domain.forbidden import without
from delightdesk.domain.naming import cells, short
from delightdesk.domain.text import clean

WIDTH = 80
_LONGEST = 4000
_PATIENCE = 0.5
"""Seconds of silence before progress is worth a line."""


def plain(value: Any, zone: tzinfo) -> Any:
    """A value as JSON holds it: days in ISO 8601, instants with the house's offset, views as objects."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value, _LONGEST)
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {spec.name: plain(getattr(value, spec.name), zone) for spec in fields(value)}
    if isinstance(value, dict):
        return {key: plain(each, zone) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, zone) for each in value]
    return value


def print_json(value: Any, zone: tzinfo) -> None:
    """One JSON document on stdout, names in their own script."""
    sys.stdout.write(json.dumps(plain(value, zone), ensure_ascii=False, indent=2) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in lines)


def tell(sentence: str) -> None:
    """A sentence on stderr, where it disturbs no program that reads the result."""
    sys.stderr.write(f"{without(clean(sentence, _LONGEST))[0]}\n")


def column(text: str, width: int) -> str:
    """The text cut or filled up to ``width`` columns, wide letters counted as two; below zero: set to the right."""
    cut = short(clean(text), abs(width))
    gap = " " * (abs(width) - cells(cut))
    return gap + cut if width < 0 else cut + gap


def row(parts: Sequence[tuple[str, int]], last: str = "") -> str:
    """Columns side by side; ``last`` fills what is left of the line."""
    line = "  ".join(column(text, width) for text, width in parts)
    left = WIDTH - cells(line) - 2
    return f"{line}  {short(clean(last), left)}" if last else line


def wrapped(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """The text over as many lines as it needs. ``first`` is the label in front of the first one."""
    lines: list[str] = []
    line = indent if first is None else first
    empty = True
    for word in _words(clean(text, _LONGEST), WIDTH - cells(indent)):
        if not empty and cells(line) + 1 + cells(word) > WIDTH:
            lines.append(line)
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    return lines if empty else [*lines, line]


def section(title: str, lines: Sequence[str]) -> list[str]:
    """A heading with its lines, or nothing when there are none."""
    return ["", title, *lines] if lines else []


def _words(text: str, most: int) -> Iterator[str]:
    """Words, those too long for a line in pieces: text without spaces, such as Japanese, is wrapped too."""
    for word in text.split():
        piece, size = "", 0
        for char in word:
            wide = cells(char)
            if size + wide > most:
                yield piece
                piece, size = "", 0
            piece, size = piece + char, size + wide
        yield piece


class Progress:
    """How far a long piece of work is, on one line of stderr, where a person is watching."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show ``done`` of ``total`` rows (0: not known yet) once the work has taken longer than a moment."""
        if done and sys.stderr.isatty() and time.monotonic() - self._begun > _PATIENCE:
            sys.stderr.write(
                f"\r{self._doing}: {done:,} of {total:,} rows " if total else f"\r{self._doing}: {done:,} rows "
            )
            sys.stderr.flush()
            self._shown = True

    def done(self) -> None:
        """Take the line away again."""
        if self._shown:
            sys.stderr.write("\r" + " " * (WIDTH - 1) + "\r")
            self._shown = False

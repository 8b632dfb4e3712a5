"""Figures with their sparklines and bars with their numbers, as rows of one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.domain.clock import spoken_day
from delightdesk.domain.figures import bar, folded, spark
from delightdesk.domain.name_marks import marked
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap

if TYPE_CHECKING:
    from datetime import date

    from delightdesk.desk.insight_lines import Bar, BarPart, Figure, GivenLine

_MARK = 2
_GAP = 2
_LEAST_BAR, _MOST_BAR = 6, 40
_DAY = 13


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure. wide: the cells of its title, of what it is now, of what it was, and of the change."""

    figure: Figure
    wide: tuple[int, int, int, int]

    @property
    def key(self) -> object:
        """What tells it from other rows."""
        return "figure", self.figure.key

    def cells(self, width: int) -> int:
        """How many cells are left for the sparkline, which never has more than one a day."""
        return max(1, min(len(self.figure.days), width - _MARK - sum(self.wide) - _GAP))

    def heading(self, width: int, span: str) -> str:
        """The names of the columns; ``span`` is how these days are called."""
        _, each = folded(self.figure.days, self.cells(width))
        title, now, before, _ = self.wide
        days = "by day" if each == 1 else f"{each} days each"
        return (
            " " * _MARK + pad("", title) + pad(span, now) + pad(cut(days, self._spark(width)), self._spark(width))
            + pad("before", before)
        )  # fmt: skip

    def _spark(self, width: int) -> int:
        return max(self.cells(width) + _GAP, min(8, width - _MARK - sum(self.wide)))

    def line(self, width: int, is_marked: bool) -> Line:
        """Title, now, the days, before, and what is other, in words."""
        title, now, before, _ = self.wide
        each = self.figure
        manner = "cursor" if is_marked else "plain"
        drawn = spark(each.days, self.cells(width))
        return (
            ("▸ " if is_marked else "  ", manner),
            (pad(each.title, title), manner),
            (pad(each.text, now), "cursor" if is_marked else "strong"),
            (pad(drawn, self._spark(width)), "cursor" if is_marked else "key"),
            (pad(each.before_text, before), "cursor" if is_marked else "quiet"),
            (each.change, manner),
        )

    def in_full(self, width: int) -> list[str]:
        """Its sentence."""
        return wrap(self.figure.says, width)


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar. most: the value that fills the width; wide: the cells of the words, of the number and of the note."""

    part: BarPart
    bar: Bar
    most: float
    wide: tuple[int, int, int]

    @property
    def key(self) -> object:
        """What tells it from other rows."""
        return self.part.key, self.bar.key or self.bar.label

    def line(self, width: int, is_marked: bool) -> Line:
        """Words, bar, number, and as much of the note as fits; the marked one stands below in full."""
        words, said = min(self.wide[0], width * 2 // 5), self.wide[1]
        room = min(_MOST_BAR, max(_LEAST_BAR, width - _MARK - words - 1 - sum(self.wide[1:])))
        left = width - _MARK - words - room - 1 - said
        manner = "cursor" if is_marked else "plain"
        drawn = bar(self.bar.value, self.most, room)
        return (
            ("▸ " if is_marked else "  ", manner),
            (pad(cut(clean(self.bar.label, 200), words - 1), words), manner),
            (pad(drawn, room + 1), "cursor" if is_marked else "key"),
            (pad(self.bar.text, said), "cursor" if is_marked else "strong"),
            (cut(clean(self.bar.note, 200), max(0, left - 1)), "cursor" if is_marked else "quiet"),
        )

    def in_full(self, width: int) -> list[str]:
        """All of its words."""
        told = " · ".join(filter(None, (self.bar.text, self.bar.note)))
        return wrap(clean(f"{self.bar.label}: {told}", 600), width)


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One gesture given, to whom and by whom. today: the house's; is_discreet: guests are not named, nor quoted."""

    given: GivenLine
    today: date
    is_discreet: bool = False

    @property
    def key(self) -> object:
        """What tells it from other rows."""
        return "given", self.given.gesture_id

    @property
    def guest(self) -> str:
        """The guest as they may be named now."""
        return "a guest" if self.is_discreet else marked(clean(self.given.guest_name, 120), self.given.guest_marks)

    def line(self, width: int, is_marked: bool) -> Line:
        """When, what, to whom, by whom, how it was taken."""
        left = width - _MARK - _DAY - 10
        guest, by = min(24, max(14, left // 3)), min(12, max(8, left // 6))
        what = left - guest - by
        cells = (
            (spoken_day(self.given.on, self.today), _DAY), (self.given.title, what), (self.guest, guest),
            (self.given.by, by), (self.given.reaction or "not noted", 10),
        )  # fmt: skip
        text = "".join(pad(cut(clean(words, 120), wide - 1), wide) for words, wide in cells)
        return ((f"{'▸ ' if is_marked else '  '}{text}", "cursor" if is_marked else "plain"),)

    def in_full(self, width: int) -> list[str]:
        """All of its words, and the guest's own."""
        said = f"“{clean(self.given.words, 500)}”" if self.given.words and not self.is_discreet else ""
        taken = self.given.reaction or "how it was taken is not noted"
        parts = (self.given.title, self.guest, f"by {self.given.by}", self.given.cost_text, taken, said)
        return wrap(clean(" · ".join(filter(None, parts)), 900), width, most=3)


InsightRow = FigureRow | BarRow | GivenRow


def figure_rows(figures: Sequence[Figure]) -> list[FigureRow]:
    """The figures, columns as wide as they have to be."""
    wide = (
        max((cell_len(each.title) for each in figures), default=0) + _GAP,
        max([9, *(cell_len(each.text) for each in figures)]) + _GAP,
        max([6, *(cell_len(each.before_text) for each in figures)]) + _GAP,
        max((cell_len(each.change) for each in figures), default=0) + 1,
    )
    return [FigureRow(each, wide) for each in figures]


def bar_rows(part: BarPart) -> list[BarRow]:
    """The bars of one part, in one scale."""
    most = max((each.value for each in part.bars), default=0.0)
    wide = (
        max((cell_len(clean(each.label, 200)) for each in part.bars), default=0) + _GAP,
        max((cell_len(each.text) for each in part.bars), default=0) + _GAP,
        max((cell_len(each.note) for each in part.bars), default=0) + 1,
    )
    return [BarRow(part, each, most, wide) for each in part.bars]

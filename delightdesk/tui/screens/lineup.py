"""The line-up: what is read aloud as a shift begins, what is looked at, walked and brought back while it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.lineup_acts import LineUpActs
from delightdesk.tui.widgets.lines import Line, Lines
from delightdesk.tui.widgets.lineup_list import FULL_TALL, GROUP, Row, in_full, rows_of
from delightdesk.tui.widgets.lineup_text import card_lines
from delightdesk.tui.widgets.owed_text import question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from delightdesk.desk.lineup_lines import LineUpCard, ShowReady, TouchLine
    from delightdesk.desk.owed_lines import OwedLine
    from delightdesk.store.work import Work

_ROWS_LEAST = 5
"""Rows that the list keeps, however long the card is."""
_AROUND = 3
"""Top line, headline and keys."""


class LineUpScreen(LineUpActs):
    """The daily card above, the parts in one list below it."""

    CSS = f"""
    LineUpScreen .room--columns {{ display: none; }}
    LineUpScreen .line-up--card {{ height: 1; background: $surface; }}
    LineUpScreen .room--more {{ height: {FULL_TALL}; }}
    LineUpScreen Toast {{ max-width: 56; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self.card: LineUpCard | None = None
        self.is_ready_last = False
        self.aloud = Lines()
        self.aloud.add_class("line-up--card")

    def above(self) -> Sequence[Widget]:
        """The daily card."""
        return (self.aloud,)

    async def fetch(self) -> None:
        """The card and every part in one reading."""

        def read(work: Work) -> tuple[LineUpCard, ShowReady, tuple[OwedLine, ...], tuple[TouchLine, ...]]:
            lineup = desk.lineup
            return lineup.card(work), lineup.show_ready(work), lineup.left_behind(work), desk.touch_points.listing(work)

        is_first = self.ready is None
        card, ready, left, touch = await self.desk_app.ask(read)
        self.card, self.ready = card, ready
        self.rows.ready_title = clean(ready.headline, 120)
        asked = self.rows.asked
        if asked is not None and asked.id not in {line.id for line in left}:
            self.rows.asked = None  # somebody else brought it back meanwhile
        day = f"{WEEKDAYS[card.day.weekday()]} {card.day.day} {MONTHS[card.day.month - 1]}"
        if is_first:
            self.is_ready_last = ready.is_done
        rows = rows_of(ready, left, touch, is_ready_last=self.is_ready_last)
        lost = f" · {len(left)} left behind" if left else ""
        shift = ready.shift_text if ready.lines else f"{ready.headline[:1].lower()}{ready.headline[1:]}"
        self.put(rows, f"{GROUP}, {day} · {clean(shift, 40)}{lost}", "")
        if is_first:
            self.to_next_check(from_top=True)
        self.show_card()

    def heading(self, width: int) -> Line:  # noqa: ARG002
        """The parts have headings of their own."""
        return ()

    def in_full(self, row: Row, width: int) -> list[Line]:
        """The row at the mark, or while it is open the question how it was taken."""
        if self.rows.asked is None:
            return in_full(row, width)
        lines = question(self.rows.asked.title, width)
        said = clean(self.rows.words, 300)
        return [lines[0], ((f" “{said}”", "plain"),), *lines[1:]] if said else lines

    def on_resize(self) -> None:
        """The card is broken for the width at hand."""
        super().on_resize()
        self.show_card()

    def show_card(self) -> None:
        """The whole card where there is room for it and for some rows; + reads on in a longer one."""
        lines = card_lines(self.card, max(20, self.size.width)) if self.card is not None else []
        room = self.size.height - _AROUND - FULL_TALL - _ROWS_LEAST
        self.aloud.styles.height = max(3, min(len(lines), room)) if lines else 1
        self.aloud.show(lines)

    def action_read_on(self, by: int) -> None:
        """On or back in the card."""
        self.aloud.move(by * max(1, self.aloud.size.height - 1))

"""Insights: what was given and how it was taken, some days beside the days before.

Figures first, then one part at a time: what was given, by whom, how it was taken, what it cost, the fairness view, and
the list of it all. Nothing here says what was whose doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.bars import BarRow, FigureRow, GivenRow, InsightRow, bar_rows, figure_rows
from delightdesk.tui.widgets.headed import Headed, heading_line
from delightdesk.tui.widgets.lines import Line, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.insight_lines import BarPart, Insights

GROUP = "Insights"
SPANS = (("today", 1), ("this week", 7), ("30 days", 30), ("90 days", 90))
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("given", ("given",)),
    ("people", ("people",)),
    ("reactions", ("reactions",)),
    ("costs", ("purpose", "payer", "later")),
    ("fairness", ()),
    ("list", ()),
)
"""The parts with the keys of their bar charts; fairness has its own, and the list none."""
NOBODY = "Nothing was given in these days. A name remembered is enough to begin with."
_COLUMNS, _TABS = "columns", "tabs"


class InsightList(Headed[InsightRow], ActsAtOnce, can_focus=True):
    """Figures below the names of their columns, then the chosen part below the names of all parts.

    span: how these days are called. part: the one shown. charts: its bar charts.
    """

    BINDINGS = declare(
        Command("insights.read", "enter", "Read", "Open the guest of a gesture in the list on the Desk.", GROUP,
                show_in_footer=True, action="screen.read_guest"),
        Command("insights.part", "tab", "Part", "Given, people, reactions, costs, fairness, the list.", GROUP,
                show_in_footer=True, action="screen.part(1)"),
        Command("insights.part-back", "shift+tab", "Part before", "The part before.", GROUP, action="screen.part(-1)"),
        Command("insights.span", "s", "Span", "A day, a week, 30 days, 90 days.", GROUP, show_in_footer=True,
                action="screen.span"),
        Command("insights.before", "left,left_square_bracket", "Before", "The days before.", GROUP,
                show_in_footer=True, action="screen.other(-1)"),
        Command("insights.after", "right,right_square_bracket", "After", "The days after.", GROUP,
                action="screen.other(1)"),
        Command("insights.leave", "escape", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
        Command("insights.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("insights.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("insights.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("insights.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("insights.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("insights.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(lambda row, width, is_marked: row.line(width, is_marked), empty="One moment, please.")
        self.span, self.part = "", 0
        self.charts: Sequence[BarPart] = ()

    def put(
        self, rows: Sequence[InsightRow], *, cursor: int = 0, top: int | None = None, empty: str | None = None
    ) -> None:
        """Show other rows between their headings."""
        self.shown = self._lay_out(rows)
        Marked.put(self, rows, cursor=cursor, top=top, empty=empty)
        self.refresh()

    def on_resize(self) -> None:
        """What a chart says about itself is broken anew."""
        self.shown = self._lay_out(self.rows)
        self._follow()

    def _follow(self) -> None:
        """Keep in sight what is said below the mark as well: nobody can mark it."""
        super()._follow()
        if self.rows:
            here = last = self.shown.index(self.cursor)
            while last + 1 < len(self.shown) and isinstance(self.shown[last + 1], str):
                last += 1
            self.top = min(max(self.top, last - max(1, self.size.height) + 1), here)

    def _lay_out(self, rows: Sequence[InsightRow]) -> list[int | str]:
        """Each line: the place of a row, or words; words after a blank are quiet, others are a heading."""
        if not rows:
            return []
        figures = [place for place, row in enumerate(rows) if isinstance(row, FigureRow)]
        shown: list[int | str] = [_COLUMNS, *figures, _TABS]
        if not self.charts:
            return [*shown, *range(len(figures), len(rows)), *([] if len(rows) > len(figures) else [f" {NOBODY}"])]
        for chart in self.charts:
            shown += [chart.title] if len(self.charts) > 1 else []
            shown += [place for place, row in enumerate(rows) if isinstance(row, BarRow) and row.part is chart]
            said = [words for words in ("" if chart.bars else chart.empty, chart.caution) if words]
            shown += [f" {line}" for words in said for line in wrap(words, max(20, self.size.width - 3))]
        return shown

    def line_at(self, place: int) -> Line:
        """A row, the names of columns or parts, a heading, or quiet words."""
        found = self.shown[place] if place < len(self.shown) else ""
        if not found or isinstance(found, int):
            return () if place >= self.count else super().line_at(place)
        if found == _COLUMNS and isinstance(self.rows[0], FigureRow):
            return ((self.rows[0].heading(self.size.width, self.span), "quiet"),)
        if found == _TABS:
            return tabs(self.part)
        return ((f" {found}", "quiet"),) if found.startswith(" ") else heading_line(found, self.size.width)


def tabs(chosen: int) -> Line:
    """The names of the parts, the chosen one in brackets as well as in its manner."""
    spans = [("─", "rule")]
    for place, (name, _) in enumerate(PARTS):
        spans += [(f" [{name}] ", "label")] if place == chosen else [(f"  {name}  ", "quiet")]
    return (*spans, ("─" * 200, "rule"))


class InsightsScreen(ListRoom[InsightRow]):
    """The days up to today, or earlier ones."""

    DEFAULT_CSS = """
    InsightsScreen { .room--columns { display: none; } .room--more { height: 3; } }
    """

    def __init__(self) -> None:
        self.rows_list = InsightList()
        super().__init__(GROUP, self.rows_list, lambda row: row.key)
        self.span, self.back, self.part = 1, 0, 0
        self.found: Insights | None = None

    async def fetch(self) -> None:
        """Count anew, saying so where it may take a moment."""
        name, days = SPANS[self.span]
        if self.found is None or days != (self.found.last - self.found.first).days + 1:
            self.query_one(".room--head", Words).say(f"{GROUP} · counting {name}…")
        last = self.desk_app.today() - timedelta(days=days * self.back)
        self.found = await self.desk_app.ask(lambda work: desk.insights.insights(work, days=days, last=last))
        self._show()

    def _show(self, *, to_part: bool = False) -> None:
        """Put figures and the chosen part up. ``to_part``: the mark goes to the part where it stood in one, and into
        the list in any case, because its rows can be opened."""
        if self.found is None:
            return
        found, rows = self.desk_app.covered(self.found), self.rows_list
        figures = figure_rows(found.figures)
        rows.span, rows.part, rows.charts = (
            SPANS[self.span][0] if not self.back else "then",
            self.part,
            self._charts(found),
        )
        below: list[InsightRow] = [row for chart in rows.charts for row in bar_rows(chart)]
        if PARTS[self.part][0] == "list":
            today, is_discreet = self.desk_app.today(), self.desk_app.discreet
            below = [GivenRow(line, today, is_discreet) for line in found.given]
        was_below = (rows.cursor >= len(figures) or PARTS[self.part][0] == "list") and bool(below)
        self.put([*figures, *below], self._headline(found), NOBODY)
        if to_part and was_below:
            rows.put(rows.rows, cursor=len(figures), top=rows.top)
            self.show_more()

    def _headline(self, found: Insights) -> str:
        """The days and what was given in them; where the room is, also where this is."""
        named = f"{GROUP} · {found.headline}"
        return named if len(named) + 2 <= self.size.width else found.headline

    def _charts(self, found: Insights) -> tuple[BarPart, ...]:
        name, keys = PARTS[self.part]
        return found.fairness if name == "fairness" else tuple(part for part in found.parts if part.key in keys)

    def heading(self, width: int) -> Line:  # noqa: ARG002
        """The list has its own names of columns."""
        return ()

    def in_full(self, row: InsightRow, width: int) -> list[Line]:
        """The sentence of a figure, the words of a bar, all of a gesture."""
        return [((f" {line}", "plain"),) for line in row.in_full(width - 2)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a gesture in the list has a guest; after today there is nothing yet."""
        if action == "read_guest":
            return isinstance(self.list.current, GivenRow)
        return not (action == "other" and parameters == (1,) and not self.back)

    @in_turn
    async def action_part(self, by: int) -> None:
        """The next part, or the one before."""
        self.part = (self.part + by) % len(PARTS)
        self._show(to_part=True)

    @in_turn
    async def action_span(self) -> None:
        """More days; after 90 a day again."""
        self.span, self.back = (self.span + 1) % len(SPANS), 0
        await self.fetch()

    @in_turn
    async def action_other(self, by: int) -> None:
        """The days before or after."""
        self.back = max(0, self.back - by)
        await self.fetch()

    @in_turn
    async def action_read_guest(self) -> None:
        """The guest at the mark, on the Desk."""
        row = self.list.current
        if isinstance(row, GivenRow):
            self.desk_app.show_guest(row.given.guest_id)

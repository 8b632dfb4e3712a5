"""Today: the show-ready list until it is done; what is owed and needs a person now; who comes, is here, leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk import desk
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.modals.problem_line import ProblemLine
from delightdesk.tui.safe import Words
from delightdesk.tui.screens.today_line import TodayLine
from delightdesk.tui.screens.today_visits import PAGE, VISIT_TALL
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.board_list import flags_in, heading
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.owed_list import FULL_TALL, OwedRows, full_lines
from delightdesk.tui.widgets.owed_text import heading as owed_heading
from delightdesk.tui.widgets.owed_text import in_order
from delightdesk.tui.widgets.place_words import PLACES
from delightdesk.tui.widgets.ready_list import FULL_TALL as CHECK_TALL
from delightdesk.tui.widgets.ready_list import in_full as check_in_full
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import ShowReady
    from delightdesk.desk.owed_board import Owed as OwedBoard
    from delightdesk.desk.today import Board
    from delightdesk.store.work import Work

__all__ = ["PAGE", "TodayScreen", "flags_in"]

TICK = 20.0
"""Seconds between two looks at the clock: the times of what is owed run on."""


class TodayScreen(TodayLine):
    """Lists, one above the other. They follow what is saved, here or elsewhere, and keep mark and place."""

    CSS_PATH = "today.tcss"
    BINDINGS = declare(
        Command("today.found", "b", "Found", "Something was left behind: log it in one line.", "Today",
                action="app.found"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
        self.owed: OwedBoard | None = None
        self._quarter = (0, 0)
        self.is_read = False

    def compose(self) -> ComposeResult:
        """Top line, show-ready, what is owed, headline, columns, visits, the marked one in full, keys."""
        self.rows = OwedRows(self.desk_app.local_now)
        self.owed_head = Lines()
        self.owed_head.add_class("today--owed-head")
        self.owed_part = Vertical(self.owed_head, self.rows, classes="today--owed")
        self.body = Vertical(
            self.ready_part, self.owed_part, Words("Today", classes="today--head"), self.columns, self.list, self.more,
            id="today",
        )  # fmt: skip
        yield TopLine.of(self.desk_app)
        yield self.body
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the board, and let its times run on."""
        self.set_focus(self.list)
        self._quarter = self._quarter_now()
        self.set_interval(TICK, self._tick)
        self.run_worker(self.read(), exit_on_error=False)

    def _tick(self) -> None:
        """Times run on; shifts begin at the quarters of an hour, and each has a list of its own."""
        self.rows.refresh()
        self.show_more()
        if self._quarter_now() != self._quarter:
            self._quarter = self._quarter_now()
            in_background(self, self.read, "board")

    def _quarter_now(self) -> tuple[int, int]:
        now = self.desk_app.local_now()
        return now.hour, now.minute // 15

    def on_resize(self) -> None:
        """Columns follow the width, the other lists the height."""
        house = self.desk_app.house
        self.columns.show([heading(self.size.width, PLACES[house.sector if house else Sector.HOTEL])])
        self._show_parts()
        self.show_more()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self.read, "board")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:  # noqa: ARG002
        """The other list has the keys now."""
        for each in (self.checks, self.rows, self.list):
            each.refresh()
        self.show_more()

    @in_turn
    async def read(self) -> None:
        """Read the lists; the keys begin with the show-ready list, or with what is owed and needs somebody now."""
        is_first = not self.is_read
        try:
            await self.fetch(self.begins)
        finally:
            self.is_read = True  # keys typed ahead wait for the rows, and not for ever where they cannot be read
        if is_first and self.focused is self.list:
            self.set_focus(self.begins_with())

    def begins_with(self) -> Marked[Any]:
        """The list whose keys act first."""
        if self.checks.rows:
            return self.checks
        calls = self.owed is not None and (
            any(line.urgency <= Urgency.ORPHAN for line in self.owed.lines)
            or any(waits.is_mine for waits in self.owed.approvals)
        )
        return self.rows if calls and self.rows.rows else self.list

    async def read_owed(self) -> None:
        """Read the lists again. Raises `DeskError`."""
        await self.fetch(self.begins)

    async def read_board(self, offset: int) -> Board:
        """All lists in one reading."""

        def read(work: Work) -> tuple[Board, OwedBoard, ShowReady]:
            board = desk.today.board(work, offset=offset, limit=PAGE)
            return board, desk.owed_board.owed(work), desk.lineup.show_ready(work)

        board, self.owed, ready = await self.desk_app.ask(read)
        self.put_ready(ready)
        return board

    async def fetch(self, offset: int, *, to_last: bool | None = None) -> None:
        """Read the lists and show them."""
        await super().fetch(offset, to_last=to_last)
        if self.owed is not None:
            self.rows.show_owed(in_order(self.owed.lines, self.owed.approvals))
        self._show_parts()
        if isinstance(self.focused, Marked) and self.focused not in self.lists:
            self.set_focus(self.begins_with())
        self.show_more()
        self.refresh_bindings()

    # What stands above the visits, each no higher than it must be

    @property
    def owed_rows(self) -> OwedRows:
        """What is owed."""
        return self.rows

    @property
    def lists(self) -> list[Marked[Any]]:
        """The lists that are there, from the top; the visits always are."""
        return [each for each in (self.checks, self.rows) if each.rows] + [self.list]

    def _show_parts(self) -> None:
        """The show-ready list while it is not done, and what is owed where something is; the visits keep the rest."""
        self.show_ready_part()
        count, tall = len(self.rows.rows), self.size.height
        self.owed_part.display = count > 0
        self.owed_part.styles.height = min(count + 1, max(4, tall // 5) if self.checks.rows else max(3, tall // 3))
        if self.owed is not None:
            more = f" · the first {len(self.owed.lines)} are here" if self.owed.total > len(self.owed.lines) else ""
            self.owed_head.show([owed_heading(f"{self.owed.headline}{more}", max(20, self.size.width))], top=0)

    def redraw_owed(self) -> None:
        """The mark moved, or a question is open."""
        self.show_more()
        self.refresh_bindings()

    def action_owed_open(self) -> None:
        """The guest's card, or the problem."""
        item = self.rows.current
        line = self.rows.line
        if line is not None and line.problem_id is not None and (line.kind is None or line.guest_id is None):
            self.desk_app.show_problem(line.problem_id)
        elif item is not None and item.guest_id is not None:
            self.desk_app.show_guest(item.guest_id)

    def action_owed_leave(self) -> None:
        """Out of the question, or back to the Desk."""
        if self.rows.asked is not None:
            self.rows.asked = None
            self.redraw_owed()
        else:
            self.desk_app.action_show_desk()

    def action_owed_other(self, by: int) -> None:
        """Over to the next list, or the one before."""
        self.action_other(by)

    def action_other(self, by: int) -> None:
        """Over to the next list, or the one before; from the last to the first."""
        lists = self.lists
        at = next((place for place, each in enumerate(lists) if each is self.focused), 0)
        self.set_focus(lists[(at + by) % len(lists)])

    async def action_owed_new(self) -> None:
        """A problem in one line."""
        await self.action_new()

    async def action_new(self) -> None:
        """A problem in one line; whoever types it owns it."""
        await self.app.push_screen(ProblemLine())

    def show_more(self) -> None:
        """The one at the mark of the list that has the keys."""
        width = max(20, self.size.width)
        looked_at = self.focused if isinstance(self.focused, Marked) else self.line_from
        if looked_at is self.checks and self.checks.current is not None:
            self.more.styles.height = CHECK_TALL
            self.more.show(check_in_full(self.checks.current, width), top=0)
        elif looked_at is self.rows and self.rows.rows:
            self.more.styles.height = FULL_TALL
            self.more.show(full_lines(self.rows, width), top=0)
        else:
            self.more.styles.height = VISIT_TALL
            super().show_more()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another list has to be there."""
        return len(self.lists) > 1 if action == "other" else super().check_action(action, parameters)

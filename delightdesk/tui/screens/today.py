"""Today: what is owed and needs a person now; below it who comes, who is here, who leaves, and what to do next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk import desk
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.begun import begun
from delightdesk.tui.messages import Changed
from delightdesk.tui.modals.problem_line import ProblemLine
from delightdesk.tui.safe import Words
from delightdesk.tui.screens.today_visits import PAGE, VISIT_TALL, TodayVisits
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.board_list import flags_in, heading
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.owed_list import FULL_TALL, OwedRows, full_lines
from delightdesk.tui.widgets.owed_text import Owed, in_order
from delightdesk.tui.widgets.owed_text import heading as owed_heading
from delightdesk.tui.widgets.place_words import PLACES
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.desk.owed_board import Owed as OwedBoard
    from delightdesk.desk.today import Board
    from delightdesk.store.work import Work

__all__ = ["PAGE", "TodayScreen", "flags_in"]

T = TypeVar("T")
TICK = 20.0
"""Seconds between two looks at the clock: the times of what is owed run on."""


class TodayScreen(TodayVisits):
    """Two lists, one above the other. They follow what is saved, here or elsewhere, and keep mark and place."""

    CSS_PATH = "today.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
        self.owed: OwedBoard | None = None
        self.line: AskLine | None = None
        self.is_read = False

    def compose(self) -> ComposeResult:
        """Top line, what is owed, headline, columns, visits, the marked one in full, keys."""
        self.rows = OwedRows(self.desk_app.local_now)
        self.owed_head = Lines()
        self.owed_head.add_class("today--owed-head")
        self.owed_part = Vertical(self.owed_head, self.rows, classes="today--owed")
        self.body = Vertical(
            self.owed_part, Words("Today", classes="today--head"), self.columns, self.list, self.more, id="today"
        )
        yield TopLine.of(self.desk_app)
        yield self.body
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the board, and let its times run on."""
        self.set_focus(self.list)
        self.set_interval(TICK, self._tick)
        self.run_worker(self.read(), exit_on_error=False)

    def _tick(self) -> None:
        self.rows.refresh()
        self.show_more()

    def on_resize(self) -> None:
        """Columns follow the width, what is owed the height."""
        house = self.desk_app.house
        self.columns.show([heading(self.size.width, PLACES[house.sector if house else Sector.HOTEL])])
        self._show_owed_part()
        self.show_more()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self.read, "board")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:  # noqa: ARG002
        """The other list has the keys now."""
        self.rows.refresh()
        self.list.refresh()
        self.show_more()

    @in_turn
    async def read(self) -> None:
        """Read both lists; the mark begins among what is owed when that needs somebody now."""
        is_first = not self.is_read
        try:
            await self.fetch(self.begins)
        finally:
            self.is_read = True  # keys typed ahead wait for the rows, and not for ever where they cannot be read
        if is_first and self.owed is not None and self.rows.rows and self.focused is self.list:
            calls = [line for line in self.owed.lines if line.urgency <= Urgency.ORPHAN]
            if calls or any(waits.is_mine for waits in self.owed.approvals):
                self.set_focus(self.rows)

    async def read_owed(self) -> None:
        """Read both lists again. Raises `DeskError`."""
        await self.fetch(self.begins)

    async def read_board(self, offset: int) -> Board:
        """Both lists in one reading."""
        board, self.owed = await self.desk_app.ask(
            lambda work: (desk.today.board(work, offset=offset, limit=PAGE), desk.owed_board.owed(work))
        )
        return board

    async def fetch(self, offset: int, *, to_last: bool | None = None) -> None:
        """Read both lists and show them."""
        await super().fetch(offset, to_last=to_last)
        if self.owed is not None:
            self._put_owed(in_order(self.owed.lines, self.owed.approvals))

    # What is owed, up to a third of the screen

    @property
    def owed_rows(self) -> OwedRows:
        """What is owed."""
        return self.rows

    def _put_owed(self, rows: list[Owed]) -> None:
        self.rows.show_owed(rows)
        if not rows and self.focused is self.rows:
            self.set_focus(self.list)
        self._show_owed_part()
        self.show_more()
        self.refresh_bindings()

    def _show_owed_part(self) -> None:
        """As high as it must be, and gone where nothing is owed."""
        count = len(self.rows.rows)
        self.owed_part.display = count > 0
        self.owed_part.styles.height = min(count + 1, max(3, self.size.height // 3))
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

    def action_owed_other(self) -> None:
        """Over to the visits."""
        self.set_focus(self.list)

    def action_other(self) -> None:
        """Over to what is owed."""
        self.set_focus(self.rows)

    async def action_owed_new(self) -> None:
        """A problem in one line."""
        await self.action_new()

    async def action_new(self) -> None:
        """A problem in one line; whoever types it owns it."""
        await self.app.push_screen(ProblemLine())

    # One line at the foot

    @property
    def is_touched(self) -> bool:
        """A line holds words that are not saved."""
        return self.line is not None and bool(self.line.line.value.strip())

    async def ask_owed(
        self, place: str, prompt: str, done: Callable[[str, bool], Awaitable[None]], understand: Callable[[str], str]
    ) -> None:
        """Ask at the foot of the board; what is left there waits for as long as the window is open."""

        async def left(text: str) -> None:
            begun(self.desk_app)[place] = text
            self._close_line()

        self._close_line()
        value = begun(self.desk_app).get(place, "")
        self.line = AskLine(prompt, done, left, understand=lambda text, _: understand(text), value=value)
        await self.body.mount(self.line)
        self.set_focus(self.line.line)

    async def save_owed(self, place: str, job: Callable[[Work], T]) -> T:
        """Save what was typed and close its line. Raises `DeskError`: then the line stays with its words."""
        saved = await self.owed_act(job)
        begun(self.desk_app).pop(place, None)
        self._close_line()
        return saved

    def _close_line(self) -> None:
        """Not awaited: the line may be the one whose key is being acted on, and would wait for itself."""
        if self.line is not None:
            self.set_focus(self.rows if self.rows.rows else self.list)
            self.line.display = False
            self.line.remove()
            self.line = None

    def show_more(self) -> None:
        """The one at the mark of the list that has the keys."""
        is_owed = self.focused is not self.list and bool(self.rows.rows)
        self.more.styles.height = FULL_TALL if is_owed else VISIT_TALL
        if is_owed:
            self.more.show(full_lines(self.rows, max(20, self.size.width)), top=0)
        else:
            super().show_more()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The other list has to be there."""
        return bool(self.rows.rows) if action == "other" else super().check_action(action, parameters)

"""The show-ready list on Today: first until it is done, one key a check, and gone then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from delightdesk import desk
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.ready_words import cannot_words, short, skipping, well_done
from delightdesk.tui.screens.today_visits import TodayVisits
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.headed import heading_line
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.ready_list import ReadyRows, still_to_do

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import CheckLine, ShowReady

_SHARE, _LEAST = 4, 3
"""A quarter of the screen for the rows, three of them at least."""


class TodayReady(TodayVisits):
    """The upper part of Today. Whoever builds on it reads `ready` together with the visits and says what has keys."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: ShowReady | None = None
        self.checks, self.ready_head = ReadyRows(), Lines()
        self.ready_head.add_class("today--ready-head")
        self.ready_part = Vertical(self.ready_head, self.checks, classes="today--ready")

    def put_ready(self, ready: ShowReady) -> None:
        """Show what is still to be done."""
        self.ready = ready
        self.checks.show_ready(still_to_do(ready))

    def show_ready_part(self) -> None:
        """As high as it must be, and gone once the list is done."""
        count = len(self.checks.rows)
        self.ready_part.display = count > 0
        self.ready_part.styles.height = 1 + min(count, max(_LEAST, self.size.height // _SHARE))
        if self.ready is not None:
            self.ready_head.show([heading_line(self.ready.headline, max(20, self.size.width))], top=0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a check there is nothing to do."""
        if action.startswith("ready_"):
            return self.checks.current is not None
        return super().check_action(action, parameters)

    def action_ready_mark(self, by: int) -> None:
        """Move the mark."""
        self.checks.step(by)
        self.show_more()

    def action_ready_page(self, by: int) -> None:
        """A screenful on or back."""
        self.action_ready_mark(by * max(1, self.checks.size.height - 1))

    @in_turn
    async def action_ready_tick(self) -> None:
        """Done; the next one is at the mark then."""
        line = self.checks.current
        if line is not None:
            await self.owed_act(lambda work: desk.lineup.tick(work, line.key))
            self._tell_ready(f"Done: {short(line)}")

    @in_turn
    async def action_ready_cannot(self) -> None:
        """It is not possible in this shift: why?"""
        line = self.checks.current
        if line is None:
            return
        place = f"cannot {line.key}"

        async def done(text: str, _: bool) -> None:
            await self._keep_cannot(place, line, text)

        await self.ask_owed(place, f"Not possible: {clean(line.title, 60)}. Why?", done, cannot_words)

    @in_turn
    async def _keep_cannot(self, place: str, line: CheckLine, text: str) -> None:
        await self.save_owed(place, skipping(line, text))
        self._tell_ready(f"Skipped: {short(line)}")

    def _tell_ready(self, said: str) -> None:
        is_done = self.ready is not None and self.ready.is_done
        self.desk_app.tell(f"{well_done(self.ready) if is_done and self.ready else said} · ^Z undoes")

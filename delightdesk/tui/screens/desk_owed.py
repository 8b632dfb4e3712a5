"""What is owed to the guest on the card: a list below it, with the rows and keys it has on Today."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from delightdesk import desk
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.screens.owed_acts import OwedActs
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.store.work import Work
    from delightdesk.tui.widgets.owed_list import OwedPanel, OwedRows

T = TypeVar("T")
TICK = 20.0
"""Seconds between two looks at the clock: what the card says of times runs on."""
EMPTY = "Nothing is owed here. n promises something: promise sea view by 6pm."


class DeskOwed(OwedActs, DeskLines):
    """The letter t, and the clock of the card."""

    def on_mount(self) -> None:
        """Times on the card run on."""
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        self.card.tick()
        if self.owed_rows is not None:
            self.owed_rows.refresh()
            self.redraw_owed()

    @property
    def _owed_panel(self) -> OwedPanel | None:
        from delightdesk.tui.widgets.owed_list import OwedPanel

        return self.panel if isinstance(self.panel, OwedPanel) else None

    @property
    def owed_rows(self) -> OwedRows | None:
        """The list, while it is open."""
        return self._owed_panel.rows if self._owed_panel is not None else None

    @in_turn
    async def action_owed(self) -> None:
        """What is owed to this guest."""
        await self._open_owed()

    async def _open_owed(self) -> None:
        from delightdesk.tui.widgets.owed_list import OwedPanel, OwedRows

        await self.open_panel(OwedPanel(OwedRows(self.desk_app.local_now, empty=EMPTY)), "OwedRows")
        await self._fill_owed()

    async def _fill_owed(self) -> None:
        """What the card says is owed, and what of this guest waits for a yes of the person at the desk."""
        from delightdesk.tui.widgets.owed_text import in_order

        card = self.card.card
        if card is None or self.owed_rows is None:
            return
        waiting = [line for line in await self.desk_app.ask(desk.approvals.waiting) if line.guest_id == card.id]
        if self.owed_rows is not None:
            self.owed_rows.show_owed(in_order(card.owed_lines, waiting))
            self.redraw_owed()

    async def load(self, guest_id: int) -> None:
        """Read a card; an open list shows what is owed then. Raises `DeskError`."""
        await super().load(guest_id)
        await self._fill_owed()

    async def read_owed(self) -> None:
        """Read the card and the list again; a list with nothing left to see to closes. Raises `DeskError`."""
        await self.reload()
        if self.owed_rows is not None and not self.owed_rows.to_see_to:
            self.close_panel()

    def redraw_owed(self) -> None:
        """The mark moved, or a question is open."""
        if self._owed_panel is not None:
            self._owed_panel.redraw()
        self.refresh_bindings()

    async def ask_owed(
        self, place: str, prompt: str, done: Callable[[str, bool], Awaitable[None]], understand: Callable[[str], str]
    ) -> None:
        """Ask below the card, like every other line about this guest."""
        await self.open_line(place, prompt, done, understand=lambda text, _: understand(text))

    async def save_owed(self, place: str, job: Callable[[Work], T]) -> T:
        """Save what was typed, and go back to the list. Raises `DeskError`: then the line stays with its words."""
        saved = await self.save_line(place, lambda work, _: job(work))
        await self._open_owed()
        if self.owed_rows is not None and not self.owed_rows.to_see_to:
            self.close_panel()
        return saved

    def action_owed_open(self) -> None:
        """The problem it belongs to."""
        line = self.owed_rows.line if self.owed_rows is not None else None
        if line is not None and line.problem_id is not None:
            self.desk_app.show_problem(line.problem_id)

    def action_owed_leave(self) -> None:
        """Out of the question, or back to the card."""
        if self.owed_rows is not None and self.owed_rows.asked is not None:
            self.owed_rows.asked = None
            self.redraw_owed()
        else:
            self.close_panel()

    async def action_owed_new(self) -> None:
        """A new problem of this guest."""
        await self.app.run_action("screen.problem", self)

    @in_turn
    async def action_resume_told(self, task_id: int) -> None:
        """Go on with the new time of something owed."""
        from delightdesk.tui.widgets.owed_text import is_open

        card = self.card.card
        found = [line for line in card.owed_lines if line.id == task_id and is_open(line)] if card is not None else []
        if found:
            await self.ask_told(found[0])
        else:
            self.desk_app.tell("This is not owed any more. Del drops the line.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The visits stand elsewhere, and the guest's own card is open already."""
        if action == "owed_other":
            return False
        if action == "owed_open":
            line = self.owed_rows.line if self.owed_rows is not None else None
            return line is not None and line.problem_id is not None and super().check_action(action, parameters)
        return super().check_action(action, parameters)

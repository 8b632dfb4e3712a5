"""A screen with a list of what is owed: where the list is, how its keys are gated, how an act is saved and told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp
    from delightdesk.tui.widgets.owed_list import OwedRows

T = TypeVar("T")


class OwedBase(Screen[None]):
    """Whoever builds on it says where the list is, how a line is asked for, and reads again."""

    turn: asyncio.Lock

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def owed_rows(self) -> OwedRows | None:
        """The list, while it is on the screen."""
        raise NotImplementedError

    async def read_owed(self) -> None:
        """Read again what is owed and show it. Raises `DeskError`."""
        raise NotImplementedError

    def redraw_owed(self) -> None:
        """The mark, or what is asked, is another: show what hangs on it."""
        raise NotImplementedError

    async def ask_owed(
        self, place: str, prompt: str, done: Callable[[str, bool], Awaitable[None]], understand: Callable[[str], str]
    ) -> None:
        """Ask for one line about the row at the mark; what is begun in ``place`` is offered again."""
        raise NotImplementedError

    async def save_owed(self, place: str, job: Callable[[Work], T]) -> T:
        """Save what was typed in ``place``, close its line, read again. Raises `DeskError`: then the line stays."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the row at the mark."""
        if action.startswith("owed_"):
            return self.owed_rows is not None and self.owed_rows.can(action)
        return super().check_action(action, parameters)

    # Moving

    def action_owed_mark(self, by: int) -> None:
        """Move the mark."""
        if self.owed_rows is not None:
            self.owed_rows.step(by)
            self.redraw_owed()

    def action_owed_page(self, by: int) -> None:
        """A screenful on or back."""
        if self.owed_rows is not None:
            self.action_owed_mark(by * max(1, self.owed_rows.size.height - 1))

    # Saving

    async def owed_act(self, job: Callable[[Work], T]) -> T:
        """Save, and show what is owed then, whatever came of it. Raises `DeskError`."""
        try:
            return await self.desk_app.save(job)
        finally:
            await self.read_owed()

    def _owed_line(self) -> OwedLine | None:
        return self.owed_rows.line if self.owed_rows is not None else None

    def _owed_approval(self) -> ApprovalLine | None:
        return self.owed_rows.approval if self.owed_rows is not None else None

    def _owed_tell(self, words: str) -> None:
        self.desk_app.tell(f"{words} · ^Z undoes")

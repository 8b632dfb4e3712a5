"""The step in which a person says what the columns of a file hold."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from delightdesk.domain.columns import LEFT_OUT
from delightdesk.domain.errors import DeskError
from delightdesk.files.columns_in import columns_of
from delightdesk.tui.modals.import_base import ImportBase
from delightdesk.tui.modals.import_parts import FIELDS, Stage
from delightdesk.tui.safe import clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.marked import Marked


class ImportColumns(ImportBase):
    """A list of the columns, and one of what a column may hold."""

    async def ask_columns(self, told: str) -> None:
        """Let a person say what the columns of a file hold that nobody understands."""
        try:
            await self._fetch_columns()
        except DeskError:
            self._go(Stage.CHOOSING, told)
        else:
            self._go(Stage.COLUMNS, "Please say which column holds the guest's name: Enter on it.")

    async def _fetch_columns(self) -> None:
        mapping = dict(self._by_hand.get(self.path, {}))
        lines = await asyncio.to_thread(columns_of, self.path, mapping)
        if self.desk_app.discreet:
            lines = tuple(replace(line, sample="") for line in lines)
        self.columns.put(lines, cursor=self.columns.cursor, top=self.columns.top)

    @in_turn
    async def action_columns(self) -> None:
        """What each column is taken for."""
        if self.looked is not None:
            self._by_hand.setdefault(self.path, dict(self.looked.parsed.by_hand))
            self.columns.cursor = 0
            await self._fetch_columns()
            self.show_columns()

    def show_columns(self) -> None:
        """Show the list."""
        last_time = self.looked is not None and self.looked.parsed.as_last_time
        self._go(Stage.COLUMNS, "The columns are taken as they were the last time." if last_time else "")

    def action_choose_field(self) -> None:
        """Choose what the column at the mark holds."""
        line = self.columns.current
        if line is not None and not line.is_never_read:
            self.fields.put(FIELDS, cursor=FIELDS.index(line.field) if line.field else 0)
            self._go(Stage.FIELDS, f"What does “{clean(line.header, 60)}” hold?")

    @in_turn
    async def action_take_field(self) -> None:
        """The column holds what is marked."""
        await self._say_of_column(self.fields.current)

    @in_turn
    async def action_leave_out(self) -> None:
        """The column is not read."""
        await self._say_of_column(LEFT_OUT)

    @in_turn
    async def action_as_found(self) -> None:
        """The column is what the desk itself takes it for."""
        await self._say_of_column(None)

    async def _say_of_column(self, field: str | None) -> None:
        line = self.columns.current
        if line is None or line.is_never_read:
            return
        said = self._by_hand.setdefault(self.path, {})
        said.pop(line.header, None)
        if field is not None:
            said[line.header] = field
        await self._fetch_columns()
        self._go(Stage.COLUMNS)

    def leave_columns(self) -> None:
        """See what the file would do now; with no column that holds names there is nothing to see."""
        if self.looked is None and not self._by_hand.get(self.path):
            self._go(Stage.CHOOSING)
        elif self.looked is not None and self._read_with == (self.path, self._by_hand.get(self.path, {})):
            self._go(Stage.LOOKING)
        else:
            self.read_file()

    def action_mark(self, by: int) -> None:
        """Move the mark of the list that is shown."""
        if isinstance(self.focused, Marked):
            self.focused.step(by)
            self.refresh_bindings()

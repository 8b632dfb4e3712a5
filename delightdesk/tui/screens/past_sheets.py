"""The handover sheets of other days: found by words, read, kept as a file. Nothing in them changes any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.vocabulary import HandoverState
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.screens.sheet_room import SheetRoom
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.filter_line import FilterLine
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.sheet_list import PastSheetList
from delightdesk.tui.widgets.top_line import RED
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.handover_lines import PastSheet, Sheet

GROUP = "Past sheets"
NONE_YET = "No shift was handed over yet. The first sheet is left with l on F5."
NONE_FITS = "No sheet holds these words. Esc shows all of them again."
MOST = 200
_DAY_WIDE, _SHIFT_WIDE, _LINES_WIDE = 12, 11, 7


class _List(Marked["PastSheet"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("past.read", "enter", "Read", "Read the sheet as it was left.", GROUP, show_in_footer=True,
                action="screen.read_sheet"),
        Command("past.find", "slash", "Find", "Only sheets with these words: a guest, a room, a day, a person.", GROUP,
                show_in_footer=True, action="screen.find"),
        Command("past.save", "s", "To a file", "Keep the sheet as a file: read it, and choose where.", GROUP,
                show_in_footer=True, action="screen.save_sheet"),
        Command("past.back", "escape", "Back", "All sheets again, then back to the handover.", GROUP,
                show_in_footer=True, action="screen.leave"),
        Command("past.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("past.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("past.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("past.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
    )  # fmt: skip


class PastSheetsScreen(ListRoom["PastSheet"]):
    """Newest first. Words are looked for in the background as they are typed."""

    DEFAULT_CSS = "PastSheetsScreen .room--filter { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(GROUP, _List(self._row, empty="One moment, please."), lambda sheet: sheet.id)
        self.filter_line = FilterLine("a guest, a room, a day, a person, any word", self._find)

    def above(self) -> Sequence[Widget]:
        """The filter."""
        return (self.filter_line,)

    def _find(self) -> None:
        in_background(self, self.read, "find")

    async def fetch(self) -> None:
        """The sheets that hold the words."""
        typed = self.filter_line.value.strip()
        sheets, total = await self.desk_app.ask(lambda work: desk.handover.past(work, text=typed, limit=MOST))
        count = f"{len(sheets)} of {total}" if total > len(sheets) else str(total)
        self.put(sheets, f"{GROUP} · {count}", NONE_FITS if typed else self.desk_app.with_keys(NONE_YET))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a sheet there is nothing to read."""
        if action in ("read_sheet", "save_sheet"):
            return self.list.current is not None
        return super().check_action(action, parameters)

    def heading(self, width: int) -> Line:  # noqa: ARG002
        """The names of the columns."""
        names = pad("Day", _DAY_WIDE) + pad("Shift", _SHIFT_WIDE) + pad("Lines", _LINES_WIDE)
        return ((f"  {names}From and to", "quiet"),)

    def _row(self, sheet: PastSheet, width: int, is_marked: bool) -> Line:
        manner = "cursor" if is_marked else "plain"
        day = pad(cut(spoken_day(sheet.day, self.desk_app.today()), _DAY_WIDE - 1), _DAY_WIDE)
        lines = pad(str(sheet.lines) if sheet.lines else "none", _LINES_WIDE)
        shift = pad(cut(clean(sheet.shift, 40), _SHIFT_WIDE - 1), _SHIFT_WIDE)
        left = f"{'▸ ' if is_marked else '  '}{day}{shift}{lines}"
        rest = f"{_from_to(sheet)}{f' · {clean(sheet.found, 200)}' if sheet.found else ''}"
        is_red = sheet.state is HandoverState.LEFT and not is_marked
        return ((left, manner), (pad(rest, max(1, width - len(left))), "warn" if is_red else manner))

    def in_full(self, sheet: PastSheet, width: int) -> list[Line]:
        """Which shift, who left and who took it, and the line that was looked for."""
        first = f" {clean(sheet.shift_text, 120)} · {_from_to(sheet)}"
        return [((cut(first, width - 1), "strong"),), ((cut(f" {clean(sheet.found, 300)}", width - 1), "plain"),)]

    def action_find(self) -> None:
        """Type what to look for."""
        self.set_focus(self.filter_line)

    @in_turn
    async def action_to_list(self) -> None:
        """From the words to the list of what holds them."""
        await self.fetch()
        self.set_focus(self.list)

    def action_show_all(self) -> None:
        """Every sheet again."""
        self.filter_line.value = ""
        self.set_focus(self.list)

    def action_leave(self) -> None:
        """First all sheets again, then back."""
        if self.filter_line.value:
            self.action_show_all()
        else:
            self.dismiss()

    def action_read_sheet(self) -> None:
        """The sheet at the mark, over this list."""
        if self.list.current is not None:
            self.app.push_screen(PastSheetScreen(self.list.current.id))

    async def action_save_sheet(self) -> None:
        """The sheet at the mark, with the line that asks where to."""
        if self.list.current is not None:
            await self.app.push_screen(PastSheetScreen(self.list.current.id, begins_with_file=True))


class PastSheetScreen(SheetRoom):
    """One of them, to be read. begins_with_file: it was opened to be kept as a file."""

    def __init__(self, sheet_id: int, *, begins_with_file: bool = False) -> None:
        super().__init__(PastSheetList(empty="One moment, please."))
        self.sheet_id, self._begins_with_file = sheet_id, begins_with_file

    async def get_sheet(self) -> Sheet:
        """As it was left, and how things stand now."""
        return await self.desk_app.ask(lambda work: desk.handover.read(work, self.sheet_id))

    async def fetch(self) -> None:
        """Read it; the first time perhaps to keep it as a file."""
        await super().fetch()
        if self._begins_with_file:
            self._begins_with_file = False
            self.call_later(self.action_save_file)


def _from_to(sheet: PastSheet) -> str:
    left = clean(sheet.left_text, 60) or clean(sheet.left_by, 60)
    if sheet.state is HandoverState.TAKEN:
        return f"{left} → {clean(sheet.taken_by, 60)}"
    if sheet.state is HandoverState.CARRIED:
        return f"{left}, {sheet.unaccepted} carried on"
    return f"{left}, {RED} {sheet.unaccepted} not handed over" if sheet.unaccepted else f"{left}, {RED} not read yet"

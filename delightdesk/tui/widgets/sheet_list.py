"""The lines of a handover sheet under the headings of its parts; the mark goes from line to line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from delightdesk.desk.handover_lines import SheetLine
from delightdesk.domain.vocabulary import LineState
from delightdesk.files.sheets import SECTIONS
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.headed import Headed
from delightdesk.tui.widgets.lines import Line
from delightdesk.tui.widgets.sheet_text import columns, row
from delightdesk.tui.widgets.typing import ActsAtOnce

GROUP = "Handover"


class SheetList(Headed[SheetLine], ActsAtOnce, can_focus=True):
    """Reading: what both the sheet of the shift and a past one can do."""

    DEFAULT_CSS = "SheetList { &> .lines--red { color: $error; text-style: bold; } }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--red"}
    BINDINGS = declare(
        Command("sheet.down", "down,j", "Next", "The next line.", GROUP, action="screen.mark(1)", keys_shown="j ↓"),
        Command("sheet.up", "up,k", "Previous", "The line before.", GROUP, action="screen.mark(-1)", keys_shown="k ↑"),
        Command("sheet.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("sheet.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("sheet.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("sheet.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
        Command("sheet.save", "s", "To a file", "Keep the sheet as a file: HTML to print, Markdown or text.", GROUP,
                action="screen.save_file"),
        Command("sheet.read", "enter", "Read", "Everything the marked line holds; again for the list.", GROUP,
                action="screen.read_line"),
        Command("sheet.open", "e", "Open", "The guest's card, or the problem.", GROUP, action="screen.open_item"),
    )  # fmt: skip

    def __init__(self, *, empty: str) -> None:
        super().__init__(self._row, empty=empty)
        self._columns = columns((), 80)

    def titles(self, rows: Sequence[SheetLine]) -> list[str]:
        """The part of the sheet each line belongs to."""
        return [SECTIONS[line.section] for line in rows]

    def show_lines(self, lines: Sequence[SheetLine], empty: str) -> None:
        """Show lines; the mark stays on its own, wherever that stands now."""
        marked = self.current
        places = {key_of(line): place for place, line in enumerate(lines)}
        place = places.get(key_of(marked), self.cursor) if marked is not None else 0
        self._columns = columns(lines, self.size.width)
        self.put(lines, cursor=place, top=self.top, empty=empty)
        self.refresh()

    def begin(self, waits: Callable[[SheetLine], bool]) -> None:
        """The mark on the first line that waits for whoever looks, else on what nobody took, else on the first."""
        places = [place for wanted in (waits, _is_red) for place, line in enumerate(self.rows) if wanted(line)]
        place = places[0] if places else 0
        self.step(-len(self.rows))
        self.step(place)

    def go_on(self) -> None:
        """The mark on to the next line nobody has answered yet, round to the first; it stays where there is none."""
        places = [place for place, line in enumerate(self.rows) if is_unanswered(line)]
        following = next((place for place in places if place > self.cursor), places[0] if places else self.cursor)
        self.step(following - self.cursor)

    def on_resize(self) -> None:
        """The answers get the room there is; the rows may begin elsewhere now."""
        self._columns = columns(self.rows, self.size.width)
        super().on_resize()
        self.refresh()

    def _row(self, line: SheetLine, width: int, is_marked: bool) -> Line:
        return row(line, width, is_marked, self._columns)


class HandoverList(SheetList):
    """The sheet of the shift: written and left by one person, taken over line by line by the next."""

    BINDINGS = declare(
        Command("handover.accept", "a", "Accept", "Yours now; the mark goes on to the next line.", GROUP,
                show_in_footer=True, action="screen.accept"),
        Command("handover.ask", "q", "Ask", "Not clear yet; then type the question, or Esc.", GROUP,
                show_in_footer=True, action="screen.ask"),
        Command("handover.decline", "x", "Decline", "Not yours; then type why, or Esc.", GROUP, show_in_footer=True,
                action="screen.decline"),
        Command("handover.reply", "r", "Answer", "Answer the question; the line can be accepted again.", GROUP,
                show_in_footer=True, action="screen.reply"),
        Command("handover.line", "n", "Add a line", "A line for what the data does not know.", GROUP,
                show_in_footer=True, action="screen.add_line"),
        Command("handover.remove", "delete", "Take out", "Take your own line out again.", GROUP,
                action="screen.remove_line"),
        Command("handover.leave-it", "l", "Leave it", "Leave the sheet for the next person; from then on it stands.",
                GROUP, show_in_footer=True, action="screen.leave_sheet"),
        Command("handover.take-back", "b", "Take back", "Make it a draft again, while nobody has signed.", GROUP,
                action="screen.take_back"),
        Command("handover.other", "tab", "Other sheet", "From the sheet that waits to the draft, or back.",
                GROUP, show_in_footer=True, action="screen.other_sheet"),
        Command("handover.past", "o", "Past sheets", "Find and read the sheets of other days.", GROUP,
                show_in_footer=True, action="screen.past"),
        Command("handover.back", "escape", "Desk", "Close what is open, else back to the Desk.", GROUP,
                show_in_footer=True, action="screen.leave"),
    )  # fmt: skip


class PastSheetList(SheetList):
    """A sheet of another day, only to be read."""

    BINDINGS = declare(
        Command("past-sheet.back", "escape", "Back", "Close what is open, else back to the list.", GROUP,
                show_in_footer=True, action="screen.leave"),
    )  # fmt: skip


def _is_red(line: SheetLine) -> bool:
    return line.is_red


def is_unanswered(line: SheetLine) -> bool:
    """Whether somebody still has to say something to it."""
    return line.is_red and line.state is LineState.OPEN


def is_asked(line: SheetLine) -> bool:
    """Whether whoever left it still has to say something to it."""
    return line.is_red and line.state in (LineState.ASKED, LineState.DECLINED)


def key_of(line: SheetLine) -> object:
    """What tells that a line read again is the same; those of a draft have no id of their own."""
    of = line.task_id, line.problem_id, line.gesture_id
    return line.id or (line.section, of if any(of) else line.what)

"""Where an import stands, and the places that show it with what their keys do."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from delightdesk.domain.columns import FIELD_WORDS, LEFT_OUT
from delightdesk.files.columns_in import ColumnLine
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.import_lines import RunLine

GROUP = "Importing"
FIELDS = tuple(FIELD_WORDS)
"""What a column may be taken for, as a person chooses it."""


class Stage(Enum):
    """Where the import stands."""

    CHOOSING = "choosing"
    BUSY = "busy"
    ASKING = "asking which comes first, day or month"
    LOOKING = "looking at what it would do"
    COLUMNS = "saying what the columns hold"
    FIELDS = "choosing what one column holds"
    OVER = "over"
    RUNS = "looking at earlier imports"


def _moves(place: str) -> tuple[Command, ...]:
    return (
        Command(f"import.{place}-help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True,
                action="app.help", keys_shown="F1"),
        Command(f"import.{place}-down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command(f"import.{place}-up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command(f"import.{place}-page-down", "pagedown", "Page down", "", GROUP, action="screen.mark(10)"),
        Command(f"import.{place}-page-up", "pageup", "Page up", "", GROUP, action="screen.mark(-10)"),
    )  # fmt: skip


class ImportPage(Lines, ActsAtOnce, can_focus=True):
    """What the file would do, how far it is, what it did."""

    BINDINGS = declare(
        Command("import.take", "enter", "Take over", "Take the file over as a whole.", GROUP, show_in_footer=True,
                action="screen.take"),
        Command("import.columns", "c", "Columns", "What each column is taken for; change it.", GROUP,
                show_in_footer=True, action="screen.columns"),
        Command("import.other-order", "o", "Other order", "Read the days the other way round.", GROUP,
                show_in_footer=True, action="screen.other_order"),
        Command("import.day-first", "d", "Day first", "14/06 is the 14th of June.", GROUP, show_in_footer=True,
                action="screen.order(True)"),
        Command("import.month-first", "m", "Month first", "06/14 is the 14th of June.", GROUP, show_in_footer=True,
                action="screen.order(False)"),
        Command("import.review", "r", "Review", "Look through what remarks seem to say.", GROUP, show_in_footer=True,
                action="screen.review"),
        Command("import.undo", "z", "Undo import", "Take the whole import back.", GROUP, show_in_footer=True,
                action="screen.undo"),
        Command("import.stop", "escape", "Stop", "Stop reading or taking over; nothing is kept then.", GROUP,
                show_in_footer=True, action="screen.stop"),
        Command("import.back", "escape", "Back", "One step back; what you chose is kept.", GROUP, show_in_footer=True,
                action="screen.back"),
        Command("import.page-help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True,
                action="app.help", keys_shown="F1"),
        Command("import.read-on", "down,j", "Down", "", GROUP, action="read_on(1)"),
        Command("import.read-back", "up,k", "Up", "", GROUP, action="read_on(-1)"),
        Command("import.page-on", "pagedown", "Page down", "", GROUP, action="read_on(10)"),
        Command("import.page-back", "pageup", "Page up", "", GROUP, action="read_on(-10)"),
    )  # fmt: skip

    def action_read_on(self, by: int) -> None:
        """Further down or up."""
        self.move(by)


class ColumnList(Marked[ColumnLine], ActsAtOnce, can_focus=True):
    """The columns of the file and what each is taken for."""

    BINDINGS = declare(
        Command("import.column-change", "enter", "Change", "Choose what this column holds.", GROUP,
                show_in_footer=True, action="screen.choose_field"),
        Command("import.column-out", "x", "Leave out", "Do not read this column.", GROUP, show_in_footer=True,
                action="screen.leave_out"),
        Command("import.column-own", "r", "As found", "What the desk itself takes the column for.", GROUP,
                show_in_footer=True, action="screen.as_found"),
        Command("import.columns-done", "escape", "Done", "See what the file would do now.", GROUP,
                show_in_footer=True, action="screen.back"),
        *_moves("columns"),
    )  # fmt: skip


class FieldList(Marked[str], ActsAtOnce, can_focus=True):
    """What a column may hold."""

    BINDINGS = declare(
        Command("import.field-take", "enter", "Take it", "This is what the column holds.", GROUP, show_in_footer=True,
                action="screen.take_field"),
        Command("import.fields-leave", "escape", "Back", "Leave the column as it was.", GROUP, show_in_footer=True,
                action="screen.back"),
        *_moves("fields"),
    )  # fmt: skip


class RunList(Marked["RunLine"], ActsAtOnce, can_focus=True):
    """Earlier imports, the newest first."""

    BINDINGS = declare(
        Command("import.run-undo", "z", "Undo import", "Take this whole import back; what was worked on stays.", GROUP,
                show_in_footer=True, action="screen.undo_earlier"),
        Command("import.runs-leave", "escape", "Back", "Back to the files.", GROUP, show_in_footer=True,
                action="screen.back"),
        *_moves("runs"),
    )  # fmt: skip


def taken_for(line: ColumnLine) -> str:
    """What a column is taken for, in words."""
    if line.is_never_read:
        return "never read"
    return FIELD_WORDS[line.field] if line.field else "not known here"


def column_row(line: ColumnLine, width: int, is_marked: bool) -> Line:
    """Header, what it is taken for, who said so, and a cell of it, in ``width`` cells."""
    mark, manner = ("▸ ", "cursor") if is_marked else ("  ", "plain")
    header = max(16, (width - 2) // 3)
    taken = 28
    said = f"{taken_for(line)}{' · by hand' if line.is_by_hand and not line.is_never_read else ''}"
    sample = max(0, width - 2 - header - taken - 1)
    return (
        (f"{mark}{pad(cut(clean(line.header, 80), header - 1), header)}", manner),
        (pad(cut(said, taken - 1), taken), manner if is_marked or line.field not in ("", LEFT_OUT) else "quiet"),
        (pad(clean(line.sample, 80), sample), manner if is_marked else "quiet"),
    )


def field_row(field: str, width: int, is_marked: bool) -> Line:
    """One thing a column may hold."""
    words = FIELD_WORDS[field][:1].upper() + FIELD_WORDS[field][1:]
    return ((pad(f"{'▸ ' if is_marked else '  '}{words}", width), "cursor" if is_marked else "plain"),)


def run_row(line: RunLine, width: int, is_marked: bool) -> Line:
    """One import of the past."""
    mark, manner = ("▸ ", "cursor") if is_marked else ("  ", "quiet" if line.undone else "plain")
    after = "  taken back" if line.undone else ""
    return ((pad(f"{mark}{cut(clean(line.text, 300), width - 3 - len(after))}{after}", width), manner),)

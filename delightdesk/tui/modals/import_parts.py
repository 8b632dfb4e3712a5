"""Where an import stands, and the page that shows it with what its keys do."""

from __future__ import annotations

from enum import Enum

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.typing import ActsAtOnce

GROUP = "Importing"


class Stage(Enum):
    """Where the import stands."""

    CHOOSING = "choosing"
    BUSY = "busy"
    ASKING = "asking which comes first, day or month"
    LOOKING = "looking at what it would do"
    OVER = "over"


class ImportPage(Lines, ActsAtOnce, can_focus=True):
    """What the file would do, how far it is, what it did."""

    BINDINGS = declare(
        Command("import.take", "enter", "Take over", "Take the file over as a whole.", GROUP, show_in_footer=True,
                action="screen.take"),
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
        Command("import.back", "escape", "Back", "Back to the files, or close.", GROUP, show_in_footer=True,
                action="screen.back"),
        Command("import.page-help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True,
                action="app.help", keys_shown="F1"),
        Command("import.read-on", "down,j", "Down", "", GROUP, action="read_on(1)"),
        Command("import.read-back", "up,k", "Up", "", GROUP, action="read_on(-1)"),
    )  # fmt: skip

    def action_read_on(self, by: int) -> None:
        """Further down or up."""
        self.move(by)

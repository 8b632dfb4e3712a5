"""The house's gestures as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.catalogue import IdeaLine

GROUP = "Gestures of the house"
STATES = {"pack": "", "changed": "changed", "own": "own", "off": "off"}
_COST_WIDE, _LEAD_WIDE, _STATE_WIDE = 9, 6, 8


class IdeaList(Marked["IdeaLine"], ActsAtOnce, can_focus=True):
    """The gestures; its letters act on the one at the mark."""

    BINDINGS = declare(
        Command("catalogue.edit", "enter", "Edit", "Change the gesture at the mark for this house.", GROUP,
                show_in_footer=True, action="screen.edit"),
        Command("catalogue.add", "a", "Add", "Add a gesture of your own.", GROUP, show_in_footer=True,
                action="screen.add"),
        Command("catalogue.switch", "x", "On or off", "Stop offering the gesture, or offer it again.", GROUP,
                show_in_footer=True, action="screen.switch"),
        Command("catalogue.find", "slash", "Find", "Show only the gestures that fit what you type.", GROUP,
                show_in_footer=True, action="screen.find"),
        Command("catalogue.reset", "r", "Pack's text", "Back to the text the pack came with.", GROUP,
                action="screen.reset"),
        Command("catalogue.playbooks", "p", "Playbooks", "The plans for what goes wrong.", GROUP,
                action="screen.playbooks"),
        Command("catalogue.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("catalogue.leave", "escape", "Back", "Show all gestures again; then back to the Desk.", GROUP,
                action="screen.leave"),
        Command("catalogue.down", "down,j", "Next", "The next gesture.", GROUP, action="screen.mark(1)",
                keys_shown="j ↓"),
        Command("catalogue.up", "up,k", "Previous", "The gesture before.", GROUP, action="screen.mark(-1)",
                keys_shown="k ↑"),
        Command("catalogue.page-down", "pagedown,space", "Page", "A page on.", GROUP, action="screen.page(1)"),
        Command("catalogue.page-up", "pageup", "Page back", "A page back.", GROUP, action="screen.page(-1)"),
        Command("catalogue.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("catalogue.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip


def _widths(width: int) -> tuple[int, int]:
    """Cells for the title and for who does it."""
    left = width - 2 - _COST_WIDE - _LEAD_WIDE - _STATE_WIDE
    doer = min(24, max(14, left // 4))
    return left - doer, doer


def heading(width: int) -> Line:
    """The names of the columns."""
    title, doer = _widths(width)
    wide = (("Gesture", title), ("Cost", _COST_WIDE), ("Ready", _LEAD_WIDE), ("Who", doer), ("", _STATE_WIDE))
    return (("  " + "".join(pad(word, cells) for word, cells in wide), "quiet"),)


def row(line: IdeaLine, width: int, is_marked: bool) -> Line:
    """One gesture in ``width`` cells; one that is off is quiet and says so."""
    title, doer = _widths(width)
    manner = "cursor" if is_marked else "quiet" if line.state == "off" else "plain"
    left = (
        f"{'▸ ' if is_marked else '  '}{pad(cut(clean(line.title, 120), title - 1), title)}"
        f"{pad(cut(line.cost_text, _COST_WIDE - 1), _COST_WIDE)}{pad(line.lead_text, _LEAD_WIDE)}"
        f"{pad(cut(clean(line.doer, 80), doer - 1), doer)}"
    )
    return ((left, manner), (pad(STATES[line.state], _STATE_WIDE), manner if is_marked else "key"))


def in_full(line: IdeaLine, width: int) -> list[Line]:
    """The marked gesture in two lines: what to say, and what it contains."""
    say = f"“{clean(line.say, 300)}”" if line.say else "nothing special"
    contains = ", ".join(line.contains) or "nothing to look out for"
    return [
        ((" Say ", "label"), (cut(say, width - 6), "strong")),
        ((" Contains ", "label"), (cut(contains, width - 11), "plain")),
    ]

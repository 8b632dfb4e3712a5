"""The visits of today: one row each, and the one at the mark in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.domain.name_marks import marked, marks_in
from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.today import BoardLine

GROUP = "Today"
_ETA_WIDE, _ROOM_WIDE = 6, 6


class BoardList(Marked["BoardLine"], ActsAtOnce, can_focus=True):
    """The visits of today; its letters act on the one at the mark. ``empty`` says why there are none."""

    BINDINGS = declare(
        Command("today.read", "enter", "Read", "Open the guest on the Desk.", GROUP, show_in_footer=True,
                action="screen.read"),
        Command("today.step", "i", "In or out", "Move the visit on: expected, in house, left.", GROUP,
                show_in_footer=True, action="screen.step"),
        Command("today.other", "tab", "Next list", "Over to the show-ready list, or to what is owed.", GROUP,
                show_in_footer=True, action="screen.other(1)"),
        Command("today.other-back", "shift+tab", "List before", "", GROUP, action="screen.other(-1)"),
        Command("today.down", "down,j", "Next", "The next visit.", GROUP, action="screen.mark(1)", keys_shown="j ↓"),
        Command("today.up", "up,k", "Previous", "The visit before.", GROUP, action="screen.mark(-1)", keys_shown="k ↑"),
        Command("today.page-down", "pagedown,space", "Page", "A page on; at the end, the next 200.", GROUP,
                show_in_footer=True, action="screen.page(1)"),
        Command("today.page-up", "pageup", "Page back", "A page back; at the top, the 200 before.", GROUP,
                action="screen.page(-1)"),
        Command("today.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("today.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
        Command("today.new", "p", "Problem", "A new problem in one line: room and a few words.", GROUP,
                action="screen.new"),
        Command("today.leave", "escape,slash", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
    )  # fmt: skip

    def __init__(self, *, empty: str) -> None:
        super().__init__(self._row, empty=empty)

    def _row(self, line: BoardLine, width: int, is_marked: bool) -> Line:
        return row(line, width, is_marked, is_here=self.has_focus)


def _widths(width: int) -> tuple[int, int, int]:
    """Cells for name, flags and next action; the next action is given room first."""
    left = width - 2 - _ETA_WIDE - _ROOM_WIDE
    following = min(34, max(25, left // 3))
    name = min(28, max(17, (left - following) // 2))
    return name, left - following - name, following


def heading(width: int, place: str = "Room") -> Line:
    """The names of the columns. place: what the house calls where a guest is."""
    name, flags, following = _widths(width)
    wide = (("At", _ETA_WIDE), ("Name", name), (place, _ROOM_WIDE), ("Care", flags), ("Next", following))
    return (("  " + "".join(pad(word, cells) for word, cells in wide), "quiet"),)


def row(line: BoardLine, width: int, is_marked: bool, *, is_here: bool = True) -> Line:
    """One visit in ``width`` cells. ``is_here``: its keys act now; the mark of the other list stays, but hollow."""
    name, flags, following = _widths(width)
    mark = ("▸ " if is_here else "▹ ") if is_marked else "  "
    manner = "cursor" if is_marked and is_here else "plain"
    left = (
        f"{mark}{pad(when(line), _ETA_WIDE)}{pad(cut(_named(line), name - 1), name)}"
        f"{pad(cut(clean(line.room, 20), _ROOM_WIDE - 1), _ROOM_WIDE)}{pad(flags_in(line.flags, flags - 1), flags)}"
    )
    return ((left, manner), (pad(clean(line.next_action), following), manner if manner == "cursor" else "strong"))


def _named(line: BoardLine) -> str:
    return marked(clean(line.name, 300), marks_in(line.flags))


def when(line: BoardLine) -> str:
    """The hour, or that the guest is here."""
    return "in" if line.status is VisitStatus.IN_HOUSE else line.eta or "—"


def flags_in(words: tuple[str, ...], width: int) -> str:
    """As many whole reasons as fit, and how many more there are."""
    cleaned = [clean(word) for word in words]
    for count in range(len(cleaned), 0, -1):
        rest = f" +{len(cleaned) - count}" if count < len(cleaned) else ""
        text = ", ".join(cleaned[:count]) + rest
        if cell_len(text) <= width:
            return text
    if not cleaned:
        return ""
    rest = f" +{len(cleaned) - 1}" if len(cleaned) > 1 else ""
    return cut(cleaned[0], width - cell_len(rest)) + rest


def in_full(line: BoardLine, width: int) -> list[Line]:
    """The marked visit in two lines, nothing left out that two lines can hold."""
    who = cut(" · ".join(word for word in (_named(line), clean(line.room)) if word), width - 2)
    care = "".join(f" · {clean(word)}" for word in line.flags)
    action = clean(line.next_action) or "greet by name"
    return [
        ((f" {who}", "strong"), (cut(care, width - 2 - cell_len(who)), "plain")),
        ((" Next ", "label"), (cut(action, width - 8), "strong")),
    ]

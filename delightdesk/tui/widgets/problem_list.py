"""The board of problems as lines: a heading before the first of each state, and one problem a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.domain.lifecycle import OPEN_PROBLEMS, RUNNING_PROBLEMS
from delightdesk.domain.name_marks import marked
from delightdesk.domain.problem_kinds import SEVERITIES
from delightdesk.domain.promise_clock import running
from delightdesk.domain.vocabulary import ProblemState, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.headed import Headed
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemLine

GROUP = "Problems"
NOBODY = "nobody"
HARM = max(SEVERITIES)
GRAVE = 4
"""The severity from which the mark stands out."""

FIRST, _OVER = "Needs somebody now: nobody's, or harm", "Over since yesterday"
_HEADINGS = {
    ProblemState.OPEN: "Open",
    ProblemState.REOPENED: "Open",
    ProblemState.ACTING: "Acting",
    ProblemState.EVEN: "Even: beyond still to come",
    ProblemState.BEYOND: "Beyond: to hear from us again",
    ProblemState.LOST: "Could not be put right: to hear from us again",
}
_BAD_WIDE, _ROOM_WIDE, _TIME_WIDE = 3, 6, 9


class ProblemList(Headed["ProblemLine"], ActsAtOnce, can_focus=True):
    """The problems; letters act on the one at the mark. Headings take a line each and are never marked."""

    BINDINGS = declare(
        Command("problems.open", "enter", "Open", "The whole problem: its steps, what was given, what is owed.", GROUP,
                show_in_footer=True, action="screen.open"),
        Command("problems.new", "p", "New problem", "A problem in one line: room and a few words.", GROUP,
                show_in_footer=True, action="screen.new"),
        Command("problems.take", "t", "Take", "Take what nobody owns.", GROUP, show_in_footer=True,
                action="screen.take"),
        Command("problems.accept", "a", "Accept", "Yes to what was offered to you.", GROUP, show_in_footer=True,
                action="screen.accept"),
        Command("problems.turn-down", "x", "Turn down", "No to what was offered to you; it stays where it is.", GROUP,
                action="screen.turn_down"),
        Command("problems.hand-on", "h", "Hand on", "Ask somebody to take it over; it is yours until they accept.",
                GROUP, show_in_footer=True, action="screen.hand_on"),
        Command("problems.leave", "escape", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
        Command("problems.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("problems.down", "down,j", "Next", "The next problem.", GROUP, action="screen.mark(1)",
                keys_shown="j ↓"),
        Command("problems.up", "up,k", "Previous", "The problem before.", GROUP, action="screen.mark(-1)",
                keys_shown="k ↑"),
        Command("problems.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("problems.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("problems.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("problems.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip

    def titles(self, rows: Sequence[ProblemLine]) -> Sequence[str]:
        """The state each stands below, with its count."""
        return titles(rows)


def titles(lines: Sequence[ProblemLine]) -> list[str]:
    """The heading each line stands below, in their order, with how many stand below it."""
    found: list[str] = []
    for line in lines:
        is_first = needs_somebody(line) and all(title == FIRST for title in found)
        found.append(FIRST if is_first else _OVER if line.is_over else _HEADINGS[line.state])
    counts = Counter(found)
    return [f"{title} · {counts[title]}" for title in found]


def needs_somebody(line: ProblemLine) -> bool:
    """Nobody has it, or somebody was harmed and it is not over."""
    if line.owner_id is None:
        return line.state in RUNNING_PROBLEMS
    return line.severity >= HARM and line.state in OPEN_PROBLEMS


def _widths(width: int) -> tuple[int, int, int, int]:
    """Cells for guest, what happened, owner and next step; what happened takes what is left."""
    left = width - 2 - _BAD_WIDE - _ROOM_WIDE - _TIME_WIDE
    guest, owner, following = min(22, left // 5), min(16, max(9, left // 7)), min(30, max(15, left // 4))
    return guest, left - guest - owner - following, owner, following


def heading(width: int, place: str = "Room") -> Line:
    """The names of the columns. place: what the house calls where a guest is."""
    guest, what, owner, following = _widths(width)
    wide = (
        ("", 2 + _BAD_WIDE), (place, _ROOM_WIDE), ("Guest", guest), ("What happened", what), ("For", _TIME_WIDE),
        ("Owner", owner), ("Next", following),
    )  # fmt: skip
    return (("".join(pad(word, cells) for word, cells in wide), "quiet"),)


def row(line: ProblemLine, width: int, is_marked: bool, now: datetime) -> Line:
    """One problem in ``width`` cells; its time runs on to ``now``."""
    guest, what, owner, following = _widths(width)
    manner = "cursor" if is_marked else "quiet" if line.is_over else "plain"
    bad = manner if is_marked or line.severity < GRAVE or line.is_over else "warn"
    name = marked(line.guest_name, line.guest_marks)
    cells = (
        (line.room, _ROOM_WIDE), (name, guest), (line.what, what), (since(line, now), _TIME_WIDE),
        (whose(line), owner),
    )  # fmt: skip
    return (
        ("▸ " if is_marked else "  ", manner),
        (pad(f"!{line.severity}", _BAD_WIDE), bad),
        ("".join(pad(cut(clean(text, 300), wide - 1), wide) for text, wide in cells), manner),
        (pad(clean(line.next_step), following), manner if is_marked or line.is_over else "strong"),
    )


def since(line: ProblemLine, now: datetime) -> str:
    """How long it has been going on; what is over stands still."""
    return line.since_text if line.is_over else running(line.reported_at, now)


def whose(line: ProblemLine) -> str:
    """The owner in a word or two: who was asked while it is offered, "nobody" for an orphan."""
    return f"→ {line.offered_to}?" if line.offered_to else line.owner or NOBODY


def in_full(line: ProblemLine, width: int, now: datetime) -> list[Line]:
    """The marked problem in three lines: what happened and to whom, what comes next, how bad and whose it is."""
    name = marked(line.guest_name, line.guest_marks)
    who = " · ".join(clean(word, 120) for word in (name, line.room) if word)
    asked = f", {line.offered_to} was asked to take it" if line.offered_to else ""
    told = (
        f"!{line.severity} {SEVERITIES.get(line.severity, '')}", line.kind_label, label(line.state), since(line, now),
        f"{line.owner or NOBODY}{asked}",
    )  # fmt: skip
    first = cut(f" {clean(line.what, 300)}", max(10, width - 2 - cell_len(who) - 3))
    rest = " · ".join(clean(word, 120) for word in told if word)
    return [
        ((first, "strong"), (f" · {who}" if who else "", "plain")),
        ((" Next ", "label"), (cut(clean(line.next_step, 200) or "nothing more", width - 7), "strong")),
        ((f" {cut(rest, width - 2)}", "plain"),),
    ]

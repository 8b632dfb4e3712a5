"""The parts of the line-up in one list: show-ready, rounds, what was left behind, and the doors to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk.desk.lineup_lines import CheckLine
from delightdesk.desk.owed_lines import OwedLine
from delightdesk.domain.name_marks import marked
from delightdesk.domain.vocabulary import CheckKind, Reaction, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets import ready_list
from delightdesk.tui.widgets.headed import Headed
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import ShowReady, TouchLine

GROUP = "Line-up"
REACTIONS = tuple(Reaction)
ROUNDS, LEFT, DOORS = "Rounds: tidy and return", "Left behind", "Further"
FULL_TALL = 3
"""Lines for what is at the mark in full."""


@dataclass(frozen=True, slots=True)
class Door:
    """The way to another list. ``key`` opens it from anywhere here."""

    key: str
    title: str
    words: str
    hint: str


Row = CheckLine | OwedLine | Door


def _reaction(number: int) -> Command:
    return Command(
        f"line-up.reaction-{number}",
        str(number),
        "How taken" if number == 1 else label(REACTIONS[number - 1]),
        "How the guest took it back: 1 moved to 5 uneasy." if number == 1 else "",
        GROUP,
        show_in_footer=number == 1,
        action=f"screen.reaction({number})",
        keys_shown="1-5" if number == 1 else "",
    )


class LineUpList(Headed[Row], ActsAtOnce, can_focus=True):
    """One list; what a key does hangs on the row at the mark.

    asked: what is just being returned, while the question how it was taken is open.
    """

    BINDINGS = declare(
        *(_reaction(number) for number in range(1, 6)),
        Command("line-up.words", "w", "Their words", "What the guest said, then how it was taken.", GROUP,
                show_in_footer=True, action="screen.words"),
        Command("line-up.skip", "enter", "Leave it open", "Returned, without saying how it was taken.", GROUP,
                show_in_footer=True, action="screen.skip"),
        Command("line-up.tick", "space,enter", "Done", "The check is done, the round is walked; again for a round.",
                GROUP, show_in_footer=True, action="screen.tick", keys_shown="Space"),
        Command("line-up.open", "enter", "Open", "The list behind it, or the card of whose it seems to be.", GROUP,
                show_in_footer=True, action="screen.open"),
        Command("line-up.returned", "d", "Returned", "It is back with the guest; asks how it was taken.", GROUP,
                show_in_footer=True, action="screen.returned"),
        Command("line-up.cannot", "x", "Not possible", "It cannot be done in this shift; say why in a few words.",
                GROUP, show_in_footer=True, action="screen.cannot"),
        Command("line-up.found", "b", "Found", "Something was left behind: log it in one line.", GROUP,
                show_in_footer=True, action="app.found"),
        Command("line-up.regulars", "r", "Regulars", "Those with nothing new for months, each with one idea.", GROUP,
                show_in_footer=True, action="screen.regulars"),
        Command("line-up.touch-points", "t", "Touch points", "Where guests meet the house: an idea and an owner each.",
                GROUP, action="screen.touch_points"),
        Command("line-up.untick", "n", "Not done", "It is not done after all.", GROUP, action="screen.untick"),
        Command("line-up.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("line-up.read-on", "plus,right_square_bracket", "Read on", "On in a card that is longer than the room.",
                GROUP, action="screen.read_on(1)", keys_shown="+"),
        Command("line-up.read-back", "minus,left_square_bracket", "Read back", "", GROUP, action="screen.read_on(-1)"),
        Command("line-up.leave", "escape", "Desk", "Out of the question, or back to the Desk.", GROUP,
                show_in_footer=True, action="screen.leave"),
        Command("line-up.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("line-up.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("line-up.page-down", "pagedown", "Page", "", GROUP, action="screen.page(1)"),
        Command("line-up.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("line-up.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("line-up.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(_row, empty="One moment, please.")
        self.asked: OwedLine | None = None
        self.words = ""
        self.ready_title = "Show-ready"

    @property
    def check(self) -> CheckLine | None:
        """The check or round at the mark."""
        return self.current if isinstance(self.current, CheckLine) else None

    @property
    def thing(self) -> OwedLine | None:
        """What was left behind, at the mark."""
        return self.current if isinstance(self.current, OwedLine) else None

    def titles(self, rows: Sequence[Row]) -> Sequence[str]:
        """The part each row belongs to."""
        left = sum(isinstance(row, OwedLine) for row in rows)
        return [self._title(row, left) for row in rows]

    def _title(self, row: Row, left: int) -> str:
        if isinstance(row, CheckLine):
            return ROUNDS if row.kind is CheckKind.ROUND else self.ready_title
        return f"{LEFT}: {left} to be returned" if isinstance(row, OwedLine) else DOORS

    def can(self, action: str) -> bool:
        """Whether the row at the mark can be acted on like that now."""
        if action in ("reaction", "skip", "words"):
            return self.asked is not None
        if self.asked is not None:
            return action == "leave"
        check = self.check
        if action in ("tick", "cannot", "untick"):
            return check is not None and action in _acts_on(check)
        if action == "returned":
            return self.thing is not None
        if action == "open":
            return isinstance(self.current, Door) or (self.thing is not None and self.thing.guest_id is not None)
        return True


def _acts_on(check: CheckLine) -> frozenset[str]:
    """A round is walked again; what is done is done once, what could not be may be possible after all."""
    if check.kind is CheckKind.ROUND:
        return frozenset({"tick", "cannot", "untick"} if check.tick_id is not None else {"tick", "cannot"})
    if check.tick_id is None:
        return frozenset({"tick", "cannot"})
    return frozenset({"tick", "untick"} if check.is_skipped else {"untick"})


def rows_of(
    ready: ShowReady, left: Sequence[OwedLine], touch: Sequence[TouchLine], *, is_ready_last: bool
) -> list[Row]:
    """Everything in its order: show-ready, rounds, what was left behind, doors.

    is_ready_last: the list was done when somebody came here, so it makes room for what is still to do.
    """
    rounds = [line for line in ready.lines if line.kind is CheckKind.ROUND]
    once = [line for line in ready.lines if line.kind is CheckKind.READY]
    return [
        *(() if is_ready_last else once),
        *rounds,
        *left,
        *(once if is_ready_last else ()),
        Door(
            "r", "Regulars with nothing new", "one untried idea each", "Who comes often and was not surprised lately."
        ),
        Door("t", "Touch points", gaps_in(touch), "Where guests meet the house: an idea and an owner for each."),
    ]


def gaps_in(touch: Sequence[TouchLine]) -> str:
    """ "8 touch points, 2 without an idea"."""
    gaps = sum(line.is_gap for line in touch)
    count = f"{len(touch)} touch point{'s' if len(touch) != 1 else ''}"
    return f"{count}, {gaps} without an idea" if gaps else f"{count}, each with an idea" if touch else count


def same(row: Row) -> object:
    """What tells that a row read again is the one that was marked."""
    return ("task", row.id) if isinstance(row, OwedLine) else row.key


def _row(row: Row, width: int, is_marked: bool) -> Line:
    if isinstance(row, CheckLine):
        return ready_list.row(row, width, is_marked)
    return _found_row(row, width, is_marked) if isinstance(row, OwedLine) else _door_row(row, width, is_marked)


def _found_row(line: OwedLine, width: int, is_marked: bool) -> Line:
    """Something left behind: what, where, whose it seems to be, who has it."""
    manner = "cursor" if is_marked else "plain"
    room, owner = 10, max(10, min(18, width // 8))
    guest = max(10, (width - room - owner) // 3)
    what = max(8, width - 4 - room - guest - owner)
    cells = (
        (line.title, what), (line.room, room), (marked(line.guest_name, line.guest_marks) or "whose?", guest),
        (line.owner or "nobody", owner),
    )  # fmt: skip
    text = "".join(pad(cut(clean(word, 200), wide - 1), wide) for word, wide in cells)
    return (("▸ " if is_marked else "  ", manner), ("◇ ", manner if is_marked else "key"), (text, manner))


def _door_row(door: Door, width: int, is_marked: bool) -> Line:
    manner = "cursor" if is_marked else "plain"
    title = min(34, width // 2)
    return (
        ("▸ " if is_marked else "  ", manner),
        (f"{door.key} ", manner if is_marked else "key"),
        (pad(cut(door.title, title - 1), title), manner),
        (pad(cut(door.words, width - 4 - title), max(1, width - 4 - title)), manner if is_marked else "quiet"),
    )


def in_full(row: Row, width: int) -> list[Line]:
    """The row at the mark, nothing left out that the lines can hold."""
    if isinstance(row, CheckLine):
        return ready_list.in_full(row, width, FULL_TALL)
    if isinstance(row, Door):
        return [((f" {row.title} ({row.key})", "strong"),), ((f" {cut(row.hint, width - 2)}", "plain"),)]
    name = marked(clean(row.guest_name, 120), row.guest_marks)
    whose = f"{name}’s, it seems" if name else "whose it is nobody knows yet"
    kept = f"{clean(row.owner, 60)} keeps it" if row.owner else "nobody keeps it"
    rest = " · ".join(part for part in (clean(row.room, 40), whose, kept, clean(row.note, 300)) if part)
    return [
        ((f" {cut(clean(row.title, 200), width - 2)}", "strong"),),
        *(((f" {part}", "plain"),) for part in wrap(rest, max(10, width - 2), FULL_TALL - 1)),
    ]

"""The list of what is owed, on Today and below a card: each row one key from done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
from delightdesk.domain.vocabulary import Reaction, TaskKind, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.lines import Line, Lines
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.owed_text import Owed, heading, in_full, is_open, key_of, question, row
from delightdesk.tui.widgets.typing import ActsAtOnce

GROUP = "What is owed"
REACTIONS = tuple(Reaction)
FULL_TALL = 4
"""Lines for the one at the mark in full."""
_PANEL_FULL, _PANEL_ROWS = 6, 4


def _owed(name: str, key: str, label_: str, help_: str, *, footer: bool = False, action: str = "") -> Command:
    return Command(
        f"owed.{name}", key, label_, help_, GROUP, show_in_footer=footer,
        action=f"screen.owed_{action or name.replace('-', '_')}",
    )  # fmt: skip


def _reaction(number: int) -> Command:
    return Command(
        f"owed.reaction-{number}",
        str(number),
        "How taken" if number == 1 else label(REACTIONS[number - 1]),
        "How the guest took it: 1 moved to 5 uneasy." if number == 1 else "",
        GROUP,
        show_in_footer=number == 1,
        action=f"screen.owed_reaction({number})",
        keys_shown="1-5" if number == 1 else "",
    )


class OwedRows(Marked[Owed], ActsAtOnce, can_focus=True):
    """The rows; their keys are actions of the screen around them.

    now: the house's own clock, so that times run on whenever the rows are painted.
    asked: what was just delivered or returned, while the question how it was taken is open.
    """

    BINDINGS = declare(
        *(_reaction(number) for number in range(1, 6)),
        _owed("skip", "enter", "Leave it open", "Delivered or returned, without saying how it was taken.",
              footer=True),
        _owed("open", "enter", "Open", "The guest's card, or the problem.", footer=True),
        _owed("approve", "y", "Yes", "Yes to what is above somebody's allowance.", footer=True),
        _owed("accept", "a", "Accept", "Take over what was offered to you.", footer=True),
        _owed("take", "t", "Take", "Take what nobody owns.", footer=True),
        _owed("done", "d", "Done", "It is done, or kept; what reaches a guest asks how they took it.", footer=True),
        _owed("other", "tab", "Visits", "Over to the visits.", footer=True, action="other(1)"),
        _owed("told", "c", "Called", "The guest was told; then the new true time, if there is one.", footer=True),
        _owed("playbook", "l", "Playbook", "Start the plan for a promise that was missed.", footer=True),
        _owed("ready", "r", "Ready", "It is prepared; what is left is to hand it over.", footer=True),
        _owed("turn-down", "x", "No", "Turn down what was offered, or refuse a yes and say why.", footer=True),
        _owed("hand-on", "h", "Hand on", "Ask somebody to take it over; it stays where it is until they accept.",
              footer=True),
        _owed("new", "p", "Problem", "A new problem in one line: room and a few words."),
        _owed("undo", "u", "Undo", "Take back your last act."),
        _owed("other-back", "shift+tab", "List before", "", action="other(-1)"),
        Command("owed.down", "down,j", "Next", "", GROUP, action="screen.owed_mark(1)"),
        Command("owed.up", "up,k", "Previous", "", GROUP, action="screen.owed_mark(-1)"),
        Command("owed.page-down", "pagedown,space", "Page", "", GROUP, action="screen.owed_page(1)"),
        Command("owed.page-up", "pageup", "Page back", "", GROUP, action="screen.owed_page(-1)"),
        Command("owed.first", "home", "First", "", GROUP, action="screen.owed_mark(-1000)"),
        Command("owed.last", "end", "Last", "", GROUP, action="screen.owed_mark(1000)"),
        Command("owed.leave", "escape", "Back", "Back, or out of the question how it was taken.", GROUP,
                show_in_footer=True, action="screen.owed_leave"),
    )  # fmt: skip

    def __init__(self, now: Callable[[], datetime], rows: Sequence[Owed] = (), *, empty: str = "") -> None:
        super().__init__(self._row, rows, empty=empty)
        self.now = now
        self.asked: OwedLine | None = None

    @property
    def line(self) -> OwedLine | None:
        """The one at the mark where it is something owed."""
        return self.current if isinstance(self.current, OwedLine) else None

    @property
    def approval(self) -> ApprovalLine | None:
        """The one at the mark where it waits for a yes."""
        return self.current if isinstance(self.current, ApprovalLine) else None

    @property
    def to_see_to(self) -> int:
        """How many of them are not over."""
        return sum(isinstance(item, ApprovalLine) or is_open(item) for item in self.rows)

    def _row(self, item: Owed, width: int, is_marked: bool) -> Line:
        return row(item, width, self.now(), is_marked=is_marked, is_here=self.has_focus)

    def show_owed(self, rows: Sequence[Owed]) -> None:
        """Show them as they are now; the mark stays on its row, or where it was when that row is gone."""
        marked = self.current
        places = {key_of(item): place for place, item in enumerate(rows)}
        place = places.get(key_of(marked), self.cursor) if marked is not None else 0
        if self.asked is not None and key_of(self.asked) not in places:
            self.asked = None
        self.put(rows, cursor=place, top=self.top)

    def can(self, action: str) -> bool:
        """Whether the row at the mark can be acted on like that now."""
        if self.asked is not None:
            return action in ("owed_reaction", "owed_skip", "owed_leave")
        if action in ("owed_reaction", "owed_skip"):
            return False
        if action in _ALWAYS:
            return True
        item = self.current
        return item is not None and action in acts_on(item, self.now())


_ALWAYS = frozenset({"owed_mark", "owed_page", "owed_new", "owed_undo", "owed_leave", "owed_other"})


def acts_on(item: Owed, now: datetime) -> frozenset[str]:
    """What can be done with it."""
    if isinstance(item, ApprovalLine):
        return frozenset({"owed_open", "owed_approve", "owed_turn_down"} if item.is_mine else {"owed_open"})
    acts = {"owed_open"} if item.guest_id is not None or item.problem_id is not None else set()
    if not is_open(item):
        return frozenset(acts)
    is_late = item.due is not None and item.due <= now
    may = {
        "owed_hand_on": True,
        "owed_accept": item.asks,
        "owed_turn_down": item.asks,
        "owed_take": item.owner_id is None,
        "owed_done": item.kind is not None,
        "owed_ready": item.kind is not None and item.state != "prepared",
        "owed_told": item.kind is not None and item.guest_id is not None,
        "owed_playbook": item.kind is TaskKind.PROMISE and is_late,
    }
    return frozenset(acts | {act for act, is_so in may.items() if is_so})


class OwedPanel(Vertical):
    """Below a card: the heading, the rows, the one at the mark in full."""

    DEFAULT_CSS = """
    OwedPanel { height: auto; dock: bottom; background: $surface; border-left: solid $primary; }
    OwedPanel > .owed--head { height: 1; }
    OwedPanel > .owed--full { height: 6; }
    """

    def __init__(self, rows: OwedRows) -> None:
        super().__init__()
        self.rows = rows
        self.head, self.full = Lines(), Lines()
        self.head.add_class("owed--head")
        self.full.add_class("owed--full")

    def compose(self) -> ComposeResult:
        """Heading, rows, the one at the mark in full."""
        yield self.head
        yield self.rows
        yield self.full

    def on_mount(self) -> None:
        """Show them."""
        self.redraw()

    def on_resize(self) -> None:
        """Words are broken for the width at hand."""
        self.redraw()

    def on_marked_chosen(self, message: Marked.Chosen) -> None:
        """A click marks."""
        message.stop()
        self.redraw()
        self.screen.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        """Wherever it was clicked, its keys act again."""
        event.stop()
        self.rows.focus()

    def redraw(self) -> None:
        """Everything around the rows again; the rows paint themselves."""
        width = max(20, self.size.width - 1)
        count = self.rows.to_see_to
        self.head.show([heading(f"{count} to see to" if count else "nothing now", width)], top=0)
        self.full.show(full_lines(self.rows, width, _PANEL_FULL), top=0)
        self.rows.styles.height = max(1, min(len(self.rows.rows), _PANEL_ROWS))


def full_lines(rows: OwedRows, width: int, most: int = FULL_TALL) -> list[Line]:
    """The one at the mark, or while it is open the question how a delivery was taken."""
    if rows.asked is not None:
        return question(rows.covered(rows.asked).title, width)
    return in_full(rows.to_show, width, most) if rows.to_show is not None else []

"""What is looked at as a shift begins, as lines: on Today until it is done, and on the line-up with its ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import CheckLine, ShowReady

GROUP = "Show-ready"
DONE, CANNOT, OPEN = "✓", "–", "□"
"""What a check looks like without colours: done, told not to be possible, still to do."""
FULL_TALL = 3
"""Lines for the check at the mark in full."""


class ReadyRows(Marked["CheckLine"], ActsAtOnce, can_focus=True):
    """The checks still to be done; each is one key away from being done."""

    BINDINGS = declare(
        Command("ready.tick", "space,enter", "Done", "The check at the mark is done; on to the next.", GROUP,
                show_in_footer=True, action="screen.ready_tick", keys_shown="Space"),
        Command("ready.cannot", "x", "Not possible", "It cannot be done in this shift; say why in a few words.", GROUP,
                show_in_footer=True, action="screen.ready_cannot"),
        Command("ready.other", "tab", "Next list", "On to what is owed, then to the visits.", GROUP,
                show_in_footer=True, action="screen.other(1)"),
        Command("ready.other-back", "shift+tab", "List before", "", GROUP, action="screen.other(-1)"),
        Command("ready.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("ready.new", "p", "Problem", "A new problem in one line: room and a few words.", GROUP,
                action="screen.new"),
        Command("ready.down", "down,j", "Next", "", GROUP, action="screen.ready_mark(1)"),
        Command("ready.up", "up,k", "Previous", "", GROUP, action="screen.ready_mark(-1)"),
        Command("ready.page-down", "pagedown", "Page", "", GROUP, action="screen.ready_page(1)"),
        Command("ready.page-up", "pageup", "Page back", "", GROUP, action="screen.ready_page(-1)"),
        Command("ready.first", "home", "First", "", GROUP, action="screen.ready_mark(-1000)"),
        Command("ready.last", "end", "Last", "", GROUP, action="screen.ready_mark(1000)"),
        Command("ready.leave", "escape,slash", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(self._row)

    def _row(self, line: CheckLine, width: int, is_marked: bool) -> Line:
        return row(line, width, is_marked, is_here=self.has_focus)

    def show_ready(self, rows: Sequence[CheckLine]) -> None:
        """Show them as they are now; the mark stays on its check, or where it was when that is done."""
        marked = self.current
        places = {line.key: place for place, line in enumerate(rows)}
        place = places.get(marked.key, self.cursor) if marked is not None else 0
        self.put(rows, cursor=place, top=self.top)


def still_to_do(ready: ShowReady) -> list[CheckLine]:
    """What is neither done nor told not to be possible; rounds are walked whenever there is time."""
    from delightdesk.domain.vocabulary import CheckKind

    return [line for line in ready.lines if line.kind is CheckKind.READY and line.tick_id is None]


def row(line: CheckLine, width: int, is_marked: bool, *, is_here: bool = True) -> Line:
    """One check: its mark, what to look at, who did it and when, or why it cannot be."""
    manner = "cursor" if is_marked and is_here else "plain"
    pointer = ("▸ " if is_here else "▹ ") if is_marked else "  "
    told = told_of(line)
    who = min(len(told) + 1, max(12, width // 3)) if told else 0
    what = max(8, width - 4 - who)
    quiet = "cursor" if manner == "cursor" else "quiet" if line.tick_id is not None else "plain"
    return (
        (pointer, manner),
        (f"{mark_of(line)} ", manner if manner == "cursor" else "good" if line.tick_id is not None else "key"),
        (pad(cut(clean(line.title, 200), what - 1), what), quiet),
        (pad(cut(told, who), who), quiet),
    )


def mark_of(line: CheckLine) -> str:
    """Done, not possible, or still to do."""
    if line.tick_id is None:
        return OPEN
    return CANNOT if line.is_skipped else DONE


def told_of(line: CheckLine) -> str:
    """Who and when, how often, or why not."""
    if line.is_skipped:
        return f"not possible: {clean(line.note, 200)}" if line.note else "not possible"
    times = f", {line.times} times" if line.times > 1 else ""
    return f"{clean(line.done_text, 80)}{times}"


def in_full(line: CheckLine, width: int, most: int = FULL_TALL) -> list[Line]:
    """The check with what was told of it, and what to look for."""
    told = told_of(line)
    title = cut(clean(line.title, 200), width - 2)
    about = cut(f" · {told}", max(0, width - 2 - cell_len(title))) if told else ""
    hint = wrap(clean(line.hint, 400), max(10, width - 2), most - 1) if line.hint else []
    return [((f" {title}", "strong"), (about, "quiet")), *(((f" {part}", "plain"),) for part in hint)]

"""The rows of the room of the guests' data: what waits for an answer, who may be here twice, what is due to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk.domain.name_marks import marked
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.privacy.duplicates import Pair
    from delightdesk.desk.privacy.requests import RequestLine

GROUP = "Guests' data"
EMPTY = (
    "Nobody waits for an answer, nobody seems to be here twice, and nothing is past its time.\n"
    "w writes the notice for your desk. On a card, h shows what a guest may ask for."
)
_WHEN_WIDE = 22


@dataclass(frozen=True, slots=True)
class PrivacyRow:
    """One row: a request, a pair who may be one guest, or what is due to go. guest_id: whose card it leads to."""

    key: tuple[str, int, int]
    guest_id: int | None = None
    request: RequestLine | None = None
    pair: Pair | None = None
    due: str = ""


class PrivacyList(Marked[PrivacyRow], ActsAtOnce, can_focus=True):
    """Letters act on the row at the mark."""

    BINDINGS = declare(
        Command("privacy.open", "enter", "Open", "The guest's data, the two side by side, or what is due to go.", GROUP,
                show_in_footer=True, action="screen.open"),
        Command("privacy.answered", "a", "Answered", "The guest has their answer.", GROUP, show_in_footer=True,
                action="screen.answered"),
        Command("privacy.apart", "n", "Not the same", "These are two people; they are not offered again.", GROUP,
                show_in_footer=True, action="screen.apart"),
        Command("privacy.notice", "w", "Notice", "The notice for guests, to a file: a page to print, or text.", GROUP,
                show_in_footer=True, action="screen.notice"),
        Command("privacy.look", "d", "Look", "Look once more who may be here twice; again to stop.", GROUP,
                action="screen.look"),
        Command("privacy.due", "r", "Due to go", "What is past its time, looked at before it goes.", GROUP,
                action="screen.due"),
        Command("privacy.card", "c", "Card", "The guest on the Desk.", GROUP, action="screen.card"),
        Command("privacy.leave", "escape", "Back", "Back to where you were.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("privacy.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("privacy.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("privacy.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("privacy.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
    )  # fmt: skip


def heading(width: int) -> Line:
    """The names of the columns."""
    who = _who_wide(width)
    return ((f"  {pad('When', _WHEN_WIDE)}{pad('Who', who)}What", "quiet"),)


def row(each: PrivacyRow, width: int, is_marked: bool) -> Line:
    """One row in ``width`` cells."""
    when, who, what, is_red = _words(each)
    wide = _who_wide(width)
    text = f"{pad(cut(when, _WHEN_WIDE - 1), _WHEN_WIDE)}{pad(cut(clean(who, 200), wide - 1), wide)}"
    manner = "cursor" if is_marked else "warn" if is_red else "quiet" if _is_over(each) else "plain"
    left = 2 + _WHEN_WIDE + wide
    return ((f"{'▸ ' if is_marked else '  '}{text}{pad(clean(what, 200), max(1, width - left))}", manner),)


def in_full(each: PrivacyRow, width: int) -> list[Line]:
    """The marked row: both of a pair with how to tell them apart, or what was asked and when."""
    if each.pair is not None:
        return [
            ((cut(f" {marked(clean(twin.name, 120), twin.marks)} · {clean(twin.detail, 200)}", width - 1), manner),)
            for twin, manner in ((each.pair.a, "strong"), (each.pair.b, "strong"))
        ]
    if each.request is not None:
        line = each.request
        words = f" · “{clean(line.words, 300)}”" if line.words else ""
        name = marked(clean(line.guest_name, 120), line.guest_marks)
        first = f" {name} asked: {line.text} · {line.came_text}"
        return [((cut(first, width - 1), "strong"),), ((cut(f" {line.due_text}{words}", width - 1), "plain"),)]
    lines = wrap(f"{each.due} Enter shows them; nothing goes before you have looked.", max(10, width - 2))
    return [((f" {line}", "plain"),) for line in lines[:2]]


def headline(rows: Sequence[PrivacyRow], erased: int, percent: int | None, is_looked: bool) -> str:
    """What waits, in a few words."""
    waits = sum(each.request is not None and not each.request.is_done for each in rows)
    pairs = sum(each.pair is not None for each in rows)
    parts = [
        f"{waits} to answer" if waits else "",
        f"comparing, {percent} % · d stops" if percent is not None else "",
        f"{pairs} may be here twice"
        if pairs
        else ""
        if is_looked or percent is not None
        else "d looks who is here twice",
        f"{erased} erased so far" if erased else "",
    ]
    return " · ".join([GROUP, *filter(None, parts)])


def _words(each: PrivacyRow) -> tuple[str, str, str, bool]:
    if each.pair is not None:
        names = " / ".join(marked(twin.name, twin.marks) for twin in (each.pair.a, each.pair.b))
        return f"{each.pair.score} of 100 alike", names, ", ".join(each.pair.because), False
    if each.request is not None:
        name = marked(each.request.guest_name, each.request.guest_marks)
        return each.request.due_text, name, each.request.text, each.request.is_overdue
    return "past its time", "", each.due, False


def _is_over(each: PrivacyRow) -> bool:
    return each.request is not None and each.request.is_done


def _who_wide(width: int) -> int:
    return max(20, min(44, (width - 2 - _WHEN_WIDE) // 2))

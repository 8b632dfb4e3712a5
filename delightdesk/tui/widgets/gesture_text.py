"""A gesture as lines: one row, and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk.domain.vocabulary import label
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, pad, wrap

if TYPE_CHECKING:
    from delightdesk.desk.lines import GestureLine

_STATE_WIDE, _COST_WIDE = 10, 8


def row(gesture: GestureLine, width: int, is_marked: bool) -> Line:
    """One gesture in ``width`` cells: title, where it stands, cost."""
    tail = f" {pad(label(gesture.state), _STATE_WIDE)}{clean(gesture.cost_text):>{_COST_WIDE}} "
    title = pad(clean(gesture.title), max(4, width - 2 - len(tail)))
    return ((f"{'▸ ' if is_marked else '  '}{title}{tail}", "cursor" if is_marked else "plain"),)


def in_full(gesture: GestureLine, width: int) -> list[Line]:
    """The marked gesture in two lines: how it stands, and what the guest said."""
    words = f" · “{clean(gesture.words)}”" if gesture.words else ""
    return [((f" {part}", "quiet"),) for part in wrap(f"{clean(gesture.text)}{words}", width - 2, 2)]

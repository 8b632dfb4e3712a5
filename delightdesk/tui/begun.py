"""Words begun in a line and left without saving: offered again for as long as the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

_BEGUN: WeakKeyDictionary[DeskApp, dict[str, str]] = WeakKeyDictionary()


def begun(app: DeskApp) -> dict[str, str]:
    """The words by the place they were typed in; whoever saves them takes them out."""
    return _BEGUN.setdefault(app, {})

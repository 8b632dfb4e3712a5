"""The Desk: find a guest, read the card, act on it."""

from __future__ import annotations

from delightdesk.tui.screens.desk_gestures import DeskGestures
from delightdesk.tui.screens.desk_giving import DeskGiving
from delightdesk.tui.screens.desk_knowing import DeskKnowing
from delightdesk.tui.screens.desk_owed import DeskOwed
from delightdesk.tui.screens.desk_recovering import DeskRecovering


class DeskScreen(DeskGiving, DeskGestures, DeskKnowing, DeskRecovering, DeskOwed):
    """Finding and reading from `DeskRoom`; giving and what becomes of it; learning; putting right; what is owed."""

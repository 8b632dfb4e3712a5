"""Whether there is a screen to paint on and somebody to type."""

from __future__ import annotations

import os
import sys

from delightdesk.domain.errors import DeskError


def check_terminal() -> None:
    """Raise `DeskError` where nobody could see the desk or type: it would paint into a file or wait for ever."""
    paints_on = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__  # as Textual's drivers do
    if not all(stream is not None and stream.isatty() for stream in (sys.__stdin__, paints_on)):
        raise DeskError(
            "The desk needs a terminal window to be shown in, and there is none here. Nothing was changed. "
            "Please start delightdesk in a terminal; delightdesk --help lists the commands that need none."
        )
    if os.environ.get("TERM") == "dumb":
        raise DeskError(
            "This terminal can only print lines (TERM is dumb), so the desk cannot be shown in it. Nothing was "
            "changed. Please use another terminal; delightdesk --help lists the commands that work here."
        )

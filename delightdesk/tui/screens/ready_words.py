"""What is said of the show-ready list, on Today and on the line-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import Invalid
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import cut

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import CheckLine, ShowReady
    from delightdesk.store.work import Work


def well_done(ready: ShowReady) -> str:
    """What to tell whoever finished the list."""
    return f"All set for the {clean(ready.shift_text, 40)}. Thank you, and a good shift"


def short(line: CheckLine) -> str:
    """A check in a message, which stands over one line of the screen."""
    return cut(clean(line.title, 120), 34)


def cannot_words(text: str) -> str:
    """How the reason is kept."""
    return f"Kept with it: {clean(text, 200)}" if text.strip() else "A few words for whoever asks: lift is broken"


def skipping(line: CheckLine, text: str) -> Callable[[Work], int]:
    """The job that keeps why it is not possible. Raises `Invalid` without a reason."""
    if not text.strip():
        raise Invalid("Please say in a few words why it is not possible. Nothing was changed.")
    return lambda work: desk.lineup.skip(work, line.key, text)

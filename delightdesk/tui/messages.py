"""Messages that pass between the desk and its rooms."""

from __future__ import annotations

from textual.message import Message


class Changed(Message):
    """Something was saved, here or in another window; whoever shows it asks again.

    save: counts the saves of this window and those it noticed of others, so that nobody asks twice for one.
    """

    def __init__(self, save: int) -> None:
        super().__init__()
        self.save = save


class HouseReady(Message):
    """The first run is over: there is a desk file now."""

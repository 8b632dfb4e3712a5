"""Finding at the Desk: the box, the guests that fit, and what to say where there are none."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.safe import clean
from delightdesk.tui.telling import in_background
from delightdesk.tui.widgets.find_box import FindBox
from delightdesk.tui.widgets.hits import Hits

if TYPE_CHECKING:
    from delightdesk.desk.finding import SearchHit
    from delightdesk.tui.app import DeskApp

MOST_HITS, MOST_EXPECTED = 20, 200


class DeskFinding(Screen[None]):
    """The left half. What happens when the mark moves is up to whoever builds on it."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self._can_read = False

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def make_finding(self) -> None:
        """The find box and the guests expected, who stand there from the first frame on."""
        self.find_box = FindBox(self.search)
        try:
            expected = self._look_up("")
        except desk.finding.Busy:
            expected = []  # the first look whether another window has saved asks again
        self._can_read = bool(expected)
        self.hits = Hits(expected, self.desk_app.today(), empty=self._nobody(""), id="hits")

    def marked(self) -> None:
        """The mark may be on another guest now."""
        raise NotImplementedError

    def search(self, text: str, *, keep: bool = False) -> None:
        """Show who fits. ``keep`` leaves the mark on its guest."""
        try:
            hits = self._look_up(text)
        except desk.finding.Busy:
            in_background(self, partial(self._search_in_thread, text), "search")
            return
        self._show_hits(hits, text, keep=keep)

    def _look_up(self, text: str) -> list[SearchHit]:
        app = self.desk_app
        if text.strip():
            return app.finder.find(text, app.today(), MOST_HITS)
        return app.finder.expected(app.today(), MOST_EXPECTED)

    async def _search_in_thread(self, text: str) -> None:
        """Another window holds the file just now: wait for it in the database thread."""
        try:
            hits = await self.desk_app.ask(lambda work: desk.finding.find(work, text, MOST_HITS))
        except DeskError as error:
            self.desk_app.tell(str(error), is_problem=True)
        else:
            if self.find_box.value == text:
                self._show_hits(hits, text, keep=False)

    def _show_hits(self, hits: list[SearchHit], text: str, *, keep: bool) -> None:
        self.hits.show_found(hits, self.desk_app.today(), empty=self._nobody(text), keep=keep)
        if self._can_read != (bool(hits) or bool(text.strip())):
            self._can_read = not self._can_read
            self.refresh_bindings()
        if not keep:
            self.marked()

    def _nobody(self, text: str) -> str:
        house = self.desk_app.house
        if text.strip():
            return f"Nobody by that name.\nEnter makes a new guest “{clean(text, 60)}”."
        if house is not None and not house.has_guests:
            return self.desk_app.with_keys("No guests yet.\n^O imports today's arrivals, ^N makes a guest.")
        return "Nobody is expected today.\nType a name to find a guest."

    def hint(self) -> str:
        """What stands in the place of the card while there is none."""
        house = self.desk_app.house
        if house is not None and not house.has_guests:
            return self.desk_app.with_keys(
                "The card of a guest will stand here: what to say, what to avoid, what was promised.\n"
                "Press ^O to import today's arrivals from a file, or ^N to make the first guest by hand."
            )
        return "Type a few letters of a name, a room or a phone number.\nEnter reads the guest at the mark."

    def action_mark(self, by: int) -> None:
        """Move the mark in the list."""
        self.hits.step(by)
        self.marked()

    def action_clear(self) -> None:
        """Empty the find box."""
        self.find_box.value = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Enter has somebody to read, or a name to make a guest of."""
        return action != "read" or self._can_read

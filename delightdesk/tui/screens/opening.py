"""What is shown while an older desk file is brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.messages import HouseReady
from delightdesk.tui.safe import Words
from delightdesk.tui.telling import in_background

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp


class Opening(Screen[None]):
    """Waits for the file, then goes on; what stands in the way is said in words and nothing is changed."""

    DEFAULT_CSS = "Opening { align: center middle; } Opening Words { width: 60; }"

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Words("This desk is being brought up to date. A copy of the file is kept first. One moment, please.")

    def on_mount(self) -> None:
        """Begin once the sentence can be read."""
        self.call_after_refresh(lambda: in_background(self, self._open, "open"))

    async def _open(self) -> None:
        app = cast("DeskApp", self.app)
        try:
            await app.ask(desk.house.settings)
        except DeskError as error:
            self.query_one(Words).say(f"{error} ^Q closes the desk.", layout=True)
        else:
            app.post_message(HouseReady())

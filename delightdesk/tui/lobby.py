"""The lobby key: a curtain before the desk that a guest may read, and behind it everything as it was.

The lobby is no screen on the stack. While it is up, nothing but the lobby reaches the terminal and nothing but the
lobby gets keys; what stands behind is neither suspended nor told, so that a save under way still closes its form, a
job still opens its screen, and focus, cursor, marks and half-typed words are where they were.

Both doors are `App`'s own: every key from the terminal comes in by `post_message`, every frame goes out by `_display`.
The key is taken at the first of them, before it stands in a queue behind a key whose act waits for the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rich.console import RenderableType
from textual import events, on
from textual.driver import Driver
from textual.message import Message
from textual.notifications import Notify
from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.idle import Idle
from delightdesk.tui.on_file import OnFile
from delightdesk.tui.telling import in_background

if TYPE_CHECKING:
    from delightdesk.desk.people import PersonLine
    from delightdesk.desk.settings import LobbyText
    from delightdesk.store.house_file import HouseFile
    from delightdesk.tui.app import DeskApp
    from delightdesk.tui.screens.lobby import LobbyScreen

LOOK_EVERY = 1.0
"""Seconds between two looks at the clocks."""
USUAL_MINUTES = 2
"""Idle minutes until the lobby comes by itself, while the house's own setting has not been read."""


class Lobby(OnFile):
    """Hides the desk at one key, after idle minutes and after sleep, and gives it back.

    lobby_text, people: as last read; None before. idle: the clocks. before_lobby: what hides words shown for a look.
    """

    lobby_text: LobbyText | None = None
    people: tuple[PersonLine, ...] | None = None
    curtain: LobbyScreen | None = None
    _read_at = -1

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.idle = Idle()
        self.before_lobby: list[Callable[[], None]] = []
        super().__init__(path, clock)

    @property
    def is_locked(self) -> bool:
        """The lobby is up: nothing of the desk may be shown or told."""
        return self.curtain is not None

    @property
    def knows_people(self) -> bool:
        """What was read for the lobby is as new as the last save, so that a PIN set just now is asked for."""
        return self._read_at == self.saves

    @property
    def front(self) -> Screen[Any]:
        """What the terminal shows: the lobby, or the screen on top."""
        return self.curtain or self.screen

    def keys_of(self, command: str, usual: str) -> list[str]:
        """The keys that do ``command`` here, the house's own or the usual one."""
        return [key.strip() for key in self._keymap.get(command, usual).split(",")]

    # The two doors

    def post_message(self, message: Message) -> bool:
        """Keys, pasted words and the mouse go to the lobby while it is up; its own key goes nowhere else."""
        if isinstance(message, events.InputEvent | events.Paste) and not message.is_forwarded:
            self.idle.touch()
            if self.curtain is not None:
                return self.curtain.post_message(message)
            if isinstance(message, events.Key) and message.key in self.keys_of("app.lobby", "f12"):
                return self.lock()
        return super().post_message(message)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint, unless it is something behind the lobby. The lobby does not wait for a frame begun behind it."""
        if self.curtain is None:
            super()._display(screen, renderable)
        elif screen is self.curtain:
            begun, self._batch_count = self._batch_count, 0
            try:
                super()._display(screen, renderable)
            finally:
                self._batch_count = begun

    def on_resize(self, event: events.Resize) -> None:
        """The lobby follows the terminal's size as the screens behind it do."""
        if self.curtain is not None:
            self.call_later(self.curtain.post_message, events.Resize(event.size, event.virtual_size))

    @on(Driver.SignalResume)
    def _paint_again(self) -> None:
        """The program was stopped and goes on: the terminal has forgotten what stood there."""
        self.front.refresh(layout=True)

    def _on_notify(self, event: Notify) -> None:
        """Whoever tells something while the lobby is up, tells nobody."""
        if self.is_locked:
            event.prevent_default()

    # Up and down

    def action_lobby(self) -> None:
        """Hide the desk."""
        self.lock()

    def lock(self) -> bool:
        """Put the lobby before everything; False where there is no desk to hide yet."""
        if self.house is None or self.curtain is not None or not self.is_running:
            return False
        from delightdesk.tui.screens.lobby import LobbyScreen

        with self._context():
            while self.before_lobby:
                self.before_lobby.pop()()
            self.capture_mouse(None)
            self.curtain = LobbyScreen(cast("DeskApp", self))
            self._load_screen_css(self.curtain)
            self._register(self, self.curtain)
            self.curtain.post_message(events.ScreenResume())
            in_background(self, self.read_for_lobby, "lobby text")
        return True

    def unlock(self) -> None:
        """Take the lobby away; the frame behind it is painted whole and at once."""
        curtain, self.curtain = self.curtain, None
        if curtain is None:
            return
        self.idle.touch()
        with self._context():
            whole = self.screen._compositor.render_update(full=True, screen_stack=self._background_screens)
            self._display(self.screen, whole)
            self.screen.refresh()
            curtain.remove()

    # Coming by itself

    async def read_for_lobby(self) -> None:
        """Read what the lobby shows and who may end it; the first time also whether this window begins discreet."""
        asked_at = self.saves
        try:
            self.lobby_text, self.people = await self.gateway.on_file(_for_lobby)
        except DeskError:
            return  # it was not asked for; what was read before stays
        self._read_at = asked_at
        if self.curtain is not None:
            self.curtain.refresh(layout=True)

    async def watch_idleness(self) -> None:
        """Look again and again, for as long as the app runs, and not in the queue of the keys."""
        import_module("delightdesk.tui.screens.lobby")  # so that the first press need not wait for it
        while True:
            self.look_at_idleness()
            await asyncio.sleep(LOOK_EVERY)

    def look_at_idleness(self) -> None:
        """One look: hide the desk when it is time; of a lobby that is up, close what was opened in it and left."""
        if not self.knows_people:
            in_background(self, self.read_for_lobby, "lobby text")
        minutes = self.lobby_text.after_minutes if self.lobby_text is not None else USUAL_MINUTES
        if self.idle.look(minutes) and not self.lock() and self.curtain is not None:
            self.curtain.call_next(self.curtain.close_panel)


def _for_lobby(file: HouseFile) -> tuple[LobbyText, tuple[PersonLine, ...]]:
    with file.reading() as work:  # for nobody in particular: the account of whoever was here may be closed by now
        return desk.settings.lobby(work), desk.people.people(work)

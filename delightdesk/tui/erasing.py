"""Work on what is erased, in a thread of its own with a handle of its own: no screen and no save waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.gateway import SORRY, WentWrong
from delightdesk.tui.log import note_failure

if TYPE_CHECKING:
    from delightdesk.store.house_file import HouseFile
    from delightdesk.tui.app import DeskApp

T = TypeVar("T")


class Erasing:
    """One job at a time. done, total: how far it is; total is 0 while nobody knows. is_running: one is under way."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.done = self.total = 0
        self.is_running = False
        self._stop = threading.Event()

    @property
    def is_stopped(self) -> bool:
        """Whether the job was told to come to an end, or the desk is closing."""
        return self._stop.is_set() or self.app.gateway.is_closed

    def stop(self) -> None:
        """Come to an end at the next place where everything is whole."""
        self._stop.set()

    def tell(self, done: int, total: int) -> None:
        """How far it is; called from the thread of the job."""
        self.done, self.total = done, total

    async def run(self, job: Callable[[HouseFile, int | None], T]) -> T:
        """Do it in the name of who is at this window. Raises `DeskError`."""
        self._stop.clear()
        self.done = self.total = 0
        self.is_running = True
        try:
            return await asyncio.to_thread(self._on_own_handle, job)
        except DeskError:
            raise
        except Exception as error:
            note_failure(error)
            raise WentWrong(SORRY) from None
        finally:
            self.is_running = False

    async def show(self) -> None:
        """Let every screen hear of it at once."""
        with suppress(DeskError):  # the next look hears of it
            await self.app.look_round()

    def _on_own_handle(self, job: Callable[[HouseFile, int | None], T]) -> T:
        house = desk.house.open_house(self.app.path, self.app.clock)
        try:
            return job(house, self.app.gateway.person_id)
        finally:
            house.close()

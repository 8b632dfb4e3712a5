"""Looking for guests who stand here twice: beside everything else, with a handle of its own, to be stopped at once."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.log import note_failure

if TYPE_CHECKING:
    from delightdesk.desk.privacy.duplicates import Likely
    from delightdesk.tui.app import DeskApp

AT_ONCE = 5_000
"""Up to so many guests the look takes a moment and begins by itself."""


class Doubles:
    """One look at a time. found: None until there was one. percent: how far a running look is, None without one."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.found: tuple[Likely, ...] | None = None
        self.percent: int | None = None
        self._stop = threading.Event()

    async def look(self) -> bool:
        """Look; False when it was stopped or could not be done, which is told by whoever reads next."""
        if self.percent is not None:
            return False
        self._stop.clear()
        self.percent = 0
        try:
            self.found = await asyncio.to_thread(self._compare)
        except DeskError:
            return False
        except Exception as error:
            note_failure(error)
            return False
        finally:
            self.percent = None
        return True

    def stop(self) -> None:
        """Let it be; nothing is harmed by it."""
        self._stop.set()

    def _compare(self) -> tuple[Likely, ...]:
        house = desk.house.open_house(self.app.path, self.app.clock)
        try:
            with house.reading(self.app.gateway.person_id) as work:
                everybody = desk.privacy.duplicates.register(work)
        finally:
            house.close()
        return desk.privacy.duplicates.compare(everybody, tell=self._tell)

    def _tell(self, done: int, total: int) -> None:
        """In the thread of the look."""
        self.percent = 100 * done // max(1, total)
        if self._stop.is_set():
            raise desk.privacy.duplicates.Stopped("Stopped. Nothing was changed.")

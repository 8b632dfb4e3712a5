"""Backups without anybody thinking of them: at the start, every quarter of an hour, before what is big, at the close.

Each is made in a thread of its own with a connection of its own: neither the screens nor the database thread wait.
"""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import date
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError, Locked
from delightdesk.tui.log import note_failure

if TYPE_CHECKING:
    from delightdesk.desk.safety.backups import Backup
    from delightdesk.tui.app import DeskApp

FIRST_LOOK = 3.0
"""Seconds after the start, so that the first card is not kept waiting."""
LOOK_EVERY = 60.0
"""Seconds between two looks at how the backups stand."""
QUARTER = 15 * 60.0
"""Seconds from one backup to the next while things are done; by a clock that nobody sets."""
RETRY = 120.0
"""Seconds after which one that failed is tried again."""
PATIENCE = 20.0
"""Seconds to wait for another window that is at work on the backups."""
CLOSING = 4.0
"""Seconds that closing the desk may wait for a backup."""
NOT_AT_CLOSE = (
    "No backup was made while closing. Nothing is lost: what was saved is safe, and the next start makes one."
)


class BackupWatch:
    """Makes the backups of one window, keeps the app's alarm, and tells once a day of a second folder that is away."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self._stop, self._at_close = threading.Event(), threading.Event()
        self._due = 0.0
        self._why_not = ""
        self._told_on: date | None = None

    @property
    def _is_off(self) -> bool:
        house = self.app.house
        return self.app.is_demo or house is None or house.is_demo or not house.is_current

    async def keep_looking(self) -> None:
        """For as long as the app runs."""
        await asyncio.sleep(FIRST_LOOK)
        why = "start"
        while not self._is_off:
            if time.monotonic() >= self._due:
                await self.make(why)
                why = "quarter"
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def make(self, why: str) -> str:
        """Make one if something changed; the sentence to tell where none could be made, otherwise nothing."""
        if self._is_off or self._stop.is_set():
            return ""
        self._due = time.monotonic() + QUARTER
        try:
            await asyncio.to_thread(self._take, why, self._stop, PATIENCE)
        except DeskError as error:
            backups = desk.safety.backups
            if isinstance(error, backups.InUse | backups.Stopped | Locked):
                return ""  # another window makes it, or set a passphrase that is asked for here; or the desk is closing
            self._due = time.monotonic() + RETRY
            is_news, self._why_not = not self._why_not, backups.why_shortly(error)
            if is_news and why in ("start", "quarter"):
                self.app.tell(str(error), is_problem=True)
            return str(error)
        self._why_not = ""
        return ""

    async def by_hand(self) -> Backup:
        """One now, also where nothing changed. Raises `DeskError`, which every screen then tells in short."""
        path, now, backups = self.app.path, self.app.clock(), desk.safety.backups
        try:
            made = await asyncio.to_thread(lambda: backups.take(path, "by-hand", now))
        except DeskError as error:
            self._why_not = "" if isinstance(error, backups.InUse) else backups.why_shortly(error)
            raise
        else:
            self._why_not = ""
            return made
        finally:
            await self.look()

    def _take(self, why: str, stop: threading.Event, wait: float) -> Backup | None:
        return desk.safety.backups.take_if_changed(self.app.path, why, self.app.clock(), stop=stop.is_set, wait=wait)

    async def look(self) -> None:
        """How they stand, on every screen."""
        if self._is_off:
            return
        found = await asyncio.to_thread(lambda: desk.safety.backups.state(self.app.path, self.app.clock()))
        words = found.standing
        if self._why_not:
            words = f"{words or 'the last backup failed'}: {self._why_not}"
        self.app.raise_alarm("backup", words)
        today = self.app.today()
        if found.second_trouble and self._told_on != today:
            self._told_on = today
            from delightdesk.tui.due_watch import until_quiet  # here: not before the first frame

            await until_quiet(self.app)
            self.app.tell(found.second_trouble)

    async def before(self, why: str) -> None:
        """Before something big. It is done all the same where no backup can be made: that is told by the alarm."""
        await self.make(why)
        if self._why_not:
            await self.look()

    async def at_close(self) -> str:
        """The last one, within a few seconds; otherwise the sentence that says why not and that nothing is lost."""
        if self._stop.is_set():
            self._at_close.set()  # whoever closes twice does not want to wait
        self._stop.set()
        if self._is_off or self._at_close.is_set():
            return ""
        job = asyncio.ensure_future(asyncio.to_thread(self._take, "close", self._at_close, CLOSING / 2))
        await asyncio.wait({job}, timeout=CLOSING)
        self._at_close.set()
        done, _ = await asyncio.wait({job}, timeout=CLOSING / 2)
        error = job.exception() if done else None
        if done and (error is None or isinstance(error, desk.safety.backups.InUse)):
            return ""
        if error is not None and not isinstance(error, DeskError):
            note_failure(error)
        return NOT_AT_CLOSE

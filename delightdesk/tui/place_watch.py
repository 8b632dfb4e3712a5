"""Keeping in sight what spoils saves quietly: a file that may only be read, a clock that cannot be right."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp

FIRST_LOOK = 0.5
"""Seconds after the start, so that the first card is not kept waiting."""
LOOK_EVERY = 60.0
READ_ONLY = "read only: nothing can be saved"


class PlaceWatch:
    """Keeps two of the app's alarms."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app

    async def keep_looking(self) -> None:
        """For as long as the app runs."""
        await asyncio.sleep(FIRST_LOOK)
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """One look."""
        may_write = desk.finding.may_write(self.app.path) or not self.app.path.exists()
        self.app.raise_alarm("read-only", "" if may_write else READ_ONLY)
        with suppress(DeskError):  # a busy file is no news; whoever asks for something is told
            self.app.raise_alarm("clock", await self.app.ask(_clock))


def _clock(work: Work) -> str:
    return desk.safety.clock_check.behind(work.raw, work.now, work.zone)

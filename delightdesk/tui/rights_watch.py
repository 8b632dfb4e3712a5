"""Keeping in sight what guests asked about their data and what is nearly due."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

FIRST_LOOK = 2.0
"""Seconds after the start, so that the first card is not kept waiting."""
LOOK_EVERY = 2.0
"""Seconds between two looks whether anything was saved; the file is asked only then."""


class RightsWatch:
    """Keeps one of the app's alarms; asks again only when something was saved or a day began."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self._looked: object = None

    async def keep_looking(self) -> None:
        """For as long as the app runs."""
        await asyncio.sleep(FIRST_LOOK)
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """One look."""
        now = (self.app.saves, self.app.today())
        if now != self._looked:
            with suppress(DeskError):  # a busy file is no news; whoever asks for something is told
                self.app.raise_alarm("rights", await self.app.ask(desk.privacy.requests.standing))
                self._looked = now

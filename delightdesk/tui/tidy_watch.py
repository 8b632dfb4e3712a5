"""The look of the day: sensitive notes whose guest has left go, and whatever else the house lets go by itself."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.due_watch import until_quiet
from delightdesk.tui.erasing import Erasing

if TYPE_CHECKING:
    from delightdesk.desk.privacy.retention import RetentionReport
    from delightdesk.store.house_file import HouseFile
    from delightdesk.tui.app import DeskApp

FIRST_LOOK = 20.0
"""Seconds after the start: the first guest at the desk does not wait for it."""
LOOK_EVERY = 300.0


class TidyWatch:
    """Once on each day of the house, by whichever window is first, in a thread of its own."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.looked_on: date | None = None
        self._erasing = Erasing(app)

    async def keep_looking(self) -> None:
        """For as long as the app runs."""
        await asyncio.sleep(FIRST_LOOK)
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """One look; while nobody said who they are, or the file is busy, it waits for the next."""
        today = self.app.today()
        if today == self.looked_on or self.app.gateway.person_id is None:
            return
        try:
            if not await self.app.ask(desk.privacy.retention.is_cared_for):
                done = await self._erasing.run(self._job)
                await self._erasing.show()
                await self._tell(done)
        except DeskError:
            return  # it was not asked for; the next look tries again
        self.looked_on = today

    def _job(self, house: HouseFile, person: int | None) -> RetentionReport | None:
        return desk.privacy.retention.daily(house, person, stop=lambda: self._erasing.is_stopped)

    async def _tell(self, done: RetentionReport | None) -> None:
        """Only what somebody should do something about; that notes go at departure is as it should be."""
        if done is not None and done.left:
            await until_quiet(self.app)
            self.app.tell(
                f"{len(done.left)} older copies of the desk still hold an erased guest · F7, b has the backups",
                is_problem=True,
            )

"""An app on one desk file: asking, saving, searching, and hearing what other windows saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.gateway import Gateway
from delightdesk.tui.messages import Changed

if TYPE_CHECKING:
    from delightdesk.desk.finding import Finder, QuickHouse
    from delightdesk.desk.handover_lines import Standing
    from delightdesk.store.work import Work

T = TypeVar("T")
LOOK_EVERY = 1.0
"""Seconds between two looks whether another window has saved something."""


def system_clock() -> datetime:
    """The instant now, aware, in UTC."""
    return datetime.now(UTC)


class OnFile(App[None]):
    """The file at ``path``, its house and its clock. Whatever is saved goes to every screen as `Changed`.

    standing: what of the handover waits, kept by `tui.standing_watch`; may_stand_otherwise tells it to look again.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.path, self.clock = path, clock
        self.saves = 0
        self.house: QuickHouse | None = None
        self.gateway = Gateway(path, clock, self._saved)
        self._finder: Finder | None = None
        self.standing: Standing | None = None
        self.may_stand_otherwise = asyncio.Event()

    @property
    def finder(self) -> Finder:
        """The search that answers in the turn of a key."""
        if self._finder is None:
            self._finder = desk.finding.Finder(self.path)
        return self._finder

    def look_at_house(self) -> None:
        """Read the house again. Who is at this window stays, whoever sat down at another. Raises `CannotOpen`."""
        before = self.house
        found = desk.finding.quick_house(self.path, is_open=before is not None)
        if before is not None:
            found = replace(found, person=before.person, person_id=before.person_id)
        self.house = found
        self.gateway.person_id = found.person_id

    def follow_house(self, *, colours: bool = True) -> None:  # noqa: ARG002
        """Go on with the house as it is set now. ``colours`` only where it was changed at this window."""
        if self.house is not None:
            self.look_at_house()

    def person_name(self) -> str:
        """Who is at this window; empty while nobody has said so."""
        return self.house.person if self.house is not None else ""

    def sit_down(self, person_id: int, name: str) -> None:
        """From now on everything done at this window is done by this person."""
        if self.house is not None:
            self.house = replace(self.house, person=name, person_id=person_id)
        self.gateway.person_id = person_id
        self.gateway.warm_up(None)
        self._saved()
        for screen in self.screen_stack:
            screen.query("TopLine").refresh()

    def local_now(self) -> datetime:
        """The instant on the house's own clock."""
        return desk.finding.now_at(self.house, self.clock()) if self.house else self.clock().astimezone()

    def today(self) -> date:
        """The house's day."""
        return desk.finding.today_of(self.house, self.clock()) if self.house else self.clock().date()

    async def ask(self, job: Callable[[Work], T]) -> T:
        """Read from the desk file. Raises `DeskError`."""
        return await self.gateway.ask(job)

    async def save(self, job: Callable[[Work], T]) -> T:
        """Write to the desk file; it is on the disk when this returns. Raises `DeskError`."""
        return await self.gateway.run(job)

    async def keep(self, job: Callable[[Work], T]) -> T:
        """Write what no screen shows yet: nobody looks again because of it. Raises `DeskError`."""
        return await self.gateway.keep(job)

    def _saved(self) -> None:
        self.saves += 1
        self.may_stand_otherwise.set()
        for screen in self.screen_stack:
            screen.post_message(Changed(self.saves))

    async def watch_for_others(self) -> None:
        """Look again and again, for as long as the app runs."""
        while True:
            try:
                if await self.gateway.changed_elsewhere():
                    self._saved()
                    self.follow_house(colours=False)
            except DeskError:
                pass  # a busy file is no news; whoever asks for something is told
            await asyncio.sleep(LOOK_EVERY)

    async def let_go(self) -> None:
        """Finish every save and close the file."""
        await self.gateway.close()
        if self._finder is not None:
            self._finder.close()

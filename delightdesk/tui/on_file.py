"""An app on one desk file: asking, saving, searching, and hearing what other windows saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from delightdesk import desk
from delightdesk.domain.errors import DeskError, Locked, NotAllowed
from delightdesk.domain.forbidden import Forbidden
from delightdesk.tui.gateway import Gateway
from delightdesk.tui.messages import Changed
from delightdesk.tui.taking_out import take_out_of_lines

if TYPE_CHECKING:
    from delightdesk.desk.finding import Finder, QuickHouse
    from delightdesk.desk.handover_lines import Standing
    from delightdesk.store.work import Work

T = TypeVar("T")
LOOK_EVERY = 1.0
"""Seconds between two looks whether another window has saved something."""
MOST_URGENT_FIRST = ("read-only", "clock", "backup", "rights")
"""What an alarm may be about."""


def system_clock() -> datetime:
    """The instant now, aware, in UTC."""
    return datetime.now(UTC)


class OnFile(App[None]):
    """The file at ``path``, its house and its clock. Whatever is saved goes to every screen as `Changed`.

    standing: what of the handover waits, kept by `tui.standing_watch`; may_stand_otherwise tells it to look again.
    alarms: what every screen says in red until it is put right, by what it is about; see `raise_alarm`.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.path, self.clock = path, clock
        self.window = token_hex(8)
        self.saves = 0
        self.house: QuickHouse | None = None
        self.gateway = Gateway(path, clock, self._saved)
        self._finder: Finder | None = None
        self.standing: Standing | None = None
        self.may_stand_otherwise = asyncio.Event()
        self.alarms: dict[str, str] = {}

    @property
    def alarm(self) -> str:
        """The most urgent of the alarms, in a few words; empty when all is well."""
        return next((self.alarms[about] for about in MOST_URGENT_FIRST if about in self.alarms), "")

    def raise_alarm(self, about: str, words: str) -> None:
        """Say it in red on every screen; with no ``words`` it is over. about: one of `MOST_URGENT_FIRST`."""
        if self.alarms.get(about, "") == words:
            return
        self.alarms.pop(about, None)
        if words:
            self.alarms[about] = words
        for screen in self.screen_stack:
            screen.query("TopLine").refresh()

    @property
    def finder(self) -> Finder:
        """The search that answers in the turn of a key."""
        if self._finder is None:
            self._finder = desk.finding.Finder(self.path)
        return self._finder

    def rest_finder(self) -> None:
        """Let go of the file with the search, which takes it up again by itself."""
        if self._finder is not None:
            self._finder.close()

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
        """Write to the desk file; it is on the disk when this returns. Raises `DeskError`.

        Where that is because of what is never kept, it is taken out of the lines on the screen.
        """
        try:
            return await self.gateway.run(job)
        except Forbidden:
            take_out_of_lines(self)
            raise

    async def keep(self, job: Callable[[Work], T]) -> T:
        """Write what no screen shows yet: nobody looks again because of it. Raises `DeskError`."""
        return await self.gateway.keep(job)

    def _saved(self) -> None:
        self.saves += 1
        self.may_stand_otherwise.set()
        for screen in self.screen_stack:
            screen.post_message(Changed(self.saves))

    def ask_passphrase(self) -> None:
        """The file has a passphrase that this window does not know: another window set it."""
        raise NotImplementedError

    async def watch_for_others(self) -> None:
        """Look again and again, for as long as the app runs."""
        while True:
            try:
                await self.look_round()
            except Locked:
                self.ask_passphrase()
            except DeskError:
                pass  # a busy file is no news; whoever asks for something is told
            await asyncio.sleep(LOOK_EVERY)

    async def look_round(self) -> None:
        """Take over what another window saved, or what a backup brought back. Raises `DeskError`."""
        if await self.gateway.changed_elsewhere():
            self._saved()
            self.follow_house(colours=False)
            if self.gateway.person_id is not None:
                try:
                    await self.ask(lambda work: work.person.id)
                except NotAllowed:  # a backup was restored that does not know who sits here
                    self.stand_up()

    def stand_up(self) -> None:
        """Nobody is at this window any more, until somebody says who they are."""
        if self.house is not None:
            self.house = replace(self.house, person="", person_id=None)
        self.gateway.person_id = None
        for screen in self.screen_stack:
            screen.query("TopLine").refresh()

    async def let_go(self) -> None:
        """Finish every save and close the file."""
        await self.gateway.close()
        self.rest_finder()

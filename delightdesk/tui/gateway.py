"""The way to the database: one thread, one job at a time, in the order in which they were asked.

The screens never wait for the disk in their own thread, and SQLModel is first imported in this one, after the first
frame has been painted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from delightdesk import desk
from delightdesk.domain.errors import DeskError, NotAllowed
from delightdesk.tui.log import note_failure

if TYPE_CHECKING:
    from delightdesk.store.house_file import HouseFile
    from delightdesk.store.work import Work

T = TypeVar("T")


class WentWrong(DeskError):  # noqa: N818 - read as a fact
    """A defect of ours, told in plain words; its traceback is in the log."""


SORRY = "Something went wrong here. What was saved is safe. Please try it once more; the log holds the details."


class Gateway:
    """Runs jobs on the desk file at ``path``. ``saved`` is called in the screens' thread after each commit.

    person_id: who is at this window; None where somebody with a PIN has not said so yet.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime], saved: Callable[[], None]) -> None:
        self._path, self._clock, self._saved = path, clock, saved
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self.person_id: int | None = None
        self._house: HouseFile | None = None
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """True once the desk is closing: nothing more is begun."""
        return self._closed

    async def ask(self, job: Callable[[Work], T]) -> T:
        """Read. Raises `DeskError` with the sentence to show."""
        return await _in_words(self._begin(lambda: self._read(job)))

    async def run(self, job: Callable[[Work], T]) -> T:
        """Write in one transaction; when this returns, it is on the disk. Raises `DeskError`: nothing was saved then.

        Somebody who stops waiting does not stop the save, and the screens still hear of it.
        """
        save = self._begin(lambda: self._write(job))
        save.add_done_callback(self._after)
        return await _in_words(asyncio.shield(save))

    async def keep(self, job: Callable[[Work], T]) -> T:
        """Write as `run` does, but tell nobody: for what no screen shows yet, such as a line being typed."""
        return await _in_words(asyncio.shield(self._begin(lambda: self._write(job))))

    async def on_file(self, job: Callable[[HouseFile], T]) -> T:
        """Run what takes more than one transaction, such as looking at a PIN. Raises `DeskError`."""
        return await _in_words(asyncio.shield(self._begin(lambda: job(self._open()))))

    async def changed_elsewhere(self) -> bool:
        """True when another window has written since this was asked last, and the first time, when nobody knows."""
        return await _in_words(self._begin(lambda: self._open().changed_elsewhere()))

    def warm_up(self, guest_id: int | None) -> None:
        """Open the file, take over a newer pack, and read one card, so that the first Enter need not wait for it."""
        self._pool.submit(self._load, guest_id)

    async def close(self) -> None:
        """Finish every job that was asked for, then let go of the file."""
        if not self._closed:
            self._closed = True
            self._pool.submit(self._let_go)
            await asyncio.to_thread(self._pool.shutdown)

    def _after(self, save: asyncio.Future[T]) -> None:
        if not save.cancelled() and save.exception() is None:
            self._saved()

    def _begin(self, job: Callable[[], T]) -> asyncio.Future[T]:
        if self._closed:
            raise DeskError("The desk is closing, so nothing more was saved. What was saved before is safe.")
        return asyncio.get_running_loop().run_in_executor(self._pool, job)

    def _open(self) -> HouseFile:
        if self._house is None:
            self._house = desk.house.open_house(self._path, self._clock)
        return self._house

    def _read(self, job: Callable[[Work], T]) -> T:
        with self._open().reading(self.person_id) as work:
            return job(work)

    def _write(self, job: Callable[[Work], T]) -> T:
        with self._open().writing(self.person_id) as work:
            return job(work)

    def _load(self, guest_id: int | None) -> None:
        try:
            if self._read(desk.catalogue.needs_sync):
                with suppress(NotAllowed):  # nobody has said yet who they are; it is done once somebody has
                    self._write(desk.catalogue.renew)
            if guest_id is not None:
                self._read(lambda work: desk.cards.open_card(work, guest_id))
            else:
                self._open()
        except Exception as error:  # whoever asks next is told; here nobody is waiting
            note_failure(error)

    def _let_go(self) -> None:
        if self._house is not None:
            self._house.close()


async def _in_words(job: Awaitable[T]) -> T:
    try:
        return await job
    except DeskError:
        raise
    except Exception as error:
        note_failure(error)
        raise WentWrong(SORRY) from None

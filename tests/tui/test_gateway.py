"""The way to the database: saves are finished, defects are told in words and logged without a guest in them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from delightdesk.desk import drafts, guests, notes
from delightdesk.domain.errors import DeskError, NotFound
from delightdesk.tui.gateway import SORRY, Gateway
from delightdesk.tui.log import log_path

Opened = Any


@pytest.fixture
async def gateway(desk_path: Path, clock: Any) -> Any:
    saves: list[int] = []
    opened = Gateway(desk_path, clock, lambda: saves.append(1))
    yield opened, saves
    await opened.close()


async def test_a_save_is_on_the_disk_when_it_returns_and_is_announced(gateway: Any, desk: Any) -> None:
    opened, saves = gateway
    guest = await opened.run(lambda work: guests.save(work, guests.GuestForm(first="Erika", last="Schultz")))
    assert desk.sql("SELECT display_name FROM guest WHERE id = ?", guest) == [("Erika Schultz",)]
    assert saves == [1]


async def test_what_cannot_be_done_is_said_and_not_announced(gateway: Any) -> None:
    opened, saves = gateway
    with pytest.raises(NotFound):
        await opened.run(lambda work: notes.store_line(work, 999, "hello"))
    assert saves == []


async def test_a_defect_becomes_one_sentence_and_a_log_without_values(gateway: Any) -> None:
    opened, _ = gateway
    with pytest.raises(DeskError) as told:
        await opened.ask(lambda work: int("Erika Schultz, nuts"))
    assert str(told.value) == SORRY
    log = log_path().read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "test_gateway.py" in log
    assert "Erika" not in log
    if log_path().stat().st_mode & 0o777 != 0o666:  # Windows has no such bits
        assert log_path().stat().st_mode & 0o077 == 0


async def test_closing_finishes_what_was_begun_and_takes_nothing_more(desk_path: Path, clock: Any, desk: Any) -> None:
    opened = Gateway(desk_path, clock, lambda: None)
    saves = [
        asyncio.ensure_future(
            opened.run(lambda work, n=n: guests.save(work, guests.GuestForm(first=f"G{n}", last="X")))
        )
        for n in range(5)
    ]
    await asyncio.sleep(0)
    await opened.close()
    assert len(await asyncio.gather(*saves)) == 5
    assert desk.sql("SELECT count(*) FROM guest") == [(5,)]
    with pytest.raises(DeskError):
        await opened.ask(lambda work: work.today)


async def test_who_stops_waiting_does_not_stop_the_save(gateway: Any, desk: Any) -> None:
    opened, saves = gateway
    save = asyncio.ensure_future(opened.run(lambda work: guests.save(work, guests.GuestForm(first="A", last="B"))))
    await asyncio.sleep(0)
    save.cancel()
    with pytest.raises(asyncio.CancelledError):
        await save
    await opened.ask(lambda work: None)
    await asyncio.sleep(0.01)
    assert desk.sql("SELECT count(*) FROM guest") == [(1,)]
    assert saves == [1]


async def test_another_windows_save_is_noticed_once(gateway: Any, desk: Any) -> None:
    opened, _ = gateway
    assert await opened.changed_elsewhere()
    assert not await opened.changed_elsewhere()
    desk.guest()
    assert await opened.changed_elsewhere()
    assert not await opened.changed_elsewhere()


async def test_ones_own_save_is_no_news_from_elsewhere(gateway: Any, desk: Any) -> None:
    opened, saves = gateway
    await opened.changed_elsewhere()
    guest = await opened.run(lambda work: guests.save(work, guests.GuestForm(first="Erika", last="Schultz")))
    assert not await opened.changed_elsewhere()
    await opened.keep(lambda work: drafts.keep(work, guest, "note", "aller"))
    assert not await opened.changed_elsewhere()
    assert saves == [1]
    desk.guest()
    assert await opened.changed_elsewhere()

"""The window as a whole: what it loads before the first frame, how it ends, its colours and its top line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from delightdesk.tui.app import DeskApp, run_desk
from delightdesk.tui.log import log_path
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.themes import CONTRAST, DARK, LIGHT
from delightdesk.tui.widgets.top_line import TopLine

Opened = Any

FIRST_FRAME = """
import asyncio, sys
from pathlib import Path
from delightdesk.tui.app import DeskApp
from delightdesk.tui.screens.desk_room import DeskRoom

seen = []
DeskRoom._warm_up = lambda self: seen.append(sorted(sys.modules))
DeskApp._settle = lambda self: None

async def main():
    async with DeskApp(Path(sys.argv[1])).run_test() as pilot:
        await pilot.pause()
    heavy = ("sqlmodel", "sqlalchemy", "pydantic", "typer", "alembic", "rapidfuzz", "anyascii", "babel", "jinja2")
    late = ("delightdesk.tui.screens.today", "delightdesk.tui.modals.forms", "delightdesk.tui.screens.help")
    print([name for name in seen[0] if name.partition(".")[0] in heavy or name in late])

asyncio.run(main())
"""


def test_nothing_heavy_is_loaded_before_the_first_frame(desk: Any, desk_path: Path) -> None:
    desk.visit(desk.guest(), room="412")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, str(desk_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout.strip() == "[]", done.stderr


async def test_the_desk_at_both_sizes(
    window: Opened, desk: Any, size: Any, erikas_card: Any, snapshot: SnapshotAssertion
) -> None:
    for first, last, room in (("Erika", "Schultz", "412"), ("Max", "Schuler", "208"), ("太郎", "山田", "305")):
        desk.visit(desk.guest(first, last), room=room, eta=f"1{room[0]}:30")
    async with window(size) as desk_window:
        await desk_window.settle(long=True)
        await desk_window.press("enter")
        await desk_window.shows("1-5 Give")
        desk_window.app.screen.card.put(erikas_card)
        await desk_window.pilot.pause()
        assert desk_window.text == snapshot


SECOND_SAVE = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0).execute("BEGIN IMMEDIATE")
"""


def test_looking_at_the_house_again_leaves_a_save_its_lock(desk: Any) -> None:
    """Closing a file drops every lock this program has on it, SQLite's too: two programs would write at once."""
    app = DeskApp(desk.path, clock=desk.clock)
    with desk.house.writing(1):
        app.look_at_house()
        other = subprocess.run([sys.executable, "-c", SECOND_SAVE, str(desk.path)], capture_output=True, check=False)
    assert b"locked" in other.stderr


async def test_a_defect_in_a_key_ends_in_one_plain_sentence(
    window: Opened, desk: Any, monkeypatch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.visit(desk.guest("Erika", "Schultz"), room="412")

    def broken(self: Any) -> None:
        secret = "Erika is allergic"
        raise RuntimeError(secret)

    monkeypatch.setattr(DeskScreen, "action_why_not", broken)
    app: DeskApp | None = None
    with pytest.raises(RuntimeError):  # noqa: PT012 - the app hands it to whoever runs it, when it ends
        async with window() as desk_window:
            app = desk_window.app
            await desk_window.press("enter")
            await desk_window.shows("1-5 Give")
            await desk_window.pilot.press("w")
            await desk_window.pilot.pause()
    assert app is not None
    assert app.return_code == 1
    told = capsys.readouterr().err
    assert "What was saved is safe" in " ".join(told.split())
    assert "Traceback" not in told
    assert "Erika" not in told
    assert "Erika" not in log_path().read_text(encoding="utf-8")
    assert "broken" in log_path().read_text(encoding="utf-8")


def test_a_file_that_is_no_desk_is_said_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = tmp_path / "holiday.db"
    strange.write_bytes(b"not a database at all, only a long line of words" * 20)
    assert run_desk(strange) == 1
    told = capsys.readouterr().err
    assert "holiday.db" in told
    assert told.count("\n") == 1
    assert strange.read_bytes().startswith(b"not a database")


async def test_colours_go_round_and_are_remembered(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        assert desk_window.app.theme == DARK
        await desk_window.press("ctrl+t")
        assert desk_window.app.theme == LIGHT
        await desk_window.press("ctrl+t")
        assert desk_window.app.theme == CONTRAST
    async with window() as desk_window:
        assert desk_window.app.theme == CONTRAST


async def test_without_colours_everything_is_still_said(window: Opened, desk: Any, monkeypatch: Any) -> None:
    desk.visit(desk.guest("Erika", "Schultz"), room="412")
    async with window() as desk_window:
        await desk_window.shows("SAY")
        with_colours = desk_window.text
    monkeypatch.setenv("NO_COLOR", "1")
    async with window() as desk_window:
        assert desk_window.app.no_color
        await desk_window.shows("SAY")
        assert desk_window.text == with_colours
        assert "▸ Erika" in desk_window.text


async def test_the_top_line_keeps_the_hour_however_long_the_house(window: Opened, desk: Any, clock: Any) -> None:
    desk.sql("UPDATE house SET name = ?", "The Grand Old Bay Hotel and Spa " * 3)
    async with window() as desk_window:
        assert "Sun 14 Jun 16:42 · Ana" in desk_window.lines[0]
        clock.ahead(minutes=3)
        desk_window.app.screen.query_one(TopLine)._tick()
        await desk_window.pilot.pause()
        assert "16:45" in desk_window.lines[0]


async def test_rooms_are_one_key_away_and_the_desk_keeps_its_place(window: Opened, desk: Any) -> None:
    desk.visit(desk.guest("Erika", "Schultz"), room="412")
    async with window() as desk_window:
        await desk_window.type("eri")
        await desk_window.press("f3")
        assert not isinstance(desk_window.app.screen, DeskScreen)
        await desk_window.press("f2")
        assert isinstance(desk_window.app.screen, DeskScreen)
        assert desk_window.app.screen.find_box.value == "eri"


async def test_the_twentieth_message_in_a_row_can_still_be_read(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        for number in range(20):
            desk_window.app.tell(f"Message {number}.")
            await desk_window.pilot.pause(0.05)
        await desk_window.shows("Message 19.")
        assert not desk_window.has("Message 18.")

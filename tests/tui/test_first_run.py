"""The first run: four answers make a desk; anything else makes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from textual import events

from delightdesk.desk import finding
from delightdesk.domain.money import currency_known
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.app import DeskApp
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.first_run import FirstRun, local_currency

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


def shown(app: DeskApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot, true, tries: int = 200) -> None:
    for _ in range(tries):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot.app))


@pytest.mark.parametrize("size", SIZES)
async def test_four_answers_make_a_desk_and_open_it(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "new" / "desk.db"
    path.parent.mkdir()
    app = DeskApp(path)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        assert isinstance(app.screen, FirstRun)
        assert not path.exists()
        await pilot.press(*"[b]Bay", "enter", "r", "enter", *"gbp", "enter", *"Ana", "enter")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        await pilot.pause()
        assert "[b]Bay" in shown(app)
        assert "Ana" in shown(app)
    house = finding.quick_house(path)
    assert (house.name, house.sector, house.currency, house.person) == ("[b]Bay", Sector.RESTAURANT, "GBP", "Ana")


async def test_keys_typed_ahead_land_in_their_own_fields(tmp_path: Path) -> None:
    app = DeskApp(tmp_path / "desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in [*"The", "space", *"Bay", "enter", "c", "enter", *"chf", "enter", *"Bo"]:
            app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FirstRun)
        assert screen.fields.values() == {"name": "The Bay", "sector": Sector.CLINIC, "currency": "chf", "person": "Bo"}


async def test_a_currency_nobody_knows_is_said_while_it_is_typed_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    app = DeskApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Bay", "enter", "enter", *"XQX")
        assert "Three letters" in shown(app)
        await pilot.press("enter", *"Ana", "enter")
        await until(pilot, lambda: "is no currency" in shown(app))
        screen = app.screen
        assert isinstance(screen, FirstRun)
        assert screen.focused is screen.fields.rows["currency"].line
        assert screen.fields.values()["person"] == "Ana"
        assert not path.exists()


async def test_escape_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    app = DeskApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Bay", "enter", "escape")
        await pilot.pause()
    assert app.return_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["home"]


def test_the_currency_of_this_pc_is_one_we_can_count_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert currency_known(local_currency())
    monkeypatch.setattr("locale.localeconv", lambda: {"int_curr_symbol": "GBP "})
    assert local_currency() == "GBP"
    monkeypatch.setattr("locale.localeconv", lambda: {"int_curr_symbol": "QQQ "})
    assert local_currency() == "EUR"


def test_the_first_frame_needs_no_database_library() -> None:
    code = "import sys, delightdesk.tui.screens.first_run; print([n for n in ('sqlmodel', 'pydantic', 'alembic') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_no_room_can_be_entered_before_there_is_a_house(window: Any, tmp_path: Path) -> None:
    async with window(path=tmp_path / "new.db") as first_run:
        for key in ("f2", "f3", "f7", "ctrl+n", "ctrl+o", "ctrl+r", "ctrl+z", "ctrl+t"):
            await first_run.press(key)
            assert isinstance(first_run.app.screen, FirstRun), key
            assert not (tmp_path / "new.db").exists(), key
        await first_run.pilot.pause(0.1)
        assert isinstance(first_run.app.screen, FirstRun)

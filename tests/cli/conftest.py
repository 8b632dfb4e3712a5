"""The command line as a person meets it: real arguments, real files, what comes out of which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from delightdesk.__main__ import main
from delightdesk.domain.clock import at_house, house_day, zone_of

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


Cli = Callable[..., Answer]


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of the PC whose folders are empty."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATABASE", "PERSON", "PIN"):
        monkeypatch.delenv(f"DELIGHTDESK_{name}", raising=False)
    return home


@pytest.fixture
def cli(at_home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command inside this process."""

    def run(*args: object) -> Answer:
        capsys.readouterr()
        code = main([str(arg) for arg in args])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


class WallClock:
    """The clock of this PC, which stands still until a test moves it to an hour of June 2026, as its wall shows it."""

    def __init__(self, traveller: time_machine.Coordinates) -> None:
        self._traveller = traveller

    def move(self, day: int, hour: int, minute: int = 0) -> None:
        self._traveller.move_to(at_house(date(2026, 6, day), time(hour, minute), zone_of("")))


@pytest.fixture
def wall_clock() -> Iterator[WallClock]:
    """Asked for before a house, so that everything in it happens in June: Wednesday the 10th, 10:00."""
    with time_machine.travel(datetime(2026, 6, 10, tzinfo=UTC), tick=False) as traveller:
        clock = WallClock(traveller)
        clock.move(10, 10)
        yield clock


@pytest.fixture
def program(at_home: Path) -> Cli:
    """Run a command as a program of its own."""

    def run(*args: str | bytes, **env: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "delightdesk", *args],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
            cwd=at_home,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


Once = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def _stages() -> dict[tuple[object, ...], tuple[bytes, Any]]:
    return {}


@pytest.fixture
def once(
    _stages: dict[tuple[object, ...], tuple[bytes, Any]], request: pytest.FixtureRequest, desk_file: Path, day: date
) -> Once:
    """Set a stage by commands the first time; afterwards put down the file that came of it. Gives what it answered."""

    def once(stage: Callable[[], Any]) -> Any:
        key = (stage.__module__, stage.__qualname__, day, "wall_clock" in request.fixturenames)
        if key not in _stages:
            answer = stage()
            _stages[key] = desk_file.read_bytes(), answer
        desk_file.write_bytes(_stages[key][0])
        return _stages[key][1]

    return once


@pytest.fixture
def desk_file(tmp_path: Path) -> Path:
    return tmp_path / "bay.db"


@pytest.fixture
def house(cli: Cli, once: Once, desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new hotel, named by the environment."""

    def new_hotel() -> None:
        made = cli(
            "init", "--name", "The Bay", "--sector", "hotel", "--currency", "GBP", "--person", "Ana",
            "--database", desk_file,
        )  # fmt: skip
        assert (made.code, made.err) == (0, "")

    once(new_hotel)
    monkeypatch.setenv("DELIGHTDESK_DATABASE", str(desk_file))
    return desk_file


@pytest.fixture
def day() -> date:
    """Today as a house on this PC counts it."""
    return house_day(datetime.now(UTC), time(4), zone_of(""))


@pytest.fixture
def arrivals(tmp_path: Path, day: date) -> Callable[..., Path]:
    """Write an arrivals list of guests who come today: one name a row."""

    def write(*names: str, name: str = "today.csv") -> Path:
        later = day + timedelta(days=2)
        rows = [f"{who},R{number},{day},{later},{100 + number}" for number, who in enumerate(names, 1)]
        path = tmp_path / name
        path.write_text("\n".join(["Guest name,Reservation Number,Arrival,Departure,Room", *rows]), encoding="utf-8")
        return path

    return write

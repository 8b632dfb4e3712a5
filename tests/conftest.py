"""What all tests share: a desk file made once and copied for each test, a clock that stands still, and no real home.

Nothing here stands in for the product: the files are real, the jobs are the product's own.
"""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from at_rest import pilots_that_look
from cheap_commands import cheap_commands
from cheap_desks import cheap_desks
from hypothesis import settings

if TYPE_CHECKING:
    from delightdesk.store.house_file import HouseFile
    from delightdesk.store.work import Work

sys.dont_write_bytecode = False
"""Whatever the environment says: each worker would compile every test anew in every run, five seconds of work each."""

settings.register_profile("desk", max_examples=50, deadline=None)
settings.load_profile("desk")
"""Every run tries others; and a machine that is busy with something else proves nothing against us."""

T = TypeVar("T")

ANA, BEN = 1, 2
"""The people of the template desk: a manager and a receptionist."""

NOW = datetime(2026, 6, 14, 15, 42, tzinfo=UTC)
"""Sunday 14 June 2026, 16:42 on the clock of the house."""


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def ahead(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Desk:
    """One desk file and the shortest way to do things on it. ``other`` windows are further `Desk`s on the same path."""

    path: Path
    clock: FixedClock
    house: HouseFile
    _more: list[Desk] = field(default_factory=list)

    def read(self, job: Callable[[Work], T], person: int = ANA) -> T:
        with self.house.reading(person) as work:
            return job(work)

    def write(self, job: Callable[[Work], T], person: int = ANA) -> T:
        with self.house.writing(person) as work:
            return job(work)

    def window(self) -> Desk:
        """A second window on the same file."""
        from delightdesk.store.house_file import HouseFile

        more = Desk(self.path, self.clock, HouseFile(self.path, self.clock))
        self._more.append(more)
        return more

    def guest(self, first: str = "Erika", last: str = "Schultz", person: int = ANA, **values: Any) -> int:
        from delightdesk.desk import guests

        return self.write(lambda work: guests.save(work, guests.GuestForm(first=first, last=last, **values)), person)

    def visit(self, guest_id: int, person: int = ANA, **values: Any) -> int:
        """A visit of two nights from today on, unless told otherwise."""
        from delightdesk.desk import visits

        typed = {"arrive": "today", "depart": "+2", **values}
        return self.write(lambda work: visits.save(work, visits.VisitForm(guest_id, **typed)), person)

    def past_visit(self, guest_id: int, arrive: str = "2025-06-14") -> int:
        from delightdesk.domain.vocabulary import VisitStatus

        return self.visit(guest_id, arrive=arrive, depart="+1", status=VisitStatus.LEFT)

    def note(self, guest_id: int, line: str, person: int = ANA) -> int:
        """A line kept as what it is; where the guest has to agree, they do."""
        from delightdesk.desk import notes
        from delightdesk.domain.consent import Consent

        return self.write(lambda work: notes.store_line(work, guest_id, line, consent=Consent()), person).id

    def caution(self, guest_id: int, subject: str, whose: str = "the guest", person: int = ANA) -> int:
        from delightdesk.desk import facts

        form = facts.CautionForm(guest_id, subject=subject, whose=whose)
        return self.write(lambda work: facts.save_caution(work, form), person)

    def occasion(self, guest_id: int, person: int = ANA, **values: Any) -> int:
        from delightdesk.desk import facts

        return self.write(lambda work: facts.save_occasion(work, facts.OccasionForm(guest_id, **values)), person)

    def card(self, guest_id: int, person: int = ANA) -> Any:
        from delightdesk.desk import cards

        return self.read(lambda work: cards.open_card(work, guest_id), person)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look at the file, or change it behind the product's back, with plain SQLite."""
        with closing(sqlite3.connect(self.path)) as file, file:
            return file.execute(statement, values).fetchall()

    def tables(self, *besides: str, but: Collection[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table of ours, sorted; tables named ``besides`` and columns in ``but`` are left out."""
        with closing(sqlite3.connect(self.path)) as file:
            names = [
                name
                for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                if not name.startswith(("sqlite_", "find_fts", "find_digit")) and name not in besides
            ]
            found = {name: file.execute(f'SELECT * FROM "{name}"') for name in names}
            kept = {name: [column not in but for column, *_ in cursor.description] for name, cursor in found.items()}
            return {name: sorted((tuple(compress(row, kept[name])) for row in found[name]), key=repr) for name in names}

    def index_problems(self) -> list[str]:
        from delightdesk.store import index

        with closing(sqlite3.connect(self.path)) as file:
            return index.verify(file)

    def close(self) -> None:
        for more in self._more:
            more.close()
        self.house.close()


def pytest_collection_finish() -> None:
    """A test throws little away; looking for it after every few hundred objects was a sixth of the work."""
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _at_less_cost() -> Iterator[None]:
    """The product at work as ever; only what stays the same is made once: statements, style sheets, commands."""
    with cheap_desks(), cheap_commands(), pilots_that_look():
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hotel in London with two people and nobody else in it."""
    from delightdesk.desk.house import set_up
    from delightdesk.domain.vocabulary import Sector

    path = tmp_path_factory.mktemp("template") / "desk.db"
    set_up(path, name="The Bay Hotel", sector=Sector.HOTEL, currency="GBP", person="Ana", clock=FixedClock())
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE house SET zone = 'Europe/London'")
        file.execute(
            "INSERT INTO staff (version, created_at, name, role) VALUES (1, ?, 'Ben', 'receptionist')",
            (f"{NOW:%Y-%m-%d %H:%M:%S.%f}",),
        )
    return path


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk_path(template: Path, tmp_path: Path) -> Path:
    """A fresh copy of the template."""
    return Path(shutil.copy(template, tmp_path / "desk.db"))


@pytest.fixture(scope="session")
def new_desk() -> Callable[..., Desk]:
    """Opens the desk at a path; whoever asks for it closes it."""

    def opened(path: Path, clock: FixedClock | None = None) -> Desk:
        from delightdesk.desk.house import open_house

        clock = clock or FixedClock()
        return Desk(path, clock, open_house(path, clock))

    return opened


@pytest.fixture
def desk(desk_path: Path, clock: FixedClock, new_desk: Callable[..., Desk]) -> Iterator[Desk]:
    """An open desk."""
    found = new_desk(desk_path, clock)
    yield found
    found.close()


@pytest.fixture
def fresh_desk(
    template: Path, new_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Desk]]:
    """Desks by the dozen, for tests that hypothesis runs many times."""
    folder, made = tmp_path_factory.mktemp("desks"), []

    def make() -> Desk:
        made.append(new_desk(Path(shutil.copy(template, folder / f"desk{len(made)}.db"))))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def _no_real_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever runs the tests keeps their own desk and their own settings out of them."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.delenv("DELIGHTDESK_DATABASE", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # or each program started compiles the product anew
    for name in (
        "HOME",
        "USERPROFILE",
        "LOCALAPPDATA",
        "APPDATA",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CONFIG_HOME",
    ):
        monkeypatch.setenv(name, str(home))


@dataclass
class PlainUser:
    """Somebody without special rights, so that permissions mean something even where tests run as root."""

    folder: Path
    template: Path

    def place(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.template, path)
        for each, mode in ((self.folder, 0o755), (path.parent, 0o777), (path, 0o666)):
            each.chmod(mode)

    @contextmanager
    def acting(self) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)


@pytest.fixture
def plain_user(template: Path) -> Iterator[PlainUser]:
    """A folder outside of pytest's own, which nobody else may enter."""
    with tempfile.TemporaryDirectory() as folder:
        yield PlainUser(Path(folder), template)

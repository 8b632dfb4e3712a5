"""One open desk: the file, its two engines, and the units of work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from delightdesk.domain.clock import house_day, zone_or_here
from delightdesk.domain.errors import CannotOpen, NotAllowed
from delightdesk.domain.house import HouseSettings, Person
from delightdesk.domain.vocabulary import Role
from delightdesk.store import docs, index, trouble
from delightdesk.store.connecting import driver_errors
from delightdesk.store.engine import make_engine, private_files
from delightdesk.store.header import FileState, identity, read_state
from delightdesk.store.tables import House, Pin, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import NothingSaid, Work

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The instant now, aware, in UTC."""
    return datetime.now(UTC)


class HouseFile:
    """An open desk file. Made by `open_house`; closed with `close`. Safe beside other windows on the same file."""

    def __init__(self, path: Path, clock: Clock = system_clock) -> None:
        self.path = path
        self._clock = clock
        self._seen: int | None = None
        self._which = identity(path)
        self._make_engines()

    def _make_engines(self) -> None:
        self._reader = make_engine(self.path, begin="BEGIN")
        self._writer = make_engine(self.path, begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self, person_id: int | None = None) -> Iterator[Work]:
        """A unit of work that sees one moment of the file and changes nothing.

        Without ``person_id`` it is whoever sat down last; with a PIN that nobody typed they count as a receptionist.
        """
        self._follow()
        with _plain_words(self.path, self._which), Session(self._reader, expire_on_commit=False) as session:
            yield self._work(session, person_id, writes=False)

    @contextmanager
    def writing(self, person_id: int | None = None) -> Iterator[Work]:
        """A unit of work that lands as a whole, journal and search index included, or not at all.

        Without ``person_id`` it is whoever sat down last. Raises `NotAllowed` when that person has a PIN.
        """
        self._follow()
        with (
            _plain_words(self.path, self._which),
            Session(self._writer, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            work = self._work(session, person_id, writes=True)
            if identity(self.path) != self._which:  # the lock came after waiting, and is on a file without a name
                raise CannotOpen(trouble.replaced(self.path))
            yield work
            if work.changes:
                raise NothingSaid("rows were changed without a journal entry")
            session.flush()
            if work.to_index:
                index.put(work.raw, docs.of_guests(work.raw, work.to_index))

    def changed_elsewhere(self) -> bool:
        """True when another window has written since this was asked last, and the first time, when nobody knows.

        SQLite answers for one connection: the writing one is asked, because its own commits do not count for it. It is
        asked below the engine, where no transaction begins and nobody else has to wait.
        """
        self._follow()
        with (
            _plain_words(self.path, self._which),
            closing(self._writer.raw_connection()) as pooled,
            closing(pooled.cursor()) as ask,
        ):
            stamp: int = ask.execute("PRAGMA data_version").fetchone()[0]
        before, self._seen = self._seen, stamp
        return before != stamp

    def close(self) -> None:
        """Let go of the file."""
        self._reader.dispose()
        self._writer.dispose()

    @property
    def writer(self) -> Engine:
        """The writing engine, for bulk work that goes below the session."""
        return self._writer

    def _follow(self) -> None:
        """Let go of a file that was taken away or replaced, by a backup say, and open what lies there now.

        An open connection would go on with the file that has no name any more, and what is saved there is lost.
        """
        found = identity(self.path)
        if found == self._which:
            return
        self.close()
        self._seen = None
        if found is None:
            raise CannotOpen(trouble.gone(self.path))
        if read_state(self.path) is FileState.BEHIND:
            raise CannotOpen(
                f"{self.path.name} was replaced by an older desk. Nothing was saved. "
                "Please close the desk and start it again, which brings the file up to date."
            )
        self._which = found
        self._make_engines()  # a file that was encrypted meanwhile, or is no longer, takes another driver

    def _work(self, session: Session, person_id: int | None, *, writes: bool) -> Work:
        now = self._clock()
        house = _settings(session, self.path)
        zone = zone_or_here(house.zone)
        return Work(
            session=session,
            person=_person(session, house, person_id, writes=writes),
            house=house,
            now=now,
            today=house_day(now, house.day_starts, zone),
            zone=zone,
            writes=writes,
        )


def open_house(path: Path, clock: Clock = system_clock) -> HouseFile:
    """Open the desk at ``path``, bringing an older file up to date first. Raises `CannotOpen`, writes nothing then."""
    private_files()
    if read_state(path) is FileState.BEHIND:
        from delightdesk.store.migrations.upgrade import bring_up_to_date

        bring_up_to_date(path)
    house = HouseFile(path, clock)
    try:
        with house.reading():
            pass
    except BaseException:
        house.close()
        raise
    return house


_HOUSE, _STAFF, _PIN = table_of(House), table_of(Staff), table_of(Pin)
_SETTINGS = select(*(_HOUSE.c[name] for name in HouseSettings.__dataclass_fields__)).where(_HOUSE.c.id == 1)
_PEOPLE = (
    select(
        _STAFF.c.id, _STAFF.c.name, _STAFF.c.role, _STAFF.c.delight_allowance, _STAFF.c.problem_allowance,
        _PIN.c.staff_id,
    )
    .outerjoin(_PIN, _PIN.c.staff_id == _STAFF.c.id)
    .where(_STAFF.c.deleted_at.is_(None))
)  # fmt: skip
_ONE_PERSON = _PEOPLE.where(_STAFF.c.id == bindparam("person"))
_LAST_AT_DESK = (
    _PEOPLE.outerjoin(_HOUSE, _HOUSE.c.at_desk == _STAFF.c.id).order_by(_HOUSE.c.id.is_(None), _STAFF.c.id).limit(1)
)
"""Whoever sat down last, or else the first person."""


def _settings(session: Session, path: Path) -> HouseSettings:
    row = session.connection().execute(_SETTINGS).one_or_none()
    if row is None:
        raise CannotOpen(trouble.no_house(path))
    return HouseSettings(*row)


def _person(session: Session, house: HouseSettings, person_id: int | None, *, writes: bool) -> Person:
    """Who acts. Somebody with a PIN is only taken for themselves when the caller says so, having asked for it."""
    connection = session.connection()
    found = connection.execute(_LAST_AT_DESK if person_id is None else _ONE_PERSON, {"person": person_id})
    row = found.first()
    if row is None:
        raise NotAllowed("Nobody is at the desk. Nothing was saved. Please choose who you are first.")
    person, name, role, delight, problem, pin = row
    if person_id is None and pin is not None:
        if writes:
            raise NotAllowed(f"{name} has a PIN. Nothing was saved. Please say who you are first.")
        role = Role.RECEPTIONIST
    return Person(
        person,
        name,
        role,
        house.delight_allowance if delight is None else delight,
        house.problem_allowance if problem is None else problem,
    )


@contextmanager
def _plain_words(path: Path, which: tuple[int, int] | None) -> Iterator[None]:
    """Turn what SQLite says into a sentence for the desk. Nothing was committed in any of these cases.

    which: the file that is open; what it says counts for nothing when another took its place meanwhile.
    """
    try:
        yield
    except driver_errors(DatabaseError) as error:
        if path.exists() and identity(path) != which:
            raise CannotOpen(trouble.replaced(path)) from None
        said = error.orig if isinstance(error, DatabaseError) else error
        sentence = trouble.sentence(path, said)
        if not sentence:
            raise
        raise CannotOpen(sentence) from None

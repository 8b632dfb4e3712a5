"""Make a new file, or bring an older one up to date, in one transaction that leaves nothing half-done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.connecting import connect
from delightdesk.store.engine import make_engine
from delightdesk.store.header import APPLICATION_ID, SCHEMA

SCRIPTS = "delightdesk.store:migrations"
"""Where Alembic finds the revisions."""
_OF_THE_DISK = ("full", "readonly", "locked", "disk I/O", "unable to open")
"""What SQLite says when the place is at fault and not we."""


def create(path: Path, schema: int = SCHEMA) -> None:
    """Make a new, empty desk file at ``path``; refuse when something is there already.

    schema: an older one for what is saved from an older file, to be brought up to date once its rows are in.
    """
    if path.exists():
        raise CannotOpen(f"{path.name} is there already, so nothing was made. Please choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(path, "rwc")) as fresh:
        fresh.execute(f"PRAGMA application_id={APPLICATION_ID}")
    try:
        _run(path, schema=schema)
    except BaseException:
        for ending in ("", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise


def bring_up_to_date(path: Path, *, keeps_copy: bool = True) -> None:
    """Raise an older file to this version's schema, after a whole copy of it was put among its backups.

    Two windows that start at once do it one after the other, and the second finds nothing left to do.
    keeps_copy: not for a file that is a copy itself.
    """
    copies: list[Path] = []
    try:
        _run(path, lambda: copies.extend([_backup_of(path)] if keeps_copy else []))
    except CannotOpen:
        raise
    except Exception as error:
        why, what_to_do = type(error).__name__, "Please update DelightDesk and try again."
        if isinstance(error, OperationalError) and any(words in str(error.orig) for words in _OF_THE_DISK):
            why, what_to_do = str(error.orig), "Please check the disk's free space and that you may write there."
        beside = f", and a copy of it is kept as {copies[0].parent.name}/{copies[0].name}" if copies else ""
        raise CannotOpen(
            f"{path.name} could not be brought up to date ({why}). It is as it was{beside}. {what_to_do}"
        ) from error


def _backup_of(path: Path) -> Path:
    from delightdesk.store import backup_folder

    return backup_folder.add(path, "update", datetime.now(UTC))[0].path


def _run(path: Path, copy: Callable[[], None] | None = None, schema: int = SCHEMA) -> None:
    """Run what is new. ``copy`` is made first, with every other window kept from writing, unless one was quicker."""
    engine = make_engine(path, begin="BEGIN IMMEDIATE", foreign_keys=False)
    try:
        with engine.begin() as connection:
            if copy is not None:
                if connection.exec_driver_sql("PRAGMA user_version").scalar_one() >= SCHEMA:
                    return
                copy()
            config = Config()
            config.set_main_option("script_location", SCRIPTS)
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            counts = _row_counts(connection)
            command.upgrade(config, "head" if schema == SCHEMA else f"{schema:04d}")
            _check(connection, path, counts)
            connection.exec_driver_sql(f"PRAGMA user_version={schema}")
    finally:
        engine.dispose()


def _row_counts(connection: Connection) -> dict[str, int]:
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'find_%' "
        "AND name <> 'alembic_version'"
    ).scalars()
    return {name: _count(connection, name) for name in list(tables)}


def _count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())  # noqa: S608


def _check(connection: Connection, path: Path, before: dict[str, int]) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    lost = [name for name, count in before.items() if _count(connection, name) < count]
    if broken or lost:
        raise CannotOpen(
            f"{path.name} could not be brought up to date without losing rows, so it was left as it was. "
            "Please keep the file and ask for help."
        )

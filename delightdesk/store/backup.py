"""Whole copies of a desk file."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.connecting import connect


def copy_whole(source: Path, target: Path) -> Path:
    """Copy a desk while others may be writing, check the copy, and only then give it its name.

    Uses SQLite's online backup; an existing ``target`` is replaced in one step. Raises `CannotOpen` when the
    copy is not whole; the source is never written to.
    """
    rough = target.with_name(target.name + ".part")
    try:
        rough.unlink(missing_ok=True)
        with (
            closing(connect(source)) as old,
            closing(connect(rough, "rwc")) as new,
        ):
            old.backup(new)
            whole = new.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if whole:
            rough.replace(target)
            return target
    except (sqlite3.Error, OSError) as error:
        _drop(rough)
        if "malformed" not in str(error):
            why = (error.strerror if isinstance(error, OSError) else str(error)) or "no access"
            raise CannotOpen(
                f"{source.name} could not be copied ({why}). It was not changed. "
                "Please check the disk's free space and that you may write there."
            ) from None
    except BaseException:
        _drop(rough)
        raise
    _drop(rough)
    raise CannotOpen(f"{source.name} is damaged, so no copy was kept. It was not changed. Please restore a backup.")


def _drop(rough: Path) -> None:
    """Take away a copy that is not whole, and the journal SQLite leaves beside it where the disk is full."""
    with suppress(OSError):
        for ending in ("", "-journal"):
            rough.with_name(rough.name + ending).unlink(missing_ok=True)

"""Leaving no byte behind of what was deleted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.engine import BUSY_SECONDS, settings_of


def sweep(path: Path) -> bool:
    """Write the whole file anew, so that no page keeps a byte of what was deleted; False when it must be done later.

    secure_delete overwrites what is deleted, but not what moves: a page that was rearranged keeps old bytes between its
    rows (in a trial with SQLite 3.40, of 66 among 42,000 deleted rows). Only writing every page anew is proof. It needs
    the file for itself for a moment, and as much space again; while another program holds it, or the disk is full,
    nothing is changed and nothing is lost.
    """
    try:
        with closing(connect(path, "rw", wait=BUSY_SECONDS)) as file:
            for pragma in settings_of(path):
                file.execute(pragma)
            file.execute("VACUUM")
            return not file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except driver_errors():
        return False

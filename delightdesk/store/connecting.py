"""The one place where a desk file is opened, so that every way in knows the same settings and the same lock."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Literal

Mode = Literal["ro", "rw", "rwc"]


def connect(
    path: Path,
    mode: Mode = "ro",
    *,
    wait: float = 5.0,
    any_thread: bool = False,
) -> sqlite3.Connection:
    """Open the file at ``path``, transactions begun by hand.

    mode: "ro" only reads; "rw" writes to a file that is there, so that one deleted meanwhile is never silently made
    anew; "rwc" makes a new one. wait: seconds to wait for another program's lock. Raises the driver's errors.
    """
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=not any_thread,
    )


def driver_errors() -> tuple[type[Exception], ...]:
    """What a connection may raise, for ``except``."""
    return (sqlite3.Error,)

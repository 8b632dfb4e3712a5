"""The log of what went wrong: kinds of errors and places in the code, never values, so never guests."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

_MOST_BYTES = 1_000_000


def log_path() -> Path:
    """Where the log of this user of the PC lies."""
    from platformdirs import user_log_path

    return user_log_path("DelightDesk", appauthor=False) / "desk.log"


def note_failure(error: BaseException) -> None:
    """Append what failed and where. An error's own words may quote a guest, so they are left out.

    A log that cannot be written is given up silently: the desk matters more.
    """
    lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {_kind(error)}"]
    lines += _places(error.__traceback__)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += [f"  after {_kind(cause)}", *_places(cause.__traceback__)]
    try:
        path = log_path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            path.unlink()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _places(traceback: TracebackType | None) -> list[str]:
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"    {Path(code.co_filename).name}:{traceback.tb_lineno} {code.co_qualname}")
        traceback = traceback.tb_next
    return places

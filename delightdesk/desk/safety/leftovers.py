"""What a broken-off job left beside the desk: half a new desk, half a copy, the journal of a desk that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from delightdesk.store.header import backups_beside

_ENDINGS = (
    ".new", ".new-journal", ".part", ".part-journal", ".recoded.part", ".recoded.part-journal", "-journal.old",
    "-wal.old", "-shm.old",
)  # fmt: skip
_STILL_AT_WORK = timedelta(hours=1)
"""What was touched a moment ago may be somebody's work of right now."""


def leftovers(path: Path, now: datetime) -> tuple[Path, ...]:
    """The files beside the desk, and among its backups, that nothing will ever use again."""
    return tuple(each for each in _candidates(path) if _is_old(each, now))


def set_aside(path: Path) -> tuple[Path, ...]:
    """Broken desks that were set aside, and what was saved from them: whole desks, with the guests of then."""
    found: list[Path] = []
    with suppress(OSError):
        for words in ("damaged-*", "saved*"):
            found += sorted(path.parent.glob(f"{escape(path.stem)}-{words}{escape(path.suffix)}"))
    return tuple(found)


def remove(found: tuple[Path, ...]) -> int:
    """Take them away; gives how many could be."""
    gone = 0
    for each in found:
        with suppress(OSError):
            each.unlink()
            gone += 1
    return gone


def _candidates(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        for ending in _ENDINGS:
            yield path.with_name(path.name + ending)
        backups = backups_beside(path)
        for pattern in ("*.part", "*.part-journal"):
            yield from sorted(backups.glob(pattern))


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return path.is_file() and now.timestamp() - path.stat().st_mtime > _STILL_AT_WORK.total_seconds()
    except OSError:
        return False

"""Rows of XLSX, XLS and ODS workbooks, as text.

Cells come as numbers, days and times; they become the text a CSV of the same table would hold, so that everything
behind this door reads one kind of table. The taking apart is done in a process of its own (`files.workbook_child`),
because a hostile or merely odd workbook can end the process that reads it, or keep it busy for ever, and the desk
must not go with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import IO

from delightdesk.domain.errors import CannotRead, DeskError
from delightdesk.files import workbook_child

_UNPACKED = 400 * 1024 * 1024
"""A workbook that grows beyond this when unpacked is taken for a trap. Bytes."""

_LOOK_EVERY = 0.2
_STEP = 1_000
Row = tuple[int, list[str]]
Far = Callable[[int], None]
"""Hears how many rows were read, also of none for a while; may raise to stop."""


def read_sheets(
    path: Path, name: str, max_columns: int, max_rows: int, far: Far
) -> Iterator[Callable[[], Iterator[Row]]]:
    """One reader for every sheet that holds rows; calling it starts a pass. Raises `CannotRead`.

    Of a sheet no more than one row above ``max_rows`` is read, which is enough to see that it is too long. ``far`` is
    called from another thread as well.
    """
    if _unpacked(path) > _UNPACKED:
        raise CannotRead(f'"{name}" is too large once unpacked. Nothing was imported; export fewer days.')
    with _told(path, far) as lines:
        line = lines.readline()
        while line.strip().isdigit():
            if int(line) > max_columns:
                raise CannotRead(
                    f'"{name}" has more than {max_columns} columns. Nothing was imported; export fewer of them.'
                )
            rows: list[bytes] = []
            while (line := lines.readline()).startswith(b"[") and line.endswith(b"\n"):
                rows.append(line)
                if len(rows) % _STEP == 0:
                    far(len(rows))
                if len(rows) > max_rows:
                    yield _reader(rows)
                    return
            if not line.endswith(b"\n"):
                break
            yield _reader(rows)
        said = line.decode("ascii", "replace").strip()
    if said == workbook_child.LOCKED:
        raise CannotRead(
            f'"{name}" is locked with a password. Nothing was imported; save it without one and try again.'
        )
    if said != workbook_child.END:
        far(0)  # when somebody stopped it, that is why
        raise CannotRead(
            f'"{name}" is damaged, far too large or not a workbook. Nothing was imported; save it anew or as CSV.'
        )


def _reader(rows: list[bytes]) -> Callable[[], Iterator[Row]]:
    return lambda: ((line, json.loads(row)) for line, row in enumerate(rows, 1))


@contextmanager
def _told(path: Path, far: Far) -> Iterator[IO[bytes]]:
    """What the reading process says; however this is left, the process is gone afterwards."""
    child = subprocess.Popen(  # noqa: S603 - our own file, and the path as one argument
        [sys.executable, "-P", workbook_child.__file__, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    is_over = Event()
    Thread(target=_watch, args=(child, is_over, far), daemon=True).start()
    assert child.stdout is not None
    try:
        yield child.stdout
    finally:
        is_over.set()
        child.kill()
        child.wait()
        child.stdout.close()


def _watch(child: subprocess.Popen[bytes], is_over: Event, far: Far) -> None:
    """End the reading process when it takes too long, or when somebody wants to stop."""
    ends = time.monotonic() + workbook_child.SECONDS
    while not is_over.wait(_LOOK_EVERY):
        try:
            far(0)
        except DeskError:
            ends = 0.0
        if time.monotonic() > ends:
            child.kill()
            return


def _unpacked(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as parts:
            return sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return 0  # the old XLS form, or damaged; the reading process tells

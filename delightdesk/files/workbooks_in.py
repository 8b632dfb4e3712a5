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
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

from delightdesk.domain.errors import CannotRead
from delightdesk.files import workbook_child

_UNPACKED = 400 * 1024 * 1024
"""A workbook that grows beyond this when unpacked is taken for a trap. Bytes."""

Row = tuple[int, list[str]]


def read_sheets(path: Path, name: str, max_columns: int, max_rows: int) -> Iterator[Callable[[], Iterator[Row]]]:
    """One reader for every sheet that holds rows; calling it starts a pass. Raises `CannotRead`.

    Of a sheet no more than one row above ``max_rows`` is read, which is enough to see that it is too long.
    """
    if _unpacked(path) > _UNPACKED:
        raise CannotRead(f'"{name}" is too large once unpacked. Nothing was imported; export fewer days.')
    with _told(path) as lines:
        line = lines.readline()
        while line.strip().isdigit():
            if int(line) > max_columns:
                raise CannotRead(
                    f'"{name}" has more than {max_columns} columns. Nothing was imported; export fewer of them.'
                )
            rows: list[bytes] = []
            while (line := lines.readline()).startswith(b"[") and line.endswith(b"\n"):
                rows.append(line)
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
        raise CannotRead(
            f'"{name}" is damaged, far too large or not a workbook. Nothing was imported; save it anew or as CSV.'
        )


def _reader(rows: list[bytes]) -> Callable[[], Iterator[Row]]:
    return lambda: ((line, json.loads(row)) for line, row in enumerate(rows, 1))


@contextmanager
def _told(path: Path) -> Iterator[IO[bytes]]:
    """What the reading process says; however this is left, the process is gone afterwards."""
    child = subprocess.Popen(  # noqa: S603 - our own file, and the path as one argument
        [sys.executable, "-P", workbook_child.__file__, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    patience = Timer(workbook_child.SECONDS, child.kill)
    patience.daemon = True
    patience.start()
    assert child.stdout is not None
    try:
        yield child.stdout
    finally:
        patience.cancel()
        child.kill()
        child.wait()
        child.stdout.close()


def _unpacked(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as parts:
            return sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return 0  # the old XLS form, or damaged; the reading process tells

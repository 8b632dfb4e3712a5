"""Rows of XLSX, XLS and ODS workbooks, as text.

Cells come as numbers, days and times; they become the text a CSV of the same table would hold (days in ISO
form), so that everything behind this door reads one kind of table. The library is loaded only when a
workbook is really opened.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from delightdesk.domain.errors import CannotRead

_UNPACKED = 400 * 1024 * 1024
"""A workbook that grows beyond this when unpacked is taken for a trap. Bytes."""

Row = tuple[int, list[str]]
Cell = int | float | str | bool | date | datetime | time | timedelta


def read_sheets(path: Path, name: str, max_columns: int) -> Iterator[Callable[[], Iterator[Row]]]:
    """One reader for every sheet that holds rows; calling it starts a pass. Raises `CannotRead`."""
    from python_calamine import CalamineWorkbook, PasswordError

    if _unpacked(path) > _UNPACKED:
        raise CannotRead(f'"{name}" is too large once unpacked. Nothing was imported; export fewer days.')
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [workbook.get_sheet_by_name(title) for title in workbook.sheet_names]
    except PasswordError:
        raise CannotRead(
            f'"{name}" is locked with a password. Nothing was imported; save it without one and try again.'
        ) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a defect inside the library arrives as a Rust panic, which is no Exception
        raise CannotRead(
            f'"{name}" is damaged or not a workbook. Nothing was imported; save it anew or as CSV.'
        ) from None
    for sheet in sheets:
        if sheet.total_width > max_columns:
            raise CannotRead(
                f'"{name}" has more than {max_columns} columns. Nothing was imported; export fewer of them.'
            )
        if sheet.height:
            yield lambda sheet=sheet: (  # type: ignore[misc]
                (line, [_text(cell) for cell in cells]) for line, cells in enumerate(sheet.iter_rows(), 1)
            )


def _unpacked(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as parts:
            return sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return 0  # the old XLS form, or damaged; the library tells


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time(0, 0) else cell.date().isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)

"""Reading a workbook in a process of its own; started by `files.workbooks_in`, never imported by the product.

The library that takes workbooks apart is native code. A stray cell in the last corner of a sheet makes it ask for more
memory than there is, which ends the whole process, and some damaged files keep it busy for ever. Here that harms
nobody: whoever waits for the answer sees that it does not end as it should. Only the standard library and the reader
are imported, so that starting costs little.

What comes out, a line at a time: a number for each sheet (its width), a JSON list of texts for each row, `END` last.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta

END, LOCKED = "end", "locked"
LONGEST_TEXT = 20_000
"""Longer cells are cut here; they are refused later for being longer than any remark."""
MEMORY, SECONDS = 2 * 1024**3, 60
"""What a workbook may cost, where the system can hold a process to it. Bytes, and seconds of work."""

Cell = int | float | str | bool | date | datetime | time | timedelta


def main(path: str) -> None:
    """Print what stands in the workbook at ``path``."""
    _limit()
    from python_calamine import CalamineWorkbook, PasswordError

    sys.stdout.reconfigure(encoding="ascii", newline="\n")  # type: ignore[union-attr]
    try:
        workbook = CalamineWorkbook.from_path(path)
    except PasswordError:
        sys.stdout.write(f"{LOCKED}\n")
        return
    for title in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(title)
        if not sheet.height:
            continue
        sys.stdout.write(f"{sheet.total_width}\n")
        for row in sheet.iter_rows():
            sys.stdout.write(f"{json.dumps([text_of(cell) for cell in row])}\n")
    sys.stdout.write(f"{END}\n")


def _limit() -> None:
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits, others may refuse to set them
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def text_of(cell: Cell) -> str:
    """The text a CSV of the same table would hold; days in ISO form."""
    if isinstance(cell, str):
        return cell[:LONGEST_TEXT]
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


if __name__ == "__main__":
    main(sys.argv[1])

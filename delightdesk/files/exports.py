"""The desk as files that other programs open: a table as CSV, everything as one JSON document.

What guests and staff typed stays words: no cell of a table may be taken for a formula, and no control byte gets out.
CSV is written for spreadsheets (UTF-8 with its mark, every cell in quotation marks), JSON for programs, where nothing
has to be changed.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import Enum
from pathlib import Path
from typing import Any, TextIO

from delightdesk.domain.text import clean
from delightdesk.files.writing import private_file

BOOK, README = "delightdesk.json", "README.txt"
_LONGEST = 100_000
_QUIET = r"[\s'\"`´“”„‟‘’‚‛«»‹›＇＂]*"
_SIGN = r"[=+\-@＝＋－＠﹦﹢﹣﹫⁺⁻⁼₊₋₌−|%]"
_FORMULA = re.compile(rf"{_QUIET}{_SIGN}")
_FORMULA_WITHIN = re.compile(rf"(;{_QUIET})({_SIGN})")


@dataclass(frozen=True, slots=True)
class Page:
    """One table. keys: names for programs; labels: headings for people; rows: values in that order, read once."""

    name: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet calculates: an apostrophe stands before what could begin a formula.

    A spreadsheet that takes a semicolon for the end of a cell begins one behind it, so that is looked at as well.
    """
    if ";" in text:
        text = _FORMULA_WITHIN.sub(r"\1'\2", text)
    return f"'{text}" if _FORMULA.match(text) else text


def cell(value: Any) -> str:
    """A value of `plain` as it stands in a table: yes and no; lists and the like as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return defused(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def plain(value: Any, zone: tzinfo) -> Any:
    """A value as JSON holds it: days in ISO 8601, instants with the offset of the house."""
    if value is None or value == "" or isinstance(value, int):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value, _LONGEST)
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {clean(str(key), 200): plain(each, zone) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, zone) for each in value]
    return value


def write_table(file: TextIO, page: Page, zone: tzinfo) -> Iterator[list[Any]]:
    """Write one CSV, row by row as its plain values are taken; the file is open for UTF-8, line ends as they are."""
    file.write("\ufeff")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(page.labels)
    for row in page.rows:
        values = [plain(value, zone) for value in row]
        writer.writerow([cell(value) for value in values])
        yield values


@contextmanager
def book(
    folder: Path, formats: Collection[str], facts: dict[str, Any], zone: tzinfo
) -> Iterator[Callable[[Page], None]]:
    """Files of all tables; call what is given with each. ``formats``: csv for one file each, json for one of all.

    Only whole when this is left.
    """
    with ExitStack() as open_files:
        document = open_files.enter_context(_new(folder / BOOK, "\n")) if "json" in formats else None
        if document is not None:
            document.write(json.dumps(plain(facts, zone), ensure_ascii=False, indent=1)[:-2])

        def put(page: Page) -> None:
            with ExitStack() as table:
                rows: Iterable[list[Any]] = ([plain(value, zone) for value in row] for row in page.rows)
                if "csv" in formats:
                    rows = write_table(table.enter_context(_new(folder / f"{page.name}.csv", "")), page, zone)
                if document is not None:
                    document.write(f",\n {json.dumps(page.name)}: [")
                for number, values in enumerate(rows):
                    if document is not None:
                        said = json.dumps(dict(zip(page.keys, values, strict=True)), ensure_ascii=False)
                        document.write(f"{',' if number else ''}\n  {said}")
                if document is not None:
                    document.write("]")

        yield put
        if document is not None:
            document.write("\n}\n")


def _new(path: Path, newline: str) -> TextIO:
    return os.fdopen(private_file(path), "w", encoding="utf-8", newline=newline)


def read_me(house: str, made: str, who: str, currency: str, names: Sequence[str]) -> str:
    """What the person who opens the folder should know."""
    tables = "\n".join(f"  {name}" for name in names)
    return f"""Everything the desk of {house} held on {made}, taken out by {who}.

The files
{tables}

How to read them
- CSV opens in a spreadsheet: UTF-8, commas, one heading line. delightdesk.json holds the same for programs.
- A cell that could be taken for a formula has an apostrophe in front, such as '+49 30 5550100, and so has what follows
  a semicolon in it. Importing guests.csv into a desk takes the apostrophe off again; in the JSON there is none.
- Money stands in the smallest coin of {currency}. Instants carry their offset; "Guest id" and its like tie the tables.
- What was taken away at the desk is not here, nor are PINs, half-typed lines and the values from before each change.

Please keep it as safe as the desk itself: notes about health and faith are in it, with the consent they hang on. Delete
the folder when it has served.
"""

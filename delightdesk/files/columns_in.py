"""The columns of a file for a person who says what they hold: header, what it is taken for, a cell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from delightdesk.domain.columns import LEFT_OUT, Columns, all_there, checked_mapping, map_columns, normalise, recognised
from delightdesk.domain.forbidden import without
from delightdesk.domain.text import clean
from delightdesk.files.tables_in import NoHeader, Table, open_table

_LOOKED_AT = 30
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column. field: what it is taken for, `LEFT_OUT`, or "" when it means nothing here.

    is_never_read: it holds what is never read, and nobody can change that. is_by_hand: a person said so. sample: the
    first cell that holds something; empty for a column that is never read.
    """

    header: str
    field: str
    is_never_read: bool
    is_by_hand: bool
    sample: str


def columns_of(path: Path, mapping: Mapping[str, str]) -> tuple[ColumnLine, ...]:
    """The columns with ``mapping`` (header -> field) made by hand. Raises `CannotRead`.

    Where no row is known to be the header, the fullest one is taken for it.
    """
    by_hand = checked_mapping(mapping)
    table = _opened(path, by_hand)
    headers = tuple(clean(header, 80) for header in table.headers)
    columns = map_columns(headers, by_hand)
    samples = _samples(table, len(headers))
    return tuple(
        ColumnLine(
            header,
            _taken_for(header, columns, by_hand.get(normalise(header), "")),
            header in columns.ignored,
            normalise(header) in by_hand,
            "" if header in columns.ignored else sample,
        )
        for header, sample in zip(headers, samples, strict=True)
        if header.strip()
    )


def _taken_for(header: str, columns: Columns, by_hand: str) -> str:
    if by_hand == LEFT_OUT:
        return LEFT_OUT
    field = columns.mapping.get(header, "")
    is_customers = "arrive" not in columns.places  # their own number is what they are known by, as a booking is by its
    return "customer_ref" if field == "ref" and is_customers and by_hand != "ref" else field


def _opened(path: Path, by_hand: Mapping[str, str]) -> Table:
    try:
        return open_table(path, lambda cells: recognised(cells, by_hand) or all_there(cells, by_hand))
    except NoHeader:
        return open_table(path, _fullness)


def _fullness(cells: Sequence[str]) -> int:
    """How many different words a row holds that could be names of columns; 0 when it is fewer than two."""
    words = {normalise(cell) for cell in cells if cell and len(cell) < 80 and not any(map(str.isdigit, cell))} - {""}
    return len(words) if len(words) > 1 else 0


def _samples(table: Table, width: int) -> list[str]:
    samples = [""] * width
    for _, row in islice(table.rows(), _LOOKED_AT):
        for place, cell in enumerate(row[:width]):
            samples[place] = samples[place] or without(clean(cell, _SAMPLE))[0]
    return samples

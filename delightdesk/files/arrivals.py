"""A file from another system -> guests and visits in our words, row by row.

`open_arrivals` looks at the whole file once (see `files.survey`), says what it found as a `Sheet`, and then
hands out the rows one at a time: nothing is held, and nothing is imported before the person has seen the sheet.
Rows that share a reference are handed out as they stand; the store merges them by
`domain.arrivals.booking_key`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from delightdesk.domain.arrivals import ArrivalRow, Kind, Sheet, SkippedRow
from delightdesk.domain.columns import (
    Columns,
    all_there,
    checked_mapping,
    has_name,
    header_fingerprint,
    map_columns,
    recognised,
    source_of,
)
from delightdesk.domain.dates import Order, Proof, day_of, order_of, proof
from delightdesk.domain.forbidden import found
from delightdesk.domain.statuses import status_of
from delightdesk.domain.text import clean
from delightdesk.files.rows_in import RowReader
from delightdesk.files.survey import Progress, Survey, surveyed
from delightdesk.files.tables_in import NoHeader, Table, open_table

_STEP = 1_000
_FAR = timedelta(days=400)
_WORDS_NAMED = 5


def open_arrivals(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    day_first: bool | None = None,
    today: date,
    progress: Progress | None = None,
) -> tuple[Sheet, Iterator[ArrivalRow | SkippedRow]]:
    """What ``path`` holds, and its rows.

    ``mapping`` (header -> field of `domain.columns.FIELDS`, or "ignore") goes before our own reading.
    ``remembered`` holds such mappings of earlier files by `header_fingerprint`; without a ``mapping`` (None; an empty
    one is one) that of a file with the same headers is taken.
    ``day_first`` answers the question of `Undecidable`; it then holds for every day of the file that numbers
    leave open. ``today`` is the house's day. ``progress`` hears of every thousandth row handed out.
    Raises `CannotRead`, `Undecidable`, `Invalid`; in every case nothing was handed out.
    """
    by_hand = checked_mapping(mapping or {})
    earlier = {} if mapping is not None else {key: checked_mapping(told) for key, told in (remembered or {}).items()}
    told = {bare: field for each in earlier.values() for bare, field in each.items()} | by_hand
    table = open_table(
        path,
        lambda cells: recognised(cells, told) or max(all_there(cells, each) for each in (by_hand, *earlier.values())),
        lambda rows: progress(rows, 0) if progress else None,
    )
    headers = tuple(clean(header, 80) for header in table.headers)
    by_hand = by_hand or earlier.get(header_fingerprint(headers), {})
    columns = map_columns(headers, by_hand)
    if not has_name(columns):
        raise NoHeader(
            f'"{table.name}" has no column that is known to hold guest names. Nothing was imported; '
            "say which column does and try again."
        )
    kind: Kind = "reservations" if "arrive" in columns.places else "customers"
    source = source_of(headers)
    survey = surveyed(table, columns.places, progress)
    order, stay_warnings = _order(survey, columns, headers, day_first, today)
    birthday_order = _birthday_order(survey, columns, headers, order, day_first, today)
    numbered = source == "QloApps"
    sheet = Sheet(
        kind,
        source,
        headers,
        columns.mapping,
        columns.ignored,
        columns.unknown,
        str(order or birthday_order or "as written"),
        (*table.warnings, *stay_warnings, *_warnings(survey, numbered)),
        survey.rows,
    )
    reader = RowReader(columns.places, headers, kind, order, birthday_order, survey.shouted, numbered)
    return sheet, _rows(table, reader, survey.rows, progress)


def _rows(table: Table, reader: RowReader, total: int, progress: Progress | None) -> Iterator[ArrivalRow | SkippedRow]:
    read = reader.read
    for done, (line, row) in enumerate(table.rows(), 1):
        if progress is not None and done % _STEP == 0:
            progress(done, total)
        found = read(line, row)
        if found is not None:
            yield found
    if progress is not None:
        progress(total, total)


def _order(
    survey: Survey, columns: Columns, headers: tuple[str, ...], day_first: bool | None, today: date
) -> tuple[Order | None, tuple[str, ...]]:
    """The order of arrival and departure days, with what should be said about it."""
    if "arrive" not in columns.places:
        return None, ()
    if day_first is not None:
        order: Order | None = Order.DAY_FIRST if day_first else Order.MONTH_FIRST
        return order, _far_away(survey, order, today)
    order, reasoned = order_of(survey.stays, today, headers[columns.places["arrive"][0]])
    told = (f"The days were read {order}: only so do the stays make sense.",) if reasoned else ()
    return order, (*told, *_far_away(survey, order, today))


def _far_away(survey: Survey, order: Order | None, today: date) -> tuple[str, ...]:
    days = [day for arrive, _ in survey.stays if (day := day_of(arrive, order))]
    if days and all(abs(day - today) > _FAR for day in days):
        return ("Every arrival is more than a year away from today; look whether the days were read rightly.",)
    return ()


def _birthday_order(
    survey: Survey,
    columns: Columns,
    headers: tuple[str, ...],
    stays: Order | None,
    day_first: bool | None,
    today: date,
) -> Order | None:
    """Birthdays prove their own order or follow the stays; otherwise it is asked: a wrong day hurts."""
    if day_first is not None:
        return Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    if "birthday" not in columns.places:
        return None
    if stays is not None and not _proved(survey.birthdays):
        return stays
    pairs = {(birthday, "") for birthday in survey.birthdays}
    return order_of(pairs, today, headers[columns.places["birthday"][0]])[0]


def _proved(days: Collection[str]) -> bool:
    return any(proof(day) in (Proof.DAY_FIRST, Proof.MONTH_FIRST) for day in days)


def _warnings(survey: Survey, numbered: bool) -> list[str]:
    """What the person should know before importing, without a guest's words."""
    warnings: list[str] = []
    if survey.lost:
        names = "name has" if survey.lost == 1 else "names have"
        warnings.append(
            f"{survey.lost} {names} question marks where letters were lost when the file was made. They are "
            "taken as they are; an export in UTF-8 would keep them."
        )
    strange = [(word, rows) for word, rows in survey.statuses.most_common() if not status_of(word, numbered=numbered)]
    for word, rows in strange[:_WORDS_NAMED]:
        shown = clean(word, 30)
        plain = sum(char.isdigit() for char in shown) < 5 and "@" not in shown and not found(word)
        named = f'The status "{shown}"' if plain else "A status"
        warnings.append(f"{named} is not known here and was taken as expected ({rows} {_rows_word(rows)}).")
    if rest := sum(rows for _, rows in strange[_WORDS_NAMED:]):
        warnings.append(f"Other unknown status words were taken as expected ({rest} {_rows_word(rest)}).")
    return warnings


def _rows_word(count: int) -> str:
    return "row" if count == 1 else "rows"

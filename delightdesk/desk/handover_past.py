"""Past sheets, newest first, found by words: what stood on them, whose room or guest it was, who signed, which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from delightdesk.desk.handover_lines import PastSheet
from delightdesk.desk.handover_on_file import OF_SHEETS, SheetOnFile
from delightdesk.desk.handover_standing import COUNTS
from delightdesk.desk.handover_words import dated, shift_name, shift_words, stamp
from delightdesk.domain.clock import WEEKDAYS
from delightdesk.domain.errors import Invalid
from delightdesk.domain.folding import typed_words
from delightdesk.domain.naming import short
from delightdesk.domain.shifts import Shift
from delightdesk.domain.text import clean
from delightdesk.domain.typed_days import read_day
from delightdesk.domain.vocabulary import HandoverState
from delightdesk.store.tables import Handover, HandoverLine, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_SHEET, _LINE, _ANSWERER = table_of(Handover), table_of(HandoverLine), table_of(Staff).alias("answerer")
_NOT_DRAFT = (_SHEET.c.state != HandoverState.DRAFT, _SHEET.c.deleted_at.is_(None))
_NEWEST = OF_SHEETS.where(*_NOT_DRAFT).order_by(_SHEET.c.left_at.desc(), _SHEET.c.id.desc())
_PAGE = _NEWEST.limit(bindparam("most")).offset(bindparam("first"))
_HOW_MANY = select(func.count()).select_from(_SHEET).where(*_NOT_DRAFT)
_WORDS = (
    select(
        _LINE.c.handover_id, _LINE.c.guest_id, _LINE.c.who, _LINE.c.what, _LINE.c.due_text, _LINE.c.owner,
        _LINE.c.next_step, _LINE.c.details, _LINE.c.words, _LINE.c.reply, _ANSWERER.c.name,
    )
    .outerjoin_from(_LINE, _ANSWERER, _ANSWERER.c.id == _LINE.c.answered_by)
    .where(_LINE.c.deleted_at.is_(None))
    .order_by(_LINE.c.handover_id, _LINE.c.position)
)  # fmt: skip
_FOUND_LONG = 120
_WEEKDAYS = frozenset(day.casefold() for day in WEEKDAYS)

_NO_LINE: tuple[str, Sequence[Any], int | None] = ("", (), None)

Found = tuple[str, int | None]
"""The words of a line, and whom it is of."""
_NOTHING: Found = ("", None)

Words = tuple[tuple[str, ...], ...]
"""What was typed, each word in all its forms."""


def past(work: Work, *, text: str = "", offset: int = 0, limit: int = 200) -> tuple[tuple[PastSheet, ...], int]:
    """The sheets that were left, newest first, and how many there are. Every word of ``text`` stands on each of them.

    It is looked for in the lines, the names of those who left, took and signed, the shift and the day.
    """
    first, most = max(0, offset), max(0, min(limit, 500))
    wanted = typed_words(clean(text, 200))
    if not wanted:
        rows = [SheetOnFile._make(row) for row in work.rows(_PAGE, most=most, first=first)]
        ((total,),) = work.rows(_HOW_MANY)
        return _views(work, rows, {}), int(total)
    day = _day(work, text)
    found = _found(work, wanted) if day is None else None
    rows = [
        row for row in map(SheetOnFile._make, work.rows(_NEWEST))
        if (row.day == day if found is None else row.id in found)
    ]  # fmt: skip
    return _views(work, rows[first : first + most], found or {}), len(rows)


def _day(work: Work, text: str) -> date | None:
    """The day the words name and nothing else, so that "15 june" is no room 15 of some June."""
    words = clean(text, 40).casefold()
    if words in _WEEKDAYS:
        return None
    try:
        return read_day(words, work.today, day_first=work.house.day_first, field="text")
    except Invalid:
        return None


def _found(work: Work, wanted: Words) -> dict[int, Found]:
    """The sheets that hold every word, each with the line that holds most of them."""
    lines: dict[int, list[tuple[str, Sequence[Any], int | None]]] = {}
    for sheet_id, guest_id, *texts in work.rows(_WORDS):
        lines.setdefault(sheet_id, []).append((_folded(texts), texts, guest_id))
    found = {}
    for row in map(SheetOnFile._make, work.rows(_NEWEST)):
        own = lines.get(row.id, [])
        head = _head(row)
        if all(any(_holds(text, forms) for text in (head, *(line[0] for line in own))) for forms in wanted):
            best = max(own, key=lambda line: sum(_holds(line[0], forms) for forms in wanted), default=_NO_LINE)
            found[row.id] = (_shown(best[1]), best[2]) if any(_holds(best[0], forms) for forms in wanted) else _NOTHING
    return found


def _head(row: SheetOnFile) -> str:
    day = f"{WEEKDAYS[row.day.weekday()]} {dated(row.day)} {row.day.year}"
    nothing = "nothing to report" if row.nothing_to_report else ""
    return _folded([shift_name(row.shift), day, row.left_name or "", row.taken_name or "", nothing])


def _folded(texts: Sequence[Any]) -> str:
    """Folded words with a blank before each, so that only beginnings of words are found."""
    plain = " ".join(" ".join(each) if isinstance(each, list) else each or "" for each in texts)
    return " " + " ".join(form for forms in typed_words(plain) for form in forms)


def _holds(folded: str, forms: Sequence[str]) -> bool:
    return any(f" {form}" in folded for form in forms)


def _shown(texts: Sequence[Any]) -> str:
    who, what = str(texts[0]), str(texts[1])
    return short(" ".join(filter(None, (who, what))), _FOUND_LONG)


def _views(work: Work, rows: Sequence[SheetOnFile], found: dict[int, Found]) -> tuple[PastSheet, ...]:
    ids = [row.id for row in rows]
    counts = {sheet: rest for sheet, *rest in work.rows(COUNTS, sheets=ids)} if ids else {}
    return tuple(_view(work, row, counts.get(row.id, [0, 0, 0, 0]), found.get(row.id, _NOTHING)) for row in rows)


def _view(work: Work, row: SheetOnFile, counts: Sequence[int], found: Found) -> PastSheet:
    lines, red, signed, not_taken = counts
    is_taken = row.state is HandoverState.TAKEN or (row.state is HandoverState.LEFT and not red and signed > 0)
    unaccepted = 0 if is_taken else red if row.state is HandoverState.LEFT else not_taken
    return PastSheet(
        id=row.id,
        day=row.day,
        shift=row.shift,
        shift_text=shift_words(Shift(row.shift, row.day, row.begins_at, row.ends_at), work.today, work.zone),
        state=HandoverState.TAKEN if is_taken else row.state,
        left_by=row.left_name or "",
        left_text=stamp(row.left_name, row.left_at, row.ends_at, work.zone),
        taken_by=row.taken_name or "",
        lines=lines,
        unaccepted=unaccepted,
        found=found[0],
        guest_id=found[1],
    )

"""What an import would do, or did, in lines for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.columns import FIELD_WORDS
from delightdesk.domain.vocabulary import label
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from delightdesk.desk.import_lines import ImportReport
    from delightdesk.desk.imports import Parsed
    from delightdesk.domain.arrivals import ArrivalRow
    from delightdesk.store.work import Work

SKIPPED_SHOWN = 6
ROWS_SHOWN = 4
_NAME_WIDE = 22
_LABEL_WIDE = 12


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at and not taken over yet."""

    parsed: Parsed
    report: ImportReport


def look(
    work: Work,
    path: Path,
    mapping: Mapping[str, str] | None,
    day_first: bool | None,
    progress: Callable[[int, int], None],
) -> Looked:
    """Read a file and find out what it would do.

    mapping: the columns as a person said; None for as they were assigned the last time.
    """
    remembered = desk.imports.remembered_mappings(work)
    parsed = desk.imports.read(
        path, work.today, mapping=mapping, remembered=remembered, day_first=day_first, progress=progress
    )
    return Looked(parsed, desk.imports.dry_run(work, parsed))


def count(number: int, one: str, many: str) -> str:
    """ "1 guest", "12,000 guests"."""
    return f"{number:,} {one if number == 1 else many}"


def busy(doing: str, done: int, total: int, *, can_stop: bool) -> list[Line]:
    """How far the work is."""
    far = f"{doing}, one moment, please"
    if done:
        far = f"{doing}: {done:,} of {total:,} rows" if total else f"{doing}: {done:,} rows so far"
    hint = "Esc stops it; nothing is kept then." if can_stop else ""
    return [((f" {far}", "strong"),), (), ((f" {hint}", "quiet"),)]


def ask_order(width: int) -> list[Line]:
    """The question which number comes first."""
    words = "Press d when 03/04 is the 3rd of April, m when it is the 4th of March."
    return [((f" {part}", "plain"),) for part in wrap(words, width - 2)]


def preview(looked: Looked, width: int, *, discreet: bool = False) -> list[Line]:
    """Before taking over: counts, what is not read, what is left out and why."""
    sheet, report = looked.parsed.sheet, looked.report
    kind = "arrivals" if report.kind == "reservations" else "customers"
    source = f" from {clean(report.source, 40)}" if report.source else ""
    lines = _labelled("File", f"{looked.parsed.file_name}: {kind}{source}", width, "strong")
    lines += _labelled("Would be", _counts(report), width, "strong")
    if report.kind == "reservations":
        lines += _labelled("Days", f"read {sheet.date_order}", width)
    lines += _labelled("Columns", _columns_read(looked.parsed), width)
    if not report.new and not report.updated:
        lines += _labelled("", "There is nothing new in this file.", width, "strong")
    return [*lines, *first_rows(looked.parsed, width, discreet=discreet), *_rest(report, width)]


def _columns_read(parsed: Parsed) -> str:
    sheet = parsed.sheet
    read = f"{len(sheet.mapping)} of {len(sheet.headers)} are read"
    if not parsed.by_hand:
        return read
    return f"{read}, {'as last time' if parsed.as_last_time else 'as you said'}; c shows and changes them"


def first_rows(parsed: Parsed, width: int, *, discreet: bool = False) -> list[Line]:
    """The first rows as they would come in; ``discreet``: remarks are counted and not told."""
    lines: list[Line] = [((f" {'Row':>5} {pad('Guest', _NAME_WIDE)} {'What comes in'}", "quiet"),)]
    for row in parsed.rows[:ROWS_SHOWN]:
        name = pad(cut(clean(row.full, 200), _NAME_WIDE), _NAME_WIDE)
        said = cut(clean(" · ".join(_said(row, parsed.sheet.kind, discreet)), 300), max(8, width - _NAME_WIDE - 9))
        lines.append(((f" {row.line:>5} ", "label"), (f"{name} ", "plain"), (said, "plain")))
    return [(), *lines, ()] if len(lines) > 1 else []


def _said(row: ArrivalRow, kind: str, discreet: bool) -> Iterator[str]:
    if kind == "reservations":
        if row.room:
            yield row.room
        if row.arrive:
            depart = f" to {row.depart.day} {row.depart:%b}" if row.depart else ""
            yield f"{row.arrive.day} {row.arrive:%b %Y}{depart}{f' {row.eta:%H:%M}' if row.eta else ''}"
        yield label(row.status)
    yield from (part for part in (row.ref, row.phone, row.email, *row.flags) if part)
    if row.birthday:
        yield f"birthday {row.birthday[1]}/{row.birthday[0]}"
    if discreet and row.notes:
        yield count(len(row.notes), "remark", "remarks")
    else:
        yield from (text for _, text in row.notes)


def outcome(report: ImportReport, width: int) -> list[Line]:
    """After taking over."""
    lines = _labelled("Taken over", _counts(report), width, "strong")
    if report.review:
        found = count(len(report.review), "remark", "remarks")
        lines += _labelled("Review", f"{found} may hold an occasion or a caution; r looks through them.", width)
    if report.run is not None:
        lines += _labelled("Undo", "z takes the whole import back.", width)
    return [*lines, (), *_rest(report, width)]


def _counts(report: ImportReport) -> str:
    return (
        f"{report.new:,} new · {report.updated:,} updated · {report.unchanged:,} unchanged · "
        f"{count(len(report.skipped), 'row', 'rows')} left out"
    )


def _rest(report: ImportReport, width: int) -> list[Line]:
    lines: list[Line] = []
    if report.by_name:
        words = (
            f"{count(len(report.by_name), 'guest is', 'guests are')} known by the name alone; look at them afterwards."
        )
        lines += _labelled("By name", words, width)
    if report.dry_run and report.review:
        words = f"{count(len(report.review), 'remark', 'remarks')} to look through afterwards."
        lines += _labelled("Review", words, width)
    if report.kept_at_desk:
        words = f"{count(len(report.kept_at_desk), 'row says', 'rows say')} otherwise than the desk: {_fields(report)}"
        lines += _labelled("Kept", f"{words} stay as they were changed at the desk.", width)
    for before in report.written_before:
        words = f"{count(before.visits, 'visit was', 'visits were')} written last by import {before.run}"
        lines += _labelled(
            "Two files", f"{words} ({before.file_name}, {before.at_text}); the newer counts.", width, "warn"
        )
    for warning in report.warnings:
        lines += _labelled("Mind", warning, width, "warn")
    lines += _columns("Never read", report.ignored_columns, width)
    lines += _columns("Not known", report.unknown_columns, width)
    for place, skipped in enumerate(report.skipped[:SKIPPED_SHOWN]):
        lines += _labelled("Left out" if place == 0 else "", f"row {skipped.line:,}: {skipped.why}", width)
    if len(report.skipped) > SKIPPED_SHOWN:
        lines += _labelled("", f"and {len(report.skipped) - SKIPPED_SHOWN:,} more", width)
    if report.left_out:
        rows = ", ".join(f"row {each.line:,} ({each.why})" for each in report.left_out[:SKIPPED_SHOWN])
        more = len(report.left_out) - SKIPPED_SHOWN
        words = f"Taken out and never kept: {rows}" + (f" and {more:,} more" if more > 0 else "")
        lines += _labelled("Taken out", words, width, "warn")
    return lines


def _fields(report: ImportReport) -> str:
    names = dict.fromkeys(name for each in report.kept_at_desk for name in each.fields)
    return ", ".join(FIELD_WORDS.get(name, name) for name in names)


def _columns(label: str, names: Iterable[str], width: int) -> list[Line]:
    words = ", ".join(clean(name, 40) for name in names)
    return _labelled(label, words, width, "quiet") if words else []


def _labelled(label: str, text: str, width: int, manner: str = "plain") -> list[Line]:
    parts = wrap(clean(text, 1000), max(20, width - _LABEL_WIDE - 1))
    return [
        ((f" {label if place == 0 else '':<{_LABEL_WIDE - 1}}", "label"), (part, manner))
        for place, part in enumerate(parts)
    ]

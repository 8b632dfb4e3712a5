"""What an import would do, or did, in lines for the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from delightdesk.desk.imports import ImportReport, Parsed
    from delightdesk.store.work import Work

SKIPPED_SHOWN = 6
_LABEL_WIDE = 12


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at and not taken over yet."""

    parsed: Parsed
    report: ImportReport


def look(work: Work, path: Path, day_first: bool | None, progress: Callable[[int, int], None]) -> Looked:
    """Read a file, with the columns as a person assigned them last time, and find out what it would do."""
    remembered = desk.imports.remembered_mappings(work)
    parsed = desk.imports.read(path, work.today, remembered=remembered, day_first=day_first, progress=progress)
    return Looked(parsed, desk.imports.dry_run(work, parsed))


def count(number: int, one: str, many: str) -> str:
    """ "1 guest", "12,000 guests"."""
    return f"{number:,} {one if number == 1 else many}"


def busy(doing: str, done: int, total: int, *, can_stop: bool) -> list[Line]:
    """How far the work is."""
    far = f"{doing}: {done:,} of {total:,} rows" if total else f"{doing}, one moment, please"
    hint = "Esc stops it; nothing is kept then." if can_stop else ""
    return [((f" {far}", "strong"),), (), ((f" {hint}", "quiet"),)]


def ask_order(width: int) -> list[Line]:
    """The question which number comes first."""
    words = "Press d when 03/04 is the 3rd of April, m when it is the 4th of March."
    return [((f" {part}", "plain"),) for part in wrap(words, width - 2)]


def preview(looked: Looked, width: int) -> list[Line]:
    """Before taking over: counts, what is not read, what is left out and why."""
    sheet, report = looked.parsed.sheet, looked.report
    kind = "arrivals" if report.kind == "reservations" else "customers"
    source = f" from {clean(report.source, 40)}" if report.source else ""
    lines = _labelled("File", f"{looked.parsed.file_name}: {kind}{source}", width, "strong")
    lines += _labelled("Would be", _counts(report), width, "strong")
    if report.kind == "reservations":
        lines += _labelled("Days", f"read {sheet.date_order}", width)
    lines += _rest(report, width)
    if not report.new and not report.updated:
        lines += [(), *_labelled("", "There is nothing new in this file.", width, "strong")]
    return lines


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
    for warning in report.warnings:
        lines += _labelled("Mind", warning, width, "warn")
    lines += _columns("Never read", report.ignored_columns, width)
    lines += _columns("Not known", report.unknown_columns, width)
    for place, skipped in enumerate(report.skipped[:SKIPPED_SHOWN]):
        lines += _labelled("Left out" if place == 0 else "", f"row {skipped.line:,}: {skipped.why}", width)
    if len(report.skipped) > SKIPPED_SHOWN:
        lines += _labelled("", f"and {len(report.skipped) - SKIPPED_SHOWN:,} more", width)
    return lines


def _columns(label: str, names: Iterable[str], width: int) -> list[Line]:
    words = ", ".join(clean(name, 40) for name in names)
    return _labelled(label, words, width, "quiet") if words else []


def _labelled(label: str, text: str, width: int, manner: str = "plain") -> list[Line]:
    parts = wrap(clean(text, 1000), max(20, width - _LABEL_WIDE - 1))
    return [
        ((f" {label if place == 0 else '':<{_LABEL_WIDE - 1}}", "label"), (part, manner))
        for place, part in enumerate(parts)
    ]

"""The answers of the command line as a person reads them: warm, aligned, nothing that is not needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from delightdesk.cli.as_text_owed import owed_lines, problem_lines
from delightdesk.cli.output import row, section, wrapped
from delightdesk.domain.clock import spoken_day

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.finding import SearchHit
    from delightdesk.desk.imports import ImportReport, SameName
    from delightdesk.desk.lines import RuledOutLine, SuggestionLine
    from delightdesk.desk.today import Board, BoardLine

_FEW = 10
"""How many lines of one kind a person wants to read; all of them stand in the JSON."""

_REASONS = 3
"""How many reasons a card gives for a suggestion; `suggest` gives them all."""


def hit_lines(hits: Sequence[SearchHit], today: date) -> list[str]:
    """One line a guest: number, name, room, where the visit stands, reasons to care."""
    return [
        row(
            ((str(hit.id), -6), (hit.name, 24), (hit.room, 6), (_where(hit, today), 18)),
            ", ".join(flag.replace("_", "-") for flag in hit.flags),
        )
        for hit in hits
    ]


def _where(hit: SearchHit, today: date) -> str:
    if hit.status == "in_house":
        return "in house"
    if hit.status == "expected" and hit.arrive is not None:
        return f"due {spoken_day(hit.arrive, today)} {hit.eta if hit.arrive == today else ''}".strip()
    if hit.status == "left":
        return f"left {spoken_day(hit.depart or hit.arrive or today, today)}"
    return hit.status.replace("_", "-")


def card_lines(card: GuestCard) -> list[str]:
    """The brief first, then what can be given, then what is known."""
    lines = [*wrapped(card.name), *wrapped(card.where), *wrapped(card.contact)]
    lines += wrapped(card.banner)
    lines += wrapped(card.warning, "      ", "NOTE  ")
    for label, text in (("SAY   ", card.say), ("MIND  ", card.mind), ("OWED  ", card.owed)):
        lines += wrapped(text, "      ", label)
    lines += wrapped(card.prompt)
    if card.question is not None:
        lines += wrapped(card.question.text, "      ", "ASK   ")
    given = [card.none_today] if card.none_today else []
    suggested = [line for each in card.suggestions for line in suggestion_head(each, _REASONS)]
    lines += section(f"Suggested, {card.allowance}", [*given, *suggested])
    lines += section("Owed", owed_lines(card.owed_lines, names_guest=False))
    lines += section("Problems", problem_lines(card.problems, names_guest=False))
    lines += section("Occasions", _items([each.text for each in card.occasions]))
    lines += section("Cautions", _items([each.text for each in card.cautions]))
    lines += section("Notes", _items([f"{each.text} ({each.detail})" for each in card.notes]))
    lines += section("With", _items([each.text for each in card.bonds]))
    lines += section("Given", _items([f"{each.text}, {each.cost_text}" for each in card.gestures]))
    lines += section("Visits", _items([each.text for each in card.visits]))
    return lines


def suggestion_lines(name: str, suggestions: Sequence[SuggestionLine], ruled_out: Sequence[RuledOutLine]) -> list[str]:
    """What to give and how, then what not to give and why."""
    lines = wrapped(name)
    for each in suggestions:
        lines += ["", *suggestion_head(each)]
        lines += wrapped(f"“{each.say}”", "     ") if each.say else []
        lines += wrapped(each.how, "     ")
        for caution in (*each.left_out, *each.cautions):
            lines += wrapped(caution, "       ", "     ! ")
        if each.needs_approval:
            lines += wrapped(f"{each.needs_approval} has to say yes first", "       ", "     ! ")
    if not suggestions:
        lines += ["", "Nothing fits just now."]
    out = [line for each in ruled_out for line in _ruled_out(each)]
    return lines + section("Ruled out", out)


def suggestion_head(each: SuggestionLine, most: int | None = None) -> list[str]:
    """Number, title and cost; then who makes it ready by when, and at most ``most`` reasons."""
    other = [f"or {form.title}, {form.cost_text}: ask which" for form in each.forms[1:]] if each.ask_which else []
    more = (*other, f"{each.who_when} · {'; '.join(each.why[:most])}")
    head = row(((str(each.number), -3), (each.title, 63), (each.cost_text, -10)))
    return [head, *(line for text in more for line in wrapped(text, "     "))]


def _ruled_out(each: RuledOutLine) -> list[str]:
    swap = f"; {each.swap_title} would be safe" if each.swap_title else ""
    return wrapped(f"{each.title}: {'; '.join(each.because)}{swap}", "    ", "  ")


def _items(texts: Sequence[str]) -> list[str]:
    lines = [line for text in texts[:_FEW] for line in wrapped(text, "    ", "  ")]
    return [*lines, f"  and {len(texts) - _FEW} more"] if len(texts) > _FEW else lines


def board_lines(board: Board, visits: Sequence[BoardLine]) -> list[str]:
    """The day: a headline, then one visit a line."""
    lines = [f"{board.day:%A} {board.day.day} {board.day:%B}: {board.headline}"]
    for each in visits:
        head = row(((each.eta or "·", -5), (each.name, 26), (each.room, 6)))
        reasons = " · ".join(filter(None, (", ".join(each.flags), each.next_action)))
        lines += wrapped(reasons, " " * 43, f"{head}  ") or [head]
    return lines


def report_lines(report: ImportReport) -> list[str]:
    """What an import did, or would do."""
    kind = f"{report.source}, {report.kind}" if report.source else report.kind
    would = "This file would bring" if report.dry_run else "Taken over:"
    lines = wrapped(f"{would} {report.new} new, {report.updated} updated, {report.unchanged} unchanged ({kind}).")
    lines += section("Left out", _items([f"row {each.line}: {each.why}" for each in report.skipped]))
    lines += section("Worth a look on the review list", _items(report.review))
    lines += section("Taken for a guest by the name alone", _items([_same_name(each) for each in report.by_name]))
    lines += section("Never read", _items(report.ignored_columns))
    lines += section("Columns without a meaning here", _items(report.unknown_columns))
    lines += section("Please note", _items(report.warnings))
    if report.run is not None:
        lines += ["", f"To take all of it back: delightdesk import --undo {report.run}"]
    return lines


def _same_name(each: SameName) -> str:
    return f"row {each.row}: {each.name}, guest {each.guest_id}"

"""The answers of the command line as a person reads them: warm, aligned, nothing that is not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from delightdesk.cli.as_text_owed import owed_lines, problem_lines
from delightdesk.cli.output import row, section, wrapped
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.columns import FIELD_WORDS
from delightdesk.domain.consent import with_hidden
from delightdesk.domain.name_marks import marked, marks_in

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.finding import SearchHit
    from delightdesk.desk.import_lines import ImportReport, KeptAtDesk, SameName, WrittenBefore
    from delightdesk.desk.lines import NoteLine, RuledOutLine, SuggestionLine
    from delightdesk.desk.privacy.consent import Looked
    from delightdesk.desk.today import Board, BoardLine

_FEW = 10
"""How many lines of one kind a person wants to read; all of them stand in the JSON."""

_REASONS = 3
"""How many reasons a card gives for a suggestion; `suggest` gives them all."""


def hit_lines(hits: Sequence[SearchHit], today: date) -> list[str]:
    """One line a guest: number, name, room, where the visit stands, reasons to care."""
    return [
        row(
            ((str(hit.id), -6), (marked(hit.name, marks_in(hit.flags)), 24), (hit.room, 6), (_where(hit, today), 18)),
            ", ".join(flag.replace("_", "-") for flag in sorted(hit.flags, key=_is_a_care)),
        )
        for hit in hits
    ]


def _is_a_care(flag: str) -> bool:
    """False, which comes first, for what the signs before the name stand for."""
    return not marks_in((flag,))


def _where(hit: SearchHit, today: date) -> str:
    if hit.status == "in_house":
        return "in house"
    if hit.status == "expected" and hit.arrive is not None:
        return f"due {spoken_day(hit.arrive, today)} {hit.eta if hit.arrive == today else ''}".strip()
    if hit.status == "left":
        return f"left {spoken_day(hit.depart or hit.arrive or today, today)}"
    return hit.status.replace("_", "-")


def card_lines(card: GuestCard, words: Mapping[int, Looked] = MappingProxyType({})) -> list[str]:
    """The brief first, then what can be given, then what is known. words: of the hidden notes, where they are shown."""
    mind = with_hidden(card.mind, 0 if words else card.hidden, "--show-hidden shows it")
    lines = [*wrapped(card.name), *wrapped(card.where), *wrapped(card.contact)]
    lines += wrapped(card.banner)
    lines += wrapped(card.warning, "      ", "NOTE  ")
    for label, text in (("SAY   ", card.say), ("MIND  ", mind), ("OWED  ", card.owed)):
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
    lines += section("Notes", _items([_note(each, words.get(each.id)) for each in card.notes]))
    lines += section("With", _items([each.text for each in card.bonds]))
    lines += section("Given", _items([f"{each.text}, {each.cost_text}" for each in card.gestures]))
    lines += section("Visits", _items([each.text for each in card.visits]))
    return lines


def _note(line: NoteLine, looked: Looked | None) -> str:
    """The words of a note, what the guest says against it, and its detail. Of a hidden one only that it is there."""
    text, disputed = (looked.text, looked.disputed) if looked else (line.text, line.disputed)
    text = "•••" if line.is_hidden and not looked else text
    against = f", disputed: “{disputed}”" if disputed else ""
    return f"{text}{against} ({line.detail})"


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
        head = row(((each.eta or "·", -5), (marked(each.name, marks_in(each.flags)), 26), (each.room, 6)))
        reasons = " · ".join(filter(None, (", ".join(each.flags), each.next_action)))
        lines += wrapped(reasons, " " * 43, f"{head}  ") or [head]
    return lines


def report_lines(report: ImportReport) -> list[str]:
    """What an import did, or would do."""
    kind = f"{report.source}, {report.kind}" if report.source else report.kind
    would = "This file would bring" if report.dry_run else "Taken over:"
    lines = wrapped(f"{would} {report.new} new, {report.updated} updated, {report.unchanged} unchanged ({kind}).")
    lines += section("Left out", _items([f"row {each.line}: {each.why}" for each in report.skipped]))
    lines += section("Never kept, so taken out", _items([f"row {each.line}: {each.why}" for each in report.left_out]))
    lines += section("Worth a look on the review list", _items(report.review))
    lines += section("Taken for a guest by the name alone", _items([_same_name(each) for each in report.by_name]))
    lines += section("Stays as it was changed at the desk", _items([_kept(each) for each in report.kept_at_desk]))
    lines += section("Written last by another import", _items([_written(each) for each in report.written_before]))
    lines += section("Never read", _items(report.ignored_columns))
    lines += section("Columns without a meaning here", _items(report.unknown_columns))
    lines += section("Please note", _items(report.warnings))
    if report.run is not None:
        lines += ["", f"To take all of it back: delightdesk import --undo {report.run}"]
    return lines


def _kept(each: KeptAtDesk) -> str:
    return f"row {each.row}: {', '.join(FIELD_WORDS.get(name, name) for name in each.fields)}, guest {each.guest_id}"


def _written(each: WrittenBefore) -> str:
    visits = "1 visit" if each.visits == 1 else f"{each.visits:,} visits"
    return f"{visits} by import {each.run}, {each.file_name}, {each.at_text}; this newer file counts"


def _same_name(each: SameName) -> str:
    return f"row {each.row}: {each.name}, guest {each.guest_id}"

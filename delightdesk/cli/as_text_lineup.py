"""What a shift begins with as a person reads it, the card so that it can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from delightdesk.cli.output import row, section, wrapped
from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.domain.name_marks import in_words
from delightdesk.domain.vocabulary import CheckKind

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import CheckLine, Found, LineUpCard, RegularLine, ShowReady, TouchLine

_LABEL = " " * 9


def card_lines(card: LineUpCard) -> list[str]:
    """Each part below the other, with room to breathe between them."""
    lines = [f"{WEEKDAYS[card.day.weekday()]} {card.day.day} {MONTHS[card.day.month - 1]}"]
    for label, text in (
        ("Story", card.story),
        ("Number", f"{card.number} {card.number_says}"),
        ("Ask", card.ask),
        ("Say", f"“{card.starter}”"),
    ):
        lines += ["", *wrapped(text, _LABEL, f"{label:<{len(_LABEL)}}")]
    return lines


def ready_lines(found: ShowReady) -> list[str]:
    """The headline, the checks with their numbers, then the rounds."""
    parts: dict[CheckKind, list[str]] = {kind: [] for kind in CheckKind}
    for number, line in enumerate(found.lines, 1):
        parts[line.kind] += _check(number, line)
    return [found.headline, *parts[CheckKind.READY], *section("Rounds", parts[CheckKind.ROUND])]


def _check(number: int, line: CheckLine) -> list[str]:
    mark = "-" if line.is_skipped else "x" if line.tick_id is not None else " "
    times = f", {line.times} times" if line.times > 1 else ""
    done = f"{line.done_text}{times}" if line.done_text else line.hint
    text = ": ".join(filter(None, (line.title, done if not line.note else f"{done}, {line.note}")))
    return wrapped(text, " " * 8, f"{number:>3} [{mark}] ")


def found_lines(found: Found, note: str) -> list[str]:
    """What was logged, and whose it seems to be."""
    where = f", {found.room}" if found.room else ""
    who = in_words(found.guest_name, found.guest_marks)
    whose = f"It seems to be {who}'s." if who else "Nobody is known to have left it."
    return wrapped(" ".join(filter(None, (f"{found.task_id}: {found.title}{where}.", whose, note and f"{note}."))))


def regular_lines(lines: Sequence[RegularLine]) -> list[str]:
    """Who, how often, since when nothing was new; then the idea and the question."""
    told: list[str] = []
    for line in lines:
        here, who = "here or coming" if line.is_expected else "", in_words(line.name, line.marks)
        head = " · ".join(
            filter(
                None,
                (f"{who} {line.room}".rstrip(), f"{line.visits} visits", here, line.last_text, line.new_text),
            )
        )
        told += wrapped(head, " " * 7, row(((str(line.guest_id), -5),)) + "  ")
        told += wrapped(f"try: {line.idea} ({line.idea_why})", " " * 7, " " * 7) if line.idea else []
        told += wrapped(f"ask: {line.question}", " " * 7, " " * 7) if line.question else []
    return told


def touch_lines(lines: Sequence[TouchLine]) -> list[str]:
    """Key, place, idea and owner."""
    told: list[str] = []
    for line in lines:
        text = " · ".join(filter(None, (line.title, line.idea or "no idea yet", line.owner)))
        told += wrapped(text, " " * 18, row(((line.key, 16),)) + "  ")
    return told

"""The house's own pages as a person reads them: the cost book, the people, the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from delightdesk.cli.output import row, section, wrapped
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.money import show_money
from delightdesk.domain.name_marks import in_words
from delightdesk.domain.vocabulary import label

if TYPE_CHECKING:
    from delightdesk.desk.claims import ClaimLine
    from delightdesk.desk.costs import CostBook, CostLine, LaterLine
    from delightdesk.desk.journal_reading import JournalLine
    from delightdesk.desk.people import PersonLine


def cost_lines(book: CostBook, days: tuple[date, date], today: date) -> list[str]:
    """The totals, then every item with its day, what others should pay back, what came later."""
    first, last = (spoken_day(each, today) for each in days)
    actual, planned = (show_money(each, book.currency) for each in (book.actual, book.planned))
    lines = wrapped(f"{first} to {last}: {actual}, planned {planned}")
    for sums in (book.by_purpose, book.by_payer, book.by_person):
        lines += wrapped(_sums(sums, book.currency), "  ", "  ")
    lines += section("Lines", [_cost(line, book.currency, today) for line in book.lines])
    lines += section("Others should pay back", [text for line in book.claims for text in _claim(line)])
    return lines + section("Later", [text for line in book.later for text in _later(line, book.currency)])


def _sums(sums: Mapping[str, int], currency: str) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {show_money(amount, currency)}" for name, amount in sums.items())


def _guest(line: CostLine | ClaimLine | LaterLine | JournalLine) -> str:
    return in_words(line.guest_name, line.guest_marks)


def _cost(line: CostLine, currency: str, today: date) -> str:
    money = show_money(line.actual, currency)
    return row(
        ((spoken_day(line.on, today), 12), (money, -9), (line.what, 20), (_guest(line), 16)),
        f"{line.person}, {line.purpose}",
    )


def _claim(line: ClaimLine) -> list[str]:
    who = line.claim_from or label(line.payer)
    return wrapped(f"{line.amount_text} {who}, {label(line.claim)}: {line.title}, {_guest(line)}", "    ", "  ")


def _later(line: LaterLine, currency: str) -> list[str]:
    given = f"{line.title}, {_guest(line)}, {show_money(line.cost, currency)}"
    return wrapped(f"{given} · {line.outcome.text}", "    ", "  ")


def people_lines(people: Sequence[PersonLine]) -> list[str]:
    """Number, name and role; how much is on their desk."""
    return [
        row(
            ((str(each.id), -4), (each.name, 26), (label(each.role), 13), ("PIN" if each.has_pin else "", 4)),
            f"owns {each.owns}" if each.owns else "",
        )
        for each in people
    ]


def journal_lines(lines: Sequence[JournalLine]) -> list[str]:
    """When and who, then what was done and for whom."""
    told = []
    for each in lines:
        head = row(((each.at_text, 18), (each.person, 12)))
        parts = (each.summary, _guest(each), "undone" if each.is_undone else "")
        told += wrapped(" · ".join(filter(None, parts)), " " * 34, f"{head}  ") or [head]
    return told

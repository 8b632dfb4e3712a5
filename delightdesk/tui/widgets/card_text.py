"""A guest's card as lines: first what to be careful with, then what to say, then what can be done.

The order is the order in which a person at the desk needs it. Everything is cleaned here once more, because a file may
have been written by another hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, Span, cut, pad, wrap

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.lines import RuledOutLine, SuggestionLine

_LABEL = 7
"""Cells before the words of the brief: " SAY   "."""


def card_lines(card: GuestCard, width: int, *, why_not: bool = False) -> list[Line]:
    """The whole card for ``width`` cells. ``why_not`` puts what was ruled out where the suggestions stand."""
    lines = brief_lines(card, width)
    if why_not:
        lines += _ruled_out(card.ruled_out, width)
    else:
        lines += _suggestions(card, width)
    lines += _known(card, width)
    return lines


def brief_lines(card: GuestCard, width: int) -> list[Line]:
    """Warning, name, SAY, MIND, OWED, and what to ask: the ten-second brief."""
    lines: list[Line] = []
    if card.warning:
        lines += [((f" ‼ {part}", "warn"),) for part in wrap(clean(card.warning), width - 4, 2)]
    lines += _name(clean(card.name, 300), clean(card.where), width)
    for label, text, most in (("SAY", card.say, 3), ("MIND", card.mind, 5), ("OWED", card.owed, 3)):
        lines += _labelled(label, clean(text), width, most, "strong" if label == "SAY" else "plain")
    if card.prompt:
        lines += _labelled("FIRST", clean(card.prompt), width, 4, "quiet")
    if card.question:
        lines += _labelled("ASK", f"{clean(card.question.text)}  (q answer, s skip)", width, 2, "plain")
    if card.drafts:
        begun = cut(clean(card.drafts[0].text), max(8, width - _LABEL - 1))
        lines += _labelled("BEGUN", f"{begun} (Enter goes on, Del drops)", width, 2, "good")
    return lines


def _name(name: str, where: str, width: int) -> list[Line]:
    room = width - 2 - cell_len(where) - 2
    if where and room >= min(cell_len(name), 16):
        shown = cut(name, room)
        gap = " " * (width - 2 - cell_len(shown) - cell_len(where))
        return [((f" {shown}", "strong"), (gap, "plain"), (where, "quiet"))]
    lines: list[Line] = [((f" {cut(name, width - 2)}", "strong"),)]
    return [*lines, ((f" {cut(where, width - 2)}", "quiet"),)] if where else lines


def _labelled(label: str, text: str, width: int, most: int, manner: str) -> list[Line]:
    if not text:
        return []
    parts = wrap(text, width - _LABEL - 1, most)
    return [
        ((f" {label if place == 0 else '':<{_LABEL - 1}}", "label"), (part, manner)) for place, part in enumerate(parts)
    ]


def _rule(title: str, width: int, note: str = "") -> Line:
    note = cut(note, max(0, width - cell_len(title) - 8))
    right = f" {note} ─" if note else ""
    fill = "─" * max(0, width - cell_len(title) - 4 - cell_len(right))
    return (("─ ", "rule"), (title, "label"), (f" {fill}{right}", "rule"))


def _suggestions(card: GuestCard, width: int) -> list[Line]:
    lines: list[Line] = [_rule("Suggested", width, clean(card.allowance))]
    if card.none_today:
        lines.append(((f" {cut(clean(card.none_today), width - 2)}", "quiet"),))
    for suggestion in card.suggestions:
        lines += _suggestion(suggestion, width)
    if not card.suggestions:
        lines.append(((" Nothing fits just now. A warm word costs nothing.", "quiet"),))
    if card.ruled_out:
        titles = ", ".join(clean(line.title) for line in card.ruled_out)
        words = f" {len(card.ruled_out)} ruled out (w): {titles}"
        lines.append(((cut(words, width - 1), "quiet"),))
    return lines


def _suggestion(line: SuggestionLine, width: int) -> list[Line]:
    first = line.forms[0] if line.forms else None
    title = clean(first.title if first and line.ask_which else line.title)
    cost = clean(first.cost_text if first and line.ask_which else line.cost_text)
    who = clean(line.who_when)
    fits = cell_len(title) + cell_len(who) + 14 <= width
    lines = [_offer(f" {line.number} ", title, cost, who if fits else "", width)]
    if line.ask_which and len(line.forms) > 1:
        other = line.forms[1]
        words = f"or {clean(other.title)}, {clean(other.cost_text)}: ask which"
        lines.append((("   ", "plain"), (cut(words, width - 4), "good")))
    approval = (f"ask {line.needs_approval}",) if line.needs_approval else ()
    reasons = "; ".join(clean(text) for text in (*approval, *line.left_out, *line.why))
    reasons = reasons if fits else f"{who} · {reasons}"
    return [*lines, (("   ", "plain"), (cut(reasons, width - 4), "quiet"))]


def _offer(number: str, title: str, cost: str, who: str, width: int) -> Line:
    tail: tuple[Span, ...] = ((f" {cost:>6} ", "strong"), *(((f" {who} ", "quiet"),) if who else ()))
    left = width - cell_len(number) - sum(cell_len(text) for text, _ in tail)
    return ((number, "key"), (pad(title, max(1, left)), "plain"), *tail)


def _ruled_out(ruled_out: Iterable[RuledOutLine], width: int) -> list[Line]:
    lines: list[Line] = [_rule("Ruled out", width, "w back")]
    for line in ruled_out:
        because = "; ".join(clean(text) for text in line.because)
        swap = f" → {clean(line.swap_title)}" if line.swap_title else ""
        lines.append(((" × ", "warn"), (cut(clean(line.title), width - 4), "plain")))
        lines += [(("   ", "plain"), (part, "quiet")) for part in wrap(f"{because}{swap}", width - 4, 2)]
    if len(lines) == 1:
        lines.append(((" Nothing had to be ruled out.", "quiet"),))
    return lines


def _known(card: GuestCard, width: int) -> list[Line]:
    notes = [
        (clean(note.text), ("c confirms · " if note.needs_confirming else "") + clean(note.detail))
        for note in card.notes
    ]
    sections: tuple[tuple[str, list[tuple[str, str]]], ...] = (
        ("Cautions", [(clean(line.text), "") for line in card.cautions]),
        ("Occasions", [(clean(line.text), "") for line in card.occasions]),
        ("Notes", notes),
        ("With", [(clean(line.text), "") for line in card.bonds]),
        ("Gestures", [(clean(line.text), line.cost_text) for line in card.gestures]),
        ("Visits", [(clean(line.text), "") for line in card.visits]),
        ("Contact", [(clean(text), "") for text in (card.contact, card.language) if text]),
    )
    lines: list[Line] = []
    for title, rows in sections:
        if rows:
            lines.append(_rule(title, width))
            for text, detail in rows:
                lines += _row(text, detail, width)
    return lines


def _row(text: str, detail: str, width: int) -> list[Line]:
    if detail and cell_len(text) + cell_len(detail) + 4 <= width:
        return [((f" {text}", "plain"), (f"  {detail}", "quiet"))]
    lines: list[Line] = [((f" {part}", "plain"),) for part in wrap(text, width - 2, 3)]
    return [*lines, (("   ", "plain"), (cut(detail, width - 4), "quiet"))] if detail else lines

"""A guest's card as lines: first what to be careful with, then what to say, then what can be done.

The order is the order in which a person at the desk needs it. Everything is cleaned here once more, because a file may
have been written by another hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk import desk
from delightdesk.domain.keys import key_name
from delightdesk.domain.promise_clock import running
from delightdesk.domain.vocabulary import label
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.give_words import whose_yes
from delightdesk.tui.widgets.lines import Line, Span, cut, pad, wrap

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.lines import NoteLine, RuledOutLine, SuggestionLine
    from delightdesk.desk.owed_lines import OwedLine, ProblemLine
    from delightdesk.desk.privacy.consent import Looked

_LABEL = 7
"""Cells before the words of the brief: " SAY   "."""


def card_lines(
    card: GuestCard,
    width: int,
    *,
    why_not: bool = False,
    now: datetime | None = None,
    keys: Mapping[str, str] = MappingProxyType({}),
    looked: Mapping[int, Looked] = MappingProxyType({}),
) -> list[Line]:
    """The whole card for ``width`` cells. ``why_not`` puts what was ruled out where the suggestions stand.

    ``now``: on the house's own clock; times that run are told as they are then, else as they were read. ``keys``: those
    the house moved, by the id of their command. ``looked``: the hidden notes whose words are shown just now.
    """
    lines = brief_lines(card, width, now, keys, is_looked=bool(looked))
    if why_not:
        lines += _ruled_out(card.ruled_out, width)
    else:
        lines += _suggestions(card, width, keys)
    lines += _known(card, width, now, keys, looked)
    return lines


def brief_lines(
    card: GuestCard, width: int, now: datetime | None, keys: Mapping[str, str], *, is_looked: bool = False
) -> list[Line]:
    """Warning, name, SAY, MIND, OWED, and what to ask: the ten-second brief."""
    lines: list[Line] = []
    if card.banner:
        lines += [((f" ‼ {part}", "warn"),) for part in wrap(clean(card.banner), width - 4, 3)]
    if card.warning:
        lines += [((f" ‼ {part}", "warn"),) for part in wrap(clean(card.warning), width - 4, 4)]
    lines += _name(clean(card.name, 300), clean(card.where), width)
    mind = card.mind if is_looked else _mind(card, keys)
    for title, text, most in (("SAY", card.say, 3), ("MIND", mind, 5), ("OWED", _owed_now(card, now), 3)):
        lines += _labelled(title, clean(text), width, most, "strong" if title == "SAY" else "plain")
    if card.prompt:
        lines += _labelled("FIRST", clean(card.prompt), width, 4, "quiet")
    if card.question:
        how = f"({_key(keys, 'card.answer', 'q')} answer, {_key(keys, 'card.skip', 's')} skip)"
        lines += _labelled("ASK", f"{clean(card.question.text)}  {how}", width, 2, "plain")
    if card.drafts:
        begun = cut(_begun(card.drafts[0].text), max(8, width - _LABEL - 1))
        lines += _labelled("BEGUN", f"{begun} (Enter goes on, Del drops)", width, 2, "good")
    return lines


def _mind(card: GuestCard, keys: Mapping[str, str]) -> str:
    """What to mind, and that there are notes which are shown for a look only."""
    if not card.hidden:
        return card.mind
    from delightdesk.domain.consent import with_hidden  # not before the first frame

    return with_hidden(card.mind, card.hidden, _key(keys, "card.look", "z"))


def _begun(text: str) -> str:
    """A line begun, unless it is about something that is hidden once it is kept."""
    from delightdesk.domain.consent import sensitive_kind

    return "•••" if sensitive_kind(text) else clean(text)


def _owed_now(card: GuestCard, now: datetime | None) -> str:
    """What was promised, with the time that is left now."""
    if now is None or not card.owed_lines:
        return card.owed
    from delightdesk.tui.widgets.owed_text import running_on

    return desk.brief.owed([running_on(line, now) for line in card.owed_lines])


def _name(name: str, where: str, width: int) -> list[Line]:
    room = width - 2 - cell_len(where) - 2
    if where and room >= min(cell_len(name), 16):
        shown = cut(name, room)
        gap = " " * (width - 2 - cell_len(shown) - cell_len(where))
        return [((f" {shown}", "strong"), (gap, "plain"), (where, "quiet"))]
    lines: list[Line] = [((f" {cut(name, width - 2)}", "strong"),)]
    return [*lines, ((f" {cut(where, width - 2)}", "quiet"),)] if where else lines


def _labelled(title: str, text: str, width: int, most: int, manner: str) -> list[Line]:
    if not text:
        return []
    parts = wrap(text, width - _LABEL - 1, most)
    return [
        ((f" {title if place == 0 else '':<{_LABEL - 1}}", "label"), (part, manner)) for place, part in enumerate(parts)
    ]


def _rule(title: str, width: int, note: str = "") -> Line:
    note = cut(note, max(0, width - cell_len(title) - 8))
    right = f" {note} ─" if note else ""
    fill = "─" * max(0, width - cell_len(title) - 4 - cell_len(right))
    return (("─ ", "rule"), (title, "label"), (f" {fill}{right}", "rule"))


def _key(keys: Mapping[str, str], command: str, usual: str) -> str:
    return key_name(keys.get(command, usual).partition(",")[0])


def _suggestions(card: GuestCard, width: int, keys: Mapping[str, str]) -> list[Line]:
    lines: list[Line] = [_rule("Suggested", width, clean(card.allowance))]
    if card.none_today:
        lines.append(((f" {cut(clean(card.none_today), width - 2)}", "quiet"),))
    for suggestion in card.suggestions:
        lines += _suggestion(suggestion, width)
    if not card.suggestions:
        lines.append(((" Nothing fits just now. A warm word costs nothing.", "quiet"),))
    if card.ruled_out:
        titles = ", ".join(clean(line.title) for line in card.ruled_out)
        words = f" {len(card.ruled_out)} ruled out ({_key(keys, 'card.why-not', 'w')}): {titles}"
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
    approval = (whose_yes(line.needs_approval),) if line.needs_approval else ()
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


def _known(
    card: GuestCard, width: int, now: datetime | None, keys: Mapping[str, str], looked: Mapping[int, Looked]
) -> list[Line]:
    notes = [_note(note, looked.get(note.id), keys) for note in card.notes]
    sections: tuple[tuple[str, list[tuple[str, str]]], ...] = (
        ("Problems", [_problem(line, now) for line in card.problems]),
        ("Owed", [_owed(line, now) for line in card.owed_lines]),
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


def _note(note: NoteLine, looked: Looked | None, keys: Mapping[str, str]) -> tuple[str, str]:
    """The words, or that they are hidden; then what the guest says against them, and who told."""
    confirm = _key(keys, "card.confirm", "c")
    asks = f"{confirm} confirms · " if note.needs_confirming else f"{confirm} asks · " if note.lacks_consent else ""
    text, disputed = note.text, note.disputed
    if note.is_hidden:
        text = f"••• hidden, {_key(keys, 'card.look', 'z')} shows it"
    if looked is not None and looked.version == note.version:
        text, disputed = looked.text, looked.disputed
    against = f" · disputed: “{clean(disputed, 500)}”" if disputed else ""
    return clean(text, 500) + against, asks + clean(note.detail)


def _problem(line: ProblemLine, now: datetime | None) -> tuple[str, str]:
    """What happened; how it stands, how bad, how long, and whose it is."""
    how_long = line.since_text if now is None or line.is_over else running(line.reported_at, now)
    asked = f", {clean(line.offered_to, 60)} is asked" if line.offered_to else ""
    parts = (label(line.state), f"!{line.severity}", how_long, (clean(line.owner, 60) or "nobody's") + asked)
    return clean(line.what, 300), " · ".join(parts)


def _owed(line: OwedLine, now: datetime | None) -> tuple[str, str]:
    """What is owed and by when; how long is left, or what became of it, and whose it is."""
    from delightdesk.tui.widgets.owed_text import is_open, running_on

    told = running_on(line, now) if now is not None else line
    by = f", by {clean(line.due_text)}" if line.due_text else ""
    parts = (told.left_text or line.state.replace("_", " "), clean(line.owner, 60) or "nobody's")
    return f"{clean(line.title, 200)}{by}", " · ".join(parts) if is_open(line) else line.state.replace("_", " ")


def _row(text: str, detail: str, width: int) -> list[Line]:
    if detail and cell_len(text) + cell_len(detail) + 4 <= width:
        return [((f" {text}", "plain"), (f"  {detail}", "quiet"))]
    lines: list[Line] = [((f" {part}", "plain"),) for part in wrap(text, width - 2, 3)]
    return [*lines, (("   ", "plain"), (cut(detail, width - 4), "quiet"))] if detail else lines

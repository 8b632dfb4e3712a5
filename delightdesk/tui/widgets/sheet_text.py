"""A handover sheet in words: its headline, one row a line, and the line at the mark in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from delightdesk.desk.handover_lines import Sheet, SheetLine
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import HandoverState, LineState
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, length, pad, wrap
from delightdesk.tui.widgets.top_line import RED

NOTHING_YET = (
    "Nothing is open that the next person would have to know. n writes a line the data does not know; "
    "l leaves the sheet with “nothing to report”."
)
NOTHING_TO_REPORT = "Nothing to report: {who} said so. Enter signs that you read it."
NEXT_SIGNS = "F9: the next person signs here"
NOTHING_WAS = "Nothing to report, and that was said."
_NUMBER_WIDE, _MARK_WIDE = 4, 2
_WIDE = 110


def answer(line: SheetLine) -> str:
    """What was said to the line, readable without colours: "‼", "✓ Ben 23:04", "? asked", "× declined", "over"."""
    if line.state is LineState.ACCEPTED:
        return f"✓ {clean(line.answered_text, 40)}"
    if line.is_settled:
        return "– over"
    if line.state is LineState.OPEN:
        return RED if line.is_red else ""
    return "? asked" if line.state is LineState.ASKED else "× declined"


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells for what was said, who, by when and whose; what it is gets the rest."""

    said: int
    who: int
    by: int
    owner: int


def columns(lines: Sequence[SheetLine], width: int) -> Columns:
    """As much as the lines need, so that a draft gives its room to what it tells."""
    is_wide = width >= _WIDE
    said = max((cell_len(answer(line)) for line in lines), default=0)
    by = max((cell_len(line.due_text) for line in lines), default=0)
    return Columns(
        said=min(said, 22 if is_wide else 13) + 1 if said else 0,
        who=30 if is_wide else max(16, width // 4 - 4),
        by=min(by, 16 if is_wide else 9) + 1 if by else 0,
        owner=16 if is_wide else 9,
    )


def row(line: SheetLine, width: int, is_marked: bool, wide: Columns) -> Line:
    """One line in ``width`` cells: number, answer, who, what, by when, whose. What is empty leaves its room to what."""
    manner = "cursor" if is_marked else "quiet" if line.is_settled or line.state is LineState.ACCEPTED else "plain"
    number = f"{line.number}{'!' if line.critical else ''}"
    said, who, owner, by = (
        _with_hour(answer(line), wide.said - 1),
        clean(line.who, 120),
        owner_of(line),
        clean(line.due_text, 40),
    )
    left = width - _MARK_WIDE - _NUMBER_WIDE - wide.said
    tail = wide.by + wide.owner if owner or by else 0
    told = pad(cut(who, wide.who - 1), wide.who) if who else ""
    what = pad(cut(clean(line.what, 300), left - tail - cell_len(told) - 1), left - tail - cell_len(told))
    is_late = line.urgency is Urgency.OVERDUE and not line.is_settled
    said_in = "red" if line.is_red else "good" if line.state is LineState.ACCEPTED and not is_marked else manner
    return (
        (f"{'▸ ' if is_marked else '  '}{number:>{_NUMBER_WIDE - 1}} ", manner),
        (pad(said, wide.said), said_in),
        (told + what, manner),
        (pad(cut(by, wide.by - 1), wide.by) if tail else "", "warn" if is_late and not is_marked else manner),
        (pad(cut(owner, wide.owner - 1), wide.owner) if tail else "", manner),
    )


def _with_hour(said: str, width: int) -> str:
    """At most so many cells; of a name and an hour the name is cut."""
    name, gap, hour = said.rpartition(" ")
    return said if cell_len(said) <= width else f"{cut(name, width - 1 - cell_len(hour))}{gap}{hour}"


def owner_of(line: SheetLine) -> str:
    """Whose it is; "nobody" where somebody should be, nothing where it is only to be known."""
    is_work = line.task_id is not None or line.problem_id is not None
    return clean(line.owner, 80) or ("nobody" if is_work else "")


def in_full(line: SheetLine, width: int) -> list[Line]:
    """Everything the line holds, whatever it takes: what, next step, details, what was said, how it stands now."""
    room = max(20, width - 2)
    who = f"{clean(line.who, 300)}: " if line.who else ""
    by = f", by {clean(line.due_text, 60)}" if line.due_text else ""
    owner = f" · {owner_of(line)}'s" if owner_of(line) else ""
    said: list[tuple[str, str]] = [(f"{who}{clean(line.what, 300)}{by}{owner}", "strong")]
    if line.now_text:
        said.append((f"→ {clean(line.now_text, 300)}", "good" if line.is_settled else "warn"))
    if line.words:
        by_whom = f"{clean(line.answered_by, 80)} " if line.answered_by else ""
        verb = "said" if line.state is LineState.ACCEPTED and not line.critical else _VERB[line.state]
        said.append((f"{by_whom}{verb}: {clean(line.words, 300)}", "warn" if line.is_red else "plain"))
    if line.reply:
        said.append((f"Answer: {clean(line.reply, 300)}", "strong"))
    if line.next_step:
        said.append((f"Next: {clean(line.next_step, 300)}", "plain"))
    if line.critical and line.state is not LineState.ACCEPTED and not line.is_settled:
        said.append(("Critical: three words of it are read back.", "warn"))
    if line.details:
        said.append(("; ".join(clean(each, 300) for each in line.details), "plain"))
    return [((f" {part}", manner),) for words, manner in said for part in wrap(words, room)]


_VERB = {
    LineState.OPEN: "asked",
    LineState.ASKED: "asks",
    LineState.DECLINED: "declined",
    LineState.ACCEPTED: "read back",
}


def headline(sheet: Sheet, width: int, *, is_read_only: bool = False) -> list[Line]:
    """Which shift, who left it to whom, how long it takes, what is not handed over yet, what comes next."""
    first = f"{clean(sheet.shift_text, 120)} · {_state_words(sheet)}"
    first = f" Handover · {first}" if cell_len(first) + 12 <= width else f" {first[:1].upper()}{first[1:]}"
    spans: list[tuple[str, str]] = [(f" {clean(sheet.headline, 120)}", "plain")]
    if sheet.state in (HandoverState.LEFT, HandoverState.CARRIED) and sheet.unaccepted:
        spans.append((f" · {RED} {sheet.unaccepted} not handed over", "red"))
    following = "" if is_read_only else _following(sheet)
    manner = "key" if following == NEXT_SIGNS else "quiet"
    last: list[Line] = []
    if following and length((*spans, (following, ""))) + 3 <= width:
        spans.append((f" · {following}", manner))
    elif following == NEXT_SIGNS:
        last = [((f" {following}", manner),)]
    lines: list[Line] = [((cut(first, width), "label"),), tuple(spans), *last]
    if sheet.overdue_text:
        lines.append(((cut(f" {clean(sheet.overdue_text, 200)}", width), "warn"),))
    return lines


def _state_words(sheet: Sheet) -> str:
    if sheet.state is HandoverState.DRAFT:
        return "draft"
    left = clean(sheet.left_text, 60)
    if sheet.state is HandoverState.TAKEN:
        return f"{left} → {clean(sheet.taken_text, 60)}"
    return f"left by {left}{', carried on' if sheet.state is HandoverState.CARRIED else ''}"


def _following(sheet: Sheet) -> str:
    if sheet.state is HandoverState.DRAFT:
        return f"at the desk: {clean(', '.join(sheet.at_desk), 120)}" if sheet.at_desk else ""
    return NEXT_SIGNS if sheet.state is HandoverState.LEFT and not sheet.may_sign else ""


def nothing(sheet: Sheet) -> str:
    """The words where a sheet holds no line."""
    if sheet.state is HandoverState.DRAFT:
        return NOTHING_YET
    if sheet.state is HandoverState.LEFT:
        return NOTHING_TO_REPORT.format(who=clean(sheet.left_by, 80))
    return NOTHING_WAS

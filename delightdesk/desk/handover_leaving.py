"""Leaving a handover: the typed line for what the data does not know, the moment it freezes, and taking it back."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from delightdesk.desk.handover_building import draft
from delightdesk.desk.handover_carrying import is_writers
from delightdesk.desk.handover_lines import Sheet, SheetLine
from delightdesk.desk.handover_reading import read
from delightdesk.desk.handover_standing import shift_of_draft
from delightdesk.desk.handover_words import dated, shift_name, stamp
from delightdesk.domain.errors import Invalid, NotAllowed, Stale
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState
from delightdesk.store import journal
from delightdesk.store.tables import Handover, HandoverLine, JournalEntry, Staff
from delightdesk.store.work import Work

TEXT_LENGTH = 300
_LEFT = "handover.left"
_FROZEN = ("what", "who", "due_text", "owner", "owner_id", "next_step", "details", "critical")
_CLOSED_BY_HAND = "What was signed stands. Please leave the next sheet instead."


def add_line(work: Work, text: str) -> int:
    """Keep a line typed by hand for the sheet that comes next; returns its id. Raises `Invalid` without words."""
    words = kept_words(text, TEXT_LENGTH)
    if not words:
        raise Invalid("A line needs a few words. Nothing was saved.", "text")
    sheet = _draft_row(work)
    row = work.add(
        HandoverLine(
            created_at=work.now, handover_id=sheet.id or 0, position=0, section=HandoverSection.ALSO, what=words,
            owner=work.person.name, owner_id=work.person.id, details=[],
        )
    )  # fmt: skip
    work.touch(sheet)
    work.did("handover.line", "Line for the handover")
    return row.id or 0


def remove_line(work: Work, line_id: int, seen: int | None = None) -> None:
    """Take a typed line out of the draft: one's own, or one of somebody who works here no more.

    Raises `NotAllowed`, `NotFound`, `Stale`, and `Invalid` once the sheet was left.
    """
    row = work.get(HandoverLine, line_id, "line")
    work.check_seen(row, seen)
    sheet = work.get(Handover, row.handover_id, "handover")
    if sheet.state is not HandoverState.DRAFT:
        raise Invalid("The sheet was left, so its words stay as they are. Nothing was changed.")
    if not is_writers(work, row.owner_id):
        raise NotAllowed(f"{row.owner} wrote this line. Nothing was changed. Please ask them to take it out.")
    work.remove(row)
    work.touch(sheet)
    work.did("handover.line_removed", "Line taken out of the handover")


def leave(work: Work, *, nothing_to_report: bool = False, seen: int | None = None) -> Sheet:
    """Freeze the draft as the sheet of its shift, for whoever comes next.

    What nobody accepted of the sheet before goes on in this one. Raises `Stale`, and `Invalid` when there is no line
    and "nothing to report" was not said, when it was said and there are lines, or when somebody was quicker.
    """
    now = draft(work)
    if seen is not None and now.version != seen:
        raise Stale("Somebody else changed this sheet meanwhile, so it was not left. Please look again and repeat it.")
    if now.lines and nothing_to_report:
        count = "1 line" if len(now.lines) == 1 else f"{len(now.lines)} lines"
        raise Invalid(f"There is something to report: {count}. Nothing was left yet. Please look at the sheet.")
    if not now.lines and not nothing_to_report:
        raise Invalid("There is nothing on this sheet. Please say that there is nothing to report, or add a line.")
    _refuse_twice(work, now)
    sheet = _draft_row(work)
    for place, line in enumerate(now.lines, 1):
        _freeze(work, sheet, place, line)
    _close_earlier(work, sheet)
    work.change(
        sheet, state=HandoverState.LEFT, left_by=work.person.id, left_at=work.now, nothing_to_report=not now.lines
    )
    lines = "nothing to report" if not now.lines else "1 line" if len(now.lines) == 1 else f"{len(now.lines)} lines"
    work.did(_LEFT, f"Handover left: {shift_name(sheet.shift)} of {dated(sheet.day)}, {lines}")
    return read(work, sheet.id or 0)


def take_back(work: Work, sheet_id: int, seen: int | None = None) -> None:
    """Make a draft of a sheet again. Only who left it, and only while nobody said anything to one of its lines.

    Raises `NotAllowed`, `NotFound`, `Stale`, `Invalid`.
    """
    sheet = work.get(Handover, sheet_id, "handover")
    work.check_seen(sheet, seen)
    if sheet.state is not HandoverState.LEFT:
        raise Invalid(f"This handover does not wait for anybody. Nothing was changed. {_CLOSED_BY_HAND}")
    if sheet.left_by != work.person.id:
        left_by = work.session.get_one(Staff, sheet.left_by)
        raise NotAllowed(f"{left_by.name} left this handover and can take it back. Nothing was changed.")
    if any(row.state is not LineState.OPEN for row in _rows(work, sheet_id)):
        raise Invalid(f"Somebody has begun to sign it. Nothing was changed. {_CLOSED_BY_HAND}")
    journal.take_back(work, _entry_of(work, sheet))


def _draft_row(work: Work) -> Handover:
    """The one draft, of the shift it would be left for now; made when there is none.

    Two may have come to be when a sheet was taken back: their lines are brought together.
    """
    shift, _ = shift_of_draft(work)
    values: dict[str, Any] = {
        "day": shift.day, "shift": shift.name, "begins_at": shift.begins_at, "ends_at": shift.ends_at
    }  # fmt: skip
    first, *others = _drafts(work) or (None,)
    if first is None:
        return work.add(Handover(created_at=work.now, made_by=work.person.id, **values))
    work.change(first, **values)
    for other in others:
        if other is not None:
            for row in _rows(work, other.id or 0):
                work.change(row, handover_id=first.id)
            work.remove(other)
    return first


def _drafts(work: Work) -> list[Handover]:
    return _sheets(work, HandoverState.DRAFT)


def _sheets(work: Work, state: HandoverState) -> list[Handover]:
    work.session.flush()
    query = select(Handover).where(Handover.state == state, col(Handover.deleted_at).is_(None))
    return list(work.session.exec(query.order_by(col(Handover.id).desc())))


def _rows(work: Work, sheet_id: int) -> list[HandoverLine]:
    query = select(HandoverLine).where(HandoverLine.handover_id == sheet_id, col(HandoverLine.deleted_at).is_(None))
    return list(work.session.exec(query.order_by(col(HandoverLine.position), col(HandoverLine.id))))


def _freeze(work: Work, sheet: Handover, place: int, line: SheetLine) -> None:
    """Keep the words of a line as they are at this moment."""
    frozen: dict[str, Any] = {"handover_id": sheet.id, "position": place, **_words_of(line)}
    if line.id is not None:
        work.change(work.get(HandoverLine, line.id, "line"), **frozen)
        return
    work.add(
        HandoverLine(
            created_at=work.now, section=line.section, task_id=line.task_id, problem_id=line.problem_id,
            gesture_id=line.gesture_id, guest_id=line.guest_id, **frozen,
        )
    )  # fmt: skip


def _words_of(line: SheetLine) -> dict[str, Any]:
    """What freezes of a line, as it is kept."""
    return {
        "what": line.what[:TEXT_LENGTH], "who": line.who[:TEXT_LENGTH], "due_text": line.due_text[:60],
        "owner": line.owner[:80], "owner_id": line.owner_id, "next_step": line.next_step[:TEXT_LENGTH],
        "details": list(line.details), "critical": line.critical,
    }  # fmt: skip


def _refuse_twice(work: Work, now: Sheet) -> None:
    """Raise `Invalid` where this shift was left already with the very same words, by two at once or by one twice."""
    words = [_words_of(line) for line in now.lines]
    for sheet in _sheets(work, HandoverState.LEFT):
        kept = [{name: getattr(row, name) for name in _FROZEN} for row in _rows(work, sheet.id or 0)]
        if (sheet.day, sheet.shift) == (now.day, now.shift) and kept == words:
            who = stamp(work.session.get_one(Staff, sheet.left_by).name, sheet.left_at, sheet.ends_at, work.zone)
            raise Invalid(
                f"The {shift_name(sheet.shift)} was left already, {who}, and says the same. Nothing was left again."
            )


def _close_earlier(work: Work, sheet: Handover) -> None:
    """End the sheets that waited: carried on into this one, or taken where the rest of them was done meanwhile."""
    for earlier in _sheets(work, HandoverState.LEFT):
        stands = read(work, earlier.id or 0)
        if stands.is_handed_over:
            signed = [row for row in _rows(work, earlier.id or 0) if row.state is LineState.ACCEPTED]
            last = max(signed, key=lambda row: row.answered_at or work.now)
            work.change(earlier, state=HandoverState.TAKEN, taken_by=last.answered_by, taken_at=last.answered_at)
        else:
            work.change(earlier, state=HandoverState.CARRIED, carried_to=sheet.id)


def _entry_of(work: Work, sheet: Handover) -> JournalEntry:
    """The act by which a sheet was left."""
    query = (
        select(JournalEntry)
        .where(JournalEntry.person_id == sheet.left_by, JournalEntry.action == _LEFT)
        .order_by(col(JournalEntry.id).desc())
    )
    for entry in work.session.exec(query.limit(50)):
        if any(
            (change["table"], change["id"]) == ("handover", sheet.id)
            and change["after"].get("state") == HandoverState.LEFT
            for change in entry.changes
        ):
            return entry
    raise Invalid(f"How this handover was left is not in the journal. Nothing was changed. {_CLOSED_BY_HAND}")

"""Reading a sheet that was left: its words as they froze, and beside them how each thing stands by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from delightdesk.desk.handover_at_desk import at_desk
from delightdesk.desk.handover_lines import Sheet, SheetLine
from delightdesk.desk.handover_now import Now, standing_of
from delightdesk.desk.handover_on_file import LineOnFile, SheetOnFile, lines_of, on_file
from delightdesk.desk.handover_signer import may_sign
from delightdesk.desk.handover_words import headline, hour, minutes_of, shift_words, stamp
from delightdesk.domain.shifts import Shift
from delightdesk.domain.vocabulary import HandoverState, LineState
from delightdesk.store.work import Work


def read(work: Work, sheet_id: int) -> Sheet:
    """A sheet that was left: the words as they were then, and how it all stands now. Raises `NotFound`."""
    if work.writes:
        work.session.flush()
    sheet, rows = on_file(work, sheet_id), lines_of(work, sheet_id)
    stands = standing_of(work, rows)
    is_open = [row.state is not LineState.ACCEPTED and not stands[row.id].is_over for row in rows]
    signed = sorted((row for row in rows if row.state is LineState.ACCEPTED), key=_when)
    sheet = _as_taken(sheet, signed) if sheet.state is HandoverState.LEFT and not any(is_open) else sheet
    red = sheet.state is HandoverState.LEFT
    lines = tuple(
        _line(work, sheet, number, row, stands[row.id], is_red=red and waits)
        for number, (row, waits) in enumerate(zip(rows, is_open, strict=True), 1)
    )
    return _sheet(work, sheet, lines, signed, 0 if sheet.state is HandoverState.TAKEN else sum(is_open))


def _line(work: Work, sheet: SheetOnFile, number: int, row: LineOnFile, now: Now, *, is_red: bool) -> SheetLine:
    return SheetLine(
        id=row.id,
        version=row.version,
        number=number,
        section=row.section,
        what=row.what,
        who=row.who,
        due_text=row.due_text,
        owner=row.owner,
        owner_id=row.owner_id,
        next_step=row.next_step,
        details=tuple(row.details),
        critical=row.critical,
        urgency=now.urgency,
        state=row.state,
        answered_by=row.answerer or "",
        answered_text=stamp(row.answerer, row.answered_at, sheet.ends_at, work.zone),
        words=row.words,
        reply=row.reply,
        is_settled=now.is_over,
        is_red=is_red,
        now_text=now.text if now.is_over else _differs(work, sheet, row, now),
        task_id=row.task_id,
        problem_id=row.problem_id,
        gesture_id=row.gesture_id,
        guest_id=row.guest_id,
    )


def _differs(work: Work, sheet: SheetOnFile, row: LineOnFile, now: Now) -> str:
    """How an open thing stands where that is not what the sheet says."""
    parts = [now.text] if now.text not in row.next_step else []
    if row.task_id is not None:
        left_on = (sheet.left_at or work.now).astimezone(work.zone).date()
        by = hour(now.due, left_on, work.zone)
        parts += [f"by {by}"] if by != row.due_text and by else []
    if (row.task_id or row.problem_id) is not None and now.owner != row.owner:
        parts.append(f"with {now.owner}" if now.owner else "nobody's")
    return ", ".join(filter(None, parts))


def _sheet(
    work: Work, sheet: SheetOnFile, lines: tuple[SheetLine, ...], signed: Sequence[LineOnFile], unaccepted: int
) -> Sheet:
    minutes = minutes_of(lines)
    shift = Shift(sheet.shift, sheet.day, sheet.begins_at, sheet.ends_at)
    return Sheet(
        id=sheet.id,
        version=sheet.version,
        state=sheet.state,
        day=sheet.day,
        shift=sheet.shift,
        shift_text=shift_words(shift, work.today, work.zone),
        begins_at=sheet.begins_at.astimezone(work.zone),
        ends_at=sheet.ends_at.astimezone(work.zone),
        left_by=sheet.left_name or "",
        left_at=sheet.left_at.astimezone(work.zone) if sheet.left_at else None,
        left_text=stamp(sheet.left_name, sheet.left_at, sheet.ends_at, work.zone),
        taken_by=sheet.taken_name or "",
        taken_at=sheet.taken_at.astimezone(work.zone) if sheet.taken_at else None,
        taken_text=stamp(sheet.taken_name, sheet.taken_at, sheet.ends_at, work.zone),
        read_by=tuple(dict.fromkeys(row.answerer or "" for row in signed)),
        nothing_to_report=sheet.nothing_to_report,
        lines=lines,
        to_sign=sum(line.state is LineState.ACCEPTED or not line.is_settled for line in lines),
        unaccepted=unaccepted,
        reading_minutes=minutes,
        headline=headline(lines, minutes, nothing=sheet.nothing_to_report),
        house=work.house.name,
        carried_to=sheet.carried_to,
        at_desk=at_desk(work, sheet.begins_at, sheet.left_at or work.now),
        is_own=sheet.left_by == work.person.id,
        may_sign=may_sign(work, sheet.left_by, sheet.left_at),
    )


def _as_taken(sheet: SheetOnFile, signed: Sequence[LineOnFile]) -> SheetOnFile:
    """What nobody accepted is over by now, so whoever signed last took the whole; unsigned it still waits."""
    if not signed:
        return sheet
    last = signed[-1]
    return sheet._replace(
        state=HandoverState.TAKEN,
        taken_by=last.answered_by,
        taken_at=last.answered_at,
        taken_name=last.answerer,
    )


def _when(row: LineOnFile) -> tuple[datetime | None, int]:
    return row.answered_at, row.id  # an accepted line has its hour

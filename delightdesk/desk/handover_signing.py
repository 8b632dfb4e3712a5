"""Signing a handover line by line: accept, ask, decline, answer. Only a yes lets a line go, and the work with it."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from delightdesk.desk.handover_carrying import asked_and_answered
from delightdesk.desk.handover_lines import Sheet
from delightdesk.desk.handover_reading import read
from delightdesk.desk.handover_signer import may_sign
from delightdesk.desk.owning import Owned, is_open
from delightdesk.domain import read_back
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import OPEN_TASKS
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import HandoverState, LineState, TaskKind
from delightdesk.store.tables import Handover, HandoverLine, Problem, Staff, Task
from delightdesk.store.work import Work

WORDS_LENGTH = 300


def accept(work: Work, line_id: int, words: str = "", seen: int | None = None) -> Sheet:
    """Take a line over; the last one hands over the sheet. ``words``: what was read back, which a critical line needs.

    What was the leaver's or nobody's is the accepter's from now on; what somebody else owns stays theirs.
    Raises `Invalid` naming what to say, `Stale` when somebody else was quicker, `NotFound`.
    """
    line, sheet = _signing(work, line_id, seen)
    said = kept_words(words, WORDS_LENGTH)
    lacks = read_back.lacks(said, (line.who, line.what, line.due_text)) if line.critical else ""
    if lacks:
        raise Invalid(lacks, "words")
    before = _asked_before(work, line) if said and line.words else {}
    work.change(line, state=LineState.ACCEPTED, words=said or line.words, **before, **_answered(work))
    for row in _owned(work, line):
        _pass_on(work, row, sheet)
    if read(work, sheet.id or 0).unaccepted == 0:
        _taken(work, sheet)
    work.did("handover.accepted", f"Handover, line {line.position} accepted", line.guest_id)
    return read(work, sheet.id or 0)


def ask(work: Work, line_id: int, words: str = "", seen: int | None = None) -> Sheet:
    """Say that a line is not clear yet; ``words``: the question, which may come later. The line stays untaken."""
    return _answer(work, line_id, LineState.ASKED, words, seen)


def decline(work: Work, line_id: int, words: str = "", seen: int | None = None) -> Sheet:
    """Say no to a line; ``words``: why. The line stays untaken, with whoever has it."""
    return _answer(work, line_id, LineState.DECLINED, words, seen)


def reply(work: Work, line_id: int, words: str, seen: int | None = None) -> Sheet:
    """Answer a question, or a no; the line is open again and what was asked stays beside it.

    Raises `Invalid` without words, or when nothing was asked.
    """
    line, sheet = _line(work, line_id, seen)
    said = kept_words(words, WORDS_LENGTH)
    if line.state not in (LineState.ASKED, LineState.DECLINED):
        raise Invalid("Nobody asked about this line. Nothing was changed.")
    if not said:
        raise Invalid("An answer needs a few words. Nothing was saved.", "words")
    work.change(line, state=LineState.OPEN, reply=said, replied_by=work.person.id)
    work.did("handover.replied", f"Handover, line {line.position} answered", line.guest_id)
    return read(work, sheet.id or 0)


def read_nothing(work: Work, sheet_id: int, seen: int | None = None) -> Sheet:
    """Sign a sheet on which nothing is left to sign: "nothing to report" was read.

    Raises `Invalid` while there are lines to sign, or for whoever left it, `Stale`, `NotFound`.
    """
    sheet = work.get(Handover, sheet_id, "handover")
    work.check_seen(sheet, seen)
    _check_waits(sheet)
    _check_other(work, sheet)
    left = read(work, sheet_id).unaccepted
    if left:
        count = "1 line" if left == 1 else f"{left} lines"
        raise Invalid(f"There is more to take over here: {count}. Nothing is signed yet.")
    _taken(work, sheet)
    work.did("handover.read", "Handover read: nothing left to report")
    return read(work, sheet_id)


def _answer(work: Work, line_id: int, state: LineState, words: str, seen: int | None) -> Sheet:
    line, sheet = _signing(work, line_id, seen)
    said = kept_words(words, WORDS_LENGTH)
    before = line.words if line.state is state else ""
    verb = "asked about" if state is LineState.ASKED else "declined"
    if work.change(line, state=state, words=said or before, reply="", replied_by=None, **_answered(work)):
        work.did(f"handover.{state.value}", f"Handover, line {line.position} {verb}", line.guest_id)
    return read(work, sheet.id or 0)


def _asked_before(work: Work, line: HandoverLine) -> dict[str, Any]:
    """What was asked of the line and answered goes under it, for what is read back takes its place."""
    asker = work.session.get_one(Staff, line.answered_by)
    asked = asked_and_answered(asker.name, line.state, line.words, line.reply)
    return {"details": [*line.details, *asked], "reply": "", "replied_by": None}


def _answered(work: Work) -> dict[str, Any]:
    return {"answered_by": work.person.id, "answered_at": work.now}


def _line(work: Work, line_id: int, seen: int | None) -> tuple[HandoverLine, Handover]:
    line = work.get(HandoverLine, line_id, "line")
    work.check_seen(line, seen)
    sheet = work.get(Handover, line.handover_id, "handover")
    _check_waits(sheet)
    return line, sheet


def _signing(work: Work, line_id: int, seen: int | None) -> tuple[HandoverLine, Handover]:
    line, sheet = _line(work, line_id, seen)
    if line.state is LineState.ACCEPTED:
        by = work.session.get_one(Staff, line.answered_by)
        who = "You" if by.id == work.person.id else by.name
        raise Invalid(f"{who} took this line over already. Nothing was changed.")
    _check_other(work, sheet)
    return line, sheet


def _check_waits(sheet: Handover) -> None:
    if sheet.state is HandoverState.LEFT:
        return
    why = {
        HandoverState.DRAFT: "This sheet was not left yet, so there is nothing to sign.",
        HandoverState.TAKEN: "This sheet is handed over already.",
        HandoverState.CARRIED: "What was open here stands on a newer sheet; please sign there.",
    }
    raise Invalid(f"{why[sheet.state]} Nothing was changed.")


def _check_other(work: Work, sheet: Handover) -> None:
    if not may_sign(work, sheet.left_by, sheet.left_at):
        raise Invalid(
            "You left this sheet, so somebody else signs it. Nothing was changed. F9 changes who is at the desk."
        )


def _owned(work: Work, line: HandoverLine) -> list[Owned]:
    """What the line tells of, as far as somebody still has to see to it."""
    rows: list[Owned | None] = []
    if line.task_id is not None:
        rows.append(work.session.get(Task, line.task_id))
    elif line.gesture_id is not None:
        rows += _deliveries(work, line.gesture_id)
    if line.problem_id is not None:
        rows.append(work.session.get(Problem, line.problem_id))
    return [row for row in rows if row is not None and row.deleted_at is None and is_open(row)]


def _deliveries(work: Work, gesture_id: int) -> list[Task]:
    """The delivery of a gesture that had none yet when the sheet was left: somebody said yes since."""
    return list(
        work.session.exec(
            select(Task).where(
                Task.gesture_id == gesture_id,
                Task.kind == TaskKind.DELIVERY,
                col(Task.state).in_(OPEN_TASKS),
                col(Task.deleted_at).is_(None),
            )
        )
    )


def _pass_on(work: Work, row: Owned, sheet: Handover) -> None:
    owner = work.session.get(Staff, row.owner_id) if row.owner_id is not None else None
    is_free = owner is None or owner.deleted_at is not None or owner.id == sheet.left_by
    if is_free and row.owner_id != work.person.id:
        asked = None if row.offered_to == work.person.id else row.offered_to
        work.change(row, owner_id=work.person.id, offered_to=asked)


def _taken(work: Work, sheet: Handover) -> None:
    """Hand the sheet over. Its lines count on, so that an earlier yes is not undone underneath it."""
    work.change(sheet, state=HandoverState.TAKEN, taken_by=work.person.id, taken_at=work.now)
    query = select(HandoverLine).where(HandoverLine.handover_id == sheet.id, col(HandoverLine.deleted_at).is_(None))
    for line in work.session.exec(query):
        if not any(change["table"] == "handover_line" and change["id"] == line.id for change in work.changes):
            work.touch(line)

"""A handover sheet as whoever reads it sees it: values for screens, command line and files, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line to be signed: who, what, by when, who owns it, and what comes next.

    id, version: of the row; id None while the sheet is a draft and the line is built from the data. number: from 1, in
    the order of the sheet. what: one plain sentence. who: room and guest. due_text: "18:00". owner: a name, empty for
    nobody's. details: what the one signature covers besides, one text each. critical: three words are read back.
    urgency: how it stands now, not when the sheet was left. state, answered_by, answered_text ("Ben 23:04"), words,
    reply: what the person taking over said, and the answer. is_settled: what it tells of is over by now, so nobody has
    to sign it any more. is_red: on a sheet that was left, nobody has accepted it. now_text: how the thing stands now
    where that differs from the frozen words ("kept 22:50 by Ana"), else empty. is_mine: the person at the desk typed
    it by hand and may still take it out of the draft.
    """

    id: int | None
    version: int
    number: int
    section: HandoverSection
    what: str
    who: str
    due_text: str
    owner: str
    owner_id: int | None
    next_step: str
    details: tuple[str, ...]
    critical: bool
    urgency: Urgency
    state: LineState
    answered_by: str
    answered_text: str
    words: str
    reply: str
    is_settled: bool
    is_red: bool
    now_text: str
    task_id: int | None
    problem_id: int | None
    gesture_id: int | None
    guest_id: int | None
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One handover. A draft (``id`` may be None) is built from what is on file now; a left one is a dated record.

    shift_text: "late shift, Sunday 14 June, 15:00 to 23:00". begins_at, ends_at: aware, on the clock of the house.
    left_by, left_text: who left it and when ("Ana 22:58"), empty for a draft. taken_by, taken_text: who took the last
    line. read_by: the names of all who signed a line, in order. to_sign: how many lines ask for a yes; unaccepted: how
    many nobody took.
    headline: "9 lines, about 1 minute to read". carried_to: the sheet that took on what was not accepted.
    overdue_text: "The night shift of 13 June was never handed over.", or empty. at_desk: who did something at the desk
    in this shift, for the record; nobody signs for it.
    is_own: whoever reads it left it. may_sign: whoever reads it may say yes, ask or decline.
    """

    id: int | None
    version: int
    state: HandoverState
    day: date
    shift: str
    shift_text: str
    begins_at: datetime
    ends_at: datetime
    left_by: str
    left_at: datetime | None
    left_text: str
    taken_by: str
    taken_at: datetime | None
    taken_text: str
    read_by: tuple[str, ...]
    nothing_to_report: bool
    lines: tuple[SheetLine, ...]
    to_sign: int
    unaccepted: int
    reading_minutes: int
    headline: str
    house: str
    carried_to: int | None = None
    overdue_text: str = ""
    at_desk: tuple[str, ...] = ()
    is_own: bool = False
    may_sign: bool = True

    @property
    def is_handed_over(self) -> bool:
        """True once somebody said yes to every line, or to "nothing to report"."""
        return self.state is HandoverState.TAKEN


@dataclass(frozen=True, slots=True)
class PastSheet:
    """A sheet in the list of past ones. ``found``: the words of the line that was looked for, or empty.

    guest_id: whom that line is of.
    """

    id: int
    day: date
    shift: str
    shift_text: str
    state: HandoverState
    left_by: str
    left_text: str
    taken_by: str
    lines: int
    unaccepted: int
    found: str = ""
    guest_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What every screen shows of the handover. red: lines nobody accepted, of the sheet that waits; 0 for none.

    waits: a sheet was left and is not taken (also with nothing to report, until somebody says they read it).
    ends_in: minutes until the running shift ends, None when that is further off than the house wants to be told or the
    sheet is left already. missed: the name of a shift that is over and was never handed over, in a house that does
    hand over, else empty. words: "2 lines not handed over", "handover in 25 min", "late shift not handed over", or "".
    """

    sheet_id: int | None
    red: int
    waits: bool
    ends_in: int | None
    missed: str
    words: str

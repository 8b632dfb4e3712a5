"""What is written of a handover, whatever holds it: the page knows no desk, only these values.

`desk.handover_lines` has them, and says what each of them means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState


class PaperLine(Protocol):
    """One line: `SheetLine`."""

    @property
    def id(self) -> int | None: ...

    @property
    def number(self) -> int: ...

    @property
    def section(self) -> HandoverSection: ...

    @property
    def what(self) -> str: ...

    @property
    def who(self) -> str: ...

    @property
    def due_text(self) -> str: ...

    @property
    def owner(self) -> str: ...

    @property
    def next_step(self) -> str: ...

    @property
    def details(self) -> tuple[str, ...]: ...

    @property
    def critical(self) -> bool: ...

    @property
    def state(self) -> LineState: ...

    @property
    def answered_by(self) -> str: ...

    @property
    def answered_text(self) -> str: ...

    @property
    def words(self) -> str: ...

    @property
    def reply(self) -> str: ...

    @property
    def is_settled(self) -> bool: ...

    @property
    def is_red(self) -> bool: ...

    @property
    def now_text(self) -> str: ...

    @property
    def task_id(self) -> int | None: ...

    @property
    def problem_id(self) -> int | None: ...

    @property
    def gesture_id(self) -> int | None: ...

    @property
    def guest_id(self) -> int | None: ...


class PaperSheet(Protocol):
    """One sheet: `Sheet`. Its instants carry the offset of the house."""

    @property
    def id(self) -> int | None: ...

    @property
    def state(self) -> HandoverState: ...

    @property
    def day(self) -> date: ...

    @property
    def shift(self) -> str: ...

    @property
    def shift_text(self) -> str: ...

    @property
    def begins_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...

    @property
    def left_by(self) -> str: ...

    @property
    def left_at(self) -> datetime | None: ...

    @property
    def left_text(self) -> str: ...

    @property
    def taken_by(self) -> str: ...

    @property
    def taken_at(self) -> datetime | None: ...

    @property
    def taken_text(self) -> str: ...

    @property
    def read_by(self) -> tuple[str, ...]: ...

    @property
    def nothing_to_report(self) -> bool: ...

    @property
    def lines(self) -> Sequence[PaperLine]: ...

    @property
    def to_sign(self) -> int: ...

    @property
    def unaccepted(self) -> int: ...

    @property
    def reading_minutes(self) -> int: ...

    @property
    def headline(self) -> str: ...

    @property
    def house(self) -> str: ...

    @property
    def carried_to(self) -> int | None: ...

    @property
    def overdue_text(self) -> str: ...

    @property
    def at_desk(self) -> tuple[str, ...]: ...

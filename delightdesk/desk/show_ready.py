"""The show-ready list: what is looked at as a shift begins, and the rounds that are walked while it lasts.

The list is the pack's; only the ticks are kept, each with its shift, so that every shift begins with an empty list
and nobody is asked for what the shift before left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from delightdesk.desk import shift_now
from delightdesk.desk.lineup_lines import CheckLine, ShowReady
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.packs import Check
from delightdesk.domain.shifts import Shift, next_shift
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import CheckKind
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import Staff, Tick
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

NOTE_LENGTH = 200
BEFORE = timedelta(hours=1)
"""How long before it begins the list of a shift is offered while the house is closed."""

_TICK, _STAFF = table_of(Tick), table_of(Staff)


class _Ticked(NamedTuple):
    id: int
    check_key: str
    done_at: datetime
    is_skipped: bool
    note: str
    who: str


_TICKS = (
    select(_TICK.c.id, _TICK.c.check_key, _TICK.c.done_at, _TICK.c.is_skipped, _TICK.c.note, _STAFF.c.name)
    .join(_STAFF, _STAFF.c.id == _TICK.c.done_by)
    .where(_TICK.c.day == bindparam("day"), _TICK.c.shift == bindparam("shift"), _TICK.c.deleted_at.is_(None))
    .order_by(_TICK.c.id)
)


def show_ready(work: Work) -> ShowReady:
    """The list of the shift that runs now. While the house is closed that of the next, from an hour before it begins;
    until then nothing is asked of anybody."""
    shift = shift_of(work)
    ticks = _ticks(work, shift)
    lines = tuple(_line(work, check, ticks.get(check.key, ())) for check in _checks(work, shift))
    ready = [line for line in lines if line.kind is CheckKind.READY]
    left = sum(line.tick_id is None for line in ready)
    return ShowReady(
        day=shift.day,
        shift=shift.name,
        shift_text=shift_words(shift.name),
        lines=lines,
        left=left,
        is_done=not left,
        headline=_headline(work, shift, ready, left),
    )


def tick(work: Work, key: str, note: str = "") -> int:
    """It is done; returns the tick's id. A round may be walked again, a check of kind ready is done once.

    Raises `Invalid` naming who was first, and `NotFound` for what is not on the list of this shift.
    """
    shift = shift_of(work)
    check, ticks = _check(work, shift, key), _ticks(work, shift)
    _refuse_twice(work, check, ticks.get(key, ()))
    tick_id = _add(work, shift, check, note=kept_words(note, NOTE_LENGTH))
    work.did("check.ticked", f"Done: {check.title}")
    return tick_id


def skip(work: Work, key: str, why: str) -> int:
    """It is not possible in this shift, and why; returns the tick's id. Raises `Invalid` without a reason."""
    words = kept_words(why, NOTE_LENGTH)
    if not words:
        raise Invalid("Please say in a few words why it is not possible. Nothing was saved.", "why")
    shift = shift_of(work)
    check = _check(work, shift, key)
    found = _ticks(work, shift).get(key, ())
    _refuse_twice(work, check, found)
    if found and found[-1].is_skipped:
        raise Invalid(f"{found[-1].who} said so already: {found[-1].note}. Nothing was changed.", "why")
    tick_id = _add(work, shift, check, note=words, is_skipped=True)
    work.did("check.skipped", f"Not possible: {check.title}")
    return tick_id


def untick(work: Work, tick_id: int) -> None:
    """It is not done after all. Raises `NotFound`."""
    row = work.get(Tick, tick_id, "tick")
    work.remove(row)
    titles = {check.key: check.title for check in load_pack(work.house.sector).checks}
    work.did("check.unticked", f"Not done after all: {titles.get(row.check_key, 'a check')}")


def shift_of(work: Work) -> Shift:
    """The shift whose list counts: the one that runs, else the next."""
    return shift_now.running(work) or next_shift(work.now, shift_now.hours(work), work.house.day_starts, work.zone)


def shift_words(name: str) -> str:
    """How a shift is spoken of: "late shift"."""
    return name if name.casefold().endswith("shift") else f"{name} shift"


def _headline(work: Work, shift: Shift, ready: Sequence[CheckLine], left: int) -> str:
    if not _is_offered(work, shift):
        return f"Closed, show-ready {_from(work, shift.begins_at - BEFORE)}"
    begins = f" {_from(work, shift.begins_at)}" if shift.begins_at > work.now else ""
    many, skipped = len(ready), sum(line.is_skipped for line in ready)
    how = f"{left} of {many} left" if left else f"all {many} done" if many else "nothing is on the list"
    if skipped and not left:
        how = f"{many - skipped} done, {skipped} not possible"
    return f"Show-ready, {shift_words(shift.name)}{begins}: {how}"


def _is_offered(work: Work, shift: Shift) -> bool:
    return shift.begins_at - work.now <= BEFORE


def _from(work: Work, at: datetime) -> str:
    return f"from {at.astimezone(work.zone):%H:%M}"


def _checks(work: Work, shift: Shift) -> list[Check]:
    """The checks of a shift, those done once before the rounds; none while it is too early for them."""
    if not _is_offered(work, shift):
        return []
    mine = [check for check in load_pack(work.house.sector).checks if check.belongs_to(shift.name)]
    return sorted(mine, key=lambda check: check.kind is CheckKind.ROUND)


def _check(work: Work, shift: Shift, key: str) -> Check:
    found = next((check for check in _checks(work, shift) if check.key == key), None)
    if found is None:
        raise NotFound(
            f"That is not on the list of the {shift_words(shift.name)}. Nothing was changed. Please look again."
        )
    return found


def _ticks(work: Work, shift: Shift) -> dict[str, list[_Ticked]]:
    """The ticks of a shift by check, the oldest first."""
    found: dict[str, list[_Ticked]] = {}
    for row in work.rows(_TICKS, day=shift.day, shift=shift.name):
        each = _Ticked(*row)
        found.setdefault(each.check_key, []).append(each)
    return found


def _refuse_twice(work: Work, check: Check, ticks: Sequence[_Ticked]) -> None:
    if check.kind is CheckKind.READY and ticks and not ticks[-1].is_skipped:
        raise Invalid(f"{_done_text(work, ticks[-1])} was first: {check.title}. Nothing was changed.")


def _add(work: Work, shift: Shift, check: Check, **values: Any) -> int:
    row = Tick(
        created_at=work.now, day=shift.day, shift=shift.name, check_key=check.key, done_by=work.person.id,
        done_at=work.now, **values,
    )  # fmt: skip
    return work.add(row).id or 0


def _line(work: Work, check: Check, ticks: Sequence[_Ticked]) -> CheckLine:
    last = ticks[-1] if ticks else None
    return CheckLine(
        key=check.key,
        kind=check.kind,
        title=check.title,
        hint=check.hint,
        tick_id=last.id if last else None,
        done_text=_done_text(work, last) if last else "",
        times=sum(not each.is_skipped for each in ticks),
        is_skipped=bool(last and last.is_skipped),
        note=last.note if last else "",
    )


def _done_text(work: Work, ticked: _Ticked) -> str:
    return f"{ticked.who} {ticked.done_at.astimezone(work.zone):%H:%M}"

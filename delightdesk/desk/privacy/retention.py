"""Keeping nothing longer than the house said: looked at first, done in one go, and once a day by itself.

A guest whose time is over is erased as one who asks for it is, but leaves no mark: who comes again is welcome as
somebody new. Backups are not rewritten for it; they grow old and go by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from delightdesk.desk.permitted import allowed
from delightdesk.desk.privacy import consent, forgetting
from delightdesk.desk.privacy.erasing import and_merged, delete, erase_guests, let_go
from delightdesk.desk.privacy.journal_blanking import blank_about, ids
from delightdesk.desk.privacy.known_by import told_of
from delightdesk.desk.privacy.purging import Left
from delightdesk.desk.privacy.retention_due import DueGuest, DueSheet, Rules, guests_due, rules, sheets_due
from delightdesk.desk.safety import backups
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.permissions import Act
from delightdesk.store.house_file import HouseFile
from delightdesk.store.sweeping import sweep
from delightdesk.store.work import Work

__all__ = ["DueLine", "RetentionPreview", "RetentionReport", "daily", "is_cared_for", "preview", "run"]

GUEST, SHEET = "guest", "sheet"
MOST = 200
"""Lines a preview shows."""

AT_ONCE = 100
"""Guests in one transaction: so many take about a second, and other windows wait no longer."""

_LINES = "SELECT id FROM handover_line WHERE handover_id IN (SELECT value FROM json_each(?))"
_CARED = "UPDATE house SET cared_on = ? WHERE id = 1"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due to go. kind: "guest", "sheet". text: the guest's name, the shift. detail: since when."""

    kind: str
    id: int
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class RetentionPreview:
    """What is due to go: how many of each, and the first `MOST` guests and sheets by name. may_run: this person may."""

    sensitive: int
    guests: int
    sheets: int
    lines: tuple[DueLine, ...]
    rules: Rules
    may_run: bool

    @property
    def total(self) -> int:
        """All of it."""
        return self.sensitive + self.guests + self.sheets


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What went. is_stopped: somebody stopped it half-way; what had gone is gone, the rest is still due.

    left: copies that still hold somebody who asked to be erased.
    """

    sensitive: int = 0
    guests: int = 0
    sheets: int = 0
    is_stopped: bool = False
    left: tuple[Left, ...] = ()


def preview(work: Work) -> RetentionPreview:
    """What a run would take out. Changes nothing."""
    guests, sheets = guests_due(work), sheets_due(work)
    lines = (*(_guest_line(work, each) for each in guests), *(_sheet_line(work, each) for each in sheets))
    sensitive = len(consent.due(work)) + len(consent.unasked(work))
    return RetentionPreview(sensitive, len(guests), len(sheets), lines[:MOST], rules(work), allowed(work, Act.ERASE))


def run(
    house_file: HouseFile,
    person_id: int | None,
    *,
    tell: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> RetentionReport:
    """Take out everything that is due, after a backup. Raises `NotAllowed`, or `CannotOpen` where no backup could be
    made; nothing was changed then.

    tell: is told how many guests are done, of how many. stop: asked between two transactions, each of which is whole.
    """
    with house_file.reading(person_id) as work:
        forgetting.check_may(work)
    _backup_before(house_file, person_id)
    with house_file.writing(person_id) as work:
        sensitive = consent.expire(work)
    return _guests_and_sheets(house_file, person_id, sensitive, tell or (lambda _done, _total: None), stop)


def is_cared_for(work: Work) -> bool:
    """True when the daily look was done on this day of the house."""
    return rules(work).cared_on == work.today


def daily(
    house_file: HouseFile, person_id: int | None, *, stop: Callable[[], bool] = lambda: False
) -> RetentionReport | None:
    """The look of the day; None when it was done before. Anybody's window may do it, in the name of who is there.

    Sensitive notes always go; guests and handovers only where the house said so. Whatever of an erased guest could not
    be reached when they were erased is tried again.
    """
    with house_file.reading(person_id) as work:
        if is_cared_for(work):
            return None
        tidies = rules(work).tidies_itself
    with house_file.writing(person_id) as work:
        sensitive = consent.expire(work)
    report = RetentionReport(sensitive)
    if tidies:
        _backup_before(house_file, person_id)
        report = _guests_and_sheets(house_file, person_id, sensitive, lambda _done, _total: None, stop)
    if report.is_stopped or stop():
        return report
    left = forgetting.catch_up(house_file, stop=stop).left
    with house_file.writing(person_id) as work:
        work.raw.execute(_CARED, (work.today.isoformat(),))
    return RetentionReport(report.sensitive, report.guests, report.sheets, report.is_stopped, left)


def _backup_before(house_file: HouseFile, person_id: int | None) -> None:
    """What goes here cannot be undone; a backup, which grows old by itself, is the way back from a wrong setting."""
    with house_file.reading(person_id) as work:
        is_due, now = guests_due(work) or sheets_due(work), work.now
    if is_due:
        backups.take_if_changed(house_file.path, "bulk", now)


def _guests_and_sheets(
    house_file: HouseFile,
    person_id: int | None,
    sensitive: int,
    tell: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> RetentionReport:
    with house_file.reading(person_id) as work:
        waiting = [each.id for each in guests_due(work)]
    done, is_stopped = 0, False
    for start in range(0, len(waiting), AT_ONCE):
        tell(start, len(waiting))
        if is_stopped := stop():
            break
        with house_file.writing(person_id) as work:
            done += _erase_due(work, frozenset(waiting[start : start + AT_ONCE]))
    sheets = 0
    if not is_stopped:
        tell(len(waiting), len(waiting))
        with house_file.writing(person_id) as work:
            sheets = _take_out_sheets(work)
    if done or sheets:
        sweep(house_file.path)
    return RetentionReport(sensitive, done, sheets, is_stopped)


def _erase_due(work: Work, chosen: frozenset[int]) -> int:
    """Erase those of the chosen who are due still; somebody may have checked one in meanwhile."""
    theirs = [each.id for each in guests_due(work) if each.id in chosen]
    if theirs:
        everybody = and_merged(work, theirs)
        erase_guests(work, everybody, told_of(work.raw, everybody), by_one_word=False)
        work.did("retention.guests", f"{_many(len(theirs), 'guest')} not seen for long erased", undoable=False)
    return len(theirs)


def _take_out_sheets(work: Work) -> int:
    """A handover goes as a whole: that it was left and taken, by whom and when, stays in the journal."""
    gone = frozenset(each.id for each in sheets_due(work))
    if gone:
        lines = frozenset(number for (number,) in work.raw.execute(_LINES, (ids(gone),)))
        rows = {"handover_line": lines, "handover": gone}
        blank_about(work, rows)
        for table, numbers in rows.items():
            let_go(work, table, numbers)
            delete(work, table, numbers)
        work.session.expire_all()
        work.did("retention.sheets", f"{_many(len(gone), 'old handover')} taken out", undoable=False)
    return len(gone)


def _guest_line(work: Work, due: DueGuest) -> DueLine:
    when = spoken_day(due.since, work.today)
    return DueLine(GUEST, due.id, due.name, f"last here {when}" if due.was_here else f"never here, last act {when}")


def _sheet_line(work: Work, due: DueSheet) -> DueLine:
    return DueLine(SHEET, due.id, f"{due.shift} handover", spoken_day(due.day, work.today))


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

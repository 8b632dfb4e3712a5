"""The house's playbooks: the pack's plans with what the house changed or added on top, and which fits a problem.

The pack's own entry and the house's changes are kept apart, so that a newer pack can bring better plans without ever
undoing what the house decided. Reading and starting a plan is open to everybody; changing one is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel import select as select_rows

from delightdesk.desk import catalogue
from delightdesk.desk.permitted import require
from delightdesk.desk.playbook_pack import needs_sync, sync
from delightdesk.desk.playbook_starting import start
from delightdesk.desk.playbook_typed import read
from delightdesk.desk.playbook_views import (
    PlanStep,
    PlaybookChoice,
    PlaybookForm,
    PlaybookLine,
    choice_of,
    fits,
    form_of,
    kinds_words,
    line_of,
)
from delightdesk.domain.choosing_playbooks import best
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.permissions import Act
from delightdesk.domain.playbook_entries import CHANGEABLE, Entry, check, from_entry, merged, to_entry
from delightdesk.domain.playbooks import Playbook
from delightdesk.store.tables import Guest, PlaybookRow, Problem
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

__all__ = [
    "PlanStep", "PlaybookChoice", "PlaybookForm", "PlaybookLine", "add_own", "book", "books", "fits", "for_guest",
    "for_problem", "form", "kinds_words", "listing", "needs_sync", "remove", "reset", "save", "set_active", "start",
    "sync",
]  # fmt: skip

_PLAYBOOK = table_of(PlaybookRow)
_OFFERED = (
    select(_PLAYBOOK.c.entry, _PLAYBOOK.c.house)
    .where(_PLAYBOOK.c.active, _PLAYBOOK.c.deleted_at.is_(None))
    .order_by(_PLAYBOOK.c.key)
)


def books(work: Work) -> tuple[Playbook, ...]:
    """The plans this house goes by, in key order; those switched off are left out."""
    return tuple(from_entry(merged(entry, house)) for entry, house in work.rows(_OFFERED))


def book(work: Work, key: str) -> Playbook:
    """One plan as it reads in this house, switched off or not. Raises `NotFound`."""
    return _book(_row(work, key))


def listing(work: Work, text: str = "") -> tuple[PlaybookLine, ...]:
    """Every plan by title, those switched off included; ``text`` leaves only those it fits."""
    rows = work.session.exec(select_rows(PlaybookRow).where(col(PlaybookRow.deleted_at).is_(None))).all()
    gestures = _gestures(work)
    lines = (
        line_of(_book(row), gestures, version=row.version, active=row.active, changed=bool(row.house) and not row.own)
        for row in rows
    )
    return tuple(
        sorted((line for line in lines if fits(line, text)), key=lambda line: (line.title.casefold(), line.key))
    )


def for_problem(work: Work, problem_id: int) -> tuple[PlaybookChoice, ...]:
    """All plans, the one that fits this problem best first. Raises `NotFound`."""
    problem = work.get(Problem, problem_id, "problem")
    return _choices(work, best(books(work), problem.kind, problem.what))


def for_guest(work: Work, guest_id: int | None, missed: bool = False) -> tuple[PlaybookChoice, ...]:
    """All plans where no problem is on file; ``missed``: those for a missed promise first. Raises `NotFound`.

    A promise may have been made to nobody who is on file, hence no ``guest_id``.
    """
    if guest_id is not None:
        work.get(Guest, guest_id, "guest")
    return _choices(work, best(books(work), "", "", missed))


def form(work: Work, key: str) -> PlaybookForm:
    """A plan as text to be changed; an empty key gives a blank form for one of the house's own."""
    if not key:
        return PlaybookForm()
    row = _row(work, key)
    return form_of(_book(row), active=row.active, version=row.version)


def save(work: Work, form: PlaybookForm) -> str:
    """Save what was typed; returns the key. Raises `NotAllowed`, `Invalid` naming the field, `NotFound` or `Stale`."""
    require(work, Act.CHANGE_PLAYBOOKS)
    if not form.key:
        return add_own(work, read(form, None), active=form.active)
    row = _row(work, form.key)
    work.check_seen(row, form.version)
    entry = to_entry(read(form, _book(row)))
    if work.change(row, seen=form.version, active=form.active, **_kept(row, entry)):
        work.did("playbook.changed", f"Changed the playbook {entry['title']}")
    return row.key


def set_active(work: Work, key: str, active: bool, seen: int | None = None) -> None:
    """Offer a plan again, or stop offering it. Raises `NotAllowed`, `NotFound` or `Stale`."""
    require(work, Act.CHANGE_PLAYBOOKS)
    row = _row(work, key)
    if work.change(row, seen=seen, active=active):
        work.did("playbook.active", f"{'Offers' if active else 'No longer offers'} the playbook {_book(row).title}")


def reset(work: Work, key: str, seen: int | None = None) -> None:
    """Back to the pack's own plan. Raises `Invalid` when there is nothing to go back to."""
    require(work, Act.CHANGE_PLAYBOOKS)
    row = _row(work, key)
    if row.own:
        raise Invalid("This playbook is your own, so no pack has a text for it. Nothing was changed.")
    if not work.change(row, seen=seen, house={}):
        raise Invalid("This playbook reads as the pack has it already. Nothing was changed.")
    work.did("playbook.reset", f"Put back to the pack's text: {_book(row).title}")


def add_own(work: Work, plan: Playbook, *, active: bool = True) -> str:
    """Add a plan of the house's own; returns its key, which always starts with ``own-``."""
    require(work, Act.CHANGE_PLAYBOOKS)
    check(plan)
    taken = {key for (key,) in work.rows(select(_PLAYBOOK.c.key))}
    number = 1
    while f"own-{number}" in taken:
        number += 1
    key = f"own-{number}"
    entry = {**to_entry(plan), "key": key, "own": True}
    work.add(PlaybookRow(created_at=work.now, key=key, entry=entry, own=True, active=active))
    work.did("playbook.added", f"Added the playbook {plan.title}")
    return key


def remove(work: Work, key: str, seen: int | None = None) -> None:
    """Take away a plan of the house's own; what was started from it goes on."""
    require(work, Act.CHANGE_PLAYBOOKS)
    row = _row(work, key)
    if not row.own:
        raise Invalid("This playbook came with the pack and stays. Nothing was changed. You can stop offering it.")
    work.remove(row, seen=seen)
    work.did("playbook.removed", f"Removed the playbook {_book(row).title}")


def _choices(work: Work, ranked: Iterable[Playbook]) -> tuple[PlaybookChoice, ...]:
    gestures = _gestures(work)
    return tuple(choice_of(plan, number, gestures) for number, plan in enumerate(ranked, 1))


def _gestures(work: Work) -> dict[str, str]:
    return {idea.key: idea.title for idea in catalogue.ideas(work)}


def _row(work: Work, key: str) -> PlaybookRow:
    found = select_rows(PlaybookRow).where(PlaybookRow.key == key, col(PlaybookRow.deleted_at).is_(None))
    row = work.session.exec(found).first()
    if row is None:
        raise NotFound("That playbook is not here any more. Nothing was changed. Please choose it from the list.")
    return row


def _book(row: PlaybookRow) -> Playbook:
    return from_entry(merged(row.entry, row.house))


def _kept(row: PlaybookRow, entry: Entry) -> dict[str, Any]:
    """What a plan that reads like ``entry`` leaves in its row: an own one all, one of the pack only what differs."""
    if row.own:
        return {"entry": entry}
    return {"house": {name: entry[name] for name in sorted(CHANGEABLE) if entry[name] != row.entry.get(name)}}

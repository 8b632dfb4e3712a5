"""What a note said before, read from the journal: an opinion stays with whoever wrote it, a correction with its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from delightdesk.domain.clock import spoken_day
from delightdesk.store.tables import JournalEntry, Note, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_ACT, _STAFF = table_of(JournalEntry), table_of(Staff)
_ACTS_OF_GUEST = (
    select(_ACT.c.at, _STAFF.c.name, _ACT.c.changes)
    .join(_STAFF, _STAFF.c.id == _ACT.c.person_id)
    .where(_ACT.c.guest_id == bindparam("guest"))
    .order_by(_ACT.c.id)
)


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """What a note said from ``at_text`` on, and who wrote that."""

    at_text: str
    person: str
    text: str


def history(work: Work, note_id: int) -> tuple[NoteVersion, ...]:
    """What the note said and what was said against it, oldest first, with who wrote it when."""
    note = work.get(Note, note_id, "note")
    found: list[NoteVersion] = []
    has_text = False
    for at, person, changes in work.rows(_ACTS_OF_GUEST, guest=note.guest_id):
        at_text = _at_text(work, at)
        for change in changes:
            if (change["table"], change["id"]) == ("note", note_id):
                has_text = has_text or bool(change["after"].get("text"))
                found += [NoteVersion(at_text, person, text) for text in _said(change["before"], change["after"])]
    if not has_text:  # it came with an import, which keeps no words in the journal
        author = work.session.get(Staff, note.author_id)
        found.insert(0, NoteVersion(_at_text(work, note.created_at), author.name if author else "", note.text))
    return tuple(found)


def _said(before: dict[str, Any] | None, after: dict[str, Any]) -> Iterator[str]:
    """The words an act gave the note, and the guest's where they disputed it."""
    if after.get("text"):
        yield str(after["text"])
    if after.get("disputed"):
        yield f"disputed: {after['disputed']}"
    elif before is not None and before.get("disputed"):
        yield "disputed no more"


def _at_text(work: Work, at: Any) -> str:
    local = at.astimezone(work.zone)
    return f"{spoken_day(local.date(), work.now.astimezone(work.zone).date())} {local:%H:%M}"

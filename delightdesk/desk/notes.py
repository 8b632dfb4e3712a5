"""One-line capture and the notes it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.desk.keeping import Place, add_note, keep
from delightdesk.desk.permitted import require
from delightdesk.domain.capture import CARD_LEFT_OUT, Capture, capture
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import clean, without_cards
from delightdesk.domain.vocabulary import NoteKind, NoteSource
from delightdesk.store.tables import Guest, Note
from delightdesk.store.work import Work

NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Stored:
    """What a line was kept as: ``kind`` names the table's concept, ``understood`` the sentence shown back.

    ``doubt`` is what seemed wrong with the line, or empty.
    """

    kind: str
    id: int
    guest_id: int
    understood: str
    doubt: str = ""


def read_line(work: Work, line: str) -> Capture:
    """What a line would be kept as, without keeping it."""
    return capture(line, work.today, sector=work.house.sector, day_first=work.house.day_first)


def store_line(work: Work, guest_id: int, line: str, *, as_note: bool = False) -> Stored:
    """Keep one line about a guest as what it is; ``as_note`` keeps it word for word as a note.

    Raises `Invalid` for an empty line, `NotFound` for a guest who is not here.
    """
    words = clean(line, NOTE_LENGTH)
    if not words:
        raise Invalid("There is nothing to note. Please type a few words.", "line")
    if as_note:
        place = Place(work, work.get(Guest, guest_id, "guest"), NoteSource.GUEST)
        words, had_card = without_cards(words)
        kept = add_note(place, NoteKind.OPERATIONAL, words)
        understood, doubt = f"Note: {words}", CARD_LEFT_OUT if had_card else ""
    else:
        found = read_line(work, words)
        kept = keep(work, guest_id, found.caught, NoteSource.GUEST)
        for more in found.also:
            keep(work, guest_id, more, NoteSource.GUEST)
        understood = found.understood
        if kept.understood:
            understood = understood.replace(found.caught.understood, kept.understood, 1)
        doubt = found.doubt or kept.doubt
    if work.changes:
        work.did(f"{kept.kind}.noted", f"Noted: {kept.kind}", guest_id)
    return Stored(kept.kind, kept.id, guest_id, understood, doubt)


def confirm(work: Work, note_id: int) -> None:
    """The guest was asked and said yes, or it was seen again: one sighting more, confirmed today."""
    note = work.get(Note, note_id, "note")
    work.change(note, sightings=note.sightings + 1, confirmed_on=work.today)
    work.did("note.confirmed", "Confirmed a preference", note.guest_id)


def edit(work: Work, note_id: int, text: str, seen: int | None = None) -> None:
    """Change the words of a note. Raises `NotAllowed` for a security note, which is not everybody's to change."""
    note = work.get(Note, note_id, "note")
    check_sensitive(work, note)
    words, _ = without_cards(clean(text, NOTE_LENGTH))
    if not words:
        raise Invalid("A note needs words. Nothing was saved; remove the note instead.", "text")
    if work.change(note, seen=seen, text=words):
        work.did("note.edited", "Note edited", note.guest_id)


def remove(work: Work, note_id: int, seen: int | None = None) -> None:
    """Take a note away; undo brings it back. Raises `NotAllowed` for a security note."""
    note = work.get(Note, note_id, "note")
    check_sensitive(work, note)
    work.remove(note, seen=seen)
    work.did("note.removed", "Note removed", note.guest_id)


def check_sensitive(work: Work, note: Note) -> None:
    """Raise `NotAllowed` when the person at the desk may not change this note."""
    if note.kind is NoteKind.SECURITY:
        require(work, Act.CHANGE_SENSITIVE)

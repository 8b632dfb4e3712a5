"""One good question per contact: the answer is kept with one key, a skip is remembered without nagging."""

from __future__ import annotations

from delightdesk.desk.keeping import Place, add_note
from delightdesk.domain.consent import sensitive_kind
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import NoteKind, NoteSource
from delightdesk.store.tables import Asked, Guest
from delightdesk.store.work import Work


def answer(work: Work, guest_id: int, key: str, text: str) -> int:
    """Keep the guest's answer as a preference; returns the note's id."""
    words = kept_words(text, 500, "text")
    if not words:
        raise Invalid("There is no answer to keep yet. Nothing was saved.", "text")
    if sensitive_kind(words) is NoteKind.ACCESS_NEED:
        raise Invalid("This is the guest's own to tell. Please note it with n, where their yes is asked.", "text")
    guest = work.get(Guest, guest_id, "guest")
    kept = add_note(Place(work, guest, NoteSource.GUEST), NoteKind.PREFERENCE, words)
    work.add(Asked(created_at=work.now, guest_id=guest_id, question=key[:40], note_id=kept.id))
    work.did("question.answered", "Answer noted", guest_id)
    return kept.id


def skip(work: Work, guest_id: int, key: str) -> None:
    """Do not put this question to this guest again."""
    guest = work.get(Guest, guest_id, "guest")
    work.add(Asked(created_at=work.now, guest_id=guest.id or 0, question=key[:40]))
    work.did("question.skipped", "Question skipped", guest_id)

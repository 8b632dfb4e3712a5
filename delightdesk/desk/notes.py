"""One-line capture and the notes it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from delightdesk.desk.keeping import Place, add_note, agreed, keep
from delightdesk.desk.note_history import NoteVersion, history
from delightdesk.desk.permitted import require
from delightdesk.domain.capture import Capture, capture
from delightdesk.domain.captured import Captured, NoteCaught, PreferenceCaught, UsualCaught
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.consent import CONSENT_LENGTH, Consent, ask_about, given_under, sensitive_kind
from delightdesk.domain.errors import ConsentNeeded, Invalid
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import kept_words
from delightdesk.domain.typed_days import read_day
from delightdesk.domain.vocabulary import SENSITIVE_KINDS, Lifetime, NoteKind, NoteSource, Sector, SensitiveRule
from delightdesk.domain.wording import AdviceKind, coach
from delightdesk.store.tables import Guest, Note
from delightdesk.store.work import Work

__all__ = [
    "NOTE_LENGTH", "NoteForm", "NoteVersion", "Stored", "check_sensitive", "confirm", "dispute", "edit", "form",
    "history", "in_confidence", "read_line", "remove", "save", "settle", "store_line",
]  # fmt: skip

NOTE_LENGTH = 500
_ORDINARY = (NoteCaught, UsualCaught, PreferenceCaught)
_SECURITY = re.compile(r"security ?: ?(?P<why>.*?)(?:[,;.]? ?look again (?:on|by) (?P<day>.*))?$", re.IGNORECASE)
_SECURITY_SENTENCE = (
    "A security note says what happened and when to look at it again, such as: security: broke the sofa on 3 May, "
    "look again on +180. Nothing was kept yet."
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What a line was kept as: ``kind`` names the table's concept, ``understood`` the sentence shown back.

    ``doubt`` is what seemed wrong with the line, or empty. ``hidden``: kept with consent, so nothing of it is shown.
    """

    kind: str
    id: int
    guest_id: int
    understood: str
    doubt: str = ""
    hidden: bool = False


def read_line(work: Work, line: str) -> Capture:
    """What a line would be kept as, without keeping it."""
    return capture(line, work.today, day_first=work.house.day_first)


def store_line(
    work: Work,
    guest_id: int,
    line: str,
    *,
    as_note: bool = False,
    consent: Consent | None = None,
    sensitive: bool = False,
    stands: bool = False,
) -> Stored:
    """Keep one line about a guest as what it is; ``as_note`` keeps it word for word as a note.

    ``sensitive`` keeps it word for word as a note that is hidden. What turns out to be one by itself is kept by the
    same rule of the house, with the guest's ``consent``. What only the coach takes for health or belief is kept hidden
    with that too, or as any other note once the person says that it ``stands`` as it is.
    Raises `ConsentNeeded` where one or the other is missing, `Invalid` for an empty line or where the house keeps no
    such notes, `NotFound` for a guest who is not here.
    """
    words = kept_words(line, NOTE_LENGTH, "line")
    if not words:
        raise Invalid("There is nothing to note. Please type a few words.", "line")
    if security := _SECURITY.match(words):
        return _keep_security(work, guest_id, security["why"], security["day"] or "")
    found = None if as_note or sensitive else read_line(work, words)
    told, openly = _told_in_confidence(words, found, sensitive=sensitive)
    if not told and not stands and (rule := _seems_sensitive(work, words, found)):
        if consent is None or rule is SensitiveRule.NEVER:
            raise ask_about(rule)
        told, openly = (NoteCaught(NoteKind.SENSITIVE, words),), found.also if found else ()
    if told:
        return _keep_hidden(work, guest_id, told, openly, consent)
    if found is None:
        place = Place(work, work.get(Guest, guest_id, "guest"), NoteSource.GUEST)
        kept = add_note(place, NoteKind.OPERATIONAL, words)
        understood, doubt = f"Note: {words}", ""
    else:
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


def _keep_security(work: Work, guest_id: int, why: str, day: str) -> Stored:
    """What is kept so that nobody is harmed: with what happened, and the day on which somebody asks if it still holds.

    Raises `NotAllowed`, and `Invalid` without either.
    """
    require(work, Act.CHANGE_SENSITIVE)
    guest, reason = work.get(Guest, guest_id, "guest"), why.strip(" ,;.")
    if not day.strip() or not reason or reason.startswith("("):
        raise Invalid(_SECURITY_SENTENCE, "line")
    until = read_day(day, work.today, day_first=work.house.day_first, field="line")
    if until <= work.today:
        raise Invalid(f"The day to look again lies behind. {_SECURITY_SENTENCE}", "line")
    note = Note(
        created_at=work.now, guest_id=guest.id or 0, author_id=work.person.id, kind=NoteKind.SECURITY, text=reason,
        source=NoteSource.COLLEAGUE, lifetime=Lifetime.UNTIL, until=until, confirmed_on=work.today,
    )  # fmt: skip
    kept = work.add(note)
    work.did("note.noted", "Noted: security note", guest_id)
    return Stored(
        "note", kept.id or 0, guest_id, f"Security note, to be looked at again {spoken_day(until, work.today)}"
    )


def _told_in_confidence(
    words: str, found: Capture | None, *, sensitive: bool
) -> tuple[tuple[NoteCaught, ...], tuple[Captured, ...]]:
    """What of the line are sensitive notes, and what else it says; ``found`` None: it is kept word for word."""
    if found is None:
        kind = sensitive_kind(words) or (NoteKind.SENSITIVE if sensitive else None)
        return ((NoteCaught(kind, words),) if kind else ()), ()
    told = {caught: in_confidence(caught) for caught in (found.caught, *found.also)}
    hidden = tuple(note for note in told.values() if note is not None)
    return hidden, tuple(caught for caught, note in told.items() if note is None)


def _seems_sensitive(work: Work, words: str, found: Capture | None) -> SensitiveRule | None:
    """By which rule a line goes that would stay an ordinary note although the coach takes it for health or belief.

    A clinic's desk keeps nothing of health. None for any other line.
    """
    if found is not None and not isinstance(found.caught, _ORDINARY):
        return None
    said = coach(words, work.house.sector)
    if work.house.sector is Sector.CLINIC and any(advice.kind is AdviceKind.HEALTH for advice in said):
        return SensitiveRule.NEVER
    return work.house.sensitive_rule if any(advice.asks == "sensitive" for advice in said) else None


def in_confidence(caught: Captured) -> NoteCaught | None:
    """What was caught as a sensitive note: also a habit that speaks of a wheelchair; None for anything else."""
    if isinstance(caught, NoteCaught) and caught.kind in SENSITIVE_KINDS:
        return caught
    if isinstance(caught, UsualCaught | PreferenceCaught):
        kind = sensitive_kind(caught.text)
        return NoteCaught(kind, caught.text) if kind is NoteKind.ACCESS_NEED else None
    return None


def _keep_hidden(
    work: Work, guest_id: int, told: tuple[NoteCaught, ...], openly: tuple[Captured, ...], consent: Consent | None
) -> Stored:
    """Keep what is hidden with the guest's yes, and what else the line says: an allergy, a birthday."""
    given = given_under(work.house.sensitive_rule, consent)
    kept, *_ = [keep(work, guest_id, note, NoteSource.GUEST, consent=given) for note in told]
    for more in openly:
        keep(work, guest_id, more, NoteSource.GUEST)
    if work.changes:
        work.did("note.noted", "Noted with the guest's yes", guest_id)
    how_long = "and for the next visit" if given.keeps else "until departure"
    understood = "; ".join((f"Kept with the guest's yes, hidden, {how_long}", *(more.understood for more in openly)))
    return Stored(kept.kind, kept.id, guest_id, understood, hidden=True)


def confirm(work: Work, note_id: int) -> None:
    """The guest was asked and said yes, or it was seen again: one sighting more, confirmed today."""
    note = work.get(Note, note_id, "note")
    work.change(note, sightings=note.sightings + 1, confirmed_on=work.today)
    work.did("note.confirmed", "Confirmed a preference", note.guest_id)


def edit(work: Work, note_id: int, text: str, seen: int | None = None, consent: Consent | None = None) -> None:
    """Change the words of a note. Raises `NotAllowed` for a security note, which is not everybody's to change.

    Words about health or belief make it a note of that kind, by the rule of the house: `ConsentNeeded` or `Invalid`.
    """
    note = work.get(Note, note_id, "note")
    check_sensitive(work, note)
    words = kept_words(text, NOTE_LENGTH, "text")
    if not words:
        raise Invalid("A note needs words. Nothing was saved; remove the note instead.", "text")
    values: dict[str, Any] = {"text": words}
    if note.kind not in SENSITIVE_KINDS and note.kind is not NoteKind.SECURITY and words != note.text:
        values |= _turned(work, note, words, consent)
    if work.change(note, seen=seen, **values):
        work.did("note.edited", "Note edited", note.guest_id)


def _turned(work: Work, note: Note, words: str, consent: Consent | None) -> dict[str, Any]:
    """What else changes when the new words of an ordinary note are sensitive."""
    kind = sensitive_kind(words)
    if kind is None or (note.kind in (NoteKind.USUAL, NoteKind.PREFERENCE) and kind is not NoteKind.ACCESS_NEED):
        return {}
    try:
        given = given_under(work.house.sensitive_rule, consent)
    except ConsentNeeded as error:
        raise ConsentNeeded(str(error), "consent") from None
    return {"kind": kind, **agreed(Place(work, work.get(Guest, note.guest_id, "guest"), note.source), given)}


@dataclass(frozen=True, slots=True)
class NoteForm:
    """A note as typed. consent, keeps: the guest's yes to a hidden one; disputed: what they say against it."""

    id: int
    version: int
    text: str
    disputed: str = ""
    consent: str = ""
    keeps: bool = False


def form(work: Work, note_id: int) -> NoteForm:
    """The note's values for editing, hidden words too: whoever opens it for that has looked (see `privacy.consent`)."""
    note = work.get(Note, note_id, "note")
    keeps = note.lifetime is not Lifetime.VISIT
    return NoteForm(note.id or 0, note.version, note.text, note.disputed, note.consent, bool(note.consent) and keeps)


def save(work: Work, typed: NoteForm) -> int:
    """Save an edited note as one act; returns its id. Raises `Invalid` naming the field, `NotAllowed` or `Stale`."""
    note = work.get(Note, typed.id, "note")
    check_sensitive(work, note)
    words = kept_words(typed.text, NOTE_LENGTH, "text")
    said = kept_words(typed.disputed, NOTE_LENGTH, "disputed")
    if not words:
        raise Invalid("A note needs words. Nothing was saved; remove the note instead.", "text")
    values: dict[str, Any] = {"text": words}
    if said != note.disputed:
        values |= {"disputed": said, "disputed_at": work.now if said else None}
    agreed_words = kept_words(typed.consent, CONSENT_LENGTH, "consent")
    consent = Consent(agreed_words, typed.keeps) if agreed_words else None
    if note.kind in SENSITIVE_KINDS:
        before = form(work, typed.id)
        if consent is not None and (consent.words, consent.keeps) != (before.consent, before.keeps):
            place = Place(work, work.get(Guest, note.guest_id, "guest"), note.source, note.visit_id)
            values |= agreed(place, given_under(work.house.sensitive_rule, consent))
    elif note.kind is not NoteKind.SECURITY and words != note.text:
        values |= _turned(work, note, words, consent)
    if work.change(note, seen=typed.version, **values):
        work.did("note.edited", "Note edited", note.guest_id)
    return typed.id


def dispute(work: Work, note_id: int, words: str, seen: int | None = None) -> None:
    """The guest says that it is not so, in their own words; it is marked with them and no gesture goes by it any more.

    Raises `NotAllowed` for a security note.
    """
    note = work.get(Note, note_id, "note")
    check_sensitive(work, note)
    said = kept_words(words, NOTE_LENGTH, "disputed")
    if not said:
        raise Invalid("Please note what the guest says, in their own words. Nothing was saved yet.", "disputed")
    if work.change(note, seen=seen, disputed=said, disputed_at=work.now):
        work.did("note.disputed", "The guest disputes a note", note.guest_id)


def settle(work: Work, note_id: int, seen: int | None = None) -> None:
    """The guest agrees with the note again. Raises `NotAllowed` for a security note."""
    note = work.get(Note, note_id, "note")
    check_sensitive(work, note)
    if work.change(note, seen=seen, disputed="", disputed_at=None):
        work.did("note.settled", "A note is not disputed any more", note.guest_id)


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

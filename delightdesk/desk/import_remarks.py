"""What stands in the remarks of a row: birthdays, notes, and what a person should look at first."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from delightdesk.desk.import_matching import GuestSeen
from delightdesk.desk.keeping import to_plain
from delightdesk.domain.arrivals import ArrivalRow
from delightdesk.domain.captured import Captured, CautionCaught, NoteCaught
from delightdesk.domain.consent import TO_ASK, answered, sensitive_kind
from delightdesk.domain.forbidden import without
from delightdesk.domain.mining import Finding, mine
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Lifetime, NoteKind, NoteSource, OccasionKind
from delightdesk.domain.wording import is_confided
from delightdesk.store import bulk

if TYPE_CHECKING:
    from delightdesk.desk.import_taking import Taking


def remember(taking: Taking, guest: GuestSeen, visit_id: int | None, row: ArrivalRow) -> None:
    """Birthdays go to the card; remarks become notes; what a remark seems to say goes to the review list."""
    if row.birthday and guest.id not in taking.birthdays:
        taking.birthdays.add(guest.id)
        month, day = row.birthday
        taking.occasions.append(
            (1, taking.stamp, guest.id, OccasionKind.BIRTHDAY.value, day, month, "the guest", 0, "",
             NoteSource.IMPORT.value, taking.run_id)
        )  # fmt: skip
    for header, remark in row.notes:
        text, findings = _mined(header, remark, taking.work.today)
        for finding in findings:
            _review(taking, (guest.id, row.full), visit_id, finding.quote or text, finding.captured)
        if text and not findings:
            _note(taking, guest.id, visit_id, text)


@lru_cache(maxsize=2048)
def _mined(header: str, remark: str, today: date) -> tuple[str, tuple[Finding, ...]]:
    """The remark as it may be kept, and what it seems to say. Booking systems send the same one over and over."""
    text = without(clean(remark, 500))[0]
    if not text:
        return "", ()
    found = mine(header, text, today)
    kind = sensitive_kind(text)
    is_need = kind is NoteKind.ACCESS_NEED
    is_hidden = is_need or is_confided(text)
    if is_hidden:  # nor do the words stand beside whatever else they say
        found = tuple(Finding(each.captured, each.captured.understood) for each in found)
    if is_need or ((kind or is_hidden) and not any(isinstance(each.captured, CautionCaught) for each in found)):
        # kept with the guest's yes only, so somebody asks
        found = (*found, Finding(NoteCaught(kind or NoteKind.SENSITIVE, text), text))
    return text, found


@lru_cache(maxsize=2048)
def _plain_text(caught: Captured) -> str:
    return json.dumps(to_plain(caught))


def _review(taking: Taking, guest: tuple[int, str], visit_id: int | None, quote: str, caught: object) -> None:
    guest_id, name = guest
    understood = clean(str(caught.understood), 200)  # type: ignore[attr-defined]
    if isinstance(caught, NoteCaught):
        understood = TO_ASK
    key = (guest_id, quote[:500], understood)
    if key in taking.known_reviews or (guest_id, answered(visit_id, quote[:500]), TO_ASK) in taking.known_reviews:
        return
    taking.known_reviews.add(key)
    plain = _plain_text(caught)
    taking.found.append(f"{name}: {understood}")
    taking.reviews.append((1, taking.stamp, taking.run_id, guest_id, visit_id, quote[:500], understood, plain, "open"))


def _note(taking: Taking, guest_id: int, visit_id: int | None, text: str) -> None:
    if (guest_id, visit_id, text) in taking.known_notes:
        return
    taking.known_notes.add((guest_id, visit_id, text))
    lifetime = Lifetime.VISIT if visit_id else Lifetime.LASTING
    taking.notes.append(
        (1, taking.stamp, guest_id, visit_id, taking.work.person.id, NoteKind.OPERATIONAL.value, text,
         NoteSource.IMPORT.value, lifetime.value, 1, bulk.day(taking.work.today), "", "", taking.run_id)
    )  # fmt: skip

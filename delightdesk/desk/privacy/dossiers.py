"""Everything on file of one guest, for the guest: free text, opinions with their authors, and who did what.

What tells of somebody else is left out of it. The same values become text and JSON (`files.dossiers`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from delightdesk.desk.permitted import require
from delightdesk.desk.privacy import requests
from delightdesk.desk.privacy.dossier_others import others_in
from delightdesk.desk.privacy.dossier_reading import Section, read, records_of
from delightdesk.desk.privacy.notices import RIGHTS, keeping
from delightdesk.domain.permissions import Act
from delightdesk.domain.vocabulary import RequestKind
from delightdesk.store.tables import Guest
from delightdesk.store.work import Work

ANOTHER = "another guest"
"""What stands in the place of anybody else."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All we hold on one guest. made_at: aware instant; sources, keeping, rights: sentences for the guest."""

    guest_id: int
    house: str
    made_at: datetime
    made_on: str
    made_by: str
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    keeping: tuple[str, ...]
    rights: tuple[str, ...]


def everything(work: Work, guest_id: int) -> Dossier:
    """All we hold. Raises `NotFound`, or `NotAllowed` for who may not answer a guest on their data."""
    require(work, Act.ANSWER_RIGHTS)
    guest = work.get(Guest, guest_id, "guest")
    records = records_of(work, guest_id)
    sections, held_back = read(work, records)
    texts = [value for section in sections for entry in section.entries for _, value in entry]
    others = others_in(work, records, texts)
    sections = tuple(
        replace(
            section,
            entries=tuple(
                tuple(
                    (label, others.cut(value, instead=ANOTHER) if section.is_told else value) for label, value in entry
                )
                for entry in section.entries
            ),
        )
        for section in sections
    )
    return Dossier(
        guest_id=guest.id or 0,
        house=work.house.name,
        made_at=work.now,
        made_on=work.today.isoformat(),
        made_by=work.person.name,
        sections=sections,
        sources=_sources(sections, held_back),
        keeping=keeping(work),
        rights=RIGHTS,
    )


def give(work: Work, guest_id: int, received_on: date | None = None) -> Dossier:
    """What `everything` gives, journalled as an act: the guest's data leaves the desk.

    Where nobody noted that the guest asked for it, that is noted now, so that it has its day until `answered`.
    """
    require(work, Act.ANSWER_RIGHTS)
    if requests.open_of(work, guest_id, RequestKind.ACCESS) is None:
        requests.ask(work, guest_id, RequestKind.ACCESS, received_on)
        work.session.flush()
    found = everything(work, guest_id)
    work.did("guest.exported", "All we hold, written out for the guest", guest_id, undoable=False)
    return found


def answered(work: Work, guest_id: int) -> None:
    """The guest has all we hold: what waited for it is answered."""
    waiting = requests.open_of(work, guest_id, RequestKind.ACCESS)
    if waiting is not None:
        requests.answer(work, waiting)


def _sources(sections: tuple[Section, ...], held_back: int) -> tuple[str, ...]:
    came_in = any(section.key == "imports" and section.entries for section in sections)
    found = ["Most of this was told to us at the desk or noticed while you were here; each note says which."]
    if came_in:
        found.append("Some came with your bookings from other systems; the imports are listed.")
    found.append("What tells of other people is left out, because it is theirs.")
    if held_back:
        many = "One entry is" if held_back == 1 else f"{held_back} entries are"
        found.append(f"{many} held back, because they would give away what somebody else plans.")
    return tuple(found)

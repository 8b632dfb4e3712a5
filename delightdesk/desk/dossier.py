"""The dossier: everything that is on file of one guest and of those who travel along, read in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select

from delightdesk.desk import on_file_reading as reading
from delightdesk.desk import task_reading
from delightdesk.desk.on_file import (
    BondOnFile,
    CautionOnFile,
    Companion,
    GestureOnFile,
    GuestOnFile,
    NoteOnFile,
    OccasionOnFile,
    ProblemOnFile,
    VisitOnFile,
)
from delightdesk.desk.task_lines import TaskOnFile
from delightdesk.domain.capture_cautions import read_cautions
from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.occasions import OWN, SHARED_BY_COUPLES, due
from delightdesk.domain.vocabulary import TRAVELS_TOGETHER, BondKind, VisitStatus
from delightdesk.store.tables import Visit
from delightdesk.store.work import Work, not_here

_YEAR = timedelta(days=366)

T = TypeVar("T")
AnyVisit = TypeVar("AnyVisit", Visit, VisitOnFile)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything read of one guest in one go. ``party`` maps the ids of those who travel along to their names.

    party_occasions: what the others celebrate in these days, each told as theirs.
    costs: of each gesture what was planned and, where known, what it came to, in minor units.
    spent: on delight in this visit: actual cost where known, planned otherwise, in minor units.
    unsaid: what sensitive notes of the party say to leave out; the filter goes by it, no screen names it.
    """

    guest: GuestOnFile
    visits: tuple[VisitOnFile, ...]
    visit: VisitOnFile | None
    occasions: tuple[tuple[OccasionOnFile, OccasionDue | None], ...]
    party_occasions: tuple[tuple[OccasionOnFile, OccasionDue], ...]
    cautions: tuple[tuple[CautionOnFile, str], ...]
    notes: tuple[NoteOnFile, ...]
    bonds: tuple[tuple[BondOnFile, Companion], ...]
    gestures: tuple[GestureOnFile, ...]
    costs: dict[int, tuple[int, int | None]]
    spent: int
    party: dict[int, str]
    party_gestures: tuple[GestureOnFile, ...]
    asked: frozenset[str]
    earlier_visits: int
    problems: tuple[ProblemOnFile, ...] = ()
    tasks: tuple[TaskOnFile, ...] = ()
    unsaid: tuple[str, ...] = ()

    @property
    def due(self) -> tuple[OccasionDue, ...]:
        """The occasions of these days, the guest's own before those of the party; what a couple shares comes once."""
        own = [found for _, found in self.occasions if found is not None]
        shared = {(found.kind, found.on) for found in own}
        return (*own, *(found for _, found in self.party_occasions if (found.kind, found.on) not in shared))

    @property
    def celebrated(self) -> tuple[OccasionDue, ...]:
        """Those of `due` that may be marked with a gesture to this guest.

        A secret of somebody else may be kept from this very guest, so it is only minded, never marked. Whoever
        booked for a guest of honour is in on it.
        """
        mine, booked_for = self.guest.id, ((BondKind.HONOURED, False), (BondKind.BOOKER, True))
        in_on_it = {other.id for bond, other in self.bonds if (bond.kind, bond.guest_id == mine) in booked_for}
        kept = {found for row, found in self.party_occasions if row.secret and row.guest_id not in in_on_it}
        return tuple(found for found in self.due if found not in kept)


def gather(work: Work, guest_id: int) -> Dossier:
    """Read one guest with everything that hangs on them. Raises `NotFound`."""
    guest = guest_of(work, guest_id)
    visits = _all(work, VisitOnFile, reading.VISITS, guest=guest_id)
    visit = _current(work, guest_id, visits)
    bonds = _bonds(work, guest_id)
    party = {other.id: other.display_name for bond, other in bonds if bond.kind in TRAVELS_TOGETHER}
    party |= _same_booking(work, guest_id, visit)
    gestures = _all(work, GestureOnFile, reading.GESTURES, guest=guest_id)
    occasions = _all(work, OccasionOnFile, reading.OCCASIONS, guest=guest_id)
    ((ended,),) = work.rows(reading.VISITS_THAT_ENDED, guest=guest_id)
    at_table = party | _with_them(work, guest_id, party)
    return Dossier(
        guest=guest,
        visits=visits,
        visit=visit,
        occasions=tuple((row, _due(row, visit, work.today)) for row in occasions),
        party_occasions=_party_occasions(work, party | _booked_for(work, bonds, visit), visit, _partners(bonds)),
        cautions=_cautions(work, guest_id, at_table),
        notes=_notes(work, guest_id, visit),
        bonds=bonds,
        gestures=gestures,
        costs=_costs(work, guest_id),
        spent=spent_in(work, visit),
        party=party,
        party_gestures=_party_gestures(work, party),
        asked=frozenset(question for (question,) in work.rows(reading.QUESTIONS_ASKED, guest=guest_id)),
        earlier_visits=max(guest.earlier_visits, ended),
        problems=_all(work, ProblemOnFile, reading.PROBLEMS_OF_GUEST, guest=guest_id),
        tasks=task_reading.on_file(work, guest_id, visit.id if visit else None),
        unsaid=_unsaid(work, [guest_id, *at_table]),
    )


def guest_of(work: Work, guest_id: int) -> GuestOnFile:
    """One guest. Raises `NotFound`."""
    found = _all(work, GuestOnFile, reading.GUEST, guest=guest_id)
    if not found:
        raise not_here("guest")
    return found[0]


def visit_of(work: Work, guest_id: int) -> VisitOnFile | None:
    """The guest's current visit."""
    return _current(work, guest_id, _all(work, VisitOnFile, reading.VISITS, guest=guest_id))


def spent_in(work: Work, visit: VisitOnFile | None) -> int:
    """Spent on delight in a visit so far, in minor units.

    What puts a problem right does not count, nor what still waits for a yes or got a no.
    """
    if visit is None:
        return 0
    ((spent,),) = work.rows(reading.SPENT_IN_VISIT, guest=visit.guest_id, visit=visit.id)
    return int(spent)


def current_visit(visits: Sequence[AnyVisit], today: date) -> AnyVisit | None:
    """The visit the desk is about: in house before expected before the next to come; None when all are over."""
    in_house = [visit for visit in visits if visit.status is VisitStatus.IN_HOUSE]
    if in_house:
        return in_house[0]
    coming = [v for v in visits if v.status in (VisitStatus.EXPECTED, VisitStatus.ENQUIRY)]
    ahead = [visit for visit in coming if (visit.depart or visit.arrive) >= today]
    return min(ahead, key=lambda v: (v.status is VisitStatus.ENQUIRY, v.arrive), default=None)


def _all(work: Work, kind: Callable[..., T], statement: Select[Any], **values: object) -> tuple[T, ...]:
    return tuple(kind(*row) for row in work.rows(statement, **values))


def _current(work: Work, guest_id: int, newest: Sequence[VisitOnFile]) -> VisitOnFile | None:
    if len(newest) == reading.NEWEST:
        newest = _all(work, VisitOnFile, reading.LIVE_VISITS, guest=guest_id, today=work.today)
    return current_visit(newest, work.today)


def _notes(work: Work, guest_id: int, visit: VisitOnFile | None) -> tuple[NoteOnFile, ...]:
    """What still holds: not expired, and of what was noted for one visit only that of this one."""
    if visit is None:
        return _all(work, NoteOnFile, reading.NOTES, guest=guest_id, today=work.today)
    return _all(work, NoteOnFile, reading.NOTES_IN_VISIT, guest=guest_id, today=work.today, visit=visit.id)


def _bonds(work: Work, guest_id: int) -> tuple[tuple[BondOnFile, Companion], ...]:
    own = len(BondOnFile._fields)
    rows = work.rows(reading.BONDS, guest=guest_id)
    return tuple((BondOnFile(*row[:own]), Companion(*row[own:])) for row in rows)


def _partners(bonds: Sequence[tuple[BondOnFile, Companion]]) -> frozenset[int]:
    return frozenset(other.id for bond, other in bonds if bond.kind is BondKind.PARTNER)


def _with_them(work: Work, guest_id: int, party: dict[int, str]) -> dict[int, str]:
    """Who travels with those of the party: the child of the partner eats at the same table."""
    if not party:
        return {}
    pairs = work.rows(reading.PAIRS_OF_PARTY, party=list(party))
    others = {found for pair in pairs for found in pair} - {guest_id, *party}
    if not others:
        return {}
    return _names(work.rows(reading.NAMES, party=sorted(others)[: reading.MOST_OF_A_PARTY]))


def _same_booking(work: Work, guest_id: int, visit: VisitOnFile | None) -> dict[int, str]:
    if visit is None or not visit.ref:
        return {}
    return _names(work.rows(reading.SAME_BOOKING, guest=guest_id, ref=visit.ref, arrive=visit.arrive))


def _booked_for(work: Work, bonds: Sequence[tuple[BondOnFile, Companion]], visit: VisitOnFile | None) -> dict[int, str]:
    """Those whom this guest booked for and who come on the same day: the desk speaks to the booker about their day."""
    booked = [other.id for bond, other in bonds if bond.kind is BondKind.BOOKER and bond.other_id == other.id]
    if visit is None or not booked:
        return {}
    return _names(work.rows(reading.ALSO_THAT_DAY, party=booked, arrive=visit.arrive))


def _names(rows: Sequence[Any]) -> dict[int, str]:
    return {guest.id: guest.display_name for guest in (Companion(*row) for row in rows)}


def _cautions(work: Work, guest_id: int, party: dict[int, str]) -> tuple[tuple[CautionOnFile, str], ...]:
    """The cautions of the guest and of everybody in the party, each with whose it is."""
    found = []
    for caution in _all(work, CautionOnFile, reading.CAUTIONS_OF_PARTY, party=[guest_id, *party], today=work.today):
        whose = caution.whose
        if caution.guest_id != guest_id:
            name = party[caution.guest_id]
            whose = name if caution.whose == "the guest" else f"{caution.whose} of {name}"
        found.append((caution, whose))
    return tuple(found)


def _unsaid(work: Work, party: list[int]) -> tuple[str, ...]:
    """The subjects of cautions that stand in sensitive notes, whoever of the party they are of."""
    texts = [text for (text,) in work.rows(reading.SENSITIVE_OF_PARTY, party=party, today=work.today)]
    subjects = (subject for text in texts for caught in read_cautions(text) for subject in caught.subjects)
    return tuple(dict.fromkeys(subjects))


def _costs(work: Work, guest_id: int) -> dict[int, tuple[int, int | None]]:
    rows = work.rows(reading.COSTS, guest=guest_id)
    return {found: (planned, actual if known else None) for found, planned, actual, known in rows}


def _party_gestures(work: Work, party: dict[int, str]) -> tuple[GestureOnFile, ...]:
    if not party:
        return ()
    return _all(work, GestureOnFile, reading.GESTURES_OF_PARTY, party=list(party), since=work.now - _YEAR)


def _party_occasions(
    work: Work, party: dict[int, str], visit: VisitOnFile | None, partners: frozenset[int]
) -> tuple[tuple[OccasionOnFile, OccasionDue], ...]:
    """What the others of the party celebrate while this visit lasts: the contact at the desk may stand for them.

    What a couple shares is told as the guest's own, unless it is a secret.
    """
    if not party or visit is None:
        return ()
    found = []
    for *values, arrive in work.rows(reading.OCCASIONS_OF_PARTY, party=list(party)):
        row = OccasionOnFile(*values)
        near = _due(row, visit, work.today) if arrive in (None, visit.arrive) else None
        if near is not None:
            name = party[row.guest_id]
            whose = name if row.whose in OWN else f"{row.whose} of {name}"
            if row.whose in OWN and row.guest_id in partners and row.kind in SHARED_BY_COUPLES and not row.secret:
                whose = row.whose
            found.append((row, replace(near, whose=whose)))
    return tuple(found)


def _due(row: OccasionOnFile, visit: VisitOnFile | None, today: date) -> OccasionDue | None:
    own_visit = visit is not None and row.guest_id == visit.guest_id
    if row.visit_id is not None and (visit is None or (own_visit and row.visit_id != visit.id)):
        return None
    arrive = visit.arrive if visit else today
    return due(
        row.kind,
        row.day,
        row.month,
        row.year,
        arrive=arrive,
        depart=(visit.depart if visit else None) or arrive,
        today=today,
        whose=row.whose,
        secret=row.secret,
        secret_from=row.secret_from,
    )

"""Gathering what is known of one guest: the rows for the card, and the values the suggester reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import case, func, or_, select
from sqlmodel import col
from sqlmodel import select as pick

from delightdesk.domain.clock import arrival_instant
from delightdesk.domain.evidence import Evidence, summarise
from delightdesk.domain.habits import standing
from delightdesk.domain.knowledge import (
    CautionKnown,
    Circumstances,
    Given,
    Known,
    OccasionDue,
    PreferenceKnown,
    VisitKnown,
)
from delightdesk.domain.naming import call_name
from delightdesk.domain.occasions import OWN, due
from delightdesk.domain.vocabulary import (
    TRAVELS_TOGETHER,
    GestureState,
    Lifetime,
    NoteKind,
    Purpose,
    Role,
    VisitStatus,
)
from delightdesk.store.tables import Asked, Bond, Caution, Gesture, GestureLine, Guest, Note, Occasion, Visit
from delightdesk.store.tables.columns import Kept
from delightdesk.store.work import Work

NEWEST = 20
"""How many notes, gestures and visits a card shows; older ones stay in the file."""

MOST_GESTURES = 300
"""How many of a guest's own gestures the surprise guard looks back on."""

_YEAR = timedelta(days=366)
_OUR_LANGUAGE = frozenset({"", "english", "en", "en-gb", "en-us"})
"""The desk speaks English; a guest of another language may be greeted in theirs."""

_NOT_GIVEN = (GestureState.CANCELLED, GestureState.DECLINED)
_LIKES = (NoteKind.USUAL, NoteKind.PREFERENCE)
_WEIGHTY = (*_LIKES, NoteKind.PROMISE, NoteKind.REASSURANCE, NoteKind.PRIOR_PROBLEM)
"""Kinds that the brief and the suggester read, so they are never crowded out by newer small notes."""
_WORD = re.compile(r"[^\W\d_]{3,}")

Row = TypeVar("Row", bound=Kept)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything read of one guest in one go. ``party`` maps the ids of those who travel along to their names.

    party_occasions: what the others celebrate in these days, each told as theirs.
    """

    guest: Guest
    visits: tuple[Visit, ...]
    visit: Visit | None
    occasions: tuple[tuple[Occasion, OccasionDue | None], ...]
    party_occasions: tuple[tuple[Occasion, OccasionDue], ...]
    cautions: tuple[tuple[Caution, str], ...]
    notes: tuple[Note, ...]
    bonds: tuple[tuple[Bond, Guest], ...]
    gestures: tuple[Gesture, ...]
    costs: dict[int, tuple[int, int | None]]
    party: dict[int, str]
    party_gestures: tuple[Gesture, ...]
    asked: frozenset[str]
    earlier_visits: int

    @property
    def due(self) -> tuple[OccasionDue, ...]:
        """The occasions of these days, the guest's own before those of the party; what a couple shares comes once."""
        own = [found for _, found in self.occasions if found is not None]
        shared = {(found.kind, found.on) for found in own}
        return (*own, *(found for _, found in self.party_occasions if (found.kind, found.on) not in shared))

    @property
    def spent(self) -> int:
        """Spent on delight in this visit: actual cost where known, planned otherwise, in minor units."""
        if self.visit is None:
            return 0
        return sum(
            actual if actual is not None else planned
            for gesture in self.gestures
            if gesture.visit_id == self.visit.id
            and gesture.state not in _NOT_GIVEN
            and gesture.purpose is not Purpose.PROBLEM
            for planned, actual in (self.costs.get(gesture.id or 0, (0, None)),)
        )


def gather(work: Work, guest_id: int) -> Dossier:
    """Read one guest with everything that hangs on them. Raises `NotFound`."""
    guest = work.get(Guest, guest_id, "guest")
    visits = _rows(work, Visit, guest_id, order=(col(Visit.arrive).desc(), col(Visit.id).desc()))
    visit = current_visit(visits if len(visits) < NEWEST else _live_visits(work, guest_id), work.today)
    bonds = _bonds(work, guest_id)
    party = {
        (other.id or 0): other.display_name for bond, other in bonds if bond.kind in TRAVELS_TOGETHER
    } | _same_booking(work, guest_id, visit)
    gestures = _rows(work, Gesture, guest_id, limit=MOST_GESTURES)
    return Dossier(
        guest=guest,
        visits=visits,
        visit=visit,
        occasions=tuple((row, _due(row, visit, work.today)) for row in _rows(work, Occasion, guest_id)),
        party_occasions=_party_occasions(work, party, visit),
        cautions=_cautions(work, guest_id, party),
        notes=_notes(work, guest_id, visit),
        bonds=bonds,
        gestures=gestures,
        costs=_costs(work, gestures),
        party=party,
        party_gestures=_party_gestures(work, party),
        asked=frozenset(
            work.session.exec(pick(Asked.question).where(Asked.guest_id == guest_id, col(Asked.deleted_at).is_(None)))
        ),
        earlier_visits=_earlier_visits(work, guest, visit),
    )


def current_visit(visits: Sequence[Visit], today: date) -> Visit | None:
    """The visit the desk is about: in house before expected before the next to come; None when all are over."""
    in_house = [visit for visit in visits if visit.status is VisitStatus.IN_HOUSE]
    if in_house:
        return in_house[0]
    coming = [v for v in visits if v.status in (VisitStatus.EXPECTED, VisitStatus.ENQUIRY)]
    ahead = [visit for visit in coming if (visit.depart or visit.arrive) >= today]
    return min(ahead, key=lambda v: (v.status is VisitStatus.ENQUIRY, v.arrive), default=None)


def known_of(work: Work, dossier: Dossier) -> Known:
    """The values the suggester reads, made from the rows."""
    guest, visit = dossier.guest, dossier.visit
    subjects = {caution.subject for caution, whose in dossier.cautions if whose == "the guest"}
    last = next((g.reaction for g in dossier.gestures if g.reaction is not None), None)
    return Known(
        call_name=call_name(guest.first, guest.last, guest.title, guest.call_me),
        visit=_visit_known(work, visit) if visit else None,
        occasions=dossier.due,
        cautions=tuple(
            CautionKnown(caution.kind, caution.subject, whose, caution.said_on) for caution, whose in dossier.cautions
        ),
        given=_given(work, dossier),
        preferences=tuple(preference(note) for note in dossier.notes if note.kind in _LIKES),
        earlier_visits=dossier.earlier_visits,
        drinks_alcohol=False if "no alcohol" in subjects else (True if guest.alcohol_ok else None),
        gift_restricted=guest.gift_restricted,
        incognito=guest.incognito,
        needs_reassurance=guest.needs_reassurance or any(n.kind is NoteKind.REASSURANCE for n in dossier.notes),
        last_visit_had_problem=any(note.kind is NoteKind.PRIOR_PROBLEM for note in dossier.notes),
        last_reaction=last,
        words=frozenset(_words(dossier)),
    )


def circumstances(work: Work, dossier: Dossier) -> Circumstances:
    """The house at this moment, for this visit."""
    chief = work.person.role in (Role.MANAGER, Role.LEAD)
    return Circumstances(
        now=work.now.astimezone(work.zone),
        today=work.today,
        sector=work.house.sector,
        currency=work.house.currency,
        allowance_left=max(0, work.house.delight_allowance - dossier.spent),
        approver=work.person.name if chief else _approver(work),
        alcohol_rule=work.house.alcohol_rule,
        given_today=_given_today(work),
    )


def evidence(work: Work) -> dict[str, Evidence]:
    """What past reactions say about each gesture, worked out once a house day."""
    key = (str(work.session.get_bind().engine.url), work.today)
    found = _EVIDENCE.get(key)
    if found is None:
        rows = work.session.connection().execute(
            select(
                col(Gesture.idea_key),
                col(Gesture.family),
                col(Gesture.title),
                col(Gesture.state),
                col(Gesture.reaction),
            ).where(col(Gesture.reaction).is_not(None), col(Gesture.deleted_at).is_(None))
        )
        found = summarise(
            Given(idea=idea, family=family, title=title, on=work.today, to="", state=state, reaction=reaction)
            for idea, family, title, state, reaction in rows
        )
        _EVIDENCE.clear()
        _EVIDENCE[key] = found
    return found


def preference(note: Note) -> PreferenceKnown:
    """A usual or a preference as the habit rules read it."""
    return PreferenceKnown(note.text, note.sightings, note.confirmed_on, note.source)


def needs_confirming(note: Note, today: date) -> bool:
    """True for a usual or preference that must be asked about before it is acted on."""
    return note.kind in _LIKES and standing(preference(note), today).confirm


_EVIDENCE: dict[tuple[str, date], dict[str, Evidence]] = {}


def _rows(
    work: Work, kind: type[Row], guest_id: int, order: Sequence[object] = (), limit: int = NEWEST
) -> tuple[Row, ...]:
    query = pick(kind).where(kind.guest_id == guest_id, col(kind.deleted_at).is_(None))  # type: ignore[attr-defined]
    return tuple(work.session.exec(query.order_by(*(order or (col(kind.id).desc(),))).limit(limit)))  # type: ignore[arg-type]


def _notes(work: Work, guest_id: int, visit: Visit | None) -> tuple[Note, ...]:
    """What still holds: not expired, and of what was noted for one visit only that of this one."""
    query = pick(Note).where(
        Note.guest_id == guest_id,
        col(Note.deleted_at).is_(None),
        or_(col(Note.expires_on).is_(None), col(Note.expires_on) >= work.today),
        or_(col(Note.until).is_(None), col(Note.until) >= work.today),
    )
    if visit is not None:
        of_this = or_(col(Note.visit_id).is_(None), col(Note.visit_id) == visit.id)
        query = query.where(or_(col(Note.lifetime) != Lifetime.VISIT, of_this))
    weighty_first = case((col(Note.kind).in_(_WEIGHTY), 0), else_=1)
    return tuple(work.session.exec(query.order_by(weighty_first, col(Note.id).desc()).limit(2 * NEWEST)))


def _live_visits(work: Work, guest_id: int) -> list[Visit]:
    """The visits that may be the current one, soonest first: of somebody with more visits than are read."""
    coming = col(Visit.status).in_((VisitStatus.EXPECTED, VisitStatus.ENQUIRY))
    ahead = func.coalesce(col(Visit.depart), col(Visit.arrive)) >= work.today
    in_house = col(Visit.status) == VisitStatus.IN_HOUSE
    query = pick(Visit).where(
        Visit.guest_id == guest_id, col(Visit.deleted_at).is_(None), or_(in_house, coming & ahead)
    )
    return list(work.session.exec(query.order_by(case((in_house, 0), else_=1), col(Visit.arrive)).limit(NEWEST)))


def _bonds(work: Work, guest_id: int) -> tuple[tuple[Bond, Guest], ...]:
    query = pick(Bond, Guest).where(
        or_(
            (col(Bond.guest_id) == guest_id) & (col(Bond.other_id) == Guest.id),
            (col(Bond.other_id) == guest_id) & (col(Bond.guest_id) == Guest.id),
        ),
        col(Bond.deleted_at).is_(None),
        col(Guest.deleted_at).is_(None),
    )
    return tuple((bond, other) for bond, other in work.session.exec(query.limit(NEWEST)))


def _same_booking(work: Work, guest_id: int, visit: Visit | None) -> dict[int, str]:
    if visit is None or not visit.ref:
        return {}
    query = (
        select(col(Guest.id), col(Guest.display_name))
        .join(Visit, col(Visit.guest_id) == col(Guest.id))
        .where(
            col(Visit.ref) == visit.ref,
            col(Visit.arrive) == visit.arrive,
            col(Guest.id) != guest_id,
            col(Visit.deleted_at).is_(None),
            col(Guest.deleted_at).is_(None),
        )
        .limit(NEWEST)
    )
    return {found: name for found, name in work.session.connection().execute(query) if found is not None}


def _cautions(work: Work, guest_id: int, party: dict[int, str]) -> tuple[tuple[Caution, str], ...]:
    """The cautions of the guest and of everybody in the party, each with whose it is."""
    query = pick(Caution).where(
        col(Caution.guest_id).in_((guest_id, *party)),
        col(Caution.deleted_at).is_(None),
        or_(col(Caution.expires_on).is_(None), col(Caution.expires_on) >= work.today),
    )
    found = []
    for caution in work.session.exec(query.order_by(col(Caution.id))):
        whose = caution.whose
        if caution.guest_id != guest_id:
            name = party[caution.guest_id]
            whose = name if caution.whose == "the guest" else f"{caution.whose} of {name}"
        found.append((caution, whose))
    return tuple(found)


def _costs(work: Work, gestures: Sequence[Gesture]) -> dict[int, tuple[int, int | None]]:
    query = (
        select(
            col(GestureLine.gesture_id),
            func.sum(col(GestureLine.planned)),
            func.sum(func.coalesce(col(GestureLine.actual), col(GestureLine.planned))),
            func.count(col(GestureLine.actual)),
        )
        .where(
            col(GestureLine.gesture_id).in_([gesture.id for gesture in gestures]),
            col(GestureLine.deleted_at).is_(None),
        )
        .group_by(col(GestureLine.gesture_id))
    )
    rows = work.session.connection().execute(query)
    return {found: (planned, actual if known else None) for found, planned, actual, known in rows}


def _party_gestures(work: Work, party: dict[int, str]) -> tuple[Gesture, ...]:
    if not party:
        return ()
    query = pick(Gesture).where(
        col(Gesture.guest_id).in_(list(party)),
        col(Gesture.deleted_at).is_(None),
        col(Gesture.created_at) >= work.now - _YEAR,
    )
    return tuple(work.session.exec(query.order_by(col(Gesture.id).desc()).limit(100)))


def _earlier_visits(work: Work, guest: Guest, visit: Visit | None) -> int:
    query = select(func.count()).where(
        col(Visit.guest_id) == guest.id,
        col(Visit.deleted_at).is_(None),
        col(Visit.status) == VisitStatus.LEFT,
    )
    if visit is not None:
        query = query.where(col(Visit.id) != visit.id)
    return max(guest.earlier_visits, int(work.session.connection().execute(query).scalar_one()))


def _party_occasions(
    work: Work, party: dict[int, str], visit: Visit | None
) -> tuple[tuple[Occasion, OccasionDue], ...]:
    """What the others of the party celebrate while this visit lasts: the contact at the desk may stand for them."""
    if not party or visit is None:
        return ()
    query = (
        pick(Occasion, col(Visit.arrive))
        .outerjoin(Visit, col(Visit.id) == col(Occasion.visit_id))
        .where(col(Occasion.guest_id).in_(list(party)), col(Occasion.deleted_at).is_(None))
        .order_by(col(Occasion.id))
        .limit(NEWEST)
    )
    found = []
    for row, arrive in work.session.exec(query):
        near = _due(row, visit, work.today) if arrive in (None, visit.arrive) else None
        if near is not None:
            name = party[row.guest_id]
            whose = name if row.whose in OWN else f"{row.whose} of {name}"
            found.append((row, replace(near, whose=whose)))
    return tuple(found)


def _due(row: Occasion, visit: Visit | None, today: date) -> OccasionDue | None:
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


def _visit_known(work: Work, visit: Visit) -> VisitKnown:
    eta: datetime | None = None
    if visit.status is not VisitStatus.IN_HOUSE and visit.eta is not None:
        eta = arrival_instant(visit.arrive, visit.eta, work.house.day_starts, work.zone)
    return VisitKnown(
        status=visit.status,
        arrive=visit.arrive,
        depart=visit.depart,
        eta=eta,
        room=visit.room,
        adults=visit.adults,
        children=visit.children,
        infants=visit.infants,
    )


def _given(work: Work, dossier: Dossier) -> tuple[Given, ...]:
    visit_id = dossier.visit.id if dossier.visit else None
    own = [(gesture, "the guest") for gesture in dossier.gestures]
    others = [(gesture, dossier.party[gesture.guest_id]) for gesture in dossier.party_gestures]
    return tuple(
        Given(
            idea=gesture.idea_key or None,
            family=gesture.family,
            title=gesture.title,
            on=(gesture.delivered_at or gesture.created_at).astimezone(work.zone).date(),
            to=to,
            state=gesture.state,
            cost=dossier.costs.get(gesture.id or 0, (0, None))[0],
            reaction=gesture.reaction,
            this_visit=to == "the guest" and visit_id is not None and gesture.visit_id == visit_id,
        )
        for gesture, to in (*own, *others)
    )


def _words(dossier: Dossier) -> set[str]:
    texts = [note.text for note in dossier.notes]
    if dossier.visit is not None:
        texts.append(dossier.visit.flags)
    spoken = {"language"} if dossier.guest.language.casefold() not in _OUR_LANGUAGE else set()
    return spoken | {word for text in texts for word in _WORD.findall(text.casefold())}


def _approver(work: Work) -> str | None:
    from delightdesk.store.tables import Staff

    query = pick(Staff.name).where(
        col(Staff.role).in_((Role.MANAGER, Role.LEAD)),
        col(Staff.deleted_at).is_(None),
        Staff.id != work.person.id,
    )
    return work.session.exec(query.order_by(col(Staff.id)).limit(1)).first()


def _given_today(work: Work) -> dict[str, int]:
    query = (
        select(col(Gesture.idea_key), func.count(func.distinct(col(Gesture.guest_id))))
        .where(
            col(Gesture.created_at) >= work.now - timedelta(hours=24),
            col(Gesture.state).not_in(_NOT_GIVEN),
            col(Gesture.deleted_at).is_(None),
        )
        .group_by(col(Gesture.idea_key))
    )
    return {idea: count for idea, count in work.session.connection().execute(query) if idea}

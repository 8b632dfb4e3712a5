"""What is known of one guest, as the suggester reads it: values made from the dossier, the house and past reactions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select

from delightdesk.desk import problem_knowing, wallet
from delightdesk.desk.dossier import Dossier
from delightdesk.desk.on_file import GuestOnFile, NoteOnFile, VisitOnFile
from delightdesk.desk.on_file_reading import LIKES, NOT_GIVEN
from delightdesk.desk.permitted import allowed, who_may
from delightdesk.domain.clock import arrival_instant, house_day
from delightdesk.domain.evidence import Evidence, summarise
from delightdesk.domain.habits import standing
from delightdesk.domain.knowledge import (
    CautionKnown,
    Circumstances,
    Given,
    Known,
    PreferenceKnown,
    VisitKnown,
)
from delightdesk.domain.naming import call_name
from delightdesk.domain.permissions import Act
from delightdesk.domain.vocabulary import NoteKind, VisitStatus
from delightdesk.store.tables import Gesture
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_DAY = timedelta(hours=24)
_OUR_LANGUAGE = frozenset({"", "english", "en", "en-gb", "en-us"})
"""The desk speaks English; a guest of another language may be greeted in theirs."""

_WORD = re.compile(r"[^\W\d_]{3,}")

_GESTURE = table_of(Gesture)
_REACTIONS = select(
    _GESTURE.c.idea_key, _GESTURE.c.family, _GESTURE.c.title, _GESTURE.c.state, _GESTURE.c.reaction
).where(_GESTURE.c.reaction.is_not(None), _GESTURE.c.deleted_at.is_(None))
_GIVEN_SINCE = (
    select(_GESTURE.c.idea_key, func.count(_GESTURE.c.guest_id.distinct()))
    .where(
        _GESTURE.c.created_at >= bindparam("since"),
        _GESTURE.c.state.not_in(NOT_GIVEN),
        _GESTURE.c.deleted_at.is_(None),
    )
    .group_by(_GESTURE.c.idea_key)
)


def known_of(work: Work, dossier: Dossier) -> Known:
    """The values the suggester reads, made from the rows."""
    guest, visit = dossier.guest, dossier.visit
    subjects = {caution.subject for caution, whose in dossier.cautions if whose == "the guest"}
    last = next((g.reaction for g in dossier.gestures if g.reaction is not None), None)
    notes = [note for note in dossier.notes if not note.disputed and not note.is_hidden]
    return Known(
        call_name=aloud(guest),
        visit=_visit_known(work, visit) if visit else None,
        occasions=dossier.celebrated,
        cautions=tuple(
            CautionKnown(caution.kind, caution.subject, whose, caution.said_on) for caution, whose in dossier.cautions
        ),
        given=_given(work, dossier),
        preferences=tuple(preference(note) for note in notes if note.kind in LIKES),
        problem=problem_knowing.known(dossier),
        earlier_visits=dossier.earlier_visits,
        drinks_alcohol=False if "no alcohol" in subjects else (True if guest.alcohol_ok else None),
        gift_restricted=guest.gift_restricted,
        incognito=guest.incognito,
        needs_reassurance=guest.needs_reassurance or any(n.kind is NoteKind.REASSURANCE for n in notes),
        last_visit_had_problem=any(note.kind is NoteKind.PRIOR_PROBLEM for note in notes)
        or problem_knowing.last_had_problem(work, dossier),
        last_reaction=last,
        words=frozenset(_words(dossier, notes)),
        unsaid=dossier.unsaid,
    )


def aloud(guest: GuestOnFile) -> str:
    """How they are addressed where others may hear it: an incognito guest by the name they chose, or by none."""
    return guest.call_me if guest.incognito else call_name(guest.first, guest.last, guest.title, guest.call_me)


def circumstances(work: Work, dossier: Dossier) -> Circumstances:
    """The house at this moment, for this visit, and for the problem at hand."""
    problem = problem_knowing.hand(dossier)
    managers = who_may(work, Act.DECIDE_ON_HARM) if problem else ()
    return Circumstances(
        now=work.now.astimezone(work.zone),
        today=work.today,
        sector=work.house.sector,
        currency=work.house.currency,
        allowance_left=max(0, work.person.delight_allowance - dossier.spent),
        problem_allowance_left=wallet.for_problem(work, problem.id).left if problem else None,
        approver=approver(work),
        manager=managers[0][1] if managers else None,
        is_manager=allowed(work, Act.DECIDE_ON_HARM),
        alcohol_rule=work.house.alcohol_rule,
        given_today=_given_today(work),
    )


def approver(work: Work) -> str | None:
    """Who can say yes above the allowance: the person at the desk, or else whoever would be asked."""
    if allowed(work, Act.APPROVE):
        return work.person.name
    return next((name for _, name in who_may(work, Act.APPROVE)), None)


def evidence(work: Work) -> dict[str, Evidence]:
    """What past reactions say about each gesture, worked out once a house day."""
    key = (str(work.session.get_bind().engine.url), work.today)
    found = _EVIDENCE.get(key)
    if found is None:
        found = summarise(
            Given(idea=idea, family=family, title=title, on=work.today, to="", state=state, reaction=reaction)
            for idea, family, title, state, reaction in work.rows(_REACTIONS)
        )
        _EVIDENCE.clear()
        _EVIDENCE[key] = found
    return found


def preference(note: NoteOnFile) -> PreferenceKnown:
    """A usual or a preference as the habit rules read it."""
    return PreferenceKnown(note.text, note.sightings, note.confirmed_on, note.source)


def needs_confirming(note: NoteOnFile, today: date) -> bool:
    """True for a usual or preference that must be asked about before it is acted on."""
    return note.kind in LIKES and not note.disputed and standing(preference(note), today).confirm


_EVIDENCE: dict[tuple[str, date], dict[str, Evidence]] = {}


def _visit_known(work: Work, visit: VisitOnFile) -> VisitKnown:
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
            on=house_day(gesture.given_at, work.house.day_starts, work.zone),
            to=to,
            state=gesture.state,
            cost=dossier.costs.get(gesture.id, (0, None))[0],
            reaction=gesture.reaction,
            this_visit=to == "the guest" and visit_id is not None and gesture.visit_id == visit_id,
        )
        for gesture, to in (*own, *others)
    )


def _words(dossier: Dossier, notes: Sequence[NoteOnFile]) -> set[str]:
    texts = [note.text for note in notes]
    if dossier.visit is not None:
        texts.append(dossier.visit.flags)
    spoken = {"language"} if dossier.guest.language.casefold() not in _OUR_LANGUAGE else set()
    return spoken | {word for text in texts for word in _WORD.findall(text.casefold())}


def _given_today(work: Work) -> dict[str, int]:
    rows = work.rows(_GIVEN_SINCE, since=work.now - _DAY)
    return {idea: count for idea, count in rows if idea}

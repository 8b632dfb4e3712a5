"""The complacency radar: regulars for whom nothing was done, and about whom nothing was learnt, for months.

Habit makes the best guests invisible. Each line brings one gesture they were never given and one question they were
never asked, so that something new can begin today.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, and_, bindparam, case, exists, func, or_, select

from delightdesk.desk import catalogue, choosing
from delightdesk.desk.dossier import Dossier, gather
from delightdesk.desk.lineup_lines import RegularLine
from delightdesk.desk.name_marks import marks_of
from delightdesk.desk.on_file_reading import NOT_GIVEN
from delightdesk.domain.clock import ago, house_day
from delightdesk.domain.knowledge import Suggestion
from delightdesk.domain.vocabulary import GestureState, VisitStatus
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import Caution, Gesture, Guest, Note, Occasion, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MONTHS, LEAST_VISITS, MOST = 6, 4, 50
NEWEST_WITHIN = timedelta(days=548)
"""Eighteen months: whoever was not here for longer is not a regular any more."""

_MONTH = 30.44
_ALL = 10_000
_CHOICE = 12
"""Among how many suggestions one is looked for that was never given."""

_GUEST, _VISIT, _GESTURE = table_of(Guest), table_of(Visit), table_of(Gesture)
_FACTS = (table_of(Note), table_of(Occasion), table_of(Caution))


class _Regular(NamedTuple):
    """guest_id, visits and whether they are here or come today; then when they last got or told something."""

    guest_id: int
    visits: int
    is_expected: int
    last_gesture: datetime | None
    last_note: datetime | None
    last_occasion: datetime | None
    last_caution: datetime | None

    @property
    def last_fact(self) -> datetime | None:
        """When something was learnt about them last."""
        return max(filter(None, (self.last_note, self.last_occasion, self.last_caution)), default=None)


_NO_VISIT = (VisitStatus.ENQUIRY, VisitStatus.CANCELLED, VisitStatus.NO_SHOW)
_HERE = _VISIT.c.status == VisitStatus.IN_HOUSE
_COMES = and_(
    _VISIT.c.status == VisitStatus.EXPECTED,
    _VISIT.c.arrive <= bindparam("today"),
    func.coalesce(_VISIT.c.depart, _VISIT.c.arrive) >= bindparam("today"),
)
_AT = func.coalesce(_GESTURE.c.delivered_at, _GESTURE.c.created_at)


def _count(*which: Any) -> ColumnElement[int]:
    return func.sum(case((and_(*which), 1), else_=0))


def _last(table: Table, at: Any, *which: Any) -> ScalarSelect[Any]:
    mine = (table.c.guest_id == _GUEST.c.id, table.c.deleted_at.is_(None))
    return select(func.max(at)).where(*mine, *which).scalar_subquery()


def _none_since(table: Table, at: Any, *which: Any) -> ColumnElement[bool]:
    mine = (table.c.guest_id == _GUEST.c.id, table.c.deleted_at.is_(None))
    return ~exists().where(*mine, at >= bindparam("since"), *which)


def _regulars_among(guests: Any) -> Select[Any]:
    """The regulars with nothing new among ``guests`` (a statement of their ids), those who are here or come first.

    The states that are no visit are named one by one: asked for the others, SQLite walks all visits that ever ended.
    """
    visits = (
        select(
            _VISIT.c.guest_id.label("guest_id"),
            _count(_VISIT.c.status == VisitStatus.LEFT).label("ended"),
            _count(_HERE).label("here"),
            _count(or_(_HERE, _COMES)).label("expected"),
        )
        .where(_VISIT.c.guest_id.in_(guests), _VISIT.c.deleted_at.is_(None), _VISIT.c.status.not_in(_NO_VISIT))
        .group_by(_VISIT.c.guest_id)
        .having(func.max(_VISIT.c.arrive) >= bindparam("newest"))
        .subquery("visits")
    )
    earlier = case((_GUEST.c.earlier_visits > visits.c.ended, _GUEST.c.earlier_visits), else_=visits.c.ended)
    often = earlier + visits.c.here
    return (
        select(
            _GUEST.c.id,
            often,
            visits.c.expected,
            _last(_GESTURE, _AT, _GESTURE.c.state == GestureState.DELIVERED),
            *(_last(table, table.c.created_at) for table in _FACTS),
        )
        .join(visits, visits.c.guest_id == _GUEST.c.id)
        .where(
            _GUEST.c.deleted_at.is_(None),
            often >= bindparam("least"),
            _none_since(_GESTURE, _AT, _GESTURE.c.state.not_in(NOT_GIVEN)),
            *(_none_since(table, table.c.created_at) for table in _FACTS),
        )
        .order_by(case((visits.c.expected > 0, 0), else_=1), often.desc(), _GUEST.c.id)
        .limit(bindparam("limit"))
    )


_OFTEN = (select(_VISIT.c.guest_id).group_by(_VISIT.c.guest_id).having(func.count() >= bindparam("least"))).union(
    select(_GUEST.c.id).where(_GUEST.c.earlier_visits >= bindparam("least"))
)
_REGULARS = _regulars_among(_OFTEN)
"""One statement over all guests; what a line needs besides is read for those alone who are shown."""

_REGULARS_TODAY = _regulars_among(select(_VISIT.c.guest_id).where(or_(_HERE, _COMES)))


def radar(
    work: Work, *, months: int = MONTHS, least_visits: int = LEAST_VISITS, limit: int = MOST
) -> tuple[RegularLine, ...]:
    """Regulars with nothing new for ``months``: those who are here or come today first, then by visits."""
    found = _regulars(work, _REGULARS, months=months, least=least_visits, limit=limit)
    return tuple(_line(work, regular) for regular in found)


def expected_today(work: Work) -> int:
    """How many regulars with nothing new for months are here, or come today."""
    return len(_regulars(work, _REGULARS_TODAY, months=MONTHS, least=LEAST_VISITS, limit=_ALL))


def _regulars(work: Work, statement: Select[Any], *, months: int, least: int, limit: int) -> Sequence[_Regular]:
    rows = work.rows(
        statement,
        today=work.today,
        newest=work.today - NEWEST_WITHIN,
        since=work.now - timedelta(days=_MONTH * months),
        least=least,
        limit=limit,
    )
    return [_Regular(*row) for row in rows]


def _line(work: Work, regular: _Regular) -> RegularLine:
    dossier = gather(work, regular.guest_id)
    idea = _untried(work, dossier)
    questions = load_pack(work.house.sector).questions
    question = next((each for each in questions if each.key not in dossier.asked), None)
    return RegularLine(
        guest_id=regular.guest_id,
        name=dossier.guest.display_name,
        room=dossier.visit.room if dossier.visit and regular.is_expected else "",
        visits=regular.visits,
        last_text=_since(work, regular.last_gesture, "no gesture for {}", "never a gesture"),
        new_text=_since(work, regular.last_fact, "nothing learnt for {}", "nothing is noted yet"),
        idea_key=idea.idea if idea else "",
        idea=idea.title if idea else "",
        idea_why="; ".join(idea.why) if idea else "",
        question_key=question.key if question else "",
        question=question.text if question else "",
        is_expected=bool(regular.is_expected),
        marks=marks_of(dossier.guest),
    )


def _untried(work: Work, dossier: Dossier) -> Suggestion | None:
    """The best gesture that may be given and never was; an idea that was declined was tried."""
    tried = {gesture.idea_key for gesture in dossier.gestures} | {gesture.family for gesture in dossier.gestures}
    families = {idea.key: idea.family for idea in catalogue.ideas(work)}
    advice = choosing.advise(work, dossier, _CHOICE)
    return next(
        (each for each in advice.suggestions if each.idea not in tried and families.get(each.idea) not in tried), None
    )


def _since(work: Work, at: datetime | None, words: str, never: str) -> str:
    if at is None:
        return never
    return words.format(ago(house_day(at, work.house.day_starts, work.zone), work.today).removesuffix(" ago"))

"""The board of today: who comes, who is here, who leaves, and at most three reasons to care for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlmodel import col

from delightdesk.desk import task_reading
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.occasions import due, spoken
from delightdesk.domain.vocabulary import CautionKind, GestureState, Sector, VisitStatus
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import Caution, Gesture, Guest, Note, Occasion, Visit
from delightdesk.store.work import Work

MOST = 200
ASK_AGAIN = "allergy, ask again"
FLAGS = 3
_OPEN = (GestureState.PLANNED, GestureState.APPROVED, GestureState.READY)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One visit of today. ``flags``: at most three short reasons to care; ``next_action``: the one thing to do next."""

    guest_id: int
    visit_id: int
    visit_version: int
    name: str
    room: str
    eta: str
    status: VisitStatus
    flags: tuple[str, ...]
    next_action: str
    gestures_due: int


@dataclass(frozen=True, slots=True)
class Board:
    """The day, a headline with the counts, and the lines of this page. ``total`` counts all pages."""

    day: date
    headline: str
    lines: tuple[BoardLine, ...]
    total: int


def board(work: Work, *, offset: int = 0, limit: int = MOST) -> Board:
    """Today's visits: arrivals by time, guests with a reason to care above others of the same time, then in house."""
    today = work.today
    connection = work.session.connection()
    total = int(
        connection.execute(
            select(func.count())
            .select_from(Visit)
            .join(Guest, col(Guest.id) == col(Visit.guest_id))
            .where(_is_today(today))
        ).scalar_one()
    )
    rows = connection.execute(_page(today, work.house.day_starts).limit(min(limit, MOST)).offset(offset)).all()
    reasons = _reasons(work, {row.visit_id: row for row in rows})
    guest_ids = [row.guest_id for row in rows]
    open_gestures, overdue = _open_gestures(work, guest_ids), task_reading.overdue_promises(work, guest_ids)
    lines = tuple(
        _line(row, today, reasons[row.visit_id], open_gestures.get(row.guest_id, ()), overdue.get(row.guest_id, ""))
        for row in rows
    )
    return Board(today, _headline(work), lines, total)


def _is_today(today: date) -> ColumnElement[bool]:
    arriving = and_(col(Visit.status).in_((VisitStatus.EXPECTED, VisitStatus.ENQUIRY)), col(Visit.arrive) == today)
    late = and_(col(Visit.status) == VisitStatus.EXPECTED, col(Visit.arrive) < today, col(Visit.depart) > today)
    return and_(
        or_(arriving, late, col(Visit.status) == VisitStatus.IN_HOUSE),
        col(Visit.deleted_at).is_(None),
        col(Guest.deleted_at).is_(None),
    )


def _page(today: date, day_starts: time) -> Select[*tuple[Any, ...]]:
    """An hour before the house's day starts is of the night that follows, so it comes last."""
    cared_for = or_(
        *(
            exists().where(col(table.guest_id) == col(Guest.id), col(table.deleted_at).is_(None))
            for table in (Occasion, Caution, Note)
        )
    )
    leaving = and_(col(Visit.status) == VisitStatus.IN_HOUSE, col(Visit.depart) <= today)
    group = case((col(Visit.status) != VisitStatus.IN_HOUSE, 0), (leaving, 1), else_=2)
    after_midnight = case((col(Visit.eta) < day_starts, 1), else_=0)
    columns: tuple[Any, ...] = (
        col(Visit.id).label("visit_id"), col(Visit.version), col(Visit.guest_id), col(Visit.room), col(Visit.arrive),
        col(Visit.depart), col(Visit.eta), col(Visit.status), col(Guest.display_name), col(Guest.incognito),
        col(Guest.gift_restricted), col(Guest.earlier_visits),
    )  # fmt: skip
    return (
        select(*columns)
        .join(Guest, col(Guest.id) == col(Visit.guest_id))
        .where(_is_today(today))
        .order_by(
            group,
            col(Visit.eta).is_(None),
            after_midnight,
            col(Visit.eta),
            case((cared_for, 0), else_=1),
            col(Guest.display_name),
            col(Visit.id),
        )
    )  # fmt: skip


def _headline(work: Work) -> str:
    words = load_pack(work.house.sector).words
    here_now = col(Visit.status) == VisitStatus.IN_HOUSE
    expected = _count(work, col(Visit.arrive) == work.today, col(Visit.status) == VisitStatus.EXPECTED)
    here = _count(work, here_now)
    if work.house.sector is Sector.HOTEL:
        leaving = f"{_count(work, here_now, col(Visit.depart) <= work.today)} to leave today"
    else:
        gone = _count(work, col(Visit.arrive) == work.today, col(Visit.status) == VisitStatus.LEFT)
        leaving = f"{gone} {words.leaves}"
    return f"{expected} to come · {here} {words.in_house} · {leaving}"


def _count(work: Work, *which: ColumnElement[bool]) -> int:
    alive = (col(Visit.deleted_at).is_(None), col(Guest.deleted_at).is_(None))
    query = select(func.count(col(Visit.id))).join(Guest, col(Guest.id) == col(Visit.guest_id)).where(*alive, *which)
    return int(work.session.connection().execute(query).scalar_one())


def _reasons(work: Work, rows: dict[int, Row[*tuple[Any, ...]]]) -> dict[int, tuple[str, ...]]:
    """At most three for each visit: occasions of these days, then cautions, then a first visit."""
    guest_ids = sorted({row.guest_id for row in rows.values()})
    occasions, cautions = _occasions(work, guest_ids), _cautions(work, guest_ids)
    been = _been_here(work, guest_ids)
    found = {}
    for visit_id, row in rows.items():
        reasons = _due(row, occasions.get(row.guest_id, ()), work.today)
        reasons += cautions.get(row.guest_id, ())
        if row.guest_id not in been and not row.earlier_visits:
            reasons.append("first visit")
        found[visit_id] = tuple(dict.fromkeys(reasons))[:FLAGS]
    return found


def _due(row: Row[*tuple[Any, ...]], occasions: Sequence[Row[*tuple[Any, ...]]], today: date) -> list[str]:
    """The occasions that touch this visit; one that was told for another visit does not."""
    found = []
    for told in occasions:
        if told.visit_id is not None and told.visit_id != row.visit_id:
            continue
        near = due(
            told.kind, told.day, told.month, told.year, arrive=row.arrive, depart=row.depart or row.arrive,
            today=today, whose=told.whose, secret=told.secret, secret_from="",
        )  # fmt: skip
        if near is not None:
            found.append(f"{'secret: ' if told.secret else ''}{spoken(near.kind, near.years, near.whose)}")
    return found


def _occasions(work: Work, guest_ids: list[int]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    columns: tuple[Any, ...] = (
        col(Occasion.guest_id), col(Occasion.kind), col(Occasion.day), col(Occasion.month), col(Occasion.year),
        col(Occasion.whose), col(Occasion.secret), col(Occasion.visit_id),
    )  # fmt: skip
    query = select(*columns).where(col(Occasion.guest_id).in_(guest_ids), col(Occasion.deleted_at).is_(None))
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in work.session.connection().execute(query):
        found.setdefault(row.guest_id, []).append(row)
    return found


def _cautions(work: Work, guest_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    cautions = work.session.connection().execute(
        select(col(Caution.guest_id), col(Caution.subject), col(Caution.kind))
        .where(
            col(Caution.guest_id).in_(guest_ids),
            col(Caution.deleted_at).is_(None),
            or_(col(Caution.expires_on).is_(None), col(Caution.expires_on) >= work.today),
        )
        .order_by(col(Caution.id))
    )
    for guest_id, subject, kind in cautions:
        found.setdefault(guest_id, []).append(f"{subject} {ASK_AGAIN}" if kind is CautionKind.ALLERGEN else subject)
    return found


def _been_here(work: Work, guest_ids: list[int]) -> set[int]:
    """Who has stayed before. Not asked by status, or SQLite would go through every visit that ever ended."""
    query = select(col(Visit.guest_id), col(Visit.status)).where(
        col(Visit.guest_id).in_(guest_ids),
        col(Visit.deleted_at).is_(None),
    )
    rows = work.session.connection().execute(query)
    return {guest_id for guest_id, status in rows if status is VisitStatus.LEFT}


def _open_gestures(work: Work, guest_ids: list[int]) -> dict[int, tuple[tuple[str, GestureState], ...]]:
    rows = work.session.connection().execute(
        select(col(Gesture.guest_id), col(Gesture.title), col(Gesture.state))
        .where(
            col(Gesture.guest_id).in_(guest_ids),
            col(Gesture.state).in_(_OPEN),
            col(Gesture.deleted_at).is_(None),
        )
        .order_by(col(Gesture.due_at), col(Gesture.id))
    )
    found: dict[int, tuple[tuple[str, GestureState], ...]] = {}
    for guest_id, title, state in rows:
        found[guest_id] = (*found.get(guest_id, ()), (title, state))
    return found


def _line(
    row: Row[*tuple[Any, ...]],
    today: date,
    flags: tuple[str, ...],
    gestures: tuple[tuple[str, GestureState], ...],
    overdue: str,
) -> BoardLine:
    get = row._mapping
    restricted = ("gift-restricted",) if get["gift_restricted"] else ()
    discreet = ("incognito",) if get["incognito"] else ()
    flags = (*discreet, *restricted, *flags)
    return BoardLine(
        guest_id=get["guest_id"],
        visit_id=get["visit_id"],
        visit_version=get["version"],
        name=get["display_name"],
        room=get["room"],
        eta=f"{get['eta']:%H:%M}" if get["eta"] else "",
        status=get["status"],
        flags=flags[:FLAGS],
        next_action=(
            f"keep the promise: {overdue}"
            if overdue
            else _next_action(get["status"], get["arrive"], get["depart"], today, flags, gestures)
        ),
        gestures_due=len(gestures),
    )


def _next_action(
    status: VisitStatus,
    arrive: date,
    depart: date | None,
    today: date,
    flags: tuple[str, ...],
    gestures: tuple[tuple[str, GestureState], ...],
) -> str:
    """The one thing to do next, in a few words."""
    if gestures:
        title, state = gestures[0]
        return f"{'give' if state is GestureState.READY else 'prepare'} {title[:1].lower()}{title[1:]}"
    if status is VisitStatus.EXPECTED and arrive < today:
        return f"expected {spoken_day(arrive, today)}: ask"
    if status is VisitStatus.IN_HOUSE and depart is not None and depart <= today:
        return "say goodbye"
    if any(flag.endswith(ASK_AGAIN) for flag in flags):
        return "ask again about the allergy"
    if "first visit" in flags:
        return "offer the orientation"
    return "choose a gesture" if flags else ""

"""Where a guest meets the house: every place with an idea and somebody who sees to it, the gaps first."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import and_, select
from sqlmodel import col
from sqlmodel import select as select_rows

from delightdesk.desk.lineup_lines import TouchLine
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.text import kept_words
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import Staff, TouchPoint
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MOST_OWN = 40
_TITLE, _IDEA = 120, 300


class _Written(NamedTuple):
    id: int
    version: int
    key: str
    title: str
    idea: str
    owner_id: int | None
    owner: str | None


_POINT, _STAFF = table_of(TouchPoint), table_of(Staff)
_POINTS = (
    select(_POINT.c.id, _POINT.c.version, _POINT.c.key, _POINT.c.title, _POINT.c.idea, _STAFF.c.id, _STAFF.c.name)
    .outerjoin(_STAFF, and_(_STAFF.c.id == _POINT.c.owner_id, _STAFF.c.deleted_at.is_(None)))
    .where(_POINT.c.deleted_at.is_(None))
    .order_by(_POINT.c.id)
)


def listing(work: Work) -> tuple[TouchLine, ...]:
    """The pack's touch points and the house's own, those without an idea first."""
    written = {each.key: each for each in map(_Written._make, work.rows(_POINTS))}
    found = [_line(key, title, written.pop(key, None)) for key, title in _of_the_pack(work).items()]
    found += [_line(key, each.title, each, is_own=True) for key, each in written.items()]
    return tuple(sorted(found, key=lambda line: not line.is_gap))


def gaps(work: Work) -> tuple[int, int]:
    """How many touch points there are, and how many of them without an idea."""
    lines = listing(work)
    return len(lines), sum(line.is_gap for line in lines)


def save(
    work: Work,
    key: str,
    *,
    title: str = "",
    idea: str = "",
    owner_id: int | None = None,
    seen: int | None = None,
) -> int:
    """Write what a touch point reads from now on; returns its row's id. An empty ``key`` adds one of the house's own.

    ``idea`` and ``owner_id`` are kept as given, so empty takes them away; an empty ``title`` leaves it as it is.
    ``seen`` is the line's version, 0 for one to which nothing was written yet.
    """
    words, thought = kept_words(title, _TITLE), kept_words(idea, _IDEA)
    if owner_id is not None:
        work.get(Staff, owner_id, "person")
    row = _row(work, key) if key else None
    if row is not None:
        title = words if words and key not in _of_the_pack(work) else row.title
        if work.change(row, seen=seen, title=title, idea=thought, owner_id=owner_id):
            work.did("touch.changed", f"Touch point: {row.title}")
        return row.id or 0
    if seen:
        raise Stale("Somebody else took this away meanwhile, so nothing was saved. Please look again.")
    key, title = _new(work, key, words)
    row = work.add(TouchPoint(created_at=work.now, key=key, title=title, idea=thought, owner_id=owner_id))
    work.did("touch.changed", f"Touch point: {title}")
    return row.id or 0


def remove(work: Work, key: str, seen: int | None = None) -> None:
    """Take one of the house's own away. Raises `Invalid` for one that came with the pack: its idea can be emptied."""
    if key in _of_the_pack(work):
        raise Invalid(
            "This touch point came with the house, so it stays. Nothing was changed. Its idea can be emptied."
        )
    row = _row(work, key)
    if row is None:
        raise _not_here()
    work.remove(row, seen=seen)
    work.did("touch.removed", f"Touch point removed: {row.title}")


def _line(key: str, title: str, written: _Written | None, *, is_own: bool = False) -> TouchLine:
    kept = written or _Written(0, 0, key, title, "", None, None)
    return TouchLine(
        id=kept.id or None,
        version=kept.version,
        key=key,
        title=title,
        idea=kept.idea,
        owner_id=kept.owner_id,
        owner=kept.owner or "",
        is_own=is_own,
        is_gap=not kept.idea,
    )


def _new(work: Work, key: str, title: str) -> tuple[str, str]:
    """Key and title of what is written to for the first time."""
    if key:
        if key not in _of_the_pack(work):
            raise _not_here()
        return key, _of_the_pack(work)[key]
    if not title:
        raise Invalid("A touch point needs a name, such as the bench outside. Nothing was saved.", "title")
    lines = listing(work)
    if any(line.title.casefold() == title.casefold() for line in lines):
        raise Invalid(f"“{title}” is on the map already. Nothing was saved.", "title")
    if sum(line.is_own for line in lines) >= MOST_OWN:
        raise Invalid(f"{MOST_OWN} of your own are as many as can be looked after. Nothing was saved.", "title")
    taken, number = set(work.session.exec(select_rows(TouchPoint.key))), 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}", title


def _of_the_pack(work: Work) -> dict[str, str]:
    """The titles of the touch points that came with the house, by key."""
    return {point.key: point.title for point in load_pack(work.house.sector).touch_points}


def _row(work: Work, key: str) -> TouchPoint | None:
    query = select_rows(TouchPoint).where(TouchPoint.key == key, col(TouchPoint.deleted_at).is_(None))
    return work.session.exec(query).first()


def _not_here() -> NotFound:
    return NotFound("That touch point is not on the map any more. Nothing was changed. Please look again.")

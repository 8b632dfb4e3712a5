"""The house's catalogue: the pack's gestures, with what the house changed or added on top.

The pack's own entry and the house's changes are kept apart, so that a newer pack can bring better texts
and new gestures without ever undoing what the house decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.money import rough_from_gbp
from delightdesk.domain.packs import Pack
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Moment, Nature, Purpose
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import House, IdeaRow
from delightdesk.store.work import Work

Entry = dict[str, Any]

_TEXTS = {"title": 120, "doer": 80, "place": 80, "say": 300, "how": 500}

CHANGEABLE = frozenset({"title", "parts", "doer", "lead", "place", "say", "how", "ask", "swaps", "public"})
"""What a house may change about a gesture of the pack."""


def to_entry(idea: Idea) -> Entry:
    """An idea as JSON: sets as sorted lists, the lead in minutes."""
    entry: Entry = {}
    for spec in fields(idea):
        value = getattr(idea, spec.name)
        if spec.name == "parts":
            value = [_part_entry(part) for part in value]
        elif isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, timedelta):
            value = int(value.total_seconds() // 60)
        elif isinstance(value, tuple):
            value = list(value)
        entry[spec.name] = value
    return entry


def from_entry(entry: Mapping[str, Any]) -> Idea:
    """The idea that `to_entry` wrote."""
    plain = dict(entry)
    return Idea(
        **{
            **plain,
            "purposes": frozenset(Purpose(word) for word in plain["purposes"]),
            "moments": frozenset(Moment(word) for word in plain["moments"]),
            "nature": Nature(plain["nature"]),
            "parts": tuple(_part(part) for part in plain["parts"]),
            "lead": timedelta(minutes=plain["lead"]),
            "contains": frozenset(plain["contains"]),
            "needs": frozenset(plain["needs"]),
            "fits": frozenset(plain["fits"]),
            "swaps": tuple(plain["swaps"]),
            "ask": tuple(plain["ask"]),
        }
    )


def _part_entry(part: Part) -> Entry:
    return {
        "what": part.what,
        "cost": part.cost,
        "contains": sorted(part.contains),
        "essential": part.essential,
        "swap": _part_entry(part.swap) if part.swap else None,
    }


def _part(entry: Entry) -> Part:
    swap = entry.get("swap")
    return Part(
        what=entry["what"],
        cost=entry["cost"],
        contains=frozenset(entry.get("contains", ())),
        essential=entry.get("essential", True),
        swap=_part(swap) if swap else None,
    )


def sync(work: Work) -> int:
    """Take over what the shipped pack brings that is newer than the catalogue; returns how many entries changed.

    Gestures the pack no longer ships stay, because guests were given them. The caller says what it `did`.
    """
    pack = load_pack(work.house.sector)
    rows = {row.key: row for row in work.session.exec(select(IdeaRow))}
    changed = 0
    for idea in pack.ideas:
        entry = _in_currency(to_entry(idea), pack, work.house.currency)
        row = rows.get(idea.key)
        if row is None:
            work.add(IdeaRow(created_at=work.now, key=idea.key, entry=entry, pack_version=pack.version))
            changed += 1
        elif not row.own and row.pack_version < pack.version:
            changed += work.change(row, entry=entry, pack_version=pack.version)
    if changed:
        touched(work)
    return changed


def needs_sync(work: Work) -> bool:
    """True when this program ships a newer pack than the catalogue holds."""
    newest = work.session.exec(
        select(IdeaRow.pack_version).where(~col(IdeaRow.own)).order_by(col(IdeaRow.pack_version).desc()).limit(1)
    ).first()
    return (newest or 0) < load_pack(work.house.sector).version


def ideas(work: Work) -> tuple[Idea, ...]:
    """The gestures this house gives, in key order. Read again only after the catalogue changed."""
    key = (str(work.session.get_bind().engine.url), work.house.catalogue_version)
    known = _READ.get(key)
    if known is None:
        rows = work.session.exec(
            select(IdeaRow.entry, IdeaRow.house)
            .where(IdeaRow.active, col(IdeaRow.deleted_at).is_(None))
            .order_by(IdeaRow.key)
        )
        known = tuple(from_entry({**entry, **house}) for entry, house in rows)
        if not work.writes:
            _READ.clear()
            _READ[key] = known
    return known


def change(work: Work, key: str, changes: Mapping[str, Any], seen: int | None = None) -> None:
    """Change a gesture for this house; what the pack says underneath stays as it is.

    ``changes`` has the form of `to_entry`, only fields of `CHANGEABLE`. Raises `Invalid`, `NotFound` or `Stale`.
    """
    row = _row(work, key)
    wrong = set(changes) - CHANGEABLE
    if wrong:
        raise Invalid(f"“{min(wrong)}” of a gesture cannot be changed. Nothing was saved.", min(wrong))
    idea = _checked({**row.entry, **row.house, **changes})
    tidy = to_entry(idea)
    house = {name: tidy[name] for name in (*row.house, *changes)}
    if work.change(row, seen=seen, house=house):
        touched(work)
        work.did("idea.changed", f"Changed the gesture {idea.title}")


def set_active(work: Work, key: str, active: bool) -> None:
    """Offer a gesture again, or stop offering it."""
    row = _row(work, key)
    if work.change(row, active=active):
        touched(work)
        title = {**row.entry, **row.house}["title"]
        work.did("idea.active", f"{'Offers' if active else 'No longer offers'} {title}")


def add_own(work: Work, idea: Idea) -> str:
    """Add a gesture of the house's own; returns its key, which always starts with ``own-``."""
    taken = set(work.session.exec(select(IdeaRow.key)))
    number = 1
    while f"own-{number}" in taken:
        number += 1
    key = f"own-{number}"
    own = _checked({**to_entry(idea), "key": key, "own": True})
    work.add(IdeaRow(created_at=work.now, key=key, entry=to_entry(own), own=True))
    touched(work)
    work.did("idea.added", f"Added the gesture {own.title}")
    return key


_READ: dict[tuple[str, int], tuple[Idea, ...]] = {}


def _row(work: Work, key: str) -> IdeaRow:
    row = work.session.exec(select(IdeaRow).where(IdeaRow.key == key, col(IdeaRow.deleted_at).is_(None))).first()
    if row is None:
        raise NotFound("That gesture is not in the catalogue. Nothing was changed. Please choose it from the list.")
    return row


def _checked(entry: Entry) -> Idea:
    tidy = {name: clean(str(entry.get(name, "")), limit) for name, limit in _TEXTS.items()}
    if not tidy["title"]:
        raise Invalid("A gesture needs a title. Nothing was saved.", "title")
    try:
        idea = from_entry({**entry, **tidy, "parts": [_tidy_part(part) for part in entry["parts"]]})
        idea.say.format(name="", occasion="")
        below_zero = any(part.cost < 0 for part in idea.parts)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        raise Invalid("That gesture is not complete. Nothing was saved. Please check its fields.") from None
    if below_zero:
        raise Invalid("A cost cannot be below zero. Nothing was saved.", "parts")
    return idea


def _tidy_part(part: Entry) -> Entry:
    swap = part.get("swap")
    return {**part, "what": clean(str(part["what"]), 80), "swap": _tidy_part(swap) if swap else None}


def touched(work: Work) -> None:
    """Count the catalogue on, so that every window reads it again."""
    house = work.get(House, 1, "house")
    work.change(house, catalogue_version=house.catalogue_version + 1)


def _in_currency(entry: Entry, pack: Pack, currency: str) -> Entry:
    """Pack prices are estimates in the pack's currency; the house sees estimates in its own."""
    if currency == pack.currency:
        return entry
    return {**entry, "parts": [_priced(part, currency) for part in entry["parts"]]}


def _priced(part: Entry, currency: str) -> Entry:
    swap = part["swap"]
    return {
        **part,
        "cost": rough_from_gbp(part["cost"], currency),
        "swap": _priced(swap, currency) if swap else None,
    }

"""The house's catalogue: the pack's gestures, with what the house changed or added on top.

The pack's own entry and the house's changes are kept apart, so that a newer pack can bring better texts
and new gestures without ever undoing what the house decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from delightdesk.desk import playbook_pack
from delightdesk.desk.idea_entries import checked, from_entry, in_currency, merged, to_entry
from delightdesk.desk.idea_typed import Typed, read
from delightdesk.desk.idea_views import IdeaForm, IdeaLine, fits, form_of, line_of
from delightdesk.desk.permitted import require
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.ideas import Idea
from delightdesk.domain.permissions import Act
from delightdesk.files.packs import load_pack
from delightdesk.store.kept import check_form
from delightdesk.store.tables import House, IdeaRow
from delightdesk.store.work import Work

__all__ = [
    "CHANGEABLE", "IdeaForm", "IdeaLine", "SavedIdea", "add_own", "change", "fits", "idea_form", "ideas", "listing",
    "needs_sync", "renew", "reset", "save_idea", "set_active", "sync", "touched",
]  # fmt: skip

CHANGEABLE = frozenset({"title", "parts", "contains", "doer", "lead", "place", "say", "how", "ask", "swaps", "public"})
"""What a house may change about a gesture of the pack. It may add to what it contains, never take away."""


@dataclass(frozen=True, slots=True)
class SavedIdea:
    """A gesture was saved. added: tags nobody typed, found in its words or kept from the pack, to be told."""

    key: str
    added: tuple[str, ...] = ()


def sync(work: Work) -> int:
    """Take over what the shipped pack brings that is newer, with its playbooks; returns how many gestures changed.

    Gestures the pack no longer ships stay, because guests were given them. The caller says what it `did`.
    """
    pack = load_pack(work.house.sector)
    rows = {row.key: row for row in work.session.exec(select(IdeaRow))}
    changed = 0
    for idea in pack.ideas:
        entry = in_currency(to_entry(idea), pack.currency, work.house.currency)
        row = rows.get(idea.key)
        if row is None:
            work.add(IdeaRow(created_at=work.now, key=idea.key, entry=entry, pack_version=pack.version))
            changed += 1
        elif not row.own and row.pack_version < pack.version:
            changed += work.change(row, entry=entry, pack_version=pack.version)
    if changed:
        touched(work)
    playbook_pack.sync(work, pack)
    return changed


def needs_sync(work: Work) -> bool:
    """True when this program ships a newer pack than the catalogue or the playbooks on file come from."""
    pack = load_pack(work.house.sector)
    newest = work.session.exec(
        select(IdeaRow.pack_version).where(~col(IdeaRow.own)).order_by(col(IdeaRow.pack_version).desc()).limit(1)
    ).first()
    return (newest or 0) < pack.version or playbook_pack.needs_sync(work, pack)


def renew(work: Work) -> int:
    """Take over a newer pack and journal it, for the start of a window; returns how many gestures changed."""
    changed = sync(work)
    if work.changes:
        work.did("idea.renewed", f"A newer pack taken over: {changed} gestures, and its playbooks", undoable=False)
    return changed


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
        known = tuple(from_entry(merged(entry, house)) for entry, house in rows)
        if not work.writes:
            _READ.clear()
            _READ[key] = known
    return known


def listing(work: Work, text: str = "") -> tuple[IdeaLine, ...]:
    """Every gesture by title, those switched off included; ``text`` leaves only those it fits."""
    rows = work.session.exec(select(IdeaRow).where(col(IdeaRow.deleted_at).is_(None))).all()
    lines = (
        line_of(_idea(row), work.house.currency, active=row.active, changed=bool(row.house) and not row.own)
        for row in rows
    )
    return tuple(
        sorted((line for line in lines if fits(line, text)), key=lambda line: (line.title.casefold(), line.key))
    )


def idea_form(work: Work, key: str) -> IdeaForm:
    """A gesture as text to be changed; an empty key gives a blank form for one of the house's own."""
    if not key:
        return IdeaForm()
    row = _row(work, key)
    return form_of(_idea(row), work.house.currency, active=row.active, version=row.version)


def save_idea(work: Work, form: IdeaForm) -> SavedIdea:
    """Save what was typed. Raises `Invalid` naming the field, `NotAllowed`, `NotFound` or `Stale`."""
    require(work, Act.CHANGE_GESTURES)
    check_form(form)
    currency = work.house.currency
    if not form.key:
        typed = read(form, None, currency)
        return SavedIdea(add_own(work, typed.idea, active=form.active), _unnamed(typed.idea, typed))
    row = _row(work, form.key)
    work.check_seen(row, form.version)
    typed = read(form, _idea(row), currency)
    idea = _put(work, row, to_entry(typed.idea), seen=form.version, active=form.active)
    return SavedIdea(row.key, _unnamed(idea, typed))


def change(work: Work, key: str, changes: Mapping[str, Any], seen: int | None = None) -> None:
    """Change a gesture for this house; what the pack says underneath stays as it is.

    ``changes`` has the form of `to_entry`, only fields of `CHANGEABLE`. Raises `Invalid`, `NotAllowed`, `NotFound` or
    `Stale`.
    """
    require(work, Act.CHANGE_GESTURES)
    row = _row(work, key)
    wrong = set(changes) - CHANGEABLE
    if wrong:
        raise Invalid(f"“{min(wrong)}” of a gesture cannot be changed. Nothing was saved.", min(wrong))
    _put(work, row, {**merged(row.entry, row.house), **changes}, seen=seen, active=row.active)


def set_active(work: Work, key: str, active: bool) -> None:
    """Offer a gesture again, or stop offering it."""
    require(work, Act.CHANGE_GESTURES)
    row = _row(work, key)
    if work.change(row, active=active):
        touched(work)
        work.did("idea.active", f"{'Offers' if active else 'No longer offers'} {_idea(row).title}")


def reset(work: Work, key: str) -> None:
    """Back to the pack's own text. Raises `Invalid` when there is nothing to go back to."""
    require(work, Act.CHANGE_GESTURES)
    row = _row(work, key)
    if row.own:
        raise Invalid("This gesture is your own, so no pack has a text for it. Nothing was changed.")
    if not work.change(row, house={}):
        raise Invalid("This gesture reads as the pack has it already. Nothing was changed.")
    touched(work)
    work.did("idea.reset", f"Put back to the pack's text: {_idea(row).title}")


def add_own(work: Work, idea: Idea, *, active: bool = True) -> str:
    """Add a gesture of the house's own; returns its key, which always starts with ``own-``."""
    require(work, Act.CHANGE_GESTURES)
    taken = set(work.session.exec(select(IdeaRow.key)))
    number = 1
    while f"own-{number}" in taken:
        number += 1
    key = f"own-{number}"
    own = checked({**to_entry(idea), "key": key, "family": idea.family or key, "own": True})
    work.add(IdeaRow(created_at=work.now, key=key, entry=to_entry(own), own=True, active=active))
    touched(work)
    work.did("idea.added", f"Added the gesture {own.title}")
    return key


_READ: dict[tuple[str, int], tuple[Idea, ...]] = {}


def _row(work: Work, key: str) -> IdeaRow:
    row = work.session.exec(select(IdeaRow).where(IdeaRow.key == key, col(IdeaRow.deleted_at).is_(None))).first()
    if row is None:
        raise NotFound("That gesture is not in the catalogue. Nothing was changed. Please choose it from the list.")
    return row


def _idea(row: IdeaRow) -> Idea:
    return from_entry(merged(row.entry, row.house))


def _put(work: Work, row: IdeaRow, entry: Mapping[str, Any], *, seen: int | None, active: bool) -> Idea:
    """Store a gesture as it now reads: an own one as a whole, one of the pack as what differs from the pack."""
    tidy = to_entry(checked(dict(entry)))
    if row.own:
        values: dict[str, Any] = {"entry": tidy, "house": {}}
    else:
        whole = merged(row.entry, {name: tidy[name] for name in CHANGEABLE})
        values = {"house": {name: whole[name] for name in sorted(CHANGEABLE) if whole[name] != row.entry[name]}}
    if work.change(row, seen=seen, active=active, **values):
        touched(work)
        work.did("idea.changed", f"Changed the gesture {tidy['title']}")
    return _idea(row)


def _unnamed(idea: Idea, typed: Typed) -> tuple[str, ...]:
    return tuple(sorted(tag.replace("_", " ") for tag in idea.all_tags - typed.named))


def touched(work: Work) -> None:
    """Count the catalogue on, so that every window reads it again."""
    house = work.get(House, 1, "house")
    work.change(house, catalogue_version=house.catalogue_version + 1)

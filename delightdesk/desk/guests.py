"""Making, editing and removing guests."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from sqlalchemy import bindparam, func, or_, select

from delightdesk.desk.permitted import require
from delightdesk.domain.errors import Invalid
from delightdesk.domain.naming import split_say_as
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.store.kept import check_form
from delightdesk.store.tables import Gesture, Guest, Problem, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_LIMITS = {
    "first": 300, "last": 300, "title": 20, "call_me": 80, "say_as": 80, "language": 40, "email": 254,
    "phone": 40, "tier": 40,
}  # fmt: skip
_NEW_FOR = timedelta(days=1)
"""How long anybody may remove a guest who was made by mistake."""

_VISIT, _GESTURE, _PROBLEM = table_of(Visit), table_of(Gesture), table_of(Problem)
_WAS_HERE = (_VISIT.c.status == VisitStatus.LEFT) | (
    (func.coalesce(_VISIT.c.depart, _VISIT.c.arrive) < bindparam("today"))
    & _VISIT.c.status.not_in((VisitStatus.CANCELLED, VisitStatus.NO_SHOW))
)
_HAS_HISTORY = select(
    or_(
        *(
            select(table.c.id)
            .where(table.c.guest_id == bindparam("guest"), table.c.deleted_at.is_(None), *more)
            .exists()
            for table, more in ((_VISIT, (_WAS_HERE,)), (_GESTURE, ()), (_PROBLEM, ()))
        )
    )
)


@dataclass(frozen=True, slots=True)
class GuestForm:
    """A guest as typed. ``id`` is None for a new one; ``version`` is what the editor saw."""

    id: int | None = None
    version: int = 0
    first: str = ""
    last: str = ""
    title: str = ""
    call_me: str = ""
    say_as: str = ""
    language: str = ""
    email: str = ""
    phone: str = ""
    tier: str = ""
    incognito: bool = False
    gift_restricted: bool = False
    alcohol_ok: bool = False
    needs_reassurance: bool = False


def blank(typed: str = "") -> GuestForm:
    """An empty form; what was typed in the find box becomes the name, its last word the surname."""
    name, say_as = split_say_as(clean(typed, 300))
    first, _, last = name.rpartition(" ")
    if not first:
        first, last = last, ""
    return GuestForm(first=first.title() if first.islower() else first, last=last.title() if last.islower() else last,
                     say_as=say_as)  # fmt: skip


def form(work: Work, guest_id: int) -> GuestForm:
    """The guest's values for editing."""
    guest = work.get(Guest, guest_id, "guest")
    return GuestForm(**{name: getattr(guest, name) for name in GuestForm.__dataclass_fields__})


def save(work: Work, typed: GuestForm) -> int:
    """Save a new or edited guest; returns the id. Raises `Invalid` naming the field, or `Stale`."""
    ready = _checked(typed)
    values = {name: value for name, value in asdict(ready).items() if name not in ("id", "version")}
    values["display_name"] = clean(" ".join(part for part in (ready.first, ready.last) if part), 300)
    if ready.id is None:
        guest = work.add(Guest(created_at=work.now, **values))
        work.did("guest.added", "New guest", guest.id)
    else:
        guest = work.get(Guest, ready.id, "guest")
        if work.change(guest, seen=ready.version, **values):
            work.did("guest.edited", "Guest edited", guest.id)
    return guest.id or 0


def remove(work: Work, guest_id: int, seen: int | None = None) -> None:
    """Take a guest out of the desk; undo brings them back.

    Raises `NotAllowed` for a guest with a history: a past visit, a gesture, a problem, or more than a day on file.
    """
    guest = work.get(Guest, guest_id, "guest")
    ((has_history,),) = work.rows(_HAS_HISTORY, guest=guest_id, today=work.today)
    if has_history or guest.created_at < work.now - _NEW_FOR:
        require(work, Act.ERASE)
    work.remove(guest, seen=seen)
    work.did("guest.removed", "Guest removed", guest.id)


def _checked(typed: GuestForm) -> GuestForm:
    check_form(typed)
    name, say_as = split_say_as(clean(typed.first, 300))
    tidy = {field: clean(str(getattr(typed, field)), limit) for field, limit in _LIMITS.items()}
    tidy["first"] = name
    tidy["say_as"] = tidy["say_as"] or clean(say_as, 80)
    if not tidy["first"] and not tidy["last"]:
        raise Invalid("A guest needs a name. Nothing was saved yet.", "first")
    if tidy["email"] and ("@" not in tidy["email"][1:-1] or " " in tidy["email"]):
        raise Invalid("That e-mail address is not complete. Nothing was saved yet.", "email")
    if tidy["phone"] and sum(letter.isdigit() for letter in tidy["phone"]) < 3:
        raise Invalid("That phone number has too few digits. Nothing was saved yet.", "phone")
    return replace(typed, **tidy)  # type: ignore[arg-type]

"""Finding a guest. Light on purpose: imported before the first frame, so nothing here may need SQLModel."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk.desk.place import default_path
from delightdesk.domain.clock import house_day
from delightdesk.domain.errors import Ambiguous, NotFound
from delightdesk.domain.text import clean
from delightdesk.store import search
from delightdesk.store.glance import QuickHouse, glance, now_at
from delightdesk.store.header import FileState, read_state, why_not_new
from delightdesk.store.search import Busy, Finder, SearchHit
from delightdesk.store.trouble import may_write

if TYPE_CHECKING:
    from delightdesk.store.work import Work

__all__ = [
    "Busy", "Finder", "QuickHouse", "SearchHit", "find", "is_current", "may_write", "now_at", "quick_house", "resolve",
    "today_of", "why_not_first",
]  # fmt: skip


def quick_house(path: Path, *, is_open: bool = False) -> QuickHouse:
    """What the first frame shows of the desk at ``path``; is_open: it is open already. Raises `CannotOpen`."""
    return glance(path, is_open=is_open)


def is_current(path: Path) -> bool:
    """True when the file can be shown at once; False when it must be brought up to date first. Raises `CannotOpen`."""
    return read_state(path) is FileState.CURRENT


def why_not_first(path: Path) -> str:
    """Why the first run should not simply begin at ``path``, where nothing lies; empty when it may.

    A folder that is not there is one thing for the usual place, and another for a place somebody named: a drive that
    is not connected.
    """
    if path != default_path() and not path.parent.exists():
        return (
            f"The folder {path.parent} is not there. Nothing was made. "
            "If it is on a drive or a share, please connect that and try again."
        )
    return why_not_new(path)


def today_of(house: QuickHouse, instant: datetime) -> date:
    """The house's day at an instant."""
    return house_day(instant, house.day_starts, house.zone)


def find(work: Work, text: str, limit: int = 20) -> list[SearchHit]:
    """The guests that fit ``text``, best first: the same search as on the screen, inside a unit of work."""
    return search.find(work.raw, text, work.today, limit)


def resolve(work: Work, text: str) -> int:
    """The guest that a command names: an id, or text that finds exactly one; whoever was made one with another is that.

    Text that is somebody's whole name finds that guest even where others merely resemble it. Raises `NotFound`, or
    `Ambiguous` with up to ten choices.
    """
    words = clean(text, 300)
    if words.isdecimal() and len(words) < 10:
        from delightdesk.store.tables import Guest

        guest = work.session.get(Guest, int(words))
        if guest is not None and guest.merged_into is not None:
            guest = work.session.get(Guest, guest.merged_into)
        if guest is not None and guest.deleted_at is None:
            return guest.id or 0
    hits = find(work, words, 10)
    if not hits:
        raise NotFound(f"Nobody fits “{words}”. Nothing was changed. Please try fewer or other letters.")
    same = [hit for hit in hits if hit.name.casefold() == words.casefold()]
    if len(same) == 1:
        return same[0].id
    if len(hits) > 1:
        names = "; ".join(f"{hit.id} {hit.name}{f' ({hit.room})' if hit.room else ''}" for hit in hits[:5])
        raise Ambiguous(
            f"“{words}” fits {len(hits)} guests: {names}. Nothing was changed. Please give the number in front.",
            tuple((hit.id, hit.name) for hit in hits),
        )
    return hits[0].id

"""What a handover says of the guests: who comes and leaves, what there is to celebrate, whose room is not free.

A sheet lies on a desk, so nothing of a secret stands on it but that there is one, and of somebody incognito the room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from delightdesk.desk.handover_guests import GuestToday, VisitToday
from delightdesk.desk.handover_lines import SheetLine
from delightdesk.desk.handover_making import counted, cut, new_line, who
from delightdesk.desk.handover_words import dated
from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.occasions import spoken
from delightdesk.domain.vocabulary import HandoverSection, OccasionKind, Sector, label
from delightdesk.store.work import Work

MOST_TOLD = 12
"""Guests named under one line; whoever wants all of them looks at Today."""

_NOON = time(12)


def lines_of_guests(work: Work, guests: Sequence[GuestToday]) -> Iterator[SheetLine]:
    """One line for each thing there is to say, with the guests it is about as its details."""
    coming = [guest for guest in guests if not guest.visit.is_here]
    here = [guest for guest in guests if guest.visit.is_here]
    leaving = [guest.visit for guest in here if guest.visit.depart is not None and guest.visit.depart <= work.today]
    yield from _coming(coming, work.today)
    yield from _leaving(work, leaving, [guest.visit for guest in coming])
    yield from _first_visits(guests, work.today)
    yield from _occasions(guests, work.today)
    yield from _rooms(work, coming, here)


def _coming(coming: Sequence[GuestToday], today: date) -> Iterator[SheetLine]:
    if not coming:
        return
    hours = [guest.visit.eta for guest in coming if guest.visit.eta is not None]
    parts = [f"{len(coming)} still to come"]
    if len(hours) == 1:
        parts.append(f"{'one at ' if len(coming) > 1 else ''}{hours[0]:%H:%M}")
    elif hours:
        parts.append(f"the first {hours[0]:%H:%M}, the last {hours[-1]:%H:%M}")
    if hours and len(hours) < len(coming):
        parts.append(f"{len(coming) - len(hours)} without a time")
    told = [(guest, ", ".join(reasons)) for guest in coming if (reasons := _reasons(guest, today))]
    first = sorted(told, key=lambda each: not _only_here(each[0]))[:MOST_TOLD]
    shown = [f"{_seen(guest.visit)}: {reasons}" for guest, reasons in told if (guest, reasons) in first]
    more = (f"and {len(coming) - len(shown)} more",) if shown and len(coming) > len(shown) else ()
    yield new_line(HandoverSection.COMING, ", ".join(parts), details=(*shown, *more))


def _reasons(guest: GuestToday, today: date) -> list[str]:
    """Why to care, in a few words each; a first visit has a line of its own."""
    visit = guest.visit
    found = ["incognito"] if visit.incognito else []
    found += ["no gifts that cost anything"] if visit.gift_restricted else []
    found += [spoken(each.kind, each.years, each.whose) for each in guest.occasions if not each.secret]
    found += ["a secret"] if any(each.secret for each in guest.occasions) else []
    found += guest.cautions
    found += [f"expected since {dated(visit.arrive)}"] if visit.arrive < today else []
    return found


def _only_here(guest: GuestToday) -> bool:
    """What no other line tells; an occasion stands once more among the occasions, an allergy does not."""
    return bool(guest.cautions) or guest.visit.incognito or guest.visit.gift_restricted


def _leaving(work: Work, leaving: Sequence[VisitToday], coming: Sequence[VisitToday]) -> Iterator[SheetLine]:
    if not leaving:
        return
    local = work.now.astimezone(work.zone).time()
    is_late = local >= _NOON or local < work.house.day_starts
    is_late = is_late or all(visit.depart is not None and visit.depart < work.today for visit in leaving)
    rooms = cut(tuple(visit.room or _named(visit) for visit in leaving), MOST_TOLD)
    what = counted(len(leaving), "late departure") if is_late else f"{len(leaving)} to leave today"
    next_in = {visit.room: visit for visit in reversed(coming) if visit.room}
    details = [
        f"{visit.room}: should have left {dated(visit.depart)}"
        for visit in leaving
        if visit.depart is not None and visit.depart < work.today
    ]
    details += [
        f"{visit.room}: the next guest comes{f' at {follower.eta:%H:%M}' if follower.eta else ' today'}"
        for visit in leaving
        if (follower := next_in.get(visit.room)) is not None
    ]
    yield new_line(HandoverSection.COMING, f"{what}: {', '.join(rooms)}", details=cut(tuple(details), MOST_TOLD))


def _first_visits(guests: Sequence[GuestToday], today: date) -> Iterator[SheetLine]:
    """Those still to come or here since today; later they know their way."""
    firsts = [guest.visit for guest in guests if guest.is_first]
    new = [visit for visit in firsts if not visit.is_here or visit.arrive == today]
    if new:
        yield _told("first visit", [(visit, "") for visit in new])


def _occasions(guests: Sequence[GuestToday], today: date) -> Iterator[SheetLine]:
    """One line a kind; of secrets only whom not to tell."""
    found: dict[OccasionKind, list[tuple[VisitToday, str]]] = {}
    secrets: list[tuple[VisitToday, str]] = []
    for guest in guests:
        for each in guest.occasions:
            if guest.visit.is_here and not _is_near(each, today):
                continue
            if each.secret:
                secrets.append((guest.visit, f"not a word to {_kept_from(each.secret_from)}"))
                continue
            on = f", {dated(each.on)}" if each.dated and each.on != today else ""
            text = f"{spoken(each.kind, each.years, each.whose)}{on}"
            found.setdefault(each.kind, []).append((guest.visit, text))
    for kind, told in found.items():
        yield _told(label(kind), told)
    if secrets:
        yield _told("secret", list(dict.fromkeys(secrets)), next_step="look at the card before you speak")


def _told(word: str, told: Sequence[tuple[VisitToday, str]], next_step: str = "") -> SheetLine:
    """One guest with what there is, or how many and who."""
    if len(told) == 1:
        ((visit, text),) = told
        what = f"a {word}: {text}" if word == "secret" else text or word
        told_as = what[:1].upper() + what[1:]
        return new_line(HandoverSection.GUESTS, told_as, who=_seen(visit), next_step=next_step, guest_id=visit.guest_id)
    details = tuple(f"{_seen(visit)}{f': {text}' if text else ''}" for visit, text in told)
    what = counted(len(told), word)
    return new_line(HandoverSection.GUESTS, what, next_step=next_step, details=cut(details, MOST_TOLD))


def _kept_from(words: str) -> str:
    """ "the husband", "her", "Max Schuler"."""
    if not words:
        return "the others"
    plain = words.islower() and " " not in words and words not in ("her", "him", "them")
    return f"the {words}" if plain else words


def _is_near(found: OccasionDue, today: date) -> bool:
    """Of somebody in the house what is today or tomorrow; what has no day holds for the whole visit."""
    return not found.dated or timedelta(0) <= found.on - today <= timedelta(days=1)


def _rooms(work: Work, coming: Sequence[GuestToday], here: Sequence[GuestToday]) -> Iterator[SheetLine]:
    """Rooms that somebody comes for while somebody else stays, and whoever comes and has none."""
    if work.house.sector is not Sector.HOTEL:
        return
    stays = {
        guest.visit.room: guest.visit
        for guest in here
        if guest.visit.room and guest.visit.depart is not None and guest.visit.depart > work.today
    }
    twice = [
        (guest.visit, stays[guest.visit.room])
        for guest in coming
        if guest.visit.room in stays and not _is_one_party(guest.visit, stays[guest.visit.room])
    ]
    if twice:
        told = tuple(
            f"{new.room}: {_called(old)} stays until {dated(old.depart)}, {_called(new)} comes today"
            for new, old in twice
            if old.depart is not None
        )
        what = counted(len(twice), "room") + " given to two"
        yield new_line(
            HandoverSection.ROOMS, what, next_step="find another room before they come", details=cut(told, MOST_TOLD)
        )
    without = tuple(_seen(guest.visit) for guest in coming if not guest.visit.room)
    if without:
        yield new_line(
            HandoverSection.ROOMS, f"{counted(len(without), 'arrival')} without a room", details=cut(without, 6)
        )


def _is_one_party(one: VisitToday, other: VisitToday) -> bool:
    """One booking, or the same guest: a couple, or a second visit that follows the first."""
    return one.guest_id == other.guest_id or (one.ref != "" and one.ref == other.ref)


def _seen(visit: VisitToday) -> str:
    """ "17:00 412 Erika Schultz"; whoever is here without an hour."""
    hour = f"{visit.eta:%H:%M} " if visit.eta and not visit.is_here else ""
    return hour + who(visit.room, visit.name, hidden=visit.incognito)


def _named(visit: VisitToday) -> str:
    return who("", visit.name, hidden=visit.incognito)


def _called(visit: VisitToday) -> str:
    return "a guest" if visit.incognito else visit.name

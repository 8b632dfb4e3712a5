"""One story of the last days to read aloud: what was done and how it was taken, and never who it was.

Built from gestures, kinds of problems, reactions and costs. Where fewer than five guests could be meant, the words stay
general; what was secret, sensitive or a caution is not told at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from delightdesk.desk import catalogue
from delightdesk.desk import story_reading as reading
from delightdesk.desk.story_reading import Back, Given, Kept, PutRight
from delightdesk.domain.clock import house_day, spoken_day
from delightdesk.domain.money import show_money
from delightdesk.domain.nameless import ENOUGH, name_words, quotable, says_nobody, telling_words
from delightdesk.domain.problem_kinds import kind_of
from delightdesk.domain.vocabulary import OccasionKind, Purpose, Reaction, label
from delightdesk.store.work import Work

WITHIN = timedelta(days=7)
CLOSE_CALL = timedelta(minutes=20)
"""So little time was left when a promise was kept that it had been in danger."""

_PLANNED_BEFORE = timedelta(days=30)
_UNTOLD_SIGNALS = frozenset({"diet", "nervous", "infant", "lukewarm"})
_UNTOLD_PURPOSES = frozenset({Purpose.NERVOUS, Purpose.CRISIS})


@dataclass(frozen=True, slots=True)
class Told:
    """A story, and the house's day it happened on."""

    words: str
    on: date


@dataclass(frozen=True, slots=True)
class _Week:
    """Who was here in these days: how many could be meant, and the words by which somebody might be known."""

    guests: frozenset[int]
    telling: frozenset[str]

    @property
    def is_enough(self) -> bool:
        """True when so many were here that a title points to nobody."""
        return len(self.guests) >= ENOUGH


def story(work: Work) -> Told | None:
    """The newest good story of the last seven days; None where there is none."""
    since = work.now - WITHIN
    dates = {"since": since, "planned": since - _PLANNED_BEFORE}
    kept = map(Kept._make, work.rows(reading.KEPT, since=since))
    happened: list[Given | PutRight | Kept | Back] = [
        *map(Given._make, work.rows(reading.GIVEN, **dates)),
        *map(PutRight._make, work.rows(reading.PUT_RIGHT, **dates)),
        *[each for each in kept if each.due_at - each.at <= CLOSE_CALL][:1],
        *map(Back._make, work.rows(reading.BACK, since=since)),
    ]
    if not happened:
        return None
    newest = max(happened, key=lambda each: each.at)
    on = house_day(newest.at, work.house.day_starts, work.zone)
    words = _words(work, newest, _week(work))
    return Told(f"{_when(on, work.today)} {words}", on)


def _words(work: Work, what: Given | PutRight | Kept | Back, week: _Week) -> str:
    if isinstance(what, Given):
        return _given(work, what, week)
    if isinstance(what, PutRight):
        return _put_right(work, what, week)
    if isinstance(what, Kept):
        return _kept(what)
    return _back(work, what, week)


def _given(work: Work, given: Given, week: _Week) -> str:
    telling = week.telling | _telling_of(work, given.guest_id)
    kind, can_say = _celebrated(work, given, week)
    parts = [f"a guest{kind} had {_title(work, given, telling, week)} from us."]
    parts.append(f"It cost {show_money(given.cost, work.house.currency)}." if given.cost else "It cost nothing.")
    quote = quotable(given.guest_words, telling, occasions=can_say) if week.is_enough else ""
    took = "They were moved" if given.reaction is Reaction.MOVED else "They were delighted"
    parts.append(f"{took}, and said: “{quote}”." if quote else f"{took}.")
    return " ".join(parts)


def _celebrated(work: Work, given: Given, week: _Week) -> tuple[str, bool]:
    """What there was to celebrate, and whether the guest's own words may touch it.

    Nothing at all of a secret; the kind only where enough others of these days have it too.
    """
    rows = work.rows(reading.OCCASIONS, guests=sorted(week.guests | {given.guest_id}))
    mine = {(OccasionKind(kind), bool(secret)) for guest_id, kind, secret in rows if guest_id == given.guest_id}
    if given.purpose is not Purpose.OCCASION or any(secret for _, secret in mine):
        return "", False
    kinds = {kind for kind, _ in mine}
    if len(kinds) == 1:
        kind = kinds.pop()
        others = {guest_id for guest_id, each, secret in rows if each == kind and not secret}
        if len(others & week.guests) >= ENOUGH:
            return f" with {_a(label(kind))} to celebrate", True
    return " with a celebration", False


def _title(work: Work, given: Given, telling: frozenset[str], week: _Week) -> str:
    """What it was: a title of the catalogue, or general words for one made up for this guest or fit for few."""
    idea = next((each for each in catalogue.ideas(work) if each.key == given.idea_key), None)
    if idea is None:
        return "something made up just for them"
    signals = {signal for need in idea.needs for signal in need.split("|")}
    if signals & _UNTOLD_SIGNALS or idea.purposes <= _UNTOLD_PURPOSES:
        return "a helping hand"
    if not week.is_enough or not says_nobody(given.title, telling):
        return "something small and well chosen"
    return f"“{given.title}”"


def _put_right(work: Work, put: PutRight, week: _Week) -> str:
    kind = kind_of(put.kind).label
    what = f"a guest had a problem: {kind}." if week.is_enough else "something went wrong for a guest."
    minutes = round((put.first_act_at - put.reported_at).total_seconds() / 60) if put.first_act_at else None
    act = f"Somebody acted within {_minutes(max(1, minutes))}. " if minutes is not None else ""
    cost = f" In all it cost {show_money(put.cost, work.house.currency)}." if put.cost else " It cost nothing."
    return f"{what} {act}It was put right, and then came one thing more than anybody had asked for.{cost}"


def _kept(kept: Kept) -> str:
    left = max(1, round((kept.due_at - kept.at).total_seconds() / 60))
    return f"a promise hung by a thread: {_minutes(left)} to go. Somebody looked at the clock, and it was kept."


def _back(work: Work, back: Back, week: _Week) -> str:
    telling = week.telling | (_telling_of(work, back.guest_id) if back.guest_id is not None else frozenset())
    thing = back.title[:1].lower() + back.title[1:]
    is_plain = week.is_enough and says_nobody(thing, telling) and thing == thing.lower()
    what = f"something that had been left behind, “{thing}”," if is_plain else "something that had been left behind"
    took = f", and its owner was {label(back.reaction)}" if back.reaction in reading.WARM else ""
    return f"{what} found its way home{took}. It cost nothing but the walk."


def _week(work: Work) -> _Week:
    day = work.today - WITHIN
    rows = work.rows(reading.WERE_HERE, today=work.today, day=day, planned_day=day - _PLANNED_BEFORE)
    names = [name for _, name, call_me, _ in rows for name in (name, call_me)]
    names += [name for (name,) in work.rows(reading.STAFF_NAMES)]
    rooms = telling_words(room for *_, room in rows)
    return _Week(frozenset(row[0] for row in rows), name_words(names) | rooms)


def _telling_of(work: Work, guest_id: int) -> frozenset[str]:
    """The words by which this guest, or somebody of the party, might be known."""
    names = [word for row in work.rows(reading.GUEST_NAMES, guest=guest_id) for word in row]
    names += [word for row in work.rows(reading.PARTY_NAMES, guest=guest_id) for word in row]
    known = [
        word for statement in (reading.NOTES, reading.CAUTIONS) for (word,) in work.rows(statement, guest=guest_id)
    ]
    return name_words(names) | telling_words(known)


def _when(on: date, today: date) -> str:
    spoken = spoken_day(on, today) if on in (today, today - timedelta(days=1)) else f"on {on:%A}"
    return spoken[:1].upper() + spoken[1:]


def _a(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _minutes(count: int) -> str:
    return "one minute" if count == 1 else f"{count} minutes"

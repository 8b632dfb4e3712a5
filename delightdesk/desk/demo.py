"""The demo house: made up, lively, the same every time but for the day it is looked at.

It is written like an import, in bulk and in one transaction, so that looking around starts within a second or two.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import cast

from delightdesk.desk import catalogue, demo_weeks, house
from delightdesk.desk.demo_people import Someone, crowd
from delightdesk.desk.demo_rows import Party, Rows
from delightdesk.desk.demo_scenery import SCENERY, Scenery
from delightdesk.desk.demo_story import TOLD, Day, Told
from delightdesk.desk.demo_troubles import trouble
from delightdesk.desk.keeping import to_plain
from delightdesk.domain.capture import capture
from delightdesk.domain.ideas import Idea
from delightdesk.domain.vocabulary import (
    BondKind,
    NoteKind,
    NoteSource,
    OccasionKind,
    Reaction,
    Role,
    Sector,
    VisitStatus,
)
from delightdesk.store import docs, index
from delightdesk.store.house_file import Clock, HouseFile, system_clock
from delightdesk.store.tables import House, ImportRun, Staff
from delightdesk.store.work import Work

GUESTS = 300
ARRIVALS = 40
_USUAL_NIGHTS = 2
_WARMTH = (
    (Reaction.MOVED, Reaction.DELIGHTED, Reaction.DELIGHTED, Reaction.PLEASED, Reaction.NEUTRAL, None),
    (Reaction.MOVED, Reaction.MOVED, Reaction.DELIGHTED, Reaction.PLEASED, Reaction.PLEASED, Reaction.NEUTRAL, None),
    (Reaction.PLEASED, Reaction.NEUTRAL, Reaction.PLEASED, Reaction.UNEASY, None),
    (Reaction.DELIGHTED, Reaction.PLEASED, Reaction.PLEASED, None),
    (Reaction.PLEASED, Reaction.NEUTRAL, None),
)
"""How the scenery's ideas are usually taken, so that what worked and what did not can be told apart."""


def build(path: Path, sector: Sector = Sector.HOTEL, clock: Clock = system_clock) -> None:
    """Make the demo house of ``sector`` at ``path``, seen from the house's day at ``clock``. Raises `CannotOpen`."""
    scenery = SCENERY[sector]
    house.set_up(path, name=scenery.house, sector=sector, currency="GBP", person="Ana", is_demo=True, clock=clock)
    file = HouseFile(path, clock)
    try:
        with file.writing() as work:
            _fill(work, scenery)
    finally:
        file.close()


def _fill(work: Work, scenery: Scenery) -> None:
    for name, role in (("Jonas", Role.RECEPTIONIST), ("Mira", Role.LEAD), ("Theo", Role.RECEPTIONIST)):
        work.add(Staff(created_at=work.now, name=name, role=role))
    welcome, talk, wifi, hours = scenery.lobby
    row = work.get(House, 1, "house")
    work.change(row, lobby_welcome=welcome, lobby_talk=talk, lobby_wifi=wifi, lobby_hours=hours)
    maker = _Maker.of(work, scenery)
    maker.told()
    maker.crowd()
    demo_weeks.add(maker.rows, scenery, tuple(zip(maker.ideas, _WARMTH, strict=True)))
    connection = cast(sqlite3.Connection, work.session.connection().connection.dbapi_connection)
    maker.rows.write(connection)
    _remarks(work, scenery, len(TOLD))
    index.put(connection, docs.of_guests(connection, range(1, GUESTS + 1)))
    work.did("demo.built", "The demo house was made up", undoable=False)
    trouble(work, work.house.sector, scenery)


def _remarks(work: Work, scenery: Scenery, last_told: int) -> None:
    """What an arrivals list said in passing, waiting for a look."""
    from delightdesk.store.tables import ReviewItem

    run = ImportRun(created_at=work.now, person_id=work.person.id, file_name="arrivals.csv", kind="reservations",
                    fingerprint="", new=ARRIVALS)  # fmt: skip
    work.session.add(run)
    work.session.flush()
    for guest, line in enumerate(("allergic to shellfish", "anniversary", "prefers a quiet corner"), last_told + 1):
        found = capture(line, work.today)
        quote = scenery.remark if line == "anniversary" else line.capitalize()
        work.session.add(
            ReviewItem(created_at=work.now, run_id=run.id or 0, guest_id=guest, quote=quote,
                       understood=found.understood, caught=to_plain(found.caught))
        )  # fmt: skip


@dataclass(slots=True)
class _Maker:
    """Everybody in turn, with chance that falls the same way every time."""

    work: Work
    scenery: Scenery
    rows: Rows
    chance: Random
    ideas: tuple[Idea, ...]
    free: list[str]
    shared: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, work: Work, scenery: Scenery) -> _Maker:
        chance = Random(scenery.house)
        known = {idea.key: idea for idea in catalogue.ideas(work)}
        free = [place for place in scenery.places if place != scenery.best]
        chance.shuffle(free)
        return cls(work, scenery, Rows(work), chance, tuple(known[key] for key in scenery.ideas), free)

    def told(self) -> None:
        """The guests with a story, then who belongs to whom."""
        ids: dict[str, int] = {}
        for guest in TOLD:
            ids[f"{guest.first} {guest.last}"] = self._told(guest)
        for guest in TOLD:
            if guest.with_:
                me, other = ids[f"{guest.first} {guest.last}"], ids[guest.with_]
                self.rows.add("bond", guest_id=me, other_id=other, kind=BondKind.PARTNER.value)

    def crowd(self) -> None:
        """Everybody else: who comes, who is here, who leaves, and all who were here before."""
        coming = sum(":" in guest.when for guest in TOLD)
        here = sum(guest.when == "here" for guest in TOLD)
        leaving = sum(guest.when == "leaving" for guest in TOLD)
        plan = ["coming"] * (ARRIVALS - coming) + ["here"] * (self.scenery.here - here)
        plan += ["leaving"] * (self.scenery.leaving - leaving)
        people = crowd(GUESTS - len(TOLD), self.chance)
        plan += ["soon"] * 12 + ["gone"] * (len(people) - len(plan) - 12)
        for someone, when in zip(people, plan, strict=True):
            self._one_of_many(someone, when)

    def _told(self, who: Told) -> int:
        guest = self.rows.guest(
            first=who.first, last=who.last, title=who.title, call_me=who.call_me, say_as=who.say_as,
            language=who.language, incognito=who.incognito, gift_restricted=who.gift_restricted,
            alcohol_ok=who.alcohol_ok, needs_reassurance=who.needs_reassurance,
        )  # fmt: skip
        eta = time.fromisoformat(who.when) if ":" in who.when else None
        shared = self.shared.get(f"{who.first} {who.last}", "")
        room = shared or (self.scenery.best if who.room == "best" else self._place())
        if who.with_:
            self.shared[who.with_] = room
        party = Party(2 if who.with_ or shared else 1, who.children, who.infants, who.ages)
        now = self._visit_of(guest, "coming" if eta else who.when, room, eta, party, _USUAL_NIGHTS)
        past = [self._past(guest, number) for number in range(who.past)]
        for each in who.days:
            self._occasion(guest, now, each)
        for subject, whose in who.cautions:
            self.rows.caution(guest, subject, whose)
        for fact in who.facts:
            text = fact.text.format(**_words(self.scenery))
            if fact.kind is NoteKind.PROMISE:
                self.rows.promise(guest, now, text, fact.ago)
            else:
                self.rows.note(guest, now, fact.kind, text, fact.sightings, fact.ago)
        for gave, (visit, on) in zip(who.gave, past, strict=False):
            self.rows.given(guest, visit, self.ideas[gave.idea], on, gave.reaction, gave.words)
        if who.due is not None and now is not None:
            self.rows.due(guest, now, self.ideas[who.due.idea], who.due.state, who.due.hour)
        return guest

    def _one_of_many(self, someone: Someone, when: str) -> None:
        chance = self.chance
        guest = self.rows.guest(
            first=someone.first, last=someone.last, title=someone.title, country=someone.country, phone=someone.phone,
            email=someone.email, language=someone.language if chance.random() < 0.3 else "",
        )  # fmt: skip
        quarters = (self.scenery.closes - self.scenery.opens) * 4
        quarter = chance.randrange(quarters)
        eta = time(self.scenery.opens + quarter // 4, quarter % 4 * 15) if chance.random() < 0.9 else None
        party = Party(chance.choice((1, 1, 2, 2, 2)), chance.choice((0, 0, 0, 0, 0, 1, 2)))
        now = self._visit_of(guest, when, self._place(), eta, party, chance.randint(1, 4))
        visits = chance.choice((1, 1, 1, 2, 3, 5)) if when == "gone" else chance.choice((0, 0, 0, 1, 2, 4))
        for number in range(visits):
            visit, on = self._past(guest, number)
            if chance.random() < 0.3:
                idea = chance.randrange(len(self.ideas))
                self.rows.given(guest, visit, self.ideas[idea], on, chance.choice(_WARMTH[idea]))
        if visits and chance.random() < 0.3:
            usual = chance.choice(self.scenery.usuals)
            self.rows.note(guest, now, NoteKind.USUAL, usual, chance.randint(1, 6), chance.randint(3, 300))
        if chance.random() < 0.25:
            like = chance.choice(self.scenery.likes)
            self.rows.note(guest, now, NoteKind.PREFERENCE, like, chance.randint(1, 3), chance.randint(3, 200))
        if chance.random() < 0.1:
            self.rows.caution(guest, chance.choice(("gluten", "lactose", "vegetarian", "no alcohol", "peanuts")))
        if chance.random() < 0.15:
            off = chance.choice((0, 1, 2)) if chance.random() < 0.3 else chance.randint(-180, 180)
            self._occasion(guest, now, Day(OccasionKind.BIRTHDAY, off))

    def _visit_of(self, guest: int, when: str, room: str, eta: time | None, party: Party, length: int) -> int | None:
        """The visit of now or soon, ``length`` nights; None for those who are not expected."""
        today, stays, nights = self.work.today, self.scenery.stays, timedelta(days=length)
        status, arrive = VisitStatus.EXPECTED, today
        if when == "soon":
            arrive += nights * 2
        elif when == "leaving" and not stays:
            status = VisitStatus.LEFT
        elif when in ("here", "leaving"):
            status, eta = VisitStatus.IN_HOUSE, None
            arrive -= nights if stays else timedelta()
        elif when == "gone":
            return None
        depart = (today if when == "leaving" else max(today, arrive) + nights) if stays else None
        return self.rows.visit(
            guest, status, arrive, depart, eta=eta, room=room, ref=f"B{guest:05}", party=party
        )  # fmt: skip

    def _past(self, guest: int, number: int) -> tuple[int, date]:
        """An earlier visit, the newest first, and its day."""
        arrive = self.work.today - timedelta(days=40 + 130 * number + self.chance.randint(0, 90))
        depart = arrive + timedelta(days=self.chance.randint(1, 5)) if self.scenery.stays else None
        place = self.chance.choice(self.scenery.places)
        return self.rows.visit(guest, VisitStatus.LEFT, arrive, depart, room=place), arrive

    def _place(self) -> str:
        """A place nobody has yet; where they run out, places are shared over the day."""
        if not self.free and not self.scenery.stays:
            self.free = self.chance.sample(self.scenery.places, len(self.scenery.places))
        return self.free.pop() if self.free else ""

    def _occasion(self, guest: int, visit: int | None, day: Day) -> None:
        on = self.work.today + timedelta(days=day.off or 0)
        dated = day.off is not None
        self.rows.add(
            "occasion", guest_id=guest, visit_id=None if dated else visit, kind=day.kind.value,
            day=29 if day.leap else (on.day if dated else None), month=2 if day.leap else (on.month if dated else None),
            year=on.year - day.years if day.years else None, whose=day.whose, secret=bool(day.secret),
            secret_from=day.secret, source=NoteSource.GUEST.value,
        )  # fmt: skip


def _words(scenery: Scenery) -> dict[str, object]:
    return {"usuals": scenery.usuals, "likes": scenery.likes, "promise": scenery.promise, "trouble": scenery.trouble}

"""The rows of the demo house, collected by table and written in one go: going through objects would take seconds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from delightdesk.domain.cautions import kind_of
from delightdesk.domain.clock import at_house
from delightdesk.domain.ideas import Idea
from delightdesk.domain.promise_clock import warn_at
from delightdesk.domain.promising import read_promise
from delightdesk.domain.vocabulary import (
    GestureState,
    Lifetime,
    NoteKind,
    NoteSource,
    Payer,
    Purpose,
    Reaction,
    TaskKind,
    TaskState,
    VisitStatus,
)
from delightdesk.store import bulk
from delightdesk.store.work import Work

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Party:
    """Who comes along; ``ages`` are bands such as "6-9"."""

    adults: int = 1
    children: int = 0
    infants: int = 0
    ages: str = ""


ALONE = Party()


@dataclass(slots=True)
class Rows:
    """Rows by table; ids are given out here, because a new desk has none yet."""

    work: Work
    tables: dict[str, list[Values]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> int:
        """Keep one row; returns its id."""
        rows = self.tables.setdefault(table, [])
        row = {"id": len(rows) + 1, "version": 1, "created_at": bulk.instant(self.work.now), **values}
        rows.append(row)
        return int(row["id"])

    def write(self, connection: sqlite3.Connection) -> None:
        """Insert everything, in the order in which the tables were first used; tasks last, they hang on all others."""
        for table, rows in sorted(self.tables.items(), key=lambda item: item[0] == "task"):
            columns = tuple(rows[0])
            bulk.insert(connection, table, columns, (tuple(row[name] for name in columns) for row in rows))

    def guest(self, **values: Any) -> int:
        """One guest; what is not given is empty."""
        blank = {
            "first": "", "last": "", "title": "", "call_me": "", "say_as": "", "language": "", "country": "",
            "email": "", "phone": "", "customer_ref": "", "tier": "", "incognito": False, "gift_restricted": False,
            "alcohol_ok": False, "needs_reassurance": False, "earlier_visits": 0,
        }  # fmt: skip
        name = " ".join(part for part in (values["first"], values["last"]) if part)
        return self.add("guest", **{**blank, **values, "display_name": name})

    def visit(
        self, guest: int, status: VisitStatus, arrive: date, depart: date | None = None, *, eta: time | None = None,
        room: str = "", ref: str = "", party: Party = ALONE,
    ) -> int:  # fmt: skip
        """One visit."""
        return self.add(
            "visit", guest_id=guest, ref=ref, second_ref="", room=room, room_type="", arrive=bulk.day(arrive),
            depart=bulk.day(depart), eta=bulk.hour(eta), status=status.value, adults=party.adults,
            children=party.children, infants=party.infants, child_ages=party.ages, rooms=1, flags="",
        )  # fmt: skip

    def note(self, guest: int, visit: int | None, kind: NoteKind, text: str, sightings: int = 1, ago: int = 20) -> int:
        """One note, last seen ``ago`` days ago."""
        brief = kind is NoteKind.FIRST_VISIT
        return self.add(
            "note", created_at=bulk.instant(self.work.now - timedelta(days=ago)), guest_id=guest,
            visit_id=visit if brief else None, author_id=1, kind=kind.value, text=text,
            source=(NoteSource.OBSERVED_OFTEN if sightings > 1 else NoteSource.GUEST).value,
            lifetime=(Lifetime.VISIT if brief else Lifetime.LASTING).value, sightings=sightings,
            confirmed_on=bulk.day(self.work.today - timedelta(days=ago)), consent="", disputed="",
        )  # fmt: skip

    def caution(self, guest: int, subject: str, whose: str = "the guest", ago: int = 30) -> int:
        """One thing to avoid."""
        return self.add(
            "caution", guest_id=guest, kind=kind_of(subject).value, subject=subject, whose=whose,
            said_on=bulk.day(self.work.today - timedelta(days=ago)), source=NoteSource.GUEST.value,
        )  # fmt: skip

    def given(
        self, guest: int, visit: int, idea: Idea, on: date, reaction: Reaction | None, words: str = "", *,
        hour: time = time(18), by: int = 1,
    ) -> int:  # fmt: skip
        """A gesture delivered on an earlier day, planned and handed over by the same person."""
        at = bulk.instant(at_house(on, hour, self.work.zone))
        return self._gesture(
            guest, visit, idea, GestureState.DELIVERED, created_at=at, due_at=at, delivered_at=at, planned_by=by,
            delivered_by=by, reaction=reaction.value if reaction else None, guest_words=words,
        )  # fmt: skip

    def due(self, guest: int, visit: int, idea: Idea, state: GestureState, hour: int) -> int:
        """A gesture on its way, to be ready at ``hour`` today, and the task to see to it."""
        at: datetime = at_house(self.work.today, time(hour), self.work.zone)
        planned = self.work.now - timedelta(hours=2)
        gesture = self._gesture(
            guest, visit, idea, state, created_at=bulk.instant(planned),
            due_at=bulk.instant(at), delivered_at=None, planned_by=1, delivered_by=None, reaction=None, guest_words="",
        )  # fmt: skip
        ready = TaskState.PREPARED if state is GestureState.READY else TaskState.OPEN
        self.owed(TaskKind.DELIVERY, guest, visit, idea.title, planned, at, state=ready, gesture=gesture, who=idea.doer)
        return gesture

    def promise(self, guest: int, visit: int | None, line: str, ago: int) -> int:
        """A promise made ``ago`` days ago; a clock time in its words is one of today."""
        morning = at_house(self.work.today, self.work.house.day_starts, self.work.zone).astimezone(self.work.zone)
        found = read_promise(line, morning, day_first=self.work.house.day_first)
        made = self.work.now - timedelta(days=ago)
        return self.owed(TaskKind.PROMISE, guest, visit, found.text, made, found.due)

    def owed(
        self, kind: TaskKind, guest: int, visit: int | None, title: str, made: datetime, due: datetime | None, *,
        state: TaskState = TaskState.OPEN, gesture: int | None = None, who: str = "",
    ) -> int:  # fmt: skip
        """Something owed, or what became of it: what was done late was done an hour after its time."""
        late = timedelta(hours=state is TaskState.DONE_LATE)
        done = due + late if due and state in (TaskState.DONE, TaskState.DONE_LATE) else None
        return self.add(
            "task", created_at=bulk.instant(made), kind=kind.value, title=title, state=state.value, guest_id=guest,
            visit_id=visit, gesture_id=gesture, room="", due_at=bulk.instant(due) if due else None,
            warn_at=bulk.instant(warn_at(made, due, kind)) if due else None, owner_id=1, made_by=1, who=who, say="",
            note="", reason="", playbook="", unexpected=False, done_at=bulk.instant(done) if done else None,
            done_by=1 if done else None,
        )  # fmt: skip

    def _gesture(self, guest: int, visit: int, idea: Idea, state: GestureState, **values: Any) -> int:
        purpose = Purpose.KINDNESS if Purpose.KINDNESS in idea.purposes else min(idea.purposes)
        gesture = self.add(
            "gesture", guest_id=guest, visit_id=visit, idea_key=idea.key, family=idea.family, title=idea.title,
            state=state.value, purpose=purpose.value, why="", place=idea.place, doer=idea.doer,
            private=not idea.public, payer=Payer.HOUSE.value, closed_reason="", urgent=False,
            bent="", claim_from="", **values,
        )  # fmt: skip
        for part in idea.parts:
            actual = part.cost if state is GestureState.DELIVERED else None
            self.add("gesture_line", gesture_id=gesture, what=part.what, planned=part.cost, actual=actual)
        return gesture

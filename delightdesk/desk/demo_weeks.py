"""The last weeks of the demo house: who came, what they were given, what was promised, what went wrong.

Everyday life, so that what looks back has something to look at. Its chance is its own: the guests with a story and the
day that is shown stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from delightdesk.desk.demo_rows import Rows
from delightdesk.desk.demo_scenery import Scenery
from delightdesk.domain.clock import at_house
from delightdesk.domain.ideas import Idea
from delightdesk.domain.vocabulary import (
    CloseReason,
    Fault,
    ProblemState,
    Reaction,
    TaskKind,
    TaskState,
    VisitStatus,
)
from delightdesk.store import bulk

WEEKS = 10
_GUESTS = range(180, 301)
"""Guests without a story, who are neither here nor expected."""
_PEOPLE = (1, 2, 2, 3, 3, 4)
_R, _T = Reaction, TaskState
Warmth = tuple[Reaction | None, ...]
_WORDS: dict[Reaction | None, tuple[str, ...]] = {
    _R.MOVED: ("I kept your card.", "Nobody does this any more."),
    _R.DELIGHTED: ("What a start.", "Lovely."),
}
_KEPT = (_T.DONE,) * 8 + (_T.DONE_LATE, _T.MISSED, _T.RELEASED)
_PROMISED = (
    "a call back",
    "the walking map",
    "a quieter place",
    "an answer by the evening",
    "the address of the garden",
)
_WRONG = ("waited too long to be greeted", "noise from the street", "wrong name on the card", "nobody called back")


@dataclass(slots=True)
class _Weeks:
    """One day after the other. ``often``: ideas as often as they are given, each with how it is usually taken."""

    rows: Rows
    scenery: Scenery
    often: tuple[tuple[Idea, Warmth], ...]
    chance: Random

    def day(self, on: date) -> None:
        """Who came that day, and what became of it."""
        for guest in self.chance.sample(_GUESTS, self.chance.randint(3, 6)):
            visit = self._visit(guest, on)
            if self.chance.random() < 0.6:
                self._give(guest, visit, on)
            if self.chance.random() < 0.2:
                self._promise(guest, visit, on)
            if self.chance.random() < 0.06:
                self._go_wrong(guest, visit, on)

    def _visit(self, guest: int, on: date) -> int:
        late = self.scenery.stays and self.chance.random() < 0.15
        hour = 23 if late else self.chance.randrange(self.scenery.opens, self.scenery.closes)
        depart = on + timedelta(days=self.chance.randint(1, 3)) if self.scenery.stays else None
        return self.rows.visit(
            guest, VisitStatus.LEFT, on, depart, eta=time(hour, self.chance.choice((0, 15, 30, 45))),
            room=self.chance.choice(self.scenery.places),
        )  # fmt: skip

    def _give(self, guest: int, visit: int, on: date) -> None:
        last = 23 if self.scenery.stays else self.scenery.closes - 1
        hour = time(self.chance.randint(self.scenery.opens, last), self.chance.choice((5, 20, 35, 50)))
        idea, warmth = self.chance.choice(self.often)
        taken = self.chance.choice(warmth)
        said = self.chance.choice(_WORDS[taken]) if taken in _WORDS and self.chance.random() < 0.4 else ""
        self.rows.given(guest, visit, idea, on, taken, said, hour=hour, by=self.chance.choice(_PEOPLE))

    def _promise(self, guest: int, visit: int, on: date) -> None:
        due = self._at(on, self.scenery.opens + 2)
        state = self.chance.choice(_KEPT)
        self.rows.owed(
            TaskKind.PROMISE, guest, visit, self.chance.choice(_PROMISED), due - timedelta(hours=2), due, state=state
        )  # fmt: skip

    def _go_wrong(self, guest: int, visit: int, on: date) -> None:
        """A problem, soon acted on, mostly taken beyond even in the end."""
        what = self.chance.choice(_WRONG)
        at = self._at(on, self.scenery.opens + 3)
        act, even = self.chance.randint(1, 12), self.chance.randint(15, 90)
        is_beyond = self.chance.random() < 0.7
        closed = bulk.instant(at + timedelta(minutes=even + 60))
        person = self.chance.choice(_PEOPLE)
        self.rows.add(
            "problem", guest_id=guest, visit_id=visit, room="", what=what, kind="other", severity=2, cause="",
            cause_key="", fault=Fault.OURS.value, owner_id=person, reported_by=person, reported_at=bulk.instant(at),
            state=(ProblemState.BEYOND if is_beyond else ProblemState.LOST).value,
            first_act_at=bulk.instant(at + timedelta(minutes=act)),
            even_at=bulk.instant(at + timedelta(minutes=even)) if is_beyond else None,
            beyond_at=closed if is_beyond else None, closed_at=closed, confirmed=is_beyond, waiting=False,
            close_reason=(CloseReason.CONFIRMED if is_beyond else CloseReason.GUEST_LEFT).value, answer="",
            playbook="",
        )  # fmt: skip

    def _at(self, on: date, hour: int) -> datetime:
        return at_house(on, time(hour), self.rows.work.zone)


def add(rows: Rows, scenery: Scenery, ideas: Sequence[tuple[Idea, Warmth]]) -> None:
    """Fill the weeks before today. ``ideas``: the gestures the house likes best, each with how it is usually taken."""
    often = (ideas[1], ideas[1], ideas[0], *ideas)
    weeks = _Weeks(rows, scenery, often, Random(f"{scenery.house}, the weeks before"))
    for ago in range(7 * WEEKS, 0, -1):
        weeks.day(rows.work.today - timedelta(days=ago))

"""What is known when a gesture is chosen: of the guest, of the house, of the hour.

These values are what `desk` gathers from the tables and `domain.suggest` reads. They hold no rows, no
sessions and no clock, so that a suggestion can be worked out, tested and explained from values alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from delightdesk.domain.vocabulary import (
    AlcoholRule,
    CautionKind,
    GestureState,
    NoteSource,
    OccasionKind,
    Reaction,
    Sector,
    VisitStatus,
)


@dataclass(frozen=True, slots=True)
class OccasionDue:
    """An occasion near or inside a visit.

    on: the day it falls on this time round (29 February is kept on 28 February in other years).
    days_off: days between the visit and the day; 0 when the day lies inside the visit.
    years: 20 for a 20th anniversary; None when the year is not known.
    whose: free words, ``"the guest"`` when it is their own.
    dated: False when nobody told the day, so that it holds for the whole visit.
    secret_from: who must not know, free words; empty when nobody.
    """

    kind: OccasionKind
    on: date
    days_off: int
    years: int | None = None
    whose: str = ""
    secret: bool = False
    secret_from: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class CautionKnown:
    """Something to avoid, for the guest or for somebody in the party.

    subject: a tag of `domain.cautions` ("nuts", "alcohol", "no pork") or free words ("kiwi").
    whose: ``"the guest"`` or who in the party ("daughter", "Max Schuler").
    said_on: the house's date on which it was told, for the sentence "said in March".
    """

    kind: CautionKind
    subject: str
    whose: str = "the guest"
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A gesture given (or planned) before, to this guest or to somebody of the party."""

    idea: str | None
    family: str
    title: str
    on: date
    to: str
    state: GestureState
    cost: int = 0
    reaction: Reaction | None = None
    this_visit: bool = False


@dataclass(frozen=True, slots=True)
class PreferenceKnown:
    """A preference or "usual".

    sightings: how often it was seen; 1 is a guess, 3 the usual.
    confirmed_on: last day it was seen or confirmed.
    """

    text: str
    sightings: int
    confirmed_on: date | None
    source: NoteSource = NoteSource.OBSERVED_ONCE


@dataclass(frozen=True, slots=True)
class VisitKnown:
    """The visit a gesture would belong to. Instants are aware; days are the house's."""

    status: VisitStatus
    arrive: date
    depart: date | None
    eta: datetime | None = None
    room: str = ""
    adults: int = 1
    children: int = 0
    infants: int = 0


@dataclass(frozen=True, slots=True)
class ProblemKnown:
    """A problem of this visit that is not over. ``severity`` is 1 (irritation) to 5 (harm).

    fixed: even was reached, so what follows is one small act beyond it. waiting: the guest waits for the fix now.
    spoiled: the price of what was spoiled, minor units, None when nobody said. compensated: what recovery has cost
    so far, minor units. apologies: how often somebody has apologised this visit.
    """

    category: str
    severity: int
    what: str
    fixed: bool = False
    times_this_visit: int = 1
    waiting: bool = False
    spoiled: int | None = None
    compensated: int = 0
    apologies: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """All that the suggester may know of one guest.

    call_name: how the sentence addresses them ("Ms Schultz").
    earlier_visits: visits that ended before this one.
    drinks_alcohol: True told yes, False told no, None nobody knows.
    last_visit_had_problem, last_reaction: for the "surprise the lukewarm guest" rule.
    words: folded free words of notes ("dog", "laptop") from which signals are read.
    unsaid: subjects to leave out because of a note that nobody reads aloud; no cause names more than the content.
    """

    call_name: str
    visit: VisitKnown | None = None
    occasions: tuple[OccasionDue, ...] = ()
    cautions: tuple[CautionKnown, ...] = ()
    given: tuple[Given, ...] = ()
    preferences: tuple[PreferenceKnown, ...] = ()
    problem: ProblemKnown | None = None
    earlier_visits: int = 0
    drinks_alcohol: bool | None = None
    recipient_is_minor: bool = False
    gift_restricted: bool = False
    incognito: bool = False
    needs_reassurance: bool = False
    last_visit_had_problem: bool = False
    last_reaction: Reaction | None = None
    words: frozenset[str] = frozenset()
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The house at this moment.

    now: aware instant. today: the house's day. currency: ISO 4217.
    allowance_left: minor units this person may still spend on delight in this visit unasked; None means no limit.
    problem_allowance_left: the same for putting the problem at hand right, and for what goes beyond it.
    manager: name of the manager who can be called now, or None; is_manager: the person at the desk is one.
    approver: name of who can say yes above it now, or None.
    on_duty: departments that can do things now; empty means unknown, so nobody is penalised.
    given_today: how many guests got an idea (by key) today: more than five and it is becoming a standard.
    """

    now: datetime
    today: date
    sector: Sector
    currency: str
    allowance_left: int | None = None
    approver: str | None = None
    alcohol_rule: AlcoholRule = AlcoholRule.ASK
    on_duty: frozenset[str] = frozenset()
    given_today: Mapping[str, int] = field(default_factory=dict)
    problem_allowance_left: int | None = None
    manager: str | None = None
    is_manager: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way to give a suggestion: the basket as it would be given after everything unsafe was left out."""

    idea: str
    title: str
    cost: int
    lines: tuple[tuple[str, int], ...]
    alcohol_free: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A gesture worth giving, and everything the desk needs to give it.

    why: reasons, strongest first, each short enough for half a line ("20th anniversary on Thursday").
    left_out: what was left out or replaced and why ("strawberries left out: allergy").
    forms: one, or two where the guest must be asked which (champagne and its alcohol-free twin).
    ready_by: aware instant by which it can or should be ready; None means now.
    cautions: what to ask again today.
    needs_approval: the name of who can say yes, when the cost is above the allowance.
    """

    idea: str
    title: str
    cost: int
    currency: str
    why: tuple[str, ...]
    who: str
    ready_by: datetime | None
    say: str
    how: str
    place: str
    forms: tuple[Form, ...]
    ask_which: bool = False
    left_out: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    needs_approval: str | None = None
    public: bool = False
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A gesture that must not be given now: every cause, and a safe swap when there is one."""

    idea: str
    title: str
    because: tuple[str, ...]
    swap: str | None = None
    swap_title: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """The answer: at most as many suggestions as asked for, best first, and all that was ruled out."""

    suggestions: tuple[Suggestion, ...]
    ruled_out: tuple[RuledOut, ...]

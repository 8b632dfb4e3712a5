"""Signals: short words for what is true of a guest now.

Gestures name signals in ``needs`` and ``fits``, so that a pack can say "for a child" or "for a late arrival"
without knowing any table. A `Scene` puts guest, house and signals together once, because every rule of
choosing reads all three.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from delightdesk.domain.cautions import subject_of
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Circumstances, Given, Known, OccasionDue, PreferenceKnown, VisitKnown
from delightdesk.domain.vocabulary import CautionKind, GestureState, Purpose, Reaction, VisitStatus

HARM = 5
"""Severity from which only a manager decides."""

OCCASION_WINDOW = 3
"""Days before or after a visit within which an occasion still belongs to it."""

USUAL_SIGHTINGS = 3
FRESH = timedelta(days=183)
"""A preference confirmed within half a year may be acted on without asking."""

REGULAR_VISITS = 5
LONG_STAY_NIGHTS = 4
PARTY_SIZE = 5
LATE_HOUR, EARLY_HOUR = 22, 6

_PETS = frozenset({"dog", "cat"})
_PET_WORDS = frozenset({"dog", "cat", "pet"})
_WORK_WORDS = frozenset({"business", "conference", "laptop", "meeting", "work"})
_LANGUAGE_WORDS = frozenset({"language", "speaks"})
_EARLY_WORDS = frozenset({"departure", "flight", "taxi", "train", "checkout"})
_DIETS = frozenset({CautionKind.ALLERGEN, CautionKind.DIET, CautionKind.FAITH_NEED})
_COOL = frozenset({Reaction.NEUTRAL, Reaction.UNEASY})
_NOT_GIVEN = frozenset({GestureState.CANCELLED, GestureState.DECLINED})


@dataclass(frozen=True)
class Scene:
    """One guest, the house at this moment, and the signals that follow from both.

    ideas: the catalogue by key, in which what was given before is looked up. Without slots, because what every idea
    asks of it is worked out once.
    """

    known: Known
    house: Circumstances
    present: frozenset[str]
    ideas: Mapping[str, Idea] = field(default_factory=dict)

    @cached_property
    def given_again(self) -> Mapping[str, tuple[Given, ...]]:
        """What was given before, by the key of the idea and by its family, the newest first."""
        found: dict[str, list[Given]] = {}
        for each in sorted(self.known.given, key=lambda given: given.on, reverse=True):
            for name in {f"family {each.family}", f"idea {each.idea}"}:
                found.setdefault(name, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    @cached_property
    def paid_before(self) -> bool:
        """True when something that costs was given this visit already."""
        return any(each.this_visit and each.cost > 0 and each.state not in _NOT_GIVEN for each in self.known.given)

    @property
    def harmed(self) -> bool:
        """True when somebody was harmed, so that a manager decides and nothing is cheerful."""
        problem = self.known.problem
        return problem is not None and problem.severity >= HARM

    @property
    def manager(self) -> str:
        """The manager's name, or "the manager" while nobody knows who can be called."""
        return self.house.manager or "the manager"

    @property
    def worth_left(self) -> int | None:
        """What may still be spent on what was spoiled, in minor units: up to about its price, a fifth above it.

        None when nobody said what it was worth, else never below nothing.
        """
        problem = self.known.problem
        if problem is None or problem.spoiled is None:
            return None
        return max(0, problem.spoiled * 6 // 5 - problem.compensated)

    def is_remedy(self, idea: Idea) -> bool:
        """True when it would be given for what went wrong, and is paid as such."""
        return self.known.problem is not None and Purpose.PROBLEM in idea.purposes

    def near_occasions(self) -> tuple[OccasionDue, ...]:
        """Occasions within the window, nearest ones first."""
        near = (each for each in self.known.occasions if abs(each.days_off) <= OCCASION_WINDOW)
        return tuple(sorted(near, key=lambda due: (abs(due.days_off), due.on, due.kind.value)))


def scene(known: Known, house: Circumstances, ideas: Mapping[str, Idea] | None = None) -> Scene:
    """Put a guest and the house together, signals read once."""
    return Scene(known, house, signals(known, house), ideas or {})


def holds(expression: str, present: frozenset[str]) -> bool:
    """True when one of the alternatives of ``"child|infant"`` is among the signals."""
    return expression in present or not present.isdisjoint(map(str.strip, expression.split("|")))


def signals(known: Known, circumstances: Circumstances) -> frozenset[str]:
    """Everything true of this guest now, as signals.

    Hours are read in the zone of ``circumstances.now``, which the caller gives in the house's zone.
    """
    found = _of_history(known, circumstances.today) | _of_words(known)
    for due in known.occasions:
        if abs(due.days_off) <= OCCASION_WINDOW:
            found |= {"occasion", due.kind.value}
    if any(each.kind is CautionKind.PET and subject_of(each.subject) in _PETS for each in known.cautions):
        found.add("pet")
    if any(each.kind in _DIETS for each in known.cautions):
        found.add("diet")
    if known.recipient_is_minor:
        found.add("child")
    if known.problem is not None:
        found.add("problem")
    if known.needs_reassurance:
        found.add("nervous")
    if known.visit is not None:
        found |= _of_visit(known.visit, circumstances)
    return frozenset(found)


def is_fresh_usual(preference: PreferenceKnown, today: date) -> bool:
    """Seen often enough to be the usual, and confirmed recently enough to act on."""
    confirmed = preference.confirmed_on
    return preference.sightings >= USUAL_SIGHTINGS and confirmed is not None and today - confirmed <= FRESH


def _of_history(known: Known, today: date) -> set[str]:
    found: set[str] = set()
    if known.earlier_visits > 0:
        found.add("returning")
    elif known.visit is not None:
        found.add("first_visit")
    if known.earlier_visits >= REGULAR_VISITS:
        found.add("regular")
    if known.last_visit_had_problem or known.last_reaction in _COOL:
        found.add("lukewarm")
    if any(is_fresh_usual(each, today) for each in known.preferences):
        found.add("usual")
    return found


def _of_words(known: Known) -> set[str]:
    words = set(known.words)
    if known.problem is not None:
        words.update(re.findall(r"\w+", f"{known.problem.category} {known.problem.what}".casefold()))
        if known.problem.waiting and not known.problem.fixed:
            words.add("wait")
    found = {f"word:{word}" for word in words}
    if known.words & _PET_WORDS:
        found.add("pet")
    if known.words & _WORK_WORDS:
        found.add("business")
    if known.words & _LANGUAGE_WORDS:
        found.add("language")
    if "dawn" in known.words or ("early" in known.words and known.words & _EARLY_WORDS):
        found.add("early_departure")
    return found


def _of_visit(visit: VisitKnown, house: Circumstances) -> set[str]:
    found: set[str] = set()
    if visit.children > 0:
        found.add("child")
    if visit.infants > 0:
        found.add("infant")
    if visit.adults + visit.children >= PARTY_SIZE:
        found.add("party")
    if visit.depart is not None and (visit.depart - visit.arrive).days >= LONG_STAY_NIGHTS:
        found.add("long_stay")
    if visit.status is VisitStatus.EXPECTED:
        found |= _of_arrival(visit, house)
    if visit.status is VisitStatus.IN_HOUSE:
        found.add("in_house")
    if visit.status in (VisitStatus.EXPECTED, VisitStatus.IN_HOUSE) and visit.depart == house.today:
        found.add("departing")
    return found


def _of_arrival(visit: VisitKnown, house: Circumstances) -> set[str]:
    found: set[str] = set()
    if visit.arrive <= house.today:
        found.add("arriving")
    if visit.eta is not None:
        hour = visit.eta.astimezone(house.now.tzinfo).hour
        if hour >= LATE_HOUR or hour < EARLY_HOUR:
            found.add("late_arrival")
    return found

"""A playbook: the plan made before the storm, for one kind of problem.

Who does what by when, the words to say, what makes the wait easier, what can be offered instead of a no. It is data of
the pack, and the house makes it its own. Started, its steps become tasks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class PlayStep:
    """One thing to do. ``within``: how long after the start it is due. ``who``: a department, or "owner".

    ``say``: the sentence to say while doing it, or empty; ``{name}`` is the only blank.
    """

    title: str
    who: str
    within: timedelta
    say: str = ""


@dataclass(frozen=True, slots=True)
class Playbook:
    """The plan for one kind of problem.

    key: stable name within the sector, such as ``"late-kitchen"``; house-made ones start with ``"own-"``.
    answers: kinds of problem it is for (`domain.problem_kinds`), "room.heat" or all of "room". words: folded words of
    a report that point to it. for_missed: it is the plan for a promise that was missed.
    interim: keys of gestures of the catalogue that make the wait easier. options: what can be offered instead of a no.
    partner: a business nearby that can help where we cannot, in words for the desk.
    most, most_of: a limit of the house, such as 12 "people", that warns when a promise is made; 0 is no limit.
    """

    key: str
    title: str
    steps: tuple[PlayStep, ...]
    answers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    for_missed: bool = False
    interim: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    partner: str = ""
    most: int = 0
    most_of: str = ""
    own: bool = False

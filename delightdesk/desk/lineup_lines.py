"""The line-up of a shift: checks, the daily card, regulars nobody has delighted, touch points. Values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from delightdesk.domain.vocabulary import CheckKind


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing to look at as the shift begins, or one round to walk.

    key: the pack's own. tick_id: the newest tick in this shift, None while there is none. done_text: "Ana 07:05" or
    empty. times: how often in this shift (rounds are walked again). is_skipped: told not to be possible; ``note``: why.
    """

    key: str
    kind: CheckKind
    title: str
    hint: str
    tick_id: int | None
    done_text: str
    times: int
    is_skipped: bool
    note: str


@dataclass(frozen=True, slots=True)
class ShowReady:
    """The list of this shift. shift_text: "late shift"; left: how many of kind ready are neither done nor skipped."""

    day: date
    shift: str
    shift_text: str
    lines: tuple[CheckLine, ...]
    left: int
    is_done: bool
    headline: str


@dataclass(frozen=True, slots=True)
class LineUpCard:
    """What is read aloud as a shift begins: one story without identity, one number, one ask, one way to begin talking.

    story_from: the house's day of the story, None where the house has none yet and the pack's own is told.
    number: the figure itself ("7 of 8"); number_says: what it means, in one sentence. starter: to say to a guest.
    """

    day: date
    story: str
    story_from: date | None
    number: str
    number_says: str
    ask: str
    starter: str

    @property
    def aloud(self) -> tuple[str, ...]:
        """The card as it is read out, one text a line."""
        return (self.story, f"{self.number} {self.number_says}", self.ask, self.starter)


@dataclass(frozen=True, slots=True)
class RegularLine:
    """A regular with nothing new for months. last_text: "no gesture for 9 months" or "never a gesture".

    idea_key, idea, idea_why: one gesture they were never given that may be given; empty where nothing fits.
    question_key, question: a better question not asked yet. is_expected: comes today or is here.
    """

    guest_id: int
    name: str
    room: str
    visits: int
    last_text: str
    new_text: str
    idea_key: str
    idea: str
    idea_why: str
    question_key: str
    question: str
    is_expected: bool
    marks: str = ""


@dataclass(frozen=True, slots=True)
class TouchLine:
    """One place or moment in which a guest meets the house. ``id`` None while the house wrote nothing to it."""

    id: int | None
    version: int
    key: str
    title: str
    idea: str
    owner_id: int | None
    owner: str
    is_own: bool
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: the task it became, and whose it seems to be (empty when nobody fits)."""

    task_id: int
    title: str
    room: str
    guest_id: int | None
    guest_name: str
    guest_marks: str = ""

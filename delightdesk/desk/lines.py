"""The lines a card is made of: values for whoever shows them, never rows.

Every line that can be edited carries the ``id`` and the ``version`` the reader saw, so that a stale edit is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from delightdesk.domain.vocabulary import Approval, GestureState, NoteKind, Reaction, VisitStatus


@dataclass(frozen=True, slots=True)
class OccasionLine:
    """``text``: "Anniversary, 14 June, 20th this year"."""

    id: int
    version: int
    text: str
    kind: str
    day: int | None
    month: int | None
    year: int | None
    whose: str
    guest_id: int
    secret: bool
    secret_from: str
    due: bool


@dataclass(frozen=True, slots=True)
class CautionLine:
    """``text``: "nuts, allergen, daughter, said 3 March, ask again today": what is noted proves nothing."""

    id: int
    version: int
    text: str
    kind: str
    subject: str
    whose: str
    said_on: date
    guest_id: int


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note. ``detail`` says who told, how often it was seen and when it was last confirmed.

    is_hidden: ``text`` stands in the place of words that are shown for a look only. lacks_consent: nobody has noted
    yet that the guest agrees to it being kept. disputed: what the guest says against it; hidden as the words are.
    """

    id: int
    version: int
    kind: NoteKind
    text: str
    detail: str
    needs_confirming: bool
    sightings: int
    confirmed_on: date | None
    is_hidden: bool = False
    lacks_consent: bool = False
    disputed: str = ""


@dataclass(frozen=True, slots=True)
class BondLine:
    """``text``: "partner of Max Schultz", always read from the guest on the card."""

    id: int
    version: int
    text: str
    other_id: int


@dataclass(frozen=True, slots=True)
class GestureLine:
    """A gesture given or on its way. ``cost`` is the actual cost where known, else the planned one, minor units.

    waiting: in words whose yes is missing ("waits for Ana's yes"), or that it was refused; empty otherwise.
    """

    id: int
    version: int
    title: str
    state: GestureState
    text: str
    cost: int
    cost_text: str
    on: date
    due: datetime | None
    reaction: Reaction | None
    words: str
    this_visit: bool
    approval: Approval | None = None
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """``text``: "412 · arrives today, 2 nights"."""

    id: int
    version: int
    text: str
    status: VisitStatus
    room: str
    ref: str
    arrive: date
    depart: date | None
    eta: str
    adults: int
    children: int
    infants: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Words begun and not saved. ``place`` names the line they were typed in, ``window`` the window.

    rests: nobody typed in it for a while, so whoever opens that line goes on with it.
    """

    place: str
    text: str
    window: str = ""
    rests: bool = False


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One good question to ask now."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """One way to give a suggestion, with its basket."""

    title: str
    cost: int
    cost_text: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A suggestion as the card shows it. ``number`` is the key that chooses it; ``idea`` its catalogue key.

    purse: what it is paid from, where that is another allowance than the one the card tells of.
    """

    number: int
    idea: str
    title: str
    cost: int
    cost_text: str
    who: str
    ready_by: datetime | None
    who_when: str
    why: tuple[str, ...]
    say: str
    how: str
    place: str
    forms: tuple[FormLine, ...]
    ask_which: bool
    left_out: tuple[str, ...]
    cautions: tuple[str, ...]
    needs_approval: str
    public: bool
    purse: str = ""


@dataclass(frozen=True, slots=True)
class RuledOutLine:
    """A gesture that must not be given now, with every cause and the safe swap's title, if any."""

    idea: str
    title: str
    because: tuple[str, ...]
    swap_title: str

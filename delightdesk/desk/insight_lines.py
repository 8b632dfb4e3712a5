"""What the house gave and how it was taken, as values for a screen, the command line and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a week beside the week before. ``now``, ``before``: None where nothing was measured.

    key: "gestures", "moved_or_delighted", "promises_kept", "first_act", "fixed", "beyond", "cost". text, before_text:
    as said ("7 of 8", "3 min", "£48"). days: one value a day of the span, oldest first, None for a day without any:
    what the sparkline draws. says: one plain sentence, "7 of 8 promises kept, 6 of 9 the week before". change: what is
    other than before, in words behind their sign ("▲ 3 more", "▼ 2 min quicker"); empty where nothing can be compared.
    """

    key: str
    title: str
    now: float | None
    before: float | None
    text: str
    before_text: str
    days: tuple[float | None, ...]
    says: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: its words, its value, and the number said beside it ("12 of 31, 39 %")."""

    key: str
    label: str
    value: float
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A bar chart. ``caution``: what the reader should not conclude, such as that few cases say little; or empty."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    empty: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One gesture given in the span. cost: minor units of the house's currency, None where it is not theirs to read."""

    gesture_id: int
    guest_id: int
    guest_name: str
    title: str
    on: date
    by: str
    cost: int | None
    cost_text: str
    reaction: str
    words: str
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class Insights:
    """A span of days beside the one before it.

    parts: by gesture, by person, by reaction, by cost purpose. fairness: new and returning guests, day and night; never
    anything about who a person is.
    """

    first: date
    last: date
    headline: str
    figures: tuple[Figure, ...]
    parts: tuple[BarPart, ...]
    fairness: tuple[BarPart, ...]
    given: tuple[GivenLine, ...]
    currency: str

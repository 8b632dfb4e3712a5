"""The figures of some days beside the days before, each with one plain sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from delightdesk.desk import insight_reading as reading
from delightdesk.desk.insight_days import Days
from delightdesk.desk.insight_gestures import Counted
from delightdesk.desk.insight_lines import Figure
from delightdesk.desk.insight_reading import Promised, Reported
from delightdesk.domain.clock import house_day
from delightdesk.domain.figures import changed, fewness, lasting, many, middle, of, percent, share
from delightdesk.domain.lifecycle import OPEN_PROBLEMS
from delightdesk.domain.money import show_money
from delightdesk.domain.vocabulary import Payer, ProblemState, Reaction, TaskState
from delightdesk.store.work import Work

WARM = (Reaction.MOVED, Reaction.DELIGHTED)
UNKNOWN = "–"
_PROMISE = {
    TaskState.DONE: "kept",
    TaskState.DONE_LATE: "late",
    TaskState.MISSED: "missed",
    TaskState.RELEASED: "released",
}


@dataclass(slots=True)
class Sums:
    """What is counted of a day or of a span, and how long what was measured took, in minutes."""

    counts: Counter[str] = field(default_factory=Counter)
    first_act: list[float] = field(default_factory=list)
    fixed: list[float] = field(default_factory=list)

    def take(self, other: Sums) -> None:
        """Add what another day brought."""
        self.counts.update(other.counts)
        self.first_act += other.first_act
        self.fixed += other.fixed

    @property
    def due(self) -> int:
        """Promises that fell due; one the guest released is told apart."""
        return sum(self.counts[each] for each in ("kept", "late", "missed", "open"))


@dataclass(frozen=True, slots=True)
class Measured:
    """Both spans. now, before: their sums; ``before`` is None where this desk did not exist yet. days: one a day.

    beside: how the days before are called. is_own: costs are those of the person at the desk alone.
    """

    now: Sums
    before: Sums | None
    days: tuple[Sums, ...]
    beside: str
    currency: str
    is_own: bool


def measured(work: Work, days: Days, counted: Iterable[Counted], is_own: bool) -> Measured:
    """Everything the figures are made of. ``counted``: the groups of gestures, which the parts share."""
    by_day: dict[date, Sums] = {}
    _count_gestures(by_day, counted)
    _count_promises(by_day, reading.promises(work, days))
    _count_problems(work, by_day, reading.problems(work, days))
    now, before = Sums(), Sums()
    for on, sums in by_day.items():
        (now if on >= days.first else before).take(sums)
    opened = house_day(reading.opened_at(work), work.house.day_starts, work.zone)
    was_there = bool(before.counts) or opened < days.first
    each = tuple(by_day.get(days.first + timedelta(days=number), Sums()) for number in range(days.length))
    beside = {1: "the day before", 7: "the week before"}.get(days.length, f"the {days.length} days before")
    return Measured(now, before if was_there else None, each, beside, work.house.currency, is_own)


def _count_gestures(by_day: dict[date, Sums], counted: Iterable[Counted]) -> None:
    for row in counted:
        if row.kind not in ("day", "cost", "payer"):
            continue
        counts = by_day.setdefault(date.fromisoformat(row.key), Sums()).counts
        if row.kind == "cost":
            counts.update({"cost": row.cost, row.other: row.cost})
        elif row.kind == "payer":
            counts["others"] += row.cost if row.other != Payer.HOUSE else 0
        else:
            counts["given"] += row.number
            counts["free"] += row.number if row.other == "free" else 0
            counts["noted"] += row.number if row.reaction else 0
            counts["warm"] += row.number if row.reaction in WARM else 0


def _count_promises(by_day: dict[date, Sums], promised: Iterable[Promised]) -> None:
    for on, state, count in promised:
        by_day.setdefault(on, Sums()).counts[_PROMISE.get(state, "open")] += count


def _count_problems(work: Work, by_day: dict[date, Sums], reported: Iterable[Reported]) -> None:
    for row in reported:
        sums = by_day.setdefault(house_day(row.at, work.house.day_starts, work.zone), Sums())
        if row.first_act_at is not None:
            sums.first_act.append(_minutes(row.at, row.first_act_at))
        if row.even_at is not None and row.state not in OPEN_PROBLEMS:
            sums.fixed.append(_minutes(row.at, row.even_at))
        if not row.is_duplicate:
            sums.counts["problems"] += 1
            sums.counts["beyond"] += row.state is ProblemState.BEYOND


def _minutes(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / 60


def figures(found: Measured) -> tuple[Figure, ...]:
    """All of them, in the order in which they are read."""
    own = ", yours" if found.is_own else ""
    return (
        _count(found),
        _share(found, "moved_or_delighted", "Moved or delighted", "warm", lambda sums: sums.counts["noted"], _warmly),
        _share(found, "free", "Cost nothing", "free", lambda sums: sums.counts["given"], _freely),
        _share(found, "promises_kept", "Promises kept", "kept", lambda sums: sums.due, _kept),
        _length(found, "first_act", "To first act", lambda sums: sums.first_act, "first act"),
        _length(found, "fixed", "To fixed", lambda sums: sums.fixed, "fixed"),
        _share(found, "beyond", "Taken beyond", "beyond", lambda sums: sums.counts["problems"], _beyond),
        _money(found, "cost", f"Cost{own}", "cost", _spent(found)),
        _money(found, "cost_delight", "  for delight", "delight", "on delight"),
        _money(found, "cost_recovery", "  for recovery", "recovery", "on putting things right"),
        _money(found, "cost_others", "  others pay", "others", "of it paid by others"),
    )


def _count(found: Measured) -> Figure:
    now = found.now.counts["given"]
    before = found.before.counts["given"] if found.before else None
    given = f"{many(now, 'gesture') if now else 'No gesture'} given"
    return Figure(
        key="gestures",
        title="Gestures given",
        now=now,
        before=before,
        text=f"{now:,}",
        before_text=UNKNOWN if before is None else f"{before:,}",
        days=tuple(sums.counts["given"] or None for sums in found.days),
        says=_sentence(found, given, None if before is None else f"{before:,}"),
        change=changed(now, before, f"{abs(now - (before or 0)):,}", "more", "fewer"),
    )


def _share(
    found: Measured, key: str, title: str, part: str, whole: Callable[[Sums], int], told: Callable[[Sums], str]
) -> Figure:
    """A share, which nobody may read without its cases."""
    sums = (found.now, found.before)
    rates = [share(each.counts[part], whole(each)) if each else None for each in sums]
    texts = [of(each.counts[part], whole(each)) if each and whole(each) else UNKNOWN for each in sums]
    points = [None if rate is None else percent(rate) for rate in rates]
    size = many(abs((points[0] or 0) - (points[1] or 0)), "point")
    return Figure(
        key=key,
        title=title,
        now=rates[0],
        before=rates[1],
        text=texts[0],
        before_text=texts[1],
        days=tuple(share(day.counts[part], whole(day)) for day in found.days),
        says=_sentence(found, told(found.now) + fewness(whole(found.now)), None if rates[1] is None else texts[1]),
        change=changed(points[0], points[1], size, "more", "less"),
    )


def _length(found: Measured, key: str, title: str, minutes: Callable[[Sums], Sequence[float]], what: str) -> Figure:
    """How long something took, as the middle of all."""
    now, before = (middle(minutes(each)) if each else None for each in (found.now, found.before))
    cases = len(minutes(found.now))
    told = f"No problem came to its {what}" if what != "fixed" else "No problem was fixed"
    if now is not None:
        told = f"{lasting(now)} from report to {what}, the middle of {many(cases, 'problem')}{fewness(cases)}"
    rounded, was = (None if each is None else round(each) for each in (now, before))
    size = lasting(abs((rounded or 0) - (was or 0)))
    return Figure(
        key=key,
        title=title,
        now=now,
        before=before,
        text=UNKNOWN if now is None else lasting(now),
        before_text=UNKNOWN if before is None else lasting(before),
        days=tuple(middle(minutes(day)) for day in found.days),
        says=_sentence(found, told, None if before is None else lasting(before)),
        change=changed(rounded, was, size, "longer", "quicker"),
    )


def _money(found: Measured, key: str, title: str, part: str, what: str) -> Figure:
    """An amount in minor units, as the cost book has it."""
    now, before = found.now.counts[part], found.before.counts[part] if found.before else None
    before_text = UNKNOWN if before is None else show_money(before, found.currency)
    text = show_money(now, found.currency)
    return Figure(
        key=key,
        title=title,
        now=now,
        before=before,
        text=text,
        before_text=before_text,
        days=tuple(day.counts[part] or None for day in found.days),
        says=_sentence(found, f"{text} {what}", None if before is None else before_text),
        change=changed(now, before, show_money(abs(now - (before or 0)), found.currency), "more", "less"),
    )


def _sentence(found: Measured, told: str, before: str | None) -> str:
    beside = f"{before} {found.beside}" if before is not None else f"nothing to set beside it {found.beside}"
    return f"{told}; {beside}."


def _warmly(now: Sums) -> str:
    silent = now.counts["given"] - now.counts["noted"]
    unknown = f"; how {many(silent, 'more was', 'more were')} taken is not noted" if silent else ""
    if not now.counts["noted"]:
        return f"No reaction was noted{unknown}"
    return f"{of(now.counts['warm'], now.counts['noted'])} were moved or delighted{unknown}"


def _freely(now: Sums) -> str:
    given = now.counts["given"]
    return f"{of(now.counts['free'], given)} cost nothing" if given else "Nothing was given"


def _kept(now: Sums) -> str:
    """What became of the promises that were due; those kept late, missed, overdue and released are told apart."""
    told = [f"{of(now.counts['kept'], now.due)} promises kept in time" if now.due else "No promise was due"]
    words = {"late": "kept late", "missed": "missed", "open": "past their hour", "released": "released by the guest"}
    told += [f"{now.counts[each]} {said}" for each, said in words.items() if now.counts[each]]
    return ", ".join(told)


def _beyond(now: Sums) -> str:
    problems = now.counts["problems"]
    if not problems:
        return "No problem was reported"
    return f"{of(now.counts['beyond'], problems)} problems taken beyond even"


def _spent(found: Measured) -> str:
    parts = [(found.now.counts["delight"], "delight"), (found.now.counts["recovery"], "putting things right")]
    told = " and ".join(f"{show_money(amount, found.currency)} on {what}" for amount, what in parts if amount)
    whose = "of yours in the cost book" if found.is_own else "in the cost book"
    return f"{whose}, {told}" if told else whose

"""What the figures are made up of, as bars: by gesture, person, reaction, cost, and the fairness view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from delightdesk.desk.insight_figures import WARM
from delightdesk.desk.insight_gestures import Came, Counted
from delightdesk.desk.insight_lines import Bar, BarPart
from delightdesk.domain.figures import Told, difference, many, of, of_share
from delightdesk.domain.money import show_money
from delightdesk.domain.shifts import Hours
from delightdesk.domain.vocabulary import OutcomeKind, Payer, Reaction, label

MOST = 30
"""How many gestures have a bar of their own."""
NOTHING = "Nothing was given in these days. A name remembered is enough to begin with."
_VERDICTS = {
    Told.FEW: "These are too few to mean anything.",
    Told.CHANCE: "Chance alone could make such a difference.",
    Told.CLEAR: "That is more than chance alone would make.",
}


@dataclass(slots=True)
class _Taken:
    """How often something was given, and how it was taken."""

    count: int = 0
    cost: int = 0
    names: Counter[str] = field(default_factory=Counter)
    reactions: Counter[Reaction] = field(default_factory=Counter)

    def take(self, row: Counted) -> None:
        self.count += row.number
        self.cost += row.cost
        self.names[row.other] += row.number
        if row.reaction is not None:
            self.reactions[row.reaction] += row.number

    @property
    def noted(self) -> int:
        return self.reactions.total()

    @property
    def warm(self) -> int:
        return sum(self.reactions[each] for each in WARM)

    def told(self) -> str:
        """ "3 of 4 moved or delighted, 1 uneasy"."""
        if not self.noted:
            return "no reaction noted"
        uneasy = self.reactions[Reaction.UNEASY]
        return f"{of(self.warm, self.noted)} moved or delighted" + (f", {uneasy} uneasy" if uneasy else "")

    def bar(self, key: str, words: str, more: str = "") -> Bar:
        """How often, and how it was taken."""
        return Bar(key, words, self.count, f"{self.count:,}", self.told() + more)


def _taken(rows: Iterable[Counted], kind: str) -> dict[str, _Taken]:
    """The groups of one kind by their key; what was made up on the spot goes by its title."""
    found: dict[str, _Taken] = {}
    for row in rows:
        if row.kind == kind:
            found.setdefault(row.key or row.other, _Taken()).take(row)
    return found


def by_gesture(rows: Sequence[Counted]) -> BarPart:
    """What was given, the most frequent first."""
    found = sorted(_taken(rows, "what").items(), key=lambda each: (-each[1].count, each[0]))
    bars = [taken.bar(key, taken.names.most_common(1)[0][0]) for key, taken in found[:MOST]]
    if rest := sum(taken.count for _, taken in found[MOST:]):
        bars.append(Bar("", f"{len(found) - MOST} others", rest, f"{rest:,}"))
    return BarPart("given", "What was given", tuple(bars), NOTHING)


def by_person(rows: Sequence[Counted], names: Mapping[int, str], is_own: bool) -> BarPart:
    """Who gave it, in the order of the alphabet."""
    found = sorted(_taken(rows, "who").items(), key=lambda each: names.get(int(each[0]), "").casefold())
    bars = tuple(taken.bar(key, names.get(int(key), "")) for key, taken in found)
    if is_own:
        return BarPart("people", "By whom", bars, "You gave nothing in these days.",
                       "Only what you gave; a lead or a manager sees everybody's.")  # fmt: skip
    return BarPart("people", "By whom", bars, "Nobody gave anything in these days.",
                   "By the alphabet: a tally of who had the chance, and no ranking.")  # fmt: skip


def by_reaction(rows: Sequence[Counted]) -> BarPart:
    """How it was taken, warmest first, and how often nobody noted it."""
    taken = _Taken()
    for row in rows:
        if row.kind == "hour":
            taken.take(row)
    bars = [
        Bar(each.value, label(each), taken.reactions[each], of_share(taken.reactions[each], taken.noted))
        for each in Reaction
        if taken.noted
    ]
    silent = taken.count - taken.noted
    if silent:
        bars.append(Bar("none", "not noted", silent, of_share(silent, taken.count), "of all that was given"))
    return BarPart("reactions", "How it was taken", tuple(bars), "Nothing was given in these days.")


def by_cost(sums: Mapping[str, int], payers: Mapping[str, int], currency: str, is_own: bool) -> tuple[BarPart, ...]:
    """What it cost, for what and who pays; both share out the cost book to the cent."""
    whose = "Only what you planned; a lead or a manager reads the whole cost book." if is_own else ""
    empty = "Nothing was spent in these days."
    purposes = {"delight": sums["delight"], "recovery": sums["recovery"]}
    return (
        BarPart("purpose", "What it cost, for what", _amounts(purposes, currency), empty, whose),
        BarPart("payer", "Who pays in the end", _amounts(payers, currency), empty),
    )


def _amounts(amounts: Mapping[str, int], currency: str) -> tuple[Bar, ...]:
    whole = sum(amounts.values())
    return tuple(
        Bar(key, key.replace("_", " "), amount, f"{show_money(amount, currency)}, {round(100 * amount / whole)} %")
        for key, amount in amounts.items()
        if amount
    )


def payers(rows: Iterable[Counted], first: str) -> dict[str, int]:
    """What each payer pays for the days from ``first`` (ISO 8601) on, in minor units."""
    found = dict.fromkeys((payer.value for payer in Payer), 0)
    for row in rows:
        if row.kind == "payer" and row.key >= first:
            found[row.other] += row.cost
    return found


def later(found: Mapping[OutcomeKind, tuple[int, int]], currency: str) -> tuple[BarPart, ...]:
    """What came later beside gestures of these days; nothing where nothing was noted."""
    bars = tuple(
        Bar(kind.value, label(kind), found[kind][0], str(found[kind][0]),
            show_money(found[kind][1], currency) if found[kind][1] else "")
        for kind in OutcomeKind
        if kind in found
    )  # fmt: skip
    if not bars:
        return ()
    return (BarPart("later", "What came later, beside it", bars, "", "Told beside what was given: that one made the "
                    "other is not said."),)  # fmt: skip


def fairness(
    came: Sequence[Came], rows: Sequence[Counted], night: Hours, currency: str, is_own: bool
) -> tuple[BarPart, ...]:
    """New and returning, day and night. Costs are left out for those who may not read them all."""
    money = None if is_own else currency
    again = [(visit.is_returning, visit) for visit in came]
    hours = [(visit.by_night, visit) for visit in came if visit.by_night is not None]
    unknown = sum(visit.visits for visit in came if visit.by_night is None)
    not_told = f" {many(unknown, 'visit')} without an hour of arrival not counted here." if unknown else ""
    return (
        _rates("returning", "New and returning guests", again, ("new", "returning"), money),
        _rates("arrived", f"Arrived by day and by night ({_hours(night)})", hours, ("by day", "by night"), money,
               not_told),
        _by_hour(rows, night, money),
    )  # fmt: skip


def _rates(
    key: str, title: str, groups: Iterable[tuple[bool, Came]], labels: tuple[str, str], currency: str | None,
    more: str = "",
) -> BarPart:  # fmt: skip
    """Gestures a visit in two kinds of visits, and how far their difference may be told."""
    visits, given, cost = [0, 0], [0, 0], [0, 0]
    for which, group in groups:
        visits[which] += group.visits
        given[which] += group.given
        cost[which] += group.cost
    bars = []
    for place, name in enumerate(labels):
        if visits[place]:
            each = f" · {show_money(round(cost[place] / visits[place]), currency)} a visit" if currency else ""
            rate = given[place] / visits[place]
            note = f"{given[place]:,} in {many(visits[place], 'visit')}{each}"
            bars.append(Bar(name.replace(" ", "_"), name, rate, f"{rate:.1f} a visit", note))
    caution = ""
    if len(bars) == 2:
        told = difference(given[0], visits[0], given[1], visits[1])
        rates = f"{bars[0].value:.1f} gestures a visit, {labels[1]} {bars[1].value:.1f}"
        caution = f"{labels[0].capitalize()} {rates}. {_VERDICTS[told]}"
    elif bars:
        caution = "There is nothing to set beside it."
    return BarPart(key, title, tuple(bars), "Nobody came in these days, as far as is known.", (caution + more).strip())


def _by_hour(rows: Sequence[Counted], night: Hours, currency: str | None) -> BarPart:
    """What was given by day and by night, and how it was taken."""
    found = _taken(rows, "hour")
    bars, sides = [], []
    for key in ("day", "night"):
        if taken := found.get(key):
            each = f" · {show_money(round(taken.cost / taken.count), currency)} each" if currency else ""
            bars.append(taken.bar(key, f"by {key}", each))
            sides.append(taken)
    caution = ""
    if len(sides) == 2:
        told = difference(sides[0].warm, sides[0].noted, sides[1].warm, sides[1].noted)
        said = [
            f"{of(each.warm, each.noted)} noted by {name}" for each, name in zip(sides, ("day", "night"), strict=True)
        ]
        caution = f"Moved or delighted: {', '.join(said)}. {_VERDICTS[told]}"
    return BarPart("hour", f"Given by day and by night ({_hours(night)})", tuple(bars),
                   "Nothing was given in these days.", caution)  # fmt: skip


def _hours(night: Hours) -> str:
    return f"night is {night.begins:%H:%M} to {night.ends:%H:%M}"

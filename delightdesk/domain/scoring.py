"""Scoring: what speaks for a gesture and what against it, each with its weight and its reason.

Every plus gives a reason the desk may read aloud to itself; every minus that staff should know of becomes a
caution. The weights stand in one table, `domain.merits.Weights`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from delightdesk.domain.baskets import Basket
from delightdesk.domain.evidence import Evidence
from delightdesk.domain.habits import Habit
from delightdesk.domain.ideas import Idea
from delightdesk.domain.merits import Merit, Point, Weights, recovery_points
from delightdesk.domain.reasons import fit_reason, lukewarm_reason
from delightdesk.domain.saying import KINDS, names_kind, names_other_kinds, occasion_for, when
from delightdesk.domain.signals import Scene
from delightdesk.domain.tastes import Taste, taste_for, taste_reason, taste_words
from delightdesk.domain.turns import Turn, by_manager
from delightdesk.domain.vocabulary import Moment, Nature, Purpose, VisitStatus

ROUTINE = 5
"""A gesture given to more guests than this in one day is becoming a standard."""

_TIMING = frozenset({"arriving", "in_house"})
_ARRIVAL = frozenset({Moment.BOOKING, Moment.BEFORE_ARRIVAL, Moment.CHECK_IN})
_LEAVING = frozenset({Moment.CHECK_OUT, Moment.AFTER})
_HISTORY = frozenset({"first_visit", "returning", "regular", "lukewarm", "long_stay", "problem"})
"""True of so many guests that needing it makes no gesture special."""
_SAME_AS_PURPOSE = {
    "problem": Purpose.PROBLEM,
    "usual": Purpose.USUAL,
    "nervous": Purpose.NERVOUS,
    "first_visit": Purpose.FIRST_VISIT,
}
_ANYBODY = frozenset({"all", "any", "anyone", "anybody"})


def merit(
    idea: Idea,
    basket: Basket,
    scene: Scene,
    evidence: Mapping[str, Evidence],
    weights: Weights,
    turn: Turn | None,
) -> Merit:
    """Weigh one idea, as it would be given, for this guest at this moment, which in a recovery is its turn or not."""
    taste = taste_for(idea, scene)
    purpose = _spread(idea, tuple(_purpose_points(idea, turn, scene, taste, weights)), weights)
    points = [
        *purpose,
        *_fit_points(idea, scene, taste, weights),
        *_surprise_points(idea, basket, scene, taste, weights),
    ]
    if turn is not None:
        points += recovery_points(idea, basket.cost, turn, scene, weights)
    points += _moment_points(idea, scene, weights)
    points += _house_points(idea, basket, scene, weights)
    points += _evidence_points(idea, evidence, weights)
    nobody_knows = idea.purposes == {Purpose.USUAL} and taste is None
    if nobody_knows or not any(point.of_guest for point in points):
        points.append(_weak(idea, basket, weights))
    return Merit(tuple(points))


def _weak(idea: Idea, basket: Basket, weights: Weights) -> Point:
    """Nothing known of this guest speaks for it: a free kindness is still fine, anything else less so.

    What hangs on a word nobody said (rain, a cold, a broken strap) is a guess and stands last.
    """
    on_a_word = any(expression.startswith("word:") for expression in idea.fits)
    if on_a_word or Purpose.KINDNESS not in idea.purposes:
        return Point(-weights.weak_fit)
    return Point(-weights.paid_for_nothing if basket.cost else 0.0)


def _spread(idea: Idea, points: tuple[Point, ...], weights: Weights) -> tuple[Point, ...]:
    """The main purpose counts in full, the others in part; made for it counts extra, for everything less.

    Otherwise what suits everybody a little would stand above what suits this guest well.
    """
    main = max((point for point in points if point.weight > 0), key=lambda point: point.weight, default=None)
    if main is not None and len(idea.purposes) == 1:
        return tuple(replace(each, weight=each.weight + weights.made_for_it * (each is main)) for each in points)
    general = weights.for_everything if len(idea.purposes) > 3 else 1.0
    shares = (1.0 if point is main or point.weight <= 0 else weights.side_purpose for point in points)
    return tuple(
        replace(each, weight=each.weight * share * general) for each, share in zip(points, shares, strict=True)
    )


def _purpose_points(
    idea: Idea, turn: Turn | None, scene: Scene, taste: Taste | None, weights: Weights
) -> Iterator[Point]:
    present, purposes = scene.present, idea.purposes
    due = occasion_for(idea, scene)
    if due is not None and not scene.harmed and (Purpose.OCCASION in purposes or names_kind(idea, due)):
        near = -weights.per_day_off * abs(due.days_off)
        kind = weights.named_kind if names_kind(idea, due) else 0.0
        kind = -weights.named_kind if names_other_kinds(idea, due) else kind
        yield Point(weights.occasion + near + kind, when(due, scene.house.today), "", True, Purpose.OCCASION)
    if Purpose.PROBLEM in purposes or turn is Turn.BEYOND:
        yield from _problem_points(idea, turn, scene, weights)
    if Purpose.NERVOUS in purposes and "nervous" in present:
        yield Point(weights.nervous, "gives them a clear next step", "", True, Purpose.NERVOUS)
    if Purpose.FIRST_VISIT in purposes and "first_visit" in present:
        yield Point(weights.first_visit, "first visit", "", True, Purpose.FIRST_VISIT)
    problem = scene.known.problem
    if Purpose.CRISIS in purposes and problem is not None and problem.severity > 3 and not problem.fixed:
        yield Point(weights.crisis, "the visit is at stake", "", True, Purpose.CRISIS)
    if Purpose.USUAL in purposes and taste is not None:
        yield _taste_point(taste, weights)


def _problem_points(idea: Idea, turn: Turn | None, scene: Scene, weights: Weights) -> Iterator[Point]:
    problem = scene.known.problem
    if problem is None:
        only = idea.purposes <= {Purpose.PROBLEM, Purpose.CRISIS}
        yield Point(-(weights.nothing_wrong if only else weights.meant_for_problems))
        return
    if turn is Turn.BEYOND:
        weight = weights.problem if Purpose.PROBLEM in idea.purposes else weights.beyond
        yield Point(weight, "one small thing beyond: they are even now", "", True, Purpose.PROBLEM)
    elif turn is Turn.LATER:
        yield Point(weights.problem, f"shows that it is not forgotten: {problem.what}", "", True, Purpose.PROBLEM)
    elif not problem.fixed:
        again = problem.times_this_visit > 1
        weight = weights.problem + weights.apology * (turn is Turn.APOLOGY and not again)
        yield Point(weight, f"answers what went wrong: {problem.what}", "", True, Purpose.PROBLEM)
        if again and by_manager(idea):
            yield Point(weights.bring_manager, f"second failure this visit: it comes from {scene.manager}", "", True)


def _taste_point(taste: Taste, weights: Weights) -> Point:
    """The more often seen the more it counts; what may be out of date counts less and is asked about."""
    preference, stand = taste
    known = weights.stale_usual if stand.confirm else weights.usual
    weight = {Habit.USUAL: known, Habit.SEEN: weights.liked, Habit.GUESS: weights.seen_once}[stand.habit]
    caution = f"Confirm: still {preference.text}?" if stand.confirm else ""
    return Point(weight, taste_reason(taste), caution, True, Purpose.USUAL)


def _fit_points(idea: Idea, scene: Scene, taste: Taste | None, weights: Weights) -> Iterator[Point]:
    present = scene.present - KINDS - {"occasion", "usual"}
    present -= {signal for signal, purpose in _SAME_AS_PURPOSE.items() if purpose in idea.purposes}
    if taste is not None:
        present -= {f"word:{word}" for word in taste[0].text.casefold().split()}
        present -= {f"word:{word}" for word in taste_words(taste[0].text)}
        if Purpose.USUAL not in idea.purposes:
            liked = _taste_point(taste, weights)
            yield replace(liked, weight=min(liked.weight, weights.fit), purpose=None)
    expressions = sorted(idea.fits | idea.needs)
    held = [[word for word in expression.split("|") if word in present] for expression in expressions]
    words = sorted({each[0] for each in held if each}, key=lambda word: (word in _TIMING, word))
    for word in words[: weights.fits_counted]:
        if word in _TIMING:
            yield Point(weights.timing, fit_reason(word, scene), faint=True)
        else:
            required = word not in _HISTORY and any(word in need.split("|") for need in idea.needs)
            only_for_it = weights.made_for_it * required
            yield Point(weights.fit + only_for_it, fit_reason(word, scene), of_guest=True)


def _surprise_points(
    idea: Idea, basket: Basket, scene: Scene, taste: Taste | None, weights: Weights
) -> Iterator[Point]:
    known, special = scene.known, "occasion" in scene.present and not scene.harmed
    if "lukewarm" in scene.present and idea.purposes & {Purpose.KINDNESS, Purpose.PROBLEM}:
        yield Point(weights.lukewarm, lukewarm_reason(scene), of_guest=True)
    if special and idea.nature is Nature.KEEPSAKE:
        yield Point(weights.nature, "something to keep of a special day", faint=True)
    if not special and known.problem is None and idea.nature is Nature.TREAT:
        yield Point(weights.nature, "a treat for a plain day", faint=True)
    known_to_us = known.visit is not None or known.earlier_visits > 0
    if known_to_us and f"family {idea.family}" not in scene.given_again:
        yield Point(weights.never_given, "never given to them", faint=True)
    if Purpose.KINDNESS in idea.purposes:
        yield Point(weights.kindness, "a kindness fits any day", faint=True)
    if basket.cost == 0:
        yield Point(weights.free, "costs nothing", faint=True)
        return
    if scene.paid_before and not scene.is_remedy(idea):
        expected = taste is not None and Purpose.USUAL in idea.purposes
        weight = weights.paid_already * (weights.usual_is_no_gift if expected else 1.0)
        yield Point(-weight, caution="One paid gesture this visit already")


def _moment_points(idea: Idea, scene: Scene, weights: Weights) -> Iterator[Point]:
    """In a stay of several days, what belongs to the end or to the middle of it can wait for its day."""
    visit, today = scene.known.visit, scene.house.today
    to_come = visit is not None and visit.status is VisitStatus.EXPECTED
    if idea.moments <= _LEAVING and (visit is None or to_come):
        yield Point(-weights.not_yet)
        return
    if visit is None or visit.depart is None or visit.depart <= today:
        return
    if idea.moments <= _LEAVING:
        yield Point(-weights.not_yet)
    elif visit.status is VisitStatus.EXPECTED and not idea.moments & _ARRIVAL and Purpose.OCCASION not in idea.purposes:
        yield Point(-weights.not_here_yet)


def _house_points(idea: Idea, basket: Basket, scene: Scene, weights: Weights) -> Iterator[Point]:
    house = scene.house
    if house.on_duty:
        doers = set(idea.doer.casefold().replace("+", " ").replace("/", " ").replace(",", " ").split())
        here = [name for name in sorted(house.on_duty) if name.casefold() in idea.doer.casefold()]
        if here or doers & _ANYBODY:
            yield Point(weights.on_shift, f"{here[0]} is on shift" if here else "anybody here can do it", faint=True)
        elif basket.lines or idea.lead:
            yield Point(0.0, caution=f"{idea.doer} is not on shift now")
    if idea.public:
        yield Point(-weights.public, caution="Others will see it: ask them first")
    today = house.given_today.get(idea.key, 0)
    if today > ROUTINE:
        yield Point(-weights.routine, caution=f"given to {today} guests today: it is becoming routine")


def _evidence_points(idea: Idea, evidence: Mapping[str, Evidence], weights: Weights) -> Iterator[Point]:
    if idea.from_story:
        yield Point(weights.proven, "has worked before in other houses", faint=True)
    found = evidence.get(idea.key)
    if found is None or not found.lift:
        return
    weight = weights.evidence * found.lift
    yield Point(weight, found.reason if weight > 0 else "", found.reason if weight < 0 else "")

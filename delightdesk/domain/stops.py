"""Hard stops: when a gesture must not be given, whatever speaks for it.

Each stop is one small function that gives its cause as a sentence, or nothing. Contents (allergies,
alcohol and the like) are stopped part by part in `domain.baskets`; these stops concern the whole gesture.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from delightdesk.domain.avoiding import Avoidance, Cause, is_guest, short_day
from delightdesk.domain.gift_limits import above_what_may_be_given
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Given
from delightdesk.domain.leadtime import too_late
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.money import show_money
from delightdesk.domain.saying import gives_away, is_hidden, occasion_for, secret_warning
from delightdesk.domain.signals import Scene
from delightdesk.domain.turns import APOLOGY, TRUE_TIME, Turn, by_manager, remedies
from delightdesk.domain.vocabulary import GestureState, Moment, Purpose

COOLING_OFF = timedelta(days=365)
"""How long the same gesture is not repeated to a guest or their party."""

A_DAY = timedelta(days=1)

GRAVE = 4
"""Severity from which no alcohol is offered while it is not put right."""

_COUNTS_AS_GIVEN = OPEN_GESTURES | {GestureState.DELIVERED}
_NO_SURPRISE = frozenset({Purpose.USUAL, Purpose.NERVOUS, Purpose.CRISIS, Purpose.PROBLEM})


def stops(idea: Idea, cost: int, scene: Scene, turn: Turn | None) -> tuple[str, ...]:
    """Every cause against giving this idea now at this cost (minor units); empty when there is none.

    ``turn`` is whose turn it would be with it while something is being put right (`domain.wanted.turn_of`).
    """
    found = (
        *(_of_recovery(idea, cost, scene, turn) if turn is not None else ()),
        _same_again(idea, scene),
        _secret(idea, scene),
        _not_public(idea, scene),
        _adults_only(idea, scene),
        _no_gifts(cost, scene),
        above_what_may_be_given(cost, idea.family, scene.known, scene.house),
        _above_allowance(idea, cost, scene),
        too_late(idea, scene),
    )
    return tuple(cause for cause in found if cause is not None)


def above_allowance(idea: Idea, cost: int, scene: Scene) -> bool:
    """True when the person at the desk may not spend this unasked. What is free is never above it."""
    left = _allowance(idea, scene)
    return left is not None and cost > 0 and cost > left


def approver(scene: Scene) -> str | None:
    """Who can say yes now; where somebody was harmed only a manager, who needs nobody else's."""
    if scene.harmed and not scene.house.is_manager:
        return scene.house.manager
    return scene.house.approver


def nothing_to_spend(scene: Scene) -> bool:
    """True when every allowance that counts for this guest is used up."""
    purses = [scene.house.allowance_left]
    if scene.known.problem is not None:
        purses.append(scene.house.problem_allowance_left)
    return all(left is not None and left <= 0 for left in purses)


def sober(avoid: Avoidance, scene: Scene) -> Avoidance:
    """The same, with alcohol kept out as long as what went wrong is too grave for a drink."""
    problem = scene.known.problem
    if problem is None or problem.severity < GRAVE or (problem.fixed and not scene.harmed):
        return avoid
    why = "no alcohol where somebody was harmed" if scene.harmed else "no alcohol until it is put right"
    causes = (*avoid.tags.get("alcohol", ()), Cause(why, "alcohol", why))
    return replace(avoid, tags={**avoid.tags, "alcohol": causes})


def _of_recovery(idea: Idea, cost: int, scene: Scene, turn: Turn) -> tuple[str | None, ...]:
    return (
        _harm(idea, scene),
        "they are even now: apologies and fixes are over" if turn is Turn.OVER else None,
        _said_already(idea, cost, scene),
        _alone(scene) if turn is Turn.CREDIT else None,
        _above_worth(idea, cost, scene),
        _too_soon(idea, scene),
    )


def _harm(idea: Idea, scene: Scene) -> str | None:
    """A manager may choose anything but cheer; everybody else only what a manager does in person."""
    if not scene.harmed:
        return None
    if scene.house.is_manager:
        cheerful = idea.public or not idea.purposes & _NO_SURPRISE
        return "somebody was harmed: nothing cheerful now" if cheerful else None
    if by_manager(idea) and idea.purposes & _NO_SURPRISE:
        return None
    return f"somebody was harmed: {scene.manager} decides what is given"


def _said_already(idea: Idea, cost: int, scene: Scene) -> str | None:
    """An apology said twice does harm; with something in it, or from the manager the second time, it does not."""
    problem = scene.known.problem
    if problem is None or problem.fixed or not problem.apologies or idea.family != APOLOGY or cost:
        return None
    if problem.times_this_visit == 1:
        return "somebody has apologised already: once is enough, now put it right"
    if by_manager(idea):
        return None
    return f"second failure this visit: words alone are not enough, bring {scene.manager}"


def _alone(scene: Scene) -> str | None:
    """Credit asks the guest to come back to a house that failed them, so something has to be put right before."""
    problem = scene.known.problem
    if problem is None or problem.compensated > 0 or remedies(scene):
        return None
    return "never the only remedy: put it right another way first"


def _above_worth(idea: Idea, cost: int, scene: Scene) -> str | None:
    problem, left = scene.known.problem, scene.worth_left
    if problem is None or problem.spoiled is None or left is None or cost <= left or not scene.is_remedy(idea):
        return None
    price = show_money(problem.spoiled, scene.house.currency)
    return (
        f"{'with what was given already ' if problem.compensated else ''}more than what was spoiled was worth ({price})"
    )


def _same_again(idea: Idea, scene: Scene) -> str | None:
    """The newest time within the cooling-off that the same gesture was given, planned or declined.

    Usuals, help and putting things right are no surprises and may come again, remedies once a visit, and a true time
    as long as the guest waits.
    """
    today = scene.house.today
    surprise = not idea.purposes <= _NO_SURPRISE
    before = scene.given_again
    same = (*before.get(f"family {idea.family}", ()), *before.get(f"idea {idea.key}", ()))
    for each in sorted(dict.fromkeys(same), key=lambda given: given.on, reverse=True):
        if today - each.on > COOLING_OFF:
            break
        whose = "" if is_guest(each.to) or each.to == scene.known.call_name else each.to
        day = short_day(each.on, today)
        if each.state is GestureState.DECLINED:
            return f"declined{whose and f' by {whose}'} on {day}"
        if each.state in _COUNTS_AS_GIVEN and (surprise or _repeats_remedy(idea, each, scene)):
            verb = "given" if each.state is GestureState.DELIVERED else "already planned"
            return f"{verb}{whose and f' to {whose}'} on {day}"
    return None


def _repeats_remedy(idea: Idea, given: Given, scene: Scene) -> bool:
    problem = scene.known.problem
    if problem is not None and problem.waiting and idea.family == TRUE_TIME:
        return False
    return given.this_visit and Purpose.PROBLEM in idea.purposes and Purpose.USUAL not in idea.purposes


def _too_soon(idea: Idea, scene: Scene) -> str | None:
    """Getting in touch days later means something only once the trouble itself is over."""
    problem = scene.known.problem
    if problem is None or problem.fixed:
        return None
    later = idea.moments == {Moment.AFTER} and idea.lead >= A_DAY and Purpose.PROBLEM in idea.purposes
    return "put it right first, get in touch afterwards" if later else None


def _secret(idea: Idea, scene: Scene) -> str | None:
    due = occasion_for(idea, scene)
    if due is None or not is_hidden(due) or not gives_away(idea):
        return None
    return f"{secret_warning(due)}, and this would give it away"


def _not_public(idea: Idea, scene: Scene) -> str | None:
    return "others would see it, and the guest is incognito" if idea.public and scene.known.incognito else None


def _adults_only(idea: Idea, scene: Scene) -> str | None:
    return "for adults only" if idea.adults_only and scene.known.recipient_is_minor else None


def _no_gifts(cost: int, scene: Scene) -> str | None:
    return "they may not accept gifts" if cost > 0 and scene.known.gift_restricted else None


def _allowance(idea: Idea, scene: Scene) -> int | None:
    """What the person at the desk may still spend on it unasked, in minor units; None means no limit."""
    return scene.house.problem_allowance_left if scene.is_remedy(idea) else scene.house.allowance_left


def _above_allowance(idea: Idea, cost: int, scene: Scene) -> str | None:
    if not above_allowance(idea, cost, scene) or approver(scene) is not None:
        return None
    currency, left = scene.house.currency, max(0, _allowance(idea, scene) or 0)
    price, allowed = show_money(cost, currency), show_money(left, currency)
    return f"{price} is above the {allowed} you have left, and nobody on duty can approve it"

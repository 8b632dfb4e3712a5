"""Hard stops: when a gesture must not be given, whatever speaks for it.

Each stop is one small function that gives its cause as a sentence, or nothing. Contents (allergies,
alcohol and the like) are stopped part by part in `domain.baskets`; these stops concern the whole gesture.
"""

from __future__ import annotations

from datetime import timedelta

from delightdesk.domain.avoiding import is_guest, short_day
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Given
from delightdesk.domain.leadtime import too_late
from delightdesk.domain.money import show_money
from delightdesk.domain.saying import gives_away, is_hidden, occasion_for, secret_warning
from delightdesk.domain.signals import Scene
from delightdesk.domain.vocabulary import GestureState, Moment, Purpose

COOLING_OFF = timedelta(days=365)
"""How long the same gesture is not repeated to a guest or their party."""

A_DAY = timedelta(days=1)

HARM = 5
"""Severity from which only a manager decides."""

_COUNTS_AS_GIVEN = frozenset({GestureState.PLANNED, GestureState.APPROVED, GestureState.READY, GestureState.DELIVERED})
_NO_SURPRISE = frozenset({Purpose.USUAL, Purpose.NERVOUS, Purpose.CRISIS, Purpose.PROBLEM})


def stops(idea: Idea, cost: int, scene: Scene) -> tuple[str, ...]:
    """Every cause against giving this idea now at this cost (minor units); empty when there is none."""
    found = (
        _harm(idea, scene),
        _same_again(idea, scene),
        _too_soon(idea, scene),
        _secret(idea, scene),
        _not_public(idea, scene),
        _adults_only(idea, scene),
        _no_gifts(cost, scene),
        _above_allowance(cost, scene),
        too_late(idea, scene),
    )
    return tuple(cause for cause in found if cause is not None)


def above_allowance(cost: int, scene: Scene) -> bool:
    """True when the person at the desk may not spend this unasked. What is free is never above it."""
    left = scene.house.allowance_left
    return left is not None and cost > 0 and cost > left


def _harm(idea: Idea, scene: Scene) -> str | None:
    problem = scene.known.problem
    if problem is None or problem.severity < HARM:
        return None
    if "manager" in idea.doer.casefold() and idea.purposes & _NO_SURPRISE:
        return None
    return "somebody was harmed: the manager decides what is given"


def _same_again(idea: Idea, scene: Scene) -> str | None:
    """The newest time within the cooling-off that the same gesture was given, planned or declined.

    Usuals, help and putting things right are no surprises and may come again, remedies once a visit.
    """
    today = scene.house.today
    surprise = not idea.purposes <= _NO_SURPRISE
    same = [each for each in scene.known.given if each.idea == idea.key or each.family == idea.family]
    for each in sorted(same, key=lambda given: given.on, reverse=True):
        if today - each.on > COOLING_OFF:
            break
        whose = "" if is_guest(each.to) or each.to == scene.known.call_name else each.to
        day = short_day(each.on, today)
        if each.state is GestureState.DECLINED:
            return f"declined{whose and f' by {whose}'} on {day}"
        if each.state in _COUNTS_AS_GIVEN and (surprise or _repeats_remedy(idea, each)):
            verb = "given" if each.state is GestureState.DELIVERED else "already planned"
            return f"{verb}{whose and f' to {whose}'} on {day}"
    return None


def _repeats_remedy(idea: Idea, given: Given) -> bool:
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


def _above_allowance(cost: int, scene: Scene) -> str | None:
    if scene.house.approver is not None or not above_allowance(cost, scene):
        return None
    currency, left = scene.house.currency, max(0, scene.house.allowance_left or 0)
    price, allowed = show_money(cost, currency), show_money(left, currency)
    return f"{price} is above the {allowed} you have left, and nobody on duty can approve it"

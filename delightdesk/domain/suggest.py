"""Suggesting: a catalogue and what is known of a guest become ranked gestures with why, and why-not.

Hard stops come first, then the score. Pure and deterministic: the same values give the same advice in
whatever order the catalogue comes, so every suggestion can be explained and tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from delightdesk.domain.avoiding import FOOD, Avoidance, avoidance
from delightdesk.domain.baskets import Basket, Unsafe, basket
from delightdesk.domain.cautions import kind_of, subject_of
from delightdesk.domain.evidence import Evidence
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Advice, Circumstances, Form, Known, RuledOut, Suggestion
from delightdesk.domain.leadtime import after_arrival
from delightdesk.domain.merits import Merit, Weights
from delightdesk.domain.saying import is_hidden, occasion_for, secret_warning, sentence
from delightdesk.domain.scoring import merit
from delightdesk.domain.signals import Scene, holds, scene
from delightdesk.domain.stops import above_allowance, approver, nothing_to_spend, sober, stops
from delightdesk.domain.tastes import present_for
from delightdesk.domain.turns import Turn, turn_of
from delightdesk.domain.varying import FREE_WITHOUT_ALLOWANCE, Candidate, in_turn, varied, varied_reasons
from delightdesk.domain.vocabulary import AlcoholRule, CautionKind, Purpose
from delightdesk.domain.wanted import wanted_by

_NO_EVIDENCE: Mapping[str, Evidence] = MappingProxyType({})
_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An idea with its basket, the causes against it, its merit and its turn where something went wrong."""

    idea: Idea
    basket: Basket
    because: tuple[str, ...]
    merit: Merit
    turn: Turn | None

    @property
    def safe(self) -> bool:
        return not self.because


def suggest(
    ideas: Sequence[Idea],
    known: Known,
    circumstances: Circumstances,
    evidence: Mapping[str, Evidence] = _NO_EVIDENCE,
    limit: int = 5,
) -> Advice:
    """The best gestures for this guest now, and everything that was ruled out with its causes.

    Ideas whose ``needs`` do not hold are in neither list. An alcoholic gesture and its alcohol-free twin are
    one suggestion, with two forms while nobody knows whether the guest drinks.
    """
    catalogue = {idea.key: idea for idea in sorted(ideas, key=lambda idea: idea.key)}
    here = scene(known, circumstances, catalogue)
    weighed = _weigh_all(catalogue, here, evidence)
    twins = _twins(catalogue)
    offered = _offered(weighed, twins, here)
    covered = {twins[key] for key, each in offered.items() if key in twins and each.safe}
    lines = [each for key, each in offered.items() if each.safe and key not in covered]
    free_wanted = FREE_WITHOUT_ALLOWANCE if nothing_to_spend(here) else 0
    candidates = [Candidate(each.idea, each.basket.cost, each.merit, each.turn or 0) for each in lines]
    hand = varied(in_turn(candidates, known.problem), limit, free_wanted, _WEIGHTS)
    chosen = [
        _suggestion(_forms(offered[each.idea.key], offered, twins, here), twins, here, why)
        for each, why in zip(hand, varied_reasons(each.merit for each in hand), strict=True)
    ]
    out = sorted((each for each in offered.values() if not each.safe), key=lambda each: _foremost(each, twins))
    return Advice(tuple(chosen), tuple(_ruled_out(each, offered, twins) for each in out))


def _foremost(weighed: _Weighed, twins: Mapping[str, str]) -> tuple[float, bool, str, str]:
    """Sorts what was ruled out: what would have suited the guest best first, a twin after its leader."""
    idea = weighed.idea
    return -weighed.merit.match, idea.key in twins.values(), idea.title.casefold(), idea.key


def _offered(weighed: Mapping[str, _Weighed], twins: Mapping[str, str], here: Scene) -> dict[str, _Weighed]:
    """Ideas whose needs hold and their twins: a twin stands in for its leader and is worth as much."""
    found = {key: each for key, each in weighed.items() if _needed(each.idea, here)}
    for leader, twin in twins.items():
        if leader in found:
            own = found.get(twin, weighed[twin])
            better = max(found[leader].merit, own.merit, key=lambda merit: merit.score)
            found[twin] = replace(own, merit=better)
    return found


def _needed(idea: Idea, here: Scene) -> bool:
    present = present_for(idea, here) if idea.needs else here.present
    return all(holds(need, present) for need in idea.needs)


def _weigh_all(catalogue: Mapping[str, Idea], here: Scene, evidence: Mapping[str, Evidence]) -> dict[str, _Weighed]:
    plain = sober(avoidance(here), here)
    if "infant" not in here.present:
        return {key: _weigh(idea, plain, here, evidence) for key, idea in catalogue.items()}
    with_baby = sober(avoidance(here, for_child=True), here)
    return {
        key: _weigh(idea, with_baby if _for_child(idea) else plain, here, evidence) for key, idea in catalogue.items()
    }


def _weigh(idea: Idea, avoid: Avoidance, here: Scene, evidence: Mapping[str, Evidence]) -> _Weighed:
    packed = basket(idea, avoid)
    because: tuple[str, ...] = ()
    if isinstance(packed, Unsafe):
        because = packed.because
        packed = Basket(idea.title, tuple((part.what, part.cost) for part in idea.parts), idea.all_tags)
        turn = turn_of(idea, packed.cost, here)
        because += tuple(cause for cause in stops(idea, 0, here, turn) if cause not in because)
    else:
        cost = packed.cost
        turn = turn_of(idea, cost, here)
        because = stops(idea, cost, here, turn)
    return _Weighed(idea, packed, because, merit(idea, packed, here, evidence, _WEIGHTS, turn), turn)


def _for_child(idea: Idea) -> bool:
    return any(word in ("child", "infant") for each in idea.needs | idea.fits for word in each.split("|"))


def _twins(catalogue: Mapping[str, Idea]) -> dict[str, str]:
    """Keys of alcoholic ideas with the key of their alcohol-free form."""
    return {
        key: idea.twin
        for key, idea in catalogue.items()
        if idea.twin in catalogue
        and idea.twin is not None
        and "alcohol" in idea.all_tags
        and "alcohol" not in catalogue[idea.twin].all_tags
    }


def _forms(
    leader: _Weighed, weighed: Mapping[str, _Weighed], twins: Mapping[str, str], here: Scene
) -> tuple[_Weighed, ...]:
    """The forms to offer, the one to name first at the front; two only while nobody knows if they drink."""
    twin = weighed.get(twins.get(leader.idea.key, ""))
    undecided = here.known.drinks_alcohol is None and "alcohol" in leader.basket.contains
    if twin is None or not twin.safe or not undecided:
        return (leader,)
    if here.house.alcohol_rule is AlcoholRule.TWIN_FIRST:
        return (twin, leader)
    return (leader, twin)


def _suggestion(forms: tuple[_Weighed, ...], twins: Mapping[str, str], here: Scene, why: tuple[str, ...]) -> Suggestion:
    first = forms[0]
    leader = next((each for each in forms if each.idea.key in twins), first)
    due = occasion_for(first.idea, here)
    approval = any(above_allowance(each.idea, each.basket.cost, here) for each in forms)
    approval = approval or (here.harmed and not here.house.is_manager)
    return Suggestion(
        idea=first.idea.key,
        title=first.basket.title,
        cost=first.basket.cost,
        currency=here.house.currency,
        why=why,
        who=first.idea.doer,
        ready_by=wanted_by(first.idea, here, due if leader.merit.purpose is Purpose.OCCASION else None),
        say=sentence(first.idea, here, None if here.harmed else due),
        how=first.idea.how,
        place=first.idea.place,
        forms=tuple(_form(each, twins) for each in forms),
        ask_which=len(forms) > 1,
        left_out=_each_once(text for each in forms for text in each.basket.left_out),
        cautions=_cautions(forms, leader, here),
        needs_approval=approver(here) if approval else None,
        public=first.idea.public,
        score=leader.merit.score,
    )


def _form(weighed: _Weighed, twins: Mapping[str, str]) -> Form:
    found = weighed.basket
    free = weighed.idea.key in twins.values()
    return Form(weighed.idea.key, found.title, found.cost, found.lines, alcohol_free=free)


def _cautions(forms: tuple[_Weighed, ...], leader: _Weighed, here: Scene) -> tuple[str, ...]:
    found: list[str] = []
    if here.harmed:
        found.append(f"somebody was harmed: {'your decision' if here.house.is_manager else f'{here.manager} decides'}")
    if len(forms) > 1:
        drink = _drink(leader.idea)
        names = [drink if each is leader else "alcohol-free" for each in forms]
        found.append(f"Ask which: {' or '.join(names)}")
    elif "alcohol" in leader.basket.contains and here.known.drinks_alcohol is None:
        found.append("Ask first whether they drink alcohol")
    if any(each.idea.all_tags & FOOD or each.basket.contains & FOOD for each in forms):
        found += _allergies(here)
    due = occasion_for(leader.idea, here)
    if due is not None and is_hidden(due):
        found.append(f"Not a word beside them: {secret_warning(due)}")
    if here.known.recipient_is_minor:
        found.append("Ask the parent first")
    asked = len(forms) > 1  # "ask which" is the same question in other words
    found += [text for each in forms for text in each.idea.ask if not (asked and "alcohol" in text.casefold())]
    late = after_arrival(forms[0].idea, here)
    found += [late] if late is not None else []
    found += [text for each in forms for text in each.merit.cautions]
    return _each_once(found)


def _drink(idea: Idea) -> str:
    named = (part.what for part in idea.parts if "alcohol" in part.contains)
    return next(named, idea.title).casefold()


def _allergies(here: Scene) -> list[str]:
    allergens = (each for each in here.known.cautions if each.kind is CautionKind.ALLERGEN)
    known = [f"Ask again today: {subject_of(each.subject)}" for each in allergens]
    unsaid = any(kind_of(subject) is CautionKind.ALLERGEN for subject in here.known.unsaid)
    return [*known, "Ask again today what they must not have"] if unsaid else known


def _ruled_out(weighed: _Weighed, offered: Mapping[str, _Weighed], twins: Mapping[str, str]) -> RuledOut:
    twin = twins.get(weighed.idea.key)
    keys = ((twin,) if twin else ()) + weighed.idea.swaps
    swap = next((offered[key] for key in keys if key in offered and offered[key].safe), None)
    return RuledOut(
        idea=weighed.idea.key,
        title=weighed.idea.title,
        because=weighed.because,
        swap=swap.idea.key if swap else None,
        swap_title=swap.basket.title if swap else None,
    )


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))

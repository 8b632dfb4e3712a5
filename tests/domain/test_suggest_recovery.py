"""Choosing a gesture for a guest whom we failed: its order, its price, who decides, and when it is over."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.knowledge import (
    Advice,
    CautionKnown,
    Circumstances,
    Given,
    Known,
    OccasionDue,
    ProblemKnown,
    Suggestion,
    VisitKnown,
)
from delightdesk.domain.suggest import suggest
from delightdesk.domain.vocabulary import (
    CautionKind,
    GestureState,
    Moment,
    Nature,
    OccasionKind,
    Purpose,
    Sector,
    VisitStatus,
)
from delightdesk.files.packs import load_pack

NOW = datetime(2027, 6, 15, 10, 0, tzinfo=timezone(timedelta(hours=1)))
TODAY = NOW.date()
HOUSE = Circumstances(NOW, TODAY, Sector.HOTEL, "GBP")
HERE = VisitKnown(VisitStatus.IN_HOUSE, TODAY, TODAY + timedelta(2), adults=2)
REPORTS = {
    Sector.HOTEL: "cold shower, and a stain on the shirt",
    Sector.RESTAURANT: "soup cold after a long wait",
    Sector.SHOP: "kettle broken, late delivery",
    Sector.CLINIC: "waited forty minutes",
}
ANNIVERSARY = OccasionDue(OccasionKind.ANNIVERSARY, TODAY, 0, 20)
BEYOND = "one small thing beyond: they are even now"
OVER = "they are even now: apologies and fixes are over"
FIRST = "Apologise and put it right first"
ONLY_REMEDY = "never the only remedy: put it right another way first"


def idea(key: str, *parts: Part, nature: Nature = Nature.ACT, purposes=(Purpose.PROBLEM,), **more) -> Idea:
    basics = {
        "title": key.title(),
        "family": key,
        "doer": "front desk",
        "lead": timedelta(0),
        "moments": frozenset({Moment.CHECK_IN, Moment.IN_HOUSE}),
        "place": "at the desk",
        "say": "For you, {name}.",
        "how": "Quietly.",
    }
    return Idea(key=key, parts=parts, nature=nature, purposes=frozenset(purposes), **{**basics, **more})


def treat(key: str, cost: int, *tags: str, **more) -> Idea:
    return idea(key, Part(key, cost, frozenset(tags)), nature=Nature.TREAT, **more)


SORRY = idea("apology", title="A full apology")
MOVE = idea("move")
TRUE_TIME = idea("time", family="true wait", needs=frozenset({"word:wait"}))
BREAD = treat("bread", 300, family="wait snack")
LAUNDRY = idea("laundry", Part("cleaning", 2000))
WINE = treat("wine", 1200, "alcohol", family="bottle", title="Bottle of wine")
GIN = treat("gin", 1300, family="gin", title="Small bottle of gin, alcohol-free")
SWEETS = treat("sweets", 700)
CARD = idea("card", nature=Nature.KEEPSAKE, purposes=(Purpose.PROBLEM, Purpose.KINDNESS))
TOAST = idea("toast", purposes=(Purpose.PROBLEM, Purpose.OCCASION), nature=Nature.KEEPSAKE, say="Happy {occasion}.")
CHEQUE = idea("voucher", Part("voucher", 2500), doer="manager")
CHECK = idea("visit", doer="duty manager")
CALL = idea("call", doer="manager", moments=frozenset({Moment.AFTER}), lead=timedelta(days=7))
CAKE = treat("cake", 400, purposes=(Purpose.OCCASION, Purpose.KINDNESS))
MADE = (SORRY, MOVE, TRUE_TIME, BREAD, LAUNDRY, WINE, GIN, SWEETS, CARD, TOAST, CHEQUE, CHECK, CALL, CAKE)
CATALOGUES = [*Sector, "made"]


def advise(where: Sector | str, house: Circumstances = HOUSE, given=(), **problem) -> Advice:
    """What is advised with that problem, on a real pack or on the made catalogue."""
    sector = where if isinstance(where, Sector) else Sector.HOTEL
    told = ProblemKnown("other", **{"severity": 3, "what": REPORTS[sector], **problem})
    known = Known("Ms Roy", HERE, (ANNIVERSARY,), given=tuple(given), problem=told, earlier_visits=2)
    return suggest(catalogue(where), known, replace(house, sector=sector), limit=200)


def catalogue(where: Sector | str) -> tuple[Idea, ...]:
    return tuple(load_pack(where).ideas) if isinstance(where, Sector) else MADE


def by_key(where: Sector | str) -> dict[str, Idea]:
    return {each.key: each for each in catalogue(where)}


def keys(advice: Advice) -> list[str]:
    return [each.idea for each in advice.suggestions]


def causes(advice: Advice) -> dict[str, tuple[str, ...]]:
    return {each.idea: each.because for each in advice.ruled_out}


def find(advice: Advice, key: str) -> Suggestion:
    return next(each for each in advice.suggestions if each.idea == key)


def had(idea: Idea, state: GestureState = GestureState.DELIVERED, cost: int = 0) -> Given:
    return Given(idea.key, idea.family, idea.title, TODAY, "the guest", state, cost, this_visit=True)


def is_fix(each: Idea) -> bool:
    return Purpose.PROBLEM in each.purposes and each.nature is Nature.ACT and "gift card" not in each.title.casefold()


@pytest.mark.parametrize("where", CATALOGUES)
@pytest.mark.parametrize("severity", [1, 2, 3, 4])
def test_the_apology_comes_first_then_what_fixes_and_no_paid_gift_above_it(where, severity):
    ideas, advice = by_key(where), advise(where, severity=severity)
    order = [ideas[each.idea] for each in advice.suggestions]
    assert order[0].family == "apology"
    fixes = [number for number, each in enumerate(order) if is_fix(each) and each.key != "voucher"]
    gifts = [number for number, each in enumerate(advice.suggestions) if each.cost and number not in fixes]
    assert len(fixes) > 2
    assert not gifts or max(fixes) < min(gifts)
    assert all(FIRST in advice.suggestions[number].cautions for number in gifts)
    assert all(each.why for each in advice.suggestions)
    assert all(FIRST not in advice.suggestions[number].cautions for number in fixes)


@pytest.mark.parametrize("where", CATALOGUES)
def test_an_apology_is_said_once(where):
    ideas = by_key(where)
    again = advise(where, apologies=1)
    out = [each for each in again.ruled_out if ideas[each.idea].family == "apology"]
    assert [each.because for each in out] == [("somebody has apologised already: once is enough, now put it right",)]
    assert is_fix(ideas[again.suggestions[0].idea])


@pytest.mark.parametrize("where", CATALOGUES)
def test_while_they_wait_a_true_time_and_a_comfort_follow_the_apology(where):
    ideas = by_key(where)
    families = [ideas[each.idea].family for each in advise(where, waiting=True, what="key lost").suggestions]
    waiting = {
        Sector.HOTEL: ["true wait", "wait snack", "after wait"],
        Sector.RESTAURANT: ["true wait", "wait snack", "after wait"],
        Sector.CLINIC: ["true wait"],
        "made": ["true wait", "wait snack"],
    }.get(where, [])
    assert families[: len(waiting) + 1] == ["apology", *waiting]
    assert not {"true wait", "wait snack"} & set(families[len(waiting) + 1 :])


def test_a_comfort_during_the_wait_is_no_gift_and_the_time_is_told_every_ten_minutes():
    told = had(TRUE_TIME)
    advice = advise("made", given=[told], waiting=True)
    assert keys(advice)[:3] == ["apology", "time", "bread"]
    assert find(advice, "bread").cautions == ()
    assert "they are waiting now" in find(advice, "time").why
    assert causes(advise("made", given=[told], what="a long wait"))["time"] == ("given on 15 Jun",)
    assert FIRST in find(advise("made"), "bread").cautions


@pytest.mark.parametrize("where", CATALOGUES)
@pytest.mark.parametrize("manager", [None, "Mara"])
def test_the_second_failure_brings_the_manager_instead_of_another_apology(where, manager):
    ideas, name = by_key(where), manager or "the manager"
    advice = advise(where, replace(HOUSE, manager=manager), times_this_visit=2, apologies=1, what="wrong dish, wait")
    out = [each for each in advice.ruled_out if ideas[each.idea].family == "apology"]
    assert [each.because for each in out] == [(f"second failure this visit: words alone are not enough, bring {name}",)]
    first, rest = advice.suggestions[0], advice.suggestions[1:]
    assert "manager" in first.who
    assert f"second failure this visit: it comes from {name}" in first.why
    warned = f"Second failure this visit: words alone are not enough, bring {name}"
    assert all(warned in each.cautions for each in rest if is_fix(ideas[each.idea]) and "manager" not in each.who)


def test_a_second_failure_nobody_apologised_for_still_starts_with_the_apology():
    advice = advise("made", replace(HOUSE, manager="Mara"), times_this_visit=2)
    assert keys(advice)[:2] == ["apology", "visit"]
    assert "Second failure this visit: words alone are not enough, bring Mara" in find(advice, "apology").cautions
    own = replace(SORRY, key="own-sorry", doer="manager")
    known = Known("Ms Roy", HERE, problem=ProblemKnown("x", 3, "cold", times_this_visit=2, apologies=1))
    assert keys(suggest([own, MOVE], known, HOUSE)) == ["own-sorry", "move"]


@pytest.mark.parametrize("where", CATALOGUES)
@pytest.mark.parametrize("compensated", [0, 600, 1999, 2400, 9000])
def test_remedies_cost_no_more_than_about_what_was_spoiled(where, compensated):
    ideas, left = by_key(where), max(0, 2400 - compensated)
    advice = advise(where, apologies=1, spoiled=2000, compensated=compensated)
    remedies = [each for each in advice.suggestions if Purpose.PROBLEM in ideas[each.idea].purposes]
    assert remedies
    assert all(each.cost <= left for each in remedies)
    before = "with what was given already " if compensated else ""
    cause = f"{before}more than what was spoiled was worth (£20)"
    unasked = advise(where, apologies=1, compensated=compensated).suggestions
    dear = {each.idea for each in unasked if each.cost > left and Purpose.PROBLEM in ideas[each.idea].purposes}
    assert compensated < 1999 or dear
    assert all(cause in causes(advice)[key] for key in dear)


def test_what_is_light_is_answered_with_something_small_and_what_is_grave_may_cost_more():
    dear, small = treat("dear", 1400), treat("small", 300)
    scores = {
        severity: {each.idea: each.score for each in suggest([dear, small], known, HOUSE).suggestions}
        for severity in (1, 2, 3, 4)
        for known in [Known("Ms Roy", HERE, problem=ProblemKnown("x", severity, "cold"))]
    }
    assert all(scores[severity]["small"] > scores[severity]["dear"] for severity in (1, 2))
    assert all(scores[severity]["small"] == scores[severity]["dear"] for severity in (3, 4))


@pytest.mark.parametrize("where", [Sector.HOTEL, Sector.RESTAURANT, Sector.SHOP, "made"])
def test_credit_is_never_the_only_remedy(where):
    ideas = by_key(where)
    credit = next(key for key, each in ideas.items() if "gift card" in each.family or key == "voucher")
    sorry = next(each for each in ideas.values() if each.family == "apology")
    fix = next(each for each in ideas.values() if is_fix(each) and each is not sorry and each.key != credit)
    assert causes(advise(where))[credit] == (ONLY_REMEDY,)
    assert ONLY_REMEDY in causes(advise(where, given=[had(sorry)]))[credit]
    assert ONLY_REMEDY in causes(advise(where, given=[had(fix, GestureState.CANCELLED)]))[credit]
    assert ONLY_REMEDY in causes(advise(where, given=[had(ideas[credit], GestureState.WAITING)]))[credit]
    for advice in (advise(where, compensated=700), advise(where, given=[had(fix)])):
        assert "Hand it over at once, never by post, never alone" in find(advice, credit).cautions
        assert advice.suggestions[-1].idea == credit


@pytest.mark.parametrize("title", ["A voucher for lunch", "Ten pounds of store credit", "Gift card"])
def test_credit_is_known_by_its_name_whatever_its_family(title):
    own = idea("own-1", Part("paper", 1000), title=title)
    assert causes(suggest([own], Known("", HERE, problem=ProblemKnown("x", 3, "cold")), HOUSE)) == {
        "own-1": (ONLY_REMEDY,)
    }
    assert keys(suggest([own], Known("", HERE), HOUSE)) == ["own-1"]


@pytest.mark.parametrize("where", CATALOGUES)
def test_once_even_one_small_private_thing_of_another_kind_stands_first(where):
    ideas = by_key(where)
    advice = advise(where, fixed=True, apologies=1)
    first = advice.suggestions[0]
    assert BEYOND in first.why
    assert first.cost <= 1500
    assert not first.public
    assert {"apology", "room"} & {ideas[each.idea].family for each in advice.suggestions[:1]} == set()
    gone = {key for key, because in causes(advice).items() if OVER in because}
    assert {key for key, each in ideas.items() if each.family == "apology"} <= gone
    assert not any(FIRST in each.cautions for each in advice.suggestions)
    later = [each for each in advice.suggestions if ideas[each.idea].family in {"later", "call"}]
    assert later
    taken = ideas[first.idea]
    second = advise(where, fixed=True, apologies=1, given=[had(taken, cost=first.cost)]).suggestions[0]
    assert ideas[second.idea].family != taken.family


def test_another_room_is_over_once_it_is_fixed_and_the_call_is_not():
    cold = advise(Sector.HOTEL, fixed=True, what="cold shower")
    assert causes(cold)["g47"] == (OVER,)
    assert "shows that it is not forgotten: cold shower" in find(cold, "g25").why


def test_no_second_bottle_after_a_bottle():
    few = (GIN, SWEETS, CARD)
    fixed = Known("Ms Roy", HERE, problem=ProblemKnown("x", 3, "cold", fixed=True))
    after_wine = replace(fixed, given=(had(WINE, cost=1200),))
    assert BEYOND in find(suggest([WINE, *few], fixed, HOUSE), "gin").why
    advice = suggest([WINE, *few], after_wine, HOUSE)
    assert BEYOND not in find(advice, "gin").why
    assert advice.suggestions[0].idea in {"sweets", "card"}
    unknown = replace(after_wine, given=(replace(had(WINE), idea=None),))
    assert suggest([WINE, *few], unknown, HOUSE).suggestions[0].idea != "wine"
    loud = replace(CARD, key="loud", family="loud", public=True, fits=frozenset({"first_visit", "in_house"}))
    assert suggest([loud, CARD], replace(fixed, problem=None), HOUSE).suggestions[0].idea == "loud"
    assert keys(suggest([loud, CARD], fixed, HOUSE))[0] == "card"


@pytest.mark.parametrize("where", CATALOGUES)
@pytest.mark.parametrize("fixed", [False, True])
def test_after_harm_only_what_a_manager_does_is_left_and_needs_their_yes(where, fixed):
    house = replace(HOUSE, approver="Leo", manager="Mara")
    advice = advise(where, house, severity=5, fixed=fixed)
    assert advice.suggestions
    for each in advice.suggestions:
        assert "manager" in each.who
        assert each.needs_approval == "Mara"
        assert "somebody was harmed: Mara decides" in each.cautions
    out = {key: because for key, because in causes(advice).items() if "manager" not in by_key(where)[key].doer}
    assert all("somebody was harmed: Mara decides what is given" in because for because in out.values())


@pytest.mark.parametrize("where", CATALOGUES)
def test_a_manager_may_choose_after_harm_but_neither_drink_nor_cheer(where):
    ideas = by_key(where)
    advice = advise(where, replace(HOUSE, is_manager=True), severity=5)
    assert ideas[advice.suggestions[0].idea].family == "apology"
    assert "sorry" in advice.suggestions[0].say
    assert "fault" not in advice.suggestions[0].say
    sober = {Purpose.PROBLEM, Purpose.CRISIS, Purpose.NERVOUS, Purpose.USUAL}
    for each in advice.suggestions:
        assert "somebody was harmed: your decision" in each.cautions
        assert each.needs_approval is None
        assert ideas[each.idea].purposes & sober
        assert not each.public
        assert "anniversary" not in each.say + " ".join(each.why)
        assert not any("alcohol" in ideas[form.idea].all_tags for form in each.forms)


@pytest.mark.parametrize(
    ("severity", "fixed", "offered"), [(3, False, True), (4, False, False), (4, True, True), (5, True, False)]
)
def test_no_drink_while_something_grave_is_open(severity, fixed, offered):
    for where, wine in ((Sector.HOTEL, "g11"), ("made", "wine")):
        advice = advise(where, replace(HOUSE, is_manager=True), severity=severity, fixed=fixed)
        forms = {form.idea for each in advice.suggestions for form in each.forms}
        assert (wine in forms) is offered
    in_clinic = suggest(
        [WINE], Known("", HERE, problem=ProblemKnown("x", 2, "wait")), replace(HOUSE, sector=Sector.CLINIC)
    )
    assert causes(in_clinic) == {"wine": ("no alcohol in a clinic",)}


def test_remedies_are_measured_against_their_own_allowance():
    purses = replace(HOUSE, allowance_left=500, problem_allowance_left=1000, approver="Leo", manager="Mara")
    advice = advise("made", purses)
    approvals = {each.idea: each.needs_approval for each in advice.suggestions}
    assert (approvals["sweets"], approvals["wine"], approvals["cake"]) == (None, "Leo", None)
    swapped = advise("made", replace(purses, allowance_left=100, problem_allowance_left=None))
    assert (find(swapped, "wine").needs_approval, find(swapped, "cake").needs_approval) == (None, "Leo")
    alone = causes(advise("made", replace(purses, approver=None)))
    assert alone["wine"] == ("£12 is above the £10 you have left, and nobody on duty can approve it",)
    assert "cake" not in alone
    brought = replace(SWEETS, key="own", doer="manager")
    harmed = Known("Ms Roy", HERE, problem=ProblemKnown("x", 5, "fell"))
    house = replace(purses, problem_allowance_left=0)
    assert find(suggest([brought], harmed, house), "own").needs_approval == "Mara"
    nobody = causes(suggest([brought], harmed, replace(house, manager=None)))["own"]
    assert "nobody on duty can approve it" in nobody[0]


def test_an_empty_purse_for_remedies_too_leaves_what_is_free():
    empty = replace(HOUSE, allowance_left=0, problem_allowance_left=0, approver="Leo")
    for sector in Sector:
        hand = advise(sector, empty).suggestions[:5]
        assert sum(each.cost == 0 for each in hand) >= 3


@pytest.mark.parametrize("sector", Sector)
@pytest.mark.parametrize("fixed", [False, True])
def test_cautions_secrets_and_the_surprise_guard_hold_with_a_problem(sector, fixed):
    ideas = by_key(sector)
    nuts = CautionKnown(CautionKind.ALLERGEN, "nuts", "daughter", date(2027, 3, 3))
    card = next(each for each in ideas.values() if each.family == "card")
    told = ProblemKnown("other", 3, REPORTS[sector], fixed=fixed)
    secret = replace(ANNIVERSARY, secret=True, secret_from="husband")
    past = replace(had(card), on=date(2027, 1, 3), this_visit=False)
    known = Known("Ms Roy", HERE, (secret,), (nuts,), (past,), problem=told, incognito=True)
    advice = suggest(list(ideas.values()), known, replace(HOUSE, sector=sector), limit=200)
    assert "given on 3 Jan" in causes(advice)[card.key]
    assert not any("nuts" in ideas[each.idea].contains for each in advice.suggestions)
    assert not any(each.public or "anniversary" in each.say for each in advice.suggestions)


problems = st.builds(
    ProblemKnown,
    st.just("room"),
    st.integers(1, 4),
    st.sampled_from(["cold shower", "a long wait", "shirt stained"]),
    st.booleans(),
    st.integers(1, 3),
    st.booleans(),
    st.none() | st.integers(0, 4000),
    st.integers(0, 3000),
    st.integers(0, 2),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(MADE), unique=True), problems, st.none() | st.integers(-500, 3000), st.integers(1, 13))
def test_no_gift_is_ever_above_an_apology_or_a_fix_that_is_still_due(ideas, problem, left, limit):
    house = replace(HOUSE, problem_allowance_left=left, allowance_left=left, approver="Leo")
    hand = suggest(ideas, Known("Ms Roy", HERE, problem=problem), house, limit=limit).suggestions
    found = {each.key: each for each in ideas}
    waits = {"bread"} if problem.waiting else set()
    gifts = [number for number, each in enumerate(hand) if each.cost and not is_fix(found[each.idea])]
    gifts = [number for number in gifts if hand[number].idea not in waits]
    due = [number for number, each in enumerate(hand) if is_fix(found[each.idea]) and each.idea != "voucher"]
    assert all(each.why for each in hand)
    if not problem.fixed and left is None:
        assert not gifts or not due or max(due) < min(gifts)
        assert "apology" not in keys_of(hand) or hand[0].idea == "apology"
    if problem.spoiled is not None:
        worth = max(0, problem.spoiled * 6 // 5 - problem.compensated)
        assert all(each.cost <= worth for each in hand if Purpose.PROBLEM in found[each.idea].purposes)


def keys_of(hand: tuple[Suggestion, ...]) -> list[str]:
    return [each.idea for each in hand]

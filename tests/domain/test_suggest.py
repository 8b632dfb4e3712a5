"""Choosing a gesture, on a handful of ideas made for the purpose."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from delightdesk.domain.evidence import Evidence
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.knowledge import (
    Advice,
    CautionKnown,
    Circumstances,
    Given,
    Known,
    OccasionDue,
    PreferenceKnown,
    ProblemKnown,
    Suggestion,
    VisitKnown,
)
from delightdesk.domain.merits import Merit, Point, Weights
from delightdesk.domain.signals import holds, signals
from delightdesk.domain.suggest import suggest
from delightdesk.domain.tastes import taste_words
from delightdesk.domain.varying import Candidate, varied
from delightdesk.domain.vocabulary import (
    AlcoholRule,
    CautionKind,
    GestureState,
    Moment,
    Nature,
    OccasionKind,
    Purpose,
    Reaction,
    Sector,
    VisitStatus,
)

NOW = datetime(2027, 6, 15, 10, 0, tzinfo=timezone(timedelta(hours=1)))
TODAY = NOW.date()
HOUSE = Circumstances(NOW, TODAY, Sector.HOTEL, "GBP")
ARRIVING = VisitKnown(VisitStatus.EXPECTED, TODAY, TODAY + timedelta(2), NOW + timedelta(hours=6), "412", 2)
HERE = VisitKnown(VisitStatus.IN_HOUSE, TODAY, TODAY + timedelta(2))
ANNIVERSARY = OccasionDue(OccasionKind.ANNIVERSARY, TODAY + timedelta(2), 0, 20)
COUPLE = Known("Ms Schultz", ARRIVING, (ANNIVERSARY,), earlier_visits=2)


def idea(key, title, *parts, purposes=(Purpose.KINDNESS,), **more) -> Idea:
    basics = {
        "family": key,
        "doer": "front desk",
        "lead": timedelta(0),
        "moments": frozenset({Moment.CHECK_IN, Moment.IN_HOUSE}),
        "nature": Nature.ACT,
        "place": "at the desk",
        "say": f"{title} for you, {{name}}.",
        "how": "Quietly.",
    }
    return Idea(key=key, title=title, parts=parts, purposes=frozenset(purposes), **{**basics, **more})


MELON = Part("melon", 500, frozenset({"melon", "fruit"}))
STRAWBERRIES = Part("strawberries", 600, frozenset({"strawberries", "berries", "fruit"}), False, MELON)
FIZZ = {
    "purposes": (Purpose.OCCASION,),
    "family": "fizz",
    "needs": frozenset({"occasion"}),
    "fits": frozenset({"anniversary|honeymoon"}),
    "lead": timedelta(hours=4),
    "moments": frozenset({Moment.IN_HOUSE}),
    "doer": "kitchen",
}
CHAMPAGNE = idea(
    "g05",
    "Champagne and strawberries",
    Part("champagne", 2200, frozenset({"alcohol", "sulphites"})),
    STRAWBERRIES,
    twin="g06",
    swaps=("g08",),
    say="To {occasion}, {name}.",
    **FIZZ,
)
TWIN = idea("g06", "Alcohol-free fizz", Part("alcohol-free fizz", 1000, frozenset({"grapes"})), **FIZZ)
CONGRATULATE = idea(
    "g03",
    "Congratulate",
    purposes=(Purpose.OCCASION,),
    needs=frozenset({"occasion"}),
    moments=frozenset({Moment.CHECK_IN}),
    say="Happy {occasion}, {name}.",
)
CARD = idea("g08", "Card by hand", purposes=(Purpose.OCCASION, Purpose.KINDNESS), fits=frozenset({"regular|returning"}))
CHOCOLATES = idea("g10", "Box of chocolates", Part("chocolates", 700, frozenset({"nuts", "milk"})), swaps=("fruit",))
FRUIT = idea("fruit", "Bowl of fruit", Part("apples", 300, frozenset({"apple", "fruit"})))
WALK = idea("g21", "Walk with them", purposes=(Purpose.NERVOUS, Purpose.KINDNESS))
MAP = idea("g01", "Map talk", purposes=(Purpose.FIRST_VISIT,))
USUAL = idea("g07", "The usual", Part("coffee", 300, frozenset({"caffeine"})), purposes=(Purpose.USUAL,))
SORRY = idea("g31", "Apology", purposes=(Purpose.PROBLEM,), family="apology", needs=frozenset({"problem"}))
TOY = idea("g37", "Toy", Part("toy", 400, frozenset({"small_parts"})), needs=frozenset({"child|infant"}))
PHOTO = idea("g51", "Photo of the party", Part("print", 100), public=True)
IDEAS = (CHAMPAGNE, TWIN, CONGRATULATE, CARD, CHOCOLATES, FRUIT, WALK, MAP, USUAL, SORRY, TOY, PHOTO)


def advise(known: Known = COUPLE, house: Circumstances = HOUSE, limit: int = 20, **more) -> Advice:
    return suggest(IDEAS, known, house, limit=limit, **more)


def find(advice: Advice, key: str) -> Suggestion:
    return next(each for each in advice.suggestions if each.idea == key)


def keys(advice: Advice) -> list[str]:
    return [each.idea for each in advice.suggestions]


def causes(advice: Advice) -> dict[str, tuple[str, ...]]:
    return {each.idea: each.because for each in advice.ruled_out}


def avoiding(subject: str, kind: CautionKind = CautionKind.ALLERGEN, whose: str = "the guest") -> Known:
    return replace(COUPLE, cautions=(CautionKnown(kind, subject, whose, date(2027, 3, 3)),))


def test_champagne_and_its_twin_are_one_choice_among_the_first_three():
    first = advise(limit=5).suggestions[:3]
    champagne = next(each for each in first if each.idea == "g05")
    assert champagne.ask_which
    assert [(form.idea, form.alcohol_free) for form in champagne.forms] == [("g05", False), ("g06", True)]
    assert champagne.why[0] == "20th anniversary on Thursday"
    assert champagne.cautions[0] == "Ask which: champagne or alcohol-free"
    assert champagne.say == "To your 20th anniversary, Ms Schultz."
    assert champagne.ready_by == NOW.replace(day=16, hour=18)
    assert "g06" not in keys(advise())


@pytest.mark.parametrize(
    ("drinks", "rule", "forms"),
    [
        (True, AlcoholRule.ASK, ["g05"]),
        (None, AlcoholRule.TWIN_FIRST, ["g06", "g05"]),
        (False, AlcoholRule.ASK, ["g06"]),
        (None, AlcoholRule.NEVER, ["g06"]),
        (True, AlcoholRule.NEVER, ["g06"]),
    ],
)
def test_the_form_follows_what_is_known_of_alcohol(drinks, rule, forms):
    advice = advise(replace(COUPLE, drinks_alcohol=drinks), replace(HOUSE, alcohol_rule=rule))
    lines = [each for each in advice.suggestions if {"g05", "g06"} & {form.idea for form in each.forms}]
    assert [[form.idea for form in line.forms] for line in lines] == [forms]
    if forms == ["g06"]:
        assert advice.ruled_out[0].idea == "g05"
        assert (advice.ruled_out[0].swap, advice.ruled_out[0].swap_title) == ("g06", "Alcohol-free fizz")


def test_minors_and_clinics_get_no_alcohol():
    assert causes(advise(replace(COUPLE, recipient_is_minor=True)))["g05"] == ("no alcohol for a minor",)
    assert "no alcohol in a clinic" in causes(advise(house=replace(HOUSE, sector=Sector.CLINIC)))["g05"]


def test_the_unsafe_part_is_replaced_and_the_rest_stays():
    champagne = find(advise(avoiding("strawberry")), "g05")
    assert champagne.title == "Champagne and melon"
    assert champagne.left_out == ("strawberries left out: allergy, melon instead",)
    assert champagne.forms[0].lines == (("champagne", 2200), ("melon", 500))
    assert champagne.cost == 2700


def test_a_part_without_a_safe_swap_is_left_out_of_the_title_too():
    champagne = find(advise(avoiding("fruit", whose="daughter")), "g05")
    assert champagne.title == "Champagne"
    assert champagne.left_out == ("strawberries left out: fruit, allergy of daughter",)


def test_an_allergy_of_the_party_rules_out_with_cause_and_swap():
    out = next(each for each in advise(avoiding("nut", whose="daughter")).ruled_out if each.idea == "g10")
    assert out.because == ("nuts: allergy of daughter, said 3 Mar",)
    assert out.swap_title == "Bowl of fruit"
    assert "Ask again today: nuts" in find(advise(avoiding("nut")), "fruit").cautions


def test_words_nobody_listed_still_stop_what_names_them():
    tea = idea("tea", "Pot of tea", Part("chamomile tea", 200))
    for words in ("chamomile", "severe chamomile allergy"):
        assert suggest([tea], avoiding(words), HOUSE).suggestions == ()
    assert suggest([CHOCOLATES], avoiding("severe nut allergy"), HOUSE).suggestions == ()
    free = idea("cake", "Nut-free cake", Part("nut-free cake", 200))
    assert keys(suggest([free], avoiding("nuts"), HOUSE)) == ["cake"]


@pytest.mark.parametrize(
    ("kind", "subject", "tags"),
    [
        (CautionKind.FAITH_NEED, "no pork", {"gelatine"}),
        (CautionKind.SCENT, "perfume", {"scent"}),
        (CautionKind.PET, "cat", {"lilies"}),
        (CautionKind.MATERIAL, "feathers", {"feathers"}),
    ],
)
def test_every_kind_of_caution_stops(kind, subject, tags):
    thing = idea("x", "Thing", Part("thing", 100, frozenset(tags)))
    assert causes(suggest([thing], avoiding(subject, kind), HOUSE)).keys() == {"x"}


def test_lead_time_is_measured_against_arrival_or_departure():
    before = frozenset({Moment.BEFORE_ARRIVAL})
    sooner = replace(COUPLE, visit=replace(ARRIVING, eta=NOW + timedelta(hours=2)))
    early = replace(CARD, lead=timedelta(hours=4), moments=before)
    assert causes(suggest([early], sooner, HOUSE)) == {"g08": ("needs 4 h, the guest arrives in 2 h",)}
    later = find(suggest([replace(early, moments=before | {Moment.IN_HOUSE})], sooner, HOUSE), "g08")
    assert "needs 4 h, the guest arrives in 2 h: give it later" in later.cautions
    leaving = replace(COUPLE, visit=replace(HERE, arrive=TODAY - timedelta(1), depart=TODAY))
    assert causes(advise(leaving))["g05"] == ("needs 4 h, the guest leaves in 2 h",)
    assert causes(advise(replace(COUPLE, visit=replace(HERE, status=VisitStatus.LEFT))))["g08"] == (
        "the guest has left",
    )


def test_the_allowance_rules_out_or_names_the_approver():
    alone, asked = replace(HOUSE, allowance_left=0), replace(HOUSE, allowance_left=1500, approver="Tom")
    advice = advise(house=alone, limit=5)
    assert len([each for each in advice.suggestions if each.cost == 0]) >= 3
    assert causes(advice)["g10"] == ("£7 is above the £0 you have left, and nobody on duty can approve it",)
    assert find(advise(house=asked), "g05").needs_approval == "Tom"
    assert find(advise(house=asked), "g10").needs_approval is None


def test_an_empty_purse_keeps_room_for_three_free_gestures():
    dear = [idea(f"p{n}", f"Gift {n}", Part("gift", 500), fits=frozenset({"returning"})) for n in range(6)]
    house = replace(HOUSE, allowance_left=0, approver="Tom")
    hand = suggest([*dear, CARD, WALK, MAP], COUPLE, house, limit=5).suggestions
    assert sum(each.cost == 0 for each in hand) == 3


def test_restricted_incognito_and_minor_guests():
    known = replace(COUPLE, gift_restricted=True, incognito=True, recipient_is_minor=True)
    advice = suggest([CHOCOLATES, PHOTO, replace(CARD, adults_only=True)], known, HOUSE)
    assert causes(advice) == {
        "g10": ("they may not accept gifts",),
        "g51": ("others would see it, and the guest is incognito", "they may not accept gifts"),
        "g08": ("for adults only",),
    }


def test_nothing_with_small_parts_for_a_baby():
    toddler = replace(COUPLE, visit=replace(ARRIVING, children=1))
    assert "g37" in keys(advise(toddler))
    baby = replace(COUPLE, visit=replace(ARRIVING, infants=1))
    assert causes(advise(baby))["g37"] == ("small parts: not with a baby",)
    assert "g37" not in keys(advise()) + list(causes(advise()))


def given(state: GestureState, on: date, to: str = "the guest", **more) -> Given:
    return Given("g05", "fizz", "Champagne", on, to, state, **more)


@pytest.mark.parametrize(
    ("past", "cause"),
    [
        (given(GestureState.DELIVERED, date(2026, 10, 14)), "given on 14 Oct 2026"),
        (given(GestureState.DELIVERED, date(2026, 10, 14), "Max"), "given to Max on 14 Oct 2026"),
        (given(GestureState.PLANNED, date(2027, 6, 16)), "already planned on 16 Jun"),
        (given(GestureState.DECLINED, date(2027, 3, 3)), "declined on 3 Mar"),
        (given(GestureState.CANCELLED, date(2027, 3, 3)), None),
        (given(GestureState.DELIVERED, date(2026, 6, 14)), None),
    ],
)
def test_the_same_gesture_is_not_repeated_within_a_year(past, cause):
    found = causes(advise(replace(COUPLE, given=(past,))))
    assert found.get("g05") == ((cause,) if cause else None)
    assert found.get("g06") == ((cause,) if cause else None)


def test_the_usual_may_come_again():
    known = replace(COUPLE, given=(Given("g07", "g07", "The usual", TODAY, "the guest", GestureState.DELIVERED),))
    assert "g07" in keys(advise(known))


def test_after_harm_only_a_manager_decides():
    known = Known("Mr Kim", HERE, problem=ProblemKnown("food", 5, "allergen in the soup"))
    by_manager = replace(SORRY, key="m", doer="duty manager")
    advice = suggest([*IDEAS, by_manager], known, HOUSE)
    assert keys(advice) == ["m"]
    assert "somebody was harmed: the manager decides what is given" in causes(advice)["g31"]


def test_a_secret_is_not_given_away():
    secret = replace(COUPLE, occasions=(replace(ANNIVERSARY, secret=True, secret_from="husband"),))
    advice = advise(secret)
    assert causes(advice)["g03"] == ("the anniversary is secret from husband, and this would give it away",)
    champagne = find(advice, "g05")
    assert champagne.say == "To your stay, Ms Schultz."
    assert "Not a word beside them: the anniversary is secret from husband" in champagne.cautions
    both = replace(secret, occasions=(*secret.occasions, OccasionDue(OccasionKind.BIRTHDAY, TODAY, 0, 40)))
    assert find(advise(both), "g03").say == "Happy birthday, Ms Schultz."


def test_whose_occasion_it_is_is_said():
    birthday = OccasionDue(OccasionKind.BIRTHDAY, TODAY, 0, 7, "daughter")
    known = replace(COUPLE, occasions=(birthday,))
    assert find(advise(known), "g03").say == "Happy birthday to your daughter, Ms Schultz."
    assert find(advise(known), "g05").say == "To your daughter's birthday, Ms Schultz."
    assert find(advise(known), "g05").why[0] == "daughter's 7th birthday today"


def test_reasons_follow_the_guest():
    assert find(advise(Known("Mr Kim", ARRIVING)), "g01").why[0] == "first visit"
    regular = Known("Mr Kim", HERE, earlier_visits=9, last_visit_had_problem=True)
    assert find(advise(regular), "g08").why == ("last stay went wrong", "works best for regulars")
    assert keys(advise(replace(regular, needs_reassurance=True)))[0] == "g21"


def test_the_usual_is_trusted_confirmed_or_doubted():
    def coffee(sightings: int, days: int) -> Suggestion:
        latte = PreferenceKnown("coffee with oat milk", sightings, TODAY - timedelta(days))
        return find(advise(Known("Mr Kim", HERE, preferences=(latte,), earlier_visits=3)), "g07")

    usual, stale, liked, guess = coffee(3, 10), coffee(3, 160), coffee(2, 10), coffee(1, 10)
    assert (usual.why[0], liked.why[0]) == ("their usual: coffee with oat milk", "they like: coffee with oat milk")
    assert usual.score > stale.score > liked.score > guess.score
    doubted = "Confirm: still coffee with oat milk?"
    assert [doubted in each.cautions for each in (usual, stale, liked, guess)] == [False, True, False, True]


def test_a_preference_counts_only_where_its_words_meet_the_idea():
    known = Known("Mr Kim", HERE, preferences=(PreferenceKnown("the crossword", 5, TODAY),), earlier_visits=3)
    plain = replace(known, preferences=())
    assert find(advise(known), "g07").score == find(advise(plain), "g07").score
    assert all("crossword" not in reason for each in advise(known).suggestions for reason in each.why)
    assert keys(advise(known))[-1] == "g07"
    paper = replace(USUAL, key="paper", parts=(), needs=frozenset({"usual"}), fits=frozenset({"word:crossword"}))
    assert suggest([paper], known, HOUSE).suggestions[0].why[0] == "their usual: the crossword"
    assert suggest([paper], plain, HOUSE).suggestions == ()
    anything = replace(USUAL, key="any", family="usual", parts=(), needs=frozenset({"usual"}))
    assert keys(suggest([anything], known, HOUSE)) == ["any"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("two firm pillows", {"two", "firm", "pillow"}),
        ("Café, sans sucre", {"cafe"}),
        ("a room away from the lift and a bath", {"room", "bath"}),
        ("no music in the room", {"quiet"}),
        ("", set()),
    ],
)
def test_what_a_preference_asks_for(text, words):
    assert taste_words(text) == words


def test_a_diet_in_the_party_is_a_signal_and_names_whose():
    dish = idea("dish", "Safe version of the dish", needs=frozenset({"diet"}))
    assert suggest([dish], COUPLE, HOUSE).suggestions == ()
    assert "allergy to nuts (daughter)" in suggest([dish], avoiding("nuts", whose="daughter"), HOUSE).suggestions[0].why
    assert suggest([dish], avoiding("vegan", CautionKind.DIET), HOUSE).suggestions[0].why[0] == "diet: vegan"
    assert suggest([dish], avoiding("perfume", CautionKind.SCENT), HOUSE).suggestions == ()


def test_what_hangs_on_a_word_nobody_said_stands_last():
    umbrella = idea("rain", "Umbrella to the car", fits=frozenset({"word:rain"}))
    dull = Known("Mr Kim", HERE)
    wet = replace(dull, words=frozenset({"rain"}))
    assert keys(suggest([umbrella, FRUIT], dull, HOUSE)) == ["fruit", "rain"]
    assert suggest([umbrella, FRUIT], wet, HOUSE).suggestions[0].why[0] == "their notes say rain"


def test_faint_reasons_only_fill_up_and_are_not_the_same_five_times():
    faint = {"costs nothing", "never given to them", "a kindness fits any day"}
    for known in (COUPLE, Known("Mr Kim", HERE), Known("Ms Roy", HERE, earlier_visits=7)):
        hand = advise(known, limit=5).suggestions
        for each in hand:
            strong = [reason for reason in each.why if reason not in faint]
            assert each.why
            assert list(each.why[: len(strong)]) == strong
            assert len(each.why) <= max(2, len(strong))
    plain = suggest([FRUIT, CARD, replace(CARD, key="c2", family="c2")], Known("Mr Kim", HERE), HOUSE).suggestions
    assert len({each.why for each in plain}) == 3


@pytest.mark.parametrize(
    ("days", "edible", "plain"),
    [
        (0, (15, 16), (15, 16)),
        (1, (16, 18), (16, 9)),
        (2, (16, 18), (17, 9)),
    ],
)
def test_an_occasion_later_in_the_stay_is_made_ready_for_its_day(days, edible, plain):
    known = replace(COUPLE, occasions=(replace(ANNIVERSARY, on=TODAY + timedelta(days)),))
    advice = advise(known)
    assert [(find(advice, key).ready_by.day, find(advice, key).ready_by.hour) for key in ("g05", "g08")] == [
        edible,
        plain,
    ]


def test_nothing_that_needs_the_guest_is_wanted_before_they_are_here():
    assert find(advise(), "g03").ready_by == ARRIVING.eta
    goodbye = replace(CARD, key="bye", moments=frozenset({Moment.CHECK_OUT}))
    assert find(suggest([goodbye], COUPLE, HOUSE), "bye").ready_by == NOW.replace(day=17, hour=9)
    assert find(advise(Known("Mr Kim", HERE)), "g08").ready_by is None


def test_later_contact_waits_until_the_trouble_is_over():
    after = {"moments": frozenset({Moment.AFTER}), "lead": timedelta(days=7), "needs": frozenset({"problem"})}
    call = idea("g25", "Call some days later", purposes=(Purpose.PROBLEM,), **after)
    cold = ProblemKnown("room", 3, "cold shower")
    known = Known("Mr Kim", HERE, problem=cold)
    assert causes(suggest([call, SORRY], known, HOUSE)) == {"g25": ("put it right first, get in touch afterwards",)}
    assert keys(suggest([call], replace(known, problem=replace(cold, fixed=True)), HOUSE)) == ["g25"]


def test_an_open_problem_asks_for_the_apology_first_and_the_manager_the_second_time():
    cold = ProblemKnown("room", 3, "cold shower")
    known = Known("Mr Kim", HERE, problem=cold)
    first = advise(known).suggestions[0]
    assert (first.idea, first.why[0]) == ("g31", "answers what went wrong: cold shower")
    again = find(advise(replace(known, problem=replace(cold, times_this_visit=2))), "g31")
    assert "Second failure this visit: words alone are not enough, bring the manager" in again.cautions


def test_one_paid_gesture_a_visit_and_nothing_routine():
    paid = Given("x", "x", "Wine", TODAY, "the guest", GestureState.DELIVERED, 1200, this_visit=True)
    before, after = find(advise(), "fruit"), find(advise(replace(COUPLE, given=(paid,))), "fruit")
    assert after.score < before.score
    assert "One paid gesture this visit already" in after.cautions
    busy = find(advise(house=replace(HOUSE, given_today={"g08": 6})), "g08")
    assert "given to 6 guests today: it is becoming routine" in busy.cautions


def test_evidence_moves_the_order_within_bounds():
    warm = Evidence("fruit", 9, 8, 0, 1)
    with_it = find(advise(evidence={"fruit": warm}), "fruit")
    assert 0 < with_it.score - find(advise(), "fruit").score < 6.1
    assert "taken warmly 8 of 9 times" in with_it.why
    cool = find(advise(evidence={"fruit": Evidence("fruit", 9, 2, 7)}), "fruit")
    assert "taken warmly 2 of 9 times" in cool.cautions


def test_a_stranger_is_offered_something_and_no_name_is_left_open():
    advice = advise(Known(""), replace(HOUSE, sector=Sector.SHOP), limit=5)
    assert len(advice.suggestions) >= 3
    assert all("{" not in each.say and each.say.endswith("for you.") for each in advice.suggestions)


def test_hostile_names_are_only_text():
    assert "{occasion}" in find(advise(replace(COUPLE, call_name="{occasion}")), "g05").say


def test_the_hand_is_varied():
    alike = [replace(CARD, key=f"c{n}", family="card") for n in range(4)]
    hand = keys(suggest([*alike, WALK, FRUIT, MAP], Known("Mr Kim", HERE, earlier_visits=9), HOUSE, limit=3))
    assert len([key for key in hand if key.startswith("c")]) == 1


def test_a_third_of_one_purpose_gives_way_to_something_else_that_scores_near():
    def candidate(key: str, score: float, purpose: Purpose) -> Candidate:
        return Candidate(idea(key, key), 0, Merit((Point(score, purpose=purpose),)))

    occasions = [candidate(f"o{score}", score, Purpose.OCCASION) for score in (30, 29, 28)]
    near, far = candidate("near", 19, Purpose.USUAL), candidate("far", 9, Purpose.USUAL)
    assert [each.idea.key for each in varied([*occasions, near], 3, 0, Weights())] == ["o30", "o29", "near"]
    assert [each.idea.key for each in varied([*occasions, far], 3, 0, Weights())] == ["o30", "o29", "o28"]


def test_signals_of_a_visit():
    visit = VisitKnown(VisitStatus.EXPECTED, TODAY, TODAY + timedelta(4), NOW.replace(hour=22), "", 3, 2, 1)
    known = Known("Mr Kim", visit, (replace(ANNIVERSARY, days_off=4),), words=frozenset({"dog", "laptop"}))
    found = signals(replace(known, last_reaction=Reaction.UNEASY), HOUSE)
    assert found >= {"first_visit", "arriving", "late_arrival", "long_stay", "party", "child", "infant", "pet"}
    assert found >= {"business", "lukewarm", "word:laptop"}
    assert not found & {"occasion", "anniversary", "returning", "in_house", "departing"}
    assert holds("cat|word:laptop", found)
    assert not holds("regular|returning", found)


def test_a_caution_filed_under_alcohol_that_names_something_else_lets_no_wine_through():
    wine = idea("k1", "Wine", contains=frozenset({"alcohol"}))
    known = Known("Mr Kim", HERE, cautions=(CautionKnown(CautionKind.ALCOHOL, "melon"),), drinks_alcohol=False)
    assert keys(suggest([wine], known, HOUSE)) == []

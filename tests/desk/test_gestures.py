"""Giving: what was suggested is logged once, with its basket, and moves only forward."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from delightdesk.desk import gestures
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.vocabulary import GestureState, Reaction

ANA, BEN = 1, 2
CHAMPAGNE, FIZZ, CARD = "g05", "g06", "g08"


@pytest.fixture
def erika(desk):
    """Returning, arrives this evening, 20th anniversary today; nobody knows whether she drinks."""
    guest_id = desk.guest(title="Ms")
    desk.past_visit(guest_id)
    desk.visit(guest_id, room="412", eta="21:30", adults="2")
    desk.occasion(guest_id, day="14 june", year="2006")
    return guest_id


def _plan(desk, guest_id, idea, person=ANA, **how):
    return desk.write(lambda work: gestures.plan(work, guest_id, idea, **how), person)


def _own(desk, guest_id, title="Tea", lines=(("tea", 300),), person=ANA):
    return desk.write(lambda work: gestures.plan_own(work, guest_id, title, lines), person)


def test_a_suggestion_is_logged_as_it_was_shown(desk, erika):
    line = next(line for line in desk.card(erika).suggestions if line.idea == CHAMPAGNE)
    view = _plan(desk, erika, CHAMPAGNE)
    assert (view.title, view.state) == (line.title, GestureState.PLANNED)
    assert tuple((each.what, each.planned) for each in view.lines) == line.forms[0].lines
    assert view.planned == line.cost
    assert (view.due, view.doer, view.place) == (line.ready_by, line.who, line.place)
    assert "20th anniversary" in view.why
    (row,) = desk.sql("SELECT purpose, visit_id IS NOT NULL, planned_by FROM gesture")
    assert row == ("occasion", 1, ANA)


def test_the_alcohol_free_form_is_the_second_form_or_its_own_name(desk, erika):
    by_form = _plan(desk, erika, CHAMPAGNE, form=1)
    desk.write(lambda work: gestures.cancel(work, by_form.id))
    by_name = _plan(desk, erika, FIZZ)
    assert by_form.title == by_name.title == "Alcohol-free fizz and strawberries"
    desk.write(lambda work: gestures.cancel(work, by_name.id))
    with pytest.raises(Invalid, match="not offered"):
        _plan(desk, erika, CHAMPAGNE, form=2)


def test_what_another_window_learned_a_second_ago_stops_it(desk, erika):
    other = desk.window()
    shown = desk.card(erika).suggestions
    with_nuts = [line for line in shown if line.idea == CHAMPAGNE]
    assert with_nuts
    other.caution(erika, "no alcohol")
    before = desk.tables()
    with pytest.raises(Invalid, match=r"ruled out: no alcohol.*Nothing was logged.*Alcohol-free fizz.* would be safe"):
        _plan(desk, erika, CHAMPAGNE)
    assert desk.tables() == before


def test_a_basket_composed_before_the_allergy_was_told_is_refused(desk, erika):
    line = next(line for line in desk.card(erika).suggestions if line.idea == CHAMPAGNE)
    lines = line.forms[0].lines
    assert "strawberries" in [what for what, _ in lines]
    desk.window().caution(erika, "strawberries")
    with pytest.raises(Invalid, match=r"strawberries left out: .*Nothing was logged"):
        _plan(desk, erika, CHAMPAGNE, lines=lines)
    safe = _plan(desk, erika, CHAMPAGNE)
    assert "strawberries" not in [each.what for each in safe.lines]


def test_the_same_gesture_is_not_logged_twice(desk, erika):
    _plan(desk, erika, CHAMPAGNE)
    with pytest.raises(Invalid, match="already planned"):
        _plan(desk, erika, CHAMPAGNE)
    with pytest.raises(NotFound, match="does not fit"):
        _plan(desk, erika, "no-such-idea")


def test_above_the_allowance_it_waits_for_somebody_who_is_named(desk, erika):
    magnum = _plan(desk, erika, CHAMPAGNE, BEN, lines=[("magnum", 9000)])
    assert (magnum.state, magnum.approval, magnum.asked_of) == (GestureState.WAITING, "waiting", "Ana")
    assert _own(desk, erika, "Magnum", [("magnum", 3001)], person=BEN).state is GestureState.WAITING
    assert _own(desk, erika, "Half a magnum", [("magnum", 3000)], person=BEN).state is GestureState.PLANNED
    assert _own(desk, erika, "Kind words", [("words", 0)], person=BEN).state is GestureState.PLANNED
    assert _own(desk, erika, "Magnum", [("magnum", 9000)], person=ANA).state is GestureState.APPROVED


def test_what_was_spent_is_gone_from_the_allowance_and_comes_back_when_cancelled(desk, erika):
    assert desk.card(erika).allowance == "within your £30"
    tea = _own(desk, erika, lines=[("tea", 1800)])
    assert desk.card(erika).allowance == "£12 left of your £30"
    desk.write(lambda work: gestures.set_lines(work, tea.id, [("tea", 1800, 600)]))
    assert desk.card(erika).allowance == "£24 left of your £30"
    desk.write(lambda work: gestures.cancel(work, tea.id))
    assert desk.card(erika).allowance == "within your £30"


def test_five_lines_add_up_and_each_can_be_edited(desk, erika):
    lines = [("cleaning", 2000), ("flowers", 1000), ("wine", 1000), ("chocolate", 500), ("card", 300)]
    view = _own(desk, erika, "Laundry put right", lines)
    assert (view.planned, view.actual, view.cost_text) == (4800, None, "£48")
    edited = [(what, planned, planned - 100 if what == "wine" else None) for what, planned in lines]
    view = desk.write(lambda work: gestures.set_lines(work, view.id, edited, view.version))
    assert (view.planned, view.actual, view.cost_text) == (4800, 4700, "£47")
    with pytest.raises(Stale):
        desk.write(lambda work: gestures.set_lines(work, view.id, [], view.version - 1))


@pytest.mark.parametrize(
    "lines",
    [[("tea", -1)], [("tea", 10**9 + 1)], [("", 300)], [("\x1b[2J", 300)], [(f"line {n}", 1) for n in range(13)]],
)
def test_a_basket_that_makes_no_sense_is_refused(desk, erika, lines):
    before = desk.tables()
    with pytest.raises(Invalid, match="Nothing was saved"):
        _own(desk, erika, "Tea", lines)
    with pytest.raises(Invalid, match="Nothing was logged"):
        _own(desk, erika, " ", [])
    assert desk.tables() == before


def test_a_reaction_in_the_guests_own_words_or_none(desk, erika):
    tea = _own(desk, erika)
    with pytest.raises(Invalid, match="delivered"):
        desk.write(lambda work: gestures.react(work, tea.id, Reaction.PLEASED))
    assert desk.write(lambda work: gestures.deliver(work, tea.id)).reaction is None
    desk.write(lambda work: gestures.react(work, tea.id, Reaction.MOVED, "how did you\x1b[1m know"))
    view = desk.write(lambda work: gestures.react(work, tea.id, Reaction.DELIGHTED))
    assert (view.reaction, view.words) == (Reaction.DELIGHTED, "how did you know")
    assert desk.sql("SELECT delivered_by, delivered_at IS NOT NULL FROM gesture") == [(ANA, 1)]


def test_what_was_declined_is_not_offered_again_and_says_why(desk, erika):
    view = _plan(desk, erika, CARD)
    desk.write(lambda work: gestures.decline(work, view.id, "no fuss please"))
    out = {line.idea: line.because for line in desk.card(erika).ruled_out}
    assert out[CARD][0].startswith("declined on")


def test_none_today_is_an_answer_of_this_day_alone(desk, erika):
    desk.write(lambda work: gestures.none_today(work, erika), BEN)
    assert desk.card(erika).none_today == "None today, said Ben at 16:42"
    desk.clock.ahead(hours=8)
    assert desk.card(erika).none_today == "None today, said Ben at 16:42"
    desk.clock.ahead(hours=4)
    assert desk.card(erika).none_today == ""


LEGAL = {
    "planned": {"ready", "delivered", "declined", "cancelled"},
    "approved": {"ready", "delivered", "declined", "cancelled"},
    "ready": {"delivered", "declined", "cancelled"},
    "delivered": set(),
    "declined": set(),
    "cancelled": set(),
}
MOVES = {
    "ready": gestures.mark_ready,
    "delivered": gestures.deliver,
    "declined": gestures.decline,
    "cancelled": gestures.cancel,
}
lines = st.lists(
    st.tuples(st.sampled_from(["tea", "cake", "card"]), st.integers(0, 3000), st.none() | st.integers(0, 5000)),
    max_size=5,
)


class LifeOfAGesture(RuleBasedStateMachine):
    """A gesture is moved about at random; the model beside it says what must hold."""

    make = None

    def __init__(self):
        super().__init__()
        self.desk = type(self).make()
        self.guest = self.desk.guest()
        self.visit = self.desk.visit(self.guest)
        self.id, self.state, self.basket, self.reaction = 0, "", [], None

    @precondition(lambda self: not self.id)
    @rule(title=st.sampled_from(["Tea", "Kite"]), cost=st.integers(0, 9000))
    def plan(self, title, cost):
        view = _own(self.desk, self.guest, title, [("tea", cost)])
        self.id, self.state, self.basket = view.id, "approved" if cost > 3000 else "planned", [("tea", cost, None)]

    @precondition(lambda self: self.id)
    @rule(to=st.sampled_from(sorted(MOVES)))
    def move(self, to):
        if to in LEGAL[self.state]:
            self.desk.write(lambda work: MOVES[to](work, self.id))
            self.state = to
        else:
            before = self.desk.tables()
            with pytest.raises(Invalid, match="Nothing was changed"):
                self.desk.write(lambda work: MOVES[to](work, self.id))
            assert self.desk.tables() == before

    @precondition(lambda self: self.id)
    @rule(reaction=st.sampled_from(Reaction))
    def react(self, reaction):
        if self.state == "delivered":
            self.desk.write(lambda work: gestures.react(work, self.id, reaction))
            self.reaction = reaction
        else:
            with pytest.raises(Invalid):
                self.desk.write(lambda work: gestures.react(work, self.id, reaction))

    @precondition(lambda self: self.id)
    @rule(basket=lines)
    def fill(self, basket):
        before = sum(planned if actual is None else actual for _, planned, actual in self.basket)
        self.desk.write(lambda work: gestures.set_lines(work, self.id, basket))
        self.basket = basket
        cost = sum(planned if actual is None else actual for _, planned, actual in basket)
        if self.state == "planned" and cost > max(before, 3000):
            self.state = "approved"

    @rule(minutes=st.integers(1, 90))
    def wait(self, minutes):
        self.desk.clock.now += timedelta(minutes=minutes)

    @invariant()
    def the_view_is_the_model(self):
        if not self.id:
            return
        view = self.desk.read(lambda work: gestures.view(work, self.id))
        assert (view.state, view.reaction) == (self.state, self.reaction)
        assert [(line.what, line.planned, line.actual) for line in view.lines] == self.basket
        assert view.planned == sum(planned for _, planned, _ in self.basket)
        known = any(actual is not None for _, _, actual in self.basket)
        spent = sum(planned if actual is None else actual for _, planned, actual in self.basket)
        assert view.actual == (spent if known else None)
        (line,) = self.desk.card(self.guest).gestures
        assert line.cost == (spent if known else view.planned)

    def teardown(self):
        self.desk.close()


def test_a_gesture_moves_only_forward(fresh_desk):
    LifeOfAGesture.make = staticmethod(fresh_desk)
    run_state_machine_as_test(
        LifeOfAGesture,
        settings=settings(
            max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

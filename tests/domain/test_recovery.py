"""What still lacks before a guest is put right, and what comes next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.recovery import MANAGER_DECIDES, alternatives_missing, missing, next_step
from delightdesk.domain.vocabulary import Fault, ProblemState, RecoveryStep

S, P = RecoveryStep, ProblemState
HEARD = {S.LISTEN, S.ACKNOWLEDGE}


def test_closing_asks_for_the_apology_and_the_guests_word():
    assert missing((), confirmed=False) == ("an apology", "a fix the guest confirmed")
    assert missing((S.APOLOGISE, S.FIX), confirmed=False) == ("a fix the guest confirmed",)
    assert missing((S.APOLOGISE,), confirmed=True) == ()


@pytest.mark.parametrize(
    ("state", "steps", "expected"),
    [
        (P.OPEN, set(), "listen"),
        (P.OPEN, HEARD, "apologise"),
        (P.ACTING, HEARD | {S.APOLOGISE}, "options|two ways"),
        (P.ACTING, HEARD | {S.APOLOGISE, S.OPTIONS}, "fix it"),
        (P.ACTING, {S.FIX}, "apologise"),
        (P.ACTING, {S.APOLOGISE, S.FIX}, "right now"),
        (P.EVEN, {S.APOLOGISE, S.FIX}, "one small thing beyond"),
        (P.EVEN, {S.APOLOGISE, S.FIX, S.BEYOND}, "ask again"),
        (P.BEYOND, {S.APOLOGISE, S.FIX, S.BEYOND}, "ask again"),
        (P.REOPENED, {S.APOLOGISE, S.FIX}, "manager"),
    ],
)
def test_the_next_thing_to_do(state: ProblemState, steps: set[RecoveryStep], expected: str):
    said = next_step(state, steps, 2, Fault.OURS)
    assert any(each in said for each in expected.split("|"))


@pytest.mark.parametrize("state", [P.LOST, P.BEYOND])
def test_what_is_over_has_no_next_step(state: ProblemState):
    assert next_step(state, set(S), 5, Fault.OURS) == ""


@given(st.sampled_from(P), st.sets(st.sampled_from(S)), st.integers(1, 5), st.sampled_from(Fault))
def test_nobody_is_sent_away_and_harm_is_the_managers(state, steps, severity, fault):
    said = next_step(state, steps, severity, fault)
    assert not {"supplier", "refer", "contact", "them", "third"} & set(said.split())
    if severity == 5 and state in (P.OPEN, P.ACTING, P.EVEN, P.REOPENED):
        assert said == MANAGER_DECIDES
    if state in (P.OPEN, P.ACTING, P.REOPENED):
        assert said


def test_whoever_pays_the_fix_is_ours():
    steps = HEARD | {S.APOLOGISE, S.OPTIONS}
    assert "ourselves" in next_step(P.ACTING, steps, 2, Fault.SUPPLIER)


def test_a_no_comes_with_two_things_we_can_do_or_a_partner():
    assert alternatives_missing(["twin with terrace", "sea view from Friday"], "") == ""
    assert alternatives_missing([], "the partner hotel") == ""
    assert "two things" in alternatives_missing([" "], "")
    assert "one more" in alternatives_missing(["twin", "Twin "], " ")

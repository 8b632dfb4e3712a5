"""What past reactions prove, and how far a remembered preference may be trusted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.evidence import Evidence, summarise
from delightdesk.domain.habits import Habit, standing
from delightdesk.domain.knowledge import Given, PreferenceKnown
from delightdesk.domain.vocabulary import GestureState, NoteSource, Reaction

TODAY = date(2027, 6, 15)


def delivered(reaction, idea="g05", state=GestureState.DELIVERED):
    return Given(idea, "fizz", "Champagne", TODAY, "the guest", state, reaction=reaction)


def test_reactions_are_counted_by_idea_and_only_when_delivered():
    past = [
        *[delivered(Reaction.MOVED)] * 4,
        delivered(Reaction.NEUTRAL),
        delivered(Reaction.UNEASY),
        delivered(None),
        delivered(Reaction.MOVED, state=GestureState.CANCELLED),
        delivered(Reaction.MOVED, idea=None),
        delivered(Reaction.PLEASED, idea="g01"),
    ]
    found = summarise(past)
    assert found["g05"] == Evidence("g05", given=7, warm=4, uneasy=1, neutral=1)
    assert found["g05"].reason == "taken warmly 4 of 6 times"
    assert found["g01"].lift == 0.0
    assert found["g01"].reason == ""
    assert set(found) == {"g05", "g01"}


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_lift_is_bounded_and_grows_with_warmth(warm, neutral, uneasy):
    here = Evidence("x", 600, warm, uneasy, neutral)
    assert -1 < here.lift < 1
    if here.answered >= 5:
        assert Evidence("x", 600, warm + 1, uneasy, neutral).lift > here.lift
        assert Evidence("x", 600, warm, uneasy + 1, neutral).lift < here.lift
    else:
        assert here.lift == 0.0


@pytest.mark.parametrize(
    ("sightings", "source", "days", "words"),
    [
        (1, NoteSource.OBSERVED_ONCE, 1, "guess, confirm"),
        (1, NoteSource.GUEST, 1, "seen"),
        (2, NoteSource.OBSERVED_ONCE, 149, "seen"),
        (3, NoteSource.OBSERVED_OFTEN, 149, "usual"),
        (3, NoteSource.OBSERVED_OFTEN, 150, "usual, confirm"),
        (9, NoteSource.GUEST, None, "usual, confirm"),
    ],
)
def test_a_habit_is_a_guess_seen_or_the_usual_and_goes_stale(sightings, source, days, words):
    confirmed = None if days is None else TODAY - timedelta(days=days)
    found = standing(PreferenceKnown("flat white, oat", sightings, confirmed, source), TODAY)
    assert found.words == words
    assert (found.habit is Habit.USUAL) == (sightings >= 3)

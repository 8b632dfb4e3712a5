"""When to warn, and what needs a person first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.promise_clock import LEAST, Urgency, call_words, left, running, sort_key, urgency, warn_at
from delightdesk.domain.vocabulary import TaskKind

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
DAY_ENDS = datetime(2026, 6, 11, 2, tzinfo=UTC)
FIRST, LAST = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(("length", "after"), [(240, 120), (60, 30), (40, 20), (20, 5), (10, 0), (0, 0)])
def test_half_the_time_but_at_least_a_quarter_of_an_hour(length: float, after: float):
    assert warn_at(NOON, NOON + minutes(length)) == NOON + minutes(after)
    assert warn_at(NOON, NOON + minutes(length), TaskKind.FOLLOW_UP) == NOON + minutes(max(0, length - 15))


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_the_warning_lies_between_making_and_due(made: datetime, length: timedelta):
    warn = warn_at(made, made + length)
    assert made <= warn <= made + length
    assert made + length - warn >= min(LEAST, length)


def test_the_warning_counts_true_hours_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    made, due = datetime(2026, 3, 29, 1, tzinfo=berlin), datetime(2026, 3, 29, 5, tzinfo=berlin)
    assert warn_at(made, due) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def level(due: float | None, warn: float | None = None, *, prepared=False, mine=False, orphan=False) -> Urgency:
    return urgency(
        NOON,
        None if due is None else NOON + minutes(due),
        None if warn is None else NOON + minutes(warn),
        prepared=prepared,
        offered_to_me=mine,
        is_orphan=orphan,
        day_ends=DAY_ENDS,
    )


def test_what_needs_a_person_first():
    assert level(-1, -20, prepared=True, mine=True, orphan=True) is Urgency.OVERDUE
    assert level(0) is Urgency.OVERDUE
    assert level(30, -1, mine=True) is Urgency.OFFERED
    assert level(None, mine=True) is Urgency.OFFERED
    assert level(30, 0, orphan=True) is Urgency.WARNED
    assert level(30, -1, prepared=True) is Urgency.SOON
    assert level(None, orphan=True) is Urgency.ORPHAN
    assert level(13 * 60) is Urgency.SOON
    assert level(14 * 60) is Urgency.LATER
    assert level(None) is Urgency.SOMETIME
    assert sorted(Urgency) == list(Urgency)


@given(st.permutations(range(6)))
def test_the_order_is_total(order: list[int]):
    items = [
        sort_key(Urgency.OVERDUE, 2, NOON, 4),
        sort_key(Urgency.SOON, 5, NOON, 3),
        sort_key(Urgency.SOON, 2, NOON, 2),
        sort_key(Urgency.SOON, 2, None, 1),
        sort_key(Urgency.LATER, 0, NOON, 6),
        sort_key(Urgency.LATER, 3, NOON + minutes(5), 5),
    ]
    assert sorted(items[place] for place in order) == items


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0.5, "0 min"),
        (14, "14 min"),
        (120, "2 h"),
        (125, "2 h 05"),
        (60 * 26, "1 day"),
        (60 * 73, "3 days"),
        (-3, "0 min"),
    ],
)
def test_how_long_it_runs(length: float, said: str):
    assert running(NOON, NOON + minutes(length)) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(14.5, "in 14 min"), (180, "in 3 h"), (-25, "25 min ago"), (0.9, "now"), (-0.9, "now"), (1, "in 1 min")],
)
def test_how_far_off_it_is(ahead: float, said: str):
    assert left(NOON + minutes(ahead), NOON) == said


def test_the_call_gives_the_true_time_and_no_excuse():
    said = call_words("sea view", datetime(2026, 6, 10, 18, tzinfo=ZoneInfo("Europe/Berlin")), "19:00")
    assert "18:00" in said
    assert "19:00" in said
    unknown = call_words("sea view", NOON, " ")
    assert "call you again" in unknown
    assert not {"because", "unfortunately", "busy", "!"} & set((said + unknown).casefold().split())

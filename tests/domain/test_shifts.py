"""Hours as a house writes them, and the shift an instant belongs to: over midnight, month ends and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.errors import Invalid
from delightdesk.domain.shifts import USUAL, last_shift, next_shift, parse_shifts, shift_at, shifts_around, written
from delightdesk.domain.vocabulary import Sector

LONDON, FOUR = ZoneInfo("Europe/London"), time(4)
HOTEL = parse_shifts(USUAL[Sector.HOTEL])


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON).astimezone(UTC)


def _name_and_day(now, hours=HOTEL):
    shift = shift_at(now, hours, FOUR, LONDON)
    return shift and (shift.name, shift.day)


def test_hours_are_read_as_they_hang_on_the_wall():
    assert written(parse_shifts("Late 15-23; early 7.00–15, night 23:00 to 7")) == (
        "early 07:00-15:00, Late 15:00-23:00, night 23:00-07:00"
    )
    assert written(parse_shifts("day 9-24")) == "day 09:00-00:00"
    for usual in USUAL.values():
        assert written(parse_shifts(usual)) == usual


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "at least one"), ("early", "no shift"), ("early 7-25", "no time"), ("a 7-15, a 15-23", "Two shifts"),
     ("a 7-15, b 14-22", "still on"), ("a 7-15, b 22-8", "b is still on when a begins"), ("7-15", "no shift")],
)  # fmt: skip
def test_hours_that_cannot_be_are_named(typed, said):
    with pytest.raises(Invalid, match=said) as told:
        parse_shifts(typed)
    assert told.value.field == "shifts"


def test_a_night_is_one_shift_over_midnight_and_month_end():
    assert _name_and_day(at(2026, 6, 30, 23, 0)) == ("night", date(2026, 6, 30))
    assert _name_and_day(at(2026, 7, 1, 3, 0)) == ("night", date(2026, 6, 30))
    assert _name_and_day(at(2026, 7, 1, 6, 59)) == ("night", date(2026, 6, 30))
    assert _name_and_day(at(2026, 7, 1, 7, 0)) == ("early", date(2026, 7, 1))


def test_a_shift_that_begins_before_the_day_does_belongs_to_the_day_before():
    hours = parse_shifts("bar 01:00-03:00")
    assert _name_and_day(at(2026, 6, 15, 2), hours) == ("bar", date(2026, 6, 14))


def test_the_clock_change_makes_a_night_shorter_or_longer():
    spring, autumn = (shift_at(at(2026, month, day, 23, 30), HOTEL, FOUR, LONDON) for month, day in ((3, 28), (10, 24)))
    lengths = [shift.ends_at - shift.begins_at for shift in (spring, autumn) if shift is not None]
    assert lengths == [timedelta(hours=7), timedelta(hours=9)]


def test_a_closed_shop_has_a_last_and_a_next_shift():
    hours = parse_shifts(USUAL[Sector.SHOP])
    midnight = at(2026, 6, 15, 0, 30)
    assert shift_at(midnight, hours, FOUR, LONDON) is None
    assert last_shift(midnight, hours, FOUR, LONDON).day == date(2026, 6, 14)
    assert next_shift(midnight, hours, FOUR, LONDON).day == date(2026, 6, 15)


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_around_the_clock_every_instant_has_exactly_one_shift(minutes):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    running = [each for each in shifts_around(now, HOTEL, FOUR, LONDON) if each.begins_at <= now < each.ends_at]
    assert len(running) == 1
    assert last_shift(now, HOTEL, FOUR, LONDON).ends_at == running[0].begins_at
    assert next_shift(now, HOTEL, FOUR, LONDON).begins_at == running[0].ends_at

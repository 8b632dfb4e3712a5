"""The house's day: nights that belong to the day before, clocks that skip and repeat."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.clock import ago, arrival_instant, at_house, house_day, spoken_day, zone_of
from delightdesk.domain.errors import Invalid

LONDON = zone_of("Europe/London")
FOUR = time(4)
TODAY = date(2026, 6, 16)


def test_after_midnight_it_is_still_the_day_before() -> None:
    assert house_day(datetime(2026, 6, 14, 23, 40, tzinfo=UTC), FOUR, LONDON) == date(2026, 6, 14)
    assert house_day(datetime(2026, 6, 15, 3, 0, tzinfo=UTC), FOUR, LONDON) == date(2026, 6, 15)


def test_a_late_arrival_belongs_to_the_night_of_its_day() -> None:
    late = arrival_instant(date(2026, 6, 14), time(0, 30), FOUR, LONDON)
    assert late == datetime(2026, 6, 14, 23, 30, tzinfo=UTC)
    assert house_day(late, FOUR, LONDON) == date(2026, 6, 14)
    assert arrival_instant(date(2026, 6, 14), time(16), FOUR, LONDON) == datetime(2026, 6, 14, 15, tzinfo=UTC)
    assert arrival_instant(date(2026, 6, 14), None, FOUR, LONDON) is None


def test_skipped_and_repeated_hours() -> None:
    assert at_house(date(2026, 3, 29), time(1, 30), LONDON).astimezone(LONDON).time() == time(2, 30)
    assert at_house(date(2026, 10, 25), time(1, 30), LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.times(),
    st.sampled_from(["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", ""]),
)
def test_every_arrival_falls_on_its_own_house_day(day: date, eta: time, name: str) -> None:
    zone = zone_of(name)
    instant = arrival_instant(day, eta, FOUR, zone)
    assert instant is not None
    assert house_day(instant, FOUR, zone) == day


@pytest.mark.parametrize("name", ["Europe/Lundon", "Europe", "../etc/passwd", "\x00", "/etc/localtime"])
def test_a_wrong_zone_is_refused_in_plain_words(name: str) -> None:
    with pytest.raises(Invalid, match="not known"):
        zone_of(name)


def test_this_pc_keeps_its_summer_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import time as clock

    if not hasattr(clock, "tzset"):
        pytest.skip("the zone of a running program can only be changed on POSIX")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clock.tzset()
    try:
        here = zone_of("")
        assert at_house(date(2026, 1, 1), time(12), here) == datetime(2026, 1, 1, 11, tzinfo=UTC)
        assert at_house(date(2026, 7, 1), time(12), here) == datetime(2026, 7, 1, 10, tzinfo=UTC)
        twice = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(here)
        assert (twice.time(), twice.fold) == (time(2, 30), 1)
        assert twice.astimezone(UTC).hour == 1
    finally:
        monkeypatch.undo()
        clock.tzset()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"), (date(2026, 6, 17), "tomorrow"), (date(2026, 6, 18), "Thursday"),
        (date(2026, 6, 22), "Monday"), (date(2026, 6, 23), "23 June"), (date(2025, 6, 3), "3 June 2025"),
    ],
)  # fmt: skip
def test_days_as_people_say_them(day: date, said: str) -> None:
    assert spoken_day(day, TODAY) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (13, "13 days ago"),
        (31, "4 weeks ago"),
        (153, "5 months ago"),
        (800, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, said: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == said

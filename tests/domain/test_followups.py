"""Hearing from us again: in the stay, at farewell, and once when nobody expects it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.clock import house_day
from delightdesk.domain.followups import follow_ups
from delightdesk.domain.vocabulary import Sector

BERLIN = ZoneInfo("Europe/Berlin")
FOUR = time(4)
FIRST, LAST = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone


def planted(now: datetime, depart: date | None, *, in_house: bool = True, sector: Sector = Sector.HOTEL) -> list[str]:
    found = follow_ups(
        now, house_day(now, FOUR, BERLIN), in_house=in_house, depart=depart, zone=BERLIN, day_starts=FOUR, sector=sector
    )
    return [f"{each.due.astimezone(BERLIN):%m-%d %H:%M}{' *' if each.unexpected else ''}" for each in found]


def at(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def test_the_ladder_of_a_stay():
    assert planted(at(10, 16), date(2026, 6, 13)) == ["06-11 10:00", "06-13 08:00", "06-24 11:00 *"]


@pytest.mark.parametrize(
    ("now", "depart", "expected"),
    [
        (at(10, 16), date(2026, 6, 11), ["06-11 08:00", "06-24 11:00 *"]),
        (at(10, 7), date(2026, 6, 10), ["06-10 08:00", "06-24 11:00 *"]),
        (at(10, 9), date(2026, 6, 10), ["06-10 11:00", "06-24 11:00 *"]),
        (at(11, 3, 30), date(2026, 6, 10), ["06-24 11:00 *"]),
        (at(11, 0, 40), date(2026, 6, 12), ["06-11 10:00", "06-12 08:00", "06-24 11:00 *"]),
        (at(10, 16), date(2026, 6, 9), ["06-24 11:00 *"]),
        (at(10, 16), date(2026, 6, 24), ["06-11 10:00", "06-24 08:00", "07-01 11:00 *"]),
        (at(10, 16), date(2026, 7, 30), ["06-11 10:00", "07-30 08:00", "07-10 11:00 *"]),
        (at(10, 16), None, ["06-11 10:00", "06-24 11:00 *"]),
        (at(28, 22, month=3), date(2026, 3, 30), ["03-29 10:00", "03-30 08:00", "04-11 11:00 *"]),
    ],
)
def test_only_where_they_still_are(now: datetime, depart: date | None, expected: list[str]):
    assert planted(now, depart) == expected


def test_whoever_is_not_in_the_house_hears_once_later():
    assert planted(at(10, 16), date(2026, 6, 13), in_house=False) == ["06-24 11:00 *"]
    for sector in (Sector.RESTAURANT, Sector.SHOP, Sector.CLINIC):
        assert planted(at(10, 16), None, sector=sector) == ["06-24 11:00 *"]


@given(
    st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    st.none() | st.integers(-2, 60),
    st.booleans(),
    st.sampled_from(Sector),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.sampled_from([time(0), time(4), time(6)]),
)
def test_none_is_in_the_past_and_each_falls_on_its_day(now, nights, in_house, sector, name, day_starts):
    zone = ZoneInfo(name)
    today = house_day(now, day_starts, zone)
    depart = None if nights is None else today + timedelta(days=nights)
    found = follow_ups(now, today, in_house=in_house, depart=depart, zone=zone, day_starts=day_starts, sector=sector)
    assert all(each.due > now and each.due.tzinfo is UTC for each in found)
    later = [each for each in found if each.unexpected]
    assert len(later) == 1
    assert 7 <= (house_day(later[0].due, day_starts, zone) - today).days <= 30
    for each in found:
        if not each.unexpected:
            assert in_house
            assert depart is None or house_day(each.due, day_starts, zone) <= depart

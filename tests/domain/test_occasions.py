"""Occasions: days without a year, stays over New Year, the twenty-ninth of February."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.occasions import (
    congratulation,
    due,
    falls_on,
    first_year,
    next_on,
    ordinal,
    spoken,
    years_on,
)
from delightdesk.domain.vocabulary import OccasionKind

ANNIVERSARY, BIRTHDAY, HONEYMOON = OccasionKind.ANNIVERSARY, OccasionKind.BIRTHDAY, OccasionKind.HONEYMOON
TODAY = date(2026, 6, 10)


def test_the_twentieth_inside_the_stay() -> None:
    found = due(ANNIVERSARY, 14, 6, 2006, date(2026, 6, 13), date(2026, 6, 15), TODAY, "the guest", True, "husband")
    assert found is not None
    assert (found.on, found.days_off, found.years, found.secret_from) == (date(2026, 6, 14), 0, 20, "husband")


@pytest.mark.parametrize(
    ("arrive", "days_off"),
    [(date(2026, 6, 17), 3), (date(2026, 6, 18), None), (date(2026, 6, 9), 3), (date(2026, 6, 8), None)],
)
def test_the_window_on_either_side(arrive: date, days_off: int | None) -> None:
    found = due(ANNIVERSARY, 14, 6, None, arrive, arrive + timedelta(days=2), TODAY)
    assert (found.days_off if found else None) == days_off
    assert due(ANNIVERSARY, 14, 6, None, arrive, arrive + timedelta(days=2), TODAY, exact=True) is None


def test_a_stay_over_new_year() -> None:
    found = due(BIRTHDAY, 1, 1, 2000, date(2026, 12, 30), date(2027, 1, 2), date(2026, 12, 1))
    assert found is not None
    assert (found.on, found.days_off, found.years) == (date(2027, 1, 1), 0, 27)
    before = due(BIRTHDAY, 30, 12, None, date(2027, 1, 2), None, date(2027, 1, 2))
    assert before is not None
    assert (before.on, before.days_off) == (date(2026, 12, 30), 3)


def test_leap_days() -> None:
    assert falls_on(29, 2, 2027) == date(2027, 2, 28)
    assert falls_on(29, 2, 2028) == date(2028, 2, 29)
    assert next_on(29, 2, date(2027, 3, 1)) == date(2028, 2, 29)
    with pytest.raises(ValueError, match="day"):
        falls_on(31, 6, 2026)


def test_what_has_no_day_holds_for_the_visit() -> None:
    found = due(HONEYMOON, None, None, None, date(2026, 6, 13), date(2026, 6, 20), TODAY)
    assert found is not None
    assert (found.on, found.days_off) == (date(2026, 6, 13), 0)
    assert due(BIRTHDAY, None, 6, None, date(2026, 6, 13), date(2026, 6, 20), TODAY) is None


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.integers(0, 400),
    st.dates(date(2004, 1, 1), date(2004, 12, 31)),
    st.integers(0, 10),
)
def test_due_finds_exactly_what_a_calendar_finds(arrive: date, nights: int, day: date, window: int) -> None:
    depart = arrive + timedelta(days=nights)
    found = due(BIRTHDAY, day.day, day.month, None, arrive, depart, arrive, window=window)
    near = [
        arrive + timedelta(days=step)
        for step in range(-window, nights + window + 1)
        if arrive + timedelta(days=step) == falls_on(day.day, day.month, (arrive + timedelta(days=step)).year)
    ]
    assert (found is not None) == bool(near)
    if found:
        assert found.on in near
        assert (found.days_off == 0) == (arrive <= found.on <= depart)


def test_counting_years() -> None:
    assert years_on(2006, date(2026, 6, 14)) == 20
    assert years_on(2026, date(2026, 6, 14)) is None
    assert years_on(None, date(2026, 6, 14)) is None
    assert first_year(20, 14, 6, date(2026, 6, 16)) == 2006
    assert first_year(20, 2, 1, date(2026, 12, 30)) == 2007
    assert first_year(20, None, None, date(2026, 12, 30)) == 2006


def test_words_for_it() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 20, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "20th", "21st", "112th",
    ]  # fmt: skip
    assert spoken(ANNIVERSARY, 20, "the guest") == "20th anniversary"
    assert spoken(BIRTHDAY, None, "wife") == "wife's birthday"
    assert congratulation(ANNIVERSARY, 20, "Ms Schultz") == "Happy 20th anniversary, Ms Schultz."
    assert congratulation(BIRTHDAY, 50, "Ms Schultz") == "Happy birthday, Ms Schultz."
    assert congratulation(BIRTHDAY, None, "Mr Hall", "wife") == "Our best wishes for your wife's birthday, Mr Hall."


def test_nothing_is_said_that_gives_something_away() -> None:
    assert congratulation(OccasionKind.PROPOSAL, None, "Mr Hall") == ""
    assert congratulation(ANNIVERSARY, 20, "Mr Hall", secret=True) == ""
    for kind in set(OccasionKind) - {OccasionKind.PROPOSAL}:
        assert congratulation(kind, None, "Mr Hall").endswith(", Mr Hall.")

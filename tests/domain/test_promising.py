"""A promise in one line: what, and by when on the house's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.promising import Promise, due_of, read_promise, split_due

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 10, 16, 42, tzinfo=BERLIN)
"""A Wednesday afternoon."""
DEPART = date(2026, 6, 14)


def read(typed: str, now: datetime = NOW) -> tuple[str, str]:
    """The text, and the due as the house's clock shows it ("12 17:00"), empty when there is none."""
    found = read_promise(typed, now, day_first=True, depart=DEPART)
    return found.text, f"{found.due.astimezone(now.tzinfo):%d %H:%M}" if found.due else ""


@pytest.mark.parametrize(
    ("typed", "text", "due"),
    [
        ("sea view by 6pm", "sea view", "10 18:00"),
        ("sea view by 18:00", "sea view", "10 18:00"),
        ("we promised her sea view by 6pm", "sea view", "10 18:00"),
        ("promise: sea view, 6 pm.", "sea view", "10 18:00"),
        ("brochures friday 17:00", "brochures", "12 17:00"),
        ("brochures by Friday 17:00", "brochures", "12 17:00"),
        ("brochures at 5pm on Friday", "brochures", "12 17:00"),
        ("brochures wed 12:00", "brochures", "17 12:00"),
        ("brochures wednesday 5pm", "brochures", "10 17:00"),
        ("call back in 20 min", "call back", "10 17:02"),
        ("extra towels within an hour", "extra towels", "10 17:42"),
        ("call back in half an hour", "call back", "10 17:12"),
        ("new card in 2 days", "new card", "12 16:42"),
        ("cot by tomorrow 9am", "cot", "11 09:00"),
        ("cot tomorrow morning", "cot", "11 10:00"),
        ("taxi at noon", "taxi", "11 12:00"),
        ("cake by midnight", "cake", "11 00:00"),
        ("dinner tonight", "dinner", "10 20:00"),
        ("dinner tonight at nine", "dinner", "10 21:00"),
        ("new kettle tomorrow", "new kettle", "11 12:00"),
        ("bill before check-out", "bill", "14 11:00"),
        ("towels by 15 jun 9am", "towels", "15 09:00"),
        ("towels by 15th of June", "towels", "15 12:00"),
        ("towels by 16/6", "towels", "16 12:00"),
        ("lamp by six", "lamp", "10 18:00"),
        ("lamp by half past six", "lamp", "10 18:30"),
        ("table for 6 by 7", "table for 6", "10 19:00"),
        ("taxi at 9:30", "taxi", "11 09:30"),
        ("taxi by 17.30", "taxi", "10 17:30"),
        ("lamp today", "lamp", "10 18:00"),
        ("sea view by 6pm if free", "sea view if free", "10 18:00"),
        ("call her back by friday about the boat", "call her back about the boat", "12 12:00"),
        ("by 6pm", "", "10 18:00"),
    ],
)
def test_what_and_when(typed: str, text: str, due: str):
    assert read(typed) == (text, due)


@pytest.mark.parametrize(
    "typed",
    [
        "table by the window", "table in the sun", "room 12", "menu 3/4", "champagne on arrival", "24h room service",
        "table for 6", "email about 12", "lamp fixed by 25:99", "call if she may", "late check-out", "discount by 12.80",
    ],
)  # fmt: skip
def test_words_that_are_no_time_stay_in_the_promise(typed: str):
    assert read_promise(typed, NOW, day_first=True, depart=DEPART) == Promise(typed, None, "")


def test_a_time_that_cannot_be_counted_is_said_and_not_invented():
    assert read_promise("bill before check-out", NOW, day_first=True) == Promise("bill", None, "check-out")
    assert read_promise("menu by 31 jun", NOW, day_first=True) == Promise("menu", None, "31 jun")
    assert read_promise("menu by 9 jun 8am", NOW, day_first=True) == Promise("menu", None, "9 jun 8am")


def test_the_next_six_o_clock_is_in_the_morning_at_night():
    late = NOW.replace(hour=23)
    assert read("call by six", late) == ("call", "11 06:00")
    assert read("dinner tonight", late) == ("dinner", "10 23:59")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("6pm", "10 18:00"), ("by 6pm", "10 18:00"), ("tomorrow morning", "11 10:00"), ("friday", "12 12:00"),
        ("six", "10 18:00"), ("in 20 min", "10 17:02"), ("20 min", "10 17:02"), ("check-out", "14 11:00"),
    ],
)  # fmt: skip
def test_words_for_when_alone(words: str, due: str):
    found = due_of(words, NOW, day_first=True, depart=DEPART)
    assert found is not None
    assert f"{found.astimezone(BERLIN):%d %H:%M}" == due


def test_day_and_month_follow_the_house():
    assert due_of("7/6 9am", NOW, day_first=False) == datetime(2026, 7, 6, 7, tzinfo=UTC)
    assert due_of("6/7 9am", NOW, day_first=True) == datetime(2026, 7, 6, 7, tzinfo=UTC)


def test_the_night_the_clocks_change():
    before = datetime(2026, 3, 28, 22, 0, tzinfo=BERLIN)
    assert due_of("tomorrow 02:30", before, day_first=True) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert due_of("tomorrow 9am", before, day_first=True) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert due_of("in 6 hours", before, day_first=True) == datetime(2026, 3, 29, 3, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 23, 30, tzinfo=BERLIN)
    assert due_of("2:30", autumn, day_first=True) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


FIRST, LAST = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
HOURS = st.datetimes(FIRST, LAST).map(lambda at: at.replace(tzinfo=UTC).astimezone(BERLIN))
BITS = ["sea view", "by", "before", "at", "on", "6pm", "18:00", "friday", "tomorrow", "15 jun", "31 feb", "the window", "tonight",
        "in", "20", "min", "within", "an hour", "six", "half past", "check-out", "promise", ",", "for", "2", "3/4", "sun", "\u0661"]  # fmt: skip
LINES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(BITS), max_size=14).map(" ".join))


@given(LINES, HOURS, st.booleans())
def test_no_line_breaks_it_and_no_due_is_over(line: str, now: datetime, day_first: bool):
    found = read_promise(line, now, day_first=day_first, depart=now.date())
    if found.due is not None:
        assert found.due.tzinfo is UTC
        assert found.due > now
        assert found.due_words


@given(LINES)
def test_no_word_is_lost(line: str):
    text, due = split_due(line)
    kept = [word.strip(" .,;:-–—") for word in f"{text} {due}".split()]
    assert {word.strip(" .,;:-–—").casefold() for word in line.split()} - {word.casefold() for word in kept} <= {
        "", "by", "before", "at", "on", "for",
    }  # fmt: skip


@given(HOURS, st.times())
def test_a_clock_time_is_the_next_time_the_clock_shows_it(now: datetime, at):
    due = due_of(f"{at:%H:%M}", now, day_first=True)
    assert due is not None
    assert timedelta(0) < due - now.astimezone(UTC) <= timedelta(hours=26)
    assert due.astimezone(BERLIN).minute == at.minute

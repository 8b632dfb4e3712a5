"""Days and hours as a person types them into a field."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from delightdesk.domain.errors import Invalid
from delightdesk.domain.typed_days import read_day, read_due

NOW = datetime(2026, 6, 14, 16, 42)  # noqa: DTZ001 - what the clock on the wall shows, a Sunday


@pytest.mark.parametrize(
    ("typed", "day"),
    [("sunday", 14), ("Monday", 15), ("saturday", 20), ("tomorrow", 15), ("+3", 17), ("16 jun", 16), ("16/6", 16)],
)
def test_a_day(typed, day):
    assert read_day(typed, NOW.date(), day_first=True, field="day") == date(2026, 6, day)


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("18:00", 14, time(18)),
        ("6 pm", 14, time(18)),
        ("16:42", 14, time(16, 42)),
        ("9:30", 15, time(9, 30)),
        ("tomorrow 09:00", 15, time(9)),
        ("Tuesday 8am", 16, time(8)),
        ("today 08:00", 14, time(8)),
        ("16 jun 18.30", 16, time(18, 30)),
    ],
)
def test_a_day_and_an_hour(typed, day, hour):
    assert read_due(typed, NOW, day_first=True) == (date(2026, 6, day), hour)


@pytest.mark.parametrize("typed", ["25:99", "soon", "yestermorrow 9:00", "18:00 or so", "35 jun 9:00", "9:00\x00"])
def test_what_is_neither_is_said(typed):
    with pytest.raises(Invalid, match="Nothing was"):
        read_due(typed, NOW, day_first=True)

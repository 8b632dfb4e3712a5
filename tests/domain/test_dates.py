"""Days and clock times as other systems write them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from delightdesk.domain.dates import (
    Order,
    Proof,
    Undecidable,
    birthday_of,
    clock_of,
    clock_within,
    day_of,
    order_of,
    proof,
)

TODAY = date(2026, 6, 14)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
DAY_FIRST = ["%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%m-%y", "%d%m%Y", "%d/%m/%Y 14:30"]
MONTH_FIRST = ["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m%d%Y", "%m/%d/%Y 2:30 PM"]
PLAIN = [
    "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%d.%m.%y", "%b %d %Y", "%b %d, %Y", "%d %b %Y", "%d-%b-%y",
    "%A, %d %B %Y", "%a %b %d %Y", "%Y-%m-%dT14:00:00Z", "%Y-%m-%d 10:22:01", "%Y-%m-%dT00:00:00+02:00",
]  # fmt: skip


@given(DAYS, st.sampled_from(DAY_FIRST))
def test_a_day_written_day_first_is_read_back(day: date, form: str) -> None:
    assert day_of(day.strftime(form), Order.DAY_FIRST) == day


@given(DAYS, st.sampled_from(MONTH_FIRST))
def test_a_day_written_month_first_is_read_back(day: date, form: str) -> None:
    assert day_of(day.strftime(form), Order.MONTH_FIRST) == day


@given(DAYS, st.sampled_from(PLAIN), st.sampled_from([None, *Order]))
def test_unmistakable_forms_need_no_order(day: date, form: str, order: Order | None) -> None:
    text = day.strftime(form)
    assert day_of(text, order) == day
    assert proof(text) is Proof.NONE


@given(st.text(max_size=40))
def test_any_text_is_read_without_failing(text: str) -> None:
    for order in (None, *Order):
        assert day_of(text, order) is None or isinstance(day_of(text, order), date)
        assert birthday_of(text, order) is None or len(birthday_of(text, order) or ()) == 2
    assert clock_of(text) is None or isinstance(clock_of(text), time)
    assert proof(text) in Proof


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("46187", date(2026, 6, 14)),
        ("46187.625", date(2026, 6, 14)),
        ("Sep 3 2026", date(2026, 9, 3)),
        ("3rd of September 2026", date(2026, 9, 3)),
        ("14. Juni 2026", date(2026, 6, 14)),
        ("14 août 2026", date(2026, 8, 14)),
        ("31/02/2026", None),
        ("00/00/0000", None),
        ("01100000", None),
        ("01/10/0026", None),
        ("12345", None),
        ("soon", None),
        ("14 chairs 2026", None),
        ("4111 1111 1111 1111", None),
        ("", None),
    ],
)
def test_single_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(list(Order)), st.sampled_from("/-"))
def test_one_day_above_twelve_settles_the_whole_column(days: list[date], order: Order, mark: str) -> None:
    assume(any(day.day > 12 for day in days))
    form = f"%d{mark}%m{mark}%Y" if order is Order.DAY_FIRST else f"%m{mark}%d{mark}%Y"
    stays = {(day.strftime(form), (day + timedelta(days=2)).strftime(form)) for day in days}
    found, reasoned = order_of(stays, TODAY, "Arrival")
    assert found is order
    assert not reasoned
    assert {day_of(arrive, found) for arrive, _ in stays} == set(days)


def test_short_stays_near_today_settle_an_open_column() -> None:
    stays = {("03/07/2026", "06/07/2026"), ("04/07/2026", "05/07/2026")}
    assert order_of(stays, TODAY, "Arrival") == (Order.DAY_FIRST, True)
    assert order_of({("07/03/2026", "07/06/2026")}, TODAY, "Arrival") == (Order.MONTH_FIRST, True)


@pytest.mark.parametrize(
    "stays",
    [
        {("12/09/2026", "")},
        {("03/04/1998", "06/04/1998")},
        {("25/06/2026", "06/28/2026")},
    ],
    ids=["no departure", "long ago", "both orders"],
)
def test_what_cannot_be_decided_is_asked(stays: set[tuple[str, str]]) -> None:
    with pytest.raises(Undecidable, match="Nothing was imported") as asked:
        order_of(stays, TODAY, "Arrival")
    assert asked.value.field == "Arrival"


def test_a_column_without_open_days_needs_no_order() -> None:
    stays = {("2026-06-14", "2026-06-15"), ("06/06/2026", "14.06.2026"), ("", "")}
    assert order_of(stays, TODAY, "Arrival") == (None, False)


@pytest.mark.parametrize(
    ("text", "order", "birthday"),
    [
        ("1950-01-10", None, (1, 10)),
        ("0000-02-29", None, (2, 29)),
        ("--06-14", None, (6, 14)),
        ("06-14", None, (6, 14)),
        ("14.06.", None, (6, 14)),
        ("14/06", Order.DAY_FIRST, (6, 14)),
        ("06-14-1980", Order.MONTH_FIRST, (6, 14)),
        ("29/02/1980", Order.DAY_FIRST, (2, 29)),
        ("13-32", None, None),
    ],
)
def test_birthdays_keep_day_and_month_only(text: str, order: Order | None, birthday: tuple[int, int]) -> None:
    assert birthday_of(text, order) == birthday


@given(st.times())
def test_clock_times_are_read_back(clock: time) -> None:
    minute = clock.replace(second=0, microsecond=0)
    for form in ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%Hh%M", "%H.%M Uhr", "%H%M"):
        assert clock_of(clock.strftime(form)) == minute


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("3 pm", time(15)),
        ("12 am", time(0)),
        ("15:00 - 18:00", time(15)),
        ("24:00", None),
        ("13:00 pm", None),
        ("14.06.2026", None),
        ("late", None),
    ],
)
def test_single_clock_times(text: str, clock: time | None) -> None:
    assert clock_of(text) == clock


def test_a_clock_time_behind_a_day_counts_unless_it_is_utc_or_midnight() -> None:
    assert clock_within("14/06/2026 09:30") == time(9, 30)
    assert clock_within("2026-06-14T14:00:00Z") is None
    assert clock_within("2026-06-14 00:00") is None
    assert clock_within("2026-06-14") is None

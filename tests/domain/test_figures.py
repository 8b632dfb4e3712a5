"""Figures say what is known: nothing for the unknown, few for the few, and no difference where chance may have made it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.figures import (
    LEVELS,
    NONE,
    Told,
    bar,
    changed,
    difference,
    fewness,
    folded,
    lasting,
    many,
    middle,
    of,
    of_share,
    percent,
    share,
    spark,
)


def test_nothing_measured_is_not_nought() -> None:
    assert (share(0, 0), middle([]), changed(1, None, "1", "more", "fewer")) == (None, None, "")
    assert (of(0, 0), of_share(0, 0)) == ("none", "none")
    assert (share(0, 3), middle([9, 1, 2])) == (0, 2)
    assert spark((None, 0, None), 7) == f"{NONE}{LEVELS[0]}{NONE}"


def test_numbers_as_they_are_said() -> None:
    assert (of(7, 8), of_share(12, 31), of_share(1, 1000)) == ("7 of 8", "12 of 31, 39 %", "1 of 1,000, 1 %")
    assert (percent(0.999), percent(1.0), percent(0.0)) == (99, 100, 0)
    assert [lasting(each) for each in (0.4, 59, 80, 120, 47 * 60, 50 * 60)] == [
        "0 min", "59 min", "1 h 20", "2 h", "47 h", "2 days",
    ]  # fmt: skip
    assert (many(1, "gesture"), many(0, "gesture"), many(2, "person", "people")) == (
        "1 gesture",
        "0 gestures",
        "2 people",
    )
    assert ["few" in fewness(cases) for cases in (0, 1, 4, 5)] == [False, True, True, False]


def test_a_change_has_a_sign_and_a_word() -> None:
    assert changed(5, 2, "3", "more", "fewer") == "▲ 3 more"
    assert changed(2, 5, "3", "more", "fewer") == "▼ 3 fewer"
    assert changed(2, 2, "0", "more", "fewer") == "= the same"


def test_days_fold_into_the_cells_there_are_and_the_newest_cell_is_full() -> None:
    assert folded((1, None, 3, 5, None, None, 9), 3) == ([1, 4, 9], 3)
    assert folded((1, 2), 9) == ([1, 2], 1)
    assert spark((1, 2, 4, 8), 9) == "▁▂▄█"
    assert spark((1, None, 8), 9, is_plain=True).isascii()


@given(st.lists(st.none() | st.floats(0, 1e9), max_size=200), st.integers(1, 60))
def test_a_sparkline_fits_and_its_highest_day_is_its_highest_cell(days: list[float | None], most: int) -> None:
    drawn = spark(days, most)
    assert len(drawn) <= most
    cells, each = folded(days, most)
    assert len(cells) == len(drawn) == -(-len(days) // each)
    assert [cell == NONE for cell in drawn] == [cell is None for cell in cells]
    known = [cell for cell in cells if cell]
    if known:
        assert drawn[cells.index(max(known))] == LEVELS[-1]


@given(st.floats(0, 1e9), st.floats(0.001, 1e9), st.integers(0, 90), st.booleans())
def test_a_bar_fits_and_shows_whatever_is_more_than_nothing(
    value: float, most: float, width: int, is_plain: bool
) -> None:
    drawn = bar(min(value, most), most, width, is_plain=is_plain)
    assert len(drawn) <= width
    assert bool(drawn) == (value > 0 and width > 0)
    assert not is_plain or drawn.isascii()


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((4, 4, 40, 40), Told.FEW),
        ((1, 50, 2, 50), Told.FEW),
        ((0, 0, 9, 9), Told.FEW),
        ((10, 20, 12, 20), Told.CHANCE),
        ((9, 10, 3, 10), Told.CHANCE),
        ((30, 40, 8, 40), Told.CLEAR),
        ((0, 60, 20, 60), Told.CLEAR),
    ],
)
def test_how_far_a_difference_may_be_told(counts: tuple[int, int, int, int], told: Told) -> None:
    assert difference(*counts) is told
    assert difference(*counts[2:], *counts[:2]) is told

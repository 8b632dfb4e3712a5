"""The line at the top: what was not handed over stands on it, whatever else has to give way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from delightdesk.desk.handover_lines import Standing
from delightdesk.tui.widgets.top_line import TopLine, standing_words

AT = datetime(2026, 9, 30, 23, 59, tzinfo=UTC)


def line(house: str = "The Bay Hotel", person: str = "Ana", waits: str = "", is_demo: bool = False) -> TopLine:
    return TopLine(house, lambda: person, lambda: AT, is_demo=is_demo, standing=lambda: waits)


def standing(
    red: int = 0, waits: bool = False, ends_in: int | None = None, missed: str = "", words: str = ""
) -> Standing:
    return Standing(1, red, waits, ends_in, missed, words)


def test_it_stands_beside_the_house() -> None:
    text = line(waits="‼ 1 line not handed over").text(80)
    assert text.startswith(" The Bay Hotel  ‼ 1 line not handed over  ")
    assert text.endswith(" Wed 30 Sep 23:59 · Ana ")
    assert cell_len(text) == 80


def test_the_name_of_the_house_gives_way_first_and_the_hour_never() -> None:
    long = line(
        "The Very Grand Bay Hotel and Spa", "Wilhelmina Featherstonehaugh", "‼ late shift not handed over", True
    )
    text = long.text(80)
    assert "‼ late shift not handed over" in text
    assert "Wed 30 Sep 23:59 · Wilhelmina Feathers… · demo" in text
    assert cell_len(text) == 80
    assert "23:59" in long.text(50)


@given(house=st.text(max_size=60), person=st.text(max_size=40), waits=st.text(max_size=40), width=st.integers(44, 200))
def test_whatever_stands_in_it_it_is_one_line(house: str, person: str, waits: str, width: int) -> None:
    text = line(house, person, waits).text(width)
    assert cell_len(text) == width
    assert "Wed 30 Sep 23:59" in text


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, ""),
        (standing(), ""),
        (standing(red=1, waits=True, words="1 line not handed over"), "‼ 1 line not handed over"),
        (standing(missed="late", words="late shift not handed over"), "‼ late shift not handed over"),
        (standing(ends_in=25, words="handover in 25 min"), "handover in 25 min"),
    ],
)
def test_a_reminder_is_no_alarm(found: Standing | None, words: str) -> None:
    assert standing_words(found) == words

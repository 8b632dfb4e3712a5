"""Names: the guest's own wish first, no title guessed, nothing wider than its column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.naming import call_name, cells, short, sort_name, split_say_as


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("Erika", "Schultz", "Ms", ""), "Ms Schultz"),
        (("Erika", "Schultz", "Ms", "Riki"), "Riki"),
        (("Erika", "Schultz", "", ""), "Erika Schultz"),
        (("Erika", "", "Ms", ""), "Erika"),
        (("", "", "", ""), ""),
        (("", "Schultz", "Dr", " "), "Dr Schultz"),
    ],
)
def test_how_to_address(parts: tuple[str, str, str, str], said: str) -> None:
    assert call_name(*parts) == said


def test_sorting_keeps_the_surname_first() -> None:
    assert sort_name("Erika", "Schultz") == "Schultz, Erika"
    assert sort_name("Ludwig", "van Beethoven") == "Beethoven, Ludwig van"
    assert sort_name("Vincent", "Van Gogh") == "Van Gogh, Vincent"
    assert sort_name("Ada", "") == "Ada"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Siobhan, say shiv-AWN", ("Siobhan", "shiv-AWN")),
        ("Nguyen (pronounced win)", ("Nguyen", "win")),
        ("say SHOOLTS", ("", "SHOOLTS")),
        ("Essay Jones", ("Essay Jones", "")),
        ("Siobhan", ("Siobhan", "")),
    ],
)
def test_pronunciation(text: str, parts: tuple[str, str]) -> None:
    assert split_say_as(text) == parts


def test_cutting_by_columns() -> None:
    assert short("Schultz, Erika", 14) == "Schultz, Erika"
    assert short("Schultz, Erika", 10) == "Schultz,…"
    assert short("王小明先生", 6) == "王小…"


@given(st.text(max_size=30), st.integers(0, 20))
def test_short_never_overflows(name: str, width: int) -> None:
    cut = short(name, width)
    assert cells(cut) <= width
    if cells(name) <= width:
        assert cut == name

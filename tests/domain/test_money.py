"""Money: every way a desk types an amount, and nothing guessed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import (
    currency_known,
    estimate_from_gbp,
    exponent,
    parse_money,
    rough_from_gbp,
    show_money,
)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.50", "GBP", 1250), ("12,50", "EUR", 1250), ("£12", "GBP", 1200), ("12 €", "EUR", 1200),
        ("1.234,50", "EUR", 123450), ("1,234.50", "USD", 123450), ("1,234", "USD", 123400),
        ("1.234", "EUR", 123400), ("1.234", "KWD", 1234), ("1'234.50", "CHF", 123450), ("CHF 5.-", "CHF", 500),
        ("1 200", "JPY", 1200), ("¥1,200", "JPY", 1200), ("12.5", "GBP", 1250), ("1,23,456.00", "INR", 12345600),
        ("0", "GBP", 0), ("25 kr", "SEK", 2500), ("gbp 3", "GBP", 300),
    ],
)  # fmt: skip
def test_amounts_as_typed(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [("", "GBP"), ("-5", "GBP"), ("12.345,6,7", "EUR"), ("12.50", "JPY"), ("0.125", "GBP"), ("ten", "GBP"),
     ("£12", "EUR"), ("12 12 pm", "EUR"), ("9" * 40, "EUR"), ("1.2.3", "EUR")],
)  # fmt: skip
def test_anything_else_is_refused_in_plain_words(text: str, currency: str) -> None:
    with pytest.raises(Invalid):
        parse_money(text, currency)


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(Invalid):
        assert parse_money(text, "EUR") >= 0


@given(
    st.integers(0, 10**9),
    st.sampled_from(["GBP", "EUR", "JPY", "KWD", "CHF", "PLN"]),
    st.sampled_from(["en", "de", "fr"]),
)
def test_what_is_shown_can_be_typed_again(minor: int, currency: str, locale: str) -> None:
    assert parse_money(show_money(minor, currency, locale), currency) == minor


def test_money_on_the_screen_is_short() -> None:
    assert show_money(2800, "EUR") == "€28"
    assert show_money(1250, "GBP") == "£12.50"
    assert show_money(123450, "EUR", "de_DE") == "1.234,50 €"
    assert show_money(1400, "JPY") == "¥1,400"
    assert show_money(500, "CHF") == "CHF 5"
    assert show_money(-5, "GBP") == "-£0.05"


def test_rough_prices_look_like_prices() -> None:
    assert rough_from_gbp(2400, "GBP") == 2400
    assert rough_from_gbp(2400, "EUR") == 2800
    assert rough_from_gbp(0, "EUR") == 0
    assert rough_from_gbp(700, "JPY") == 1400
    assert rough_from_gbp(1, "KWD") > 0
    with pytest.raises(Invalid):
        rough_from_gbp(100, "XYZ")


@given(st.integers(1, 100_000), st.sampled_from(["EUR", "USD", "JPY", "KWD", "IDR", "SEK"]))
def test_rough_prices_are_near_and_never_nothing(pence: int, currency: str) -> None:
    rough = rough_from_gbp(pence, currency)
    rate = rough_from_gbp(1_000_000, currency) / 1_000_000
    assert rough > 0
    least = 10 ** max(exponent(currency) - 1, 0)
    assert abs(rough - pence * rate) <= pence * rate * 0.3 + least


def test_known_currencies() -> None:
    assert currency_known("EUR")
    assert not currency_known("eur")
    assert not currency_known("DEM")


@pytest.mark.parametrize(("currency", "minor"), [("GBP", 28_00), ("EUR", 28_00), ("USD", 28_00), ("CHF", 28_00)])
def test_near_par_an_estimate_keeps_its_number(currency: str, minor: int) -> None:
    assert estimate_from_gbp(28_00, currency) == minor


def test_far_from_par_an_estimate_is_turned_over() -> None:
    assert estimate_from_gbp(28_00, "JPY") == rough_from_gbp(28_00, "JPY") > 1_000
    assert estimate_from_gbp(30_00, "KWD") == rough_from_gbp(30_00, "KWD")


def test_thousands_of_a_currency_with_three_digits_are_read_as_they_were_shown():
    assert show_money(1_202_000, "KWD") == "KWD 1,202.000"
    assert parse_money("KWD 1,202.000", "KWD") == 1_202_000

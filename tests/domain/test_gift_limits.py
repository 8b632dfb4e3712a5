"""What the law lets a house give: counted in dollars, by the year, and only where that law is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from delightdesk.domain.gift_limits import above_what_may_be_given
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.knowledge import Circumstances, Given, Known
from delightdesk.domain.suggest import suggest
from delightdesk.domain.vocabulary import GestureState, Moment, Nature, Purpose, Sector

TODAY = date(2026, 6, 14)
CLINIC = Circumstances(datetime(2026, 6, 14, 10, tzinfo=UTC), TODAY, Sector.CLINIC, "USD")
HOTEL = replace(CLINIC, sector=Sector.HOTEL)
PATIENT, OFFICIAL = Known("Ms Schultz"), Known("Judge", gift_restricted=True)


def given(cost: int, on: date = TODAY - timedelta(30), to: str = "the guest", state=GestureState.DELIVERED) -> Given:
    return Given("tea", "tea", "Tea", on, to, state, cost)


@pytest.mark.parametrize(
    ("cost", "family", "known", "house", "why"),
    [
        (15_00, "tea", PATIENT, CLINIC, None),
        (15_01, "tea", PATIENT, CLINIC, "a patient here: $15 at a time"),
        (5_00, "gift card", PATIENT, CLINIC, "nothing like money"),
        (0, "gift card", PATIENT, CLINIC, None),
        (15_01, "tea", PATIENT, HOTEL, None),
        (15_01, "tea", PATIENT, replace(CLINIC, currency="GBP"), None),
        (10_00, "tea", replace(PATIENT, given=(given(66_00),)), CLINIC, "$75 a year, $66 are given"),
        (9_00, "tea", replace(PATIENT, given=(given(66_00),)), CLINIC, None),
        (10_00, "tea", replace(PATIENT, given=(given(66_00, date(2025, 12, 31)),)), CLINIC, None),
        (10_00, "tea", replace(PATIENT, given=(given(66_00, to="Max"),)), CLINIC, None),
        (10_00, "tea", replace(PATIENT, given=(given(66_00, state=GestureState.DECLINED),)), CLINIC, None),
        (10_00, "tea", replace(PATIENT, given=(given(66_00, state=GestureState.PLANNED),)), CLINIC, "$66 are given"),
        (20_01, "tea", OFFICIAL, HOTEL, "an official here: $20 at a time"),
        (10_00, "tea", replace(OFFICIAL, given=(given(45_00),)), HOTEL, "$50 a year"),
    ],
)  # fmt: skip
def test_each_law_counts_where_it_holds(
    cost: int, family: str, known: Known, house: Circumstances, why: str | None
) -> None:
    said = above_what_may_be_given(cost, family, known, house)
    assert said is None if why is None else why in (said or "")


def test_it_is_ruled_out_with_its_cause_and_what_is_free_is_not() -> None:
    basics = {
        "doer": "reception", "lead": timedelta(0), "moments": frozenset(Moment), "nature": Nature.ACT, "place": "at the desk",
        "say": "For you, {name}.", "how": "Quietly.", "purposes": frozenset({Purpose.KINDNESS}),
    }  # fmt: skip
    ideas = [
        Idea(key="basket", family="basket", title="Fruit basket", parts=(Part("fruit", 18_00),), **basics),
        Idea(key="card", family="card", title="Card by hand", parts=(), **basics),
    ]
    advice = suggest(ideas, PATIENT, CLINIC, {})
    assert [found.idea for found in advice.suggestions] == ["card"]
    assert "above what may be given" in advice.ruled_out[0].because[0]

"""The cost book and the journal on the screen."""

from __future__ import annotations

import pytest

from delightdesk.desk import gestures, people, problems
from delightdesk.domain.vocabulary import Payer

BEN = 2


@pytest.fixture
def spent(desk):
    """Erika's shirts, spoiled by a supplier and made good; a card for Max."""
    erika, maxi = desk.guest(), desk.guest("Max", "Schuler")
    for guest, room in ((erika, "412"), (maxi, "208")):
        desk.visit(guest, room=room)
    problem = desk.write(lambda work: problems.report(work, "laundry stained two shirts", guest_id=erika), BEN).line.id
    lines = [("cleaning", 2000), ("flowers", 1000)]
    given = desk.write(
        lambda work: gestures.plan_own(
            work, erika, "Put right", lines, problem_id=problem, payer=Payer.SUPPLIER, claim_from="WashCo"
        ),
        BEN,
    )
    desk.write(lambda work: gestures.deliver(work, given.id), BEN)
    card = desk.write(lambda work: gestures.plan_own(work, maxi, "Card by hand", [("card", 300)]))
    desk.write(lambda work: gestures.deliver(work, card.id))
    return erika


async def test_totals_who_pays_and_what_is_owed_to_the_house(desk, spent, window, size):
    async with window(size) as screen:
        await screen.press("ctrl+b")
        await screen.shows("£33 · £3 delight · £30 recovery")
        assert screen.has("£30 others pay")
        await screen.press("o")
        await screen.hides("Card by hand")
        await screen.press("c")
        await screen.shows("Put right: claimed")
        assert screen.has("pays: supplier, claimed")
        await screen.press("p", "o")
        await screen.shows("Put right: insurer pays")
        await screen.press("ctrl+z")
        await screen.shows("Undone")
        await screen.press("s", "s")
        await screen.shows("Costs,")
        await screen.press("left")
        await screen.shows("Nothing was spent in these days")
        await screen.press("escape")
        await screen.shows("name, room, phone")


async def test_a_receptionist_sees_only_what_they_spent(desk, spent, window, size):
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window(size) as screen:
        await screen.press("ctrl+b")
        await screen.shows("£30 · ")
        assert not screen.has("Card by hand")


async def test_a_manager_sets_what_anyone_may_spend(desk, spent, window, size):
    async with window(size) as screen:
        await screen.press("ctrl+b", "a")
        await screen.shows("What anyone may spend unasked")
        await screen.press("enter")
        await screen.type("lots")
        await screen.press("ctrl+s")
        await screen.shows("lots")
        assert desk.sql("SELECT problem_allowance FROM house") == [(10000,)]
        await screen.type("120")
        await screen.press("ctrl+s")
        await screen.shows("Allowances saved")
    assert desk.sql("SELECT problem_allowance, delight_allowance FROM house") == [(12000, 3000)]


async def test_the_journal_by_person_guest_and_day(desk, spent, window, size):
    async with window(size) as screen:
        await screen.press("ctrl+g")
        await screen.shows("Delivered: Card by hand")
        assert screen.has("Delivered: Put right")
        await screen.press("g")
        await screen.shows("Journal · Max Schuler")
        assert not screen.has("Delivered: Put right")
        await screen.press("f", "p")
        await screen.shows("Journal · Ana")
        await screen.press("f", "d")
        await screen.shows("today")
        await screen.press("left")
        await screen.shows("Nothing was done here")
        await screen.press("f", "enter")
        await screen.shows("Max Schuler")
        await screen.shows("1-5 Give")

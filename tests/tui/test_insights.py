"""Insights on the screen: figures first, one part at a time, every bar with its number."""

from __future__ import annotations

import pytest

from delightdesk.desk import gestures, people
from delightdesk.domain.vocabulary import Reaction, VisitStatus

BEN = 2


@pytest.fixture
def week(desk):
    """Two weeks of a small house: Erika was here before, Max was not."""
    erika, maxi = desk.guest(), desk.guest("Max", "Schuler")
    desk.past_visit(erika)
    for guest, room, eta in ((erika, "412", "15:00"), (maxi, "208", "23:30")):
        desk.visit(guest, room=room, status=VisitStatus.IN_HOUSE, eta=eta)
    _give(desk, maxi, "Tea and biscuits", 300, Reaction.PLEASED, BEN)
    desk.clock.ahead(days=7)
    for name, eta in (("Ida", "23:30"), ("Jon", "15:00")):
        desk.visit(desk.guest(name, "Berg"), arrive="today", status=VisitStatus.IN_HOUSE, eta=eta)
    _give(desk, erika, "Card by hand", 0, Reaction.MOVED, BEN, "I kept it.")
    _give(desk, erika, "Tea and biscuits", 300, None, BEN)
    desk.clock.ahead(days=-1)
    _give(desk, maxi, "Tea and biscuits", 450, Reaction.UNEASY)
    desk.clock.ahead(days=1)
    return erika


def _give(desk, guest, title, cost, reaction, person=1, words=""):
    lines = [("tea", cost)] if cost else []
    made = desk.write(lambda work: gestures.plan_own(work, guest, title, lines), person)
    desk.write(lambda work: gestures.deliver(work, made.id, reaction, words), person)


async def test_the_screen(desk, week, window, size, snapshot):
    async with window(size) as screen:
        await screen.press("f6")
        await screen.shows("3 gestures given, 1 of 2 moved or delighted")
        await screen.hides("due")
        assert screen.text == snapshot


async def test_each_part_can_be_read_to_its_end_by_keys(desk, week, window):
    async with window() as screen:
        await screen.press("f6", "tab")
        await screen.shows("[people]")
        await screen.press("end")
        await screen.shows("no ranking")
        await screen.press("tab", "end")
        await screen.shows("1 of 3, 33 %")
        await screen.press("tab", "end")
        await screen.shows("£7.50, 100 %")
        await screen.press("tab", "end")
        await screen.shows("These are too few to mean anything.")
        await screen.shows("Given by day and by night (night is 23:00 to 07:00)")
        await screen.press("shift+tab", "shift+tab", "home")
        await screen.shows("[reactions]")
        await screen.shows("3 gestures given; 1 the week before.")


async def test_the_list_names_guests_and_opens_them(desk, week, window):
    async with window() as screen:
        await screen.press("f6", "shift+tab")
        await screen.shows("Erika Schultz")
        assert screen.lines[-1].startswith(" Enter Read   Tab Part")
        await screen.press("home", "enter")
        await screen.shows("does not fit here")
        await screen.press("tab", "shift+tab", "down")
        await screen.shows("Card by hand · Erika Schultz · by Ben · £0 · moved · “I kept it.”")
        await screen.press("enter")
        await screen.shows("1-5 Give")


async def test_no_guest_is_named_while_somebody_reads_along(desk, week, window):
    async with window() as screen:
        screen.app.discreet = True
        await screen.press("f6", "shift+tab", "end")
        await screen.shows("a guest")
        assert not screen.has("Erika")
        assert not screen.has("I kept it")


async def test_spans_and_the_days_before(desk, week, window):
    async with window() as screen:
        await screen.press("f6")
        await screen.shows("▲ 2 more")
        await screen.press("left")
        await screen.shows("1 gesture given")
        await screen.press("right", "right")
        await screen.shows("3 gestures given")
        await screen.press("s")
        await screen.shows("23 May to today: 4 gestures given")
        await screen.shows("by day")
        await screen.press("s", "s", "s")
        await screen.shows("15 June to today")
        await screen.press("s", "s", "s", "left_square_bracket", "left_square_bracket")
        await screen.shows("nothing was given")
        await screen.shows("A name remembered is enough")
        await screen.press("escape")
        await screen.shows("name, room, phone")


async def test_a_receptionist_reads_their_own_costs_and_new_gestures_are_counted_at_once(desk, week, window):
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window() as screen:
        await screen.press("f6")
        await screen.shows("Cost, yours £3")
        _give(desk, week, "Sea view", 0, Reaction.DELIGHTED)
        await screen.shows("4 gestures given, 2 of 3 moved or delighted")

"""F9: who is at the desk. Everything bears the name of whoever sits there, and a PIN keeps a name one's own."""

from __future__ import annotations

from contextlib import closing

import pytest

from delightdesk.desk import notes, people, pins
from delightdesk.domain.vocabulary import Role
from delightdesk.tui.messages import Changed

ANA, BEN = 1, 2


@pytest.fixture
def guest(desk):
    guest = desk.guest()
    desk.visit(guest, room="412")
    return guest


def last_person(desk):
    return desk.sql("SELECT person_id, action FROM journal ORDER BY id DESC LIMIT 1")[0]


async def test_another_person_sits_down_and_acts(desk, guest, window, size):
    async with window(size) as screen:
        assert "· Ana" in screen.lines[0]
        await screen.press("f9")
        await screen.shows("Who is at the desk?")
        assert screen.has("1 Ana")
        assert screen.has("here now")
        await screen.press("2")
        await screen.shows("Ben is at the desk")
        assert "· Ben" in screen.lines[0]
        await screen.find("schul")
        await screen.press("n")
        await screen.type("likes tulips")
        await screen.press("enter")
        await screen.shows("Kept")
    assert last_person(desk) == (BEN, "note.noted")
    assert desk.sql("SELECT at_desk FROM house") == [(BEN,)]
    async with window(size) as again:
        assert "· Ben" in again.lines[0]


async def test_a_pin_is_asked_for_and_counted(desk, guest, window, size):
    desk.write(lambda work: pins.set_pin(work, ANA, "2468"))
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window(size) as screen:
        assert "· Ben" in screen.lines[0]
        await screen.press("f9", "1")
        await screen.shows("PIN of Ana")
        await screen.type("1357")
        assert "1357" not in screen.text
        await screen.press("enter")
        await screen.shows("Nothing was changed")
        assert desk.sql("SELECT failures FROM pin") == [(1,)]
        await screen.type("2468")
        await screen.press("enter")
        await screen.shows("Ana is at the desk")
    assert desk.sql("SELECT failures FROM pin") == [(0,)]


async def test_nobody_acts_in_the_name_of_somebody_with_a_pin(desk, guest, window, size):
    desk.write(lambda work: pins.set_pin(work, ANA, "2468"))
    async with window(size) as screen:
        await screen.shows("Who is at the desk?")
        await screen.press("escape")
        assert "F9: who is here?" in screen.lines[0]
        await screen.find("schul")
        await screen.press("n")
        await screen.type("likes tulips")
        await screen.press("enter")
        await screen.shows("Ana has a PIN. Nothing was")
        await screen.press("escape")
        await screen.press("f9", "2")
        await screen.shows("Ben is at the desk")
        await screen.press("n", "enter")
        await screen.shows("Kept")
    assert last_person(desk) == (BEN, "note.noted")


async def test_a_pin_is_set_and_taken_away(desk, guest, window, size):
    async with window(size) as screen:
        await screen.press("f9", "p")
        await screen.type("2468")
        await screen.press("enter")
        await screen.type("2469")
        await screen.press("enter")
        await screen.shows("The two were not the same")
        for _ in range(2):
            await screen.type("2468")
            await screen.press("enter")
        await screen.shows("The PIN is set")
        assert screen.has("manager · PIN")
        await screen.press("p")
        await screen.shows("Your PIN as it is now")
        await screen.type("2468")
        await screen.press("enter", "enter", "enter")
        await screen.shows("There is no PIN now")
    assert desk.sql("SELECT count(*) FROM pin") == [(0,)]


async def test_people_are_added_changed_and_closed_with_what_they_own(desk, guest, window, size):
    desk.write(lambda work: notes.store_line(work, guest, "promise sea view by 6pm"), BEN)
    async with window(size) as screen:
        await screen.press("f9", "a")
        await screen.type("Cleo")
        await screen.press("ctrl+s")
        await screen.shows("3 Cleo")
        await screen.press("j", "x")
        await screen.shows("Close the account of Ben?")
        await screen.shows("goes to the orphan list")
        await screen.press("y")
        await screen.shows("Account closed, 1 on")
        await screen.hides("2 Ben")
    assert desk.sql("SELECT owner_id FROM task") == [(None,)]
    with closing(desk.window()) as other:
        assert [line.name for line in other.read(people.people)] == ["Ana", "Cleo"]


async def test_a_receptionist_closes_nobody(desk, guest, window, size):
    desk.write(lambda work: people.add(work, "Mira", Role.LEAD))
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window(size) as screen:
        await screen.press("f9", "x", "y")
        await screen.shows("Ana can add, change or close")
        assert [line.name for line in desk.read(people.people)] == ["Ana", "Ben", "Mira"]


async def test_a_window_whose_person_left_says_so_and_not_that_the_guest_is_gone(desk, guest, window, size):
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window(size) as screen:
        await screen.find("schul")
        await screen.press("n", "h")
        with closing(desk.window()) as other:
            other.write(lambda work: people.close(work, BEN))
        screen.app.screen.post_message(Changed(screen.app.saves + 1))
        await screen.settle(long=True)
        assert screen.has("Note: h"), "what is half typed stays"
        await screen.press("escape")
        await screen.shows("Nobody is at the desk")
        assert not screen.has("This guest is not here")

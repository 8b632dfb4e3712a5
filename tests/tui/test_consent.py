"""Sensitive notes at the Desk: asked in the line, hidden on the card, shown for a look; marks before names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from delightdesk.desk import gestures, guests, notes, problems
from delightdesk.domain.consent import Consent

Opened = Any
CHAIR = "wheelchair, needs a step-free room"


@pytest.fixture
def erika(desk: Any) -> int:
    guest = int(desk.guest("Erika", "Schultz"))
    desk.visit(guest, room="412")
    return guest


def hidden(desk: Any, guest: int) -> int:
    return int(desk.write(lambda work: notes.store_line(work, guest, CHAIR, consent=Consent())).id)


def looks(desk: Any) -> int:
    return int(desk.sql("SELECT count(*) FROM journal WHERE action = 'note.looked'")[0][0])


@pytest.mark.parametrize(("key", "kept"), [("y", "this_visit"), ("k", "lasting"), ("n", None)])
async def test_the_line_asks_and_one_key_answers(
    window: Opened, desk: Any, erika: int, key: str, kept: str | None
) -> None:
    async with window() as screen:
        await screen.find("erika")
        await screen.press("n")
        await screen.type(CHAIR)
        await screen.press("enter")
        await screen.shows("Does the guest agree that we keep this?")
        assert desk.sql("SELECT count(*) FROM note") == [(0,)]
        assert "y Until departure" in screen.footer
        await screen.press(key)
        await screen.shows("Not kept" if kept is None else "Kept with the guest's yes")
        await screen.settle()
        await screen.hides("step-free")
        if kept:
            await screen.shows("1 note hidden · z")
    assert [row[0] for row in desk.sql("SELECT lifetime FROM note")] == ([kept] if kept else [])
    assert desk.sql("SELECT count(*) FROM draft") == [(0,)]


async def test_what_only_seems_sensitive_may_stay_as_it_stands(window: Opened, desk: Any, erika: int) -> None:
    async with window() as screen:
        await screen.find("erika")
        await screen.press("n")
        await screen.type("hiv positive")
        await screen.press("enter")
        await screen.shows("s it is not about that, keep it as it stands")
        assert desk.sql("SELECT count(*) FROM note") == [(0,)]
        await screen.press("escape")
        await screen.burst("space", "x", "enter", "s")
        await screen.shows("Kept: note")
    assert desk.sql("SELECT text, kind, consent FROM note") == [("hiv positive x", "operational", "")]


async def test_typed_ahead_in_one_go_and_back_from_the_question(window: Opened, desk: Any, erika: int) -> None:
    async with window() as screen:
        await screen.find("erika")
        await screen.burst(
            "n", *(("space" if letter == " " else letter) for letter in "blind guest"), "enter", "escape"
        )
        await screen.shows("blind guest")
        await screen.burst("space", "x", "enter", "y")
        await screen.shows("1 note hidden · z")
    assert desk.sql("SELECT text, consent FROM note") == [("blind guest x", "said yes at the desk")]


async def test_any_words_are_kept_hidden_when_the_person_wants_it(window: Opened, desk: Any, erika: int) -> None:
    async with window() as screen:
        await screen.find("erika")
        await screen.burst("n", *"fasts", "shift+tab", "enter", "k")
        await screen.shows("1 note hidden · z")
    assert desk.sql("SELECT kind, lifetime FROM note") == [("sensitive", "lasting")]


async def test_a_look_is_for_a_moment_and_ends_with_the_lobby(window: Opened, desk: Any, erika: int) -> None:
    hidden(desk, erika)
    async with window((120, 40)) as screen:
        await screen.find("erika")
        await screen.shows("••• hidden, z shows it")
        await screen.press("ctrl+y")
        await screen.press("z")
        await screen.shows(CHAIR)
        assert looks(desk) == 1
        await screen.press("f12")
        await screen.press("f12")
        await screen.hides("step-free")
        await screen.press("z")
        await screen.shows(CHAIR)
        await screen.press("z")
        await screen.hides("step-free")
        await screen.press("z")
        await screen.shows(CHAIR)
        screen.app.screen.card.hide_again()
        await screen.hides("step-free")
    assert looks(desk) == 3


async def test_consent_is_noted_on_the_card_for_a_note_of_an_older_desk(window: Opened, desk: Any, erika: int) -> None:
    hidden(desk, erika)
    desk.sql("UPDATE note SET consent = '', lifetime = 'lasting'")
    async with window((120, 40)) as screen:
        await screen.find("erika")
        await screen.shows("c asks · no consent noted")
        await screen.press("c")
        await screen.shows("Does the guest agree")
        await screen.press("k")
        await screen.shows("agreed, also for the next visit")


async def test_the_list_of_facts_shows_consent_history_and_what_is_disputed(
    window: Opened, desk: Any, erika: int
) -> None:
    hidden(desk, erika)
    desk.caution(erika, "nuts")
    plain = desk.note(erika, "asked about the pier")
    desk.write(lambda work: notes.edit(work, plain, "asked about the boats"))
    async with window() as screen:
        await screen.find("erika")
        await screen.press("x")
        await screen.shows("••• hidden")
        kinds = [fact.kind for fact in screen.app.screen.list.rows]
        await screen.press(*["down"] * kinds.index("caution"))
        await screen.shows("Ask again today: what is noted here proves nothing.")
        await screen.press("down", "h")
        await screen.shows("Ana: asked about the pier")
        await screen.press("enter", "down")
        await screen.type("never said so")
        await screen.press("ctrl+s")
        await screen.shows("disputed: “never said so”")
        await screen.press("down")
        await screen.shows("agreed, until departure")
        await screen.hides("step-free")
        await screen.press("z")
        await screen.shows(CHAIR)
        assert looks(desk) == 1
        await screen.press("c", "n")
        await screen.shows("gone for good")
    assert desk.sql("SELECT count(*) FROM note") == [(1,)]


async def test_signs_stand_before_the_names_and_the_help_tells_them(window: Opened, desk: Any, erika: int) -> None:
    form = desk.read(lambda work: guests.form(work, erika))
    desk.write(lambda work: guests.save(work, replace(form, incognito=True, gift_restricted=True)))
    desk.write(lambda work: gestures.plan_own(work, erika, "A card", [("card", 0)]))
    desk.write(lambda work: problems.report(work, "cold shower", guest_id=erika))
    async with window((120, 40)) as screen:
        await screen.shows("⊘¤ Erika Schultz")
        await screen.find("erika")
        await screen.shows("We cannot say who stays here")
        for key in ("f2", "f3", "ctrl+g", "ctrl+b"):
            await screen.press(key)
            await screen.shows("⊘¤ Erika Schultz")
        await screen.press("f1")
        await screen.press(*["pagedown"] * 40)
        await screen.shows("Never say that they are here, not even to a caller.")

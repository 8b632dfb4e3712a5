"""The gestures of the house on the screen, by key, on a real file, with texts nobody should trust."""

from __future__ import annotations

import pytest

from delightdesk.desk import catalogue
from delightdesk.tui.modals.idea_form import IdeaFormScreen, OwnIdeaFormScreen
from delightdesk.tui.screens.catalogue import CatalogueScreen
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.widgets.idea_list import GROUP

POISON = "Ki\x1b]0;owned\x07te \u202e[bold red]für[/] 👩‍👩‍👧"


async def opened(open_, **sized):
    await open_.press("f7", "g")
    assert isinstance(open_.app.screen, CatalogueScreen)
    return open_.app.screen


def marked(open_):
    return open_.app.screen.list.current


def toasts(open_):
    return [note.message for note in open_.app._notifications]


async def test_the_list_shows_what_there_is_and_every_key_in_the_footer_works_there(window, size):
    async with window(size) as open_:
        screen = await opened(open_)
        assert f"{GROUP} · {len(screen.lines)}" in open_.text
        first = marked(open_)
        assert f"▸ {first.title}" in open_.text
        assert first.say[:30] in open_.text
        for entry in ("Enter Edit", "a Add", "x On or off", "/ Find", "F1 Help"):
            assert entry in open_.footer
        await open_.press("escape", "escape")
        assert isinstance(open_.app.screen, DeskScreen)


async def test_the_filter_follows_every_letter_and_the_mark_stays_on_its_gesture(window, size):
    async with window(size) as open_:
        screen = await opened(open_)
        await open_.press("slash")
        await open_.type("champ")
        assert [line.key for line in screen.list.rows] == ["g05"]
        assert "Contains alcohol" in open_.text
        await open_.type(" zzz")
        assert open_.has("No gesture fits these words.")
        for _ in " zzz":
            await open_.press("backspace")
        await open_.press("enter", "escape")
        assert len(screen.list.rows) == len(screen.lines)
        assert marked(open_).key == "g05"
        await open_.press("slash")
        await open_.burst("a", "x", "r", "escape")
        assert isinstance(open_.app.screen, CatalogueScreen)
        assert {line.state for line in screen.lines} == {"pack"}


async def test_enter_edits_r_goes_back_to_the_packs_text_and_u_undoes(window, size):
    async with window(size) as open_:
        screen = await opened(open_)
        await open_.press("slash")
        await open_.type("champ")
        await open_.press("enter", "enter")
        form = open_.app.screen
        assert type(form) is IdeaFormScreen
        assert open_.has("champagne 22.00 (alcohol") or open_.has("champagne 25.00 (alcohol")
        form.fields.rows["title"].line.action_select_all()
        await open_.type("Champion bubbles")
        await open_.press("ctrl+s")
        assert open_.app.screen is screen
        assert (marked(open_).title, marked(open_).state) == ("Champion bubbles", "changed")
        assert open_.has("1 changed")
        await open_.press("r")
        assert (marked(open_).title, marked(open_).state) == ("Champagne and strawberries", "pack")
        await open_.press("r")
        assert toasts(open_) == ["This gesture reads as the pack has it already. Nothing was changed."]
        await open_.press("u")
        assert marked(open_).title == "Champion bubbles"


async def test_x_switches_off_and_on_and_the_word_off_says_so(window, size):
    async with window(size) as open_:
        await opened(open_)
        await open_.press("j", "x")
        assert marked(open_).state == "off"
        row = next(line for line in open_.lines if line.startswith("▸"))
        assert row.endswith("off")
        assert open_.has("1 off")
        await open_.press("u")
        assert marked(open_).state == "pack"
        await open_.press("x", "x")
        assert marked(open_).state == "pack"


async def test_a_adds_one_with_hostile_words_and_what_it_contains_is_told(window, desk, size):
    async with window(size) as open_:
        await opened(open_)
        await open_.press("a")
        form = open_.app.screen
        assert isinstance(form, OwnIdeaFormScreen)
        form.fields.rows["title"].line.value = POISON
        form.fields.rows["parts"].line.value = "almond [b]tart[/b] 4"
        await open_.press("ctrl+s")
        assert marked(open_).title == "Kite [bold red]für[/] 👩‍👩‍👧"
        assert marked(open_).state == "own"
        assert len(toasts(open_)) == 1
        assert "contains gluten, nuts" in toasts(open_)[0]
        assert any(line.startswith("▸ Kite [bold red]") for line in open_.lines)
        open_.app.clear_notifications()
        await open_.settle()
        assert open_.has("Contains gluten, nuts")
        assert not any(char in open_.text for char in "\x1b\x07\u202e")
        assert "nuts" in desk.read(lambda work: catalogue.idea_form(work, "own-1")).parts
        await open_.press("enter")
        assert isinstance(open_.app.screen, OwnIdeaFormScreen)
        assert open_.has("Gesture of your own")
        assert open_.has("almond [b]tart[/b] 4.00 (gluten, nuts")
        assert open_.lines[-1].startswith(" Enter Next")


async def test_a_sentence_that_cannot_be_taken_stands_under_its_field_and_nothing_typed_is_lost(window, desk, size):
    async with window(size) as open_:
        await opened(open_)
        await open_.press("a")
        await open_.type("Kite")
        await open_.press("enter")
        await open_.type("kite twelve")
        await open_.press("ctrl+s")
        assert open_.has("“kite twelve” needs a thing and its price")
        form = open_.app.screen
        assert form.focused is form.fields.rows["parts"].line
        assert (form.fields.values()["title"], form.fields.values()["parts"]) == ("Kite", "kite twelve")
        await open_.type("kite 12")
        await open_.press("ctrl+s")
        assert isinstance(open_.app.screen, CatalogueScreen)
        assert desk.read(lambda work: catalogue.idea_form(work, "own-1")).parts == "kite 12.00"


async def test_a_house_without_gestures_is_told_what_to_do(window, desk):
    desk.sql("UPDATE idea SET deleted_at = '2026-06-14 10:00:00.000000'")
    async with window() as open_:
        await opened(open_)
        assert open_.has("There are no gestures yet. Press a to add the first of your own.")
        await open_.press("enter", "x", "r")
        assert isinstance(open_.app.screen, CatalogueScreen)


async def test_what_another_window_saves_appears_and_the_mark_stays(window, desk):
    async with window() as open_:
        await opened(open_)
        await open_.press("j", "j")
        before = marked(open_)
        desk.write(lambda work: catalogue.save_idea(work, catalogue.IdeaForm(title="A first", parts="kite 12")))
        open_.app._saved()
        await open_.settle(long=True)
        assert open_.has("1 own")
        assert marked(open_).key == before.key


async def test_a_newer_pack_is_taken_over_when_the_window_opens_and_the_house_keeps_its_words(window, desk):
    mine = catalogue.IdeaForm(title="Kite", parts="kite 12")
    desk.write(lambda work: catalogue.save_idea(work, mine))
    desk.write(lambda work: catalogue.change(work, "g05", {"title": "Bubbles"}))
    desk.write(lambda work: catalogue.set_active(work, "g03", False))
    desk.sql("UPDATE idea SET pack_version = 0, entry = json_set(entry, '$.doer', 'nobody') WHERE NOT own")
    async with window() as open_:
        await open_.settle(long=True)
        screen = await opened(open_)
        found = {line.key: line for line in screen.lines}
    assert "nobody" not in {line.doer for line in found.values()}
    assert (found["g05"].title, found["g05"].doer) == ("Bubbles", "kitchen")
    assert found["g03"].state == "off"
    assert found["own-1"].title == "Kite"
    assert desk.sql("SELECT count(*) FROM journal WHERE action = 'idea.renewed' AND NOT undoable") == [(1,)]


@pytest.mark.parametrize("keys", [("f7", "g", "f7", "g"), ("f3", "f7", "g"), ("f7", "g", "f3", "f7", "g")])
async def test_the_room_is_opened_once_from_wherever_one_is(window, keys):
    async with window() as open_:
        await open_.press(*keys)
        assert sum(isinstance(screen, CatalogueScreen) for screen in open_.app.screen_stack) == 1
        await open_.press("f2")
        assert len(open_.app.screen_stack) == 1

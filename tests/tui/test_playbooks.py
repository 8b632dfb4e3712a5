"""The playbooks on the screen, by key, on a real file, with texts nobody should trust."""

from __future__ import annotations

import gzip
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from delightdesk.desk import catalogue, playbooks, problems
from delightdesk.desk.playbook_views import form_of
from delightdesk.domain.vocabulary import Sector
from delightdesk.files.packs import load_pack
from delightdesk.tui.modals.forms import make
from delightdesk.tui.modals.playbook_form import PlaybookFormScreen
from delightdesk.tui.modals.playbook_picker import PlaybookPicker
from delightdesk.tui.screens.catalogue import CatalogueScreen
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.playbooks import PlaybooksScreen
from delightdesk.tui.widgets.playbook_list import GROUP

POISON = "Li\x1b]0;owned\x07ft \u202e[bold red]stuck[/]"
BEN = 2
OLDER = Path(__file__).parents[1] / "contracts" / "desks" / "schema1.db.gz"


async def opened(open_):
    await open_.press("f8")
    await open_.shows(f"{GROUP} · ")
    assert isinstance(open_.app.screen, PlaybooksScreen)
    return open_.app.screen


def marked(open_):
    return open_.app.screen.list.current


def toasts(open_):
    return [note.message for note in open_.app._notifications]


async def test_the_list_shows_every_plan_and_the_marked_one_can_be_read_to_its_end(window, size):
    async with window(size) as open_:
        screen = await opened(open_)
        plan = marked(open_)
        assert f"{GROUP} · {len(screen.lines)}" in open_.text
        assert f"▸ {plan.title}" in open_.text
        assert open_.has(plan.steps[0].say[:40])
        for entry in ("Enter Edit", "a Add", "x On or off", "Space Read on", "F1 Help"):
            assert entry in open_.footer
        for _ in range(5):
            await open_.press("space")
        assert open_.has("Instead of no")
        assert open_.has(plan.options[-1])
        await open_.press("pageup", "pageup", "pageup", "pageup", "pageup")
        assert open_.has(plan.steps[0].title)


async def test_p_on_the_gestures_leads_here_and_escape_leads_back(window):
    async with window() as open_:
        await open_.press("f7", "g", "p")
        await open_.shows(GROUP)
        await open_.press("escape")
        assert isinstance(open_.app.screen, CatalogueScreen)
        await open_.press("f8", "escape")
        assert isinstance(open_.app.screen, DeskScreen)


async def test_the_filter_follows_every_letter_and_the_mark_stays_on_its_plan(window, size):
    async with window(size) as open_:
        screen = await opened(open_)
        await open_.press("slash")
        await open_.type("missed promise")
        assert screen.list.rows
        assert all("missed promise" in line.answers for line in screen.list.rows)
        missed = marked(open_).key
        await open_.type(" zzz")
        assert open_.has("No playbook fits these words.")
        for _ in " zzz":
            await open_.press("backspace")
        await open_.press("enter", "escape")
        assert len(screen.list.rows) == len(screen.lines)
        assert marked(open_).key == missed


async def test_enter_edits_r_goes_back_to_the_packs_text_x_switches_and_u_undoes(window, size):
    async with window(size) as open_:
        screen = await opened(open_)
        before = marked(open_)
        await open_.press("enter")
        form = open_.app.screen
        assert isinstance(form, PlaybookFormScreen)
        await open_.shows(before.title)
        assert "F8 Remove" not in open_.footer
        form.fields.rows["title"].line.action_select_all()
        await open_.type("Aaa, as we do it")
        await open_.press("ctrl+s")
        assert open_.app.screen is screen
        assert (marked(open_).key, marked(open_).title, marked(open_).state) == (
            before.key,
            "Aaa, as we do it",
            "changed",
        )
        await open_.press("r")
        assert (marked(open_).key, marked(open_).title, marked(open_).state) == (before.key, before.title, "pack")
        await open_.press("r")
        assert toasts(open_) == ["This playbook reads as the pack has it already. Nothing was changed."]
        await open_.press("u")
        assert marked(open_).state == "changed"
        await open_.press("x")
        assert marked(open_).state == "off"
        assert next(line for line in open_.lines if line.startswith("▸")).endswith("off")
        await open_.press("x")
        assert marked(open_).state == "changed"


async def test_the_form_holds_every_plan_of_every_pack_in_full_and_saving_it_changes_nothing(window, desk):
    before = desk.tables()
    shown = [asdict(form_of(plan, active=True, version=1)) for sector in Sector for plan in load_pack(sector).playbooks]
    assert len(shown) > 20
    async with window() as open_:
        await opened(open_)
        await open_.press("enter")
        form = open_.app.screen
        await open_.settle()
        assert not form.is_touched
        stood = form.fields.values()
        for values in shown:
            form.fields.fill(values)
            assert form.fields.values() == {name: values[name] for name in form.fields.rows}
        form.fields.fill(stood)
        await open_.press("ctrl+s")
        assert isinstance(open_.app.screen, PlaybooksScreen)
    assert desk.tables() == before


async def test_a_adds_one_with_hostile_words_and_f8_takes_it_away_again(window, desk, size):
    async with window(size) as open_:
        await opened(open_)
        await open_.press("a")
        form = open_.app.screen
        assert isinstance(form, PlaybookFormScreen)
        form.fields.rows["title"].line.value = POISON
        form.fields.rows["answers"].line.value = "safety"
        form.fields.rows["limit"].line.value = "4 people"
        form.fields.rows["step_1"].line.value = "now, porter: Carry [b]all[/b] | “One moment, {name}.”"
        await open_.press("ctrl+s")
        assert (marked(open_).title, marked(open_).state) == ("Lift [bold red]stuck[/]", "own")
        assert open_.has("now porter Carry [b]all[/b]")
        assert not any(char in open_.text for char in "\x1b\x07\u202e")
        assert desk.read(lambda work: playbooks.book(work, "own-1")).most == 4
        await open_.press("enter")
        assert "F8 Remove" in open_.footer
        await open_.press("f8", "y")
        await open_.settle()
        assert isinstance(open_.app.screen, PlaybooksScreen)
        assert "own-1" not in {line.key for line in open_.app.screen.lines}


async def test_a_sentence_that_cannot_be_taken_stands_under_its_field_and_nothing_typed_is_lost(window, desk):
    async with window() as open_:
        await opened(open_)
        await open_.press("a")
        await open_.type("Lift stuck")
        await open_.press("enter")
        assert open_.has("With a comma between: missed promise, room")
        await open_.type("safty")
        await open_.press("enter")
        assert open_.has("A step: 10m, kitchen: Bread to the table")
        await open_.type("now, porter: Carry the luggage")
        await open_.press("ctrl+s")
        assert open_.has('"safty" is not a known kind of problem, perhaps "safety"')
        form = open_.app.screen
        assert form.focused is form.fields.rows["answers"].line
        await open_.type("safety")
        await open_.press("ctrl+s")
        assert isinstance(open_.app.screen, PlaybooksScreen)
        plan = desk.read(lambda work: playbooks.book(work, "own-1"))
        assert (plan.title, plan.steps[0].who) == ("Lift stuck", "porter")


async def test_who_may_not_change_a_plan_is_told_who_may_and_keeps_what_was_typed(window, desk):
    desk.sql("UPDATE house SET at_desk = ?", BEN)
    async with window() as open_:
        await opened(open_)
        before = marked(open_)
        await open_.press("x")
        assert "Ana can change the playbooks" in toasts(open_)[0]
        await open_.press("enter")
        form = open_.app.screen
        form.fields.rows["title"].line.value = "Ben's own"
        await open_.press("ctrl+s")
        assert open_.has("Ana can change the playbooks")
        assert form.fields.values()["title"] == "Ben's own"
        assert desk.read(lambda work: playbooks.book(work, before.key)).title == before.title


async def test_a_house_without_plans_is_told_what_to_do(window, desk):
    desk.sql("UPDATE playbook SET deleted_at = '2026-06-14 10:00:00.000000'")
    async with window() as open_:
        await open_.press("f8")
        await open_.shows("There are no playbooks yet. Press a to add the first of your own.")
        await open_.press("enter", "x", "r", "space")
        assert isinstance(open_.app.screen, PlaybooksScreen)


async def test_a_newer_packs_plans_are_taken_over_when_the_window_opens_and_the_house_keeps_its_words(window, desk):
    first = desk.read(playbooks.listing)[0]
    typed = replace(desk.read(lambda work: playbooks.form(work, first.key)), title="Aaa, as we do it")
    desk.write(lambda work: playbooks.save(work, typed))
    desk.sql("UPDATE playbook SET pack_version = 0, entry = json_set(entry, '$.partner', 'nobody')")
    assert desk.read(catalogue.needs_sync)
    async with window() as open_:
        await open_.settle(long=True)
        screen = await opened(open_)
        found = {line.key: line for line in screen.lines}
    assert "nobody" not in {line.partner for line in found.values()}
    assert found[first.key].title == "Aaa, as we do it"


async def test_an_older_file_has_the_plans_once_its_window_is_open(window, tmp_path):
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress(OLDER.read_bytes()))
    async with window(path=path) as open_:
        await open_.shows("Who is at the desk?")
        await open_.press("enter")
        await open_.settle(long=True)
        screen = await opened(open_)
        assert len(screen.lines) == len(load_pack(open_.app.house.sector).playbooks) > 0


def picked(open_, **for_):
    """Opens the picker; what it gives back is kept."""
    given = []
    open_.app.push_screen(PlaybookPicker(**for_), given.append)
    return given


@pytest.fixture
def problem(desk):
    guest = desk.guest()
    desk.visit(guest, room="412")
    return desk.write(lambda work: problems.report(work, "shower cold", guest_id=guest)).line.id


async def test_the_picker_shows_the_best_first_and_a_number_starts_at_once(window, desk, problem, size):
    best, second = desk.read(lambda work: playbooks.for_problem(work, problem))[:2]
    assert "shower" in best.title.casefold()
    async with window(size) as open_:
        given = picked(open_, problem_id=problem)
        await open_.shows(f"▸ 1 {best.title}")
        assert open_.has(best.steps[0].title)
        for entry in ("1-9 Start", "Enter Start this", "Space Read on", "Esc Back", "F1 Help"):
            assert entry in open_.footer
        for _ in range(3):
            await open_.press("space")
        assert open_.has(best.options[-1])
        await open_.press("2")
        assert given == [second.key]


async def test_keys_typed_ahead_of_the_picker_are_not_lost(window, desk, problem):
    missed = desk.read(lambda work: playbooks.for_guest(work, None, missed=True))
    assert desk.read(lambda work: playbooks.book(work, missed[0].key)).for_missed
    async with window() as open_:
        second = picked(open_, missed=True)
        await open_.burst("j", "enter")
        first = picked(open_, problem_id=problem)
        await open_.burst("1")
        none = picked(open_, problem_id=problem)
        await open_.burst("escape")
        gone = picked(open_, problem_id=999)
        await open_.settle(long=True)
    assert second == [missed[1].key]
    assert first == [desk.read(lambda work: playbooks.for_problem(work, problem))[0].key]
    assert none == gone == [None]


def test_forms_are_opened_by_their_kind():
    form = make("playbook", None, typed="late-kitchen")
    assert isinstance(form, PlaybookFormScreen)
    assert (form.key, form.is_new) == ("late-kitchen", False)
    assert make("playbook", None).is_new

"""Every act leaves one journal entry, and undo puts back every kind of act, one after the other."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from copy import copy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from delightdesk.desk import cards, catalogue, facts, gestures, guests, notes, people, problems, questions, visits
from delightdesk.desk import house as house_jobs
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.vocabulary import (
    BondKind,
    OccasionKind,
    OutcomeKind,
    Reaction,
    RecoveryStep,
    Role,
    TaskKind,
    VisitStatus,
)
from delightdesk.store.tables import Gesture, Outcome, Problem, ProblemStep, Task

ANA, BEN = 1, 2


class House:
    """What the acts below work on: two guests, a visit, one of each kind of fact, three gestures."""

    def __init__(self, desk):
        self.desk = desk
        self.erika = desk.guest(phone="+49 30 5550100")
        self.max = desk.guest("Max", "Schuler")
        self.visit = desk.visit(self.erika, room="412", ref="R1")
        self.note = desk.note(self.erika, "likes the corner table by the window")
        self.occasion = desk.occasion(self.erika, day="16 june", year="2006")
        self.caution = desk.caution(self.max, "kiwi")
        self.bond = desk.write(lambda work: facts.save_bond(work, self.max, self.erika, BondKind.FRIEND))
        plan = lambda title: desk.write(lambda work: gestures.plan_own(work, self.erika, title, [("tea", 300)])).id  # noqa: E731
        self.planned, self.ready, self.delivered = plan("Tea"), plan("Scones"), plan("Cake")
        desk.write(lambda work: gestures.mark_ready(work, self.ready))
        desk.write(lambda work: gestures.deliver(work, self.delivered))

    def form(self, kind, *which):
        return self.desk.read(lambda work: kind(work, *which))


def _edited_guest(house):
    form = house.form(guests.form, house.erika)
    return lambda work: guests.save(work, replace(form, call_me="Rika", phone="+49 30 999", incognito=True))


def _edited_visit(house):
    form = house.form(visits.form, house.erika, house.visit)
    return lambda work: visits.save(work, replace(form, room="501", eta="00:30", adults="2"))


def _edited_occasion(house):
    form = house.form(facts.occasion_form, house.erika, house.occasion)
    return lambda work: facts.save_occasion(work, replace(form, day="", kind=OccasionKind.HONEYMOON))


def _edited_caution(house):
    form = house.form(facts.caution_form, house.max, house.caution)
    return lambda work: facts.save_caution(work, replace(form, subject="no alcohol", whose="daughter"))


ACTS = {
    "a guest added": lambda h: lambda work: guests.save(work, guests.GuestForm(first="Zoë", last="Quill")),
    "a guest edited": _edited_guest,
    "a guest removed": lambda h: lambda work: guests.remove(work, h.max),
    "a visit added": lambda h: lambda work: visits.save(work, visits.VisitForm(h.max, room="7", ref="Q")),
    "a visit edited": _edited_visit,
    "a visit's status": lambda h: lambda work: visits.set_status(work, h.visit, VisitStatus.IN_HOUSE),
    "a note": lambda h: lambda work: notes.store_line(work, h.max, "asked about the pier"),
    "a line word for word": lambda h: lambda work: notes.store_line(work, h.max, "usual oat milk", as_note=True),
    "a caution in a line": lambda h: lambda work: notes.store_line(work, h.erika, "allergic to nuts and milk"),
    "an occasion in a line": lambda h: lambda work: notes.store_line(work, h.max, "20th anniversary 14 june"),
    "a usual in a line": lambda h: lambda work: notes.store_line(work, h.max, "usual flat white oat"),
    "a name in a line": lambda h: lambda work: notes.store_line(work, h.max, "call me Tilly"),
    "a bond in a line": lambda h: lambda work: notes.store_line(work, h.erika, "partner: Max Schuler"),
    "a promise in a line": lambda h: lambda work: notes.store_line(work, h.erika, "promise sea view by 6pm"),
    "a note confirmed": lambda h: lambda work: notes.confirm(work, h.note),
    "a note edited": lambda h: lambda work: notes.edit(work, h.note, "likes the sofa"),
    "a note removed": lambda h: lambda work: notes.remove(work, h.note),
    "an occasion added": lambda h: lambda work: facts.save_occasion(work, facts.OccasionForm(h.max, day="29 feb")),
    "an occasion edited": _edited_occasion,
    "an occasion removed": lambda h: lambda work: facts.remove(work, "occasion", h.occasion),
    "a caution added": lambda h: lambda work: facts.save_caution(work, facts.CautionForm(h.erika, subject="nuts")),
    "a caution edited": _edited_caution,
    "a caution removed": lambda h: lambda work: facts.remove(work, "caution", h.caution),
    "a bond added": lambda h: lambda work: facts.save_bond(work, h.max, h.erika, BondKind.PARTNER),
    "a bond removed": lambda h: lambda work: facts.remove(work, "bond", h.bond),
    "a question answered": lambda h: lambda work: questions.answer(work, h.erika, "sleep", "a firm pillow"),
    "a question skipped": lambda h: lambda work: questions.skip(work, h.erika, "sleep"),
    "a suggestion planned": lambda h: lambda work: gestures.plan(work, h.erika, "g08"),
    "an own gesture planned": lambda h: lambda work: gestures.plan_own(work, h.erika, "Kite", [("kite", 500), ("", 0)]),
    "a gesture made ready": lambda h: lambda work: gestures.mark_ready(work, h.planned),
    "a gesture delivered": lambda h: lambda work: gestures.deliver(work, h.ready, Reaction.MOVED, "oh"),
    "a reaction": lambda h: lambda work: gestures.react(work, h.delivered, Reaction.UNEASY, "please no"),
    "a gesture declined": lambda h: lambda work: gestures.decline(work, h.planned, "on a diet"),
    "a gesture cancelled": lambda h: lambda work: gestures.cancel(work, h.planned, "sold out"),
    "a basket made longer": lambda h: (
        lambda work: gestures.set_lines(work, h.planned, [("tea", 250, 240), ("milk", 20, None)])
    ),
    "a basket emptied": lambda h: lambda work: gestures.set_lines(work, h.planned, []),
    "none today": lambda h: lambda work: gestures.none_today(work, h.erika),
    "an idea changed": lambda h: lambda work: catalogue.change(work, "g05", {"title": "Bubbles and berries"}),
    "an idea put away": lambda h: lambda work: catalogue.set_active(work, "g05", False),
}
CATALOGUE = {"an idea changed", "an idea put away"}
COUNTERS = {"version", "catalogue_version"}


def _living(desk):
    """Every row that was not removed, without the columns that only count upwards."""
    with closing(sqlite3.connect(desk.path)) as file:
        file.row_factory = sqlite3.Row
        return {
            table: sorted(
                repr({name: value for name, value in zip(row.keys(), row, strict=True) if name not in COUNTERS})
                for row in file.execute(f'SELECT * FROM "{table}"')
                if "deleted_at" not in row.keys() or not row["deleted_at"]  # noqa: SIM118 - a row holds its values
            )
            for table in desk.tables("journal", "alembic_version", "sqlite_sequence")
        }


def _seen(desk, guest_id):
    """The card as text, without the versions."""
    card = desk.card(guest_id)
    return repr(
        [card.name, card.where, card.say, card.mind, card.owed, card.question, card.none_today, card.allowance]
        + [(line.title, line.forms, line.left_out) for line in card.suggestions]
        + [(line.title, line.because) for line in card.ruled_out]
        + [line.text for line in (*card.notes, *card.occasions, *card.cautions, *card.bonds, *card.gestures)]
    )


@pytest.fixture(scope="module")
def furnished(template, new_desk, tmp_path_factory):
    """One furnished house, of which each test gets a copy."""
    desk = new_desk(Path(shutil.copy(template, tmp_path_factory.mktemp("furnished") / "desk.db")))
    house = House(desk)
    desk.close()
    return house


@pytest.fixture
def house(furnished, new_desk, tmp_path):
    """A furnished house of one's own."""
    found = copy(furnished)
    found.desk = new_desk(Path(shutil.copy(furnished.desk.path, tmp_path / "desk.db")))
    yield found
    found.desk.close()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_one_entry_and_undo_puts_everything_back(house, name):
    desk = house.desk
    before, cards_before = _living(desk), [_seen(desk, house.erika), _seen(desk, house.max)]
    act = ACTS[name](house)
    (entries,) = desk.sql("SELECT count(*) FROM journal")[0]
    desk.write(act)
    assert desk.sql("SELECT count(*) FROM journal")[0] == (entries + 1,)
    assert name == "none today" or _living(desk) != before
    assert desk.index_problems() == []

    sentence = desk.write(undo)

    assert sentence.startswith("Undone: ")
    more = 2 if name in CATALOGUE else 1
    assert desk.sql("SELECT count(*) FROM journal")[0] == (entries + 1 + more,)
    assert _living(desk) == before
    assert [_seen(desk, house.erika), _seen(desk, house.max)] == cards_before
    assert desk.index_problems() == []


def test_an_idea_added_is_gone_after_undo_and_back_in_no_list(desk):
    from delightdesk.desk.catalogue import add_own, ideas

    before = desk.read(ideas)
    idea = replace(before[0], title="Kite for a windy day")
    key = desk.write(lambda work: add_own(work, idea))
    assert key in [each.key for each in desk.read(ideas)]
    desk.write(undo)
    assert desk.read(ideas) == before


def test_the_journal_tells_what_was_before_and_after(desk):
    guest_id = desk.guest()
    note = desk.note(guest_id, "asked about the pier")
    desk.write(lambda work: notes.edit(work, note, "asked about the boats"))
    action, changes, person = desk.sql("SELECT action, changes, person_id FROM journal ORDER BY id DESC LIMIT 1")[0]
    (change,) = json.loads(changes)
    assert (action, person) == ("note.edited", ANA)
    assert change["before"] == {"text": "asked about the pier", "version": 1}
    assert change["after"] == {"text": "asked about the boats", "version": 2}


def test_undo_twice_takes_back_two_acts_newest_first(desk):
    guest_id = desk.guest()
    desk.note(guest_id, "asked about the pier")
    desk.note(guest_id, "asked about the boats")
    desk.write(undo)
    assert [line.text for line in desk.card(guest_id).notes] == ["asked about the pier"]
    desk.write(undo)
    assert desk.card(guest_id).notes == ()
    assert desk.write(undo) == "Undone: New guest"
    with pytest.raises(NotFound, match="nothing of yours"):
        desk.write(undo)
    assert desk.sql("SELECT count(*) FROM journal WHERE action = 'undo'")[0] == (3,)


def test_a_stack_of_changes_to_one_row_is_undone_step_by_step(desk):
    guest_id = desk.guest()
    tea = desk.write(lambda work: gestures.plan_own(work, guest_id, "Tea", [("tea", 300)])).id
    desk.write(lambda work: gestures.set_lines(work, tea, [("tea", 300, 250), ("cake", 400, None)]))
    desk.write(lambda work: gestures.deliver(work, tea, Reaction.PLEASED))
    desk.write(undo)
    assert desk.read(lambda work: gestures.view(work, tea)).state == "planned"
    desk.write(undo)
    assert [line.what for line in desk.read(lambda work: gestures.view(work, tea)).lines] == ["tea"]
    desk.write(undo)
    with pytest.raises(NotFound):
        desk.read(lambda work: gestures.view(work, tea))


def test_nobody_undoes_what_somebody_else_did(desk):
    guest_id = desk.guest()
    desk.note(guest_id, "from Ana", person=ANA)
    with pytest.raises(NotFound):
        desk.write(undo, BEN)
    desk.note(guest_id, "from Ben", person=BEN)
    desk.write(undo, ANA)
    assert [line.text for line in desk.card(guest_id).notes] == ["from Ben"]


def _ben_edits_the_note(desk, guest_id, note, tea):
    desk.write(lambda work: notes.edit(work, note, "Ben knows better"), BEN)


def _ben_adds_a_line(desk, guest_id, note, tea):
    desk.write(lambda work: gestures.set_lines(work, tea, [("tea", 300, None), ("cake", 400, None)]), BEN)


@pytest.mark.parametrize("what", ["note", "gesture"])
def test_undo_after_somebody_elses_change_changes_nothing(desk, what):
    guest_id = desk.guest()
    note = tea = 0
    if what == "note":
        note = desk.note(guest_id, "asked about the pier")
        _ben_edits_the_note(desk, guest_id, note, tea)
    else:
        tea = desk.write(lambda work: gestures.plan_own(work, guest_id, "Tea", [("tea", 300)])).id
        _ben_adds_a_line(desk, guest_id, note, tea)
    before = desk.tables()
    with pytest.raises(Stale, match="left as it is"):
        desk.write(undo, ANA)
    assert desk.tables() == before


def test_a_new_guest_stays_once_somebody_has_written_about_them(desk):
    guest_id = desk.guest()
    desk.note(guest_id, "allergic to nuts", person=BEN)
    with pytest.raises(Stale):
        desk.write(undo, ANA)
    assert "nuts" in desk.card(guest_id).mind
    desk.write(undo, BEN)
    assert desk.write(undo, ANA) == "Undone: New guest"


def test_a_visit_stays_once_somebody_planned_something_for_it(desk):
    guest_id = desk.guest()
    desk.visit(guest_id)
    desk.write(lambda work: gestures.plan(work, guest_id, "g08"), BEN)
    with pytest.raises(Stale):
        desk.write(undo, ANA)


def _act(desk, make, person, guest_id=None):
    """One act that brings in one row; returns the row's id."""

    def job(work):
        row = work.add(make(work.now))
        work.did("test", "brought in", guest_id)
        return row.id

    return desk.write(job, person)


def _problem(now):
    return Problem(created_at=now, what="shower cold", room="412", reported_by=ANA, reported_at=now, owner_id=ANA)


BUILT_ON_A_PROBLEM = {
    "a step": lambda problem, guest: (
        lambda now: ProblemStep(
            created_at=now, problem_id=problem, step=RecoveryStep.APOLOGISE, done_by=BEN, done_at=now
        )
    ),
    "a task": lambda problem, guest: (
        lambda now: Task(
            created_at=now, kind=TaskKind.FIX_IT, title="Boiler", made_by=BEN, owner_id=BEN, problem_id=problem
        )
    ),
    "a gesture": lambda problem, guest: (
        lambda now: Gesture(created_at=now, guest_id=guest, title="Tea", planned_by=BEN, problem_id=problem)
    ),
    "an outcome": lambda problem, guest: (
        lambda now: Outcome(created_at=now, guest_id=guest, problem_id=problem, kind=OutcomeKind.RETURN, on=now.date())
    ),
}


@pytest.mark.parametrize("what", BUILT_ON_A_PROBLEM)
@pytest.mark.parametrize("known", [False, True], ids=["a room only", "a guest"])
def test_a_problem_stays_once_somebody_built_on_it(desk, what, known):
    guest_id = desk.guest(person=BEN)
    problem = _act(desk, _problem, ANA, guest_id if known else None)
    _act(desk, BUILT_ON_A_PROBLEM[what](problem, guest_id), BEN)
    before = desk.tables()
    with pytest.raises(Stale, match="left as it is"):
        desk.write(undo, ANA)
    assert desk.tables() == before
    desk.write(undo, BEN)
    assert desk.write(undo, ANA) == "Undone: brought in"
    assert desk.sql("SELECT count(*) FROM problem WHERE deleted_at IS NULL") == [(0,)]


def test_a_gesture_stays_once_its_delivery_is_somebodys(desk):
    guest_id = desk.guest(person=BEN)
    gesture = _act(desk, lambda now: Gesture(created_at=now, guest_id=guest_id, title="Tea", planned_by=ANA), ANA)
    _act(
        desk,
        lambda now: Task(
            created_at=now, kind=TaskKind.DELIVERY, title="Tea", made_by=BEN, owner_id=BEN, gesture_id=gesture
        ),
        BEN,
    )
    with pytest.raises(Stale):
        desk.write(undo, ANA)


def test_a_task_of_nobody_on_file_stays_once_somebody_changed_it(desk):
    task = _act(
        desk, lambda now: Task(created_at=now, kind=TaskKind.TO_DO, title="Cot", made_by=ANA, owner_id=ANA), ANA
    )

    def note(work):
        work.change(work.get(Task, task), note="brought up by the porter")
        work.did("test", "noted")

    desk.write(note, BEN)
    with pytest.raises(Stale):
        desk.write(undo, ANA)
    desk.write(undo, BEN)
    desk.write(undo, ANA)


def test_what_others_set_at_the_house_does_not_stand_in_the_way(desk):
    desk.write(lambda work: catalogue.change(work, "g05", {"title": "Bubbles"}))
    desk.write(lambda work: house_jobs.set_theme(work, "dark"), BEN)
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    desk.write(lambda work: catalogue.set_active(work, "g08", False))
    assert desk.write(undo).startswith("Undone: No longer offers")
    assert desk.write(undo).startswith("Undone: Changed the gesture Bubbles")
    assert desk.sql("SELECT theme, at_desk FROM house") == [("dark", BEN)]


def test_what_would_overdraw_the_allowance_by_now_does_not_come_back(desk):
    guest = desk.guest()
    problem = desk.write(lambda work: problems.report(work, "cold", guest_id=guest)).line.id
    give = lambda work: gestures.plan_own(work, guest, "Tea", [("tea", 90_00)], problem_id=problem)  # noqa: E731
    basket = lambda cost: lambda work: gestures.set_lines(work, second, [("tea", cost, None)])  # noqa: E731
    first = desk.write(give, BEN).id
    desk.write(lambda work: gestures.cancel(work, first), BEN)
    second = desk.write(give).id
    for within, allowed in ((90_00, False), (10_00, True)):
        desk.write(basket(within))
        if allowed:
            assert desk.write(undo, BEN) == "Undone: Cancelled: Tea"
        else:
            with pytest.raises(Stale, match="takes a yes by now"):
                desk.write(undo, BEN)
    assert desk.sql("SELECT sum(planned) FROM gesture_line WHERE deleted_at IS NULL") == [(100_00,)]


def test_a_name_that_somebody_else_got_meanwhile_does_not_come_back(desk):
    desk.write(lambda work: people.add(work, "Lea", Role.MANAGER))
    desk.write(lambda work: people.close(work, BEN))
    desk.write(lambda work: people.add(work, "ben"), 3)
    with pytest.raises(Invalid, match="Somebody else is called ben by now"):
        desk.write(undo)
    assert [line.name for line in desk.read(people.people)] == ["Ana", "Lea", "ben"]


def test_yesterdays_acts_are_left_alone(desk):
    guest_id = desk.guest()
    desk.clock.now += timedelta(hours=25)
    with pytest.raises(NotFound):
        desk.write(undo)
    assert desk.read(lambda work: cards.open_card(work, guest_id)).name == "Erika Schultz"


def test_saving_without_a_change_leaves_nothing_to_undo(house):
    desk = house.desk
    desk.write(lambda work: gestures.react(work, house.delivered, Reaction.MOVED))
    (entries,) = desk.sql("SELECT count(*) FROM journal")[0]
    for form, save, which in (
        (guests.form, guests.save, (house.erika,)),
        (visits.form, visits.save, (house.erika, house.visit)),
        (facts.occasion_form, facts.save_occasion, (house.erika, house.occasion)),
        (facts.caution_form, facts.save_caution, (house.max, house.caution)),
    ):
        typed = house.form(form, *which)
        desk.write(lambda work, save=save, typed=typed: save(work, typed))
    desk.write(lambda work: gestures.react(work, house.delivered, Reaction.MOVED))
    desk.write(lambda work: facts.save_bond(work, house.max, house.erika, BondKind.FRIEND))
    assert desk.sql("SELECT count(*) FROM journal")[0] == (entries,)

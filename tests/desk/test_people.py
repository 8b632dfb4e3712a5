"""People: added, changed, closed; a leaver's work is orphaned in the same act, and a desk never loses its last manager."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delightdesk.desk import gestures, people, problems, tasks
from delightdesk.desk.people import PersonForm
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Ambiguous, Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.vocabulary import ProblemState, Role, TaskKind, TaskState
from delightdesk.store.tables import Problem, Task

ANA, BEN = 1, 2


def _add(desk, name="Cleo", role=Role.RECEPTIONIST):
    return desk.write(lambda work: people.add(work, name, role))


def _line(desk, person_id):
    return next(line for line in desk.read(lambda work: people.people(work, closed=True)) if line.id == person_id)


def _close(desk, person_id, seen=None, person=ANA):
    return desk.write(lambda work: people.close(work, person_id, seen), person)


def _owned(desk, owner_id, offered_to=None, **values):
    """A to-do and a problem of somebody's, as their own jobs would leave them."""

    def job(work):
        task = work.add(
            Task(created_at=work.now, kind=TaskKind.TO_DO, title="Cot", made_by=ANA, owner_id=owner_id,
                 offered_to=offered_to, **values)
        )  # fmt: skip
        problem = work.add(
            Problem(created_at=work.now, what="shower cold", reported_by=ANA, reported_at=work.now, owner_id=owner_id,
                    offered_to=offered_to)
        )  # fmt: skip
        work.did("test", "made", undoable=False)
        return task.id, problem.id

    return desk.write(job)


def test_a_person_is_added_changed_and_seen_in_the_list(desk):
    cleo = desk.write(
        lambda work: people.save_person(work, PersonForm(name=" Cleo\x1b[2J ", role=Role.LEAD, delight_allowance="£45"))
    )
    line = _line(desk, cleo)
    assert (line.name, line.role, line.delight_allowance, line.problem_allowance) == ("Cleo", Role.LEAD, 4500, None)
    form = desk.read(lambda work: people.person_form(work, cleo))
    assert (form.delight_allowance, form.problem_allowance) == ("£45", "")
    typed = replace(form, name="Cleo B", role=Role.RECEPTIONIST, delight_allowance="", problem_allowance="1,250.50")
    assert desk.write(lambda work: people.save_person(work, typed)) == cleo
    line = _line(desk, cleo)
    assert (line.name, line.role, line.delight_allowance, line.problem_allowance) == (
        "Cleo B", Role.RECEPTIONIST, None, 125050,
    )  # fmt: skip
    assert desk.read(lambda work: (work.person.delight_allowance, work.person.problem_allowance), cleo) == (
        3000,
        125050,
    )
    assert [each.name for each in desk.read(people.people)] == ["Ana", "Ben", "Cleo B"]
    assert desk.write(undo) == "Undone: Person changed: Cleo B"
    assert _line(desk, cleo).name == "Cleo"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " \x1b[0m"}, "name"),
        ({"name": "bEn"}, "name"),
        ({"delight_allowance": "lots"}, "delight_allowance"),
        ({"problem_allowance": "€12"}, "problem_allowance"),
        ({"problem_allowance": "-5"}, "problem_allowance"),
    ],
)
def test_what_cannot_be_taken_names_its_field_and_saves_nothing(desk, typed, field):
    before = desk.tables()
    with pytest.raises(Invalid, match=r"[Nn]othing was saved") as raised:
        desk.write(lambda work: people.save_person(work, PersonForm(**{"name": "Cleo", **typed})))
    assert raised.value.field == field
    assert desk.tables() == before


def test_two_windows_change_one_person(desk):
    form = desk.read(lambda work: people.person_form(work, BEN))
    desk.write(lambda work: people.save_person(work, replace(form, role=Role.LEAD)))
    before = desk.tables()
    for job in (
        lambda work: people.save_person(work, replace(form, name="Benjamin")),
        lambda work: people.close(work, BEN, form.version),
    ):
        with pytest.raises(Stale):
            desk.window().write(job)
    assert desk.tables() == before


def test_a_desk_keeps_its_last_manager(desk):
    form = desk.read(lambda work: people.person_form(work, ANA))
    for job in (
        lambda work: people.save_person(work, replace(form, role=Role.LEAD)),
        lambda work: people.close(work, ANA),
    ):
        with pytest.raises(Invalid, match="only manager"):
            desk.write(job)
    cleo = _add(desk, role=Role.MANAGER)
    _close(desk, ANA)
    with pytest.raises(NotAllowed, match="Nobody is at the desk"):
        desk.read(people.people, ANA)
    with pytest.raises(Invalid, match="Cleo is the only manager"):
        _close(desk, cleo, person=cleo)


def test_closing_orphans_everything_owned_and_undo_gives_it_back(desk):
    cleo = _add(desk)
    task, problem = _owned(desk, cleo)
    offered_task, offered_problem = _owned(desk, BEN, offered_to=cleo)
    done, _ = _owned(desk, cleo, state=TaskState.DONE)
    desk.sql("UPDATE problem SET state = ? WHERE id > ?", ProblemState.BEYOND.value, offered_problem)
    before = {table: rows for table, rows in desk.tables("journal").items() if table != "staff"}
    assert _line(desk, cleo).owns == 2

    (acts,) = desk.sql("SELECT count(*) FROM journal")[0]
    assert _close(desk, cleo) == 2
    assert desk.sql("SELECT count(*) FROM journal")[0] == (acts + 1,)
    assert desk.sql("SELECT id FROM task WHERE owner_id IS NULL") == [(task,)]
    assert desk.sql("SELECT id FROM problem WHERE owner_id IS NULL") == [(problem,)]
    for table, row in (("task", offered_task), ("problem", offered_problem)):
        assert desk.sql(f"SELECT owner_id, offered_to FROM {table} WHERE id = ?", row) == [(BEN, None)]
    assert desk.sql("SELECT owner_id FROM task WHERE id = ?", done) == [(cleo,)]
    assert _line(desk, cleo).is_closed
    assert cleo not in [line.id for line in desk.read(people.people)]
    with pytest.raises(NotFound):
        desk.write(lambda work: people.close(work, cleo))

    assert desk.write(undo) == "Undone: Account closed: Cleo"
    assert not _line(desk, cleo).is_closed
    for table, rows in before.items():
        if table in ("task", "problem"):
            assert [row[4:] for row in desk.tables()[table]] == [row[4:] for row in rows]


def test_a_leavers_four_items_stand_on_the_orphan_list(desk):
    cleo, guest_id = _add(desk), desk.guest()
    for job in (
        lambda work: tasks.promise(work, guest_id, "sea view by 6pm"),
        lambda work: gestures.plan_own(work, guest_id, "Tea", [("tea", 300)]),
        lambda work: problems.report(work, "412 shower cold"),
    ):
        desk.write(job, cleo)

    def follow_up(work):
        tasks.add(work, TaskKind.FOLLOW_UP, "Ask how the night was", guest_id=guest_id)
        work.did("test", "planted")

    desk.write(follow_up, cleo)
    assert desk.read(lambda work: tasks.listing(work, orphans=True)) == ()
    assert _close(desk, cleo) == 4
    orphans = desk.read(lambda work: tasks.listing(work, orphans=True))
    assert {line.title for line in orphans} == {"sea view", "Tea", "shower cold", "Ask how the night was"}
    assert {line.owner for line in orphans} == {""}
    assert desk.read(lambda work: tasks.listing(work, owner_id=cleo)) == ()
    desk.write(undo)
    assert len(desk.read(lambda work: tasks.listing(work, owner_id=cleo))) == 4


def test_closing_is_not_undone_once_somebody_took_an_orphan(desk):
    from delightdesk.desk import owning

    cleo = _add(desk)
    task, _ = _owned(desk, cleo)
    _close(desk, cleo)

    def take(work):
        work.did("task.taken", owning.take(work, work.get(Task, task)))

    desk.write(take, BEN)
    with pytest.raises(Stale, match="left as it is"):
        desk.write(undo)
    assert desk.sql("SELECT owner_id FROM task WHERE id = ?", task) == [(BEN,)]
    desk.write(lambda work: people.reopen(work, cleo))
    assert _line(desk, cleo).owns == 0


def test_whoever_did_something_or_owns_something_does_not_vanish_with_undo(desk):
    cleo = _add(desk)
    _owned(desk, cleo)
    with pytest.raises(Stale):
        desk.write(undo)
    dora = _add(desk, "Dora")
    desk.guest(person=dora)
    with pytest.raises(Stale):
        desk.write(undo)
    _close(desk, dora)
    desk.write(lambda work: people.reopen(work, dora))
    desk.guest("Max", person=dora)
    with pytest.raises(Stale):
        desk.write(undo)
    assert not _line(desk, dora).is_closed


def test_nobody_undoes_people_once_they_are_no_manager(desk):
    cleo = _add(desk, role=Role.MANAGER)
    form = desk.read(lambda work: people.person_form(work, ANA))
    desk.write(lambda work: people.save_person(work, replace(form, role=Role.RECEPTIONIST)))
    before = desk.tables()
    with pytest.raises(NotAllowed, match="Cleo can add, change or close people"):
        desk.write(undo)
    assert desk.tables() == before
    assert _line(desk, cleo).role is Role.MANAGER


def test_an_account_opens_again_unless_the_name_is_taken(desk):
    with pytest.raises(Invalid, match="open already"):
        desk.write(lambda work: people.reopen(work, BEN))
    _close(desk, BEN)
    _add(desk, "Ben")
    with pytest.raises(Invalid, match="called Ben already"):
        desk.write(lambda work: people.reopen(work, BEN))
    for person_id in (99, -1):
        with pytest.raises(NotFound):
            desk.write(lambda work, person_id=person_id: people.reopen(work, person_id))


def test_a_command_names_people_by_number_name_or_beginning(desk):
    jose, anna = _add(desk, "José María"), _add(desk, "Anna")
    find = lambda text: desk.read(lambda work: people.resolve(work, text))  # noqa: E731
    assert [find(text) for text in ("2", "ben", "B", "jose", "maria", "JOSÉ M", "ana", "anna")] == [
        BEN, BEN, BEN, jose, jose, jose, ANA, anna,
    ]  # fmt: skip
    with pytest.raises(Ambiguous, match="1 Ana; 4 Anna") as raised:
        find("an")
    assert raised.value.choices == ((ANA, "Ana"), (anna, "Anna"))
    _close(desk, BEN)
    for text in ("2", "ben", "", "?", "9" * 40, "\x1b[2J"):
        with pytest.raises(NotFound, match="Nothing was changed"):
            find(text)


def test_whoever_sits_down_is_who_the_next_start_takes(desk):
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    with desk.house.reading() as work:
        assert work.person.name == "Ben"
    (acts,) = desk.sql("SELECT count(*) FROM journal")[0]
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    assert desk.sql("SELECT count(*) FROM journal")[0] == (acts,)
    with pytest.raises(NotFound):
        desk.write(undo, BEN)
    with pytest.raises(NotFound):
        desk.write(lambda work: people.sit_down(work, 99), BEN)
    _close(desk, BEN)
    with desk.house.reading() as work:
        assert work.person.name == "Ana"

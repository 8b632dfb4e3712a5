"""Passing work on: nobody is given work they did not accept, and nothing is lost when somebody leaves."""

from __future__ import annotations

import pytest

from delightdesk.desk import people, problems, tasks
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.vocabulary import ProblemState, Role, TaskKind

ANA, BEN = 1, 2


@pytest.fixture
def cleo(desk):
    return desk.write(lambda work: people.add(work, "Cleo", Role.RECEPTIONIST))


def _promise(desk, text="sea view by 6pm", person=BEN):
    return desk.write(lambda work: tasks.promise(work, None, text), person).task.id


def _problem(desk, person=BEN):
    return desk.write(lambda work: problems.report(work, "412 shower cold"), person).line.id


def _held(desk, which, row_id):
    """Who owns it and who was asked, as it stands in the file."""
    return desk.sql(f"SELECT owner_id, offered_to FROM {which} WHERE id = ?", row_id)[0]


JOBS = {"task": tasks, "problem": problems}
MAKE = {"task": _promise, "problem": _problem}


@pytest.fixture(params=["task", "problem"])
def item(request, desk):
    """One thing that Ben owns, and the jobs that pass it on."""
    row_id = MAKE[request.param](desk)

    def act(name, person, *values, **more):
        return desk.write(lambda work: getattr(JOBS[request.param], name)(work, row_id, *values, **more), person)

    act.held = lambda: _held(desk, request.param, row_id)
    return act


def test_it_stays_with_its_owner_until_somebody_says_yes(item, cleo):
    item("offer", BEN, cleo)
    assert item.held() == (BEN, cleo)
    item("accept", cleo)
    assert item.held() == (cleo, None)


def test_a_no_leaves_it_where_it_is(item, cleo):
    item("offer", BEN, cleo)
    item("turn_down", cleo)
    assert item.held() == (BEN, None)
    item("offer", BEN, cleo)
    item("withdraw", BEN)
    assert item.held() == (BEN, None)


def test_asking_somebody_else_takes_the_first_question_back(item, cleo):
    item("offer", BEN, cleo)
    item("offer", BEN, ANA)
    assert item.held() == (BEN, ANA)
    with pytest.raises(NotAllowed, match="not offered to you"):
        item("accept", cleo)


@pytest.mark.parametrize(
    ("name", "who", "values", "error", "words"),
    [
        ("accept", ANA, (), NotAllowed, "not offered to you"),
        ("turn_down", ANA, (), NotAllowed, "not offered to you"),
        ("take", ANA, (), NotAllowed, "with Ben"),
        ("take", BEN, (), Invalid, "yours already"),
        ("withdraw", BEN, (), Invalid, "offered to nobody"),
        ("offer", BEN, (BEN,), Invalid, "with Ben already"),
        ("offer", BEN, (99,), NotFound, "not here"),
        ("offer", ANA, (ANA,), Invalid, "ask its owner"),
    ],
)
def test_nobody_takes_what_is_not_theirs(item, name, who, values, error, words):
    with pytest.raises(error, match=words):
        item(name, who, *values)
    assert item.held() == (BEN, None)


def test_only_the_owner_and_whoever_hands_out_work_offer_it(item, cleo):
    with pytest.raises(NotAllowed, match="Ben or Ana can offer"):
        item("offer", cleo, ANA)
    item("offer", ANA, cleo)
    with pytest.raises(NotAllowed, match="Ben or Ana can withdraw"):
        item("withdraw", cleo)
    with pytest.raises(Invalid, match="Cleo was asked already"):
        item("offer", BEN, cleo)
    item("take", cleo)
    assert item.held() == (cleo, None)


def test_a_stale_look_changes_nothing(item, desk, cleo):
    item("offer", BEN, cleo, seen=1)
    before = desk.tables()
    for name, who, values in (("offer", BEN, (ANA,)), ("accept", cleo, ()), ("withdraw", BEN, ()), ("take", cleo, ())):
        with pytest.raises(Stale):
            item(name, who, *values, seen=1)
    assert desk.tables() == before
    item("accept", cleo, seen=2)


def test_two_windows_take_one_orphan(desk):
    task_id = _promise(desk)
    desk.sql("UPDATE task SET owner_id = NULL")
    seen = desk.read(lambda work: tasks.view(work, task_id)).version
    desk.window().write(lambda work: tasks.take(work, task_id, seen=seen), ANA)
    with pytest.raises(Stale):
        desk.write(lambda work: tasks.take(work, task_id, seen=seen), BEN)
    assert _held(desk, "task", task_id) == (ANA, None)


def test_whoever_leaves_leaves_everything_on_the_orphan_list(desk, cleo):
    mine, offered, asked = _promise(desk), _promise(desk, "cot by 8pm"), _promise(desk, "taxi by 9pm", ANA)
    done, problem = _promise(desk, "towels by 5pm"), _problem(desk)
    desk.write(lambda work: tasks.done(work, done), BEN)
    desk.write(lambda work: tasks.offer(work, offered, cleo), BEN)
    desk.write(lambda work: tasks.offer(work, asked, BEN), ANA)

    assert desk.write(lambda work: people.close(work, BEN)) == 3

    assert [_held(desk, "task", each) for each in (mine, offered, asked, done)] == [
        (None, None), (None, cleo), (ANA, None), (BEN, None),
    ]  # fmt: skip
    assert _held(desk, "problem", problem) == (None, None)
    orphans = desk.read(lambda work: tasks.listing(work, orphans=True))
    assert {(line.kind, line.id) for line in orphans} == {
        (TaskKind.PROMISE, mine), (TaskKind.PROMISE, offered), (None, problem),
    }  # fmt: skip
    assert {line.owner for line in orphans} == {""}
    with pytest.raises(NotAllowed, match="Ana can offer"):
        desk.write(lambda work: tasks.offer(work, mine, ANA), cleo)
    desk.write(lambda work: tasks.take(work, mine), cleo)
    desk.write(lambda work: tasks.accept(work, offered), cleo)
    assert {_held(desk, "task", each) for each in (mine, offered)} == {(cleo, None)}


def test_work_that_an_undo_gives_back_to_a_leaver_is_an_orphan(desk):
    task_id = _promise(desk)
    desk.write(lambda work: tasks.offer(work, task_id, ANA), BEN)
    desk.write(lambda work: tasks.accept(work, task_id), ANA)
    desk.sql("UPDATE staff SET deleted_at = created_at WHERE id = ?", BEN)
    desk.write(undo, ANA)
    (orphan,) = desk.read(lambda work: tasks.listing(work, orphans=True))
    assert (orphan.id, orphan.owner_id, orphan.owner) == (task_id, None, "")
    assert desk.read(lambda work: tasks.listing(work, owner_id=BEN)) == ()
    desk.write(lambda work: tasks.take(work, task_id), ANA)
    assert _held(desk, "task", task_id)[0] == ANA


def test_what_is_over_is_passed_to_nobody(desk, cleo):
    task_id, problem_id = _promise(desk), _problem(desk)
    desk.write(lambda work: tasks.done(work, task_id), BEN)
    desk.sql("UPDATE problem SET state = ? WHERE id = ?", ProblemState.LOST.value, problem_id)
    for module, row_id in ((tasks, task_id), (problems, problem_id)):
        with pytest.raises(Invalid, match="already"):
            desk.write(lambda work, module=module, row_id=row_id: module.offer(work, row_id, cleo), BEN)

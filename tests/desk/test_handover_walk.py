"""Random work, handed over by two people in random steps: everywhere the same lines are red, and nothing gets lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delightdesk.desk import handover, problems, tasks
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import DeskError
from delightdesk.domain.vocabulary import HandoverState, LineState, TaskKind
from delightdesk.files.sheets import values_of

ANA, BEN = 1, 2
KINDS = (TaskKind.PROMISE, TaskKind.FOLLOW_UP, TaskKind.FIX_IT, TaskKind.TO_DO, TaskKind.LEFT_BEHIND)
ACTS = ("accept", "ask", "decline", "reply", "settle", "undo", "leave", "add", "offer", "take", "hour", "take_back")

things = st.lists(st.sampled_from([*KINDS, None]), min_size=1, max_size=6)
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from([ANA, BEN]), st.integers(0, 9)), min_size=4, max_size=25
)


def make(desk, kind, number, person):
    def job(work):
        if kind is None:
            problems.report(work, f"thing {number} drips", room="7")
        else:
            tasks.add(work, kind, f"thing {number}", room="7" if number % 2 else "")
            work.did("test.task", "a thing")

    desk.write(job, person)


def step(desk, act, person, number):
    """Do one thing; what cannot be done now is refused in plain words and changes nothing."""
    sheet = desk.read(handover.sheet, person)
    line = sheet.lines[number % len(sheet.lines)] if sheet.lines else None
    open_tasks = desk.read(lambda work: tasks.listing(work, with_problems=False))
    task = open_tasks[number % len(open_tasks)] if open_tasks else None
    jobs = {
        "leave": lambda work: handover.leave(work, nothing_to_report=not handover.draft(work).lines),
        "undo": undo,
        "add": lambda work: handover.add_line(work, f"line {number}"),
        "take_back": lambda work: handover.take_back(work, sheet.id or 0),
    }
    if task is not None:
        jobs["settle"] = lambda work: tasks.done(work, task.id, seen=task.version)
        jobs["offer"] = lambda work: tasks.offer(work, task.id, ANA + BEN - person)
        jobs["take"] = lambda work: tasks.take(work, task.id)
    if line is not None and line.id is not None:
        words = f"{line.who} {line.what} {line.due_text}"
        for name in ("accept", "ask", "decline", "reply"):
            jobs[name] = lambda work, name=name: getattr(handover, name)(work, line.id, words, line.version)
    if act == "hour":
        desk.clock.ahead(hours=number)
    elif act in jobs:
        before = desk.tables()
        try:
            desk.write(jobs[act], person)
        except DeskError:
            assert desk.tables() == before


def everything_agrees(desk):
    for person in (ANA, BEN):
        stands, sheet = desk.read(handover.standing, person), desk.read(handover.sheet, person)
        red = [line for line in sheet.lines if line.is_red]
        told = values_of(sheet)
        assert stands.waits == (sheet.state is HandoverState.LEFT)
        assert stands.red == len(red) == sum(line["red"] for line in told["lines"])
        if stands.waits:
            assert stands.red == sheet.unaccepted == told["unaccepted"]
            assert told["handed_over"] is False
            assert stands.words.endswith("not handed over")
        assert all(line.state is not LineState.ACCEPTED for line in red)
        for past in desk.read(lambda work: handover.past(work)[0], person):
            read = desk.read(lambda work, past=past: handover.read(work, past.id), person)
            assert (past.state, past.lines) == (read.state, len(read.lines))
            if past.state is not HandoverState.CARRIED:
                assert past.unaccepted == read.unaccepted


def nothing_is_lost(desk):
    """Whatever is open has an owner who works here, or stands on the orphan list; all of tonight is on the draft."""
    listed = desk.read(lambda work: tasks.listing(work, limit=None))
    mine = {
        (line.id, line.kind is None)
        for person in (ANA, BEN)
        for line in desk.read(lambda work, person=person: tasks.listing(work, owner_id=person, limit=None))
    }
    orphans = {(line.id, line.kind is None) for line in desk.read(lambda work: tasks.listing(work, orphans=True))}
    assert {(line.id, line.kind is None) for line in listed} == mine | orphans
    draft = desk.read(handover.draft)
    drafted = {line.task_id for line in draft.lines} | {line.problem_id for line in draft.lines}
    for line in listed:
        if line.kind is not TaskKind.LEFT_BEHIND:
            assert line.id in drafted
    keys = [(line.task_id, line.problem_id, line.id) for line in draft.lines if line.task_id or line.problem_id]
    assert len(set(keys)) == len(keys)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things, steps)
def test_two_people_hand_over_whatever_comes(fresh_desk, kinds, walk):
    desk = fresh_desk()
    for number, kind in enumerate(kinds):
        make(desk, kind, number, ANA if number % 3 else BEN)
    step(desk, "leave", ANA, 0)
    for act, person, number in walk:
        step(desk, act, person, number)
        everything_agrees(desk)
    nothing_is_lost(desk)

"""The life of tasks under random acts: two windows, three people, and a clock that jumps over midnight and summer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from delightdesk.desk import owed_board, owning, people, tasks
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.lifecycle import OPEN_TASKS, TASK_NEXT
from delightdesk.domain.promise_clock import LEAST, Urgency
from delightdesk.domain.vocabulary import Role, TaskState

ANA, BEN, CLEO = 1, 2, 3
PEOPLE = st.sampled_from((ANA, BEN, CLEO))
WHO = st.sampled_from(("asked", "owner", ANA, BEN, CLEO))
WINDOWS = st.sampled_from((0, 1))
AGES = st.sampled_from((0, 0, 0, 1))
"""How many versions behind somebody looks: mostly none."""

BEFORE_SUMMER_TIME = datetime(2026, 3, 28, 22, 40, tzinfo=UTC)
JUMPS = st.sampled_from((timedelta(minutes=50), timedelta(0), timedelta(hours=2), timedelta(hours=26)))
ENDS = {
    "done": frozenset({TaskState.DONE, TaskState.DONE_LATE}),
    "miss": frozenset({TaskState.MISSED}),
    "release": frozenset({TaskState.RELEASED}),
    "cancel": frozenset({TaskState.CANCELLED}),
    "prepare": frozenset({TaskState.PREPARED}),
}


class Lives(RuleBasedStateMachine):
    """What the tasks of a desk should be, kept beside what they are."""

    made = Bundle("made")
    windows = ()

    @initialize()
    def begin(self):
        for table in ("task", "journal"):
            self.windows[0].sql(f"DELETE FROM {table}")
        self.clock = self.windows[0].clock
        self.clock.now = BEFORE_SUMMER_TIME
        self.state: dict[int, TaskState] = {}
        self.holder: dict[int, tuple[int | None, int | None]] = {}

    def _row(self, task_id):
        return self._rows()[task_id]

    def _rows(self):
        columns = "id, state, owner_id, offered_to, version, due_at, warn_at, told_at, done_by, note, reason, missed_at"
        rows = self.windows[0].sql(f"SELECT {columns} FROM task")
        return {row[0]: (TaskState(row[1]), (row[2], row[3]), *row[4:]) for row in rows}

    def _act(self, window, person, task_id, age, job):
        """Do something, stale or not; returns True when it was done. A refusal changes nothing."""
        desk, version, before = self.windows[window], self._row(task_id)[2], self._entries()
        try:
            desk.write(lambda work: job(work, task_id, seen=version - age), person)
        except (Invalid, NotAllowed, NotFound, Stale) as error:
            refusal = error
        else:
            assert age == 0
            return True
        assert age == 0 or isinstance(refusal, Stale)
        assert self._entries() == before
        return False

    def _entries(self):
        return self._rows(), self.windows[0].sql("SELECT count(*) FROM journal")

    @rule(target=made, window=WINDOWS, person=PEOPLE, hours=st.sampled_from((0.1, 0.5, 3, 30, None)))
    def promise(self, window, person, hours):
        due = None if hours is None else self.clock.now + timedelta(hours=hours)
        desk = self.windows[window]
        told = desk.write(lambda work: tasks.promise(work, None, f"kite {len(self.state)}", due=due), person).task
        self.state[told.id], self.holder[told.id] = TaskState.OPEN, (person, None)
        return told.id

    @rule(task=made, window=WINDOWS, person=PEOPLE, age=AGES, name=st.sampled_from(("done", "done", *ENDS)), jump=JUMPS)
    def move(self, task, window, person, age, name, jump):
        self.clock.now += jump
        values = () if name in ("done", "prepare") else ("why",)
        before, was_over = self.state[task], self._is_over(task)
        done = self._act(window, person, task, age, lambda work, found, seen: getattr(tasks, name)(
            work, found, *values, seen=seen))  # fmt: skip
        now = self._row(task)[0]
        assert done == (age == 0 and bool(TASK_NEXT[before] & ENDS[name]))
        if not done:
            assert now is before
            return
        assert now in TASK_NEXT[before] & ENDS[name]
        assert name != "done" or (now is TaskState.DONE_LATE) == was_over
        self.state[task] = now
        self.holder[task] = (self.holder[task][0], None if name != "prepare" else self.holder[task][1])

    def _person(self, task, who):
        """Whom a role stands for; where nobody has it, just anybody."""
        owner, asked = self.holder[task]
        return {"owner": owner, "asked": asked}.get(who, who) or CLEO

    def _is_over(self, task):
        """Its time is over, or was before a new one was given."""
        *_, due, _, _, _, _, _, missed = self._row(task)
        return missed is not None or (
            due is not None and datetime.fromisoformat(due).replace(tzinfo=UTC) <= self.clock.now
        )

    @rule(task=made, window=WINDOWS, who=WHO, to=PEOPLE, age=AGES)
    def offer(self, task, window, who, to, age):
        (owner, asked), person = self.holder[task], self._person(task, who)
        done = self._act(window, person, task, age, lambda work, found, seen: tasks.offer(work, found, to, seen))
        allowed = person in (owner, ANA) and to not in (owner, person, asked) and self.state[task] in OPEN_TASKS
        assert done == (allowed and age == 0)
        if done:
            self.holder[task] = (owner, to)

    @rule(task=made, window=WINDOWS, who=WHO, age=AGES)
    def accept(self, task, window, who, age):
        (_, asked), person = self.holder[task], self._person(task, who)
        done = self._act(window, person, task, age, tasks.accept)
        assert done == (age == 0 and person == asked and self.state[task] in OPEN_TASKS)
        if done:
            self.holder[task] = (person, None)

    @rule(task=made, window=WINDOWS, who=WHO, age=AGES)
    def take(self, task, window, who, age):
        (owner, asked), person = self.holder[task], self._person(task, who)
        done = self._act(window, person, task, age, tasks.take)
        may = owner is None or (person == asked and owner != person)
        assert done == (age == 0 and may and self.state[task] in OPEN_TASKS)
        if done:
            self.holder[task] = (person, None)

    @rule(task=made, window=WINDOWS, who=WHO, age=AGES, name=st.sampled_from(("turn_down", "withdraw")))
    def no(self, task, window, who, age, name):
        (owner, asked), person = self.holder[task], self._person(task, who)
        done = self._act(window, person, task, age, getattr(tasks, name))
        may = person == asked if name == "turn_down" else asked is not None and person in (owner, ANA)
        assert done == (age == 0 and may and self.state[task] in OPEN_TASKS)
        if done:
            self.holder[task] = (owner, None)

    @rule(task=made, window=WINDOWS, person=PEOPLE, age=AGES, hours=st.sampled_from((-1, 1, 12)))
    def told(self, task, window, person, age, hours):
        due = self.clock.now + timedelta(hours=hours)
        done = self._act(window, person, task, age, lambda work, found, seen: tasks.told(
            work, found, new_due=due, seen=seen))  # fmt: skip
        assert done == (age == 0 and hours > 0 and self.state[task] in OPEN_TASKS)

    @rule(window=WINDOWS, who=st.sampled_from((BEN, CLEO)))
    def somebody_leaves(self, window, who):
        """Everything they have goes to the orphan list; they come back with empty hands."""
        held = [task for task, (owner, _) in self.holder.items() if owner == who and self.state[task] in OPEN_TASKS]

        def leave(work):
            count = owning.orphan_all_of(work, who)
            work.did("test.left", "Left")
            return count

        assert self.windows[window].write(leave) == len(held)
        for task, (owner, asked) in self.holder.items():
            if self.state[task] in OPEN_TASKS:
                self.holder[task] = (None if owner == who else owner, None if asked == who else asked)

    @rule(jump=JUMPS)
    def later(self, jump):
        self.clock.now += jump

    @rule(task=made, person=PEOPLE)
    def move_and_take_back(self, task, person):
        """An act and its undo leave everything but the counters as it was."""
        before, late = self._row(task), self._is_over(task)
        if self._act(0, person, task, 0, tasks.done):
            assert self._row(task)[0] is (TaskState.DONE_LATE if late else TaskState.DONE)
            self.windows[1].write(undo, person)
            after = self._row(task)
            assert (*after[:2], *after[3:]) == (*before[:2], *before[3:])

    @invariant()
    def everything_is_as_it_should_be(self):
        rows = self._rows()
        assert set(rows) == set(self.state)
        for task, (now, holder, _, due, warn, *_) in rows.items():
            assert (now, holder) == (self.state[task], self.holder[task])
            assert (due is None) == (warn is None)

    @invariant()
    def every_open_task_has_an_owner_or_is_an_orphan_on_the_list(self):
        listed, board, orphans = self.windows[1].read(
            lambda work: (tasks.listing(work), owed_board.owed(work), tasks.listing(work, orphans=True))
        )
        still = {task for task, state in self.state.items() if state in OPEN_TASKS}
        alone = {task for task in still if self.holder[task][0] is None}
        assert {line.id for line in listed} == still
        assert {line.id for line in orphans} == alone <= {line.id for line in board.lines}
        assert [line.urgency for line in listed] == sorted(line.urgency for line in listed)
        over = {line.id for line in listed if line.due is not None and line.due <= self.clock.now}
        assert over == {line.id for line in listed if line.urgency is Urgency.OVERDUE}
        assert {line.state for line in listed if line.id in over} <= {"missed"}
        assert all(line.urgency <= Urgency.SOON for line in board.lines)


def test_tasks_live_as_the_table_says(fresh_desk):
    desk = fresh_desk()
    desk.write(lambda work: people.add(work, "Cleo", Role.RECEPTIONIST))
    Lives.windows = (desk, desk.window())
    run(Lives, settings=settings(max_examples=8, stateful_step_count=20, deadline=None))


def test_a_stale_window_never_overwrites(fresh_desk):
    """Every act with every age against a task that another window moved on."""
    desk = fresh_desk()
    other = desk.window()
    task_id = desk.write(lambda work: tasks.promise(work, None, "kite by 6pm")).task.id
    other.write(lambda work: tasks.offer(work, task_id, BEN, seen=1))
    before = desk.tables()
    acts = {
        "accept": {}, "turn_down": {}, "take": {}, "withdraw": {}, "prepare": {}, "done": {}, "told": {},
        "edit": {"title": "a kite", "due": None},
    }  # fmt: skip
    for name, more in acts.items():
        with pytest.raises(Stale):
            desk.write(lambda work, name=name, more=more: getattr(tasks, name)(work, task_id, seen=1, **more), BEN)
    assert desk.tables() == before


@pytest.mark.parametrize(
    ("now", "typed", "due", "warned"),
    [
        (datetime(2026, 6, 14, 22, 50, tzinfo=UTC), "kite by 00:20", datetime(2026, 6, 14, 23, 20, tzinfo=UTC), 15),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "kite by 3am", datetime(2026, 3, 29, 2, 0, tzinfo=UTC), 90),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "kite by 3am", datetime(2026, 10, 25, 3, 0, tzinfo=UTC), 150),
    ],
    ids=["over midnight", "an hour is skipped", "an hour comes twice"],
)
def test_the_clock_of_a_promise_runs_true(fresh_desk, now, typed, due, warned):
    desk = fresh_desk()
    desk.clock.now = now
    line = desk.write(lambda work: tasks.promise(work, None, typed)).task
    assert line.due == due
    (warn,) = desk.sql("SELECT warn_at FROM task")[0]
    assert due - datetime.fromisoformat(warn).replace(tzinfo=UTC) == timedelta(minutes=warned)
    desk.clock.now = due - LEAST
    assert desk.read(lambda work: tasks.view(work, line.id)).urgency is Urgency.WARNED
    desk.clock.now = due
    assert desk.read(lambda work: tasks.view(work, line.id)).state == "missed"

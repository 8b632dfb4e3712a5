"""The life of a problem: at random, by two people in two windows, at midnight and when the clocks change."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from delightdesk.desk import owning, problem_board, problems, undo
from delightdesk.domain.errors import Invalid, NotAllowed, Stale
from delightdesk.domain.lifecycle import PROBLEM_NEXT, RUNNING_PROBLEMS
from delightdesk.domain.vocabulary import CloseReason, ProblemState, RecoveryStep, VisitStatus

ANA, BEN = 1, 2
START = datetime(2026, 6, 14, 15, 42, tzinfo=UTC)
MIDNIGHT = datetime(2026, 6, 14, 22, 59, 30, tzinfo=UTC)
CLOCKS_CHANGE = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
TEXTS = ("412 shower cold", "the shower is cold again", "wallet stolen", "7 soup late", "???")

who = st.sampled_from([ANA, BEN])
which = st.integers(0, 3)
known_version = st.booleans()
steps = st.sampled_from(RecoveryStep)

JOBS = {
    "step": lambda work, problem, at, seen: problems.step(work, problem, at, "tea", seen),
    "unstep": lambda work, problem, at, seen: problems.unstep(work, problem, at, seen),
    "even": lambda work, problem, at, seen: problems.even(work, problem, confirmed=at == "fix", seen=seen),
    "even, told why": lambda work, problem, at, seen: problems.even(
        work, problem, confirmed=at == "fix", answer="asked", seen=seen
    ),
    "beyond": lambda work, problem, _, seen: problems.beyond(work, problem, seen=seen),
    "lost": lambda work, problem, _, seen: problems.lost(work, problem, CloseReason.GUEST_LEFT, "left", seen),
    "reopen": lambda work, problem, _, seen: problems.reopen(work, problem, "again", seen),
    "duplicate": lambda work, problem, _, seen: problems.duplicate_of(work, problem, 1, seen),
    "worse": lambda work, problem, _, seen: problems.change(work, problem, severity=5, seen=seen),
    "milder": lambda work, problem, _, seen: problems.change(work, problem, severity=2, seen=seen),
    "offer": lambda work, problem, _, seen: problems.offer(work, problem, BEN if work.person.id == ANA else ANA, seen),
    "accept": lambda work, problem, _, seen: problems.accept(work, problem, seen),
    "turn down": lambda work, problem, _, seen: problems.turn_down(work, problem, seen),
    "take": lambda work, problem, _, seen: problems.take(work, problem, seen),
    "withdraw": lambda work, problem, _, seen: problems.withdraw(work, problem, seen),
}
ONLY_A_MANAGER = {"even", "even, told why", "beyond", "lost", "duplicate", "milder"}
TABLES = ("problem", "problem_step", "task", "journal")


class LifeOfProblems(RuleBasedStateMachine):
    """Whatever is tried, only what the table allows happens; the model beside it knows who owns what."""

    make = None

    def __init__(self):
        super().__init__()
        self.desk = type(self).make()
        self.windows = [self.desk, self.desk.window()]
        self.file = sqlite3.connect(self.desk.path, isolation_level=None)
        self.file.row_factory = sqlite3.Row
        self.guest = self.desk.guest()
        self.desk.visit(self.guest, room="412", depart="+4", status=VisitStatus.IN_HOUSE)
        self.owners, self.acted = {}, []

    @initialize(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3), person=who)
    def begin(self, texts, person):
        self.start = self._alive()
        for text in texts:
            self.report(text, person, known=True)

    @rule(text=st.sampled_from(TEXTS), person=who, known=st.booleans())
    def report(self, text, person, known):
        if len(self.owners) == 4:
            return
        view = self._write(lambda work: problems.report(work, text, guest_id=self.guest if known else None), person)
        assert (view.line.state, view.line.owner_id) == (ProblemState.OPEN, person)
        self.owners[view.line.id] = person

    @rule(number=which, at=steps, person=who, window=st.integers(0, 1))
    def put_right(self, number, at, person, window):
        self.act(number, "step", at, person, window)
        self.act(number, "even, told why", at, person, window)

    @rule(number=which, job=st.sampled_from(["beyond", "lost", "reopen"]), at=steps, person=who)
    def bring_on(self, number, job, at, person):
        self.act(number, job, at, person, 1)

    @rule(number=which, at=steps, person=who)
    def hand_over(self, number, at, person):
        self.act(number, "offer", at, person, 0)
        self.act(number, "accept", at, ANA + BEN - person, 1)

    @rule(number=which, job=st.sampled_from(sorted(JOBS)), at=steps, person=who, window=st.integers(0, 1))
    def act(self, number, job, at, person, window):
        problem = self._one(number)
        if problem is None:
            return
        before, row = self._everything(), self._row(problem)
        view, refused = None, ""
        try:
            view = self._write(lambda work: JOBS[job](work, problem, at, row["version"]), person, window)
        except (Invalid, NotAllowed, problems.AsksOnce) as error:
            refused = str(error)
        if view is None:
            assert self._everything() == before
            assert "othing was" in refused
            assert job != "step" or row["state"] == "could_not_recover"
            return
        assert not (row["severity"] == 5 and person == BEN and job in ONLY_A_MANAGER)
        if job in ("accept", "take"):
            self.owners[problem] = person
        line = getattr(view, "view", view).line
        moved = ProblemState(row["state"]), line.state
        assert moved[0] is moved[1] or moved[1] in PROBLEM_NEXT[moved[0]]
        assert line.version >= row["version"]

    @rule(number=which, job=st.sampled_from(sorted(JOBS)), at=steps, person=who, window=st.integers(0, 1))
    def act_on_what_moved_on(self, number, job, at, person, window):
        problem = self._one(number)
        if problem is None:
            return
        old = self._row(problem)["version"]
        self._write(lambda work: problems.change(work, problem, room=f"room {old}"), BEN, 1 - window)
        before = self._everything()
        with pytest.raises(Stale):
            self.windows[window].write(lambda work: JOBS[job](work, problem, at, old), person)
        assert self._everything() == before

    @rule()
    def ben_leaves_and_is_asked_back(self):
        def leave(work):
            if owning.orphan_all_of(work, BEN) or work.changes:
                work.did("person.closed", "Account closed")

        running = {row["id"] for row in self._rows() if row["state"] in RUNNING_PROBLEMS}
        self._write(leave, ANA)
        self.owners = {
            problem: None if owner == BEN and problem in running else owner for problem, owner in self.owners.items()
        }

    @rule(minutes=st.sampled_from([1, 25, 600, 2000]))
    def wait(self, minutes):
        self.desk.clock.now += timedelta(minutes=minutes)

    @rule(moment=st.sampled_from([MIDNIGHT, CLOCKS_CHANGE]))
    def jump(self, moment):
        self.desk.clock.now = max(moment, self.desk.clock.now)

    @rule(minutes=st.integers(1, 90))
    def set_the_clock_back(self, minutes):
        self.desk.clock.now -= timedelta(minutes=minutes)

    @rule()
    def undo_the_last(self):
        if self.acted:
            self._undo()
            self.owners = {row["id"]: row["owner_id"] for row in self._rows()}

    @invariant()
    def everything_has_the_owner_it_should(self):
        assert {row["id"]: row["owner_id"] for row in self._rows()} == self.owners

    @invariant()
    def times_never_run_backwards(self):
        for row in self._rows():
            told = [row[name] for name in ("reported_at", "first_act_at", "even_at", "beyond_at") if row[name]]
            assert told == sorted(told)
            if row["state"] in ("beyond", "could_not_recover"):
                assert row["closed_at"] >= told[-1]

    @invariant()
    def the_board_shows_all_that_runs(self):
        board = self.desk.read(lambda work: problem_board.board(work), BEN)
        running = {row["id"] for row in self._rows() if row["state"] in RUNNING_PROBLEMS}
        assert running <= {line.id for line in board.lines}

    @rule()
    def look_at_the_card(self):
        at_hand = self.desk.card(self.guest, BEN).problem
        assert at_hand is None or ProblemState(at_hand.state) in RUNNING_PROBLEMS

    def teardown(self):
        while self.acted:
            self._undo()
        if hasattr(self, "start"):
            assert self._alive() == self.start
        self.file.close()
        self.desk.close()

    def _write(self, job, person, window=0):
        """Do it, and remember who did it when it was an act."""
        before = self._acts()
        found = self.windows[window].write(job, person)
        assert self._acts() - before in (0, 1)
        if self._acts() != before:
            self.acted.append(person)
        return found

    def _undo(self):
        """The last act first, at an hour when none is older than a day."""
        now, self.desk.clock.now = self.desk.clock.now, START
        self.desk.write(undo.undo, self.acted.pop())
        self.desk.clock.now = now

    def _one(self, number):
        return sorted(self.owners)[number % len(self.owners)] if self.owners else None

    def _rows(self):
        return self._standing("problem")

    def _row(self, problem):
        return next(row for row in self._rows() if row["id"] == problem)

    def _alive(self):
        """Every row that stands, but for the journal, which undo only adds to."""
        return {table: self._standing(table) for table in TABLES if table != "journal"}

    def _standing(self, table):
        return [dict(row) for row in self.file.execute(f"SELECT * FROM {table} WHERE deleted_at IS NULL")]

    def _everything(self):
        return {table: [tuple(row) for row in self.file.execute(f"SELECT * FROM {table}")] for table in TABLES}

    def _acts(self):
        return self.file.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0]


def test_problems_live_as_the_table_says(fresh_desk):
    LifeOfProblems.make = staticmethod(fresh_desk)
    run_state_machine_as_test(
        LifeOfProblems,
        settings=settings(
            max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_refusals_are_plain(desk):
    """The two kinds of refusal that the machine above counts on."""
    problem = desk.write(lambda work: problems.report(work, "wallet stolen"), BEN).line.id
    with pytest.raises(NotAllowed):
        desk.write(lambda work: problems.beyond(work, problem), BEN)
    with pytest.raises(Invalid):
        desk.write(lambda work: problems.beyond(work, problem), ANA)

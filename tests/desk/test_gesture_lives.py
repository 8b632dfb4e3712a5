"""The lives of gestures, by two windows and three roles at random: no state, no cent and no yes goes astray."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from delightdesk.desk import approvals, costs, gestures, people, problems
from delightdesk.domain.errors import Invalid, NotAllowed, Stale
from delightdesk.domain.lifecycle import GESTURE_NEXT
from delightdesk.domain.vocabulary import Approval, GestureState, Role

ANA, BEN, CLEO = 1, 2, 3
LIMITS = {"delight": 3000, "problem": 10000, "harm": 10000}
S = GestureState
GOING = (S.PLANNED, S.APPROVED, S.READY)
ENDED = (S.DECLINED, S.CANCELLED)
MOVES = {
    gestures.mark_ready: S.READY,
    gestures.deliver: S.DELIVERED,
    gestures.decline: S.DECLINED,
    gestures.cancel: S.CANCELLED,
}
windows, persons = st.sampled_from([0, 1]), st.sampled_from([ANA, BEN, CLEO])
prices = st.sampled_from([0, 1, 1500, 2999, 3000, 3001, 7000, 10000, 10001])


def refuse(work, gesture_id, seen=None):
    return approvals.refuse(work, gesture_id, "no", seen)


class LivesOfGestures(RuleBasedStateMachine):
    """Each window acts on what it looked at last; the model remembers what that was and what may follow."""

    make = None
    told = Bundle("told")

    def __init__(self):
        super().__init__()
        self.desk = type(self).make()
        self.windows = (self.desk, self.desk.window())
        self.desk.write(lambda work: people.add(work, "Cleo", Role.LEAD))
        self.guests = {"delight": self.desk.guest("Mia"), "problem": self.desk.guest(), "harm": self.desk.guest("Max")}
        for guest in self.guests.values():
            self.desk.visit(guest)
        for what, severity in (("problem", 3), ("harm", 5)):
            self._report(self.guests[what], severity)
        self.kind, self.views, self.least = {}, {}, {}
        self.seen = ({}, {})

    def _report(self, guest, severity):
        self.desk.write(lambda work: problems.report(work, "shower cold", guest_id=guest, severity=severity), BEN)

    @rule(
        target=told,
        window=windows,
        person=persons,
        kind=st.sampled_from(sorted(LIMITS)),
        costs=st.lists(prices, min_size=1, max_size=3),
        urgent=st.booleans(),
    )
    def plan(self, window, person, kind, costs, urgent):
        guest, made = self.guests[kind], []
        for cost in costs:
            title = f"No {len(self.views)}"
            view = self.windows[window].write(
                lambda work, title=title, cost=cost: gestures.plan_own(
                    work, guest, title, [(title, cost)], urgent=urgent
                ),
                person,
            )
            self.kind[view.id] = kind
            self._saw(window, view)
            made.append(view.id)
        return multiple(*made)

    @rule(window=windows)
    def look(self, window):
        for id_ in self.views:
            self.seen[window][id_] = self.windows[window].read(lambda work, id_=id_: gestures.view(work, id_))

    @rule(window=windows, person=persons, id_=told, job=st.sampled_from(list(MOVES)))
    def move(self, window, person, id_, job):
        now, to = self.views[id_], MOVES[job]
        refused = None if to in GESTURE_NEXT[now.state] else Invalid
        undecided = self.kind[id_] == "harm" and now.approval is not Approval.APPROVED and person != ANA
        if refused is None and undecided and to in (S.READY, S.DELIVERED):
            refused = NotAllowed
        self._act(window, person, id_, job, refused)

    @rule(window=windows, person=persons, id_=told, job=st.sampled_from([approvals.approve, refuse]))
    def decide(self, window, person, id_, job):
        may = (ANA,) if self.kind[id_] == "harm" else (ANA, CLEO)
        now = self.views[id_]
        waits = now.approval is Approval.WAITING and now.state not in ENDED
        self._act(window, person, id_, job, None if waits else Invalid, first=None if person in may else NotAllowed)

    @rule(window=windows, person=persons, id_=told)
    def begin(self, window, person, id_):
        refused = NotAllowed if self.kind[id_] == "harm" and person != ANA else None
        is_waiting = self.views[id_].state is S.WAITING
        self._act(window, person, id_, gestures.begin_urgent, refused if is_waiting else Invalid)

    @rule(window=windows, person=persons, id_=told, cost=prices, actual=st.none() | prices)
    def fill(self, window, person, id_, cost, actual):
        def job(work, gesture_id, seen):
            return gestures.set_lines(work, gesture_id, [(f"No {gesture_id}", cost, actual)], seen)

        self._act(window, person, id_, job, None)

    @rule(hours=st.integers(1, 9))
    def wait(self, hours):
        self.desk.clock.ahead(hours=hours)

    def _act(self, window, person, id_, job, refused, first=None):
        """Do it on what this window saw; a refusal changes nothing, and being late is told before being wrong."""
        seen, desk = self.seen[window].get(id_) or self.views[id_], self.windows[window]
        expected = first or (Stale if seen.version != self.views[id_].version else refused)
        if expected is None:
            return self._saw(window, desk.write(lambda work: job(work, id_, seen=seen.version), person))
        before = desk.tables()
        with pytest.raises(expected):
            desk.write(lambda work: job(work, id_, seen=seen.version), person)
        assert desk.tables() == before
        return self.seen[window].update({id_: self.views[id_]})

    def _saw(self, window, view):
        """Nothing but what may follow has followed, and nothing of it went back."""
        old = self.views.get(view.id)
        if old is not None:
            assert view.state is old.state or view.state in GESTURE_NEXT[old.state]
            assert view.version > old.version or view == old
        comes_to = view.planned if view.actual is None else view.actual
        is_given = old is not None and old.state is S.DELIVERED
        self.least[view.id] = min(comes_to, self.least[view.id]) if is_given else comes_to
        self.views[view.id] = self.seen[window][view.id] = view

    @invariant()
    def what_is_on_file_is_what_was_told(self):
        for id_, view in self.views.items():
            assert self.desk.read(lambda work, id_=id_: gestures.view(work, id_)) == view

    @invariant()
    def no_purse_is_exceeded_but_by_what_waits_or_was_approved(self):
        """What was given may have cost more in the end; it was within the purse when it was given."""
        for kind, limit in LIMITS.items():
            unasked = [
                self.least[id_]
                for id_, view in self.views.items()
                if self.kind[id_] == kind and view.approval is None and view.state not in ENDED
            ]
            assert sum(unasked) <= limit
            assert kind != "harm" or not unasked

    @invariant()
    def what_waits_is_on_the_list_and_nothing_else(self):
        waits = {
            id_ for id_, view in self.views.items() if view.approval is Approval.WAITING and view.state not in ENDED
        }
        assert {line.gesture_id for line in self.desk.read(approvals.waiting)} == waits
        assert {id_ for id_, view in self.views.items() if view.state is S.WAITING} <= waits
        assert all(self.views[id_].urgent for id_ in waits if self.views[id_].state is not S.WAITING)

    @invariant()
    def each_delivery_is_somebodys_until_it_is_given(self):
        rows = self.desk.sql(
            "SELECT gesture_id, state FROM task WHERE kind = 'delivery' AND state IN ('open', 'prepared')"
        )
        assert len(rows) == len(dict(rows))
        assert set(dict(rows)) == {id_ for id_, view in self.views.items() if view.state in GOING}
        assert {id_ for id_, state in rows if state == "prepared"} == {
            id_ for id_, view in self.views.items() if view.state is S.READY
        }

    @invariant()
    def the_cost_book_is_the_sum_of_its_lines(self):
        book = self.desk.read(lambda work: costs.book(work, date(2026, 6, 1), date(2026, 12, 31)))
        shares = [sum(each.values()) for each in (book.by_purpose, book.by_payer, book.by_person)]
        assert {sum(line.actual for line in book.lines), *shares} == {book.actual}
        known = sum(
            line.planned if line.actual is None else line.actual
            for view in self.views.values()
            for line in view.lines
            if view.state is S.DELIVERED or view.state in GOING or (view.state in ENDED and line.actual)
        )
        assert book.actual == known

    def teardown(self):
        self.desk.close()


def test_no_state_no_cent_and_no_yes_goes_astray(fresh_desk):
    LivesOfGestures.make = staticmethod(fresh_desk)
    run_state_machine_as_test(
        LivesOfGestures,
        settings=settings(
            max_examples=10,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=set(Phase) - {Phase.shrink},
        ),
    )

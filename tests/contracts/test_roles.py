"""Who may do what, as one table: every act, every job that asks for it, every command, tried by every role.

`domain.permissions` is the rule. Here stands which jobs keep to it, and that nothing was left out: a job that asks
and has no row, an act without a row, or a command that nobody thought about fails this page.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

import delightdesk.desk
from delightdesk.cli.commands import app
from delightdesk.desk import (
    approvals,
    catalogue,
    claims,
    costs,
    facts,
    gestures,
    guests,
    house,
    journal_reading,
    lineup,
    notes,
    people,
    pins,
    playbooks,
    privacy,
    problems,
    safety,
    settings,
    tasks,
    undo,
)
from delightdesk.domain.errors import NotAllowed
from delightdesk.domain.keys import KeyCommand
from delightdesk.domain.permissions import Act, may, roles_for
from delightdesk.domain.vocabulary import (
    Claim,
    CloseReason,
    Fault,
    NoteKind,
    Payer,
    ProblemState,
    RecoveryStep,
    RequestKind,
    Role,
    TaskKind,
)
from delightdesk.store.tables import Note, Task

ANA, BEN, LEA, OTTO, CLEO = 1, 2, 3, 4, 5
"""The manager, the receptionist and the lead who try; one who works here, and one who left."""

BAN = "security: broke the sofa on 3 May, look again on +180"

WHO = {Role.MANAGER: ANA, Role.RECEPTIONIST: BEN, Role.LEAD: LEA}


class Stage:
    """One desk with all of them at it; what else a row needs, the manager or the receptionist does first."""

    def __init__(self, desk):
        self.desk = desk
        for person, name, role, left in (
            (LEA, "Lea", "lead", None),
            (OTTO, "Otto", "receptionist", None),
            (CLEO, "Cleo", "receptionist", "2026-06-14 15:42:00.000000"),
        ):
            desk.sql(
                "INSERT INTO staff (id, version, created_at, name, role, deleted_at)"
                " VALUES (?, 1, '2026-06-14 15:42:00.000000', ?, ?, ?)",
                person, name, role, left,
            )  # fmt: skip
        self.guest = desk.guest(person=BEN)

    def do(self, job, person=ANA):
        return self.desk.write(job, person)

    def read(self, job):
        return self.desk.read(job)

    def wish(self, **how):
        """A gesture of Ben's above his allowance."""
        return self.do(lambda work: gestures.plan_own(work, self.guest, "Spa", [("spa", 900_00)], **how), BEN).id

    def harm(self, state=ProblemState.OPEN):
        """A problem of Ben's in which somebody was harmed."""
        problem = self.do(lambda work: problems.report(work, "fell", guest_id=self.guest, severity=5), BEN).line.id
        self.do(lambda work: problems.step(work, problem, RecoveryStep.APOLOGISE), BEN)
        if state is ProblemState.EVEN:
            self.do(lambda work: problems.even(work, problem, confirmed=True))
        return problem

    def security_note(self):
        def job(work):
            note = Note(created_at=work.now, guest_id=self.guest, author_id=ANA, kind=NoteKind.SECURITY, text="banned")
            work.add(note)
            work.did("note.noted", "Noted: note", self.guest)
            return note.id

        return self.do(job)

    def hidden_note(self):
        """A sensitive note of an older desk, to which nobody has asked the guest's yes."""

        def job(work):
            note = Note(
                created_at=work.now, guest_id=self.guest, author_id=ANA, kind=NoteKind.DIETARY, text="on a diet"
            )
            work.add(note)
            work.did("note.noted", "Noted: note", self.guest)
            return note.id

        return self.do(job)

    def claimed(self):
        """A gesture that a supplier was asked to pay back."""
        cake = self.do(
            lambda work: gestures.plan_own(work, self.guest, "Cake", [("cake", 500)], payer=Payer.SUPPLIER), BEN
        ).id
        self.do(lambda work: claims.settle(work, cake, Claim.CLAIMED))
        return cake

    def orphan(self):
        """Something to do that nobody owns."""

        def job(work):
            task = work.get(Task, tasks.add(work, TaskKind.TO_DO, "Cot", guest_id=self.guest), "task")
            work.change(task, owner_id=None)
            work.did("test", "nobody's")
            return task.id

        return self.do(job)

    def offered(self):
        """Something to do of the manager's, offered to Otto."""
        task = self.orphan()
        self.do(lambda work: tasks.take(work, task))
        self.do(lambda work: tasks.offer(work, task, OTTO))
        return task

    def plan_of_ours(self):
        """A playbook of the house's own."""
        plan = replace(self.read(playbooks.books)[0], title="Kite in a tree")
        return self.do(lambda work: playbooks.add_own(work, plan))


def _merged(stage, other):
    return lambda work: privacy.merging.merge(work, stage.guest, other)


def _asked(stage):
    return stage.do(lambda work: privacy.requests.ask(work, stage.guest, RequestKind.ACCESS), BEN)


def _answered(request):
    return lambda work: privacy.requests.answer(work, request)


Job = Callable[[Any], Any]


@dataclass(frozen=True)
class Row:
    """One way to do what not everybody may. ``make`` sets the stage for a person.

    asks: the module that asks, or its public function, where that is not the job itself.
    """

    act: Act
    job: str
    make: Callable[[Stage, int], Job]
    asks: str = ""
    reads: bool = False


def _approve(stage, _person):
    wish = stage.wish()
    return lambda work: approvals.approve(work, wish)


def _refuse(stage, _person):
    wish = stage.wish()
    return lambda work: approvals.refuse(work, wish, "too dear")


def _approve_for_harm(stage, _person):
    stage.harm()
    wish = stage.wish()
    return lambda work: approvals.approve(work, wish)


def _begin_for_harm(stage, _person):
    stage.harm()
    wish = stage.wish()
    return lambda work: gestures.begin_urgent(work, wish)


def _even(stage, _person):
    problem = stage.harm()
    return lambda work: problems.even(work, problem, confirmed=True, answer="seen by a doctor")


def _beyond(stage, _person):
    problem = stage.harm(ProblemState.EVEN)
    return lambda work: problems.beyond(work, problem)


def _lost(stage, _person):
    problem = stage.harm()
    return lambda work: problems.lost(work, problem, CloseReason.GUEST_LEFT, "left with the ambulance")


def _duplicate(stage, _person):
    problem, other = stage.harm(), stage.harm()
    return lambda work: problems.duplicate_of(work, problem, other)


def _no_harm(stage, _person):
    problem = stage.harm()
    return lambda work: problems.change(work, problem, severity=2)


def _no_harm_in_the_form(stage, _person):
    problem = stage.harm()
    form = stage.read(lambda work: problems.problem_form(work, problem))
    return lambda work: problems.save_problem(work, replace(form, severity="2", fault=Fault.NOBODY))


def _with_note(job):
    def make(stage, _person):
        note = stage.security_note()
        return lambda work: job(work, note)

    return make


def _changed_idea(stage, _person):
    stage.do(lambda work: catalogue.change(work, "g05", {"title": "Bubbles"}))
    return lambda work: catalogue.reset(work, "g05")


def _form_of_idea(stage, _person):
    form = stage.read(lambda work: catalogue.idea_form(work, "g05"))
    return lambda work: catalogue.save_idea(work, replace(form, title="Bubbles"))


def _new_idea(stage, _person):
    idea = replace(stage.read(catalogue.ideas)[0], title="Kite", twin=None)
    return lambda work: catalogue.add_own(work, idea)


def _key(stage):
    return stage.read(playbooks.books)[0].key


def _form_of_plan(stage, _person):
    form = stage.read(lambda work: playbooks.form(work, _key_of(work)))
    return lambda work: playbooks.save(work, replace(form, title="Our own way"))


def _key_of(work):
    return playbooks.books(work)[0].key


def _plan_put_away(stage, _person):
    key = _key(stage)
    return lambda work: playbooks.set_active(work, key, False)


def _plan_put_back(stage, _person):
    key = _key(stage)
    stage.do(_form_of_plan(stage, ANA))
    return lambda work: playbooks.reset(work, key)


def _new_plan(stage, _person):
    plan = replace(stage.read(playbooks.books)[0], title="Kite in a tree")
    return lambda work: playbooks.add_own(work, plan)


def _plan_removed(stage, _person):
    key = stage.plan_of_ours()
    return lambda work: playbooks.remove(work, key)


def _changed_person(stage, _person):
    return lambda work: people.change(
        work, OTTO, name="Otto", role=Role.MANAGER, delight_allowance=None, problem_allowance=10**6
    )


def _form_of_person(stage, _person):
    form = stage.read(lambda work: people.person_form(work, OTTO))
    return lambda work: people.save_person(work, replace(form, problem_allowance="900"))


def _allowances(stage, _person):
    form = stage.read(house.allowance_form)
    return lambda work: house.save_allowances(work, replace(form, problem="120"))


KEYS = (KeyCommand("app.today", "Today", "", "Rooms", "f3"),)


def _changed_setting(stage, _person):
    stage.do(lambda work: settings.change(work, "shifts", "day 9-18"))
    return lambda work: settings.reset(work, "shifts")


def _moved_key(stage, _person):
    stage.do(lambda work: settings.move_key(work, KEYS, "app.today", "f10"))
    return lambda work: settings.reset_key(work, KEYS, "app.today")


def _moved_keys(stage, person):
    _moved_key(stage, person)
    return settings.reset_keys


def _pin_taken(stage, _person):
    stage.do(lambda work: pins.set_pin(work, OTTO, "2468"))
    return lambda work: pins.clear_pin(work, OTTO)


def _own_act_from_better_days(act):
    """Something that was one's own to do when it was done."""

    def make(stage, person):
        ((role,),) = stage.desk.sql("SELECT role FROM staff WHERE id = ?", person)
        stage.desk.sql("UPDATE staff SET role = 'manager' WHERE id = ?", person)
        stage.do(act(stage), person)
        stage.desk.sql("UPDATE staff SET role = ? WHERE id = ?", role, person)
        return undo.undo

    return make


def _offer_orphan(stage, _person):
    task = stage.orphan()
    return lambda work: tasks.offer(work, task, OTTO)


def _withdraw_offer(stage, _person):
    task = stage.offered()
    return lambda work: tasks.withdraw(work, task)


def _offer_problem(stage, _person):
    problem = stage.do(lambda work: problems.report(work, "tap drips", room="7"), OTTO).line.id
    return lambda work: problems.offer(work, problem, ANA if work.person.id != ANA else LEA)


def _costs_of_another(_stage, _person):
    return lambda work: costs.book(work, date(2026, 6, 1), date(2026, 6, 30), person_id=OTTO)


def _settle(stage, _person):
    cake = stage.claimed()
    return lambda work: claims.settle(work, cake, Claim.PAID_BACK)


def _another_payer(stage, _person):
    cake = stage.claimed()
    return lambda work: claims.mark(work, cake, Payer.HOUSE)


def _removes_guest(stage, _person):
    return lambda work: guests.remove(work, stage.guest)


def _after(step):
    def make(stage, person):
        step(stage)
        return _removes_guest(stage, person)

    return make


CLOSING = "problem_closing"
TABLE = (
    Row(Act.APPROVE, "approvals.approve", _approve),
    Row(Act.APPROVE, "approvals.refuse", _refuse),
    Row(Act.DECIDE_ON_HARM, "approvals.approve", _approve_for_harm),
    Row(Act.DECIDE_ON_HARM, "gestures.begin_urgent", _begin_for_harm),
    Row(Act.CLOSE_HARM, "problems.even", _even, CLOSING),
    Row(Act.CLOSE_HARM, "problems.beyond", _beyond, CLOSING),
    Row(Act.CLOSE_HARM, "problems.lost", _lost, CLOSING),
    Row(Act.CLOSE_HARM, "problems.duplicate_of", _duplicate, CLOSING),
    Row(Act.CLOSE_HARM, "problems.change", _no_harm, "problem_reporting.set_right"),
    Row(Act.CLOSE_HARM, "problems.save_problem", _no_harm_in_the_form, "problem_reporting.set_right"),
    Row(Act.CHANGE_SETTINGS, "house.save_allowances", _allowances),
    Row(Act.CHANGE_SETTINGS, "settings.change", lambda s, p: lambda w: settings.change(w, "shifts", "day 9-18")),
    Row(Act.CHANGE_SETTINGS, "settings.reset", _changed_setting),
    Row(Act.CHANGE_SETTINGS, "settings.move_key", lambda s, p: lambda w: settings.move_key(w, KEYS, KEYS[0].id, "f10")),
    Row(Act.CHANGE_SETTINGS, "settings.reset_key", _moved_key),
    Row(Act.CHANGE_SETTINGS, "settings.reset_keys", _moved_keys),
    Row(Act.CHANGE_SETTINGS, "settings.check_may_change", lambda s, p: settings.check_may_change, reads=True),
    Row(Act.CHANGE_SENSITIVE, "notes.edit", _with_note(lambda w, n: notes.edit(w, n, "ok")), "notes.check_sensitive"),
    Row(Act.CHANGE_SENSITIVE, "notes.store_line", lambda s, p: lambda w: notes.store_line(w, s.guest, BAN),
        "notes._keep_security"),
    Row(Act.CHANGE_SENSITIVE, "notes.dispute", _with_note(lambda w, n: notes.dispute(w, n, "no")),
        "notes.check_sensitive"),
    Row(Act.CHANGE_SENSITIVE, "notes.remove", _with_note(notes.remove), "notes.check_sensitive"),
    Row(
        Act.CHANGE_SENSITIVE, "facts.remove", _with_note(lambda w, n: facts.remove(w, "note", n)),
        "notes.check_sensitive",
    ),
    Row(Act.CHANGE_GESTURES, "catalogue.save_idea", _form_of_idea),
    Row(Act.CHANGE_GESTURES, "catalogue.change", lambda s, p: lambda w: catalogue.change(w, "g05", {"title": "Fizz"})),
    Row(Act.CHANGE_GESTURES, "catalogue.set_active", lambda s, p: lambda w: catalogue.set_active(w, "g05", False)),
    Row(Act.CHANGE_GESTURES, "catalogue.reset", _changed_idea),
    Row(Act.CHANGE_GESTURES, "catalogue.add_own", _new_idea),
    Row(
        Act.CHANGE_GESTURES, "undo.undo",
        _own_act_from_better_days(lambda stage: lambda work: catalogue.set_active(work, "g05", False)),
    ),
    Row(Act.CHANGE_PLAYBOOKS, "playbooks.save", _form_of_plan),
    Row(Act.CHANGE_PLAYBOOKS, "playbooks.set_active", _plan_put_away),
    Row(Act.CHANGE_PLAYBOOKS, "playbooks.reset", _plan_put_back),
    Row(Act.CHANGE_PLAYBOOKS, "playbooks.add_own", _new_plan),
    Row(Act.CHANGE_PLAYBOOKS, "playbooks.remove", _plan_removed),
    Row(Act.CHANGE_PLAYBOOKS, "undo.undo", _own_act_from_better_days(lambda stage: _plan_put_away(stage, ANA))),
    Row(Act.CHANGE_SETTINGS, "undo.undo", _own_act_from_better_days(lambda stage: _allowances(stage, ANA))),
    Row(
        Act.CHANGE_SETTINGS, "undo.undo",
        _own_act_from_better_days(lambda stage: lambda work: settings.change(work, "shifts", "day 9-18")),
    ),
    Row(Act.SETTLE_CLAIMS, "undo.undo", _own_act_from_better_days(lambda stage: _settle(stage, ANA))),
    Row(Act.MANAGE_PEOPLE, "people.add", lambda s, p: lambda w: people.add(w, "Dora", Role.MANAGER)),
    Row(Act.MANAGE_PEOPLE, "people.change", _changed_person),
    Row(Act.MANAGE_PEOPLE, "people.save_person", _form_of_person),
    Row(Act.MANAGE_PEOPLE, "people.close", lambda s, p: lambda w: people.close(w, OTTO)),
    Row(Act.MANAGE_PEOPLE, "people.reopen", lambda s, p: lambda w: people.reopen(w, CLEO)),
    Row(Act.MANAGE_PEOPLE, "pins.set_pin", lambda s, p: lambda w: pins.set_pin(w, OTTO, "2468")),
    Row(Act.MANAGE_PEOPLE, "pins.clear_pin", _pin_taken),
    Row(
        Act.MANAGE_PEOPLE, "undo.undo",
        _own_act_from_better_days(lambda stage: lambda work: people.add(work, "Dora", Role.LEAD)),
    ),
    Row(Act.GIVE_AWAY_WORK, "tasks.offer", _offer_orphan, "owning"),
    Row(Act.GIVE_AWAY_WORK, "tasks.withdraw", _withdraw_offer, "owning"),
    Row(Act.GIVE_AWAY_WORK, "problems.offer", _offer_problem, "owning"),
    Row(Act.READ_ALL_COSTS, "costs.book", _costs_of_another, reads=True),
    Row(Act.SETTLE_CLAIMS, "claims.settle", _settle),
    Row(Act.SETTLE_CLAIMS, "claims.mark", _another_payer),
    Row(
        Act.READ_ALL_JOURNAL, "journal_reading.entries",
        lambda s, p: lambda w: journal_reading.entries(w, person_id=OTTO), reads=True,
    ),
    Row(Act.ERASE, "guests.remove", _after(lambda s: s.desk.past_visit(s.guest))),
    Row(Act.ERASE, "guests.remove", _after(lambda s: s.wish())),
    Row(Act.ERASE, "guests.remove", _after(lambda s: s.do(lambda w: problems.report(w, "cold", guest_id=s.guest)))),
    Row(Act.ERASE, "guests.remove", _after(lambda s: s.desk.clock.ahead(hours=25))),
    Row(Act.ERASE, "forgetting.check_may", lambda s, p: privacy.forgetting.check_may, reads=True),
    Row(Act.MERGE, "merging.merge", lambda s, p: _merged(s, s.desk.guest())),
    Row(
        Act.MERGE, "undo.undo",
        _own_act_from_better_days(lambda s: _merged(s, s.desk.guest())),
    ),
    Row(Act.ANSWER_RIGHTS, "requests.answer", lambda s, p: _answered(_asked(s))),
    Row(Act.ANSWER_RIGHTS, "dossiers.give", lambda s, p: lambda w: privacy.dossiers.give(w, s.guest)),
    Row(
        Act.ANSWER_RIGHTS, "dossiers.everything", lambda s, p: lambda w: privacy.dossiers.everything(w, s.guest),
        reads=True,
    ),
    Row(Act.RESTORE, "restoring.check_right", lambda s, p: safety.restoring.check_right, reads=True),
    Row(Act.REPAIR, "repairing.check_right", lambda s, p: safety.repairing.check_right, reads=True),
    Row(Act.ENCRYPT, "passphrases.check_may", lambda s, p: safety.passphrases.check_may, reads=True),
    Row(Act.EXPORT_ALL, "exporting.overview", lambda s, p: safety.exporting.overview, reads=True),
)  # fmt: skip

LEAST = {
    Act.APPROVE: Role.LEAD,
    Act.DECIDE_ON_HARM: Role.MANAGER,
    Act.CLOSE_HARM: Role.MANAGER,
    Act.CHANGE_SENSITIVE: Role.LEAD,
    Act.CHANGE_GESTURES: Role.LEAD,
    Act.CHANGE_PLAYBOOKS: Role.LEAD,
    Act.CHANGE_SETTINGS: Role.MANAGER,
    Act.MANAGE_PEOPLE: Role.MANAGER,
    Act.GIVE_AWAY_WORK: Role.LEAD,
    Act.READ_ALL_COSTS: Role.LEAD,
    Act.SETTLE_CLAIMS: Role.MANAGER,
    Act.READ_ALL_JOURNAL: Role.LEAD,
    Act.ERASE: Role.MANAGER,
    Act.MERGE: Role.LEAD,
    Act.ANSWER_RIGHTS: Role.LEAD,
    Act.ENCRYPT: Role.MANAGER,
    Act.RESTORE: Role.MANAGER,
    Act.REPAIR: Role.MANAGER,
    Act.EXPORT_ALL: Role.MANAGER,
}
"""The least role for each act, written a second time on purpose: no slip in the rule goes unseen."""

RANK = list(Role)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.act.name} {row.job}" for row in TABLE])
def test_each_role_does_what_it_may_and_nothing_else(row, fresh_desk):
    allowed, stage = RANK[RANK.index(LEAST[row.act]) :], None
    for role in Role:
        if stage is None or row.job == "undo.undo":  # one's own act is made anew for each
            stage = Stage(fresh_desk())
            job, before = row.make(stage, WHO[role]), stage.desk.tables()
        if role in allowed:
            stage.do(job, WHO[role])
            assert row.reads or stage.desk.tables() != before
            stage = None
        else:
            with pytest.raises(NotAllowed, match="Nothing was changed") as raised:
                stage.do(job, WHO[role])
            who = {Role.MANAGER: "Ana", Role.LEAD: "Lea"}
            assert any(name in str(raised.value) for reach, name in who.items() if reach in allowed)
            assert stage.desk.tables() == before


def test_every_act_has_a_row():
    assert {row.act for row in TABLE} == set(Act) == set(LEAST)
    assert {act: roles_for(act)[0] for act in Act} == LEAST
    assert all(may(role, act) for act in Act for role in RANK[RANK.index(LEAST[act]) :])


def test_every_job_that_asks_has_a_row():
    named = {row.job for row in TABLE} | {row.asks for row in TABLE}
    modules = {((row.asks or row.job).partition(".")[0], row.act.name) for row in TABLE}
    asking = list(_asking())
    for module, function, acts in asking:
        assert function.startswith("_") or f"{module}.{function}" in named, f"{module}.{function} has no row"
        assert {(module, act) for act in acts} <= modules, f"{module}.{function} has no row for {acts}"
    asked = {(module, act) for module, _, acts in asking for act in acts}
    assert {pair for pair in modules if pair[0] not in BY_THEMSELVES} <= asked


BY_THEMSELVES = frozenset({"owning", "undo"})
"""Modules that judge by more than the role, or by what they find: no act stands beside the question."""


def _asking():
    """Every function of the desk that asks `permitted.require`, with the acts that are named there."""
    for path in Path(delightdesk.desk.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            calls = [call for call in ast.walk(function) if _requires(call)] if _is_function(function) else []
            if calls:
                acts = {name.attr for call in calls for name in ast.walk(call) if isinstance(name, ast.Attribute)}
                yield path.stem, function.name, acts & set(Act.__members__)


def _is_function(node):
    return isinstance(node, ast.FunctionDef)


def _requires(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "require"


COMMANDS: dict[str, tuple[Role, tuple[str, ...] | None]] = {
    "allowances": (Role.RECEPTIONIST, ("allowances",)),
    "backup": (Role.RECEPTIONIST, ("backup", "--json")),
    "backups": (Role.RECEPTIONIST, ("backups", "--json")),
    "bend": (Role.RECEPTIONIST, ("bend", "1", "late departure", "--because", "their flight")),
    "card": (Role.RECEPTIONIST, ("card", "1", "--json")),
    "check": (Role.RECEPTIONIST, ("check", "--json")),
    "costs": (Role.RECEPTIONIST, ("costs", "--json")),
    "decrypt": (Role.MANAGER, None),
    "demo": (Role.RECEPTIONIST, None),
    "duplicates": (Role.RECEPTIONIST, ("duplicates",)),
    "encrypt": (Role.MANAGER, None),
    "export": (Role.MANAGER, ("export", "all-data")),
    "find": (Role.RECEPTIONIST, ("find", "schul")),
    "forget": (Role.MANAGER, ("forget", "1", "--yes")),
    "found": (Role.RECEPTIONIST, ("found", "teddy bear 214")),
    "gesture": (Role.RECEPTIONIST, ("gesture", "{tea}", "ready")),
    "give": (Role.RECEPTIONIST, ("give", "1", "Card", "--line", "card=3")),
    "guest-export": (Role.LEAD, ("guest-export", "1")),
    "handover": (Role.RECEPTIONIST, ("handover", "--json")),
    "import": (Role.RECEPTIONIST, ("import", "guests.csv")),
    "init": (Role.RECEPTIONIST, None),
    "insights": (Role.RECEPTIONIST, ("insights", "--json")),
    "journal": (Role.RECEPTIONIST, ("journal",)),
    "lineup": (Role.RECEPTIONIST, ("lineup", "--json")),
    "merge": (Role.LEAD, ("merge", "1", "{twin}", "--yes")),
    "notice": (Role.RECEPTIONIST, ("notice",)),
    "note": (Role.RECEPTIONIST, ("note", "1", "likes the pier")),
    "note-consent": (Role.RECEPTIONIST, ("note-consent", "{hidden}", "--consent", "gladly")),
    "note-dispute": (Role.RECEPTIONIST, ("note-dispute", "{hidden}", "not so {check}")),
    "note-history": (Role.RECEPTIONIST, ("note-history", "{hidden}")),
    "outcome": (Role.RECEPTIONIST, ("outcome", "1", "return")),
    "passphrase": (Role.MANAGER, None),
    "people": (Role.RECEPTIONIST, ("people",)),
    "person": (Role.MANAGER, ("person", "add", "Dora")),
    "playbook": (Role.RECEPTIONIST, ("playbook", "cold-room", "--problem", "{problem}")),
    "playbooks": (Role.RECEPTIONIST, ("playbooks",)),
    "problem": (Role.RECEPTIONIST, ("problem", "-", "7 tap drips")),
    "problems": (Role.RECEPTIONIST, ("problems",)),
    "promise": (Role.RECEPTIONIST, ("promise", "1", "sea view by 6pm")),
    "radar": (Role.RECEPTIONIST, ("radar",)),
    "ready": (Role.RECEPTIONIST, ("ready", "{check}")),
    "recover": (Role.RECEPTIONIST, ("recover", "{problem}", "listen")),
    "retention": (Role.RECEPTIONIST, ("retention",)),
    "restore": (Role.MANAGER, None),
    "requests": (Role.RECEPTIONIST, ("requests",)),
    "returned": (Role.RECEPTIONIST, ("returned", "{lost}")),
    "salvage": (Role.RECEPTIONIST, None),
    "settings": (Role.RECEPTIONIST, ("settings", "--json")),
    "suggest": (Role.RECEPTIONIST, ("suggest", "1")),
    "task": (Role.RECEPTIONIST, ("task", "{orphan}", "take")),
    "tasks": (Role.RECEPTIONIST, ("tasks",)),
    "today": (Role.RECEPTIONIST, ("today",)),
    "touch": (Role.RECEPTIONIST, ("touch",)),
    "undo": (Role.RECEPTIONIST, ("undo",)),
}
"""Every command, the least role that may give it, and how it is tried; those without arguments open a desk of their own,
ask for a passphrase or need a backup: `tests/cli/test_encryption_command.py` and `test_backup_commands.py` try these."""

FURTHER: dict[str, tuple[Role, tuple[str, ...]]] = {
    "allowances set": (Role.MANAGER, ("allowances", "--problem", "120")),
    "gesture approve after harm": (Role.MANAGER, ("gesture", "{tea_of_harm}", "approve")),
    "gesture approve": (Role.LEAD, ("gesture", "{wish}", "approve")),
    "gesture refuse": (Role.LEAD, ("gesture", "{wish}", "refuse", "--because", "too dear")),
    "handover left": (Role.RECEPTIONIST, ("handover", "--leave")),
    "handover line": (Role.RECEPTIONIST, ("handover", "--add", "Lift engineer at 7")),
    "journal of others": (Role.LEAD, ("journal", "--person", "Otto")),
    "settings change": (Role.MANAGER, ("settings", "shifts", "day 9-18")),
    "settings colours": (Role.RECEPTIONIST, ("settings", "theme", "light")),
    "settings key": (Role.MANAGER, ("settings", "key:app.today", "ctrl+b", "--swap")),
    "person close": (Role.MANAGER, ("person", "close", "{leaver}")),
    "person reopen": (Role.MANAGER, ("person", "reopen", "Cleo")),
    "person role": (Role.MANAGER, ("person", "role", "Otto", "--role", "manager")),
    "person unpin": (Role.MANAGER, ("person", "unpin", "Otto")),
    "retention run": (Role.MANAGER, ("retention", "--run")),
    "merge looked at": (Role.RECEPTIONIST, ("merge", "1", "{twin}")),
    "requests answered": (Role.LEAD, ("requests", "--answer", "{asked}")),
    "requests asked": (Role.RECEPTIONIST, ("requests", "--ask", "erasure", "--guest", "1")),
    "recover even with harm": (Role.MANAGER, ("recover", "{harm}", "even", "--confirmed")),
    "recover lost with harm": (Role.MANAGER, ("recover", "{harm}", "lost", "--because", "all was tried")),
    "recover offer": (Role.LEAD, ("recover", "{problem}", "offer", "--to", "Cy 0")),
    "ready skip": (Role.RECEPTIONIST, ("ready", "{check}", "--skip", "the key is with the manager")),
    "task offer": (Role.LEAD, ("task", "{orphan}", "offer", "--to", "Otto")),
    "task withdraw": (Role.LEAD, ("task", "{offered}", "withdraw")),
    "touch idea": (Role.RECEPTIONIST, ("touch", "goodbye", "--idea", "a walk to the car {check}")),
}
"""What a command that everybody may give does only for some."""

TRIED = {name: row for name, row in COMMANDS.items() if row[1]} | FURTHER
WRITES = frozenset(TRIED) - {
    "allowances", "backup", "backups", "card", "check", "costs", "find", "handover", "insights", "journal", "lineup", "people", "playbooks", "problems", "radar",
    "retention", "duplicates", "notice", "requests", "merge looked at",
    "settings", "suggest", "tasks", "today", "touch", "journal of others",
}  # fmt: skip


def test_every_command_has_a_row():
    assert set(COMMANDS) == set(typer.main.get_command(app).commands)


@pytest.fixture(scope="module")
def staged(template, tmp_path_factory, new_desk):
    """A desk with something for every command to act on, made once and copied for each."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("staged") / "desk.db"))
    with closing(new_desk(path)) as desk:
        return path, _rows_for_commands(Stage(desk))


@pytest.fixture(scope="module")
def staged_with_pin(staged, tmp_path_factory, new_desk):
    """The same, and the manager has a PIN."""
    path = Path(shutil.copy(staged[0], tmp_path_factory.mktemp("staged") / "desk.db"))
    with closing(new_desk(path)) as desk:
        desk.write(lambda work: pins.set_pin(work, ANA, "2468"))
    return path, staged[1]


@pytest.fixture
def at_the_desk(request, tmp_path, monkeypatch, capsys, new_desk):
    """Gives commands in the name of whoever sat down last."""
    from delightdesk.__main__ import main

    made, numbers = request.getfixturevalue(getattr(request, "param", "staged"))
    desk = new_desk(Path(shutil.copy(made, tmp_path / "desk.db")))
    (tmp_path / "guests.csv").write_text("Name,Arrival\nZoë Quill,2026-06-20\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    desk.house.close()

    def run(person, args):
        desk.sql("UPDATE house SET at_desk = ?", person)
        capsys.readouterr()
        place = next(place for place, role in enumerate(RANK) if WHO[role] == person)
        words = [arg.format(**{name: ids[place] for name, ids in numbers.items()}) for arg in args]
        code = main([*words, "--database", str(desk.path)])
        return code, capsys.readouterr()

    return desk, run


def _rows_for_commands(stage):
    """What commands act on, by the name that stands in the table: one row for each role that tries."""

    def for_each(make):
        return [make() for _ in RANK]

    def tea():
        return stage.do(lambda work: gestures.plan_own(work, stage.guest, "Tea", [("tea", 300)]), BEN).id

    def tea_of_harm():
        harm = stage.do(lambda work: problems.report(work, "fell", guest_id=stage.guest, severity=3), BEN).line.id
        given = tea()
        stage.do(lambda work: problems.change(work, harm, severity=5), BEN)
        return given

    def leaver():
        names = (line.name for line in stage.read(people.people))
        name = f"Cy {sum('Cy' in each for each in names)}"
        return stage.do(lambda work: people.add(work, name))

    return {
        "tea": for_each(tea),
        "wish": for_each(stage.wish),
        "problem": for_each(
            lambda: stage.do(lambda work: problems.report(work, "tap drips", room="7"), OTTO).line.id
        ),
        "orphan": for_each(stage.orphan),
        "offered": for_each(stage.offered),
        "leaver": for_each(leaver),
        "tea_of_harm": for_each(tea_of_harm),
        "harm": for_each(stage.harm),
        "check": ["till", "keys", "paper"],
        "twin": for_each(stage.desk.guest),
        "asked": for_each(lambda: _asked(stage)),
        "hidden": for_each(stage.hidden_note),
        "lost": for_each(lambda: stage.do(lambda work: lineup.found(work, "teddy bear 214"), BEN).task_id),
    }  # fmt: skip


@pytest.mark.parametrize("command", TRIED)
def test_each_role_gives_the_commands_it_may(command, at_the_desk):
    desk, run = at_the_desk
    least, args = TRIED[command]
    for role in RANK:
        if command == "handover left":  # a shift is not left twice with the same words
            run(WHO[Role.RECEPTIONIST], ("handover", "--add", f"Lift engineer, said to the {role}"))
        before = desk.tables()
        code, said = run(WHO[role], args)
        if command == "undo":
            assert (code, "nothing of yours" in said.err) in ((0, False), (1, True))
        elif RANK.index(role) >= RANK.index(least):
            assert code == 0, said.err
        else:
            assert code == 1
            assert "Nothing was changed" in said.err
            assert "Ana" in said.err or (least is Role.LEAD and "Lea" in said.err)
            assert [rows for name, rows in desk.tables().items() if name != "house"] == [
                rows for name, rows in before.items() if name != "house"
            ]


@pytest.mark.parametrize("at_the_desk", ["staged_with_pin"], indirect=True, ids=[""])
@pytest.mark.parametrize("command", TRIED)
def test_a_manager_with_a_pin_counts_as_a_receptionist_for_reading_and_writes_nothing(command, at_the_desk):
    desk, run = at_the_desk
    least, args = TRIED[command]
    run(ANA, ("today",))
    before = desk.tables()
    code, said = run(ANA, args)
    assert desk.tables() == before
    assert code == (0 if command not in WRITES and least is Role.RECEPTIONIST else 1)
    assert ("Ana has a PIN" in said.err) == (command in WRITES)


def test_a_file_where_nobody_checked_a_pin_is_read_as_a_receptionist(desk):
    desk.write(lambda work: pins.set_pin(work, ANA, "2468"))
    with desk.house.reading() as work:
        assert (work.person.name, work.person.role) == ("Ana", Role.RECEPTIONIST)
        with pytest.raises(NotAllowed, match="Ana can read the whole journal"):
            journal_reading.entries(work, person_id=BEN)
    with closing(desk.window().house) as house, pytest.raises(NotAllowed, match="Ana has a PIN"), house.writing():
        pass

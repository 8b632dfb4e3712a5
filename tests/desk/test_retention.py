"""Nothing is kept longer than the house said: looked at first, done whole, and once a day by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from delightdesk.desk import costs, facts, gestures, handover, notes, problems, settings, tasks, visits
from delightdesk.desk.privacy import forgetting, requests, retention
from delightdesk.desk.safety import backups
from delightdesk.domain.consent import Consent
from delightdesk.domain.errors import DeskError, NotAllowed
from delightdesk.domain.forgetting import NAMELESS
from delightdesk.domain.vocabulary import BondKind, RequestKind, VisitStatus
from delightdesk.store import chain

ANA, BEN = 1, 2


def due(desk, kind="guest", person=ANA):
    return [line.text for line in desk.read(retention.preview, person).lines if line.kind == kind]


def run(desk, person=ANA, **more):
    return retention.run(desk.house, person, **more)


def long_ago(desk, first="Erika", last="Schultz"):
    """Somebody who was made two years ago and more, by moving the clock and back."""
    desk.clock.ahead(days=-800)
    guest = desk.guest(first, last)
    desk.clock.ahead(days=800)
    return guest


def test_the_last_visit_counts_not_the_day_somebody_typed_it(desk):
    guest = desk.guest()
    stay(desk, guest, "2024-01-10", "2024-01-12")
    assert due(desk) == ["Erika Schultz"]


def stay(desk, guest, arrive, depart, status=VisitStatus.LEFT, **more):
    return desk.visit(guest, arrive=arrive, depart=depart, status=status, **more)


def test_who_was_not_seen_for_two_years_is_due_to_the_day(desk):
    gone, just, here, coming, _, cancelled = (
        long_ago(desk, name) for name in ("Gone", "Just", "Here", "Coming", "Never", "Cancelled")
    )
    stay(desk, gone, "2024-06-10", "2024-06-13")
    stay(desk, just, "2024-06-10", "2024-06-14")
    stay(desk, here, "2024-01-10", "2024-01-12", VisitStatus.IN_HOUSE)
    stay(desk, coming, "2024-01-10", "2024-01-12")
    stay(desk, coming, "2026-09-01", "2026-09-02", VisitStatus.EXPECTED)
    stay(desk, cancelled, "2024-01-10", "2024-01-12")
    stay(desk, cancelled, "2026-09-01", "2026-09-02", VisitStatus.CANCELLED)
    desk.guest("New", "Face")
    assert due(desk) == ["Cancelled Schultz", "Never Schultz", "Gone Schultz"]
    details = {line.text: line.detail for line in desk.read(retention.preview).lines}
    assert details["Gone Schultz"] == "last here 13 June 2024"
    assert details["Never Schultz"].startswith("never here, last act")
    desk.write(lambda work: settings.change(work, "guests-stay", "0"))
    assert due(desk) == []
    desk.write(lambda work: settings.change(work, "guests-stay", "12"))
    assert "Just Schultz" in due(desk)


@pytest.mark.parametrize("owed", ["task", "problem", "gesture", "request", "act"])
def test_nobody_goes_to_whom_something_is_owed(desk, owed):
    guest = long_ago(desk)
    if owed != "act":
        stay(desk, guest, "2024-01-10", "2024-01-12")
    assert due(desk) == ["Erika Schultz"]
    jobs = {
        "task": lambda work: tasks.promise(work, guest, "a letter"),
        "problem": lambda work: problems.report(work, "lost coat", guest_id=guest),
        "gesture": lambda work: gestures.plan_own(work, guest, "Card", [("card", 100)]),
        "request": lambda work: requests.ask(work, guest, RequestKind.ACCESS),
        "act": lambda work: facts.save_caution(work, facts.CautionForm(guest, subject="nuts")),
    }
    desk.write(jobs[owed])
    assert due(desk) == []
    run(desk)
    assert desk.card(guest).name == "Erika Schultz"


def test_a_run_erases_without_a_mark_and_keeps_the_totals(desk):
    guest, friend = long_ago(desk), desk.guest("Max", "Muster")
    desk.clock.ahead(days=-790)
    stay(desk, guest, "today", "+1", ref="R-10234")
    desk.note(guest, "likes oat milk")
    desk.write(lambda work: facts.save_bond(work, guest, friend, BondKind.FRIEND))
    cake = desk.write(lambda work: gestures.plan_own(work, guest, "Cake for Erika", [("cake", 700)]))
    desk.write(lambda work: gestures.deliver(work, cake.id))
    desk.clock.ahead(days=790)
    desk.note(friend, "sister of Erika Schultz")
    before = desk.read(lambda work: costs.book(work, date(2020, 1, 1), date(2027, 1, 1)))
    told = []
    report = run(desk, tell=lambda done, total: told.append((done, total)))
    (kept,) = backups.listing(desk.path)
    assert kept.why == "bulk"
    assert b"Schultz" in kept.path.read_bytes()
    assert (report.guests, report.sheets, report.sensitive, report.is_stopped) == (1, 0, 0, False)
    assert told[-1] == (1, 1)
    after = desk.read(lambda work: costs.book(work, date(2020, 1, 1), date(2027, 1, 1)))
    assert (after.planned, after.actual, after.by_person) == (before.planned, before.actual, before.by_person)
    assert [line.guest_name for line in after.lines] == [NAMELESS]
    assert desk.read(forgetting.count) == 0
    assert desk.sql("SELECT text FROM note") == [("sister of a guest who was erased",)]
    assert b"Schultz" not in desk.path.read_bytes()
    assert desk.index_problems() == []
    with closing(sqlite3.connect(desk.path)) as file:
        assert chain.verify(file) == []
    assert desk.read(retention.preview).total == 0


def test_handovers_of_long_ago_go_and_one_nobody_took_stays(desk):
    desk.clock.ahead(days=-400)
    desk.write(lambda work: handover.add_line(work, "Ms Quill rang"))
    first = desk.write(handover.leave)
    for line in first.lines:
        desk.write(lambda work, line=line: handover.accept(work, line.id), BEN)
    desk.clock.ahead(days=1)
    desk.write(lambda work: handover.add_line(work, "Mr Feather rang"))
    desk.write(handover.leave)
    desk.clock.ahead(days=399)
    assert due(desk, "sheet") == ["late handover"]
    assert run(desk).sheets == 1
    assert desk.sql("SELECT what FROM handover_line") == [("Mr Feather rang",)]
    assert b"Quill" not in desk.path.read_bytes()
    signed = desk.sql("SELECT person_id FROM journal WHERE action = 'handover.accepted'")
    assert signed == [(BEN,)]


def test_only_a_manager_runs_it_and_a_stop_leaves_the_rest_due(desk, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for number in range(5):
        long_ago(desk, f"Guest{number}")
    before = desk.tables()
    with pytest.raises(NotAllowed, match="Ana can remove a guest with a history, or erase one"):
        run(desk, BEN)
    assert not desk.read(retention.preview, BEN).may_run
    assert desk.tables() == before
    asked = iter([False, True])
    report = run(desk, stop=lambda: next(asked))
    assert (report.guests, report.is_stopped) == (2, True)
    assert desk.read(retention.preview).guests == 3
    assert run(desk).guests == 3


def test_the_look_of_the_day_takes_sensitive_notes_and_guests_only_where_the_house_said_so(desk):
    guest = desk.guest()
    here = desk.visit(guest, arrive="2026-06-13", depart="today")
    desk.write(lambda work: visits.set_status(work, here, VisitStatus.IN_HOUSE))
    told = desk.write(lambda work: notes.store_line(work, guest, "epilepsy", consent=Consent("yes"), sensitive=True))
    old = long_ago(desk, "Old")
    assert retention.daily(desk.house, BEN).sensitive == 0
    assert retention.daily(desk.house, BEN) is None
    desk.write(lambda work: visits.set_status(work, here, VisitStatus.LEFT))
    desk.clock.ahead(days=1)
    report = retention.daily(desk.house, BEN)
    assert (report.sensitive, report.guests) == (1, 0)
    assert desk.sql("SELECT * FROM note WHERE id = ?", told.id) == []
    assert desk.card(old).name == "Old Schultz"
    desk.write(lambda work: settings.change(work, "tidies-itself", "by itself"))
    desk.clock.ahead(days=1)
    assert retention.daily(desk.house, BEN).guests == 1
    with pytest.raises(DeskError):
        desk.card(old)


def test_the_look_of_the_day_reaches_a_stick_that_was_away(desk, tmp_path_factory):
    stick = tmp_path_factory.mktemp("drive") / "stick"
    stick.mkdir()
    desk.sql("UPDATE house SET second_backups = ?", str(stick))
    guest = desk.guest("Zelda", "Quillfeather")
    backups.take(desk.path, "by-hand", desk.clock.now)
    away = stick.rename(stick.with_name("away"))
    forgetting.forget(desk.house, ANA, guest)
    assert [left.place.parent for left in retention.daily(desk.house, ANA).left] == [stick]
    away.rename(stick)
    desk.clock.ahead(days=1)
    assert retention.daily(desk.house, ANA).left == ()
    assert all(b"Quillfeather" not in each.read_bytes() for each in stick.rglob("*") if each.is_file())


def test_a_guest_checked_in_meanwhile_stays(desk):
    guest = long_ago(desk)
    other = desk.window()

    def check_in(done, total):
        if not done and not other.sql("SELECT * FROM visit"):
            other.visit(guest, status=VisitStatus.IN_HOUSE)

    assert run(desk, tell=check_in).guests == 0
    assert desk.card(guest).name == "Erika Schultz"


def test_months_are_counted_to_the_end_of_a_shorter_one():
    from delightdesk.desk.privacy.retention_due import months_before

    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2028, 3, 31), 1) == date(2028, 2, 29)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)
    assert months_before(date(2026, 12, 1), 12) == date(2025, 12, 1)
    assert all(months_before(date(2026, 1, 1) + timedelta(days=day), 24) < date(2026, 1, 1) for day in range(365))

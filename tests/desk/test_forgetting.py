"""Forgetting a guest: no byte of them is left in the data folder, costs and counts stay, and nothing brings them back."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from delightdesk.desk import (
    costs,
    drafts,
    facts,
    gestures,
    guests,
    handover,
    imports,
    insights,
    lineup,
    notes,
    outcomes,
    problems,
    questions,
    review,
    tasks,
    touch_points,
    undo,
    visits,
)
from delightdesk.desk.privacy import forgetting, merging, requests, tombstones
from delightdesk.desk.safety import backups, restoring
from delightdesk.domain.consent import Consent
from delightdesk.domain.errors import NotAllowed, NotFound, Stale
from delightdesk.domain.forgetting import NAMELESS
from delightdesk.domain.vocabulary import BondKind, OutcomeKind, Reaction, RecoveryStep, RequestKind, VisitStatus
from delightdesk.store import chain

ANA, BEN = 1, 2
NAME = "Zéphyrine Quillfeather"
TRACES = (
    "quillfeather", "zephyrine", "zéphyrine", "zephie", "quilfether", "z.q@example.org", "old.z@example.org",
    "bk-7734-zq", "kwazulu", "buttercream",
)  # fmt: skip
"""What points to her: names, what she is called, a spelling since corrected, addresses, a reference, her words."""

PHONE = "2079460958"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")

DESKS = Path(__file__).parent.parent / "contracts" / "desks"


def bytes_found(folder):
    """Where any byte of her is left, in any file, in any spelling of letters, in any grouping of digits."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        raw = path.read_bytes()
        texts = (
            raw.decode("utf-8", "ignore"),
            raw.decode("utf-16-le", "ignore"),
            raw[1:].decode("utf-16-le", "ignore"),
        )
        for text in texts:
            lowered = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text).casefold()
            found += [(path.name, trace) for trace in TRACES if trace in lowered]
            if PHONE in re.sub(r"[\s()./+-]", "", lowered):
                found.append((path.name, "phone"))
    return found


def add_everything(desk, folder):
    """A guest with everything the product can store about anybody, by its own jobs."""
    write = desk.write
    guest = desk.guest(
        "Zéphyrine", "Quilfether", title="Ms", call_me="Zephie", say_as="zeh-fih-REEN", email="old.z@example.org",
        phone="+44 20 7946 0958", language="fr", tier="gold",
    )  # fmt: skip
    form = desk.read(lambda work: guests.form(work, guest))
    write(lambda work: guests.save(work, replace(form, last="Quillfeather", email="z.q@example.org")))
    stay = desk.visit(guest, room="412", ref="BK-7734-ZQ", eta="17:00")
    desk.write(lambda work: visits.set_status(work, stay, VisitStatus.IN_HOUSE))
    desk.past_visit(guest)
    desk.note(guest, "likes the kwazulu tea")
    note = desk.note(guest, "prefers buttercream on everything")
    write(lambda work: notes.edit(work, note, "prefers buttercream, in blue"))
    write(lambda work: notes.dispute(work, note, "I never said buttercream"))
    yes = Consent("yes, buttercream is fine", keeps=True)
    write(lambda work: notes.store_line(work, guest, "buttercream makes her ill", consent=yes, sensitive=True))
    desk.caution(guest, "nuts")
    desk.occasion(guest, day="14 june", whose="Zephie", year="2006")
    friend = desk.guest("Max", "Muster")
    write(lambda work: facts.save_bond(work, guest, friend, BondKind.PARTNER))
    desk.note(friend, "partner of Zéphyrine Quillfeather, reach her on 020 7946-0958")
    desk.note(friend, "travels with the Quillfeathers, z.q@example.org")
    write(lambda work: tasks.promise(work, friend, "cake for QUILLFEATHER, ZEPHYRINE by 18:00"))
    write(lambda work: drafts.keep(work, guest, "note", "buttercream half typ"))
    write(lambda work: drafts.keep(work, friend, "note", "ask Zéphyrine Quillfeather"))
    write(lambda work: questions.answer(work, guest, "sleep", "the kwazulu pillow"))
    given = write(lambda work: gestures.plan_own(work, guest, "Buttercream cake", [("buttercream", 450)]))
    write(lambda work: gestures.deliver(work, given.id, Reaction.MOVED, "Zephie loved the buttercream"))
    write(lambda work: outcomes.link(work, guest, OutcomeKind.SALE, gesture_id=given.id, amount=900, note="kwazulu"))
    idea = desk.card(guest).suggestions[0].idea
    chosen = write(lambda work: gestures.plan(work, guest, idea))
    write(lambda work: gestures.deliver(work, chosen.id, Reaction.PLEASED))
    later = write(lambda work: gestures.plan_own(work, guest, "Quillfeather tea", [("tea", 300)]))
    write(lambda work: gestures.decline(work, later.id, "Zephie said no"))
    trouble = write(lambda work: problems.report(work, "shower cold, Zephie upset", guest_id=guest)).line.id
    write(lambda work: problems.step(work, trouble, RecoveryStep.LISTEN, "told us about buttercream"))
    write(lambda work: tasks.promise(work, guest, "buttercream cake by 14:00"))
    write(lambda work: tasks.promise(work, guest, "kwazulu tea by 23:00"))
    write(lambda work: touch_points.save(work, "", title="Own corner", idea="greet Zephie Quillfeather by name"))
    write(lambda work: lineup.found(work, "buttercream tin 412"))
    write(lambda work: handover.add_line(work, "Ms Quillfeather rang from +44 (0)20 7946 0958"))
    sheet = write(handover.leave)
    line = next(each for each in sheet.lines if "Quillfeather" in each.who)
    write(lambda work: handover.ask(work, line.id, "is Zephie well?"), BEN)
    arrivals = folder / "zephyrine quillfeather.csv"
    write_arrivals(arrivals, remark="buttercream allergy, anniversary 14 june")
    report = write(lambda work: imports.apply(work, imports.read(arrivals, date(2026, 6, 14))))
    waiting = desk.read(review.waiting)
    write(lambda work: review.take(work, waiting[0].id, yes))
    arrivals.unlink()
    write(lambda work: requests.ask(work, guest, RequestKind.ERASURE, words="forget Zephie, please"))
    twin = desk.guest("Zephyrine", "Quillfeather", phone="020 7946 0958")
    desk.note(twin, "buttercream again")
    write(lambda work: merging.merge(work, guest, twin))
    desk.clock.ahead(minutes=5)
    return guest, friend, stay, report


def known_guest(desk):
    """The same guest with no more than an import would know her by, a spelling and an address since corrected."""
    guest = desk.guest("Zéphyrine", "Quilfether", email="old.z@example.org", phone="+44 20 7946 0958")
    form = desk.read(lambda work: guests.form(work, guest))
    desk.write(lambda work: guests.save(work, replace(form, last="Quillfeather", email="z.q@example.org")))
    desk.visit(guest, room="412", ref="BK-7734-ZQ")
    return guest


def write_arrivals(path, remark="", **more):
    row = {
        "Guest name": NAME, "Email": "z.q@example.org", "Phone": "+44 20 7946 0958", "Reservation number": "BK-7734-ZQ",
        "Arrival": "2026-06-14", "Departure": "2026-06-16", "Room": "412", "Status": "Checked in", "Comments": remark,
    } | more  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)


@pytest.fixture
def old_desk():
    """A desk as version 3 of the file left it."""

    def make(path):
        path.write_bytes(gzip.decompress((DESKS / "schema3.db.gz").read_bytes()))
        return path

    return make


def forget(desk, guest, person=ANA, **more):
    return forgetting.forget(desk.house, person, guest, **more)


def book(desk):
    found = desk.read(lambda work: costs.book(work, date(2026, 1, 1), date(2026, 12, 31)))
    told = desk.read(insights.insights)
    lines = [(each.id, each.planned, each.actual, each.purpose, each.payer, each.person) for each in found.lines]
    return (
        found.planned, found.actual, found.by_purpose, found.by_payer, found.by_person, lines,
        [(each.key, each.now, each.text) for each in told.figures],
        desk.sql("SELECT arrive, depart, status, adults FROM visit ORDER BY id"),
        desk.sql("SELECT kind, severity, cause_key, state, reported_at, first_act_at FROM problem"),
        desk.sql("SELECT amount, kind FROM outcome"),
    )  # fmt: skip


def test_no_byte_is_left_in_the_folder_and_every_total_is_as_before(desk, tmp_path, tmp_path_factory):
    second = tmp_path_factory.mktemp("stick")
    desk.sql("UPDATE house SET second_backups = ?", str(second))
    guest, friend, *_ = add_everything(desk, tmp_path)
    backups.take(desk.path, "by-hand", desk.clock.now)
    for set_aside in ("before-update", "damaged-2026-06-13T080000Z", "saved2"):
        shutil.copy(desk.path, desk.path.with_name(f"desk-{set_aside}.db"))
    assert {trace for _, trace in bytes_found(tmp_path)} == {*TRACES, "phone"}
    assert bytes_found(second)
    before = book(desk)
    report = forget(desk, guest)
    assert bytes_found(tmp_path) == []
    assert bytes_found(second) == []
    assert book(desk) == before
    assert (report.erased.guests, report.backups, report.still_to_purge, report.is_swept) == (2, 5, (), True)
    assert desk.index_problems() == []
    with closing(sqlite3.connect(desk.path)) as file:
        assert chain.verify(file) == []
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert desk.card(friend).notes
    assert [text for (text,) in desk.sql("SELECT text FROM note WHERE guest_id = ? ORDER BY id", friend)] == [
        "partner of a guest who was erased, reach her on a guest who was erased",
        "travels with the a guest who was erased, a guest who was erased",
    ]


def test_a_backup_that_was_away_is_told_by_name_and_done_when_it_is_back(desk, tmp_path, tmp_path_factory):
    stick = tmp_path_factory.mktemp("drive") / "stick"
    stick.mkdir()
    desk.sql("UPDATE house SET second_backups = ?", str(stick))
    guest, *_ = add_everything(desk, tmp_path)
    backups.take(desk.path, "by-hand", desk.clock.now)
    assert bytes_found(stick)
    away = stick.rename(stick.with_name("in a pocket"))
    report = forget(desk, guest)
    assert [left.place.parent for left in report.still_to_purge] == [stick]
    assert "not connected" in report.still_to_purge[0].what_to_do
    away.rename(stick)
    assert forgetting.catch_up(desk.house).done == 1
    assert bytes_found(stick) == bytes_found(tmp_path) == []
    assert forgetting.catch_up(desk.house) == forgetting.Purged()


def test_what_was_set_aside_and_is_broken_or_being_written_is_told_by_name(desk, tmp_path):
    guest, *_ = add_everything(desk, tmp_path)
    broken, saved = desk.path.with_name("desk-damaged-2026-06-12T080000Z.db"), desk.path.with_name("desk-saved.db")
    broken.write_bytes(desk.path.read_bytes()[:-9000])
    shutil.copy(desk.path, saved)
    with closing(sqlite3.connect(saved, isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")
        file.execute("UPDATE house SET name = 'Another'")
        report = forget(desk, guest)
    assert [left.place for left in report.still_to_purge] == [broken, saved]
    assert "delete it by hand" in report.still_to_purge[0].what_to_do
    assert {name for name, _ in bytes_found(tmp_path)} == {broken.name, saved.name}
    assert forgetting.catch_up(desk.house).done == 1
    assert {name for name, _ in bytes_found(tmp_path)} == {broken.name}


def test_an_older_backup_restored_does_not_bring_her_back(desk, tmp_path, tmp_path_factory):
    guest, friend, *_ = add_everything(desk, tmp_path)
    kept = tmp_path_factory.mktemp("elsewhere") / "copy.db"
    backups.write_copy(desk.path, kept, desk.clock.now)
    forget(desk, guest)
    restoring.restore(desk.path, kept, desk.clock.now)
    assert bytes_found(tmp_path) == []
    assert desk.sql("SELECT display_name FROM guest WHERE erased_at IS NOT NULL") == [(NAMELESS,)] * 2
    assert desk.read(forgetting.count) == 2
    assert desk.index_problems() == []
    assert desk.card(friend).name == "Max Muster"


def test_she_stays_erased_where_the_desk_itself_is_lost(desk, tmp_path, tmp_path_factory):
    guest, *_ = add_everything(desk, tmp_path)
    kept = tmp_path_factory.mktemp("elsewhere") / "copy.db"
    backups.write_copy(desk.path, kept, desk.clock.now)
    forget(desk, guest)
    desk.house.close()
    desk.path.unlink()
    restoring.restore(desk.path, kept, desk.clock.now)
    assert bytes_found(tmp_path) == []
    write_arrivals(tmp_path / "again.csv")
    again = desk.write(lambda work: imports.apply(work, imports.read(tmp_path / "again.csv", date(2026, 6, 14))))
    assert [row.why for row in again.skipped] == ["this guest asked to be erased"]


def test_a_backup_of_an_older_version_is_cleaned_too(tmp_path, new_desk, old_desk):
    path = old_desk(tmp_path / "desk.db")
    desk = new_desk(path)
    try:
        ((guest, name, email),) = desk.sql("SELECT id, display_name, email FROM guest WHERE email <> '' LIMIT 1")
        assert any(name.encode() in each.read_bytes() for each in backups.folder_of(path).glob("*.db"))
        report = forget(desk, guest, desk.sql("SELECT id FROM staff WHERE role = 'manager'")[0][0])
        assert (report.backups, report.still_to_purge) == (1, ())
        for each in tmp_path.rglob("*.db"):
            assert name.encode() not in each.read_bytes()
            assert email.encode() not in each.read_bytes()
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("row", "is_new"),
    [
        ({}, False),
        ({"Reservation number": "other", "Email": "", "Phone": ""}, False),
        ({"Reservation number": "other", "Arrival": "2026-06-01", "Departure": "2026-06-02"}, False),
        ({"Reservation number": "", "Email": "", "Phone": "", "Guest name": "QUILLFEATHER, Zephyrine"}, False),
        ({"Guest name": "Z. Q.", "Reservation number": "bk 7734 zq", "Email": "", "Phone": ""}, False),
        ({"Reservation number": "other", "Email": "OLD.Z@example.org", "Arrival": "2026-06-13"}, False),
        ({"Reservation number": "N-1", "Arrival": "2026-07-01", "Departure": "2026-07-03"}, True),
        ({"Reservation number": "N-2", "Email": "namesake@example.org", "Phone": ""}, True),
        ({"Reservation number": "N-3", "Email": "", "Phone": "+33 1 42 27 78 96"}, True),
        ({"Reservation number": "N-4", "Guest name": "Zelda Quillfeather", "Email": "", "Phone": ""}, True),
    ],
)
def test_an_import_leaves_out_what_is_hers_and_takes_a_later_booking_and_a_namesake(desk, tmp_path, row, is_new):
    forget(desk, known_guest(desk))
    before = desk.sql("SELECT count(*) FROM guest")
    write_arrivals(tmp_path / "again.csv", **row)
    parsed = imports.read(tmp_path / "again.csv", date(2026, 6, 14))
    report = desk.write(lambda work: imports.apply(work, parsed))
    assert (report.new, [each.why for each in report.skipped]) == (
        (1, []) if is_new else (0, ["this guest asked to be erased"])
    )
    assert (desk.sql("SELECT count(*) FROM guest") == before) is not is_new
    assert report.skipped == desk.write(lambda work: imports.dry_run(work, parsed)).skipped


def test_a_guest_typed_by_hand_is_nobodys_business(desk):
    first = desk.guest("Zéphyrine", "Quillfeather", email="z.q@example.org")
    forget(desk, first)
    again = desk.guest("Zéphyrine", "Quillfeather", email="z.q@example.org")
    assert again != first
    assert desk.card(again).name == NAME


def test_nothing_of_it_can_be_undone(desk, tmp_path):
    guest, *_ = add_everything(desk, tmp_path)
    forget(desk, guest)
    run = desk.sql("SELECT id FROM import_run")[0][0]
    desk.write(lambda work: imports.undo(work, run))
    for person in (ANA, BEN):
        for _ in range(40):
            with suppress(NotFound, Stale):
                desk.write(undo.undo, person)
    assert bytes_found(tmp_path) == []
    assert desk.sql("SELECT count(*) FROM guest WHERE erased_at IS NOT NULL") == [(2,)]
    with pytest.raises(NotFound):
        desk.card(guest)
    desk.write(lambda work: drafts.keep(work, guest, "note", "buttercream, typed in another window"))
    assert desk.sql("SELECT * FROM draft WHERE guest_id = ?", guest) == []


def test_only_a_manager_may(desk):
    guest = desk.guest()
    before = desk.tables()
    with pytest.raises(NotAllowed, match="Ana can remove a guest with a history, or erase one"):
        forget(desk, guest, BEN)
    assert desk.tables() == before


def test_while_another_program_reads_the_file_it_is_swept_another_day(desk, monkeypatch):
    monkeypatch.setattr("delightdesk.store.sweeping.BUSY_SECONDS", 0.01)
    guest = desk.guest("Zéphyrine", "Quillfeather")
    desk.note(guest, "likes oat milk")
    other = sqlite3.connect(desk.path, isolation_level=None)

    def hold(done, total):
        other.execute("BEGIN")
        other.execute("SELECT * FROM house").fetchall()

    monkeypatch.setattr(forgetting, "sweep", _after(hold, forgetting.sweep))
    report = forget(desk, guest)
    other.close()
    assert not report.is_swept
    beside = json.loads((backups.folder_of(desk.path) / tombstones.NAME).read_text(encoding="utf-8"))
    assert [each["swept"] for each in beside["desks"].values()] == [False]
    monkeypatch.undo()
    forgetting.catch_up(desk.house)
    assert tombstones.is_swept(desk.path)


def _after(first, then):
    def both(path):
        first(0, 0)
        return then(path)

    return both


def test_what_lies_beside_the_backups_names_nobody(desk):
    forget(desk, known_guest(desk))
    place = backups.folder_of(desk.path) / tombstones.NAME
    text = place.read_text(encoding="utf-8")
    ((secret,),) = desk.sql("SELECT secret FROM house")
    assert secret not in text
    assert place.stat().st_mode & 0o077 == 0
    stones = forgetting.known(desk.path)
    assert {each.guest_id for each in stones} == {each for (each,) in desk.sql("SELECT guest_id FROM forgotten")}
    place.write_text('{"desks": {"x": {"guests": [{"guest_id": "7", "at": 3, "marks": 1}]}}}', encoding="utf-8")
    assert len(forgetting.known(desk.path)) == len(stones) + 1


def test_every_column_people_write_in_is_searched(desk):
    """A column added later must say whether a guest may stand in it."""
    from sqlalchemy import JSON, Enum, String
    from sqlmodel import SQLModel

    from delightdesk.desk.privacy.mention_cutting import NOBODYS, OF_THE_HOUSE, WRITTEN

    every = {
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.type, Enum)
        and isinstance(getattr(column.type, "impl_instance", column.type), String | JSON)
    }
    told = {
        (table, name)
        for tables in (WRITTEN, OF_THE_HOUSE, NOBODYS)
        for table, names in tables.items()
        for name in names
    }
    assert every == told


def test_an_encrypted_desk_forgets_in_its_backups_too(desk, tmp_path):
    pytest.importorskip("sqlcipher3")
    from delightdesk.desk.safety import passphrases
    from delightdesk.store.connecting import connect

    guest = known_guest(desk)
    passphrases.encrypt_desk(desk.house, ANA, "correct horse battery")
    made = backups.take(desk.path, "by-hand", desk.clock.now)
    report = forget(desk, guest)
    assert (report.still_to_purge, report.is_swept) == ((), True)
    for each in (desk.path, made.path):
        with closing(connect(each)) as file:
            words = repr(file.execute("SELECT * FROM guest").fetchall()) + repr(
                file.execute("SELECT * FROM find_doc").fetchall()
            )
            assert "Quillfeather" not in words
            assert NAMELESS in words
    assert bytes_found(tmp_path) == []

"""An open desk: whole saves or none, plain sentences for everything the disk can do, and many windows."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from delightdesk.desk import facts, guests, notes, visits
from delightdesk.desk.house import open_house
from delightdesk.domain.errors import CannotOpen, DeskError, Invalid, Stale
from delightdesk.store import engine, index
from delightdesk.store.tables import Guest, Note
from delightdesk.store.work import NothingSaid

HOLD = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)


@pytest.fixture
def held(desk_path):
    """Another process that holds the file until the test is over."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(desk_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    yield
    holder.communicate("")


def test_a_file_another_process_holds_is_one_sentence(desk_path, short_wait, held):
    before = desk_path.read_bytes()
    with pytest.raises(CannotOpen, match=r"Another window was saving for too long.*try again"):
        open_house(desk_path)
    assert desk_path.read_bytes() == before


def test_saving_waits_its_turn_and_then_says_so(desk_path, short_wait, new_desk):
    desk = new_desk(desk_path)
    guest_id = desk.guest()
    other = sqlite3.connect(desk_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CannotOpen, match="Another window"):
        desk.note(guest_id, "asked about the pier")
    other.execute("ROLLBACK")
    desk.note(guest_id, "asked about the pier")
    assert len(desk.card(guest_id).notes) == 1
    other.close()
    desk.close()


def test_a_desk_deleted_while_open_is_not_made_anew(desk):
    guest_id = desk.guest()
    desk.path.unlink()
    with pytest.raises(CannotOpen, match="not where it was"):
        desk.note(guest_id, "asked about the pier")
    with pytest.raises(CannotOpen):
        desk.window().guest()
    assert not desk.path.exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_only_be_read_can_be_read_and_not_changed(plain_user, what):
    path = plain_user.folder / "inner" / "desk.db"
    plain_user.place(path)
    (path if what == "file" else path.parent).chmod(0o444 if what == "file" else 0o555)
    before = path.read_bytes()
    with plain_user.acting():
        house = open_house(path)
        with house.reading() as work:
            assert work.house.name == "The Bay Hotel"
        with pytest.raises(CannotOpen, match=r"(?s)nothing was saved|Nothing was saved"), house.writing() as work:
            guests.save(work, guests.GuestForm(first="Erika"))
        house.close()
    path.parent.chmod(0o755)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["desk.db"]


def test_a_full_disk_is_a_sentence_wherever_it_is_noticed(desk):
    guest_id = desk.guest()
    before = desk.tables()
    for job in (
        lambda work: work.raw.executemany("INSERT INTO find_key VALUES ('x', ?)", [(f"{n:0900}",) for n in range(400)]),
        lambda work: [notes.store_line(work, guest_id, f"{n} " + "long " * 90, as_note=True) for n in range(400)],
    ):
        with pytest.raises(CannotOpen, match="disk is full"):
            desk.write(lambda work, job=job: (_no_more_room(work), job(work)))
    desk.close()
    assert desk.tables() == before
    assert desk.index_problems() == []


def _no_more_room(work):
    (pages,) = work.raw.execute("PRAGMA page_count").fetchone()
    work.raw.execute(f"PRAGMA max_page_count={pages}")


def test_a_failed_job_leaves_tables_and_index_as_they_were(desk):
    guest_id = desk.guest(phone="+49 30 5550100")
    before = desk.tables()

    def job(work):
        guests.save(work, guests.GuestForm(first="Max", last="Schuler"))
        visits.save(work, visits.VisitForm(guest_id, room="412"))
        guests.save(work, guests.GuestForm(first="  "))

    with pytest.raises(Invalid):
        desk.write(job)
    assert desk.tables() == before
    assert desk.index_problems() == []


def test_a_failing_index_takes_the_guest_with_it(desk):
    desk.sql("DROP TABLE find_key")
    before = desk.tables()
    with pytest.raises(CannotOpen):
        desk.guest()
    assert desk.tables() == before


def test_a_job_that_does_not_say_what_it_did_is_dropped(desk):
    guest_id = desk.guest()
    before = desk.tables()
    with pytest.raises(NothingSaid), desk.house.writing() as work:
        work.change(work.get(Guest, guest_id), call_me="Rika")
    assert desk.tables() == before


def test_reading_changes_nothing(desk):
    guest_id = desk.guest()
    before = desk.tables()
    for job in (
        lambda work: guests.save(work, guests.GuestForm(first="Max")),
        lambda work: notes.store_line(work, guest_id, "allergic to nuts"),
        lambda work: work.change(work.get(Guest, guest_id), call_me="Rika"),
        lambda work: work.did("nothing", "Nothing"),
    ):
        with pytest.raises(DeskError, match="reading only"):
            desk.read(job)
    assert desk.tables() == before


def test_a_defect_of_ours_is_not_dressed_up_as_the_disk(desk):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), desk.house.writing() as work:
        work.add(Note(created_at=work.now, guest_id=99, author_id=1, kind="preference", text="nobody's"))
    with pytest.raises(ZeroDivisionError), desk.house.writing():
        _ = 1 / 0


def test_nobody_at_the_desk_saves_nothing(desk):
    with pytest.raises(DeskError, match="Nobody is at the desk"), desk.house.writing(99):
        pass


def test_a_desk_whose_set_up_broke_off_says_so(desk_path):
    with sqlite3.connect(desk_path) as file:
        file.execute("DELETE FROM house")
    file.close()
    with pytest.raises(CannotOpen, match="never set up to its end"):
        open_house(desk_path)


def test_two_windows_write_in_turn_and_a_stale_edit_is_refused(desk):
    other = desk.window()
    guest_id = desk.guest()
    note = other.note(guest_id, "asked about the pier")
    for number in range(6):
        (desk if number % 2 else other).note(guest_id, f"remark number {number} of the day")
    assert len(desk.card(guest_id).notes) == len(other.card(guest_id).notes) == 7

    here, there = (
        desk.read(lambda work: guests.form(work, guest_id)),
        other.read(lambda work: guests.form(work, guest_id)),
    )
    other.write(lambda work: guests.save(work, _called(there, "Rika")))
    before = desk.tables()
    for stale in (
        lambda work: guests.save(work, _called(here, "Eri")),
        lambda work: guests.remove(work, guest_id, seen=1),
        lambda work: notes.edit(work, note, "asked about the boats", seen=7),
        lambda work: facts.remove(work, "note", note, 7),
    ):
        with pytest.raises(Stale, match="nothing was saved"):
            desk.write(stale)
    assert desk.tables() == before
    assert desk.card(guest_id).call_name == "Rika"


def _called(form, name):
    return replace(form, call_me=name)


def test_the_index_is_written_in_the_same_transaction(desk):
    with desk.house.writing() as work:
        guests.save(work, guests.GuestForm(first="Erika", last="Schultz"))
        assert work.raw.execute("SELECT count(*) FROM find_doc").fetchone() == (0,)
    assert desk.sql("SELECT names FROM find_doc") == [("erika schultz",)]
    assert index.verify(sqlite3.connect(desk.path)) == []

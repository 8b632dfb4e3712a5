"""Imports: looked at first, taken as a whole, twice is once, and taken back as if they had never been."""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from delightdesk.desk import gestures, guests, imports, notes, review, visits
from delightdesk.desk.privacy import duplicates
from delightdesk.domain.errors import DeskError, NotFound
from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.store import bulk

SAMPLES = sorted((Path(__file__).parent.parent / "files" / "samples").iterdir())
TODAY = date(2026, 6, 14)
MANY = int(os.environ.get("DELIGHTDESK_TEST_FILES", "0"))
"""How many random pairs of files to try; without it the suite tries the same few each time."""

HISTORY = ("journal", "import_run", "import_change", "alembic_version")


def _read(path, **options):
    return imports.read(path, TODAY, **options)


def _take(desk, parsed):
    return desk.write(lambda work: imports.apply(work, parsed))


def _csv(folder, rows, name="arrivals.csv"):
    """A file of a made-up booking system; each row is a dict."""
    columns = [
        "Guest name",
        "Email",
        "Phone",
        "Reservation number",
        "Arrival",
        "Departure",
        "Room",
        "Status",
        "Comments",
    ]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(
            {"Arrival": "2026-06-14", "Departure": "2026-06-16", "Status": "Confirmed"} | row for row in rows
        )
    return path


def _state(desk):
    """Everything but the history, without the columns that only count upwards."""
    return desk.tables(*HISTORY, but=("version",))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_file_of_every_system_comes_in_once_and_goes_out_whole(desk, path):
    empty = desk.tables()
    parsed = _read(path)
    dry = desk.read(lambda work: imports.dry_run(work, parsed))
    assert desk.tables() == empty

    report = _take(desk, parsed)
    assert report == replace(dry, run=report.run, dry_run=False)
    assert report.new + report.updated + report.unchanged == len(parsed.rows) > 0
    assert desk.index_problems() == []
    taken = desk.tables()
    assert taken["guest"]

    again = _take(desk, parsed)
    assert (again.run, again.new, again.updated, again.unchanged) == (None, 0, 0, len(parsed.rows))
    assert desk.tables() == taken

    said = desk.write(lambda work: imports.undo(work, report.run))
    assert said.startswith(f"Import {report.run} undone")
    assert desk.tables(*HISTORY) == {name: rows for name, rows in empty.items() if name not in HISTORY}
    assert desk.index_problems() == []
    with pytest.raises(NotFound, match="undone before"):
        desk.write(lambda work: imports.undo(work, report.run))
    assert _take(desk, parsed).new == report.new


def test_all_files_one_after_the_other_and_back_again(desk):
    states, runs = [_state(desk)], []
    for path in SAMPLES:
        runs.append(_take(desk, _read(path)).run)
        states.append(_state(desk))
    for run, state in zip(reversed(runs), reversed(states[:-1]), strict=True):
        desk.write(lambda work, run=run: imports.undo(work, run))
        assert _state(desk) == state
        assert desk.index_problems() == []


def test_no_card_number_reaches_the_file(desk, tmp_path):
    _take(desk, _read(next(path for path in SAMPLES if path.stem == "nasty")))
    _take(desk, _read(_csv(tmp_path, [{"Guest name": "Ann Lee", "Comments": "pays with 4111 1111 1111 1111 thanks"}])))
    desk.close()
    files = [each.read_bytes() for each in desk.path.parent.glob("desk.db*")]
    for digits in (b"4111 1111 1111 1111", b"4111111111111111", b"4111-1111"):
        assert not any(digits in content for content in files)
    assert desk.sql("SELECT count(*) FROM note WHERE text LIKE '%thanks%'") == [(1,)]
    assert desk.sql("SELECT count(*) FROM note WHERE text LIKE '%' || char(27) || '%'") == [(0,)]


def test_a_status_never_goes_back(desk, tmp_path):
    row = {"Guest name": "Erika Schultz", "Reservation number": "R1", "Room": "412"}
    _take(desk, _read(_csv(tmp_path, [row])))
    for now in (VisitStatus.IN_HOUSE, VisitStatus.LEFT):
        ((visit,),) = desk.sql("SELECT id FROM visit")
        desk.write(lambda work, visit=visit, now=now: visits.set_status(work, visit, now))
        for word in ("Confirmed", "Cancelled", "No-show"):
            _take(desk, _read(_csv(tmp_path, [row | {"Status": word, "Room": "501"}])))
            assert desk.sql("SELECT status, room FROM visit") == [(now.value, "501")]
    assert desk.sql("SELECT count(*) FROM visit") == [(1,)]


def test_two_rooms_of_one_booking_are_one_visit(desk, tmp_path):
    rows = [{"Guest name": "Erika Schultz", "Reservation number": "R1", "Room": room} for room in ("412", "413")]
    _take(desk, _read(_csv(tmp_path, rows)))
    assert desk.sql("SELECT room, rooms FROM visit") == [("412, 413", 2)]
    assert _take(desk, _read(_csv(tmp_path, rows))).run is None


@pytest.mark.parametrize("refs", [("", ""), ("R1", "R2")])
def test_two_people_of_one_name_in_different_rooms_stay_two(desk, tmp_path, refs):
    rows = [
        {"Guest name": "Anna Schulz", "Reservation number": ref, "Room": room}
        for ref, room in zip(refs, ("412", "413"), strict=True)
    ]
    _take(desk, _read(_csv(tmp_path, rows)))
    assert desk.sql("SELECT count(*), count(DISTINCT guest_id) FROM visit") == [(2, 2)]
    assert _take(desk, _read(_csv(tmp_path, rows))).run is None


def test_a_stranger_of_the_same_name_does_not_get_the_allergy(desk, tmp_path):
    anna = desk.guest("Anna", "Schulz", email="anna@example.com")
    desk.caution(anna, "nuts")
    _take(desk, _read(_csv(tmp_path, [{"Guest name": "Anna Schulz", "Email": "other@example.com", "Room": "7"}])))
    (new,) = [guest for (guest,) in desk.sql("SELECT id FROM guest") if guest != anna]
    assert desk.card(new).mind == ""


def test_what_is_blank_is_filled_and_what_was_typed_stays(desk, tmp_path):
    anna = desk.guest("Anna", "Schulz", email="anna@example.com")
    row = {"Guest name": "Anna Schulz", "Email": "anna@example.com", "Phone": "+49 30 5550100", "Room": "7"}
    report = _take(desk, _read(_csv(tmp_path, [row])))
    form = desk.read(lambda work: guests.form(work, anna))
    assert (form.phone, form.email) == ("+49 30 5550100", "anna@example.com")
    _take(desk, _read(_csv(tmp_path, [row | {"Phone": "+49 30 999999"}])))
    assert desk.read(lambda work: guests.form(work, anna)).phone == "+49 30 5550100"
    desk.write(lambda work: imports.undo(work, report.run))
    assert desk.read(lambda work: guests.form(work, anna)).phone == ""


def test_what_somebody_worked_on_stays_when_the_import_goes(desk, tmp_path):
    names = ["Noted", "Edited", "Moved", "Looked at", "None today", "Untouched", "One", "Another"]
    rows = [
        {"Guest name": name, "Room": str(number), "Reservation number": f"R{number}"}
        for number, name in enumerate(names)
    ]
    report = _take(desk, _read(_csv(tmp_path, rows)))
    ids = dict(desk.sql("SELECT display_name, id FROM guest"))
    desk.note(ids["Noted"], "asked about the pier")
    form = desk.read(lambda work: guests.form(work, ids["Edited"]))
    desk.write(lambda work: guests.save(work, replace(form, call_me="Eddie")))
    desk.write(lambda work: visits.set_status(work, _visit_of(desk, ids["Moved"]), VisitStatus.IN_HOUSE))
    desk.card(ids["Looked at"])
    desk.write(lambda work: gestures.none_today(work, ids["None today"]))
    desk.write(lambda work: duplicates.not_same(work, ids["One"], ids["Another"]))
    said = desk.write(lambda work: imports.undo(work, report.run))
    assert "stay, because somebody worked on them" in said
    left = {name for (name,) in desk.sql("SELECT display_name FROM guest")}
    assert left == {"Noted", "Edited", "Moved", "None today", "One", "Another"}
    assert [line.text for line in desk.card(ids["Noted"]).notes] == ["asked about the pier"]
    assert desk.index_problems() == []


def _visit_of(desk, guest_id):
    return desk.sql("SELECT id FROM visit WHERE guest_id = ?", guest_id)[0][0]


def test_ids_used_again_after_an_undo_mean_nobody_of_before(desk, tmp_path):
    row = {"Guest name": "Ann Lee", "Reservation number": "R1", "Room": "7"}
    one = _take(desk, _read(_csv(tmp_path, [row])))
    two = _take(desk, _read(_csv(tmp_path, [row | {"Phone": "+49 30 5550100", "Room": "8"}])))
    empty = {}
    for run in (two.run, one.run):
        desk.write(lambda work, run=run: imports.undo(work, run))
        empty = _state(desk)
    assert empty["guest"] == []
    three = _take(desk, _read(_csv(tmp_path, [{"Guest name": "Bo Chen", "Reservation number": "R9", "Room": "9"}])))
    desk.write(lambda work: imports.undo(work, three.run))
    assert _state(desk) == empty


def test_a_remark_waits_for_a_look_and_is_not_asked_twice(desk, tmp_path):
    rows = [
        {"Guest name": "Erika Schultz", "Reservation number": "R1", "Comments": "20th wedding anniversary 14 June"},
        {"Guest name": "Max Schuler", "Reservation number": "R2", "Comments": "nut allergy"},
        {"Guest name": "Anna Schulz", "Reservation number": "R3", "Comments": "arrives by ferry"},
    ]
    path = _csv(tmp_path, rows)
    report = _take(desk, _read(path))
    ids = dict(desk.sql("SELECT display_name, id FROM guest"))
    assert report.review == ("Erika Schultz: Anniversary, 20th, 14 June", "Max Schuler: Caution: nuts")
    assert [line.text for line in desk.card(ids["Anna Schulz"]).notes] == ["arrives by ferry"]
    assert desk.card(ids["Max Schuler"]).mind == ""
    waiting = {line.guest_name: line for line in desk.read(review.waiting)}
    assert waiting["Max Schuler"].quote == "nut allergy"
    desk.write(lambda work: review.take(work, waiting["Max Schuler"].id))
    desk.write(lambda work: review.dismiss(work, waiting["Erika Schultz"].id))
    assert "nuts" in desk.card(ids["Max Schuler"]).mind
    assert desk.card(ids["Erika Schultz"]).occasions == ()
    assert desk.read(review.waiting) == ()
    assert _take(desk, _read(path)).run is None
    assert desk.read(review.waiting) == ()


def test_a_remark_of_a_booking_is_kept_for_that_booking(desk, tmp_path):
    row = {"Guest name": "Erika Schultz", "Reservation number": "R1"}
    later = row | {
        "Reservation number": "R2",
        "Arrival": "2026-09-01",
        "Departure": "2026-09-03",
        "Comments": "honeymoon",
    }
    _take(desk, _read(_csv(tmp_path, [row, later])))
    ((guest_id,),) = desk.sql("SELECT id FROM guest")
    (item,) = desk.read(review.waiting)
    desk.write(lambda work: review.take(work, item.id))
    assert desk.sql("SELECT v.ref FROM occasion o JOIN visit v ON v.id = o.visit_id") == [("R2",)]
    assert "honeymoon" not in desk.card(guest_id).say


def test_what_a_person_removed_does_not_come_back_with_the_same_file(desk, tmp_path):
    path = _csv(tmp_path, [{"Guest name": "Erika Schultz", "Reservation number": "R1", "Comments": "arrives by ferry"}])
    _take(desk, _read(path))
    ((note,),) = desk.sql("SELECT id FROM note")
    desk.write(lambda work: notes.remove(work, note))
    assert _take(desk, _read(path)).run is None


@pytest.mark.parametrize("late", [False, True])
def test_an_import_that_is_stopped_leaves_nothing(desk, tmp_path, monkeypatch, late):
    """Also when the word comes while the index is written, which takes as long as all before."""
    before = desk.tables()
    parsed = _read(_csv(tmp_path, [{"Guest name": "Ann Lee"}]))
    asked, put = [] if late else [True], imports.index.put
    monkeypatch.setattr(imports.index, "put", lambda *args: (asked.append(True), put(*args)))
    with pytest.raises(imports.Cancelled, match="Nothing of it was kept"):
        desk.write(lambda work: imports.apply(work, parsed, cancelled=lambda: bool(asked)))
    assert desk.tables() == before
    assert desk.index_problems() == []


def test_a_failure_half_way_leaves_nothing(desk, tmp_path, monkeypatch):
    before = desk.tables()
    parsed = _read(_csv(tmp_path, [{"Guest name": "Ann Lee", "Comments": "arrives by ferry"}]))
    real = bulk.insert

    def insert(connection, table, *rest):
        if table == "note":
            raise OSError("unplugged")
        real(connection, table, *rest)

    monkeypatch.setattr(bulk, "insert", insert)
    with pytest.raises(OSError, match="unplugged"):
        _take(desk, parsed)
    assert desk.tables() == before
    assert desk.index_problems() == []


def test_runs_are_listed_and_columns_remembered(desk, tmp_path):
    file = tmp_path / "arrivals.csv"
    file.write_text("Wer,Kommt,Geht\nAnn Lee,2026-06-14,2026-06-15\n", encoding="utf-8")
    told = {"Wer": "guest_full", "Kommt": "arrive", "Geht": "depart"}
    with pytest.raises(DeskError, match="Nothing was imported"):
        imports.read(file, TODAY)
    report = _take(desk, imports.read(file, TODAY, mapping=told))
    (line,) = desk.read(imports.runs)
    assert (line.id, line.undone) == (report.run, False)
    assert line.text == "14 Jun 16:42 · Ana · arrivals.csv · 1 new, 0 updated"
    remembered = desk.read(imports.remembered_mappings)
    assert imports.read(file, TODAY, remembered=remembered).by_hand == told
    assert _take(desk, imports.read(file, TODAY, remembered=remembered)).unchanged == 1
    desk.write(lambda work: imports.undo(work, report.run))
    assert desk.read(imports.runs)[0].undone
    with pytest.raises(DeskError, match="no import number 99"):
        desk.write(lambda work: imports.undo(work, 99))


some = st.sampled_from
VALUES = {
    "Email": some(["", "anna@example.com", "max@example.com"]),
    "Phone": some(["", "+49 30 5550100", "030 5550100", "+44 20 7946 0100"]),
    "Reservation number": some(["R1", "R2", "R3", "R4"]),
    "Room": some(["", "412", "413"]),
    "Comments": some(["", "arrives by ferry", "nut allergy", "honeymoon"]),
}


ANNA = {"Guest name": "Anna Schulz"}


@st.composite
def files(draw):
    """What one system might send: it fills a column in all rows or has no such column."""
    columns = draw(st.sets(some(sorted(VALUES))))
    row = st.fixed_dictionaries(
        {
            "Guest name": some(["Anna Schulz", "anna schulz", "Max Schuler", "José García"]),
            "Arrival": some(["2026-06-14", "2026-06-15"]),
            "Departure": some(["2026-06-16", "2026-06-17"]),
            "Status": some(["Confirmed", "Checked in", "Cancelled", "Enquiry"]),
        }
        | {column: VALUES[column] for column in sorted(columns)}
    )
    return draw(st.lists(row, min_size=1, max_size=7))


@settings(max_examples=MANY or 12, derandomize=not MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=files(), second=files())
@example(first=[ANNA], second=[ANNA | {"Reservation number": "R1", "Room": room} for room in ("", "412")])
@example(first=[ANNA], second=[ANNA | {"Reservation number": "R1", "Room": room} for room in ("", "412", "413", "")])
@example(first=[ANNA], second=[ANNA | {"Room": room} for room in ("412", "")])
@example(first=[ANNA | {"Email": "anna@example.com"}] * 2, second=[ANNA | {"Departure": "2026-06-17"}, ANNA])
def test_any_two_files_twice_are_once_and_go_back_whole(fresh_desk, tmp_path_factory, first, second):
    desk, folder = fresh_desk(), tmp_path_factory.mktemp("files")
    states, runs = [_state(desk)], []
    for number, file in enumerate((first, second)):
        parsed = _read(_csv(folder, file, f"{number}.csv"))
        dry = desk.read(lambda work, parsed=parsed: imports.dry_run(work, parsed))
        report = _take(desk, parsed)
        assert replace(report, run=None, dry_run=True) == dry
        assert _take(desk, parsed).run is None
        if report.run is not None:
            states.append(_state(desk))
            runs.append(report.run)
    assert desk.index_problems() == []
    for run, state in zip(reversed(runs), reversed(states[:-1]), strict=True):
        desk.write(lambda work, run=run: imports.undo(work, run))
        assert _state(desk) == state
    assert desk.index_problems() == []
    desk.close()


def _visit(desk):
    return desk.sql("SELECT room, status, depart FROM visit ORDER BY id")


def _edit(desk, visit, **typed):
    form = desk.read(lambda work: visits.form(work, 1, visit))
    desk.write(lambda work: visits.save(work, replace(form, **typed)))


@pytest.mark.parametrize("ref", ["R1", ""])
def test_what_was_changed_at_the_desk_stays_and_is_said(desk, tmp_path, ref):
    row = {"Guest name": "Erika Schultz", "Reservation number": ref, "Room": "412", "Phone": "+49 30 5550100"}
    _take(desk, _read(_csv(tmp_path, [row])))
    _edit(desk, 1, room="501")
    report = _take(desk, _read(_csv(tmp_path, [row | {"Departure": "2026-06-17"}])))
    assert (report.kept_at_desk, report.new, report.updated) == ((imports.KeptAtDesk(2, 1, ("room",)),), 0, 1)
    assert _visit(desk) == [("501", "expected", "2026-06-17")]
    again = _take(desk, _read(_csv(tmp_path, [row | {"Departure": "2026-06-18", "Room": "413" if ref else "412"}])))
    assert (again.kept_at_desk, _visit(desk)) == (report.kept_at_desk, [("501", "expected", "2026-06-18")])
    assert desk.sql("SELECT count(*) FROM guest") == [(1,)]
    desk.write(lambda work: imports.undo(work, again.run))
    assert _visit(desk) == [("501", "expected", "2026-06-17")]


def test_a_visit_called_off_at_the_desk_is_not_revived_but_a_guest_who_came_has_come(desk, tmp_path):
    row = {"Guest name": "Erika Schultz", "Reservation number": "R1", "Room": "412"}
    _take(desk, _read(_csv(tmp_path, [row])))
    desk.write(lambda work: visits.set_status(work, 1, VisitStatus.CANCELLED))
    for word in ("Confirmed", "Checked In"):
        report = _take(desk, _read(_csv(tmp_path, [row | {"Status": word}])))
        assert (report.run, [each.fields for each in report.kept_at_desk]) == (None, [("status",)])
    assert _visit(desk)[0][1] == "cancelled"
    desk.write(lambda work: visits.set_status(work, 1, VisitStatus.EXPECTED))
    desk.write(lambda work: visits.set_status(work, 1, VisitStatus.IN_HOUSE))
    left = _take(desk, _read(_csv(tmp_path, [row | {"Status": "Checked Out"}])))
    assert (left.kept_at_desk, _visit(desk)[0][1]) == ((), "left")


def test_what_was_undone_at_the_desk_is_the_files_again(desk, tmp_path):
    from delightdesk.desk import undo

    row = {"Guest name": "Erika Schultz", "Reservation number": "R1", "Room": "412"}
    _take(desk, _read(_csv(tmp_path, [row])))
    _edit(desk, 1, room="501")
    desk.write(undo.undo)
    report = _take(desk, _read(_csv(tmp_path, [row | {"Room": "413"}])))
    assert (report.kept_at_desk, _visit(desk)[0][0]) == ((), "413")
    _edit(desk, 1, room="412")  # back to what it once was counts as a change too, for the import wrote between
    report = _take(desk, _read(_csv(tmp_path, [row | {"Room": "413"}])))
    assert (report.run, _visit(desk)[0][0]) == (None, "412")


def test_two_systems_that_tell_of_one_visit_are_named(desk, tmp_path):
    row = {"Guest name": "Erika Schultz", "Reservation number": "R1", "Room": "412"}
    _take(desk, _read(_csv(tmp_path, [row], "pms.csv")))
    other = tmp_path / "channel.csv"
    other.write_text("Guest,Booking ID,Check in,Unit\nErika Schultz,R1,2026-06-14,501\n", encoding="utf-8")
    report = _take(desk, _read(other))
    assert report.written_before == (imports.WrittenBefore(1, "pms.csv", "14 Jun 16:42", 1),)
    back = _take(desk, _read(_csv(tmp_path, [row], "pms.csv")))
    assert [(each.run, each.visits) for each in back.written_before] == [(2, 1)]
    assert _take(desk, _read(_csv(tmp_path, [row | {"Room": "7"}], "later.csv"))).written_before == ()

"""Saving rows from broken files: whatever page is spoiled, what stands on the others is in the new desk."""

from __future__ import annotations

import gzip
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delightdesk.desk import demo, guests, house
from delightdesk.desk.safety import checking, salvaging
from delightdesk.domain.errors import CannotOpen, DeskError
from delightdesk.domain.vocabulary import Sector
from delightdesk.store import passkeys
from delightdesk.store.connecting import connect
from delightdesk.store.header import APPLICATION_ID, SCHEMA
from delightdesk.store.page_walk import PageFile
from delightdesk.store.readable import tables

PAGE = 4096
HANGS_ON_MORE = {"gesture_line", "outcome", "problem_step", "handover_line", "tick", "touch_point", "import_change",
                 "review_item", "pin", "task"}  # fmt: skip
"""Rows that go with what they hung on when that is lost."""
NAMES = [table.name for table in tables()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house of 300 guests that has worked for weeks."""
    path = tmp_path_factory.mktemp("whole") / "desk.db"
    demo.build(path, Sector.HOTEL)
    return path


@pytest.fixture(scope="module")
def where(whole: Path) -> dict[str, dict[int, set[int]]]:
    """Which rows of which table stand on which page, and on no other."""
    with closing(sqlite3.connect(whole)) as file, PageFile(whole) as pages:
        roots = dict(file.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"))
        found: dict[str, dict[int, set[int]]] = {}
        for name in NAMES:
            for number, _ in pages.leaves(roots[name]):
                rows = {row.rowid for row in pages.leaf(number).rows if sum(map(_length, row.values)) < 3000}
                found.setdefault(name, {})[number] = rows
        return found


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else 9


def rows_in(path: Path, table: str) -> dict[int, tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return {row[0]: row[1:] for row in file.execute(f'SELECT rowid, * FROM "{table}"')}


def spoiled(whole: Path, target: Path, pages: set[int], rng: random.Random) -> Path:
    data = bytearray(whole.read_bytes())
    for number in pages:
        data[(number - 1) * PAGE : number * PAGE] = rng.randbytes(PAGE) if rng.random() < 0.5 else bytes(PAGE)
    target.write_bytes(data)
    return target


def test_what_is_whole_comes_through_as_it_was(whole, tmp_path, clock):
    before = whole.read_bytes()
    saved = salvaging.salvage_desk(whole, tmp_path / "new.db", clock=clock)
    assert whole.read_bytes() == before
    assert (saved.lost, saved.nameless, saved.mended, saved.unknown, saved.has_house) == (0, 0, 0, 0, True)
    for name in NAMES:
        expected, found = rows_in(whole, name), rows_in(saved.path, name)
        if name == "journal":
            *_, last = sorted(found)
            assert found.pop(last)[3] == "desk.saved"
        assert found == expected, name
    report = checking.check(saved.path, clock)
    assert {found.what for found in report.problems} <= {"backups", "clock"}, report
    assert saved.lines[0].startswith("Saved: 300 guests")
    assert [each.name for each in tmp_path.iterdir()] == ["new.db"]


@settings(max_examples=4)
@given(seed=st.integers(0, 10**9), count=st.sampled_from([2, 10, 40]))
def test_rows_on_whole_pages_are_all_there(whole, where, tmp_path_factory, seed, count):
    rng = random.Random(seed)
    folder = tmp_path_factory.mktemp("spoiled")
    pages = set(rng.sample(range(1, whole.stat().st_size // PAGE + 1), count))
    broken = spoiled(whole, folder / "desk.db", pages, rng)
    before = broken.read_bytes()
    saved = salvaging.salvage_desk(broken, folder / "new.db")
    assert broken.read_bytes() == before
    for name in NAMES:
        if name in HANGS_ON_MORE:
            continue
        found = rows_in(saved.path, name)
        for number, rows in where[name].items():
            if number not in pages:
                assert rows <= set(found), (name, number, sorted(rows - set(found))[:5], pages)
    with closing(sqlite3.connect(saved.path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    report = checking.check(saved.path, salvaging.system_clock)
    assert {found.what for found in report.problems} <= {"backups", "journal"}, report
    shutil.rmtree(folder)


@settings(max_examples=4)
@given(share=st.floats(0.0, 0.999), seed=st.integers(0, 10**9))
def test_a_cut_or_shuffled_file_is_a_desk_or_a_sentence(whole, tmp_path_factory, share, seed):
    folder, rng = tmp_path_factory.mktemp("cut"), random.Random(seed)
    data = bytearray(whole.read_bytes()[: int(whole.stat().st_size * share)])
    for _ in range(rng.randrange(30)):
        if len(data) > 200:
            at = rng.randrange(len(data) - 100)
            data[at : at + rng.randrange(100)] = rng.randbytes(rng.randrange(100))
    (folder / "desk.db").write_bytes(data)
    with suppress(DeskError):
        saved = salvaging.salvage_desk(folder / "desk.db", folder / "new.db")
        found = {found.what for found in checking.check(saved.path, salvaging.system_clock).problems}
        assert found <= {"backups", "journal", "clock", "settings"}
    assert {each.name for each in folder.iterdir()} <= {"desk.db", "new.db"}
    shutil.rmtree(folder)


def test_a_tree_without_its_trunk_is_put_together_again(whole, where, tmp_path):
    """The pages that lead to the rows are gone, and the first page with the list of tables; the rows are not."""
    with closing(sqlite3.connect(whole)) as file, PageFile(whole) as pages:
        roots = [root for (root,) in file.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")]
        trunks = {number for number in range(1, pages.count + 1) if pages.page(number)[0] == 5} & set(roots)
    broken = spoiled(whole, tmp_path / "desk.db", {1, *trunks}, random.Random(1))
    saved = salvaging.salvage_desk(broken, tmp_path / "new.db")
    for name in ("guest", "visit", "note", "gesture", "journal", "idea", "playbook", "house", "staff"):
        expected = set().union(*(rows for number, rows in where[name].items() if number not in trunks))
        assert expected <= set(rows_in(saved.path, name)), name
    assert saved.has_house


def test_what_hung_on_a_lost_guest_keeps_its_number(desk, tmp_path):
    first = desk.guest()
    desk.note(first, "flat white, oat")
    desk.close()
    desk.sql("DELETE FROM guest")
    desk.sql("DELETE FROM house")
    desk.sql("DELETE FROM staff WHERE id = 1")
    saved = salvaging.salvage_desk(desk.path, tmp_path / "new.db", clock=desk.clock)
    assert (saved.nameless, saved.has_house) == (2, False)
    assert any("settings of the house" in line for line in saved.lines)
    other = desk.__class__(saved.path, desk.clock, salvaging.HouseFile(saved.path, desk.clock))
    card = other.card(first, 1)
    assert (card.name, [note.text for note in card.notes]) == ("A guest saved from a damaged file", ["flat white, oat"])
    other.close()
    assert {found.what for found in checking.check(saved.path, desk.clock).problems} <= {"journal"}


def test_an_older_desk_is_saved_and_brought_up_to_date(tmp_path, clock):
    packed = Path(__file__).parents[1] / "contracts" / "desks" / "schema2.db.gz"
    broken = tmp_path / "old.db"
    broken.write_bytes(gzip.decompress(packed.read_bytes()))
    with closing(sqlite3.connect(broken)) as file:
        guests = file.execute("SELECT id, display_name FROM guest ORDER BY id").fetchall()
        assert guests
    saved = salvaging.salvage_desk(broken, tmp_path / "new.db", clock=clock)
    with closing(sqlite3.connect(saved.path)) as file:
        assert file.execute("SELECT id, display_name FROM guest ORDER BY id").fetchall() == guests
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    assert {found.what for found in checking.check(saved.path, clock).problems} <= {"clock", "backups"}


def test_half_a_save_beside_the_file_is_played_back_in_the_copy_only(desk, tmp_path):
    """A hot journal holds how the pages were; the broken file and its journal stay as they are."""
    desk.guest()
    desk.close()
    broken = tmp_path / "broken.db"
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as file:
        file.execute("PRAGMA cache_size=1")
        file.execute("BEGIN IMMEDIATE")
        file.execute("UPDATE guest SET display_name = 'Half saved'")
        for number in range(400):
            file.execute("INSERT INTO find_key VALUES (?, 'x')", (f"{number:0900}",))
        shutil.copy(desk.path, broken)
        shutil.copy(f"{desk.path}-journal", f"{broken}-journal")
        file.execute("ROLLBACK")
    before = broken.read_bytes(), Path(f"{broken}-journal").read_bytes()
    saved = salvaging.salvage_desk(broken, tmp_path / "new.db", clock=desk.clock)
    with closing(sqlite3.connect(saved.path)) as file:
        assert file.execute("SELECT display_name FROM guest").fetchall() == [("Erika Schultz",)]
    assert (broken.read_bytes(), Path(f"{broken}-journal").read_bytes()) == before


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE cats (name TEXT)")
        file.execute("INSERT INTO cats VALUES ('Tom')")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"PRAGMA application_id={APPLICATION_ID}")
        file.execute(f"PRAGMA user_version={SCHEMA + 1}")
        file.execute("CREATE TABLE house (id INTEGER PRIMARY KEY)")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"Guest,Room\n" * 4000), "Nothing of a desk"),
        (lambda path: path.write_bytes(bytes(40_960)), "Nothing of a desk"),
        (lambda path: path.mkdir(), "no file"),
        (lambda path: None, "no file"),
        (foreign, "Nothing of a desk|another program"),
        (newer, "newer DelightDesk"),
    ],
)
def test_what_is_no_desk_gives_a_sentence_and_no_file(tmp_path, make, words):
    make(tmp_path / "desk.db")
    with pytest.raises(CannotOpen, match=words):
        salvaging.salvage_desk(tmp_path / "desk.db", tmp_path / "new.db")
    assert {each.name for each in tmp_path.iterdir()} <= {"desk.db"}


def test_nothing_is_written_over(whole, tmp_path):
    there = tmp_path / "new.db"
    there.write_text("precious", encoding="utf-8")
    with pytest.raises(CannotOpen, match="is there already"):
        salvaging.salvage_desk(whole, there)
    assert there.read_text(encoding="utf-8") == "precious"


def test_an_encrypted_desk_is_saved_row_by_row_and_stays_encrypted(tmp_path, clock):
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "desk.db"
    house.set_up(
        path, name="Bay", sector=Sector.HOTEL, currency="GBP", person="Ana", passphrase="correct horse", clock=clock
    )
    file = house.open_house(path, clock)
    for number in range(40):
        with file.writing(1) as work:
            guests.save(work, guests.GuestForm(first=f"Guest{number}", last="Quillfeather"))
    file.close()
    data = bytearray(path.read_bytes())
    data[40 * PAGE : 41 * PAGE] = random.Random(5).randbytes(PAGE)
    broken = tmp_path / "broken.db"
    broken.write_bytes(data)
    passkeys.unlock(broken, "correct horse")
    saved = salvaging.salvage_desk(broken, tmp_path / "new.db", clock=clock)
    assert sum(saved.rows.values()) + saved.lost > 80
    assert b"Quillfeather" not in saved.path.read_bytes()
    with closing(connect(saved.path)) as new:
        assert new.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert new.execute("SELECT count(*) FROM guest WHERE last = 'Quillfeather'").fetchone()[0] > 20

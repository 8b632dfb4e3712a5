"""Finding guests: what is found, in which order, safely, and an index that stays true."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delightdesk.store import index, mending
from delightdesk.store.find_rows import beginnings
from delightdesk.store.index import GuestDoc
from delightdesk.store.search import Busy, Finder, SearchHit, expected, find

TODAY = date(2026, 6, 14)
TABLES = """
CREATE TABLE guest (id INTEGER PRIMARY KEY, display_name TEXT NOT NULL, incognito BOOLEAN NOT NULL DEFAULT 0,
  gift_restricted BOOLEAN NOT NULL DEFAULT 0, earlier_visits INTEGER NOT NULL DEFAULT 0, merged_into INTEGER,
  deleted_at TEXT);
CREATE TABLE visit (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, ref TEXT NOT NULL DEFAULT '',
  room TEXT NOT NULL DEFAULT '', arrive DATE NOT NULL, depart DATE, eta TIME, status TEXT NOT NULL, deleted_at TEXT);
CREATE INDEX ix_visit_guest_id ON visit (guest_id);
CREATE TABLE occasion (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, deleted_at TEXT);
CREATE TABLE caution (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, deleted_at TEXT);
"""


class House:
    """A small house: guests are added with their visit and indexed as the desk would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.executescript(TABLES)
        index.create(self.connection)

    def guest(self, name: str, status: str = "", *, room: str = "", ref: str = "", eta: str | None = None, days: int = 0,
              nights: int = 2, phone: str = "", email: str = "", also: tuple[str, ...] = ()) -> int:  # fmt: skip
        row = self.connection.execute("INSERT INTO guest (display_name) VALUES (?) RETURNING id", (name,)).fetchone()
        if status:
            arrive = TODAY + timedelta(days=days)
            self.connection.execute(
                "INSERT INTO visit (guest_id, ref, room, arrive, depart, eta, status) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (row[0], ref, room, arrive.isoformat(), (arrive + timedelta(days=nights)).isoformat(), eta, status),
            )
        lists = [(text,) if text else () for text in (phone, email, ref, room)]
        index.put(self.connection, [GuestDoc(row[0], (name, *also), *lists)])
        return int(row[0])

    def hits(self, text: str, limit: int = 20) -> list[SearchHit]:
        return find(self.connection, text, TODAY, limit)

    def names(self, text: str, limit: int = 20) -> list[str]:
        return [hit.name for hit in self.hits(text, limit)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "The Bay #1 100% é.db")
    yield made
    made.connection.close()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Erika Schultz", ["s", "schu", "schu er", "erika schultz", "SCHULTZ, ERIKA"]),
        ("Erika Schultz", ["shultz", "schutlz", "schulltz", "schultx", "schulz", "erka shultz"]),
        ("Jörg Müller", ["jorg", "joerg muller", "mueller", "Müller", "müler"]),
        ("Ashley Mckenzie-Brown", ["brown ash", "mckenzie-br", "mckenziebrown", "mc kenzie"]),
        ("Siobhan O'Brien", ["obrien", "o'brien", "brien sio", "o brien", "shivaun"]),
        ("Anna Maier", ["meyer", "mayr anna"]),
        ("John Schmidt", ["jon smith", "smyth"]),
        ("Ольга Щербакова", ["olga", "shcherb", "Щербакова", "щерб олг"]),
        ("王小明", ["wang", "xiaoming wang", "王", "小明"]),
        ("김민수", ["kim minsu", "김민수"]),
        ("Madonna", ["madonna", "mad", "madona"]),
        ("Λ" * 150 + " " + "x" * 149, ["lllll", "x" * 40]),
    ],
)
def test_a_guest_is_found_however_typed(house: House, name: str, typed: list[str]) -> None:
    house.guest(name, "left", days=-90)
    house.guest("Bystander Quuxley", "left", days=-90)
    for text in typed:
        assert house.names(text) == [name], text


def test_name_they_are_called_by_and_earlier_names(house: House) -> None:
    house.guest("Elizabeth Taylor", also=("Liz", "Elizabeth Burton"))
    assert house.names("liz") == house.names("burton") == ["Elizabeth Taylor"]
    assert house.names("liz burton") == ["Elizabeth Taylor"]


def test_phones_addresses_references_and_rooms(house: House) -> None:
    ana = house.guest(
        "Ana Costa",
        "left",
        days=-9,
        phone="+44 20 7946 0101",
        email="Nightowl77@mail.example",
        ref="R70012",
        room="412",
    )
    here = house.guest("Ben Ode", "in_house", days=-1, phone="0151 412 0000", room="7")
    due = house.guest("Cy Lund", "expected", room="412", ref="BDC-5566")
    for text in (
        "7946 0101",
        "79460101",
        "+44 20",
        "0044 20 7946",
        "020 7946 0101",
        "+4420",
        "r70012",
        "R700",
        "nightowl",
        "NIGHTOWL77@mail",
    ):
        assert [hit.id for hit in house.hits(text)] == [ana], text
    assert [hit.id for hit in house.hits("412")] == [due, here, ana]  # the room now, before anything else with 412
    assert house.hits("7")[0].id == here
    assert [hit.id for hit in house.hits("bdc 55")] == [due]
    assert [hit.id for hit in house.hits("cy 412")] == [due]
    assert house.hits("ben 99") == []


def test_who_is_present_comes_first_but_not_on_a_weaker_fit(house: House) -> None:
    gone = house.guest("Anna Schulz", "left", days=-30)
    house.guest("Anna Schulze", "left", days=-30)
    due = house.guest("Anna Schulz", "expected", room="208")
    here = house.guest("Anna Schulz", "in_house", room="101", days=-1)
    typo = house.guest("Anna Schulx", "in_house", room="102", days=-1)
    hits = house.hits("anna schulz")
    assert [hit.id for hit in hits[:3]] == [here, due, gone]
    assert [(hit.room, hit.status) for hit in hits[:2]] == [("101", "in_house"), ("208", "expected")]  # told apart
    assert hits[-1].id == typo


def test_a_whole_name_is_not_buried_by_a_full_house(house: House) -> None:
    only = house.guest("Ann", "left", days=-30)
    for number in range(40):
        house.guest(f"Anna Number{chr(97 + number % 26)}", "in_house", room=str(number), days=-1)
    ids = [hit.id for hit in house.hits("ann", 20)]
    assert only in ids
    assert len(ids) == 20


def test_an_old_guest_with_exactly_this_name_is_found_among_thousands(house: House) -> None:
    first = house.guest("Jo Ann")
    crowd = [GuestDoc(number, (f"Joanna Annabel{number}",)) for number in range(1000, 3000)]
    house.connection.execute("BEGIN")
    house.connection.executemany(
        "INSERT INTO guest (id, display_name) VALUES (?, ?)", [(doc.guest_id, doc.names[0]) for doc in crowd]
    )
    index.put(house.connection, crowd)
    house.connection.execute("COMMIT")
    assert house.hits("jo ann")[0].id == first


def test_visit_shown_and_flags(house: House) -> None:
    guest = house.guest("Max Schuler", "left", room="1", days=-300)
    for status, room, days in (("expected", "3", 20), ("expected", "2", 5), ("cancelled", "9", 0)):
        arrive = (TODAY + timedelta(days=days)).isoformat()
        house.connection.execute(
            "INSERT INTO visit (guest_id, room, arrive, depart, eta, status) VALUES (?, ?, ?, ?, '16:30:00.000000', ?)",
            (guest, room, arrive, arrive, status),
        )
    house.connection.execute("INSERT INTO occasion (guest_id) VALUES (?)", (guest,))
    house.connection.execute("INSERT INTO caution (guest_id, deleted_at) VALUES (?, '2026-01-01')", (guest,))
    house.connection.execute("UPDATE guest SET incognito = 1, gift_restricted = 1")
    (hit,) = house.hits("schuler")
    assert (hit.room, hit.status, hit.arrive, hit.eta) == ("2", "expected", TODAY + timedelta(days=5), "16:30")
    assert hit.flags == ("occasion", "incognito", "gift_restricted")
    new = house.guest("Walk In")
    assert house.hits("walk")[0] == SearchHit(new, "Walk In", "", "", None, None, "", ("first",))


def test_an_empty_box_shows_who_is_due_by_the_hour_then_who_is_in(house: House) -> None:
    house.guest("Night Owl", "expected", eta="01:30:00.000000")
    house.guest("No Hour", "expected")
    house.guest("Late", "expected", eta="22:00:00.000000")
    house.guest("Early", "expected", eta="13:00:00.000000")
    house.guest("Overdue", "expected", days=-1, eta="12:00:00.000000")
    house.guest("Second Floor", "in_house", room="210", days=-1)
    house.guest("First Floor", "in_house", room="110", days=-1)
    house.guest("Tomorrow", "expected", days=1)
    house.guest("Never Came", "expected", days=-1, nights=0)
    names = ["Overdue", "Early", "Late", "Night Owl", "No Hour", "First Floor", "Second Floor"]
    assert house.names("  ") == names
    assert [hit.name for hit in expected(house.connection, TODAY, 2)] == names[:2]


def test_deleted_guests_are_not_shown(house: House) -> None:
    guest = house.guest("Gone Girl", "in_house", room="5")
    house.connection.execute("UPDATE guest SET deleted_at = '2026-01-01' WHERE id = ?", (guest,))
    assert house.hits("gone") == house.hits("") == []


@given(
    text=st.one_of(st.text(max_size=120), st.text(alphabet="\"'*^:+-(){}[]%_|\\\0 ANDORNEaz09@.é王\ud800", max_size=60))
)
@settings(max_examples=75, deadline=None)
def test_any_text_is_safe(shared: House, text: str) -> None:
    assert len(shared.hits(text, 5)) <= 5


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "é" * 10_000, "王" * 10_000, "7" * 10_000, "a " * 5_000, "NEAR(" * 2_000]
)
def test_very_long_text_is_cut(shared: House, text: str) -> None:
    assert len(shared.hits(text)) <= 20


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("find") / "shared.db")
    for name in ("Anna Orme", "Andy Near", "é", "王小明", "🙂", "***", "Noel 9"):
        made.guest(name, "in_house", room="9", phone="+44 999", email="a@z.example")
    yield made
    made.connection.close()


NAMES = st.sampled_from(
    ["Anna", "Ann", "Erika Schultz", "Jörg Müller", "王小明", "O'Brien", "***", "Anna Anna", "x" * 300]
)
DOCS = st.builds(
    GuestDoc,
    st.integers(1, 6),
    st.lists(NAMES, max_size=2).map(tuple),
    st.lists(st.sampled_from(["+44 20 7946", "7946", "12", "x"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["a@b.example", "A@B.example"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["R1", "r-1", ""]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["412", "12"]), max_size=2).map(tuple),
)


@given(st.lists(st.one_of(st.lists(DOCS, max_size=4), st.integers(1, 6)), max_size=8))
@settings(max_examples=50, deadline=None)
def test_index_stays_true_through_any_puts_and_removals(steps: list[list[GuestDoc] | int]) -> None:
    changed, anew = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    known: dict[int, GuestDoc] = {}
    for connection in (changed, anew):
        connection.executescript(TABLES)
        index.create(connection)
    for step in steps:
        if isinstance(step, int):
            index.remove(changed, [step])
            known.pop(step, None)
        else:
            index.put(changed, step)
            known.update((doc.guest_id, doc) for doc in step)
    index.put(anew, known.values())
    for doc in known.values():
        if doc.names or doc.phones or doc.emails or doc.refs or doc.rooms:
            changed.execute("INSERT INTO guest (id, display_name) VALUES (?, 'x')", (doc.guest_id,))
    assert index.verify(changed) == []
    for table in ("find_doc", "find_code", "find_word", "find_key"):
        rows = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert changed.execute(rows).fetchall() == anew.execute(rows).fetchall()


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM find_doc WHERE guest_id = 1", "UPDATE find_word SET freq = 9", "DELETE FROM find_key", "DELETE FROM find_code",
     "INSERT INTO find_fts(rowid, words) VALUES (99, 'ghost')", "INSERT INTO find_digit(find_digit) VALUES ('delete-all')",
     "INSERT INTO guest (id, display_name) VALUES (99, 'Not Indexed')"],
)  # fmt: skip
def test_verify_notices(house: House, damage: str) -> None:
    house.guest("Anna Orme", "in_house", room="9", phone="+44 999", email="a@z.example")
    assert index.verify(house.connection) == []
    house.connection.execute(damage)
    assert index.verify(house.connection) != []


def test_clear_and_merge(house: House) -> None:
    house.guest("Anna Orme", "in_house", room="9", phone="+44 999", email="a@z.example")
    index.merge(house.connection)
    assert house.names("orme") == ["Anna Orme"]
    index.clear(house.connection)
    assert house.hits("orme") == house.hits("999") == house.hits("a@z") == []


def test_index_is_part_of_the_callers_transaction(house: House) -> None:
    house.connection.execute("BEGIN IMMEDIATE")
    house.guest("Half Done")
    house.connection.execute("ROLLBACK")
    assert house.hits("half") == []
    assert index.verify(house.connection) == []


LETTERS = st.text(alphabet="abcdeg", min_size=4, max_size=9)


@given(
    LETTERS,
    st.integers(0, 8),
    st.sampled_from(["missing", "more", "wrong", "swapped"]),
    st.sampled_from("abcdegz"),
    st.integers(0, 5),
)
@settings(deadline=None)
def test_every_slip_is_seen_and_shares_a_key(known: str, place: int, kind: str, letter: str, untyped: int) -> None:
    at = place % (len(known) - 1)
    typed = {
        "missing": known[:at] + known[at + 1 :],
        "more": known[:at] + letter + known[at:],
        "wrong": known[:at] + letter + known[at + 1 :],
        "swapped": known[:at] + known[at + 1] + known[at] + known[at + 2 :],
    }[kind]
    typed = typed[: max(5, len(typed) - untyped)]
    assert known.startswith(typed) or mending.one_slip(typed, known)
    if len(typed) >= 5:
        assert any(theirs.startswith(mine) for mine in beginnings(typed) for theirs in beginnings(known))
        connection = sqlite3.connect(":memory:")
        index.create(connection)
        index.put(connection, [GuestDoc(1, (known,))])
        assert known.startswith(typed) or known in mending.slips(connection, typed)


@given(LETTERS, LETTERS)
def test_a_slip_is_never_more_than_one_edit_of_a_beginning(typed: str, known: str) -> None:
    from rapidfuzz.distance import OSA

    near = min(OSA.distance(typed, known[:size]) for size in range(len(known) + 1))
    assert mending.one_slip(typed, known) == (near == 1)


def test_finder_sees_what_others_commit(house: House) -> None:
    finder = Finder(house.path)
    assert finder.find("costa", TODAY) == []
    guest = house.guest("Ana Costa", "expected", eta="10:00:00")
    assert [hit.id for hit in finder.find("costa", TODAY)] == [hit.id for hit in finder.expected(TODAY)] == [guest]
    house.connection.execute("UPDATE visit SET status = 'in_house', room = '12'")
    assert [(hit.room, hit.status) for hit in finder.find("12", TODAY)] == [("12", "in_house")]
    assert finder.expected(TODAY + timedelta(days=1))[0].status == "in_house"
    finder.close()
    assert finder.find("costa", TODAY)[0].id == guest
    finder.close()


def test_finder_says_busy_and_recovers(house: House) -> None:
    house.guest("Ana Costa")
    finder = Finder(house.path)
    house.connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        finder.find("ana", TODAY)
    house.connection.execute("COMMIT")
    assert finder.find("ana", TODAY)[0].name == "Ana Costa"
    finder.close()


def test_finder_cannot_write_and_makes_no_file(house: House, tmp_path: Path) -> None:
    finder = Finder(tmp_path / "missing.db")
    with pytest.raises(Busy):
        finder.find("ana", TODAY)
    assert not (tmp_path / "missing.db").exists()


def test_searching_plain_text_imports_nothing_heavy(house: House) -> None:
    house.guest("Erika Schultz")
    script = (
        "import sys, datetime, pathlib\n"
        "from delightdesk.store.search import Finder\n"
        "hits = Finder(pathlib.Path(sys.argv[1])).find('shultz', datetime.date(2026, 6, 14))\n"
        "assert hits[0].name == 'Erika Schultz'\n"
        "print(sorted({'sqlalchemy', 'sqlmodel', 'pydantic', 'textual', 'anyascii', 'rapidfuzz'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(house.path)], capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")

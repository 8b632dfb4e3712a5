"""An encrypted desk: nothing of it can be read without its passphrase, and everything works with it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from datetime import date

import pytest

sqlcipher = pytest.importorskip("sqlcipher3.dbapi2")

from delightdesk.desk import guests, undo  # noqa: E402
from delightdesk.desk.finding import Busy, Finder, quick_house  # noqa: E402
from delightdesk.desk.house import open_house, set_up  # noqa: E402
from delightdesk.desk.safety import backups, passphrases  # noqa: E402
from delightdesk.domain.errors import CannotOpen, Invalid, Locked, NotAllowed  # noqa: E402
from delightdesk.domain.vocabulary import Sector  # noqa: E402
from delightdesk.store import chain, index_check, passkeys  # noqa: E402
from delightdesk.store.connecting import connect  # noqa: E402
from delightdesk.store.header import read_state  # noqa: E402

ANA, BEN = 1, 2
FIRST, SECOND = "correct 'horse\" bättery", "staple; DROP TABLE guest"
NAME = "Quillfeather"
TODAY = date(2026, 6, 14)


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    """Each test begins as a program that was just started; a key costs what a test can afford."""
    monkeypatch.setattr(passkeys, "_ROUNDS", 1_000)
    monkeypatch.setattr(passkeys, "_keys", {})
    monkeypatch.setattr(passkeys, "_known", {})


def _forget_all():
    passkeys._keys.clear()
    passkeys._known.clear()


def _rows(path):
    with closing(connect(path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {name: sorted(file.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names
                if not name.startswith("sqlite_") and name not in ("find_fts", "find_digit")}  # fmt: skip


def _holding(folder, *words):
    """The files that hold any of the words, in whatever letters and encoding."""
    forms = [form for word in words for form in (word, word.lower(), word.upper())]
    looked_for = [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [each.name for each in sorted(folder.rglob("*")) if each.is_file()
            and any(form in each.read_bytes() for form in looked_for)]  # fmt: skip


def test_nothing_of_a_guest_stands_in_the_file_the_backups_or_beside_them(desk, tmp_path):
    guest = desk.guest(first="Orla", last=NAME, phone="+49 30 555 0142", email="orla@example.com")
    desk.note(guest, "likes the pier at Southwold")
    backups.take(desk.path, "by-hand", desk.clock())
    words = (NAME, "Orla", "5550142", "orla@example", "Southwold")
    assert len(_holding(tmp_path, *words)) == 2

    done = passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.note(guest, "asked about the pier at Southwold once more")
    backups.take(desk.path, "by-hand", desk.clock())

    assert (done.backups, done.left) == (2, ())
    assert _holding(tmp_path, *words, "SQLite format 3") == []
    assert len(backups.listing(desk.path)) == 3


def test_every_row_survives_all_three_ways(desk):
    guest = desk.guest(first="Orla", last=NAME)
    desk.visit(guest)
    desk.note(guest, "flat white, oat")
    before = _rows(desk.path)
    for recode in (
        lambda: passphrases.encrypt_desk(desk.house, ANA, FIRST),
        lambda: passphrases.change(desk.house, ANA, FIRST, SECOND),
        lambda: passphrases.decrypt_desk(desk.house, ANA, SECOND),
    ):
        recode()
        after = _rows(desk.path)
        assert {name: rows for name, rows in after.items() if name != "journal"} == {
            name: rows for name, rows in before.items() if name != "journal"
        }
        assert sorted(after["journal"])[: len(before["journal"])] == sorted(before["journal"])
        with closing(connect(desk.path)) as file:
            assert chain.verify(file) == []
            assert index_check.verify(file) == []
        assert [hit.name for hit in Finder(desk.path).find("quilfeather", TODAY)] == ["Orla Quillfeather"]
    said = desk.sql("SELECT action, person_id, undoable FROM journal ORDER BY id DESC LIMIT 3")
    assert said == [("house.decrypted", 1, 0), ("house.passphrase", 1, 0), ("house.encrypted", 1, 0)]


def test_an_encrypted_desk_works_as_every_desk(desk):
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.house.close()
    _forget_all()
    for opener in (read_state, open_house, quick_house):
        with pytest.raises(Locked, match=r"desk\.db asks for its passphrase, or is not a DelightDesk file"):
            opener(desk.path)

    passkeys.unlock(desk.path, FIRST)
    assert quick_house(desk.path).name == "The Bay Hotel"
    guest = desk.guest(last=NAME)
    desk.note(guest, "allergic to nuts")
    assert "nuts" in desk.card(guest).mind
    desk.write(undo.undo)
    assert "nuts" not in (desk.card(guest).mind or "")
    window = desk.window()
    window.house.changed_elsewhere()
    assert not window.house.changed_elsewhere()
    desk.guest(first="Max")
    assert window.house.changed_elsewhere()
    finder = Finder(desk.path)
    assert [hit.name for hit in finder.find("max", TODAY)] == ["Max Schultz"]
    with closing(connect(desk.path, "rw")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            finder.find("erika", TODAY)
        other.execute("ROLLBACK")
    finder.close()


def test_settings_of_an_encrypted_desk_are_those_that_keep_it_whole(desk, monkeypatch):
    from sqlalchemy import create_engine

    from delightdesk.store.engine import make_engine

    monkeypatch.setattr("delightdesk.store.engine.create_engine", create_engine)
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    engine = make_engine(desk.path, begin="BEGIN")
    with engine.connect() as connection:
        read = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        ]
    engine.dispose()
    assert read == ["truncate", 2, 1, 1, 2]


def test_sqlciphers_own_way_opens_it_with_the_passphrase(desk, monkeypatch):
    monkeypatch.setattr(passkeys, "_ROUNDS", 256_000)
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.house.close()
    with closing(sqlcipher.connect(str(desk.path))) as file:
        file.execute("PRAGMA key = '{}'".format(FIRST.replace("'", "''")))
        assert file.execute("SELECT name FROM house").fetchone() == ("The Bay Hotel",)


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(desk, capfd):
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.house.close()
    _forget_all()
    before = desk.path.read_bytes()
    for wrong in ("", "correct", SECOND, FIRST.upper()):
        with pytest.raises(Locked, match=r"That passphrase does not open desk\.db\. Nothing was changed"):
            passkeys.unlock(desk.path, wrong)
    assert passkeys.is_locked(desk.path)
    assert desk.path.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    passkeys.unlock(desk.path, f"  {FIRST.replace('ä', 'ä')} ")  # another keyboard puts ä together of two
    assert not passkeys.is_locked(desk.path)


def test_what_stands_in_the_way_is_said_before_anything_happens(desk, monkeypatch):
    before = desk.path.read_bytes()
    with pytest.raises(Invalid, match="8 to 200 letters"):
        passphrases.encrypt_desk(desk.house, ANA, "short")
    with pytest.raises(NotAllowed, match="Ana can set the passphrase"):
        passphrases.encrypt_desk(desk.house, BEN, FIRST)
    with pytest.raises(Invalid, match="has no passphrase"):
        passphrases.decrypt_desk(desk.house, ANA, FIRST)
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3", None)
    monkeypatch.setattr(passkeys, "has_sqlcipher", lambda: False)
    with pytest.raises(Invalid, match=r"To encrypt a desk.*pip install \"delightdesk\[encryption\]\""):
        passphrases.encrypt_desk(desk.house, ANA, FIRST)
    monkeypatch.undo()
    assert desk.path.read_bytes() == before
    assert [each.name for each in desk.path.parent.iterdir() if "backup" in each.name] == []

    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    for act in (passphrases.decrypt_desk, lambda *given: passphrases.change(*given, FIRST)):
        with pytest.raises(Invalid, match="not the passphrase"):
            act(desk.house, ANA, SECOND)
    with pytest.raises(Invalid, match="already"):
        passphrases.encrypt_desk(desk.house, ANA, SECOND)


def test_neither_key_nor_passphrase_can_be_read_in_words_of_ours(desk):
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    key = passkeys.key_of(desk.path)
    assert key is not None
    assert repr(key) == "Key()"
    journal = repr(_rows(desk.path)["journal"])
    assert FIRST not in journal
    assert key.raw.hex() not in journal


def test_random_bytes_are_taken_for_encrypted_and_nothing_else_is(tmp_path, desk):
    chance = random.Random(7)
    path = tmp_path / "what.db"
    for content, is_taken in (
        (chance.randbytes(4096 * 30), True),
        (chance.randbytes(4096 * 30 + 100), False),
        (chance.randbytes(2048), False),
        (b"", False),
        (b"Guest,Room\n" * 4096, False),
        (bytes(4096 * 8), False),
        (chance.randbytes(4096) + desk.path.read_bytes()[4096:], False),
    ):
        path.unlink(missing_ok=True)
        path.write_bytes(content)
        _forget_all()
        assert (passkeys.salt_of(path) is not None) == is_taken
        with pytest.raises(CannotOpen) as raised:
            read_state(path)
        assert isinstance(raised.value, Locked) == is_taken


def test_a_window_that_is_open_asks_instead_of_failing_and_loses_no_save(desk):
    """The other window is another program: it knows the new passphrase only once somebody types it there."""
    guest = desk.guest(last=NAME)
    window = desk.window()
    window.note(guest, "said before")
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    keys = dict(passkeys._keys)
    _forget_all()
    for ask in (lambda: window.note(guest, "said after"), window.house.changed_elsewhere, lambda: window.card(guest)):
        with pytest.raises(Locked, match="asks for its passphrase"):
            ask()
    passkeys.unlock(desk.path, FIRST)
    window.note(guest, "said after")
    assert keys.keys() == passkeys._keys.keys()

    passphrases.decrypt_desk(desk.house, ANA, None)
    _forget_all()
    window.note(guest, "said at last")
    assert [text for (text,) in desk.sql("SELECT text FROM note ORDER BY id")] == [
        "said before", "said after", "said at last",
    ]  # fmt: skip


def test_saves_made_during_the_change_land_or_are_refused_never_lost(desk):
    """Windows save as fast as they can while the passphrase is set, changed and taken away."""
    said, stop, trouble = [], threading.Event(), []

    def save(window, name):
        number = 0
        while not stop.is_set():
            number += 1
            try:
                with window.house.writing(ANA) as work:
                    guests.save(work, guests.GuestForm(first=name, last=f"{NAME}{number}"))
                said.append(f"{name} {NAME}{number}")
            except CannotOpen as error:
                trouble.append(str(error))
            time.sleep(0.005)

    threads = [threading.Thread(target=save, args=(desk.window(), name)) for name in ("Ada", "Bo")]
    for thread in threads:
        thread.start()
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    passphrases.change(desk.house, ANA, FIRST, SECOND)
    passphrases.decrypt_desk(desk.house, ANA, SECOND)
    stop.set()
    for thread in threads:
        thread.join()
    kept = {name for (name,) in desk.sql("SELECT display_name FROM guest")}
    assert set(said) <= kept
    assert said
    assert all("Nothing was saved" in words or "nothing was saved" in words for words in trouble)
    with closing(connect(desk.path)) as file:
        assert chain.verify(file) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child it forked")
def test_a_kill_at_any_moment_leaves_one_whole_desk(desk):
    desk.guest(last=NAME)
    chance = random.Random()
    keys = (FIRST, SECOND)
    for number in range(10):
        desk.house.close()
        before = sorted(name for (name,) in _guests(desk.path))
        is_plain = not passkeys.is_encrypted(desk.path)
        child = os.fork()
        if not child:
            try:
                if is_plain:
                    passphrases.encrypt_desk(desk.house, ANA, keys[number % 2])
                else:
                    passphrases.decrypt_desk(desk.house, ANA, None)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.1, 0.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if passkeys.is_locked(desk.path):
            passkeys.unlock(desk.path, keys[number % 2])
        with closing(connect(desk.path)) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert chain.verify(file) == []
        assert sorted(name for (name,) in _guests(desk.path)) == before
        desk.guest(first=f"Token{number}")
        passphrases.catch_up(desk.path)
        assert all(passkeys.salt_of(each.path) == passkeys.salt_of(desk.path) for each in backups.listing(desk.path))


def _guests(path):
    with closing(connect(path)) as file:
        return file.execute("SELECT display_name FROM guest").fetchall()


def test_a_new_desk_is_encrypted_from_its_first_byte(tmp_path, clock):
    path = tmp_path / "new" / "desk.db"
    set_up(path, name="The Harbour", sector=Sector.HOTEL, currency="GBP", person="Orla", clock=clock, passphrase=FIRST)
    assert _holding(path.parent, "Harbour", "Orla", "SQLite format") == []
    assert quick_house(path).name == "The Harbour"
    with pytest.raises(Invalid, match="8 to 200 letters"):
        set_up(tmp_path / "b.db", name="B", sector=Sector.SHOP, currency="GBP", person="Bo", passphrase="short")
    assert not (tmp_path / "b.db").exists()


def test_backups_of_an_encrypted_desk_open_with_it_and_go_back(desk):
    from delightdesk.desk.safety import restoring

    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.guest(last=NAME)
    taken = backups.take(desk.path, "by-hand", desk.clock())
    desk.guest(first="Max", last="Later")
    assert restoring.look(taken.path).guests == 1
    restoring.restore(desk.path, taken.path, desk.clock())
    assert _guests(desk.path) == [("Erika Quillfeather",)]
    assert passkeys.is_encrypted(desk.path)
    assert _holding(desk.path.parent, NAME) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its program by forking")
def test_the_passphrase_opens_a_desk_whose_last_save_was_cut_off(desk):
    desk.guest(last=NAME)
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.close()
    child = os.fork()
    if not child:
        file = connect(desk.path, "rw")
        for statement in ("PRAGMA cache_size=2", "BEGIN", "UPDATE guest SET last = 'half a save'",
                          "CREATE TABLE half AS SELECT zeroblob(200000)"):  # fmt: skip
            file.execute(statement)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert desk.path.with_name("desk.db-journal").stat().st_size
    _forget_all()
    passkeys.unlock(desk.path, FIRST)
    assert quick_house(desk.path).has_guests
    assert _guests(desk.path) == [(f"Erika {NAME}",)]


@pytest.mark.parametrize("length", [20_000, 3_000, None])
def test_what_is_left_of_an_encrypted_desk_is_called_damaged(desk, length):
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    backups.take(desk.path, "by-hand", desk.clock())
    desk.close()
    whole = desk.path.read_bytes()
    garbage = whole[:4096] + random.Random(7).randbytes(8 * 4096) + whole[9 * 4096 :]
    desk.path.write_bytes(garbage if length is None else whole[:length])
    passkeys._known.clear()
    with pytest.raises(CannotOpen, match=r"desk\.db is damaged"):
        quick_house(desk.path)


def test_a_plain_copy_of_before_goes_back_into_an_encrypted_desk_and_the_other_way_round(desk, tmp_path):
    from delightdesk.desk.safety import restoring

    desk.guest(last=NAME)
    copies = [tmp_path / f"stick{number}.db" for number in range(2)]
    backups.write_copy(desk.path, copies[0], desk.clock())
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    desk.guest(first="Max", last="Later")
    backups.write_copy(desk.path, copies[1], desk.clock())
    restoring.restore(desk.path, copies[0], desk.clock())
    assert passkeys.is_encrypted(desk.path)
    assert _guests(desk.path) == [("Erika Quillfeather",)]
    assert _holding(tmp_path, NAME) == ["stick0.db"]
    passphrases.decrypt_desk(desk.house, ANA, FIRST)
    passkeys.unlock(copies[1], FIRST)
    restoring.restore(desk.path, copies[1], desk.clock())
    assert not passkeys.is_encrypted(desk.path)
    assert len(_guests(desk.path)) == 2


def test_what_cannot_be_encrypted_is_named(desk, tmp_path):
    (tmp_path / "desk-by-hand.db").write_bytes(desk.path.read_bytes())
    taken = backups.take(desk.path, "by-hand", desk.clock())
    taken.path.write_bytes(taken.path.read_bytes()[:5000])
    done = passphrases.encrypt_desk(desk.house, ANA, FIRST)
    assert done.left == (taken.path.name, "desk-by-hand.db")


def test_an_older_desk_with_a_passphrase_is_brought_up_to_date(tmp_path):
    """A desk of schema 3 that somebody encrypted with other tools."""
    import gzip
    from pathlib import Path

    plain = tmp_path / "old.db"
    plain.write_bytes(gzip.decompress((Path(__file__).parents[1] / "contracts/desks/schema3.db.gz").read_bytes()))
    from delightdesk.store import recoding

    with closing(sqlite3.connect(plain)) as file:
        guests_before = file.execute("SELECT count(*) FROM guest").fetchone()
    recoding.recode(plain, passkeys.new_key(FIRST))
    house = open_house(plain)
    house.close()
    with closing(connect(plain)) as file:
        assert file.execute("SELECT count(*) FROM guest").fetchone() == guests_before
        assert file.execute("PRAGMA user_version").fetchone() == (4,)
        assert chain.verify(file) == []
    for each in tmp_path.rglob("*.db"):
        assert passkeys.is_encrypted(each), each


def test_of_two_programs_each_waits_for_the_lock_of_the_other(desk):
    """Locks hold between the drivers' connections of one program and of others."""
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    with closing(connect(desk.path, "rw", wait=0)) as one, closing(connect(desk.path, "rw", wait=0)) as two:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlcipher.OperationalError, match="locked"):
            two.execute("BEGIN IMMEDIATE")
        one.execute("ROLLBACK")


def test_a_backup_that_was_left_open_is_encrypted_later_and_a_folder_out_of_reach_is_named(desk, tmp_path):
    taken = backups.take(desk.path, "by-hand", desk.clock())
    plain = taken.path.read_bytes()
    passphrases.encrypt_desk(desk.house, ANA, FIRST)
    taken.path.unlink()
    taken.path.write_bytes(plain)
    desk.write(
        lambda work: work.session.connection().exec_driver_sql(f"UPDATE house SET second_backups = '{tmp_path}/gone'")
    )
    assert passphrases.catch_up(desk.path) == passphrases.Recoded(1, (f"{tmp_path}/gone",))
    assert passkeys.is_encrypted(taken.path)

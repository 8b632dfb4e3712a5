"""Setting up a house: all of it or nothing, and each wrong value told in one sentence."""

from __future__ import annotations

import os
import sqlite3

import pytest

from delightdesk.desk import catalogue, house
from delightdesk.domain.errors import CannotOpen, Invalid
from delightdesk.domain.vocabulary import AlcoholRule, Role, Sector

GOOD = {"name": "The Bay Hotel", "sector": Sector.HOTEL, "currency": "EUR", "person": "Ana"}


@pytest.mark.parametrize("sector", Sector)
def test_every_sector_is_set_up_with_its_pack(tmp_path, new_desk, sector):
    path = tmp_path / "new folder" / "Möwe & Söhne.db"
    house.set_up(path, **GOOD | {"sector": sector, "currency": " gbp "})
    desk = new_desk(path)
    found = desk.read(house.settings)
    assert (found.name, found.sector, found.currency) == ("The Bay Hotel", sector, "GBP")
    assert found.alcohol_rule is (AlcoholRule.NEVER if sector is Sector.CLINIC else AlcoholRule.ASK)
    assert desk.read(lambda work: (work.person.name, work.person.role)) == ("Ana", Role.MANAGER)
    assert desk.read(catalogue.ideas)
    assert desk.sql("SELECT action, undoable FROM journal") == [("house.set_up", 0)]
    assert desk.index_problems() == []
    assert {each.name for each in path.parent.iterdir()} <= {path.name, f"{path.name}-journal"}
    desk.close()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  \x1b[2J"}, "name"),
        ({"person": ""}, "person"),
        ({"currency": "Euros"}, "currency"),
        ({"currency": "XQX"}, "currency"),
        ({"currency": "\x1b[31m"}, "currency"),
    ],
)
def test_a_wrong_value_names_its_field_and_makes_nothing(tmp_path, wrong, field):
    with pytest.raises(Invalid, match="Nothing was made") as raised:
        house.set_up(tmp_path / "desk.db", **GOOD | wrong)
    assert raised.value.field == field
    assert "\x1b" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_made_over(tmp_path):
    path = tmp_path / "desk.db"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(CannotOpen, match=r"there already.*nothing was made"):
        house.set_up(path, **GOOD)
    assert path.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, ZeroDivisionError, OSError, sqlite3.OperationalError("disk full")]
)
def test_a_set_up_that_breaks_off_leaves_nothing(tmp_path, monkeypatch, error):
    def broken(_work):
        raise error

    monkeypatch.setattr(catalogue, "sync", broken)
    expected = CannotOpen if isinstance(error, Exception) or error is OSError else error
    with pytest.raises(expected):
        house.set_up(tmp_path / "desk.db", **GOOD)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    house.set_up(tmp_path / "desk.db", **GOOD)


def test_what_an_earlier_power_cut_left_does_not_stand_in_the_way(tmp_path):
    (tmp_path / "desk.db.new").write_bytes(b"half a desk")
    (tmp_path / "desk.db.new-journal").write_bytes(b"half a journal")
    house.set_up(tmp_path / "desk.db", **GOOD)
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("where", ["closed/desk.db", "closed/deeper/desk.db"])
def test_a_folder_one_may_not_write_is_a_sentence(plain_user, where):
    plain_user.folder.chmod(0o755)
    closed = plain_user.folder / "closed"
    closed.mkdir(mode=0o755)
    closed.chmod(0o555)
    with plain_user.acting(), pytest.raises(CannotOpen, match=r"cannot be made.*Nothing was made"):
        house.set_up(plain_user.folder / where, **GOOD)
    assert list(closed.iterdir()) == []


def test_a_file_where_a_folder_should_be_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotOpen, match="Nothing was made"):
        house.set_up(tmp_path / "file" / "desk.db", **GOOD)


def test_the_theme_is_remembered(desk):
    desk.write(lambda work: house.set_theme(work, "house\x1b[1m-dark"))
    assert desk.read(house.settings).theme == "house-dark"


def test_months_come_first_only_where_people_write_so(tmp_path, new_desk):
    house.set_up(tmp_path / "desk.db", **GOOD | {"currency": "USD"})
    desk = new_desk(tmp_path / "desk.db")
    assert not desk.read(house.settings).day_first
    guest_id = desk.guest()
    desk.occasion(guest_id, day="6/14")
    assert desk.card(guest_id).occasions[0].month == 6
    desk.close()

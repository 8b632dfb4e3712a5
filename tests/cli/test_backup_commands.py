"""``backup``, ``backups`` and ``restore`` as a person or a program gives them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def guest(cli, house, arrivals):
    """Somebody in the desk."""
    assert cli("import", arrivals("Erika Schultz")).code == 0
    return house


def folder(house):
    return house.with_name("bay-backups")


def names(house):
    return sorted(each.name for each in folder(house).glob("*.db"))


def test_a_backup_is_made_listed_and_gone_back_to(cli, wall_clock, guest):
    made = cli("backup", "--json").data
    assert made["at"] == "2026-06-10T10:00:00+01:00" or made["at"].startswith("2026-06-10T10:00:00")
    assert (made["why"], made["second"]) == ("by-hand", False)
    assert Path(made["file"]).parent == folder(guest)
    wall_clock.move(10, 11)
    assert cli("note", "1", "usual green tea").code == 0
    listed = cli("backups", "--json").data
    assert [each["why"] for each in listed["backups"]] == ["by-hand", "import"]
    assert "by-hand" in cli("backups").out

    asked = cli("restore", Path(made["file"]).name)
    assert asked.code == 1
    assert "Entries of the journal since then, which would go: 1." in asked.err
    assert "Nothing was restored. Please give --yes" in asked.err
    assert "green tea" in cli("card", "1").out

    done = cli("restore", Path(made["file"]).name, "--yes", "--json").data
    assert (done["guests"], done["notes"], done["lost"], done["set_aside"]) == (1, 0, 1, None)
    assert "green tea" not in cli("card", "1").out
    wall_clock.move(10, 12)
    back = cli("restore", "--undo", "--yes")
    assert (back.code, back.err) == (0, "")
    assert "The desk is as it was 2026-06-10 11:00." in back.out
    assert "green tea" in cli("card", "1").out


def test_a_copy_to_a_place_of_ones_own_is_whole_and_never_over_something(cli, guest, tmp_path):
    target = tmp_path / "stick" / "desk.db"
    target.parent.mkdir()
    assert cli("backup", target).code == 0
    assert cli("find", "schul", "--database", target, "--json").data[0]["name"] == "Erika Schultz"
    again = cli("backup", target)
    assert (again.code, again.out) == (1, "")
    assert "is there already, so nothing was copied" in again.err
    assert cli("restore", target, "--yes").code == 0


def test_an_import_is_preceded_by_a_backup_and_not_by_one_of_the_same(cli, house, arrivals):
    assert cli("import", arrivals("Erika Schultz")).code == 0
    (first,) = names(house)
    assert first.endswith("-import.db")
    assert cli("import", arrivals("Erika Schultz"), "--dry-run").code == 0
    assert names(house) == [first]
    assert cli("import", arrivals("Tom Moss", name="more.csv")).code == 0
    assert len(names(house)) == 2


def test_an_import_goes_on_where_no_backup_can_be_made_and_says_so(cli, house, arrivals):
    folder(house).write_text("in its way", encoding="utf-8")
    done = cli("import", arrivals("Erika Schultz"))
    assert done.code == 0
    assert "No backup was made before it. bay-backups cannot be made" in done.err
    assert len(done.err.splitlines()) == 1


def test_only_a_manager_restores(cli, guest):
    made = cli("backup", "--json").data["file"]
    assert cli("person", "add", "Ben").code == 0
    refused = cli("--person", "Ben", "restore", made, "--yes")
    assert refused.code == 1
    assert "Ana can put a backup in the place of the desk. Nothing was changed." in refused.err


@pytest.mark.parametrize("damage", ["gone", "rubbish"])
def test_a_desk_that_cannot_be_opened_any_more_is_restored_all_the_same(cli, guest, damage):
    made = cli("backup", "--json").data["file"]
    if damage == "gone":
        guest.unlink()
    else:
        guest.write_bytes(b"rubbish " * 900)
    done = cli("restore", made, "--yes")
    assert (done.code, done.err) == (0, "")
    assert ("The broken file is kept as bay-damaged-" in done.out) == (damage == "rubbish")
    assert cli("find", "schul", "--json").data[0]["name"] == "Erika Schultz"


@pytest.mark.parametrize("given", [("restore",), ("restore", "x.db", "--undo")])
def test_either_a_backup_or_undo(cli, house, given):
    assert cli(*given).code == 2


def test_what_is_not_there_is_one_sentence(cli, house, tmp_path):
    for args in (("restore", "no.db", "--yes"), ("restore", "--undo", "--yes"), ("backup", tmp_path / "no" / "x.db")):
        said = cli(*args)
        assert said.code == 1
        assert len(said.err.splitlines()) == 1
    other = tmp_path / "other.db"
    shutil.copy(house, other)
    other.write_bytes(other.read_bytes()[:5000])
    assert "damaged" in cli("restore", other, "--yes").err
    assert cli("backups").out == "There is no backup of this desk yet.\n"

"""Importing by command: every sample file, twice, dry, and back again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

SAMPLES = sorted((Path(__file__).parents[1] / "files" / "samples").iterdir())
ASKS = {"airbnb_reservations.csv": "--month-first"}
"""Files whose days could be read two ways."""


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the desk holds of guests, search index included, but for versions and instants."""
    tables = ("guest", "visit", "note", "occasion", "review_item", "find_doc", "find_word")
    with closing(sqlite3.connect(path)) as file:
        found = {}
        for table in tables:
            cursor = file.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
            kept = [n for n, each in enumerate(cursor.description) if each[0] not in ("version", "created_at")]
            found[table] = [tuple(row[n] for n in kept) for row in cursor]
        return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_in_once_and_goes_out_again(cli, house: Path, sample: Path) -> None:
    options = [ASKS[sample.name]] if sample.name in ASKS else []
    empty = rows(house)
    dry = cli("import", sample, "--dry-run", "--json", *options).data
    assert rows(house) == empty
    first = cli("import", sample, "--json", *options).data
    assert first.keys() >= {"run", "new", "updated", "skipped", "review", "ignored_columns", "unknown_columns",
                            "warnings", "by_name", "dry_run", "unchanged"}  # fmt: skip
    assert (first["new"], first["updated"], first["review"]) == (dry["new"], dry["updated"], dry["review"])
    assert (dry["dry_run"], dry["run"], first["dry_run"]) == (True, None, False)
    assert first["new"] >= 20
    assert all(each.keys() == {"row", "why"} for each in first["skipped"])
    full = rows(house)
    again = cli("import", sample, "--json", *options).data
    assert (again["run"], again["new"], again["updated"]) == (None, 0, 0)
    assert rows(house) == full
    undone = cli("import", "--undo", first["run"], "--json").data
    assert undone["run"] == first["run"]
    assert rows(house) == empty
    assert cli("import", "--undo", first["run"]).code == 1


def test_cards_are_never_read(cli, house: Path) -> None:
    sample = next(path for path in SAMPLES if path.name == "nasty.csv")
    report = cli("import", sample, "--json").data
    assert "Card number" in report["ignored_columns"]
    held = house.read_bytes()
    assert not any(number in held for number in (b"4111 1111", b"4111-1111", b"41111111"))
    assert not set(cli("import", sample).out) & set("\x1b\x07")


def test_a_column_is_named_by_hand_and_remembered(cli, house: Path, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Guest name,Arrival,When=now,Cosy\nErika Schultz,2031-03-04,18:30,quiet room\n", encoding="utf-8")
    report = cli("import", file, "--map", "When=now=eta", "--map", "Cosy=notes", "--json").data
    assert report["new"] == 1
    file.write_text(file.read_text(encoding="utf-8").replace("Erika Schultz", "Max Schuler"), encoding="utf-8")
    assert cli("import", file, "--json").data["new"] == 1
    assert cli("card", "max", "--json").data["visits"][0]["eta"] == "18:30"
    wrong = cli("import", file, "--map", "Cosy")
    assert (wrong.code, wrong.out) == (1, "")
    assert cli("import", file, "--map", "Cosy=nonsense").code == 1


def test_days_that_could_be_two_are_asked_about(cli, house: Path, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("Guest name,Arrival\nErika Schultz,03/04/2031\n", encoding="utf-8")
    assert cli("import", file).code == 1
    assert cli("import", file, "--day-first", "--json").data["new"] == 1
    assert cli("card", "erika", "--json").data["visits"][0]["arrive"] == "2031-04-03"


def test_a_file_that_is_not_there_is_said(cli, house: Path, tmp_path: Path) -> None:
    answer = cli("import", tmp_path / "gone.csv")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1


def test_the_report_for_a_person_says_how_to_take_it_back(cli, house: Path, arrivals) -> None:
    answer = cli("import", arrivals("Erika Schultz"))
    assert "Taken over: 1 new" in answer.out
    assert "import --undo 1" in answer.out
    assert answer.err == ""

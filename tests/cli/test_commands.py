"""The commands on a real file: what they answer, as JSON and for a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest


@pytest.fixture
def erika(cli, house: Path, arrivals, once) -> str:
    """Erika Schultz arrives today; her number."""

    def expected() -> str:
        cli("import", arrivals("Erika Schultz", "Max Schuler"))
        return str(cli("find", "erika", "--json").data[0]["id"])

    return once(expected)


def test_find(cli, erika: str, day: date) -> None:
    (hit,) = cli("find", "erika", "schultz", "--json").data
    assert hit == {
        "id": int(erika), "name": "Erika Schultz", "room": "101", "status": "expected", "arrive": str(day),
        "depart": hit["depart"], "eta": "", "flags": ["first"],
    }  # fmt: skip
    assert [each["name"] for each in cli("find", "schu", "--json", "--limit", "1").data] != []
    assert len(cli("find", "schu", "--json", "--limit", "1").data) == 1
    text = cli("find", "erika")
    assert "Erika Schultz" in text.out
    assert text.err == ""


def test_nobody_found_is_an_empty_list_and_a_word_beside_it(cli, erika: str) -> None:
    assert cli("find", "zzqx", "--json").data == []
    text = cli("find", "zzqx")
    assert (text.code, text.out) == (0, "")
    assert "Nobody fits" in text.err


def test_card(cli, erika: str, day: date) -> None:
    cli("note", erika, "promise", "sea view by 6pm")
    cli("note", erika, "allergic to strawberries")
    card = cli("card", erika, "--json").data
    assert card.keys() >= {
        "id", "name", "say", "mind", "owed", "occasions", "notes", "problems", "gestures", "visits", "cautions",
    }  # fmt: skip
    assert card["name"] == "Erika Schultz"
    assert "sea view" in card["owed"]
    assert "strawberries" in card["mind"]
    assert card["problems"] == []
    assert card["visits"][0]["arrive"] == str(day)
    text = cli("card", erika).out
    assert text.index("SAY") < text.index("MIND") < text.index("OWED")
    assert max(map(len, text.splitlines())) <= 80


def test_a_guest_is_named_by_number_or_by_words_that_fit_one(cli, erika: str) -> None:
    assert cli("card", "max schuler", "--json").data["name"] == "Max Schuler"
    many = cli("card", "schu")
    assert many.code == 1
    assert "fits 2 guests" in many.err
    assert erika in many.err


def test_what_was_understood(cli, erika: str) -> None:
    stored = cli("note", erika, "20th anniversary 14 june", "--json").data
    assert stored.keys() == {"kind", "id", "guest", "understood"}
    assert (stored["kind"], stored["guest"]) == ("occasion", int(erika))
    word_for_word = cli("note", erika, "--as-note", "20th anniversary 14 june", "--json").data
    assert word_for_word["kind"] == "note"
    assert [note["text"] for note in cli("card", erika, "--json").data["notes"]] == ["20th anniversary 14 june"]


def test_undo_takes_the_last_note_back(cli, erika: str) -> None:
    cli("note", erika, "allergic to nuts")
    undone = cli("undo")
    assert undone.out.startswith("Undone:")
    assert cli("card", erika, "--json").data["cautions"] == []
    assert cli("undo").code == 1


def test_unknown_about_alcohol_means_ask_which(cli, erika: str, day: date) -> None:
    cli("note", erika, f"20th anniversary {day.day} {day:%B}")
    advice = cli("suggest", erika, "--json").data
    first = advice["suggestions"][:3]
    fizz = next(each for each in first if each["idea"] == "g05")
    assert fizz["ask_which"] is True
    assert [form["alcohol_free"] for form in fizz["forms"]] == [False, True]
    assert (fizz["cost"], fizz["currency"]) == (2800, "GBP")
    assert fizz.keys() >= {"title", "why", "who", "ready_by", "say", "cautions", "needs_approval", "left_out"}
    assert fizz["ready_by"] is None or fizz["ready_by"][-6] in "+-"
    assert "ask which" in cli("suggest", erika).out


def test_no_alcohol_stops_champagne_and_offers_its_twin(cli, erika: str, day: date) -> None:
    cli("note", erika, f"anniversary {day.day} {day:%B}")
    cli("note", erika, "no alcohol")
    advice = cli("suggest", erika, "--json", "--limit", "100").data
    (out,) = [each for each in advice["ruled_out"] if each["idea"] == "g05"]
    assert out["swap"] == "g06"
    assert out["because"]
    assert "g06" in {each["idea"] for each in advice["suggestions"]}
    assert not [line for each in advice["suggestions"] for form in each["forms"] for line in form["lines"]
                if "champagne" in line[0].casefold()]  # fmt: skip


def test_a_nut_allergy_stops_nuts(cli, erika: str) -> None:
    cli("note", erika, "allergic to nuts")
    advice = cli("suggest", erika, "--json", "--limit", "100").data
    chocolates = [each for each in advice["ruled_out"] if each["idea"] == "g10"]
    assert chocolates
    assert "nuts" in chocolates[0]["because"][0]
    assert "g10" not in {each["idea"] for each in advice["suggestions"]}
    assert "Ruled out" in cli("suggest", erika).out


def test_today(cli, erika: str) -> None:
    lines = cli("today", "--json").data
    assert [line["name"] for line in lines] == ["Erika Schultz", "Max Schuler"]
    assert lines[0].keys() >= {"guest_id", "room", "eta", "status", "flags", "next_action"}
    assert "2 to come" in cli("today").out


def test_the_board_is_printed_to_its_end(cli, house: Path, arrivals) -> None:
    cli("import", arrivals(*(f"Guest {chr(65 + n // 26)}{chr(97 + n % 26)}wald" for n in range(230))))
    lines = cli("today", "--json").data
    assert len({line["visit_id"] for line in lines}) == 230


def test_the_database_may_be_named_on_either_side(cli, house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    init = ["init", "--name", "Other", "--sector", "clinic", "--currency", "EUR", "--person", "Bo"]
    assert cli("--database", other, *init).code == 0
    assert cli(*init, "--database", other).code == 1
    assert cli("--database", other, "today", "--json").data == []
    assert "is there already" in cli("--database", other, *init).err


@pytest.mark.parametrize(
    ("option", "value", "word"),
    [("--currency", "XXX", "currency"), ("--name", " \x1b[0m ", "name"), ("--person", "", "one name")],
)
def test_a_house_that_cannot_be_made_leaves_nothing_behind(
    cli, tmp_path: Path, option: str, value: str, word: str
) -> None:
    given = {"--name": "N", "--sector": "hotel", "--currency": "EUR", "--person": "P", option: value}
    answer = cli("init", *(part for pair in given.items() for part in pair), "--database", tmp_path / "new" / "a.db")
    assert answer.code == 1
    assert word in answer.err
    assert not (tmp_path / "new").exists()


def test_the_demo_is_opened_from_a_throw_away_folder(cli, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_desk(path: Path, is_demo: bool = False) -> int:
        assert is_demo
        assert path.stat().st_size > 100_000
        opened.append(path)
        return 7

    monkeypatch.setattr("delightdesk.__main__._open_desk", open_desk)
    before = house.read_bytes()
    assert cli("demo", "--sector", "restaurant").code == 7
    assert opened[0] != house
    assert not opened[0].parent.exists()
    assert house.read_bytes() == before

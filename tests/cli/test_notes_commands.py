"""Sensitive and disputed notes by command: consent named in one sentence, masked answers, a look written down."""

from __future__ import annotations

import pytest

CHAIR = "wheelchair, needs a step-free room"


@pytest.fixture
def erika(cli, house, arrivals) -> str:
    assert cli("import", arrivals("Erika Schultz")).code == 0
    return "1"


def noted(cli, guest: str, *more: str) -> dict:
    said = cli("note", guest, CHAIR, "--consent", "yes, gladly", *more)
    assert (said.code, said.err) == (0, "")
    assert "wheelchair" not in said.out
    (note,) = cli("card", guest, "--json").data["notes"]
    return note


def test_without_consent_one_sentence_names_the_option_and_nothing_is_kept(cli, erika: str) -> None:
    said = cli("note", erika, CHAIR)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "--consent" in said.err
    assert "wheelchair" not in said.err
    assert cli("card", erika, "--json").data["notes"] == []
    assert cli("note", erika, "asked for a late table", "--sensitive").code == 1
    assert cli("note", erika, CHAIR, "--keep").code == 2


def test_what_only_seems_sensitive_is_kept_and_the_options_are_named(cli, erika: str) -> None:
    said = cli("note", erika, "hiv", "positive")
    assert (said.code, said.err.count("\n")) == (0, 1)
    assert "--sensitive and --consent keep it hidden" in said.err
    kept = cli("note", erika, "hiv", "positive", "--consent", "please remember")
    assert (kept.code, kept.err) == (0, "")
    assert [note["hidden"] for note in cli("card", erika, "--json").data["notes"]].count(True) == 1


def test_a_hidden_note_is_masked_until_it_is_asked_for_and_that_is_written_down(cli, erika: str) -> None:
    note = noted(cli, erika, "--keep")
    assert (note["hidden"], note["text"], note["detail"]) == (True, "", "agreed, also for the next visit")
    shown = cli("card", erika)
    assert "1 note hidden · --show-hidden shows it" in shown.out
    assert "wheelchair" not in shown.out
    assert not [each for each in cli("journal", "--json").data if "ooked" in each["summary"]]
    assert CHAIR in cli("card", erika, "--show-hidden").out
    assert cli("card", erika, "--show-hidden", "--json").data["notes"][0]["text"] == CHAIR
    looks = [each for each in cli("journal", "--json").data if "ooked" in each["summary"]]
    assert len(looks) == 2
    assert "wheelchair" not in repr(looks)


def test_disputed_consent_and_history(cli, erika: str) -> None:
    number = str(noted(cli, erika)["id"])
    assert cli("note-dispute", number).code == 2
    assert cli("note-dispute", number, "that", "was", "my", "sister").out == "Marked as disputed\n"
    assert "disputed" in cli("card", erika).out
    assert "my sister" not in cli("card", erika).out
    assert "disputed: “that was my sister”" in cli("card", erika, "--show-hidden").out
    assert [each["text"] for each in cli("note-history", number, "--json").data] == [
        CHAIR, "disputed: that was my sister",
    ]  # fmt: skip
    assert cli("note-dispute", number, "--settled").code == 0
    assert cli("note-consent", number, "--consent", "for always", "--keep").code == 0
    assert cli("card", erika, "--json").data["notes"][0]["detail"] == "agreed, also for the next visit"
    assert cli("note-consent", number, "--refused", "--keep").code == 2
    assert cli("note-consent", number, "--refused").out == "The note is gone for good\n"
    assert cli("card", erika, "--json").data["notes"] == []

"""No command keeps a card number, and `note` says on stderr what had better be said otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CARD = "4111 1111 1111 1111"


@pytest.fixture
def erika(cli, house: Path, arrivals, once) -> str:
    """Erika Schultz arrives today; her number."""

    def expected() -> str:
        cli("import", arrivals("Erika Schultz", "Max Schuler"))
        return str(cli("find", "erika", "--json").data[0]["id"])

    return once(expected)


def test_no_command_keeps_it_or_repeats_it(cli, erika: str, house: Path) -> None:
    for words in (
        ("note", erika, CARD),
        ("note", erika, CARD, "--as-note"),
        ("note", erika, "in a wheelchair", "--consent", CARD),
        ("problem", erika, CARD),
        ("problem", erika, "cold", "--room", CARD),
        ("promise", erika, CARD),
        ("promise", erika, "tea", "--by", CARD),
        ("give", erika, CARD),
        ("give", erika, "Tea", "--line", f"{CARD}=5"),
        ("bend", erika, "late", "--because", CARD),
        ("handover", f"--add={CARD}"),
        ("ready", "till", f"--skip={CARD}"),
        ("found", CARD),
        ("touch", "goodbye", f"--idea={CARD}"),
        ("settings", "name", CARD),
        ("settings", "lobby-wifi", CARD),
        ("person", "add", CARD),
    ):
        said = cli(*words)
        assert said.code in (1, 2), words
        assert not re.search("4111 ?1111", said.out + said.err), words
    stored = b"".join(path.read_bytes() for path in house.parent.rglob("*") if path.is_file())
    assert not re.search(rb"4111 ?1111", stored)


def test_a_note_is_kept_and_advised_on(cli, erika: str) -> None:
    said = cli("note", erika, "very rude guest, probably rich")
    assert (said.code, said.out) == (0, "Note: very rude guest, probably rich\n")
    assert "“very rude guest”: It judges." in said.err
    assert "Better: spoke sharply" in said.err
    assert "“probably”: A guess." in said.err
    assert cli("note", erika, "asked for the pier").err == ""
    assert "occasion" not in cli("note", erika, "birthday 3 may").err

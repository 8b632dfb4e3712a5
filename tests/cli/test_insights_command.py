"""Insights on the command line: the same figures as the screen, and no guest in them."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def week(wall_clock, cli, house: Path, arrivals, once) -> str:
    """Erika Schultz, here since Wednesday 10 June 2026, was given two things, one of them by Ben."""

    def given() -> str:
        cli("import", arrivals("Erika Schultz"))
        assert cli("person", "add", "Ben").code == 0
        erika = str(cli("find", "erika", "--json").data[0]["id"])
        for title, person, cost in (("Tea", "Ben", "3"), ("Sorry basket", "Ana", "12.50")):
            made = cli("give", erika, title, "--line", f"tea={cost}", "--person", person, "--json").data["id"]
            cli("gesture", made, "delivered", "--reaction", "moved", "--said", "Erika was here.", "--person", person)
        return erika

    return once(given)


def test_the_same_figures_as_json(cli, week: str) -> None:
    found = cli("insights", "--json").data
    assert list(found) == ["first", "last", "headline", "currency", "figures", "parts", "fairness", "given"]
    assert (found["first"], found["last"], found["currency"]) == ("2026-06-04", "2026-06-10", "GBP")
    figures = {each["key"]: each for each in found["figures"]}
    assert (figures["gestures"]["now"], figures["gestures"]["before"], figures["cost"]["now"]) == (2, None, 1550)
    assert figures["moved_or_delighted"]["days"] == [None] * 6 + [1]
    assert figures["promises_kept"]["now"] is None
    assert figures["cost"]["now"] == cli("costs", "--from", "2026-06-04", "--to", "2026-06-10", "--json").data["actual"]
    assert [bar["label"] for part in found["parts"] if part["key"] == "people" for bar in part["bars"]] == [
        "Ana",
        "Ben",
    ]
    assert {"gesture", "title", "on", "by", "cost", "reaction"} == set(found["given"][0])
    assert "erika" not in cli("insights", "--json").out.casefold()


def test_as_text_with_bars_and_numbers(cli, week: str, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    said = cli("insights")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("4 June to today: 2 gestures given, 2 of 2 moved or delighted.\n")
    assert "······█" in said.out
    assert "█" * 12 + "  £15.50, 100 %" in said.out
    assert "too few to mean anything" in said.out or "nothing to set beside it" in said.out
    assert "erika" not in said.out.casefold()
    assert max(map(len, said.out.splitlines())) <= 80


def test_plain_signs_where_no_others_arrive(cli, week: str, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    out = cli("insights").out
    assert "############  £15.50, 100 %" in out
    assert not set("█▏▁▂▃▄▅▆▇▲▼–") & set(out)


def test_spans_and_whose_costs(cli, week: str, wall_clock) -> None:
    wall_clock.move(17, 10)
    figures = {each["key"]: each for each in cli("insights", "--json").data["figures"]}
    assert (figures["gestures"]["now"], figures["gestures"]["before"], figures["gestures"]["change"]) == (
        0,
        2,
        "▼ 2 fewer",
    )
    assert cli("insights", "--days", "1", "--until", "2026-06-10", "--json").data["headline"].startswith("10 June: 2")
    own = cli("--person", "Ben", "insights", "--days", "30")
    assert "£3 of yours in the cost book" in own.out
    assert "£12.50" not in own.out
    assert "Costs and people are those of Ben alone" in own.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--days", "0"), 2, "--days"),
        (("--days", "181"), 1, "1 to 180 days"),
        (("--until", "tomorrow"), 1, "look back"),
        (("--until", "whenever"), 1, "whenever"),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(cli, week: str, words, code: int, says: str) -> None:
    answer = cli("insights", *words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (code, "", 1)
    assert says in answer.err

"""Giving and the cost book on a real file: what waits for a yes, who pays, and totals that agree to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def erika(wall_clock, cli, house: Path, arrivals, once) -> str:
    """Erika Schultz arrives on Wednesday, 10 June 2026; Ben is at the desk beside Ana, the manager."""

    def expected() -> str:
        cli("import", arrivals("Erika Schultz", "Max Schuler"))
        assert cli("person", "add", "Ben").code == 0
        return str(cli("find", "erika", "--json").data[0]["id"])

    return once(expected)


BASKET = [part for item in ("clothes cleaned=20", "flowers=10", "wine=10", "chocolates=5", "card=3")
          for part in ("--line", item)]  # fmt: skip


def test_the_laundry_story_in_the_book(cli, erika: str, wall_clock) -> None:
    """48 in total within an allowance of 100, the supplier to pay back, a sale later that nobody calls its effect."""
    problem = cli("problem", erika, "laundry company tore her blouse", "--fault", "supplier", "--person", "Ben",
                  "--json").data["id"]  # fmt: skip
    cli("recover", problem, "apologise", "--person", "Ben")
    basket = cli("give", erika, "Sorry basket", *BASKET, "--payer", "supplier", "--claim-from", "Bay Laundry",
                 "--person", "Ben", "--json").data  # fmt: skip
    assert (basket["state"], basket["planned"], basket["problem"], basket["approval"]) == (
        "planned",
        4800,
        problem,
        None,
    )
    cli("gesture", basket["id"], "delivered", "--person", "Ben")
    taken = cli("gesture", basket["id"], "delivered", "--reaction", "moved", "--said", "You shouldn't have.", "--json")
    assert (taken.data["reaction"], taken.data["words"]) == ("moved", "You shouldn't have.")
    shown = cli("recover", problem, "--json").data
    assert (shown["spent"], shown["left"], shown["limit"], shown["currency"]) == (4800, 5200, 10000, "GBP")
    even = cli("recover", problem, "even", "--confirmed", "--json").data
    assert all(each["idea"] for each in even["proposals"])
    cli("recover", problem, "beyond")
    book = cli("costs", "--json").data
    assert list(book) == [
        "currency", "planned", "actual", "by_purpose", "by_payer", "by_person", "lines", "claims", "outcomes"
    ]  # fmt: skip
    assert (book["currency"], book["planned"], book["actual"]) == ("GBP", 4800, 4800)
    assert book["by_purpose"] == {"delight": 0, "recovery": 4800}
    assert book["by_payer"] == {"house": 0, "supplier": 4800, "insurer": 0, "third_party": 0}
    assert book["by_person"] == {"Ben": 4800}
    assert [(line["what"], line["planned"], line["on"]) for line in book["lines"][:2]] == [
        ("clothes cleaned", 2000, "2026-06-10"), ("flowers", 1000, "2026-06-10"),
    ]  # fmt: skip
    (claim,) = book["claims"]
    assert (claim["amount"], claim["claim_from"], claim["claim"]) == (4800, "Bay Laundry", "to_claim")
    wall_clock.move(30, 12)
    sale = cli(
        "outcome", erika, "sale", "--amount", "85000", "--gesture", basket["id"], "--note", "sea suite", "--json"
    )
    assert (sale.data["amount"], sale.data["kind"]) == (8_500_000, "sale")
    assert sale.data["text"] == "£85,000 sale later (30 Jun): sea suite"
    assert "£85,000 sale later (30 Jun)" in " ".join(cli("card", erika).out.split())
    assert [each["text"] for each in cli("recover", problem, "--json").data["outcomes"]] == [sale.data["text"]]
    (beside,) = cli("costs", "--json").data["outcomes"]
    assert (beside["title"], beside["cost"], beside["amount"]) == ("Sorry basket", 4800, 8_500_000)
    text = cli("costs").out
    assert "£48 · £85,000 sale later (30 Jun): sea suite" in " ".join(text.split())
    assert text.startswith("1 June to today: £48, planned £48")
    assert "£48 Bay Laundry, to claim: Sorry basket" in text
    assert max(map(len, text.splitlines())) <= 80


def test_totals_agree_with_the_lines_to_the_cent(cli, erika: str) -> None:
    for place, cost in enumerate(("0.01", "9.99", "12.50", "0")):
        payer = ("house", "insurer", "third_party", "house")[place]
        cli("give", erika, f"Thing {place}", "--line", f"thing={cost}", "--line", "card=0.33", "--payer", payer,
            "--person", ("Ana", "Ben")[place % 2])  # fmt: skip
    book = cli("costs", "--json").data
    assert len(book["lines"]) == 8
    for total in ("planned", "actual"):
        assert book[total] == sum(line[total] for line in book["lines"]) == 1 + 999 + 1250 + 4 * 33
    for share in ("by_purpose", "by_payer", "by_person"):
        assert sum(book[share].values()) == book["actual"]
    assert sum(claim["amount"] for claim in book["claims"]) == 999 + 1250 + 2 * 33


def test_days_choose_the_lines(cli, erika: str, wall_clock) -> None:
    cli("give", erika, "Early", "--line", "tea=1")
    wall_clock.move(20, 10)
    cli("give", "max schuler", "Late", "--line", "tea=2")
    actual = lambda *words: cli("costs", *words, "--json").data["actual"]  # noqa: E731
    assert actual() == 300
    assert actual("--from", "11 june") == 200
    assert actual("--to", "2026-06-19") == 100
    assert actual("--from", "today", "--to", "today") == 200
    assert actual("--from", "2026-05-01", "--to", "2026-05-31") == 0
    assert actual("--to", "2026-05-31") == 0
    swapped = cli("costs", "--from", "today", "--to", "yesterday")
    assert (swapped.code, swapped.out) == (1, "")
    assert "Please swap them" in swapped.err


def test_a_receptionist_reads_their_own_costs(cli, erika: str) -> None:
    cli("give", erika, "Tea", "--line", "tea=1", "--person", "Ben")
    cli("give", erika, "Cake", "--line", "cake=2")
    own = cli("--person", "Ben", "costs", "--json")
    assert own.data["by_person"] == {"Ben": 100}
    assert "only the costs of Ben" in own.err
    assert cli("costs", "--json").data["by_person"] == {"Ben": 100, "Ana": 200}


def test_above_the_allowance_it_waits_and_what_is_urgent_begins(cli, erika: str) -> None:
    spa = cli("give", erika, "Spa", "--line", "spa=120", "--person", "Ben")
    assert "waits for Ana's yes" in spa.out
    waits = cli("give", erika, "Boat", "--line", "boat=200", "--person", "Ben", "--json").data
    assert (waits["state"], waits["approval"], waits["asked_of"]) == ("waiting", "waiting", "Ana")
    assert cli("costs", "--json").data["planned"] == 0
    assert "waits for Ana's yes" in cli("gesture", waits["id"], "ready", "--person", "Ben").err
    refused = cli("gesture", waits["id"], "approve", "--person", "Ben")
    assert refused.code == 1
    assert "Ana can say yes" in refused.err
    assert cli("gesture", waits["id"], "begin", "--person", "Ben", "--json").data["state"] == "planned"
    no = cli("gesture", waits["id"], "refuse", "--because", "too dear", "--json").data
    assert (no["state"], no["approval"]) == ("cancelled", "refused")
    urgent = cli("give", erika, "Doctor", "--line", "doctor=150", "--urgent", "--person", "Ben", "--json").data
    assert (urgent["state"], urgent["approval"]) == ("planned", "waiting")
    assert cli("gesture", urgent["id"], "approve", "--json").data["approval"] == "approved"
    assert cli("gesture", urgent["id"], "ready", "--json").data["state"] == "ready"
    assert cli("gesture", urgent["id"], "declined", "--because", "well again", "--json").data["state"] == "declined"


def test_a_suggestion_is_given_by_its_key(cli, erika: str) -> None:
    first = cli("suggest", erika, "--json").data["suggestions"][0]
    given = cli("give", erika, first["idea"].upper(), "--json").data
    assert (given["title"], given["planned"]) == (first["title"], first["cost"])
    assert given["why"]
    assert cli("gesture", given["id"], "cancelled", "--json").data["state"] == "cancelled"
    cli("note", erika, "allergic to nuts")
    out = cli("give", erika, "g10")
    assert (out.code, out.out) == (1, "")
    assert "is ruled out" in out.err
    unknown = cli("give", erika, "g999")
    assert (unknown.code, unknown.out) == (1, "")
    assert "Nothing was logged" in unknown.err


def test_rules_are_bent_with_a_reason(cli, erika: str) -> None:
    bent = cli("bend", erika, "late", "departure", "--because", "their flight leaves at nine", "--json").data
    assert (bent["title"], bent["state"], bent["planned"]) == ("late departure", "delivered", 0)
    assert bent["bent"] == "their flight leaves at nine"
    assert "say why" in cli("bend", erika, "late departure").err
    assert cli("bend", erika, "selling wine to a minor", "--because", "they asked nicely").code == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("give", "erika", "Tea", "--line", "tea"), 1, "--line flowers=12"),
        (("give", "erika", "Tea", "--line", "tea=lots"), 1, "not an amount"),
        (("give", "erika", "Tea", "--line", "=5"), 1, "--line flowers=12"),
        (("give", "erika", " "), 1, "needs a name"),
        (("give", "erika", "Tea", "--problem", "9"), 1, "not here any more"),
        (("give", "erika", "Tea", "--claim-from", "Bay Laundry"), 2, "--payer"),
        (("give", "erika", "Tea", "--payer", "the moon"), 2, "moon"),
        (("gesture", "9", "ready"), 1, "not here any more"),
        (("gesture", "1", "ready", "--reaction", "moved"), 2, "--reaction"),
        (("gesture", "1", "--because", "x"), 2, "--because"),
        (("outcome", "erika", "sale", "--amount", "much"), 1, "not an amount"),
        (("outcome", "erika", "sale", "--gesture", "9"), 1, "not here any more"),
        (("outcome", "erika", "luck"), 2, "luck"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_happens(cli, erika: str, words, code: int, says: str) -> None:
    answer = cli(*words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    card = cli("card", erika, "--json").data
    assert (card["gestures"], cli("tasks", "--json").data) == ([], [])

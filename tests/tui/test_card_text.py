"""The card as lines: the order a person needs, nothing wider than its place, nothing a terminal could obey."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from delightdesk.desk.cards import GuestCard
from delightdesk.desk.lines import NoteLine, RuledOutLine
from delightdesk.desk.owed_lines import OwedLine, ProblemLine
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import NoteKind, ProblemState, TaskKind
from delightdesk.tui.widgets.card_text import card_lines
from delightdesk.tui.widgets.lines import Line, cut, length, pad, wrap


def plain(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def test_the_card_at_both_widths(erikas_card: GuestCard, snapshot: SnapshotAssertion) -> None:
    assert plain(card_lines(erikas_card, 45)) == snapshot(name="80x24")
    assert plain(card_lines(erikas_card, 73)) == snapshot(name="120x40")
    assert plain(card_lines(erikas_card, 45, why_not=True)) == snapshot(name="why not")
    assert "ruled out (F8)" in plain(card_lines(erikas_card, 45, keys={"card.why-not": "f8"}))


def test_what_to_be_careful_with_comes_first_and_is_never_cut(erikas_card: GuestCard) -> None:
    text = plain(card_lines(erikas_card, 45))
    places = [
        text.index(word) for word in ("Incognito", "Erika", "SAY", "MIND", "OWED", "Suggested", "Cautions", "Notes")
    ]
    assert places == sorted(places)
    brief = " ".join(text[: text.index("Suggested")].split())
    for words in (erikas_card.mind, erikas_card.owed):
        assert words in brief.replace("MIND ", "").replace("OWED ", "")
    assert "c confirms · usual" in text


def test_absent_lines_are_absent(erikas_card: GuestCard) -> None:
    bare = replace(
        erikas_card, warning="", say="", mind="", owed="", prompt="", question=None, suggestions=(), ruled_out=(), occasions=(),
        cautions=(), notes=(), bonds=(), gestures=(), visits=(), contact="", language="",
    )  # fmt: skip
    text = plain(card_lines(bare, 45))
    assert not any(word in text for word in ("SAY", "MIND", "OWED", "ASK", "FIRST", "ruled out", "Notes"))
    assert "A warm word costs nothing" in text


def test_what_went_wrong_and_what_is_owed_stand_first_of_what_is_known(erikas_card: GuestCard) -> None:
    told = datetime(2026, 6, 14, 16, 0, tzinfo=UTC)
    problem = ProblemLine(
        1, 1, 1, "Erika Schultz", "412", "shower cold", "room.plumbing", "plumbing", 3, ProblemState.ACTING, told,
        "20 min", 2, "Ben", 1, "Ana", "fix it",
    )  # fmt: skip
    over = replace(problem, state=ProblemState.BEYOND, is_over=True, offered_to="", owner="", what="wifi slow")
    due = told + timedelta(hours=1)
    owed = OwedLine(
        1, 1, TaskKind.PROMISE, "sea view", 1, "Erika Schultz", "412", due, "17:00", "in 40 min", 1, "Ana", None, "",
        "made", Urgency.SOON,
    )  # fmt: skip
    kept = replace(owed, title="cot", state="kept_late", urgency=Urgency.SOMETIME, left_text="")
    card = replace(erikas_card, owed_lines=(owed, kept), problems=(problem, over), banner="Shower cold, since 16:00")
    text = plain(card_lines(card, 73, now=told + timedelta(minutes=30)))
    places = [
        text.index(words) for words in ("Shower cold, since", "SAY", "Suggested", "─ Problems", "─ Owed", "─ Notes")
    ]
    assert places == sorted(places)
    for words in (
        "OWED  sea view, by 17:00 (in 30 min)", "acting · !3 · 30 min · Ben, Ana is asked",
        "beyond · !3 · 20 min · nobody's", "sea view, by 17:00  in 30 min · Ana", "cot, by 17:00  kept late",
    ):  # fmt: skip
        assert words in text
    late = plain(card_lines(card, 73, now=told + timedelta(minutes=70)))
    assert "OWED  MISSED 10 min ago: sea view, by 17:00" in late
    assert "sea view, by 17:00  10 min ago · Ana" in late


any_text = st.text(max_size=120) | st.text(st.sampled_from("a 漢😀́​‮\x1b[31m\x07]\u200d🏽ﷺ-·\n"), max_size=60)


@given(name=any_text, words=any_text, title=any_text, width=st.integers(20, 130), why_not=st.booleans())
def test_no_text_leaves_its_place_or_reaches_the_terminal(
    erikas_card: GuestCard, name: str, words: str, title: str, width: int, why_not: bool
) -> None:
    hostile = replace(
        erikas_card,
        name=name,
        where=words,
        warning=words,
        say=words,
        mind=words,
        owed=title,
        suggestions=(
            replace(erikas_card.suggestions[0], title=title, who_when=words, why=(words, title), needs_approval=name),
        ),
        ruled_out=(RuledOutLine("x", title, (words, name), name),),
        notes=(NoteLine(1, 1, NoteKind.USUAL, words, title, True, 1, None),),
    )
    for line in card_lines(hostile, width, why_not=why_not):
        assert length(line) <= width
        for text, _ in line:
            assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u200b" for char in text)


@given(any_text, st.integers(1, 60))
def test_cutting_and_filling_up_are_exact(text: str, width: int) -> None:
    text = "".join(char for char in text if char.isprintable())
    assert cell_len(cut(text, width)) <= width
    assert cell_len(pad(text, width)) == width
    assert all(cell_len(line) <= width for line in wrap(text, width))

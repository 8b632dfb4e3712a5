"""Text from outside: nothing a terminal obeys, nothing hidden, nothing lost that a name needs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.forbidden import without
from delightdesk.domain.text import clean, clean_block

NASTY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zl", "Zp", "Zs", "Co"]),
        st.sampled_from(list("\x1b\x9b\x9d\x90\x07\\[]P;31m aé가👩🇬\u200d\u200c\u0301\u202e\ud83d")),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Ana \x1b[31mred\x1b[0m", "Ana red"),
        ("\x1b]0;owned\x07Ana", "Ana"),
        ("\x1b]8;;http://x\x1b\\Ana\x1b]8;;\x1b\\", "Ana"),
        ("Ana\x1b]52;c;never ended", "Ana"),
        ("\x1bPq#0;2\n~\x1b\\Ana", "Ana"),
        ("\x1b_apc\x9cAna\x1b^pm\x1b\\", "Ana"),
        ("\x9b31mAna\x9d0;x\x9c", "Ana"),
        ("Ana\x1b", "Ana"),
        ("An\x00a\x7f\x85Lee", "Ana Lee"),
        ("\u202eanA\u2066x\u2069\u200f\u061c", "anAx"),
        ("A\u200bn\u200da\ufeff", "Ana"),
        ("a\u2028b\u2029c\td\u3000e", "a b c d e"),
        ("x\ud800y\U000e0041\uffff\U0001fffe\ue000z", "xyz"),
        ("Mu\u0308ller", "Müller"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("नमस्ते", "नमस्ते"),
        ("  too   wide ", "too wide"),
    ],
)
def test_clean_takes_out_commands_and_keeps_words(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_piled_up_marks_are_thinned_to_four() -> None:
    thinned = clean("a" + "\u0316" * 60 + "b" + "\u0317" * 60)
    assert [thinned.count(mark) for mark in "\u0316\u0317"] == [4, 4]


def test_the_cut_never_parts_a_letter_from_its_marks() -> None:
    assert clean("abc👩\u200d🍳", 5) == "abc"
    assert clean("ab🇬🇧🇩🇪", 5) == "ab🇬🇧"
    assert clean("abx\u0316", 3) == "ab"
    assert clean("ab cd", 3) == "ab"


@given(NASTY, st.integers(0, 60))
def test_clean_is_safe_short_composed_and_stable(text: str, limit: int) -> None:
    done = clean(text, limit)
    assert clean(done, limit) == done
    assert len(done) <= limit
    assert unicodedata.is_normalized("NFC", done)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") for char in done)
    assert not any(0x202A <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069 for char in done)
    done.encode("utf-8")


@given(NASTY, st.integers(0, 60))
def test_clean_block_keeps_lines_and_is_stable(text: str, limit: int) -> None:
    done = clean_block(text, limit)
    assert clean_block(done, limit) == done
    assert len(done) <= limit
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in done if char != "\n")


def test_a_block_keeps_its_paragraphs() -> None:
    assert clean_block(" one \r\n two\n\n\n\nthree\x1b[2J\u2029 four ") == "one\ntwo\n\nthree\nfour"


@pytest.mark.parametrize("text", ["\x9d\n" * 40_000, "\x1b]" * 40_000, "a" + "\u0301" * 90_000, "1 " * 40_000])
def test_hostile_lengths_end(text: str) -> None:
    assert len(clean(text)) <= 500
    without(text)

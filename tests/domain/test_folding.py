"""Folding: what is written and what is typed must meet."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.folding import code, digits, fold_name, fold_words, sound, typed_words

PLAIN = re.compile(r"[a-z0-9]+")


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("Jörg Müller", {"joerg", "jorg", "mueller", "muller"}),
        ("Åse Ødegård", {"aase", "ase", "oedegaard", "odegard"}),
        ("Ju\u0308rgen", {"juergen", "jurgen"}),  # the mark as a letter of its own
        ("Straße", {"strasse"}),
        ("İbrahim Çağlar", {"ibrahim", "caglar"}),
        ("Nguyễn Thị Hương", {"nguyen", "thi", "huong"}),
        ("O'Brien", {"obrien", "brien"}),
        ("D’Angelo", {"dangelo", "angelo"}),
        ("Mckenzie-Brown", {"mckenzie", "brown", "mckenziebrown"}),
        ("J.R. Smith", {"jr", "smith"}),
        ("Ludwig van der Berg", {"van", "berg", "vanderberg"}),
        ("Mc Kenzie", {"kenzie", "mckenzie"}),
        ("Ольга Щербакова", {"olga", "shcherbakova"}),
        ("Γιώργος", {"giorgos"}),
        ("王小明", {"wang", "xiao", "ming", "xiaoming", "wangxiaoming"}),
        ("太郎 山田", {"tailang", "tai", "lang", "shantian"}),
        ("김민수", {"gim", "kim", "minsu", "gimminsu"}),
        ("さとう ゆき", {"satou", "yuki"}),
        ("Ａｎｎａ", {"anna"}),
        ("Max\u200bimilian", {"maximilian"}),
    ],
)
def test_names_are_found_under(name: str, found_by: set[str]) -> None:
    assert found_by <= set(fold_words(name))


@pytest.mark.parametrize(
    ("written", "typed"),
    [("Müller", "Müller"), ("Müller", "muller"), ("O'Brien", "o’brien"), ("O'Brien", "o'b"), ("OBrien", "o'brien"),
     ("Min-su", "minsu"), ("Minsu", "min-su"), ("王小明", "王小"), ("Anne-Marie", "anne m"), ("Straße", "STRASSE")],
)  # fmt: skip
def test_typing_meets_writing(written: str, typed: str) -> None:
    words = fold_words(written)
    assert all(any(word.startswith(forms) for word in words) for forms in typed_words(typed))


@pytest.mark.parametrize(
    "alike",
    ["smyth smith schmidt schmitt", "meier mayr meyer maier", "siobhan shivaun", "jon john", "sofia sophia", "niamh neve",
     "sean shaun shawn", "catherine kathryn", "stephen steven", "mohammed muhamad mhmd", "brown braun", "philipp filip"],
)  # fmt: skip
def test_these_sound_alike(alike: str) -> None:
    assert len({sound(word) for word in alike.split()}) == 1


@pytest.mark.parametrize("pair", ["anna hanna", "miller muster", "kim tim", "lopez gomez", "rossi russo-b"])
def test_these_do_not(pair: str) -> None:
    one, other = pair.split()
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("+44 (0)20 7946 0101", "+442079460101"), ("0044 20 7946-0101", "+442079460101"), ("020 7946 0101", "02079460101"),
     ("(+49) 89/123", "+4989123"), ("٠١٢", "012"), ("none", ""), ("+", "")],
)  # fmt: skip
def test_digits(written: str, kept: str) -> None:
    assert digits(written) == kept


def test_codes_lose_case_and_ornament() -> None:
    assert code(" BDC-70 012 ") == "bdc70012"
    assert code("Anna.Schulz+desk@Example.ORG") == "anna.schulz+desk@example.org"


@given(st.text(max_size=400))
def test_any_text_folds_to_plain_words_once_each(text: str) -> None:
    words = fold_words(text)
    assert all(PLAIN.fullmatch(word) for word in words)
    assert len(set(words)) == len(words)
    assert all(PLAIN.fullmatch(form) for forms in typed_words(text) for form in forms)
    assert all(PLAIN.fullmatch(sound(word) or "a") for word in words)
    assert set(code(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789@._+")
    assert re.fullmatch(r"\+?[0-9]*", digits(text))


@given(st.text(max_size=60))
def test_a_name_typed_as_written_is_always_met(text: str) -> None:
    words = fold_words(text)
    for forms in typed_words(text):
        assert any(word.startswith(forms) for word in words), (forms, fold_name(text))

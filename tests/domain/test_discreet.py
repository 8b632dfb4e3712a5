"""Codes instead of words: whatever is sensitive is covered wherever it stands, and nothing else is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.discreet import (
    Codes,
    Told,
    cover,
    guests_in,
    names_in,
    of_caution,
    of_note,
    of_occasion,
    without_names,
)
from delightdesk.domain.vocabulary import CautionKind, NoteKind, OccasionKind

STRAWBERRIES = of_caution(CautionKind.ALLERGEN, "strawberries")
NUTS = of_caution(CautionKind.ALLERGEN, "severe nut allergy")
DRY = of_caution(CautionKind.ALCOHOL, "no alcohol")
HALAL = of_caution(CautionKind.FAITH_NEED, "halal")
DOG = of_caution(CautionKind.PET, "dog")
CHAIR = of_note(NoteKind.ACCESS_NEED, "uses a wheelchair, needs a step-free room")
WATCHED = of_note(NoteKind.SECURITY, "ex-husband must not get the room")
SECRET = of_occasion(OccasionKind.ANNIVERSARY, "husband")
ALL = (STRAWBERRIES, NUTS, DRY, HALAL, DOG, CHAIR, WATCHED, SECRET)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("strawberries (allergy, ask again)", "A1 (A, ask again)"),
        ("Chocolate-dipped STRAWBERRY", "Chocolate-dipped A1"),
        ("Stráwberries left out: allergy, melon instead", "A1 left out: A, melon instead"),
        ("nut allergy", "A2"),
        ("strawberries, allergen, said today", "A1, said today"),
        ("Alcohol-free fizz and melon", "D fizz and melon"),
        ("no alcohol, said 14 Jun", "D1, said 14 Jun"),
        ("halal: wish", "F1: wish"),
        ("with a dog", "with a H1"),
        ("Uses a wheelchair, needs a step-free room", "N1"),
        ("their notes: needs a step-free room", "their notes: N1"),
        ("ex-husband must not get the room!", "K1!"),
        ("husband must not know (20th anniversary)", "S1 (S1)"),
        ("the anniversary is secret from husband", "the S1 is S1"),
        ("secret: 20th anniversary", "S1"),
        ("Champagne and melon, £28", "Champagne and melon, £28"),
        ("Dogger Bank, hustings, 20th century", "Dogger Bank, hustings, 20th century"),
    ],
)
def test_every_way_a_thing_is_said_becomes_its_code(words: str, shown: str) -> None:
    assert Codes(ALL).cover(words) == shown


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("花生", "对花生过敏"), ("鱼", "对鱼过敏"), ("ピーナッツ", "ピーナッツアレルギー"), ("땅콩", "땅콩이"), ("ถั่ว", "แพ้ถั่วลิสง"),
        ("орехи", "орехов"), ("рыба", "рыбу"), ("אגוזים", "לאגוזים"),
    ],
)  # fmt: skip
def test_scripts_that_run_words_together_or_bend_them_are_covered_too(subject: str, words: str) -> None:
    assert Codes((of_caution(CautionKind.ALLERGEN, subject),)).cover(f"cake: {words}, 20:00") == "cake: A1, 20:00"


def test_a_word_of_a_note_that_tells_by_itself_is_covered_in_other_texts() -> None:
    codes = Codes((CHAIR, of_note(NoteKind.DIETARY, "coeliac since 2010: gluten-free toast")))
    assert codes.cover("wheelchair to the door, toast without gluten") == "N1 to the door, toast without N2"


def test_a_code_is_numbered_per_family_and_once_per_thing() -> None:
    codes = Codes((STRAWBERRIES, NUTS, STRAWBERRIES, DRY))
    assert codes.cover("strawberries, walnut cake, nut bread, wine without alcohol") == (
        "A1, walnut cake, A2 bread, wine without D1"
    )
    assert Codes(ALL, numbered=False).cover("strawberries and nuts and the dog") == "A and A and the H"


def test_a_common_note_is_not_sensitive_and_a_pronoun_is_nobody() -> None:
    assert of_note(NoteKind.USUAL, "flat white, oat") is None
    assert Codes((of_occasion(OccasionKind.BIRTHDAY, "him"),)).cover("he said: tell him of the birthday") == (
        "he said: tell him of the S1"
    )


@dataclass(frozen=True)
class Line:
    id: int
    guest_id: int | None
    name: str
    text: str
    kind: CautionKind
    on: date
    parts: tuple[str, ...]


@dataclass(frozen=True)
class View:
    name: str
    lines: tuple[Line, ...]
    first: Line | None


def test_a_view_is_covered_however_deep_and_ids_words_of_kind_and_days_stay() -> None:
    line = Line(7, 3, "Dog Halal", "the dog", CautionKind.PET, date(2026, 6, 14), ("dog biscuits", "melon"))
    view = View("Halal Snacks", (line,), line)
    shown = cover(view, Codes(ALL))
    assert shown.first == Line(
        7, 3, "Dog Halal", "the H1", CautionKind.PET, date(2026, 6, 14), ("H1 biscuits", "melon")
    )
    assert shown.lines == (shown.first,)
    assert shown.name == view.name
    plain = View("x", (), None)
    assert cover(plain, Codes(ALL)) is plain
    assert cover(view) is view
    assert list(guests_in(view)) == [3, 3]
    assert list(names_in(view)) == ["Dog Halal", "Dog Halal"]


words = st.lists(st.text("abcdefghiyäöé", min_size=3, max_size=7), min_size=1, max_size=3).map(" ".join)


@given(st.lists(words, min_size=1, max_size=4), words, words, st.sampled_from(["", "s", "!"]))
def test_whatever_is_sensitive_never_stands_in_a_text_again(things, before, after, ending) -> None:
    codes = Codes(Told("A", (thing,)) for thing in things)
    for thing in things:
        shown = codes.cover(f"{before} : {thing.upper()}{ending} : {after}")
        assert codes.cover(shown) == shown
        assert Codes([Told("A", (thing,))]).cover(shown) == shown
        assert "A" in shown


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Kept: sea view for Erika Schultz", "Kept: sea view for the guest"),
        ("Kept: cake for Ms Schultz · ^Z undoes", "Kept: cake for the guest · ^Z undoes"),
        ("Logged: Champagne and melon, kitchen 18:00", "Logged: Champagne and melon, kitchen 18:00"),
        ("Kept: жду Оксану и Бондаренко", "Kept: жду Оксану и the guest"),
    ],
)
def test_names_typed_into_a_title_are_not_told(told: str, shown: str) -> None:
    assert without_names(told, ["Erika Schultz", "Ms Schultz", "Оксана Бондаренко"]) == shown

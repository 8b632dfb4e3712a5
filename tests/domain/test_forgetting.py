"""An erased guest is known again by marks alone, and is cut out of what was written about others and nobody else is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.forgetting import Forgetful, KnownBy, marks_of, phone_tail
from delightdesk.domain.mentions import INSTEAD, Mentions, lone_words, orders_of

ERASED = date(2026, 6, 14)
ERIKA = KnownBy(
    names=frozenset({"Erika Müller"}), emails=frozenset({"erika@example.org"}), phones=frozenset({"+49 151 2345 6789"}),
    customer_refs=frozenset({"C-77"}), refs=frozenset({"BK-1234"}), days=frozenset({date(2026, 6, 1), date(2026, 9, 1)}),
)  # fmt: skip


def forgetful(*guests, secret="secret"):
    return Forgetful(secret, {mark: ERASED for guest in guests for mark in marks_of(secret, guest)})


def row(name="Erika Müller", *, day=None, **values):
    return KnownBy(
        names=frozenset({name}),
        days=frozenset({day} if day else ()),
        **{kind: frozenset({value}) for kind, value in values.items()},
    )


@pytest.mark.parametrize(
    ("found", "is_hers"),
    [
        (row("Somebody Else", refs="bk 1234"), True),
        (row("E. M.", emails="ERIKA@example.org"), True),
        (row("E. M.", phones="0151 23456789", day=ERASED), True),
        (row("E. M.", customer_refs="c77"), True),
        (row("MUELLER, Erika"), True),
        (row("Erika Muller", day=date(2026, 5, 1)), True),
        (row(day=date(2026, 9, 1), refs="NEW-1"), True),
        (row(day=date(2026, 6, 15), refs="NEW-1", emails="erika@example.org"), False),
        (row(emails="another@example.org"), False),
        (row(phones="+33 1 42 27 78 96", day=date(2026, 6, 1)), False),
        (row("Erika Meier"), False),
        (row("Erika Müller-Lüdenscheidt"), False),
        (row("Max Muster", refs="BK-12345"), False),
    ],
)
def test_a_row_is_hers_or_not(found, is_hers):
    assert forgetful(ERIKA).skips(found) is is_hers


def test_of_a_guest_without_an_address_a_row_that_has_one_may_be_hers():
    bare = KnownBy(names=frozenset({"Erika Müller"}), days=frozenset({date(2026, 6, 1)}))
    assert forgetful(bare).skips(row(emails="erika@example.org"))
    assert not forgetful(bare).skips(row(emails="erika@example.org", day=date(2026, 7, 1)))


def test_marks_say_nothing_without_the_secret():
    assert not forgetful(ERIKA).days.keys() & set(marks_of("another", ERIKA))
    plain = "".join(marks_of("secret", ERIKA)).lower()
    assert not any(word in plain for word in ("erika", "müller", "mueller", "1512345", "1234"))
    assert not Forgetful("", {}).skips(row())


@given(st.text(max_size=40), st.text(max_size=40), st.dates())
def test_nothing_a_file_may_hold_makes_it_fall_over(name, other, day):
    guest = KnownBy(frozenset({name}), frozenset({other}), frozenset({other}), frozenset(), frozenset({name}), {day})
    marks = forgetful(guest)
    assert marks.skips(KnownBy(frozenset({name}), frozenset({other}))) in (True, False)
    mentions = Mentions(alone=lone_words((name,)))
    for way in orders_of(name, other, f"{name} {other}"):
        mentions.add_name(way)
    mentions.add_phone(other)
    mentions.add_ref(name)
    text = f"{other} {name} {other}"
    assert (mentions.cut(text) == text) is not mentions.are_in(text)


def mentions_of(first, last, *, alone=(), phone="", email="", ref=""):
    found = Mentions(alone=frozenset(alone))
    for way in orders_of(first, last, f"{first} {last}"):
        found.add_name(way)
    found.add_phone(phone)
    found.add_email(email)
    found.add_ref(ref)
    return found


QUILL = mentions_of(
    "Zoë Ann", "Quillfeather", alone=("quillfeather",), phone="+44 20 7946 0958", email="z@quill.example", ref="BK-7734",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("partner of Zoe Quillfeather", "partner of *"),
        ("QUILLFEATHER, Zoë Ann: cake", "*: cake"),
        ("Zoë Ann Quillfeather's cake", "*'s cake"),
        ("the Quillfeathers", "the *"),
        ("sits with quillfeather", "sits with *"),
        ("ring (020) 7946-0958 at 7", "ring * at 7"),
        ("ring +442079460958", "ring *"),
        ("ring 0044 20 79 46 09 58", "ring *"),
        ("write to Z@quill.example, please", "write to *, please"),
        ("see bk7734 and BK-7734/2", "see * and */2"),
    ],
)
def test_she_is_cut_out_however_she_is_written(text, left):
    assert QUILL.cut(text, instead="*") == left
    assert QUILL.are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "likes a quill and a feather", "Zoe", "Zoë Smith", "Ann Feather", "ring 020 7946 0959", "room 7734",
        "ring 7946 and then 0958", "zz@quill.example", "BK-77345", "", " ", "7946 0958",
    ],
)  # fmt: skip
def test_nobody_else_is_cut(text):
    assert QUILL.cut(text) == text
    assert not QUILL.are_in(text)


def test_names_in_other_scripts_and_one_word_of_a_name_only_where_it_is_hers_alone():
    assert mentions_of("小明", "王").cut("王小明先生") == "王小明先生"
    found = mentions_of("Иван", "Петров")
    assert found.cut("торт для Петров Иван") == f"торт для {INSTEAD}"
    named = Mentions()
    named.add_name("王小明")
    assert named.cut("王小明先生", instead="*") == "*先生"
    rose = Mentions(alone=frozenset({"rose"}))
    assert rose.cut("a rose for Rose", instead="*") == "a rose for *"
    assert rose.cut_in({"a": ["Rose", 3, None, {"b": "a rose"}]}, alone=False) == {
        "a": ["Rose", 3, None, {"b": "a rose"}]
    }


def test_phones_are_compared_by_their_last_nine_digits():
    assert phone_tail("+49 151 2345 6789") == phone_tail("0151-23456789") == "123456789"
    assert phone_tail("12345") == ""

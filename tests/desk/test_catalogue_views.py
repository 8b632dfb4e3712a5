"""The house's own gestures: what it changes outlives a newer pack, can be undone, and never forgets a danger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.desk import catalogue
from delightdesk.desk.house import set_up
from delightdesk.desk.idea_typed import read
from delightdesk.desk.idea_views import form_of
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.ideas import Part
from delightdesk.domain.packs import parse_pack
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector
from delightdesk.files.packs import load_pack

NOW = datetime(2026, 6, 14, 15, 42, tzinfo=UTC)
KITE = catalogue.IdeaForm(title="A kite for a windy day", parts="kite 12", say="The wind is right today, {name}.")


def form(desk, key="g05", **typed):
    return replace(desk.read(lambda work: catalogue.idea_form(work, key)), **typed)


def save(desk, typed):
    return desk.write(lambda work: catalogue.save_idea(work, typed))


def line(desk, key="g05"):
    return next(line for line in desk.read(catalogue.listing) if line.key == key)


def idea(desk, key="g05"):
    return next(idea for idea in desk.read(catalogue.ideas) if idea.key == key)


def refusal(desk, typed):
    before = desk.tables()
    with pytest.raises(Invalid) as caught:
        save(desk, typed)
    assert desk.tables() == before
    return caught.value.field, str(caught.value)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A house that does not count in the pack's own currency."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    set_up(path, name="The Bay Hotel", sector=Sector.HOTEL, currency="EUR", person="Ana", clock=lambda: NOW)
    return path


@pytest.fixture
def newer(monkeypatch):
    """Ships a newer hotel pack with some of its text replaced."""

    def ship(*changes: tuple[str, str], version: int = 90):
        text = files("delightdesk.packs").joinpath("hotel.toml").read_text(encoding="utf-8")
        for was, now in (("version = 3\n", f"version = {version}\n"), *changes):
            assert was in text, was
            text = text.replace(was, now)
        pack = parse_pack(text, "hotel.toml")
        monkeypatch.setattr(catalogue, "load_pack", lambda sector: pack)
        return pack

    return ship


def test_the_list_has_every_gesture_by_title_and_finds_by_title_maker_content_and_state(desk):
    lines = desk.read(catalogue.listing)
    assert len(lines) == len(load_pack(Sector.HOTEL).ideas)
    assert [each.title.casefold() for each in lines] == sorted(each.title.casefold() for each in lines)
    assert {each.state for each in lines} == {"pack"}
    champagne = line(desk)
    assert (champagne.cost_text, champagne.lead_text, champagne.doer) == ("€28", "4h", "kitchen")
    assert {"alcohol", "strawberries"} <= set(champagne.contains)
    for text in ("champ", "KITCHEN stráwb", "alcohol champagne"):
        found = desk.read(lambda work, text=text: catalogue.listing(work, text))
        assert "g05" in [each.key for each in found], text
        assert len(found) < len(lines)
    save(desk, form(desk, "g03", doer="porter"))
    assert [each.key for each in desk.read(lambda work: catalogue.listing(work, "changed"))] == ["g03"]
    assert desk.read(lambda work: catalogue.listing(work, "no such thing")) == ()


def test_a_changed_gesture_reads_as_typed_and_is_one_act_that_undo_takes_back(desk):
    save(desk, form(desk, title="Bubbles and berries", lead="90 min", doer="bar", how="Two glasses."))
    assert (line(desk).state, line(desk).title, line(desk).lead_text) == ("changed", "Bubbles and berries", "90m")
    assert idea(desk).doer == "bar"
    assert desk.sql("SELECT action FROM journal ORDER BY id DESC LIMIT 1") == [("idea.changed",)]
    assert desk.write(undo) == "Undone: Changed the gesture Bubbles and berries"
    assert line(desk).state == "pack"
    assert desk.sql("SELECT house FROM idea WHERE key = 'g05'") == [("{}",)]


def test_saving_what_was_not_changed_changes_nothing(desk):
    before = desk.tables()
    for each in desk.read(catalogue.listing):
        assert save(desk, form(desk, each.key)).added == ()
    assert desk.tables() == before


def test_typing_the_packs_own_text_again_makes_it_the_packs_again(desk):
    title = idea(desk).title
    save(desk, form(desk, title="Bubbles"))
    save(desk, form(desk, title=title))
    assert line(desk).state == "pack"


def test_switching_off_resetting_and_adding_can_each_be_undone(desk):
    desk.write(lambda work: catalogue.set_active(work, "g05", False))
    assert line(desk).state == "off"
    desk.write(undo)
    assert line(desk).state == "pack"
    save(desk, form(desk, title="Bubbles", active=False))
    desk.write(lambda work: catalogue.reset(work, "g05"))
    assert (line(desk).title, line(desk).state) == ("Champagne and strawberries", "off")
    desk.write(undo)
    assert (line(desk).title, line(desk).state) == ("Bubbles", "off")
    key = save(desk, KITE).key
    assert (key, line(desk, key).state, line(desk, key).cost_text) == ("own-1", "own", "€12")
    desk.write(undo)
    with pytest.raises(NotFound):
        desk.read(lambda work: catalogue.idea_form(work, key))
    assert save(desk, KITE).key == "own-2"


def test_there_is_nothing_to_reset_in_an_own_or_unchanged_gesture(desk):
    key = save(desk, KITE).key
    for each, words in ((key, "your own"), ("g05", "already")):
        with pytest.raises(Invalid, match=words):
            desk.write(lambda work, each=each: catalogue.reset(work, each))


def test_somebody_elses_change_is_not_overwritten(desk):
    mine = form(desk, title="Mine")
    save(desk.window(), form(desk, title="Theirs"))
    with pytest.raises(Stale):
        save(desk, mine)
    assert line(desk).title == "Theirs"


def test_house_changes_own_gestures_and_the_switch_outlive_a_newer_pack(desk, newer):
    key = save(desk, KITE).key
    save(desk, form(desk, title="Bubbles", parts="champagne 40 (alcohol)"))
    desk.write(lambda work: catalogue.set_active(work, "g03", False))
    assert not desk.read(catalogue.needs_sync)
    newer(
        ('title = "Champagne and strawberries"', 'title = "Champagne, newly worded"'),
        ('who = "reservations"\nlead = "10m"', 'who = "front office"\nlead = "20m"'),
        ('{ what = "champagne", cost = 22, contains = ["alcohol"', '{ what = "champagne", cost = 23, contains = ["milk", "alcohol"'),
        ('key = "g55"', 'key = "g99"'),
    )  # fmt: skip
    assert desk.read(catalogue.needs_sync)
    assert desk.write(catalogue.renew) > 0
    assert not desk.read(catalogue.needs_sync)
    assert (line(desk).title, line(desk).cost_text, line(desk).state) == ("Bubbles", "€40", "changed")
    assert "milk" in line(desk).contains, "what the newer pack warns of reaches a changed gesture"
    assert line(desk, "g03").state == "off"
    assert line(desk, key).title == KITE.title
    assert line(desk, "g04").doer == "front office"
    assert {"g55", "g99"} <= {each.key for each in desk.read(catalogue.listing)}
    desk.write(lambda work: catalogue.reset(work, "g05"))
    assert line(desk).title == "Champagne, newly worded"
    assert desk.write(catalogue.renew) == 0


def test_undo_of_a_change_made_before_the_newer_pack_gives_the_newer_text(desk, newer):
    save(desk, form(desk, title="Bubbles"))
    newer(('title = "Champagne and strawberries"', 'title = "Champagne, newly worded"'))
    desk.write(catalogue.renew)
    desk.write(undo)
    assert line(desk).title == "Champagne, newly worded"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", " \x1b[2J ", "Title: a gesture needs one"),
        ("parts", "champagne", "“champagne” needs a thing and its price"),
        ("parts", "25.00", "needs a thing and its price"),
        ("parts", "champagne 2.5.5", "Costs: “2.5.5” is not an amount"),
        ("parts", "champagne £25", "counts in EUR"),
        ("parts", "champagne USD 25", "counts in EUR"),
        ("parts", "champagne -25", "is not an amount"),
        ("parts", "champagne 25 (alcohol", "cannot be read"),
        ("parts", "champagne 25 (alcohl)", 'perhaps "alcohol"'),
        ("contains", "nutz", 'Contains: "nutz" is not a known tag, perhaps "nuts"'),
        ("contains", "gluten, qqq", '"qqq" is not a known tag. Nothing'),
        ("lead", "soon", 'Ready in: "soon" is not a time such as "now"'),
        ("lead", "0h", "is not a time"),
        ("say", "Hello {guest}", 'Say: "{guest}" cannot be filled in'),
        ("say", "Hello {name", "cannot be filled in"),
        ("purposes", "", "Good for: name at least one of first visit"),
        ("purposes", "kindnes", 'not a known purpose, perhaps "kindness"'),
        ("needs", "anniversry", 'Only if: "anniversry" is not a known signal, perhaps "anniversary"'),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_for_its_field_and_nothing_is_saved(desk, field, typed, words):
    blamed, sentence = refusal(desk, replace(KITE, **{field: typed}))
    assert blamed == field
    assert words in sentence
    assert "othing was saved" in sentence


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("kite 12", [("kite", 1200)]),
        ("kite 12.5; string 0", [("kite", 1250), ("string", 0)]),
        ("kite €12,50;", [("kite", 1250)]),
        ("kite 12 €", [("kite", 1200)]),
        ("kite EUR 12", [("kite", 1200)]),
        ("2 kites 12", [("2 kites", 1200)]),
        ("kite 0.2 500.00", [("kite 0.2", 50000)]),
    ],
)
def test_costs_are_read_as_people_write_them(desk, typed, parts):
    key = save(desk, replace(KITE, parts=typed)).key
    assert [(part.what, part.cost) for part in idea(desk, key).parts] == parts


def test_contents_in_other_words_become_tags(desk):
    key = save(desk, replace(KITE, contains="Almonds, prawns, wine, white flowers")).key
    assert idea(desk, key).contains == {"nuts", "crustaceans", "alcohol", "sulphites", "white_flowers"}


def test_a_content_nobody_named_is_found_in_the_words_and_told(desk):
    saved = save(desk, replace(KITE, title="Prosecco on the terrace", parts="prosecco 9; macarons 6", how="With rum."))
    assert {"alcohol", "nuts"} <= set(saved.added)
    found = idea(desk, saved.key)
    assert "alcohol" in found.parts[0].contains
    assert "nuts" in found.parts[1].contains
    assert not found.contains & found.parts[0].contains


def test_a_tag_taken_out_by_hand_stays_out_of_an_own_gesture(desk):
    key = save(desk, replace(KITE, title="Walnut wood kite")).key
    assert idea(desk, key).contains == {"nuts"}
    assert save(desk, form(desk, key, contains="", doer="porter")).added == ()
    save(desk, form(desk, key, title="Walnut wood kite, red"))
    assert idea(desk, key).contains == frozenset()
    save(desk, form(desk, key, title="Walnut wood kite and wine"))
    assert idea(desk, key).contains == {"alcohol", "sulphites"}


def test_what_the_pack_says_a_gesture_contains_cannot_be_taken_out(desk):
    saved = save(desk, form(desk, parts="champagne 30; strawberries 5 (strawberries); wafers 2 (gluten)"))
    assert "alcohol" in saved.added
    champagne, berries, wafers = idea(desk).parts
    assert "alcohol" in champagne.contains
    assert berries.swap is not None
    assert not berries.essential
    assert wafers.contains == {"gluten"}


def test_an_own_gesture_with_nuts_is_stopped_by_an_allergy_and_given_to_others(desk):
    typed = replace(KITE, title="Small tart", parts="almond tart 4", purposes="kindness, first visit")
    key = save(desk, typed).key
    anna, max_ = desk.guest("Anna"), desk.guest("Max")
    for guest in (anna, max_):
        desk.visit(guest)
    desk.caution(anna, "nuts")

    def plan(guest):
        from delightdesk.desk import gestures

        return desk.write(lambda work: gestures.plan(work, guest, key))

    with pytest.raises(Invalid, match=r"Small tart is ruled out: .*nuts: allergy"):
        plan(anna)
    assert key in [out.idea for out in desk.card(anna).ruled_out]
    assert plan(max_).title == "Small tart"


def test_a_gesture_switched_off_is_not_suggested_and_cannot_be_given(desk):
    guest = desk.guest()
    desk.visit(guest)
    first = desk.card(guest).suggestions[0]
    desk.write(lambda work: catalogue.set_active(work, first.idea, False))
    shown = desk.card(guest)
    assert first.idea not in {each.idea for each in (*shown.suggestions, *shown.ruled_out)}
    desk.write(lambda work: catalogue.set_active(work, first.idea, True))
    assert desk.card(guest).suggestions[0].idea == first.idea


things = st.text(st.characters(codec="utf-8", exclude_characters=";()"), min_size=1, max_size=30).filter(
    str.isprintable
)


@given(
    st.lists(st.tuples(things, st.integers(0, 10**6), st.sets(st.sampled_from(["nuts", "milk", "white_flowers"])))),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)  # fmt: skip
def test_what_the_form_shows_is_read_back_as_it_was(basket, currency):
    base = load_pack(Sector.HOTEL).ideas[0]
    parts = tuple(Part(clean(f"a {what} z", 80), cost, frozenset(tags)) for what, cost, tags in basket)
    known = replace(base, parts=tuple({part.what.casefold(): part for part in parts}.values()))
    shown = form_of(known, currency, active=True, version=1)
    assert read(shown, known, currency).idea.parts == known.parts

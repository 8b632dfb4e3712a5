"""The four packs that come with the house keep what a receptionist and a guest may expect of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from delightdesk.domain.cautions import ALLERGENS, FRUITS
from delightdesk.domain.errors import CannotRead
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.shifts import USUAL, parse_shifts
from delightdesk.domain.vocabulary import CheckKind, Moment, Nature, OccasionKind, Purpose, Sector
from delightdesk.files.packs import MOST_BYTES, load_pack, read_pack

OCCASIONS = {"occasion", *OccasionKind}
ELSEWHERE = {"g30", "g62", "g63", "g65", "g66", "g67", "g72", "g73", "g74", "g75", "g76", "g77"}
"""Gestures of the trade's list that only a shop, a restaurant or a clinic can give."""

FOOD = {*ALLERGENS, *FRUITS, "fruit", "honey", "caffeine", "meat", "alcohol"}


def parts(idea: Idea) -> list[Part]:
    return [*idea.parts, *(part.swap for part in idea.parts if part.swap)]


def tags(idea: Idea) -> set[str]:
    return set(idea.contains).union(*(part.contains for part in parts(idea)))


@pytest.fixture(params=list(Sector))
def pack(request):
    return load_pack(request.param)


@pytest.mark.parametrize(
    ("sector", "ideas", "free"),
    [(Sector.HOTEL, 81, 35), (Sector.RESTAURANT, 30, 15), (Sector.SHOP, 30, 15), (Sector.CLINIC, 30, 15)],
)
def test_each_sector_has_enough_to_give_and_much_of_it_for_nothing(sector: Sector, ideas: int, free: int):
    pack = load_pack(sector)
    assert pack.sector is sector
    assert pack.currency == "GBP"
    assert len(pack.ideas) >= ideas
    assert sum(idea.cost == 0 for idea in pack.ideas) >= free
    assert len(pack.questions) >= 12


def test_the_hotel_has_every_gesture_of_the_trades_list_that_a_hotel_can_give():
    keys = {idea.key for idea in load_pack(Sector.HOTEL).ideas}
    assert {f"g{number:02}" for number in range(1, 82)} - ELSEWHERE <= keys
    assert not keys & ELSEWHERE


def test_somebody_of_whom_nothing_is_known_can_be_given_something_at_every_stage(pack):
    free = [idea for idea in pack.ideas if not idea.needs and idea.cost == 0]
    assert len(free) >= 8
    for moment in (Moment.CHECK_IN, Moment.IN_HOUSE, Moment.CHECK_OUT):
        assert sum(moment in idea.moments for idea in free) >= 3, moment


def test_every_purpose_has_at_least_two_gestures(pack):
    for purpose in set(Purpose) - {Purpose.CRISIS}:
        assert sum(purpose in idea.purposes for idea in pack.ideas) >= 2, purpose


def test_titles_and_questions_stand_once(pack):
    assert len({idea.title for idea in pack.ideas}) == len(pack.ideas)
    assert len({question.text for question in pack.questions}) == len(pack.questions)


def test_sentences_can_be_spoken(pack):
    for idea in pack.ideas:
        spoken = idea.say.format(name="Ms Schultz", occasion="20th anniversary")
        assert len(spoken) <= 120, idea.key
        assert "!" not in spoken + idea.how + idea.title, idea.key
        assert spoken.endswith((".", "?")), idea.key
        assert idea.how.endswith((".", "?")), idea.key


def test_an_occasion_is_only_spoken_of_where_one_must_be_known(pack):
    for idea in pack.ideas:
        if "{occasion}" in idea.say:
            assert any(set(need.split("|")) <= OCCASIONS for need in idea.needs), idea.key


def test_alcohol_has_a_twin_of_the_same_family_without_any_and_is_for_adults(pack):
    ideas = {idea.key: idea for idea in pack.ideas}
    for idea in pack.ideas:
        if "alcohol" in tags(idea):
            assert idea.twin, idea.key
            assert idea.adults_only, idea.key
            assert "With alcohol or without?" in idea.ask, idea.key
        if idea.twin:
            twin = ideas[idea.twin]
            assert "alcohol" in idea.all_tags
            assert "alcohol" not in tags(twin)
            assert twin.family == idea.family
            assert twin.twin is None
            assert idea.needs == twin.needs


def test_a_swap_brings_nothing_of_what_it_replaces(pack):
    for idea in pack.ideas:
        for part in idea.parts:
            if part.swap:
                assert not part.essential, idea.key
                assert not (part.contains & part.swap.contains) - {"fruit"}, idea.key


def test_instead_of_a_risky_gift_something_without_its_risk_is_offered(pack):
    ideas = {idea.key: idea for idea in pack.ideas}
    for idea in pack.ideas:
        if idea.swaps:
            essential = set(idea.contains).union(*(part.contains for part in idea.parts if part.essential))
            assert any(not essential & tags(ideas[key]) for key in idea.swaps), idea.key


def test_food_is_asked_about_again(pack):
    for idea in pack.ideas:
        if tags(idea) & FOOD:
            assert idea.ask, idea.key


def test_costs_and_keepsakes_are_sane(pack):
    for idea in pack.ideas:
        assert idea.cost <= 15_000, idea.key
        assert all(part.cost <= 10_000 for part in parts(idea)), idea.key
        if idea.nature is Nature.TREAT:
            assert idea.parts, idea.key


def test_gestures_seen_by_others_are_asked_about(pack):
    assert all(idea.ask for idea in pack.ideas if idea.public)


def test_children_come_with_a_question_to_the_parents_or_are_left_alone(pack):
    for idea in pack.ideas:
        if "child" in idea.needs and Moment.CHECK_IN in idea.moments:
            assert idea.ask, idea.key


def test_a_clinic_gives_no_alcohol_no_sweets_no_scent_no_latex_and_nothing_dear():
    for idea in load_pack(Sector.CLINIC).ideas:
        assert not tags(idea) & {"alcohol", "sugar", "chocolate", "honey", "scent", "latex", "flowers"}, idea.key
        assert idea.cost <= 1500, idea.key


@pytest.mark.parametrize(("sector", "least"), [("hotel", 12), ("restaurant", 9), ("shop", 8), ("clinic", 8)])
def test_each_sector_has_its_plans_and_one_for_a_missed_promise(sector: str, least: int):
    books = load_pack(Sector(sector)).playbooks
    assert len(books) >= least
    assert len({book.title for book in books}) == len(books)
    (missed,) = [book for book in books if book.for_missed]
    assert "hone" in missed.steps[0].title  # phone first
    assert any("in person" in step.title and "anager" in step.who for step in missed.steps)
    for book in books:
        assert book.answers or book.for_missed, book.key


def test_a_plan_says_who_does_what_by_when_and_what_to_say(pack):
    doers = {idea.doer for idea in pack.ideas} | {"owner", "maintenance"}
    for book in pack.playbooks:
        assert 4 <= len(book.steps) <= 8, book.key
        assert len(book.options) >= 2, book.key
        assert not book.steps[0].within, book.key
        assert [step.within for step in book.steps] == sorted(step.within for step in book.steps), book.key
        assert {step.who for step in book.steps} <= doers, book.key
        assert sum(bool(step.say) for step in book.steps) >= 3, book.key
        assert book.steps[0].say, book.key


def test_the_sentences_of_a_plan_can_be_spoken(pack):
    for book in pack.playbooks:
        for step in book.steps:
            spoken = step.say.format(name="Ms Schultz")
            assert len(spoken) <= 160, book.key
            assert "!" not in spoken + step.title + "".join(book.options), book.key
            assert not spoken or spoken.endswith((".", "?")), book.key


def test_gestures_for_the_wait_are_good_for_a_wait(pack):
    ideas = {idea.key: idea for idea in pack.ideas}
    for book in pack.playbooks:
        for key in book.interim:
            idea = ideas[key]
            assert "voucher" not in idea.title.lower(), book.key
            assert idea.family != "gift card", book.key
            assert not idea.needs & OCCASIONS, (book.key, key)


@pytest.mark.parametrize("key", ["allergen", "hurt-or-unsafe", "wrong-record", "hurt-here"])
def test_after_harm_the_manager_decides_and_nobody_gives_gifts_or_admits_fault(key: str):
    found = [book for sector in Sector for book in load_pack(sector).playbooks if book.key == key]
    assert found
    for book in found:
        assert book.interim == ()
        assert any(step.who.endswith("manager") and not step.within for step in book.steps)
        for step in book.steps:
            said = step.say.lower()
            assert not any(word in said for word in ("fault", "sorry", "mistake", "our doing", "compensat")), step
    assert all("mergency" in book.partner or "protection" in book.partner for book in found)


def test_the_large_group_has_a_limit_and_its_guest_of_honour_first():
    book = next(book for book in load_pack(Sector.RESTAURANT).playbooks if book.key == "late-kitchen")
    assert (book.most, book.most_of) == (12, "people")
    order = [next(n for n, step in enumerate(book.steps) if word in step.title)
             for word in ("true time", "Bread", "honour", "off the bill", "on the spot", "next day")]  # fmt: skip
    assert order == sorted(order)
    assert book.interim[:2] == ("r38", "r39")


def test_a_clinic_makes_nothing_good_with_money():
    for book in load_pack(Sector.CLINIC).playbooks:
        told = " ".join([*book.options, *(f"{step.title} {step.say}" for step in book.steps)]).lower()
        assert not any(word in told for word in ("voucher", "gift", "on us", "free of charge", "flowers", "wine")), book


def test_champagne_keeps_its_melon_and_its_twin():
    champagne = next(idea for idea in load_pack(Sector.HOTEL).ideas if idea.key == "g05")
    bottle, fruit = champagne.parts
    assert (bottle.cost, bottle.essential, fruit.cost, fruit.essential) == (2200, True, 600, False)
    assert bottle.contains == {"alcohol", "sulphites"}
    assert fruit.swap is not None
    assert fruit.swap.contains == {"melon", "fruit"}
    assert champagne.twin == "g06"
    assert champagne.needs == {"occasion"}


def test_a_shipped_pack_is_read_once():
    assert load_pack(Sector.SHOP) is load_pack(Sector.SHOP)


def test_a_house_reads_its_own_copy_of_a_pack(tmp_path: Path):
    import delightdesk.packs

    shipped = Path(delightdesk.packs.__path__[0], "shop.toml").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(shipped, encoding="utf-8-sig")
    assert read_pack(own) == load_pack(Sector.SHOP)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a" * (MOST_BYTES + 1), "larger than 1 MiB"),
        ("[pack]\nsector = 'h\u00f4tel'".encode("latin-1"), "not written in UTF-8"),
        (b"not a pack", "line 1: this is not written as TOML"),
        (b"", 'field "sector": is missing'),
    ],
)
def test_a_file_that_is_no_pack_is_refused_in_words(tmp_path: Path, content: bytes, words: str):
    own = tmp_path / "own.toml"
    own.write_bytes(content)
    with pytest.raises(CannotRead, match=r"own\.toml") as caught:
        read_pack(own)
    assert words in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path):
    for path in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(CannotRead, match="could not be opened"):
            read_pack(path)


PRIVATE = {
    "money", "price", "cost", "pay", "cheap", "expensive", "bill", "dress", "wear", "hair", "tall", "health", "ill", "sick",
    "doctor", "pain", "medicine", "allergy", "country", "abroad", "accent", "language", "born", "nationality", "religion",
    "husband", "wife", "partner", "child", "children", "son", "daughter", "mother", "father", "married", "single", "alone",
    "age", "young",
}  # fmt: skip
"""Money, looks, health, origin, family: nobody begins to talk with a guest about these."""


def test_every_shift_begins_with_a_list_of_its_own(pack):
    shifts = [hours.name for hours in parse_shifts(USUAL[pack.sector])]
    lists = {}
    for shift in [*shifts, "dog watch"]:
        mine = [check for check in pack.checks if check.belongs_to(shift)]
        ready = [check.key for check in mine if check.kind is CheckKind.READY]
        rounds = [check.key for check in mine if check.kind is CheckKind.ROUND]
        assert 6 <= len(ready) <= 9 or shift == "dog watch", shift
        assert 3 <= len(rounds) <= 4 or shift == "dog watch", shift
        assert len(ready) >= 5
        assert rounds
        lists[shift] = tuple(ready)
    assert len({lists[shift] for shift in shifts}) == len(shifts)
    named = {name for check in pack.checks for name in check.shifts}
    assert named <= set(shifts)


def test_talking_begins_in_many_ways_and_never_with_what_is_private(pack):
    assert len(pack.starters) >= 20
    assert len({starter.text for starter in pack.starters}) == len(pack.starters)
    for starter in pack.starters:
        assert not PRIVATE & set(starter.text.casefold().replace("?", "").split()), starter.key
        assert "where are you from" not in starter.text.casefold()


def test_stories_are_short_and_of_a_house_once(pack):
    assert len(pack.stories) >= 5
    for story in pack.stories:
        assert len(story.text.split()) <= 60, story.key
        assert " once " in story.text, story.key
    assert len(pack.touch_points) == 8


def test_what_a_shift_begins_with_is_said_calmly(pack):
    for each in (*pack.checks, *pack.starters, *pack.stories, *pack.touch_points):
        assert "!" not in str(each), each.key

"""The daily card: one story without anybody in it, one honest number, one ask, one way to begin talking."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delightdesk.desk import gestures, lineup, problems, tasks
from delightdesk.domain.nameless import name_words, quotable, telling_words
from delightdesk.domain.vocabulary import Reaction, RecoveryStep, VisitStatus
from delightdesk.files.packs import load_pack

ANA, BEN = 1, 2


def card(desk):
    return desk.read(lineup.card)


def here(desk, first, **values):
    guest = desk.guest(first)
    desk.visit(guest, status=VisitStatus.IN_HOUSE, **values)
    return guest


def crowd(desk, count=5):
    return [here(desk, f"Zeno{number}") for number in range(count)]


def give(desk, guest, idea, reaction=Reaction.MOVED, words=""):
    planned = desk.write(lambda work: gestures.plan(work, guest, idea))
    desk.write(lambda work: gestures.deliver(work, planned.id, reaction, words))
    return planned


def test_a_house_without_a_story_tells_one_of_the_packs(desk):
    found = card(desk)
    assert found.story in {story.text for story in load_pack(desk.read(lambda work: work.house.sector)).stories}
    assert found.story_from is None
    assert found.number == "0"
    assert "noted" in found.number_says
    assert found.ask
    assert len(found.aloud) == 4


def test_the_starter_is_the_same_all_day_and_another_one_tomorrow(desk, clock):
    starters = []
    for _ in range(30):
        morning = card(desk).starter
        clock.ahead(hours=6)
        assert card(desk).starter == morning
        starters.append(morning)
        clock.ahead(hours=18)
    assert all(one != two for one, two in pairwise(starters))
    assert len(set(starters)) == 23


def test_yesterdays_gesture_is_ready_to_read_aloud(desk, clock):
    crowd(desk)
    give(desk, here(desk, "Erika"), "g02", words="Nobody ever said my name like that")
    clock.ahead(days=1)
    found = card(desk)
    assert found.story == (
        "Yesterday a guest had “Their name, the way they say it” from us. It cost nothing. They were moved, and said: "
        "“Nobody ever said my name like that”."
    )
    assert found.story_from == date(2026, 6, 14)
    clock.ahead(days=8)
    assert card(desk).story_from is None


def test_the_newest_good_story_is_told_and_a_lukewarm_one_is_not(desk, clock):
    crowd(desk)
    give(desk, here(desk, "Ada"), "g02", Reaction.DELIGHTED)
    clock.ahead(hours=1)
    give(desk, here(desk, "Bo"), "g29", Reaction.PLEASED)
    assert "delighted" in card(desk).story
    clock.ahead(hours=1)
    toy = desk.write(lambda work: lineup.found(work, "teddy bear"))
    desk.write(lambda work: lineup.returned(work, toy.task_id))
    assert card(desk).story.startswith("Today something that had been left behind, “teddy bear”, found its way home.")


def test_a_problem_that_ended_better_than_it_began(desk, clock):
    crowd(desk)
    guest = here(desk, "Erika")
    found = desk.write(lambda work: problems.report(work, "wifi down", guest_id=guest)).line.id
    clock.ahead(minutes=4)
    for step in (RecoveryStep.APOLOGISE, RecoveryStep.FIX):
        desk.write(lambda work, step=step: problems.step(work, found, step))
    desk.write(lambda work: problems.even(work, found, confirmed=True))
    desk.write(lambda work: problems.beyond(work, found))
    story = card(desk).story
    assert "Wi-Fi or television. Somebody acted within 4 minutes." in story
    assert "one thing more" in story


def test_harm_is_no_story(desk):
    crowd(desk)
    guest = here(desk, "Erika")
    found = desk.write(lambda work: problems.report(work, "fell on the stairs", guest_id=guest, severity=5)).line.id
    desk.write(lambda work: problems.even(work, found, confirmed=True, answer="said sorry"))
    desk.write(lambda work: problems.beyond(work, found))
    assert card(desk).story_from is None


def test_a_promise_kept_at_the_last_minute(desk, clock):
    guest = here(desk, "Erika")
    promise = desk.write(lambda work: tasks.promise(work, guest, "the map by 18:00")).task.id
    clock.ahead(minutes=70)
    desk.write(lambda work: tasks.done(work, promise))
    assert card(desk).story == (
        "Today a promise hung by a thread: 8 minutes to go. Somebody looked at the clock, and it was kept."
    )


def celebrating(desk, name, besides=""):
    guest = here(desk, name)
    desk.note(guest, f"anniversary 14 june{besides}")
    return guest


def test_the_only_anniversary_of_the_week_is_told_as_a_celebration(desk):
    crowd(desk)
    give(desk, celebrating(desk, "Erika"), "g03")
    story = card(desk).story
    assert "with a celebration" in story
    assert "anniversary" not in story


def test_one_of_five_anniversaries_may_be_called_one(desk):
    for name in ("Ada", "Bo", "Cy", "Di"):
        celebrating(desk, name)
    give(desk, celebrating(desk, "Erika"), "g03", words="our best anniversary")
    story = card(desk).story
    assert "with an anniversary to celebrate" in story
    assert "our best anniversary" in story


def test_a_secret_is_not_told_at_all(desk):
    for name in ("Ada", "Bo", "Cy", "Di", "Ed"):
        celebrating(desk, name)
    guest = celebrating(desk, "Erika", " secret from husband")
    give(desk, guest, "g02", words="our best anniversary")
    story = card(desk).story
    assert "anniversary" not in story
    assert "celebrat" not in story


@pytest.mark.parametrize(
    "words",
    [
        "Thank you Ben", "thank you ben", "my Erika cried", "room was lovely in 412", "we are seventy and felt like kids",
        "the garden suite was ours", "Fernando is a star", "so kind, Fernando", "flat white before I asked",
        "call me on +44 7700 900123", "mail me at a@b.example", "嬉しかったです", "as good as in Spain",
        "for our anniversary", "after my operation this was wonderful", "x" * 200,
    ],
)  # fmt: skip
def test_words_that_may_point_to_somebody_are_left_out(words):
    telling = name_words(["Erika Schultz", "Ben"]) | telling_words(["Garden suite", "usual flat white, oat"])
    assert quotable(words, telling) == ""


@pytest.mark.parametrize(
    "words", ["What a start.", "Nobody does this any more", "I've never been so spoilt", "lovely, just lovely"]
)
def test_plain_words_are_kept(words):
    telling = name_words(["Erika Schultz", "Ben"])
    assert quotable(words, telling) == words.strip(".")


MADE_UP = st.text("bdgkqvxz", min_size=4, max_size=9).map(str.capitalize)
WHO = st.fixed_dictionaries(
    {
        "first": MADE_UP, "last": MADE_UP, "call_me": MADE_UP, "note": MADE_UP, "room": st.integers(100, 999),
        "caution": MADE_UP, "digits": st.integers(10**6, 10**7 - 1),
    }
)  # fmt: skip
SAID = (
    "Thank you, {first}", "thank you {lower}", "we told {other} at once", "{room} was never so lovely", "no {room} needed",
    "my {note} was there before I asked", "call {digits}", "{lower}@{lower}.example", "nobody else minds my {caution}",
    "thanks ben", "What a lovely idea",
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(WHO, min_size=5, max_size=7, unique_by=lambda who: who["first"]),
    idea=st.sampled_from(("g02", "g29", "own", "found")),
)
def test_nobody_is_in_the_card(fresh_desk, people, idea):
    desk = fresh_desk()
    ids = [_written_down(desk, who) for who in people]
    who, other = people[0], people[1]
    if idea == "own":
        own = desk.write(lambda work: gestures.plan_own(work, ids[0], f"Cake for {who['first']}", [("cake", 400)]))
        desk.write(lambda work: gestures.deliver(work, own.id, Reaction.MOVED))
    elif idea == "found":
        toy = desk.write(lambda work: lineup.found(work, f"{who['last']}'s scarf {who['room']}"))
        desk.write(lambda work: lineup.returned(work, toy.task_id, reaction=Reaction.MOVED))
    else:
        give(desk, ids[0], idea)
    quoted = 0
    for line in SAID:
        words = line.format(**who, other=other["first"].lower(), lower=who["last"].lower())
        desk.sql("UPDATE gesture SET guest_words = ?", words)
        found = card(desk)
        assert found.story_from is not None
        aloud = " ".join(found.aloud).casefold()
        quoted += "“what a lovely idea”" in aloud
        for each in people:
            for secret in each.values():
                assert str(secret).casefold() not in aloud
        assert "ben" not in aloud.split()
    assert quoted == (idea != "found")


def _written_down(desk, who):
    """A guest in house with everything on file by which they might be known."""
    guest = desk.guest(
        who["first"], who["last"], call_me=who["call_me"], phone=str(who["digits"]),
        email=f"{who['first']}@{who['last']}.example",
    )  # fmt: skip
    desk.visit(guest, room=str(who["room"]), status=VisitStatus.IN_HOUSE)
    desk.note(guest, f"usual {who['note']}")
    desk.caution(guest, who["caution"])
    return guest


def test_a_broken_promise_is_the_number_and_the_ask(desk, clock):
    guest = here(desk, "Erika")
    for what in ("map", "towels"):
        desk.write(lambda work, what=what: tasks.promise(work, guest, f"{what} by 18:00"))
    first = desk.read(lambda work: tasks.listing(work))[0].id
    desk.write(lambda work: tasks.done(work, first))
    clock.ahead(hours=2)
    found = card(desk)
    assert found.number == "1 of 2"
    assert found.number_says == (
        "promises were kept on time in the last seven days. Only 2 so far, too few to mean much."
    )
    assert found.ask.startswith("One promise is late as we stand here. Call before they call us")
    late = desk.read(lambda work: tasks.listing(work))[0].id
    desk.write(lambda work: tasks.done(work, late))
    assert card(desk).ask.startswith("One promise was not kept on time since yesterday")


def test_a_slow_week_is_told_beside_the_week_before(desk, clock):
    for week_minutes in (5, 40):
        for _ in range(5):
            found = desk.write(lambda work: problems.report(work, "wifi down", room="7")).line.id
            clock.ahead(minutes=week_minutes)
            desk.write(lambda work, found=found: problems.step(work, found, RecoveryStep.APOLOGISE))
        clock.ahead(days=5)
    found = card(desk)
    assert found.number == "40 min"
    assert "the week before 5 min" in found.number_says


def test_what_is_weakest_is_asked_for_in_turn(desk, clock):
    problem = desk.write(lambda work: problems.report(work, "tap drips", room="7"), BEN).line.id
    clock.ahead(minutes=20)
    assert card(desk).ask == ("1 of 1 problems of this week has no apology noted. Today say sorry first, then act.")
    desk.write(lambda work: problems.offer(work, problem, ANA), BEN)
    assert card(desk).ask.startswith("One thing was passed on and nobody has said yes or no.")
    desk.write(lambda work: problems.accept(work, problem), ANA)
    desk.write(lambda work: problems.step(work, problem, RecoveryStep.APOLOGISE))
    regular = desk.guest("Rita")
    desk.sql("UPDATE guest SET earlier_visits = 15 WHERE id = ?", regular)
    desk.visit(regular, status=VisitStatus.IN_HOUSE)
    assert card(desk).ask.startswith("One regular is here or comes today for whom nothing new was done for months.")
    give(desk, regular, "g02")
    asks = {card(desk).ask}
    clock.ahead(days=1)
    asks.add(card(desk).ask)
    assert sum("None of our 8 touch points has an idea yet" in ask for ask in asks) == 1

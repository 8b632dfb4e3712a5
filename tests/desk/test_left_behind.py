"""Things left behind: whose they seem to be, what stays closed, and how they come back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from delightdesk.desk import cards, costs, lineup, owed_board, tasks, undo
from delightdesk.domain.errors import Invalid, Stale
from delightdesk.domain.found_things import KEEP_CLOSED, read_found
from delightdesk.domain.vocabulary import GestureState, Reaction, VisitStatus

ANA, BEN = 1, 2


def found(desk, text, person=BEN):
    return desk.write(lambda work: lineup.found(work, text), person)


@pytest.mark.parametrize(
    ("text", "thing", "place"),
    [
        ("teddy bear 214", "teddy bear", "214"),
        ("214 grey scarf", "grey scarf", "214"),
        ("umbrella in the bar", "umbrella", "bar"),
        ("grey scarf, breakfast room", "grey scarf", "breakfast room"),
        ("Child's blue rabbit, found on the stairs", "Child's blue rabbit", "stairs"),
        ("Grey scarf under the bench", "Grey scarf", "under the bench"),
        ("table 7: glasses", "glasses", "7"),
        ("1984 novel in 214", "1984 novel", "214"),
        ("iPhone 13", "iPhone 13", ""),
        ("book on birds", "book on birds", ""),
        ("scarf, grey", "scarf, grey", ""),
        ("toy found at 20:10 in 214", "toy found at 20:10", "214"),
        ("2 books B12", "2 books", "B12"),
    ],
)
def test_one_line_tells_the_thing_and_the_place(text, thing, place):
    read = read_found(text)
    assert (read.thing, read.place) == (thing, place)


@pytest.mark.parametrize("text", ["", "214", "room 12", "  ,  "])
def test_a_line_without_a_thing_is_asked_again(text):
    with pytest.raises(Invalid, match="teddy bear 214"):
        read_found(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("blue bag by the lift", True),
        ("pills 214", True),
        ("wallet, bar", True),
        ("passport 214", True),
        ("credit card in the lobby", True),
        ("teddy bear 214", False),
        ("tablet 214", False),
        ("playing cards 214", False),
    ],
)
def test_medicines_bags_and_papers_stay_closed(text, closed):
    assert read_found(text).keep_closed is closed


def test_the_toy_of_a41_from_the_find_to_the_smile(desk, clock):
    clock.now = datetime(2026, 6, 14, 19, 10, tzinfo=UTC)  # 20:10 in the house
    guest = desk.guest()
    desk.visit(guest, room="214", status=VisitStatus.IN_HOUSE)
    toy = found(desk, "toy 214")
    assert (toy.title, toy.room, toy.guest_id, toy.guest_name) == ("Toy", "214", guest, "Erika Schultz")
    (line,) = desk.read(lineup.left_behind)
    assert (line.id, line.owner, line.room, line.due) == (toy.task_id, "Ben", "214", None)

    done = desk.write(
        lambda work: lineup.returned(
            work, toy.task_id, reaction=Reaction.DELIGHTED, words="He sleeps again.", seen=line.version
        ),
        BEN,
    )
    assert done.state == "done"
    assert desk.read(lineup.left_behind) == ()
    (given,) = desk.read(lambda work: cards.open_card(work, guest)).gestures
    assert (given.title, given.state, given.reaction) == ("returned: toy", GestureState.DELIVERED, Reaction.DELIGHTED)
    book = desk.read(lambda work: costs.book(work, work.today, work.today))
    assert book.actual == 0


def test_both_halves_of_a_return_are_taken_back_together(desk):
    guest = desk.guest()
    desk.visit(guest, room="214", status=VisitStatus.IN_HOUSE)
    toy = found(desk, "toy 214")
    desk.write(lambda work: lineup.returned(work, toy.task_id, reaction=Reaction.MOVED), BEN)
    assert desk.write(undo.undo, BEN) == "Undone: Returned: Toy"
    assert [line.id for line in desk.read(lineup.left_behind)] == [toy.task_id]
    assert desk.card(guest).gestures == ()


def test_of_nobody_known_only_the_task_is_kept_with_what_was_said(desk):
    scarf = found(desk, "grey scarf in the bar")
    assert (scarf.guest_id, scarf.guest_name, scarf.room) == (None, "", "bar")
    line = desk.write(lambda work: lineup.returned(work, scarf.task_id, reaction=Reaction.PLEASED, words="At last"))
    assert line.note == "pleased · At last"
    assert desk.sql("SELECT count(*) FROM gesture") == [(0,)]


def test_who_left_the_room_lately_is_asked_before_nobody(desk):
    earlier, last, longer_ago = desk.guest("Ada"), desk.guest("Bo"), desk.guest("Cy")
    for guest, arrive, depart in ((longer_ago, "2026-06-08", "2026-06-10"), (earlier, "2026-06-10", "2026-06-12")):
        desk.visit(guest, arrive=arrive, depart=depart, room="214", status=VisitStatus.LEFT)
    assert found(desk, "ring 214").guest_id == earlier
    desk.visit(last, arrive="2026-06-12", depart="2026-06-14", room="Room 214", status=VisitStatus.LEFT)
    assert found(desk, "ring 214").guest_id == last
    here = desk.guest("Di")
    desk.visit(here, room="214", status=VisitStatus.IN_HOUSE)
    assert found(desk, "ring 214").guest_id == here


def test_after_three_days_nobody_is_guessed_and_nobody_among_strangers(desk):
    gone = desk.guest("Ada")
    desk.visit(gone, arrive="2026-06-08", depart="2026-06-10", room="214", status=VisitStatus.LEFT)
    assert found(desk, "ring 214").guest_id is None
    for name in ("Bo", "Cy"):
        desk.visit(desk.guest(name), room="7", status=VisitStatus.IN_HOUSE)
    assert found(desk, "gloves table 7").guest_id is None


def test_of_a_party_that_shares_a_room_the_first_is_asked(desk):
    first, second = desk.guest("Ada"), desk.guest("Bo")
    for guest in (first, second):
        desk.visit(guest, room="9", ref="R1", status=VisitStatus.IN_HOUSE)
    assert found(desk, "gloves room 9").guest_id == first


def test_papers_are_flagged_and_their_numbers_never_kept(desk):
    for line in ("passport C01X00T478, 214", "bank card 4111 1111 1111 1111 in the lobby"):
        with pytest.raises(Invalid, match="nothing of it was kept"):
            found(desk, line)
    passport = found(desk, "passport, 214")
    card = found(desk, "bank card 411111 in the lobby")
    notes = {line.id: line.note for line in desk.read(lineup.left_behind)}
    assert notes == {passport.task_id: KEEP_CLOSED, card.task_id: KEEP_CLOSED}
    kept = str(desk.tables())
    assert "C01X00T478" not in kept
    assert "411111" not in kept


def test_only_what_was_left_behind_comes_back_and_only_once(desk):
    guest = desk.guest()
    promise = desk.write(lambda work: tasks.promise(work, guest, "the map by 18:00")).task.id
    with pytest.raises(Invalid, match="was not left behind"):
        desk.write(lambda work: lineup.returned(work, promise))
    toy = found(desk, "toy")
    (line,) = desk.read(lineup.left_behind)
    desk.write(lambda work: lineup.returned(work, toy.task_id))
    with pytest.raises(Stale):
        desk.write(lambda work: lineup.returned(work, toy.task_id, seen=line.version), ANA)
    with pytest.raises(Invalid, match="done already"):
        desk.write(lambda work: lineup.returned(work, toy.task_id), ANA)


def test_done_by_its_number_is_returned_all_the_same(desk):
    guest = desk.guest()
    desk.visit(guest, room="214", status=VisitStatus.IN_HOUSE)
    toy = found(desk, "toy 214")
    done = desk.write(lambda work: tasks.done(work, toy.task_id, reaction=Reaction.MOVED, words="Oh!"), BEN)
    (given,) = desk.read(lambda work: cards.open_card(work, guest)).gestures
    assert (done.state, given.title, given.reaction) == ("done", "returned: toy", Reaction.MOVED)


def test_it_stands_on_today_while_it_is_fresh_or_its_guest_is_here_and_on_the_card_at_every_visit(desk, clock):
    guest = desk.guest()
    stay = desk.visit(guest, room="214", arrive="2026-06-13", depart="2026-06-19", status=VisitStatus.IN_HOUSE)
    toy, scarf = found(desk, "toy 214").task_id, found(desk, "grey scarf in the bar").task_id

    def on_today():
        owed = desk.read(owed_board.owed)
        return [line.id for line in owed.lines], owed.headline

    assert on_today() == ([toy, scarf], "1 due today · 1 left behind")
    clock.ahead(days=4)
    assert on_today()[0] == [toy]
    desk.sql("UPDATE visit SET status = ? WHERE id = ?", VisitStatus.LEFT.value, stay)
    assert on_today() == ([], "Nothing owed today")
    assert [line.id for line in desk.read(lineup.left_behind)] == [toy, scarf]
    desk.visit(guest, room="301", status=VisitStatus.IN_HOUSE)
    card = desk.card(guest)
    assert ([line.id for line in card.owed_lines], card.owed) == ([toy], "give back: toy")

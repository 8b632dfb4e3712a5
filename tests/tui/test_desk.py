"""A receptionist's keys at the Desk, on a real file."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from delightdesk.domain.vocabulary import GestureState, Reaction

Opened = Any


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest("Erika", "Schultz", title="Ms", say_as="SHOOLTS")
    desk.visit(guest, room="412", eta="20:30")
    desk.note(guest, "20th anniversary 14 june")
    desk.note(guest, "allergic to strawberries")
    desk.note(guest, "promise sea view by 6pm")
    max_ = desk.guest("Max", "Schuler", title="Mr")
    desk.visit(max_, room="208", eta="17:00")
    return guest


def gestures(desk: Any, guest: int) -> list[Any]:
    return list(desk.card(guest).gestures)


async def test_who_is_expected_stands_there_at_once_and_one_key_reads(window: Opened, erika: int, size: Any) -> None:
    async with window(size) as desk_window:
        await desk_window.shows("Erika Schultz 412")
        await desk_window.shows("Max Schuler 208")
        await desk_window.type("erik")
        await desk_window.settle(long=True)
        await desk_window.hides("208")
        await desk_window.press("enter")
        for words in ("SAY", "SHOOLTS", "MIND strawberries", "OWED sea view, by 18:00 (in 1 h 18)", "Suggested", "1 "):
            await desk_window.shows(words)


async def test_the_card_follows_the_mark_after_a_pause(window: Opened, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.settle(long=True)
        await desk_window.shows("SAY “Welcome, Mr Schuler.”")
        await desk_window.press("down")
        await desk_window.settle(long=True)
        await desk_window.shows("Ms Schultz")


async def test_the_first_suggestion_is_chosen_and_logged_in_two_keys(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("1")
        assert "Give:" in desk_window.text
        await desk_window.shows("SAY")
        await desk_window.press("enter")
        await desk_window.shows("Logged:")
    assert [one.state for one in gestures(desk, erika)] == [GestureState.PLANNED]


async def test_one_of_two_forms_is_logged_by_its_letter(window: Opened, desk: Any, erika: int) -> None:
    card = desk.card(erika)
    number = next(line.number for line in card.suggestions if len(line.forms) == 2)
    second = card.suggestions[number - 1].forms[1].title
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press(str(number), "b")
    assert [one.title for one in gestures(desk, erika)] == [second]


async def test_basket_hour_and_place_can_be_changed_before_logging(window: Opened, desk: Any, erika: int) -> None:
    paid = next(line for line in desk.card(erika).suggestions if line.cost)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press(str(paid.number), "tab", "tab")
        await desk_window.type("8.50")
        await desk_window.press("enter")
        await desk_window.shows("Logged:")
    (logged,) = gestures(desk, erika)
    first = paid.forms[0].lines[0][1]
    assert logged.cost == paid.forms[0].cost - first + 850


async def test_a_wrong_amount_or_hour_is_said_and_nothing_is_logged(window: Opened, desk: Any, erika: int) -> None:
    paid = next(line for line in desk.card(erika).suggestions if line.cost)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press(str(paid.number), "tab", "tab")
        await desk_window.type("lots")
        await desk_window.press("enter")
        await desk_window.shows("is not an amount")
    assert gestures(desk, erika) == []


async def test_keys_typed_ahead_keep_their_order(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.burst(*"erika", "enter", "n", *"usual", "space", *"espresso", "enter", "1", "enter")
        await desk_window.settle(long=True)
        await desk_window.shows("Logged:")
    card = desk.card(erika)
    assert "espresso" in [note.text for note in card.notes]
    assert len(card.gestures) == 1


async def test_a_note_says_what_it_understood_while_it_is_typed(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("allergic to nuts")
        await desk_window.shows("Caution: nuts")
        await desk_window.press("tab")
        await desk_window.shows("word for word")
        await desk_window.press("tab", "enter")
        await desk_window.shows("nuts (allergy, ask again)")
    assert "nuts" in [caution.subject for caution in desk.card(erika).cautions]


async def test_a_half_typed_note_waits_for_its_guest(window: Opened, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("likes the")
        await desk_window.press("escape", "slash")
        await desk_window.find("max")
        await desk_window.press("n")
        await desk_window.hides("likes the")
        await desk_window.press("escape", "escape")
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.shows("likes the")


async def test_delivered_with_a_reaction_in_two_keys_and_undone_in_one(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("1", "enter")
        await desk_window.press("d")
        await desk_window.shows("How did they take it?")
        await desk_window.shows("5 uneasy")
        await desk_window.press("2")
        (gesture,) = gestures(desk, erika)
        assert (gesture.state, gesture.reaction) == (GestureState.DELIVERED, Reaction.DELIGHTED)
        await desk_window.press("u")
        (gesture,) = gestures(desk, erika)
        assert (gesture.state, gesture.reaction) == (GestureState.PLANNED, None)


async def test_the_gestures_of_the_visit_go_their_steps(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("1", "enter", "g", "r")
        assert gestures(desk, erika)[0].state is GestureState.READY
        await desk_window.shows("ready")
        await desk_window.press("d", "enter", "g", "t")
        await desk_window.type("so kind of you")
        await desk_window.press("enter")
        (gesture,) = gestures(desk, erika)
        assert (gesture.state, gesture.words) == (GestureState.DELIVERED, "so kind of you")


async def test_why_not_none_today_and_a_gesture_of_ones_own(window: Opened, desk: Any, erika: int) -> None:
    out = desk.card(erika).ruled_out[0]
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("w")
        await desk_window.shows("Ruled out")
        await desk_window.shows(out.title)
        await desk_window.press("w", "0")
        await desk_window.shows("None today, said Ana at 16:42")
        await desk_window.press("m")
        await desk_window.type("walk to the pier 4.50")
        await desk_window.press("enter")
    (gesture,) = gestures(desk, erika)
    assert (gesture.title, gesture.cost) == ("walk to the pier", 450)


async def test_the_visit_moves_on_by_one_key(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("i")
        await desk_window.shows("Now in house")
        assert desk.card(erika).visit.status == "in_house"
        await desk_window.shows("412 !♥1st in")


async def test_letters_without_a_meaning_do_nothing_and_escape_selects_the_old_search(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        before = desk_window.text
        await desk_window.press("ä", "ö", "ü")
        assert desk_window.text == before
        await desk_window.press("escape")
        await desk_window.type("max")
        await desk_window.settle(long=True)
        await desk_window.shows("208")
        await desk_window.hides("412 ")


async def test_another_window_is_noticed_and_mark_and_place_are_kept(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("j", "j")
        desk.window().note(erika, "allergic to milk")
        await desk_window.shows("milk (allergy")
        assert desk_window.app.screen.card.top == 2  # type: ignore[attr-defined]


async def test_an_empty_desk_and_an_unknown_name_say_what_to_do(window: Opened) -> None:
    async with window() as desk_window:
        await desk_window.shows("No guests yet.")
        await desk_window.shows("^O")
        await desk_window.type("schul")
        await desk_window.shows("Enter makes a new guest “schul”")
        await desk_window.press("enter")
        assert len(desk_window.app.screen_stack) == 2


async def test_messages_cover_neither_the_brief_nor_the_keys_and_carry_no_name(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        before = desk_window.lines
        await desk_window.press("1", "enter")
        toasts = [toast.render().plain for toast in desk_window.app.screen.query("Toast")]
        assert toasts
        assert not any("Erika" in toast or "Schultz" in toast for toast in toasts)
        after = desk_window.lines
        assert [line[34:] for line in before[1:6]] == [line[34:] for line in after[1:6]]
        assert "▌" not in "".join(line[34:] for line in after)


async def test_the_mouse_reads_chooses_and_asks_why(window: Opened, desk: Any, erika: int) -> None:
    async with window((120, 40)) as desk_window:
        at = next(place for place, line in enumerate(desk_window.lines) if "Erika" in line)
        await desk_window.pilot.click(offset=(5, at))
        await desk_window.shows("SHOOLTS")
        await desk_window.shows("1-5 Give")
        at = next(place for place, line in enumerate(desk_window.lines) if "ruled out (w)" in line)
        await desk_window.pilot.click(offset=(60, at))
        await desk_window.shows("w back")
        await desk_window.press("w")
        at = next(place for place, line in enumerate(desk_window.lines) if "│ 1 " in line)
        await desk_window.pilot.click(offset=(60, at))
        await desk_window.shows("Give:")


async def test_pasted_words_come_in_clean_and_in_order(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        desk_window.app.post_message(events.Paste("er\x1b[31mi\nka"))
        for key in ("backspace", "backspace", "backspace", "enter"):
            desk_window.app.post_message(events.Key(key, None))
        await desk_window.shows("SHOOLTS")
        assert desk_window.app.screen.find_box.value == "eri"


async def test_escape_leaves_what_was_ruled_out_before_it_leaves_the_card(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("w")
        await desk_window.shows("w back")
        assert "Give" not in desk_window.footer
        await desk_window.press("1")
        assert "Give:" not in desk_window.text
        await desk_window.press("escape")
        await desk_window.hides("w back")
        await desk_window.shows("1-5 Give")
        await desk_window.press("escape")
        await desk_window.shows("Enter Read")


async def test_the_keys_at_the_bottom_are_true_where_there_is_nobody(window: Opened) -> None:
    async with window() as desk_window:
        assert "Enter Read" not in desk_window.footer
        await desk_window.type("x")
        await desk_window.settle(long=True)
        assert "Enter Read" in desk_window.footer
        await desk_window.press("escape", "f3")
        await desk_window.shows("Nobody is expected today")
        assert not any(words in desk_window.footer for words in ("Read", "In or out", "Page"))
        await desk_window.press("escape", "ctrl+r")
        await desk_window.shows("Nothing is waiting")
        assert not any(words in desk_window.footer for words in ("Take", "Put aside"))


async def test_the_first_guest_changes_what_the_empty_card_says(window: Opened, desk: Any) -> None:
    async with window() as desk_window:
        await desk_window.shows("to make the first guest by hand")
        desk.window().guest("Erika", "Schultz")
        await desk_window.hides("to make the first guest by hand")
        await desk_window.shows("Type a few letters of a name")


async def test_a_basket_of_ones_own_its_words_and_what_it_did_cost(window: Opened, desk: Any, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press("m")
        await desk_window.type("Sorry box: flowers 10, card 3")
        await desk_window.shows("Sorry box, £13: flowers, card")
        await desk_window.press("enter")
        await desk_window.shows("Logged: Sorry box, £13")
        await desk_window.press("g", "b")
        await desk_window.type(", wine 12.50")
        await desk_window.press("enter")
        await desk_window.shows("Basket kept: £25.50")
        await desk_window.press("d", "enter", "g", "t")
        await desk_window.type("so kind")
        await desk_window.press("enter", "g")
        (gesture,) = gestures(desk, erika)
        assert (gesture.cost, gesture.words, gesture.reaction) == (2550, "so kind", None)
        await desk_window.press("1")
        await desk_window.shows("delivered today, moved · “so kind”")
    (gesture,) = gestures(desk, erika)
    assert (gesture.words, gesture.reaction) == ("so kind", Reaction.MOVED)


async def test_more_can_be_put_into_a_suggestion_and_given_on_another_day(
    window: Opened, desk: Any, erika: int
) -> None:
    paid = next(line for line in desk.card(erika).suggestions if line.cost)
    fields = 2 * len(paid.forms[0].lines)
    async with window() as desk_window:
        await desk_window.find("erika")
        await desk_window.press(str(paid.number), *["tab"] * (fields + 1))
        await desk_window.type("ribbon")
        await desk_window.press("tab")
        await desk_window.type("1.25")
        await desk_window.press("tab")
        await desk_window.type("tomorrow 09:00")
        await desk_window.press("enter")
        await desk_window.shows("Logged:")
    (logged,) = gestures(desk, erika)
    assert logged.cost == paid.forms[0].cost + 125
    assert f"{logged.due:%d %H:%M}" == "15 08:00"  # in UTC


async def test_a_very_small_window_still_shows_list_and_card(window: Opened, erika: int) -> None:
    async with window((44, 16)) as desk_window:
        await desk_window.find("erika")
        await desk_window.shows("▸ Erika Schultz")
        await desk_window.shows("SAY")
        assert "F1 Help" in desk_window.footer


async def test_a_message_on_the_board_covers_neither_a_visit_nor_what_comes_next(
    window: Opened, desk: Any, erika: int
) -> None:
    async with window() as desk_window:
        await desk_window.press("f3")
        await desk_window.shows("Next")
        await desk_window.press("i")
        await desk_window.shows("Now in house")
        rows = [place for place, line in enumerate(desk_window.lines) if "▌" in line]
        assert rows
        assert max(rows) < 3


async def test_a_key_places_nothing_anew_and_a_long_line_follows_the_cursor(window: Opened, erika: int) -> None:
    """Every key would cost the arrangement of the whole screen, which was the better part of a key's time."""
    async with window() as desk_window:
        await desk_window.settle(long=True)
        box = desk_window.app.screen.find_box
        box.take(events.Key("s", "s"))
        assert box.value == "s"
        assert not box._layout_required
        await desk_window.type("a" * 60 + "zq")
        assert "aazq" in desk_window.lines[1]
        await desk_window.press("home")
        assert desk_window.lines[1].lstrip().startswith("saaaa")

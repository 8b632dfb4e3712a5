"""Advice on one gesture is what the whole advice says of it, so that the filter never loses a rule when it runs again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delightdesk.desk import catalogue, choosing, facts, gestures
from delightdesk.desk.dossier import gather
from delightdesk.domain.errors import DeskError
from delightdesk.domain.vocabulary import BondKind, OccasionKind


def _nobody_knows(desk, guest_id):
    desk.visit(guest_id, eta="21:30", adults="2")
    desk.occasion(guest_id, day="14 june", year="2006")


def _no_alcohol_and_allergies(desk, guest_id):
    _nobody_knows(desk, guest_id)
    for subject in ("no alcohol", "nuts", "strawberries", "chocolate"):
        desk.caution(guest_id, subject)


def _secret_of_a_child_with_an_allergy(desk, guest_id):
    child = desk.guest("Lena")
    desk.visit(guest_id, children="1")
    desk.occasion(guest_id, kind=OccasionKind.BIRTHDAY, day="15 june", secret=True, secret_from="her")
    desk.caution(child, "dairy")
    desk.write(lambda work: facts.save_bond(work, child, guest_id, BondKind.CHILD))


def _given_and_spent(desk, guest_id):
    _nobody_knows(desk, guest_id)
    for idea in ("g05", "g08"):
        desk.write(lambda work, idea=idea: gestures.plan(work, guest_id, idea))
    desk.write(lambda work: gestures.plan_own(work, guest_id, "Magnum", [("magnum", 9000)]))


STORIES = (_nobody_knows, _no_alcohol_and_allergies, _secret_of_a_child_with_an_allergy, _given_and_spent)


@pytest.mark.parametrize("story", STORIES)
def test_on_one_gesture_nothing_is_said_but_what_the_whole_advice_says(desk, story):
    guest_id = desk.guest(title="Ms")
    story(desk, guest_id)

    def compared(work):
        dossier = gather(work, guest_id)
        keys = [idea.key for idea in catalogue.ideas(work)]
        whole = choosing.advise(work, dossier, limit=len(keys))
        for key in (*keys, "no-such-idea"):
            one = choosing.advise_on(work, dossier, key)
            assert _of(one, key) == _of(whole, key)
            assert [out for out in one.ruled_out if out.idea == key] == [
                out for out in whole.ruled_out if out.idea == key
            ]
        return whole

    whole = desk.read(compared)
    assert whole.suggestions
    assert whole.ruled_out or story is _nobody_knows


def test_every_suggestion_of_the_card_can_be_logged_as_it_stands(desk):
    guest_id = desk.guest(title="Ms")
    _nobody_knows(desk, guest_id)
    for line in desk.card(guest_id).suggestions:
        view = desk.write(lambda work, idea=line.idea: gestures.plan(work, guest_id, idea))
        assert (view.title, view.due, view.doer) == (line.title, line.ready_by, line.who)
        with pytest.raises(DeskError, match="Nothing was logged"):
            desk.write(lambda work, idea=line.idea: gestures.plan(work, guest_id, idea))


def _of(advice, key):
    """The suggestions that offer a gesture, but for faint reasons, which differ with what else is shown."""
    found = [each for each in advice.suggestions if key in (each.idea, *(form.idea for form in each.forms))]
    return [replace(each, why=()) for each in found]

"""Saying no the kind way: with two things we can do instead, or somebody nearby who can."""

from __future__ import annotations

from collections.abc import Sequence

from delightdesk.desk.keeping import Place, add_note
from delightdesk.desk.problem_reading import at_hand
from delightdesk.desk.problem_steps import first_act, seen_problem, tick
from delightdesk.domain.errors import Invalid
from delightdesk.domain.lifecycle import OPEN_PROBLEMS
from delightdesk.domain.recovery import alternatives_missing
from delightdesk.domain.text import clean, kept_words
from delightdesk.domain.vocabulary import Lifetime, NoteKind, NoteSource, ProblemState, RecoveryStep
from delightdesk.store.tables import Guest
from delightdesk.store.work import Work

_WISH, _OFFER = 120, 80


def cannot(work: Work, guest_id: int, what: str, alternatives: Sequence[str], partner: str = "") -> str:
    """Keep what could not be done and what was offered instead; returns the sentence of it.

    Raises `Invalid` without two alternatives or a partner. While the guest has a problem, its options are done by this.
    """
    guest = work.get(Guest, guest_id, "guest")
    wish, partner = kept_words(what, _WISH), kept_words(partner, _OFFER)
    offers = [said for said in dict.fromkeys(kept_words(each, _OFFER) for each in alternatives) if said]
    if not wish:
        raise Invalid("Please say what cannot be done. Nothing was saved yet.", "what")
    if lacking := alternatives_missing(offers, partner):
        raise Invalid(lacking, "alternatives")
    offered = ", ".join([*offers, *([f"ask {partner}"] if partner else [])])
    sentence = clean(f"Could not: {wish}. Offered: {offered}.", 500)
    add_note(Place(work, guest, NoteSource.COLLEAGUE), NoteKind.OPERATIONAL, sentence, Lifetime.VISIT)
    _options_of_problem(work, guest_id, offered)
    if work.changes:
        work.did("note.noted", f"Could not: {wish}", guest_id)
    return sentence


def _options_of_problem(work: Work, guest_id: int, offered: str) -> None:
    found = at_hand(work, guest_id)
    if found is None or found.state not in OPEN_PROBLEMS:
        return
    problem = seen_problem(work, found.id, None)
    tick(work, problem, RecoveryStep.OPTIONS, kept_words(offered))
    if not work.change(problem, first_act_at=first_act(work, problem), state=ProblemState.ACTING):
        work.touch(problem)

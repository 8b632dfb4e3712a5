"""Suggestions for one guest, as the card shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from delightdesk.desk import catalogue
from delightdesk.desk.dossier import Dossier
from delightdesk.desk.knowing import circumstances, evidence, known_of
from delightdesk.desk.lines import FormLine, RuledOutLine, SuggestionLine
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Advice, Suggestion
from delightdesk.domain.money import show_money
from delightdesk.domain.suggest import suggest
from delightdesk.store.work import Work

SHOWN = 5


def advise(work: Work, dossier: Dossier, limit: int = SHOWN) -> Advice:
    """What to give this guest now and what not, with every reason."""
    return _advise(work, dossier, catalogue.ideas(work), limit)


def advise_on(work: Work, dossier: Dossier, idea: str) -> Advice:
    """What `advise` says of one gesture, by its key, wherever it ranks.

    Worked out from the gesture and what its advice hangs on: its alcohol-free form, whose form it is, its swaps, and
    what was given in this visit. That is soon done, which matters to whoever waits meanwhile to save something else.
    """
    ideas = catalogue.ideas(work)
    near = {idea} | {key for each in ideas if each.key == idea for key in (each.twin, *each.swaps) if key}
    near |= {given.idea_key for given in dossier.gestures if dossier.visit and given.visit_id == dossier.visit.id}
    few = [each for each in ideas if each.key in near or each.twin in near]
    return _advise(work, dossier, few, limit=len(few))


def suggestion_lines(work: Work, advice: Advice) -> tuple[SuggestionLine, ...]:
    """The suggestions numbered by the key that chooses them."""
    return tuple(_line(work, number, found) for number, found in enumerate(advice.suggestions, 1))


def ruled_out_lines(advice: Advice) -> tuple[RuledOutLine, ...]:
    """All that was ruled out, likeliest first."""
    return tuple(
        RuledOutLine(found.idea, found.title, found.because, found.swap_title or "") for found in advice.ruled_out
    )


def when_words(work: Work, instant: datetime | None) -> str:
    """An instant as the desk says it: "now", "18:00", "tomorrow 09:00"."""
    if instant is None:
        return "now"
    local = instant.astimezone(work.zone)
    clock = f"{local:%H:%M}"
    return (
        clock
        if local.date() == work.now.astimezone(work.zone).date()
        else f"{spoken_day(local.date(), work.today)} {clock}"
    )


def _advise(work: Work, dossier: Dossier, ideas: Sequence[Idea], limit: int) -> Advice:
    return suggest(ideas, known_of(work, dossier), circumstances(work, dossier), evidence(work), limit=limit)


def _line(work: Work, number: int, found: Suggestion) -> SuggestionLine:
    currency = work.house.currency
    return SuggestionLine(
        number=number,
        idea=found.idea,
        title=found.title,
        cost=found.cost,
        cost_text=show_money(found.cost, currency),
        who=found.who,
        ready_by=found.ready_by,
        who_when=f"{found.who}, {when_words(work, found.ready_by)}",
        why=found.why,
        say=found.say,
        how=found.how,
        place=found.place,
        forms=tuple(
            FormLine(form.title, form.cost, show_money(form.cost, currency), form.lines) for form in found.forms
        ),
        ask_which=found.ask_which,
        left_out=found.left_out,
        cautions=found.cautions,
        needs_approval="" if found.needs_approval in (None, work.person.name) else found.needs_approval,
        public=found.public,
    )

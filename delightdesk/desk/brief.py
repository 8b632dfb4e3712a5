"""The ten-second brief: one line to say, one to mind, one owed, or nothing.

People forget what was said and remember how they were made to feel, so the name comes first and said right;
what is secret is told as what to avoid, never as what to celebrate aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from delightdesk.desk.dossier import Dossier
from delightdesk.desk.knowing import aloud
from delightdesk.desk.on_file import CautionOnFile, VisitOnFile
from delightdesk.desk.owed_lines import OwedLine
from delightdesk.domain.cautions import avoided_tags
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.lifecycle import OPEN_TASKS, task_word
from delightdesk.domain.occasions import congratulation, spoken
from delightdesk.domain.packs import Words
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import CautionKind, Sector, TaskKind, VisitStatus

_WELCOME_BACK = {
    Sector.HOTEL: "Welcome back, {name}.",
    Sector.RESTAURANT: "Good to see you again, {name}.",
    Sector.SHOP: "Good to see you again, {name}.",
    Sector.CLINIC: "Good to see you, {name}.",
}
TO_A_CALLER = "We cannot say who stays here"
_SUBJECTS = {"her": "she", "him": "he", "them": "they"}
_WELCOME = {Sector.CLINIC: "Hello, {name}."}
_TO_KEEP = frozenset(task_word(TaskKind.PROMISE, state) for state in OPEN_TASKS)


def say(dossier: Dossier, sector: Sector, today: date) -> str:
    """What to say, the name as the guest likes it and how it is spoken: ``“Welcome back, Ms Schultz.” (SHOOLTS)``."""
    guest = dossier.guest
    name = aloud(guest)
    open_ones = [found for found in dossier.due if not found.secret and found.days_off == 0]
    wishes = (congratulation(found.kind, found.years, name, found.whose, over=found.on < today) for found in open_ones)
    if not guest.incognito and (wish := next(filter(None, wishes), "")):
        sentence = wish
    elif dossier.earlier_visits:
        sentence = _addressed(_WELCOME_BACK[sector], name)
    else:
        sentence = _addressed(_WELCOME.get(sector, "Welcome, {name}."), name)
    spoken_as = f" ({guest.say_as})" if guest.say_as and name else ""
    return f"“{sentence}”{spoken_as}"


def _addressed(template: str, name: str) -> str:
    return template.format(name=name) if name else template.replace(", {name}", "")


def mind(dossier: Dossier) -> str:
    """What to avoid: secrets first, then cautions of the whole party, then what must be asked before acting on it."""
    parts = [_secret(found) for found in dossier.due if found.secret]
    parts += [_caution(caution, whose) for caution, whose in dossier.cautions]
    return " · ".join(dict.fromkeys(parts))


def owed(lines: Sequence[OwedLine]) -> str:
    """What was promised and is not kept yet, missed ones first, whom to call now, and what waits to be given back."""
    return " · ".join(filter(None, map(_owed, lines)))


def _owed(line: OwedLine) -> str:
    if line.kind is TaskKind.FOLLOW_UP and line.urgency <= Urgency.WARNED:
        return f"{line.title[:1].lower()}{line.title[1:]}"
    if line.kind is TaskKind.LEFT_BEHIND:
        return f"give back: {line.title[:1].lower()}{line.title[1:]}"
    if line.kind is not TaskKind.PROMISE:
        return ""
    by = f", by {line.due_text}" if line.due_text else ""
    if line.urgency is Urgency.OVERDUE:
        return f"MISSED {line.left_text}: {line.title}{by}"
    how_long = f" ({line.left_text})" if line.left_text else ""
    return f"{line.title}{by}{how_long}" if line.state in _TO_KEEP else ""


def warning(dossier: Dossier) -> str:
    """What stands above everything else: incognito and gift-restricted guests, and what to say to a caller."""
    parts = []
    if dossier.guest.incognito:
        parts.append("Incognito: do not confirm to anyone that they are here")
        parts.append(f"If somebody calls: “{TO_A_CALLER}”")
    if dossier.guest.gift_restricted:
        parts.append("Gift-restricted: only gestures that cost nothing")
    return " · ".join(parts)


def first_visit_prompt(dossier: Dossier, prompt: str) -> str:
    """The orientation to offer somebody who was never here before."""
    first = dossier.visit is not None and dossier.earlier_visits == 0
    return prompt if first else ""


def where(visit: VisitOnFile | None, today: date, words: Words) -> str:
    """Room and state in one line: ``412 · arrives today, 2 nights``."""
    if visit is None:
        return f"no {words.visit} planned"
    nights = (visit.depart - visit.arrive).days if visit.depart else 0
    length = f", {nights} night{'' if nights == 1 else 's'}" if nights else ""
    party = _party(visit)
    room = f"{visit.room} · " if visit.room else ""
    return f"{room}{_state(visit, today, words, length)}{party}"


def _state(visit: VisitOnFile, today: date, words: Words, length: str) -> str:
    arrive = spoken_day(visit.arrive, today)
    if visit.status is VisitStatus.IN_HOUSE:
        leaves = f", {words.leaves} {spoken_day(visit.depart, today)}" if visit.depart else ""
        return f"{words.in_house}{leaves}"
    if visit.status is VisitStatus.LEFT:
        return f"was here {spoken_day(visit.arrive, today)}{length}"
    if visit.status in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW, VisitStatus.ENQUIRY):
        return f"{visit.status.value.replace('_', '-')} for {arrive}{length}"
    if visit.arrive < today:
        return f"was expected {arrive}{length}"
    eta = f" {visit.eta:%H:%M}" if visit.eta else ""
    return f"{words.arrives} {arrive}{eta}{length}"


def _party(visit: VisitOnFile) -> str:
    parts = [f"{visit.adults} adults"] if visit.adults > 1 else []
    if visit.children:
        parts.append(f"{visit.children} child{'' if visit.children == 1 else 'ren'}")
    if visit.infants:
        parts.append(f"{visit.infants} infant{'' if visit.infants == 1 else 's'}")
    return f" · {', '.join(parts)}" if parts else ""


def _secret(found: OccasionDue) -> str:
    who = _SUBJECTS.get(found.secret_from.casefold(), found.secret_from) or "the party"
    return f"{who} must not know ({spoken(found.kind, found.years, found.whose)})"


def _caution(caution: CautionOnFile, whose: str) -> str:
    person = "" if whose == "the guest" else f" of {whose}"
    if caution.kind is CautionKind.ALLERGEN:
        return f"{caution.subject} (allergy{person}, ask again)"
    person = "" if whose == "the guest" else f" for {whose}"
    if caution.kind is CautionKind.PET and caution.subject != "animals":
        return f"with a {caution.subject}{person}"
    if caution.subject in avoided_tags(caution.subject):
        return f"no {caution.subject}{person}"
    return f"{caution.subject}{person}"

"""The house's playbooks as they are read in the list, chosen from, and typed in the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from anyascii import anyascii

from delightdesk.desk.idea_views import lead_text
from delightdesk.domain.playbook_entries import step_line
from delightdesk.domain.playbook_fields import OWNER
from delightdesk.domain.playbooks import Playbook
from delightdesk.domain.problem_kinds import KINDS, OTHER, kinds_for
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector

State = Literal["pack", "changed", "own", "off"]
MISSED = "missed promise"
"""How a plan says that it is for promises that were missed."""
MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step as it is read: when ("now", "10m"), who, what, and the words to say."""

    when: str
    who: str
    title: str
    say: str


@dataclass(frozen=True, slots=True)
class PlaybookLine:
    """One playbook in the list.

    state: as the pack has it, changed by the house, the house's own, or switched off. is_changed and is_own stay true
    while it is off. interim: titles of the gestures for the wait. words: what a filter looks through.
    """

    key: str
    version: int
    title: str
    state: State
    answers: str
    limit: str
    steps: tuple[PlanStep, ...]
    options: tuple[str, ...]
    partner: str
    interim: tuple[str, ...]
    is_changed: bool
    is_own: bool
    words: str


@dataclass(frozen=True, slots=True)
class PlaybookChoice:
    """A playbook to be started. ``number`` is its place, best first."""

    number: int
    key: str
    title: str
    steps: tuple[PlanStep, ...]
    options: tuple[str, ...]
    partner: str
    interim: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaybookForm:
    """A playbook as typed; the values here are those of a new one of the house's own.

    answers: kinds of problem by their labels, a whole group such as "room", or "missed promise", with commas between.
    limit: "12 people". options: with commas between, or semicolons where one holds a comma. steps: one line each, as
    `domain.playbook_entries.read_step` takes it.
    """

    key: str = ""
    version: int = 0
    own: bool = True
    title: str = ""
    answers: str = ""
    limit: str = ""
    options: str = ""
    partner: str = ""
    step_1: str = ""
    step_2: str = ""
    step_3: str = ""
    step_4: str = ""
    step_5: str = ""
    step_6: str = ""
    step_7: str = ""
    step_8: str = ""
    step_9: str = ""
    step_10: str = ""
    step_11: str = ""
    step_12: str = ""
    active: bool = True

    @property
    def lines(self) -> dict[str, str]:
        """The lines of the steps by their fields."""
        return {name: getattr(self, name) for name in STEP_FIELDS}


STEP_FIELDS = tuple(f"step_{number}" for number in range(1, MOST_STEPS + 1))


def line_of(book: Playbook, gestures: Mapping[str, str], *, version: int, active: bool, changed: bool) -> PlaybookLine:
    """A playbook as the list shows it; ``gestures`` are the titles by key of what the house gives."""
    state: State = "off" if not active else "own" if book.own else "changed" if changed else "pack"
    told = [state, *(["changed"] if changed else []), *(["own"] if book.own else [])]
    steps = _steps(book)
    answers = answers_text(book)
    doing = [step.title for step in steps] + [step.who for step in steps if step.who != OWNER]
    return PlaybookLine(
        key=book.key,
        version=version,
        title=book.title,
        state=state,
        answers=answers,
        limit=limit_text(book),
        steps=steps,
        options=book.options,
        partner=book.partner,
        interim=_titles(book, gestures),
        is_changed=changed,
        is_own=book.own,
        words=_folded(" ".join((book.title, answers, *book.words, *told, *doing, *book.options, book.partner))),
    )


def choice_of(book: Playbook, number: int, gestures: Mapping[str, str]) -> PlaybookChoice:
    """A playbook as it is offered to be started."""
    return PlaybookChoice(
        number=number,
        key=book.key,
        title=book.title,
        steps=_steps(book),
        options=book.options,
        partner=book.partner,
        interim=_titles(book, gestures),
    )


def form_of(book: Playbook, *, active: bool, version: int) -> PlaybookForm:
    """A playbook as text to be changed."""
    return PlaybookForm(
        key=book.key,
        version=version,
        own=book.own,
        title=book.title,
        answers=answers_text(book),
        limit=limit_text(book),
        options=options_text(book),
        partner=book.partner,
        active=active,
        **dict(zip(STEP_FIELDS, map(step_line, book.steps), strict=False)),
    )


def fits(line: PlaybookLine, text: str) -> bool:
    """True when every word typed stands somewhere in the plan."""
    return all(word in line.words for word in _folded(text).split())


def answers_text(book: Playbook) -> str:
    """What the plan is for, in words: "missed promise, room, bill"."""
    place = {key: place for place, key in enumerate((*_GROUPS, *KINDS))}
    known = sorted(book.answers, key=lambda key: (place.get(key, len(place)), key))
    return ", ".join([MISSED] * book.for_missed + [KINDS[key].label if key in KINDS else key for key in known])


def limit_text(book: Playbook) -> str:
    """ "12 people", or nothing where there is no limit."""
    return f"{book.most} {book.most_of}" if book.most else ""


def options_text(book: Playbook) -> str:
    """The options with commas between, or semicolons where one holds a comma itself."""
    if any("," in option for option in book.options):
        return "; ".join(book.options) + (";" if len(book.options) == 1 else "")
    return ", ".join(book.options)


def kinds_words(sector: Sector) -> tuple[str, ...]:
    """What can be typed as what a plan is for, in a house of this sector."""
    kinds = [kind for kind in kinds_for(sector) if kind.key != OTHER]
    groups = dict.fromkeys(kind.group for kind in kinds if kind.group in _GROUPS)
    return (MISSED, *groups, *(kind.label for kind in kinds), KINDS[OTHER].label)


_GROUPS = tuple(dict.fromkeys(kind.group for kind in KINDS.values() if kind.group not in KINDS))
KEYS_BY_WORD: Mapping[str, str] = {
    **{group: group for group in _GROUPS},
    **{key: key for key in KINDS},
    **{kind.label.casefold(): key for key, kind in KINDS.items()},
}
"""The key of a kind or group by every word it may be typed as."""


def _steps(book: Playbook) -> tuple[PlanStep, ...]:
    return tuple(PlanStep(lead_text(step.within), step.who, step.title, step.say) for step in book.steps)


def _titles(book: Playbook, gestures: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(gestures[key] for key in book.interim if key in gestures)


def _folded(text: str) -> str:
    return anyascii(clean(text, 4000)).casefold()

"""A playbook as it is written in a pack: its fields, and the one reason each may be refused for.

A house types the same fields into a form, so both doors check them here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, ValidationInfo, field_validator

from delightdesk.domain.folding import fold_name
from delightdesk.domain.pack_fields import Entry, Key, Line, Short, known_word, lead_of, only_blanks, tidy_text
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.problem_kinds import KINDS

OWNER = "owner"
"""Who does a step when no department is named: whoever owns the problem."""

_ANSWERABLE = frozenset(KINDS) | {key.partition(".")[0] for key in KINDS}


def known_kind(value: str) -> str:
    """A kind of problem, or a whole group such as "room". Raises `ValueError`: any other would never be found."""
    return known_word(value, _ANSWERABLE, "kind of problem")


def _one_word(value: str) -> str:
    forms = fold_name(value)
    if len(forms) != 1:
        raise ValueError(f'"{value}" is not one plain word such as shower')
    return forms[0][0]


def _apart(marks: str) -> AfterValidator:
    """Refuses what stands between the parts of a step when it is typed as one line."""

    def checked(value: str) -> str:
        for mark in marks:
            if mark in value:
                raise ValueError(f'"{mark}" cannot stand in "{value}"')
        return value

    return AfterValidator(checked)


def _to_name(value: str) -> str:
    return only_blanks(value, "name")


class StepEntry(Entry):
    """One step as it is written: "now", "10m", "2h" or "1d" after the start."""

    title: Annotated[str, tidy_text(80), _apart("|")]
    who: Annotated[Short, _apart("|:")] = OWNER
    within: Annotated[timedelta, BeforeValidator(lead_of)] = timedelta()
    say: Annotated[str, tidy_text(200, least=0), AfterValidator(_to_name)] = ""

    def step(self) -> PlayStep:
        return PlayStep(self.title, self.who, self.within, self.say)


class PlaybookEntry(Entry):
    """One playbook as it is written in a pack."""

    key: Key
    title: Short
    answers: frozenset[Annotated[str, AfterValidator(known_kind)]] = frozenset()
    words: frozenset[Annotated[str, AfterValidator(_one_word)]] = frozenset()
    for_missed: StrictBool = False
    interim: tuple[Key, ...] = ()
    options: tuple[Line, ...] = ()
    partner: Annotated[str, tidy_text(200, least=0)] = ""
    most: Annotated[StrictInt, Field(ge=0)] = 0
    most_of: Annotated[str, tidy_text(48, least=0), Field(validate_default=True)] = ""
    steps: Annotated[tuple[StepEntry, ...], Field(min_length=1, max_length=12)]

    @field_validator("most_of")
    @classmethod
    def _limit_counts_something(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("most") and not value:
            raise ValueError('is missing: a limit needs what it counts, such as "people"')
        return value

    def playbook(self) -> Playbook:
        """The playbook as the desk reads it."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return Playbook(**(values | {"steps": tuple(step.step() for step in self.steps)}))

"""A problem changed: what was guessed from a few words, set right field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from delightdesk import desk
from delightdesk.domain.problem_kinds import KINDS, SEVERITIES
from delightdesk.domain.vocabulary import Fault
from delightdesk.tui.modals.choice_line import Choices
from delightdesk.tui.modals.fields import YES_NO, Field, words_of
from delightdesk.tui.modals.forms import Form, guest_name
from delightdesk.tui.safe import clean

if TYPE_CHECKING:
    from delightdesk.desk.problems import ProblemForm
    from delightdesk.store.work import Work

_NAME = 120
_SEVERITIES: Choices = tuple((str(number), f"{number} {word}") for number, word in SEVERITIES.items())
_KINDS: Choices = tuple((kind.key, kind.label) for kind in KINDS.values())


@dataclass(frozen=True, slots=True)
class ProblemTyped:
    """A problem as typed; ``guest`` is a name or number, looked up only when it was typed anew."""

    what: str
    guest: str
    room: str
    kind: str
    severity: str
    cause: str
    fault: Fault
    spoiled: str
    waiting: bool
    begun: ProblemForm


class ProblemFormScreen(Form[ProblemTyped]):
    """Room and guest stand first: a report in haste often has only one of them."""

    EDIT, SAVED = "Problem", "Problem saved · ^Z undoes"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("what", "What happened", "as it was told", most=300),
        Field("guest", "Guest", "name or number, or empty", most=_NAME),
        Field("room", "Room or table", "", most=40),
        Field("kind", "Kind", "arrows or first letter", _KINDS),
        Field("severity", "How bad", "5 is a manager's", _SEVERITIES),
        Field("cause", "Cause", "its third time makes a to-do", most=120),
        Field("fault", "Whose doing", "the guest is ours either way", words_of(Fault)),
        Field("spoiled", "Spoiled", "the price of it: 12.50", most=16),
        Field("waiting", "Waiting", "they wait for it right now", YES_NO),
    )

    def load(self, work: Work) -> ProblemTyped:
        """The problem as it stands."""
        form = desk.problems.problem_form(work, self.row_id or 0)
        return ProblemTyped(
            what=form.what, guest=_name(work, form.guest_id), room=form.room, kind=form.kind, severity=form.severity,
            cause=form.cause, fault=form.fault, spoiled=form.spoiled, waiting=form.waiting, begun=form,
        )  # fmt: skip

    def keep(self, work: Work, typed: ProblemTyped) -> int:
        """Save. Raises `NotFound` or `Ambiguous` for a guest who cannot be told."""
        guest_id = typed.begun.guest_id
        if typed.guest.strip() != _name(work, guest_id):
            guest_id = desk.finding.resolve(work, typed.guest) if typed.guest.strip() else None
        form = replace(
            typed.begun, what=typed.what, guest_id=guest_id, room=typed.room, kind=typed.kind, severity=typed.severity,
            cause=typed.cause, fault=typed.fault, spoiled=typed.spoiled, waiting=typed.waiting,
        )  # fmt: skip
        return desk.problems.save_problem(work, form)


def _name(work: Work, guest_id: int | None) -> str:
    """The name as the field shows it, so that one left alone is never looked up."""
    return clean(guest_name(work, guest_id), _NAME).strip() if guest_id is not None else ""

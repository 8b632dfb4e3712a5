"""Where a problem goes: even, better than before, given up, or open again.

Even is not over: it asks once whether the guest heard an apology and says so themselves, proposes one small thing
beyond, and plants when the house is heard from again. Giving up needs words and is no mark against anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import and_, bindparam, select

from delightdesk.desk import catalogue, choosing, tasks
from delightdesk.desk.dossier import gather
from delightdesk.desk.lines import SuggestionLine
from delightdesk.desk.owed_lines import OwedLine, ProblemView
from delightdesk.desk.permitted import require
from delightdesk.desk.problem_raising import manager_knows
from delightdesk.desk.problem_steps import move, not_before, seen_problem, steps_done, tick, told
from delightdesk.domain.errors import DeskError, Invalid
from delightdesk.domain.followups import follow_ups
from delightdesk.domain.lifecycle import OPEN_TASKS, PROBLEM_NEXT, check_step
from delightdesk.domain.permissions import Act
from delightdesk.domain.recovery import HARM, missing
from delightdesk.domain.tastes import taste_words
from delightdesk.domain.text import kept_words
from delightdesk.domain.turns import is_contact, things_in
from delightdesk.domain.vocabulary import (
    CloseReason,
    GestureState,
    ProblemState,
    RecoveryStep,
    TaskKind,
    VisitStatus,
)
from delightdesk.store.tables import Gesture, GestureLine, Problem, Task, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

S = ProblemState
PROPOSED = 3
_LOOKED_AT = 12
_GIVEN_UP = (CloseReason.GUEST_LEFT, CloseReason.NOT_RECOVERABLE)

_GESTURE, _LINE, _TASK = table_of(Gesture), table_of(GestureLine), table_of(Task)
_GIVEN_FOR = (
    select(_GESTURE.c.family, _GESTURE.c.title, _LINE.c.what)
    .outerjoin(_LINE, and_(_LINE.c.gesture_id == _GESTURE.c.id, _LINE.c.deleted_at.is_(None)))
    .where(
        _GESTURE.c.problem_id == bindparam("problem"),
        _GESTURE.c.state.not_in((GestureState.CANCELLED, GestureState.DECLINED)),
        _GESTURE.c.deleted_at.is_(None),
    )
)
_PLANTED = select(_TASK.c.title).where(
    _TASK.c.problem_id == bindparam("problem"),
    _TASK.c.kind == TaskKind.FOLLOW_UP,
    _TASK.c.state.in_(OPEN_TASKS),
    _TASK.c.deleted_at.is_(None),
)


class AsksOnce(DeskError):  # noqa: N818 - read as a fact
    """Something was left out. ``questions`` name it ("an apology"); it is asked once, and any answer is kept."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        lacks = " and ".join(questions)
        super().__init__(f"This problem still lacks {lacks}. Nothing was changed yet. Please say why in a few words.")
        self.questions = questions


@dataclass(frozen=True, slots=True)
class Even:
    """What even brings: at most three small things beyond it, and when the guest is heard from again."""

    view: ProblemView
    proposals: tuple[SuggestionLine, ...]
    planted: tuple[OwedLine, ...]


def even(work: Work, problem_id: int, *, confirmed: bool, answer: str = "", seen: int | None = None) -> Even:
    """The problem is fixed; ``confirmed``: the guest says so. ``answer``: what is said to what was asked.

    Raises `AsksOnce` when the apology or the guest's own word is missing and nobody said why, `NotAllowed` for harm.
    """
    problem = _closing(work, problem_id, seen)
    check_step("This problem", problem.state, S.EVEN, PROBLEM_NEXT)
    done = steps_done(work, problem_id)
    said = kept_words(answer) or problem.answer
    questions = missing(done, confirmed=confirmed)
    if questions and not said:
        raise AsksOnce(questions)
    if RecoveryStep.FIX not in done:
        tick(work, problem, RecoveryStep.FIX)
    now = not_before(work, problem.reported_at, problem.first_act_at, problem.even_at)
    move(
        work, problem, S.EVEN, first_act_at=problem.first_act_at or now, even_at=now, closed_at=None,
        confirmed=confirmed, close_reason=CloseReason.CONFIRMED if confirmed else CloseReason.UNCONFIRMED,
        waiting=False, answer=said,
    )  # fmt: skip
    manager_knows(work, problem)
    planted = _plant(work, problem)
    seen_now = told(work, problem, "problem.even", f"Even: {problem.what}")
    return Even(seen_now, _proposals(work, problem), tuple(tasks.view(work, task_id) for task_id in planted))


def proposals(work: Work, problem_id: int) -> tuple[SuggestionLine, ...]:
    """Small things beyond even, of another kind than what was given for this problem; at most three."""
    return _proposals(work, work.get(Problem, problem_id, "problem"))


def beyond(work: Work, problem_id: int, *, seen: int | None = None) -> ProblemView:
    """The guest is better off than before it happened: the circle is closed."""
    problem = _closing(work, problem_id, seen)
    check_step("This problem", problem.state, S.BEYOND, PROBLEM_NEXT)
    if RecoveryStep.BEYOND not in steps_done(work, problem_id):
        tick(work, problem, RecoveryStep.BEYOND)
    now = not_before(work, problem.even_at)
    move(work, problem, S.BEYOND, beyond_at=now, closed_at=now, offered_to=None)
    return told(work, problem, "problem.beyond", f"Better than before: {problem.what}")


def lost(work: Work, problem_id: int, reason: CloseReason, words: str, seen: int | None = None) -> ProblemView:
    """It could not be put right. Some cannot; the words help the next person to understand."""
    problem = _closing(work, problem_id, seen)
    said = kept_words(words)
    if reason not in _GIVEN_UP:
        raise Invalid("Please say that the guest left, or that it cannot be put right. Nothing was changed.", "reason")
    if not said:
        raise Invalid("Please say in a few words what was tried. Nothing was changed yet.", "words")
    _give_up(work, problem, reason, said)
    return told(work, problem, "problem.lost", f"Could not be put right: {problem.what}")


def reopen(work: Work, problem_id: int, words: str, seen: int | None = None) -> ProblemView:
    """It was not over after all, which counts as a second failure. What was promised to be followed up stays."""
    problem = seen_problem(work, problem_id, seen)
    said = kept_words(words)
    if not said:
        raise Invalid("Please say in a few words what is wrong again. Nothing was changed yet.", "words")
    move(work, problem, S.REOPENED, confirmed=False, close_reason=None, answer="", beyond_at=None)
    return told(work, problem, "problem.reopened", f"Open again: {problem.what}: {said}")


def duplicate_of(work: Work, problem_id: int, other_id: int, seen: int | None = None) -> ProblemView:
    """Two people reported the same: this one is closed, the other goes on."""
    problem, other = _closing(work, problem_id, seen), work.get(Problem, other_id, "problem")
    if other.id == problem.id or other.close_reason is CloseReason.DUPLICATE:
        raise Invalid("Please choose the problem that goes on. Nothing was changed.", "other")
    _give_up(work, problem, CloseReason.DUPLICATE, kept_words(f"The same as: {other.what}"))
    return told(work, problem, "problem.duplicate", f"Reported twice: {problem.what}")


def _closing(work: Work, problem_id: int, seen: int | None) -> Problem:
    """The problem, for somebody who may close it."""
    problem = seen_problem(work, problem_id, seen)
    if problem.severity == HARM:
        require(work, Act.CLOSE_HARM)
    return problem


def _give_up(work: Work, problem: Problem, reason: CloseReason, said: str) -> None:
    now = not_before(work, problem.reported_at, problem.first_act_at, problem.even_at)
    move(work, problem, S.LOST, closed_at=now, close_reason=reason, answer=said, waiting=False, offered_to=None)
    manager_knows(work, problem)


def _plant(work: Work, problem: Problem) -> list[int]:
    """When the guest is heard from again. What an earlier fix planted and nobody did yet is not planted twice."""
    if problem.guest_id is None:
        return []
    visit = work.session.get(Visit, problem.visit_id) if problem.visit_id is not None else None
    work.session.flush()
    there = {title for (title,) in work.rows(_PLANTED, problem=problem.id)}
    found = follow_ups(
        work.now,
        work.today,
        in_house=visit is not None and visit.status is VisitStatus.IN_HOUSE,
        depart=visit.depart if visit else None,
        zone=work.zone,
        day_starts=work.house.day_starts,
        sector=work.house.sector,
    )
    return [
        tasks.add(
            work, TaskKind.FOLLOW_UP, each.title, guest_id=problem.guest_id, visit_id=problem.visit_id,
            room=problem.room, due=each.due, owner_id=problem.owner_id, problem_id=problem.id,
            unexpected=each.unexpected,
        )
        for each in found
        if each.title not in there
    ]  # fmt: skip


def _proposals(work: Work, problem: Problem) -> tuple[SuggestionLine, ...]:
    """Small things beyond even, of another kind than what was given. To hear from us again is planted already."""
    if problem.guest_id is None:
        return ()
    rows = work.rows(_GIVEN_FOR, problem=problem.id)
    given = {family for family, _, _ in rows}
    things = {word for _, *named in rows for each in named for word in taste_words(each or "")}
    fresh = {
        idea.key for idea in catalogue.ideas(work)
        if idea.family not in given and not is_contact(idea) and not things_in(idea) & things
    }  # fmt: skip
    advice = choosing.advise(work, gather(work, problem.guest_id), limit=_LOOKED_AT)
    other = [found for found in advice.suggestions if found.idea in fresh]
    return choosing.suggestion_lines(work, replace(advice, suggestions=tuple(other[:PROPOSED])))

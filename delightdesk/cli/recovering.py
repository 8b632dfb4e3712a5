"""Problems: reported in one line, put right step by step, with a plan where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from delightdesk import desk
from delightdesk.cli import typed
from delightdesk.cli.arguments import (
    AsJson,
    Because,
    ByPerson,
    Database,
    ToPerson,
    check_options,
    topic,
)
from delightdesk.cli.as_json_owed import of_even, of_owed, of_playbook, of_problem, of_problem_line
from delightdesk.cli.opening import reading, writing
from delightdesk.cli.output import print_json, print_lines, section, tell
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import CloseReason, Fault, RecoveryStep

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemView
    from delightdesk.desk.problems import Even
    from delightdesk.store.work import Work

app = topic()
NOBODY = "-"

ProblemId = Annotated[int, typer.Argument(metavar="ID", help="The number that problems gives.")]


@app.command()
def problem(
    context: typer.Context,
    guest: Annotated[str, typer.Argument(metavar="GUEST", help="A guest's number, text that finds exactly one, or - "
                                         "while nobody knows who.")],
    text: Annotated[list[str], typer.Argument(help="A few words, such as: 412 shower cold.")],
    room: Annotated[str, typer.Option(help="The room or table, where the words do not tell.")] = "",
    severity: Annotated[int | None, typer.Option(min=1, max=5, help="From 1, an irritation, to 5, harm.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KEY", help="What kind, such as room.heat.")] = None,
    fault: Annotated[Fault | None, typer.Option(help="Whose fault it was.")] = None,
    spoiled: Annotated[str | None, typer.Option(metavar="PRICE", help="The price of what was spoiled.")] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Report a problem. It is yours from now on; what is not told is guessed from the words."""
    with writing(context, database, person) as work:
        view = desk.problems.report(
            work,
            " ".join(text),
            guest_id=None if guest == NOBODY else desk.finding.resolve(work, guest),
            room=room,
            kind=kind,
            severity=severity,
            fault=fault,
            spoiled=typed.amount(work, spoiled),
        )
    _show(work, view, as_json)


@app.command()
def problems(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """The board of problems. What needs a person comes first, with how long it has been there."""
    from delightdesk.cli.as_text_owed import problem_lines

    with reading(context, database) as work:
        board = desk.problem_board.board(work)
    if as_json:
        print_json([of_problem_line(line) for line in board.lines], work.zone)
    else:
        print_lines([board.headline, *problem_lines(board.lines)])


class ProblemAct(StrEnum):
    """What can be done with a problem."""

    LISTEN = "listen"
    ACKNOWLEDGE = "acknowledge"
    APOLOGISE = "apologise"
    OPTIONS = "options"
    FIX = "fix"
    EVEN = "even"
    BEYOND = "beyond"
    FOLLOW_UP = "follow-up"
    LOST = "lost"
    LEFT = "left"
    REOPEN = "reopen"
    TAKE = "take"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class _How(NamedTuple):
    """What was said about an act."""

    confirmed: bool
    answer: str
    to: str | None
    because: str


class _Does(NamedTuple):
    """The job of an act, and the options it takes and needs."""

    job: Callable[[Work, int, _How], ProblemView | Even]
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def _step(step: RecoveryStep) -> _Does:
    return _Does(
        lambda work, number, how: desk.problems.step(work, number, step, how.because), takes=("--because",)
    )  # fmt: skip


def _given_up(reason: CloseReason) -> _Does:
    return _Does(
        lambda work, number, how: desk.problems.lost(work, number, reason, how.because), takes=("--because",)
    )  # fmt: skip


def _even(work: Work, number: int, how: _How) -> Even:
    try:
        return desk.problems.even(work, number, confirmed=how.confirmed, answer=how.answer)
    except desk.problems.AsksOnce as asks:
        raise Invalid(
            f"This problem still lacks {' and '.join(asks.questions)}. Nothing was changed yet. "
            "Please add --confirmed when the guest says that it is right, or say why with --answer."
        ) from None


def _colleague(work: Work, how: _How) -> int:
    return desk.people.resolve(work, how.to or "")


_DOES: Mapping[ProblemAct, _Does] = {
    **{
        act: _step(RecoveryStep(act.value.replace("-", "_")))
        for act in ProblemAct
        if act is not ProblemAct.BEYOND and act.value.replace("-", "_") in list(RecoveryStep)
    },
    ProblemAct.EVEN: _Does(_even, takes=("--confirmed", "--answer")),
    ProblemAct.BEYOND: _Does(lambda work, number, _how: desk.problems.beyond(work, number)),
    ProblemAct.LOST: _given_up(CloseReason.NOT_RECOVERABLE),
    ProblemAct.LEFT: _given_up(CloseReason.GUEST_LEFT),
    ProblemAct.REOPEN: _Does(
        lambda work, number, how: desk.problems.reopen(work, number, how.because), takes=("--because",)
    ),
    ProblemAct.TAKE: _Does(lambda work, number, _how: desk.problems.take(work, number)),
    ProblemAct.OFFER: _Does(
        lambda work, number, how: desk.problems.offer(work, number, _colleague(work, how)), needs=("--to",)
    ),
    ProblemAct.ACCEPT: _Does(lambda work, number, _how: desk.problems.accept(work, number)),
    ProblemAct.DECLINE: _Does(lambda work, number, _how: desk.problems.turn_down(work, number)),
    ProblemAct.WITHDRAW: _Does(lambda work, number, _how: desk.problems.withdraw(work, number)),
}


@app.command()
def recover(
    context: typer.Context,
    number: ProblemId,
    act: Annotated[ProblemAct | None, typer.Argument(metavar="ACT", help="What was done; without a word the problem is "
                                                     "shown.")] = None,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="The guest says that it is right.")] = False,
    answer: Annotated[str, typer.Option(metavar="TEXT", help="The answer to what even asks about.")] = "",
    to: ToPerson = None,
    because: Because = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Put a guest right, one step at a time. Even is fixed, and not over yet."""
    given = {"--confirmed": confirmed, "--answer": answer, "--to": to, "--because": because, "--person": person}
    if act is None:
        check_options("looking at a problem", given)
        with reading(context, database) as work:
            shown: ProblemView | Even = desk.problems.view(work, number)
    else:
        does = _DOES[act]
        check_options(act, given, (*does.takes, "--person"), does.needs)
        with writing(context, database, person) as work:
            shown = does.job(work, number, _How(confirmed, answer, to, because))
    _show(work, shown, as_json)


def _show(work: Work, shown: ProblemView | Even, as_json: bool) -> None:
    from delightdesk.cli.as_text import suggestion_head
    from delightdesk.cli.as_text_owed import problem_page

    if isinstance(shown, desk.problems.Even):
        if as_json:
            print_json(of_even(shown), work.zone)
            return
        beyond = [line for each in shown.proposals for line in suggestion_head(each)]
        print_lines([*problem_page(shown.view), *section("One small thing beyond", beyond)])
    elif as_json:
        print_json(of_problem(shown), work.zone)
    else:
        print_lines(problem_page(shown))


@app.command()
def playbooks(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """The plans of the house for what goes wrong."""
    from delightdesk.cli.as_text_owed import playbook_lines

    with reading(context, database) as work:
        lines = desk.playbooks.listing(work)
    if as_json:
        print_json([of_playbook(line) for line in lines], work.zone)
    elif lines:
        print_lines(playbook_lines(lines))
    else:
        tell("This house has no playbooks.")


@app.command()
def playbook(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key that playbooks gives.")],
    guest: Annotated[str | None, typer.Argument(metavar="GUEST", help="The guest it is for.")] = None,
    problem: Annotated[int | None, typer.Option(metavar="ID", help="The problem it is for.")] = None,
    promise: Annotated[int | None, typer.Option(metavar="ID", help="The promise that was missed.")] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Start a plan. Its steps become tasks of yours, each with its time and the words to say."""
    from delightdesk.cli.as_text_owed import owed_lines

    if sum(each is not None for each in (guest, problem, promise)) != 1:
        raise typer.BadParameter("Please give either a guest, --problem or --promise.")
    with writing(context, database, person) as work:
        guest_id = desk.finding.resolve(work, guest) if guest is not None else None
        lines = desk.playbooks.start(work, key.lower(), problem_id=problem, guest_id=guest_id, task_id=promise)
    if as_json:
        print_json([of_owed(line) for line in lines], work.zone)
    else:
        print_lines(owed_lines(lines))

"""Giving from the command line: a gesture, a rule bent kindly, and what came later."""

from __future__ import annotations

import re
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
    ByWhen,
    Database,
    GuestWords,
    Said,
    check_options,
    topic,
)
from delightdesk.cli.as_json_owed import of_gesture, of_outcome
from delightdesk.cli.opening import reading, writing
from delightdesk.cli.output import print_json, print_lines, wrapped
from delightdesk.domain.vocabulary import GestureState, OutcomeKind, Payer, Reaction

if TYPE_CHECKING:
    from delightdesk.desk.gestures import GestureView
    from delightdesk.store.work import Work

app = topic()
_KEY = re.compile(r"[a-z]\d{2,3}|own-\d+")
"""How the keys of the catalogue look; anything else is the name of a gesture of one's own."""


@app.command()
def give(
    context: typer.Context,
    guest: GuestWords,
    what: Annotated[list[str], typer.Argument(metavar="WHAT", help="The key that suggest --json gives, such as g08, "
                                              "or the name of a gesture of your own.")],
    line: Annotated[list[str] | None, typer.Option(metavar="WHAT=COST", help="An item and its cost; may be repeated.")
                    ] = None,
    by: ByWhen = None,
    problem: Annotated[int | None, typer.Option(metavar="ID", help="The problem it is for; else the one at hand.")
                       ] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Above the allowance: begin while somebody is asked.")
                      ] = False,
    payer: Annotated[Payer, typer.Option(help="Who pays in the end.")] = Payer.HOUSE,
    claim_from: Annotated[str, typer.Option(metavar="NAME", help="From whom exactly it is claimed.")] = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Log a gesture. Within your allowance nothing asks; above it, it waits for a yes or begins as urgent."""
    if claim_from and payer is Payer.HOUSE:
        raise typer.BadParameter("--claim-from needs --payer, because the house claims nothing from itself.")
    words = " ".join(what).strip()
    with writing(context, database, person) as work:
        guest_id, due = desk.finding.resolve(work, guest), typed.instant(work, by)
        items = [typed.item(work, each) for each in line or ()]
        if _KEY.fullmatch(words.lower()):
            view = desk.gestures.plan(
                work, guest_id, words.lower(), lines=items or None, due=due, problem_id=problem, urgent=urgent,
                payer=payer, claim_from=claim_from,
            )  # fmt: skip
        else:
            view = desk.gestures.plan_own(
                work, guest_id, words, items, due=due, problem_id=problem, urgent=urgent, payer=payer,
                claim_from=claim_from,
            )  # fmt: skip
    _show(work, view, as_json)


class GestureAct(StrEnum):
    """What can become of a gesture."""

    READY = "ready"
    DELIVERED = "delivered"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BEGIN = "begin"
    APPROVE = "approve"
    REFUSE = "refuse"


class _How(NamedTuple):
    """What was said about an act."""

    reaction: Reaction | None
    said: str
    because: str


class _Does(NamedTuple):
    """The job of an act, and the options it takes."""

    job: Callable[[Work, int, _How], GestureView]
    takes: tuple[str, ...] = ()


def _delivered(work: Work, number: int, how: _How) -> GestureView:
    """Given; how the guest took it may be told later, when it was given already."""
    told_later = (how.reaction or how.said) and desk.gestures.view(work, number).state is GestureState.DELIVERED
    job = desk.gestures.react if told_later else desk.gestures.deliver
    return job(work, number, how.reaction, how.said)


_DOES: Mapping[GestureAct, _Does] = {
    GestureAct.READY: _Does(lambda work, number, _how: desk.gestures.mark_ready(work, number)),
    GestureAct.DELIVERED: _Does(_delivered, ("--reaction", "--said")),
    GestureAct.DECLINED: _Does(
        lambda work, number, how: desk.gestures.decline(work, number, how.because), ("--because",)
    ),
    GestureAct.CANCELLED: _Does(
        lambda work, number, how: desk.gestures.cancel(work, number, how.because), ("--because",)
    ),
    GestureAct.BEGIN: _Does(lambda work, number, _how: desk.gestures.begin_urgent(work, number)),
    GestureAct.APPROVE: _Does(lambda work, number, _how: desk.approvals.approve(work, number)),
    GestureAct.REFUSE: _Does(
        lambda work, number, how: desk.approvals.refuse(work, number, how.because), ("--because",)
    ),
}  # fmt: skip


@app.command()
def gesture(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The number that give and card --json tell.")],
    act: Annotated[GestureAct | None, typer.Argument(metavar="ACT", help="What became of it; without a word it is "
                                                     "shown.")] = None,
    reaction: Annotated[Reaction | None, typer.Option(help="How the guest took it.")] = None,
    said: Said = "",
    because: Because = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Say what became of a gesture, or yes or no to one that waits."""
    given = {"--reaction": reaction, "--said": said, "--because": because, "--person": person}
    if act is None:
        check_options("looking at a gesture", given)
        with reading(context, database) as work:
            view = desk.gestures.view(work, number)
    else:
        check_options(act, given, (*_DOES[act].takes, "--person"))
        with writing(context, database, person) as work:
            view = _DOES[act].job(work, number, _How(reaction, said, because))
    _show(work, view, as_json)


def _show(work: Work, view: GestureView, as_json: bool) -> None:
    from delightdesk.cli.as_text_owed import gesture_page

    if as_json:
        print_json(of_gesture(view), work.zone)
    else:
        print_lines(gesture_page(view))


@app.command()
def bend(
    context: typer.Context,
    guest: GuestWords,
    rule: Annotated[list[str], typer.Argument(metavar="RULE", help="Which rule, such as: late departure.")],
    because: Because = "",
    problem: Annotated[int | None, typer.Option(metavar="ID", help="The problem it is for; else the one at hand.")
                       ] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Log a rule bent kindly, with its reason. Age, safety and the law cannot be bent."""
    with writing(context, database, person) as work:
        view = desk.bending.bend(work, desk.finding.resolve(work, guest), " ".join(rule), because, problem)
    _show(work, view, as_json)


@app.command()
def outcome(
    context: typer.Context,
    guest: GuestWords,
    kind: Annotated[OutcomeKind, typer.Argument(metavar="KIND", help="What came.")],
    amount: Annotated[str | None, typer.Option(help="What it was worth, such as 850 or 12.50.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="A few words.")] = "",
    gesture: Annotated[int | None, typer.Option(metavar="ID", help="The gesture it stands beside.")] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Keep what came later beside what was given. That one made the other is never said."""
    with writing(context, database, person) as work:
        guest_id = desk.finding.resolve(work, guest)
        line = desk.outcomes.link(
            work, guest_id, kind, amount=typed.amount(work, amount), note=note, gesture_id=gesture
        )  # fmt: skip
    if as_json:
        print_json({**of_outcome(line), "guest": guest_id, "gesture": gesture}, work.zone)
    else:
        print_lines(wrapped(line.text))

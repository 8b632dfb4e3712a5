"""What somebody owes: promising it, listing it, and what becomes of it."""

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
    ByWhen,
    Database,
    GuestWords,
    Said,
    ToPerson,
    check_options,
    topic,
)
from delightdesk.cli.as_json_owed import of_owed, of_promised
from delightdesk.cli.opening import reading, writing
from delightdesk.cli.output import print_json, print_lines, tell
from delightdesk.domain.vocabulary import Reaction

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import OwedLine
    from delightdesk.store.work import Work

app = topic()


@app.command()
def promise(
    context: typer.Context,
    guest: GuestWords,
    text: Annotated[list[str], typer.Argument(help="What and by when, such as: sea view by 18:00.")],
    by: ByWhen = None,
    wait: Annotated[str, typer.Option(metavar="TEXT", help="The longer wait that was quoted instead.")] = "",
    because: Because = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Keep a promise with its time. What goes beyond a limit of the house is kept with a warning."""
    from delightdesk.cli.as_text_owed import owed_lines

    with writing(context, database, person) as work:
        promised = desk.tasks.promise(
            work, desk.finding.resolve(work, guest), " ".join(text), due=typed.instant(work, by), quoted=wait,
            despite=because,
        )  # fmt: skip
    if as_json:
        print_json(of_promised(promised), work.zone)
    else:
        print_lines(owed_lines([promised.task]))
    if promised.warning:
        tell(promised.warning)


@app.command()
def tasks(
    context: typer.Context,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person owns.")] = None,
    orphans: Annotated[bool, typer.Option("--orphans", help="Only what nobody owns.")] = False,
    due: Annotated[str | None, typer.Option(metavar="DAY", help="Only what is due by the end of today, or of a day."
                                            )] = None,
    guest: Annotated[str | None, typer.Option(metavar="GUEST", help="Only what is owed to this guest.")] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:  # fmt: skip
    """Everything owed, most urgent first. Promises, gestures to give, follow-ups, running problems."""
    from delightdesk.cli.as_text_owed import owed_lines

    with reading(context, database) as work:
        lines = desk.tasks.listing(
            work,
            owner_id=desk.people.resolve(work, owner) if owner is not None else None,
            orphans=orphans,
            due_by=typed.day(work, due),
            guest_id=desk.finding.resolve(work, guest) if guest is not None else None,
            limit=None,
        )
    if as_json:
        print_json([of_owed(line) for line in lines], work.zone)
    elif lines:
        print_lines(owed_lines(lines))
    else:
        tell("Nothing is owed here just now.")


class TaskAct(StrEnum):
    """What can become of a task."""

    DONE = "done"
    PREPARED = "prepared"
    TOLD = "told"
    TAKE = "take"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    CANCEL = "cancel"
    MISS = "miss"
    QUOTE = "quote"


class _How(NamedTuple):
    """What was said about an act."""

    to: str | None
    because: str
    by: str | None
    reaction: Reaction | None
    said: str


class _Does(NamedTuple):
    """The job of an act, and the options it takes and needs."""

    job: Callable[[Work, int, _How], OwedLine]
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def _colleague(work: Work, how: _How) -> int:
    return desk.people.resolve(work, how.to or "")


_DOES: Mapping[TaskAct, _Does] = {
    TaskAct.DONE: _Does(
        lambda work, task, how: desk.tasks.done(work, task, reaction=how.reaction, words=how.said),
        takes=("--reaction", "--said"),
    ),
    TaskAct.PREPARED: _Does(lambda work, task, _how: desk.tasks.prepare(work, task)),
    TaskAct.TOLD: _Does(
        lambda work, task, how: desk.tasks.told(work, task, new_due=typed.instant(work, how.by)), takes=("--by",)
    ),
    TaskAct.TAKE: _Does(lambda work, task, _how: desk.tasks.take(work, task)),
    TaskAct.OFFER: _Does(
        lambda work, task, how: desk.tasks.offer(work, task, _colleague(work, how)), needs=("--to",)
    ),
    TaskAct.ACCEPT: _Does(lambda work, task, _how: desk.tasks.accept(work, task)),
    TaskAct.DECLINE: _Does(lambda work, task, _how: desk.tasks.turn_down(work, task)),
    TaskAct.WITHDRAW: _Does(lambda work, task, _how: desk.tasks.withdraw(work, task)),
    TaskAct.RELEASE: _Does(
        lambda work, task, how: desk.tasks.release(work, task, how.because), takes=("--because",)
    ),
    TaskAct.CANCEL: _Does(lambda work, task, how: desk.tasks.cancel(work, task, how.because), takes=("--because",)),
    TaskAct.MISS: _Does(lambda work, task, how: desk.tasks.miss(work, task, how.because), takes=("--because",)),
    TaskAct.QUOTE: _Does(lambda work, task, how: desk.tasks.quote(work, task, how.because), needs=("--because",)),
}  # fmt: skip


@app.command()
def task(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The number that tasks gives.")],
    act: Annotated[TaskAct, typer.Argument(metavar="ACT", help="What became of it. told: the guest was called.")],
    to: ToPerson = None,
    because: Because = "",
    by: ByWhen = None,
    reaction: Annotated[Reaction | None, typer.Option(help="How the guest took it.")] = None,
    said: Said = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Say what became of something owed. Also that the guest was told, or to whom it is offered."""
    from delightdesk.cli.as_text_owed import owed_lines

    does, how = _DOES[act], _How(to, because, by, reaction, said)
    given = {"--to": to, "--because": because, "--by": by, "--reaction": reaction, "--said": said}
    check_options(act, given, does.takes, does.needs)
    with writing(context, database, person) as work:
        line = does.job(work, number, how)
    if as_json:
        print_json(of_owed(line), work.zone)
    else:
        print_lines(owed_lines([line]))

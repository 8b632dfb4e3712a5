"""What a shift begins with: the card read aloud, the show-ready list, things left behind, regulars, touch points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from delightdesk import desk
from delightdesk.cli.arguments import AsJson, ByPerson, Database, Said, topic
from delightdesk.cli.as_json_lineup import of_card, of_found, of_ready, of_regular, of_touch_point
from delightdesk.cli.as_json_owed import of_owed
from delightdesk.cli.opening import reading, writing
from delightdesk.cli.output import print_json, print_lines, tell
from delightdesk.domain.errors import NotFound
from delightdesk.domain.vocabulary import Reaction

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import CheckLine, ShowReady, TouchLine
    from delightdesk.store.work import Work

app = topic()


@app.command()
def lineup(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """The card of today, to read aloud. One story without names, one number, one ask, one way to begin talking."""
    from delightdesk.cli.as_text_lineup import card_lines

    with reading(context, database) as work:
        card = desk.lineup.card(work)
    if as_json:
        print_json(of_card(card), work.zone)
    else:
        print_lines(card_lines(card))


@app.command()
def ready(
    context: typer.Context,
    check: Annotated[str, typer.Argument(metavar="[CHECK]", help="The number or the key of a check that is done."
                                         )] = "",
    skip: Annotated[str, typer.Option(metavar="WHY", help="It is not possible in this shift, and why.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="It is not done after all.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """The show-ready list of this shift. With a check it is done; rounds may be walked again."""
    from delightdesk.cli.as_text_lineup import ready_lines

    if not check and (skip or undo):
        raise typer.BadParameter("Please say which check is meant.")
    if skip and undo:
        raise typer.BadParameter("Please give either --skip or --undo.")
    if check:
        with writing(context, database, person) as work:
            _act(work, _check(desk.lineup.show_ready(work), check), skip, undo)
            found = desk.lineup.show_ready(work)
    else:
        with reading(context, database) as work:
            found = desk.lineup.show_ready(work)
    if as_json:
        print_json(of_ready(found), work.zone)
    else:
        print_lines(ready_lines(found))


def _check(found: ShowReady, named: str) -> CheckLine:
    """The check of that number or key. Raises `NotFound`."""
    by_name = {line.key: line for line in found.lines}
    by_name |= {str(number): line for number, line in enumerate(found.lines, 1)}
    if named not in by_name:
        raise NotFound(
            f"There is no check {named} on the list of the {found.shift_text}. Nothing was changed. "
            "Without a check, ready prints the list."
        )
    return by_name[named]


def _act(work: Work, line: CheckLine, skip: str, undo: bool) -> None:
    if undo:
        if line.tick_id is None:
            raise NotFound(f"“{line.title}” is not done yet. Nothing was changed.")
        desk.lineup.untick(work, line.tick_id)
    elif skip:
        desk.lineup.skip(work, line.key, skip)
    else:
        desk.lineup.tick(work, line.key)


@app.command()
def found(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help="What and where, such as: teddy bear 214.")],
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Log something left behind. Whoever found it owns it until it is back."""
    from delightdesk.cli.as_text_lineup import found_lines

    with writing(context, database, person) as work:
        thing = desk.lineup.found(work, " ".join(text))
        note = desk.tasks.view(work, thing.task_id).note
    if as_json:
        print_json(of_found(thing, note), work.zone)
    else:
        print_lines(found_lines(thing, note))


@app.command()
def returned(
    context: typer.Context,
    task: Annotated[int, typer.Argument(metavar="TASK", help="The number that found and tasks give.")],
    reaction: Annotated[Reaction | None, typer.Option(help="How the guest took it.")] = None,
    said: Said = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Something left behind is back with its owner."""
    from delightdesk.cli.as_text_owed import owed_lines

    with writing(context, database, person) as work:
        line = desk.lineup.returned(work, task, reaction=reaction, words=said)
    if as_json:
        print_json(of_owed(line), work.zone)
    else:
        print_lines(owed_lines([line]))


@app.command()
def radar(
    context: typer.Context,
    months: Annotated[int, typer.Option(min=1, max=60, help="How long nothing new has to be.")] = 6,
    visits: Annotated[int, typer.Option(min=1, max=1000, help="From how many visits somebody is a regular.")] = 4,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many regulars.")] = 20,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Regulars with nothing new for months. Each with a gesture and a question never tried."""
    from delightdesk.cli.as_text_lineup import regular_lines

    with reading(context, database) as work:
        lines = desk.radar.radar(work, months=months, least_visits=visits, limit=limit)
    if as_json:
        print_json([of_regular(line) for line in lines], work.zone)
    elif lines:
        print_lines(regular_lines(lines))
    else:
        tell(f"Something new was done or learnt for every regular within {months} months.")


@app.command()
def touch(
    context: typer.Context,
    point: Annotated[str, typer.Argument(metavar="[KEY]", help="The touch point, by its key.")] = "",
    idea: Annotated[str | None, typer.Option(metavar="TEXT", help="The idea for it; empty takes it away.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Who sees to it; empty for nobody.")] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Where a guest meets the house, the gaps first. With a key and --idea or --owner it is changed."""
    from delightdesk.cli.as_text_lineup import touch_lines

    if idea is None and owner is None:
        with reading(context, database) as work:
            lines = desk.touch_points.listing(work)
            lines = (_point(lines, point),) if point else lines
    else:
        if not point:
            raise typer.BadParameter("Please say which touch point is meant, by its key.")
        with writing(context, database, person) as work:
            line = _point(desk.touch_points.listing(work), point)
            owner_id = line.owner_id
            if owner is not None:
                owner_id = desk.people.resolve(work, owner) if owner.strip() else None
            thought = line.idea if idea is None else idea
            desk.touch_points.save(work, line.key, idea=thought, owner_id=owner_id, seen=line.version)
            lines = (_point(desk.touch_points.listing(work), point),)
    if as_json:
        print_json([of_touch_point(each) for each in lines], work.zone)
    else:
        print_lines(touch_lines(lines))


def _point(lines: Sequence[TouchLine], key: str) -> TouchLine:
    found = next((line for line in lines if line.key == key), None)
    if found is None:
        raise NotFound(f"There is no touch point {key}. Nothing was changed. Without a key, touch prints them all.")
    return found

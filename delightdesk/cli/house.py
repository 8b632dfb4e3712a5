"""The house's own pages: what was spent, who works here, who did what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from delightdesk import desk
from delightdesk.cli import acting, typed
from delightdesk.cli.arguments import AsJson, ByPerson, Database, check_options, topic
from delightdesk.cli.as_json_house import of_act, of_costs, of_person
from delightdesk.cli.opening import name_of, opened, reading, writing
from delightdesk.cli.output import print_json, print_lines, tell
from delightdesk.domain.errors import Ambiguous, NotFound
from delightdesk.domain.money import show_money
from delightdesk.domain.permissions import Act, may
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Role, label

if TYPE_CHECKING:
    from delightdesk.store.work import Work

app = topic()


@app.command()
def costs(
    context: typer.Context,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day; else of this month.")
                     ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day; else of this month.")] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:  # fmt: skip
    """The cost book: planned and spent, for what, by whom, who pays. Totals agree with the lines to the cent."""
    from delightdesk.cli.as_text_house import cost_lines

    with reading(context, database, is_own=True) as work:
        days = typed.span(work, first, last)
        book = desk.costs.book(work, *days)
    if as_json:
        print_json(of_costs(book), work.zone)
    else:
        print_lines(cost_lines(book, days, work.today))
    if not may(work.person.role, Act.READ_ALL_COSTS):
        tell(f"These are only the costs of {work.person.name}; a lead or a manager can read them all.")


@app.command()
def allowances(
    context: typer.Context,
    delight: Annotated[str | None, typer.Option(metavar="AMOUNT", help="On delight, in one visit.")] = None,
    problem: Annotated[str | None, typer.Option(metavar="AMOUNT", help="To put one problem right.")] = None,
    person: ByPerson = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """What anyone may spend unasked. Without an amount they are shown; a manager sets them."""
    if delight is not None or problem is not None:
        with writing(context, database, person) as work:
            now = desk.house.allowance_form(work)
            form = replace(now, delight=delight or now.delight, problem=problem or now.problem)
            desk.house.save_allowances(work, form)
    with reading(context, database) as work:
        house = work.house
    if as_json:
        print_json(
            {"currency": house.currency, "delight": house.delight_allowance, "problem": house.problem_allowance},
            work.zone,
        )
    else:
        a_visit, a_problem = (
            show_money(each, house.currency) for each in (house.delight_allowance, house.problem_allowance)
        )
        print_lines([f"Unasked: {a_visit} on delight in a visit, {a_problem} to put one problem right."])


@app.command()
def people(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """Who works here, in which role, and how much is on their desk."""
    from delightdesk.cli.as_text_house import people_lines

    with reading(context, database) as work:
        lines = desk.people.people(work)
    if as_json:
        print_json([of_person(line) for line in lines], work.zone)
    else:
        print_lines(people_lines(lines))


class PersonAct(StrEnum):
    """What can be done with a person's account."""

    ADD = "add"
    CLOSE = "close"
    REOPEN = "reopen"
    ROLE = "role"
    PIN = "pin"
    UNPIN = "unpin"


class _Told(NamedTuple):
    """Whose account it was, and the sentence to print."""

    person_id: int
    sentence: str
    orphans: int | None = None


def _add(work: Work, name: str, role: Role | None) -> _Told:
    person_id = desk.people.add(work, name, role or Role.RECEPTIONIST)
    return _Told(person_id, f"{clean(name, 80)} works here now.")


def _role(work: Work, name: str, role: Role | None) -> _Told:
    form = desk.people.person_form(work, desk.people.resolve(work, name))
    person_id = desk.people.save_person(work, replace(form, role=role or form.role))
    return _Told(person_id, f"{form.name} is a {label(role or form.role)} now.")


def _close(work: Work, name: str, _role: Role | None) -> _Told:
    person_id = desk.people.resolve(work, name)
    orphans = desk.people.close(work, person_id)
    items = "1 item stands" if orphans == 1 else f"{orphans} items stand"
    return _Told(person_id, f"The account is closed. {items} on the orphan list now.", orphans)


def _reopen(work: Work, name: str, _role: Role | None) -> _Told:
    words = clean(name, 80).casefold()
    left = [line for line in desk.people.people(work, closed=True) if line.is_closed]
    found = [line for line in left if words in (str(line.id), line.name.casefold())]
    if not found:
        names = ", ".join(f"{line.id} {line.name}" for line in left[:8]) or "nobody"
        raise NotFound(f"Nobody who left is called “{clean(name, 80)}”. Nothing was changed. Those who left: {names}.")
    if len(found) > 1:
        numbers = ", ".join(str(line.id) for line in found)
        raise Ambiguous(f"“{clean(name, 80)}” fits {numbers}. Nothing was changed. Please give the number.")
    desk.people.reopen(work, found[0].id)
    return _Told(found[0].id, f"{found[0].name} works here again.")


def _unpin(work: Work, name: str, _role: Role | None) -> _Told:
    person_id = desk.people.resolve(work, name)
    desk.pins.clear_pin(work, person_id)
    return _Told(person_id, "There is no PIN any more.")


_DOES: Mapping[PersonAct, Callable[[Work, str, Role | None], _Told]] = {
    PersonAct.ADD: _add,
    PersonAct.CLOSE: _close,
    PersonAct.REOPEN: _reopen,
    PersonAct.ROLE: _role,
    PersonAct.UNPIN: _unpin,
}
_OPTIONS: Mapping[PersonAct, Mapping[str, tuple[str, ...]]] = {
    PersonAct.ADD: {"takes": ("--role",)},
    PersonAct.ROLE: {"needs": ("--role",)},
}


@app.command()
def person(
    context: typer.Context,
    act: Annotated[PersonAct, typer.Argument(metavar="ACT", help="What to do. A new PIN is asked for at the terminal."
                                             )],
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or the number that people gives.")],
    role: Annotated[Role | None, typer.Option(help="What they may do.")] = None,
    as_json: AsJson = False,
    by_person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Add a person, close an account, change a role or a PIN. What a leaver owns goes to the orphan list."""
    check_options(act, {"--role": role}, **_OPTIONS.get(act, {}))
    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, by_person))
        does = _DOES.get(act)
        pin = acting.new_pin(name) if does is None else ""
        with house.writing(person_id) as work:
            told = does(work, name, role) if does else _set_pin(work, name, pin)
            line = next(each for each in desk.people.people(work, closed=True) if each.id == told.person_id)
    if as_json:
        orphans = {} if told.orphans is None else {"orphans": told.orphans}
        print_json({**of_person(line), **orphans}, work.zone)
    else:
        print_lines([clean(told.sentence, 300)])


def _set_pin(work: Work, name: str, pin: str) -> _Told:
    person_id = desk.people.resolve(work, name)
    desk.pins.set_pin(work, person_id, pin)
    return _Told(person_id, "The PIN is set.")


@app.command()
def journal(
    context: typer.Context,
    guest: Annotated[str | None, typer.Option(metavar="GUEST", help="Only what was done for this guest.")] = None,
    whose: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only what this person did.")] = None,
    day: Annotated[str | None, typer.Option(metavar="DAY", help="Only what was done on this day.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many acts.")] = 50,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Who did what and when, newest first. Receptionists read their own acts, and all of one guest."""
    from delightdesk.cli.as_text_house import journal_lines

    with reading(context, database, is_own=True) as work:
        page = desk.journal_reading.entries(
            work,
            guest_id=desk.finding.resolve(work, guest) if guest is not None else None,
            person_id=desk.people.resolve(work, whose) if whose is not None else None,
            day=typed.day(work, day),
            limit=limit,
        )
    if as_json:
        print_json([of_act(line) for line in page.lines], work.zone)
    else:
        print_lines(journal_lines(page.lines))
    if page.only_own:
        tell(f"These are only the acts of {work.person.name}; a lead or a manager can read them all.")
    elif page.total > len(page.lines):
        tell(f"These are the newest {len(page.lines)} of {page.total}.")

"""What the commands share: the options that many of them take, and how a word that names an act is checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

import typer

from delightdesk.cli.acting import PERSON
from delightdesk.desk.place import VARIABLE

Database = Annotated[
    str | None,
    typer.Option("--database", metavar="PATH", help=f"The desk file. Also {VARIABLE}; else the usual one."),
]
ByPerson = Annotated[
    str | None,
    typer.Option("--person", metavar="NAME", help=f"Who does it. Also {PERSON}; else whoever sat down last."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: money in minor units, days as YYYY-MM-DD.")]
GuestWords = Annotated[str, typer.Argument(metavar="GUEST", help="A guest's number, or text that finds exactly one.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, or what was said, in a few words.")]
ByWhen = Annotated[
    str | None,
    typer.Option("--by", metavar="WHEN", help="By when, such as 18:00, friday 5pm or in 20 min."),
]
ToPerson = Annotated[str | None, typer.Option("--to", metavar="NAME", help="Whom it is offered to.")]
Said = Annotated[str, typer.Option("--said", metavar="TEXT", help="What the guest said, word for word.")]


def topic() -> typer.Typer:
    """A page of commands, which `commands.app` takes in."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def check_options(
    act: str, given: Mapping[str, object], takes: Collection[str] = (), needs: Collection[str] = ()
) -> None:
    """Say wrong usage when an act lacks an option, or was given one it would not heed."""
    for option, value in given.items():
        if value and option not in (*takes, *needs):
            raise typer.BadParameter(f"{option} has no meaning with {act}.")
        if not value and option in needs:
            raise typer.BadParameter(f"{act} needs {option}.")

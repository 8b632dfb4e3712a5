"""Taking everything out of the desk: a folder of tables and one document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import name_of, opened
from delightdesk.cli.output import Progress, column, print_json, print_lines
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.files.writing import AlreadyThere

app = topic()


@app.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new, or empty.")],
    replace: Annotated[bool, typer.Option("--replace", help="Files of an earlier export in it may go.")] = False,
    formats: Annotated[str, typer.Option("--format", metavar="csv,json", help="One of them, or both.")] = "csv,json",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Write all data of the desk into a folder: a CSV for each kind, one JSON with everything."""
    wanted = [each.strip().lower() for each in formats.split(",") if each.strip()]
    progress = Progress("Writing")
    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        try:
            done = desk.safety.exporting.export(
                house, person_id, folder, formats=wanted, replace=replace, tell=progress
            )
        except AlreadyThere as error:
            raise Invalid(f"{error} --replace writes over files of an earlier export; others stay.") from None
        finally:
            progress.done()
        with house.reading(person_id) as work:
            zone = work.zone
    if as_json:
        print_json({"folder": str(done.folder), "files": done.files, "counts": done.counts}, zone)
        return
    print_lines([f"Everything is in {clean(str(done.folder), 1000)}; please keep it as safe as the desk.", ""])
    print_lines(f"{count:>9,}  {column(name.replace('_', ' '), 40)}" for name, count in done.counts.items() if count)

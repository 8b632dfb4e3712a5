"""What was given and how it was taken, on the command line: figures, bars, the fairness view. No guest is named."""

from __future__ import annotations

from typing import Annotated

import typer

from delightdesk import desk
from delightdesk.cli import typed
from delightdesk.cli.arguments import AsJson, Database, topic
from delightdesk.cli.opening import reading
from delightdesk.cli.output import print_json, print_lines, tell
from delightdesk.domain.permissions import Act, may

app = topic()


@app.command()
def insights(
    context: typer.Context,
    days: Annotated[int, typer.Option(metavar="N", min=1, help="So many days, beside as many before.")] = 7,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The last of them; else today.")] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """What was given and how it was taken. This week beside the last, in figures and bars, and how fairly."""
    from delightdesk.cli.as_json_insights import of_insights
    from delightdesk.cli.as_text_insights import insight_lines, knows_blocks

    with reading(context, database, is_own=True) as work:
        found = desk.insights.insights(work, days=days, last=typed.day(work, until))
    if as_json:
        print_json(of_insights(found), work.zone)
    else:
        print_lines(insight_lines(found, is_plain=not knows_blocks()))
    if not may(work.person.role, Act.READ_ALL_COSTS):
        tell(f"Costs and people are those of {work.person.name} alone; a lead or a manager can read them all.")

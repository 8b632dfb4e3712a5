"""What becomes of a note: what the guest says against it, their yes to it being kept, what it said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from delightdesk import desk
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import writing
from delightdesk.cli.output import print_json, print_lines, wrapped
from delightdesk.domain.errors import ConsentNeeded

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.notes import Stored
    from delightdesk.desk.privacy.consent import Looked
    from delightdesk.store.work import Work

app = topic()

NoteNumber = Annotated[int, typer.Argument(metavar="NOTE", help="The note's number, as card --json gives it.")]


@app.command("note-dispute")
def note_dispute(
    context: typer.Context,
    note: NoteNumber,
    text: Annotated[list[str] | None, typer.Argument(help="What the guest says against it, word for word.")] = None,
    settled: Annotated[bool, typer.Option("--settled", help="The guest agrees with it again.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Mark a note as disputed in the guest's own words. No gesture goes by it any more."""
    words = " ".join(text or ())
    if settled == bool(words):
        raise typer.BadParameter("Please give either the guest's words, or --settled.")
    with writing(context, database, person) as work:
        if settled:
            desk.notes.settle(work, note)
        else:
            desk.notes.dispute(work, note, words)
    if as_json:
        print_json({"note": note, "disputed": words}, work.zone)
    else:
        print_lines(["Not disputed any more" if settled else "Marked as disputed"])


@app.command("note-consent")
def note_consent(
    context: typer.Context,
    note: NoteNumber,
    consent: Annotated[str, typer.Option(metavar="WORDS", help="The guest's yes, in their words.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Also for the next visit, not only until departure.")] = False,
    refused: Annotated[bool, typer.Option("--refused", help="The guest says no: the note is gone for good.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Note the guest's yes to a hidden note, or their no. A no cannot be taken back."""
    if refused == bool(consent) or (refused and keep):
        raise typer.BadParameter("Please give either --consent with the guest's words, or --refused.")
    with writing(context, database, person) as work:
        if refused:
            desk.privacy.consent.refuse(work, note)
        else:
            desk.privacy.consent.agree(work, note, consent, keep)
    if as_json:
        print_json({"note": note, "consent": consent, "keep": keep, "refused": refused}, work.zone)
    else:
        how_long = "and for the next visit" if keep else "until departure"
        print_lines(["The note is gone for good" if refused else f"Kept with the guest's yes, hidden, {how_long}"])


@app.command("note-history")
def note_history(
    context: typer.Context,
    note: NoteNumber,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """What a note said before, by whom and when. Reading a hidden one is a look and is written down."""
    with writing(context, database, person) as work:
        desk.privacy.consent.look(work, note)
        versions = desk.notes.history(work, note)
    if as_json:
        print_json(versions, work.zone)
    else:
        print_lines(
            line for each in versions for line in wrapped(each.text, "    ", f"{each.at_text}, {each.person}: ")
        )


def keep_line(
    work: Work, guest_id: int, line: str, consent: str, keep: bool, *, as_note: bool, sensitive: bool
) -> Stored:
    """Keep a line; where the guest has to be asked first, the sentence names the option for their answer.

    There is nobody to put a question to: what only the coach takes for health or belief is kept as it stands, unless
    it comes with the guest's yes, and the coach says so (see `coaching`).
    """
    from delightdesk.domain.consent import Consent

    given = Consent(consent, keep) if consent else None
    try:
        return desk.notes.store_line(
            work, guest_id, line, as_note=as_note, consent=given, sensitive=sensitive, stands=given is None
        )
    except ConsentNeeded as error:
        raise ConsentNeeded(f"{error} With their yes, add --consent and their words.") from None


def words_of(work: Work, card: GuestCard) -> dict[int, Looked]:
    """The words of the card's hidden notes by their number; that somebody looked is written down."""
    return {each.id: each for each in desk.privacy.consent.look_at_all(work, card.id)}

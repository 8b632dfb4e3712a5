"""A passphrase for the desk by command. It is typed at a terminal or read from the environment, never an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import name_of, opened
from delightdesk.cli.output import Progress, print_json, print_lines, tell
from delightdesk.domain.errors import NotAllowed
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from delightdesk.desk.safety.passphrases import Recoded

app = topic()

_OLD_BYTES = "A disk, a memory card above all, may keep what stood there before until it needs the room."


@app.command()
def encrypt(
    context: typer.Context, as_json: AsJson = False, person: ByPerson = None, database: Database = None
) -> None:
    """Give the desk a passphrase. From then on nobody opens it or its backups without; a manager does this."""
    from delightdesk.desk.safety import passphrases, unlocking

    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        passphrases.refuse_encrypted(house, person_id)
        chosen = new_passphrase(unlocking.PASSPHRASE)
        shown = Progress("Encrypting")
        try:
            done = passphrases.encrypt_desk(house, person_id, chosen, shown)
        finally:
            shown.done()
    _say("The desk has a passphrase now", done, as_json, is_encrypted=True)
    tell(_OLD_BYTES)


@app.command()
def passphrase(
    context: typer.Context, as_json: AsJson = False, person: ByPerson = None, database: Database = None
) -> None:
    """Another passphrase for the desk and its backups; a manager changes it."""
    from delightdesk.desk.safety import passphrases, unlocking

    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        passphrases.refuse_open(house, person_id)
        chosen = new_passphrase(unlocking.NEW)
        shown = Progress("Encrypting")
        try:
            done = passphrases.change(house, person_id, None, chosen, shown)
        finally:
            shown.done()
    _say("The desk has another passphrase now", done, as_json, is_encrypted=True)


@app.command()
def decrypt(
    context: typer.Context, as_json: AsJson = False, person: ByPerson = None, database: Database = None
) -> None:
    """Take the passphrase away, from the backups too; a manager does this."""
    from delightdesk.desk.safety import passphrases

    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        shown = Progress("Decrypting")
        try:
            done = passphrases.decrypt_desk(house, person_id, None, shown)
        finally:
            shown.done()
    _say("The desk has no passphrase any more", done, as_json, is_encrypted=False)


def new_passphrase(variable: str) -> str:
    """From the environment, or typed twice at a terminal. Raises `NotAllowed` without one, or when the two differ."""
    unlocking = desk.safety.unlocking
    given = unlocking.given(variable)
    if given:
        return given
    if not acting.at_terminal():
        raise NotAllowed(
            "A new passphrase is typed at a terminal, where nobody sees it, or stands in "
            f"{variable}. Nothing was changed."
        )
    tell(unlocking.WARNING)
    typed = acting.ask_unseen(f"New passphrase, at least {unlocking.SHORTEST} letters: ")
    if typed != acting.ask_unseen("Once more: "):
        raise NotAllowed("The two passphrases differ. Nothing was changed. Please type them again.")
    if not typed:
        raise NotAllowed("No passphrase was typed. Nothing was changed.")
    return typed


def _say(what: str, done: Recoded, as_json: bool, *, is_encrypted: bool) -> None:
    from datetime import UTC

    left = [clean(name, 200) for name in done.left]
    if as_json:
        print_json({"encrypted": is_encrypted, "backups": done.backups, "left": left}, UTC)
    else:
        many = "1 backup" if done.backups == 1 else f"{done.backups} backups"
        print_lines([f"{what}. {many} went with it." if done.backups else f"{what}."])
    if left:
        tell(f"Left as they were, please look after them: {', '.join(left)}.")

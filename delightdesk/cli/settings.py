"""What the owner sets: listed, changed, put back. Keys are settings too, named by their command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from delightdesk import desk
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import reading, start_of, writing
from delightdesk.cli.output import print_json, print_lines, row, wrapped
from delightdesk.domain.keys import KeyCommand, key_name, key_typed, one_of
from delightdesk.domain.settings import named
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from delightdesk.desk.settings import SettingLine
    from delightdesk.store.work import Work

app = topic()

KEYS, KEY = "keys", "key:"


@app.command()
def settings(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Which one, such as shifts; keys lists the keys; key:app.today "
                                                    "is one of them.")] = None,
    value: Annotated[list[str] | None, typer.Argument(help="What it shall be; without it the setting is shown.")
                     ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Put the usual value back.")] = False,
    swap: Annotated[bool, typer.Option("--swap", help="For a key that another command has: the two swap.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """What the owner sets: hours, money, the lobby's words, keys. Each with what it means; a manager changes it."""
    typed = " ".join(value) if value is not None else None
    if reset and (name is None or typed is not None):
        raise typer.BadParameter("--reset takes one setting and no value.")
    if swap and (typed is None or not (name or "").startswith(KEY)):
        raise typer.BadParameter("--swap is for giving a key, such as key:app.today F6 --swap.")
    is_key = name is not None and (name == KEYS or name.startswith(KEY))
    commands = start_of(context).every_command() if is_key else ()
    if name is not None and (reset or typed is not None):
        with writing(context, database, person) as work:
            _change(work, commands, name, typed, swap=swap)
    with reading(context, database) as work:
        found = _keys(work, commands, name) if name is not None and is_key else _settings(work, name)
    if as_json:
        print_json(found, work.zone)
    else:
        print_lines(_lines(found, is_one=name not in (None, KEYS)))


def _settings(work: Work, name: str | None) -> list[dict[str, Any]]:
    wanted = named(name).name if name is not None else None
    return [_of_line(line) for line in desk.settings.listing(work) if wanted in (None, line.name)]


def _keys(work: Work, commands: Sequence[KeyCommand], name: str) -> list[dict[str, Any]]:
    kept = desk.settings.keys(work)
    wanted = [each for each in commands if each.moves]
    if name != KEYS:
        wanted = [one_of(commands, name.removeprefix(KEY))]
    return [_of_key(each, kept) for each in wanted]


def _change(work: Work, commands: Sequence[KeyCommand], name: str, typed: str | None, *, swap: bool) -> None:
    if name == KEYS and typed is None:
        desk.settings.reset_keys(work)
    elif commands:
        command = name.removeprefix(KEY)
        if typed is None:
            desk.settings.reset_key(work, commands, command)
        else:
            desk.settings.move_key(work, commands, command, key_typed(typed), swap=swap)
    elif typed is None:
        desk.settings.reset(work, name)
    else:
        desk.settings.change(work, name, typed)


def _of_line(line: SettingLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "group": line.group,
        "label": line.label,
        "value": line.value,
        "usual": line.usual,
        "meaning": line.meaning,
    }


def _of_key(command: KeyCommand, kept: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": f"{KEY}{command.id}",
        "group": f"Keys: {command.group}",
        "label": command.label,
        "value": key_name(command.keys(kept)[0]),
        "usual": key_name(command.usual.partition(",")[0]),
        "meaning": command.meaning,
    }


def _lines(found: Sequence[Mapping[str, Any]], *, is_one: bool) -> list[str]:
    """Name and value, below them what it means; one alone with all of its value."""
    lines: list[str] = []
    for each in found:
        value, usual = each["value"] or "nothing", each["usual"]
        beside = f" (usually {usual})" if usual not in ("", value) else ""
        if is_one:
            lines += wrapped(f"{value}{beside}", "  ", f"{each['name']}: ")
        else:
            lines.append(row(((each["name"], 24),), f"{value}{beside}"))
        lines += wrapped(clean(each["meaning"], 300), "    ", "    ")
    return lines

"""The keys of this house on the screen: which commands there are, and what the house moved.

A moved key is laid over the declarations by the id of its command, so that footer, palette and help show the real one.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module

from textual.app import App

from delightdesk.domain.keys import KeyCommand, fitting, key_name, why_not
from delightdesk.tui.commands import Command, declared

_STAY = frozenset({"confirm", "form", "first", "help", "import", "file", "pin", "give", "line", "filter"})
"""Places of which the keys stay: their letters are told on the screen, or belong to what is typed."""
_NAMED = re.compile(
    r"(?<!\w)(?:F\d{1,2}|\^[A-Z])(?= (?:undoes|changes|shows|has|adds|imports|makes|to import|for)\b|:|\.?$)"
)
"""A key where a sentence of ours says what it does, and not in what somebody typed."""


class Keys(App[None]):
    """An app of which the house may move the keys.

    keys_now: what is moved, by the id of its command.
    """

    keys_now: Mapping[str, str] = {}

    def use_keys(self, kept: Mapping[str, str]) -> None:
        """From now on, everywhere in this window."""
        keys = fitting(kept, [_as_key(each) for each in declared()]) if kept else {}
        if keys != self.keys_now:
            self.keys_now = keys
            self.set_keymap(keys)

    def with_keys(self, words: str) -> str:
        """Words with the keys they name as the house has them: where undo was moved to F8, "^Z undoes" says F8."""
        if not self.keys_now:
            return words
        moved = {
            key_name(command.key.partition(",")[0]): key_name(self.keys_now[command.id].partition(",")[0])
            for command in declared()
            if command.id in self.keys_now
        }
        return _NAMED.sub(lambda named: moved.get(named[0], named[0]), words)


@cache
def every_command() -> tuple[KeyCommand, ...]:
    """Every command of every place, also of those nobody has entered yet. Takes a moment the first time."""
    import_module("delightdesk.tui.rooms")
    for place in ("screens", "widgets", "modals"):
        folder = import_module(f"delightdesk.tui.{place}")
        for module in pkgutil.iter_modules(folder.__path__):
            import_module(f"{folder.__name__}.{module.name}")
    commands = [_as_key(command) for command in declared()]
    return tuple(replace(each, moves=each.moves and not _shares(each, commands)) for each in commands)


def _shares(command: KeyCommand, commands: Sequence[KeyCommand]) -> bool:
    """Whether one of its keys does something else as well, as it comes: moving the one would take the other's."""
    mine = set(command.keys({}))
    return any(each is not command and each.place == command.place and mine & set(each.keys({})) for each in commands)


def _as_key(command: Command) -> KeyCommand:
    first = command.key.partition(",")[0]
    moves = (
        bool(command.help)
        and command.id.partition(".")[0] not in _STAY
        and not command.keys_shown.startswith("1-")
        and not why_not(first, is_everywhere=False)
    )
    return KeyCommand(command.id, command.label, command.help, command.group, command.key, moves)


def shown(command: KeyCommand, kept: Mapping[str, str]) -> str:
    """The key it has now, as people read it."""
    return key_name(command.keys(kept)[0])

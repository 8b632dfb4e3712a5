"""One declaration for everything a key can do.

A `Command` yields the key binding, the entry in the footer, the row in the palette and the row in the help, so that
the four cannot disagree. Its ``id`` stays when the key is remapped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "slash": "/",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "home": "Home",
    "end": "End",
    "delete": "Del",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do by key.

    id: stable name, ``"card.note"``; the part after the dot names the action unless ``action`` does.
    key: one key or several with commas; the first is the one shown.
    label: one or two words for the footer. help: one short sentence; empty for a companion of the row above.
    group: heading in the help.
    """

    id: str
    key: str
    label: str
    help: str
    group: str
    show_in_footer: bool = False
    action: str = ""
    keys_shown: str = ""
    priority: bool = False

    def binding(self) -> Binding:
        """The binding for Textual, hidden from its own footer because ours shows it."""
        action = self.action or self.id.rpartition(".")[2].replace("-", "_")
        return Binding(self.key, action, self.label, show=False, id=self.id, priority=self.priority)


_DECLARED: dict[str, Command] = {}


def declare(*commands: Command) -> list[BindingType]:
    """Make the commands known and return their bindings, for a ``BINDINGS`` list."""
    for command in commands:
        _DECLARED[command.id] = command
    return [command.binding() for command in commands]


def declared() -> list[Command]:
    """Every command of the places entered so far."""
    return list(_DECLARED.values())


@dataclass(frozen=True, slots=True)
class Offer:
    """A command that can be used from where the focus is. ``keys`` is how its keys read, "1–5" or "^P"."""

    command: Command
    node: DOMNode
    key: str
    keys: str


def in_reach(screen: Screen[object]) -> list[Offer]:
    """What the keys do right now, nearest to the focus first, in the order of declaration."""
    offers: dict[str, Offer] = {}
    for key, active in screen.active_bindings.items():
        command = _DECLARED.get(active.binding.id or "")
        if command is None or not active.enabled or command.id in offers:
            continue
        offers[command.id] = Offer(command, active.node, key, _shown(command, key))
    return list(offers.values())


def _shown(command: Command, key: str) -> str:
    """The words declared for the keys, unless the person has remapped them."""
    if command.keys_shown and key in {binding.key for binding in Binding.make_bindings([command.binding()])}:
        return command.keys_shown
    return key_name(key)


def for_footer(offers: Iterable[Offer]) -> list[Offer]:
    """At most five offers: what is nearest to the focus, and always the way to the help."""
    shown = [offer for offer in offers if offer.command.show_in_footer]
    help_offer = [offer for offer in shown if offer.command.id == "app.help"]
    others = [offer for offer in shown if offer.command.id != "app.help"]
    return others[: 5 - len(help_offer)] + help_offer


def key_name(key: str) -> str:
    """A key as people read it: ``ctrl+p`` becomes ``^P``."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return f"^{key[5:].upper()}"
    return key.upper() if len(key) > 1 else key

"""One declaration for everything a key can do.

A `Command` yields the key binding, the entry in the footer, the row in the palette and the row in the help, so that
the four cannot disagree. Its ``id`` stays when the key is remapped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from delightdesk.domain.keys import key_name

__all__ = ["HELP", "Command", "Offer", "cannot_now", "declare", "declared", "for_footer", "in_reach", "key_name"]

HELP = "app.help"
"""The way to the help, which places that keep all keys to themselves declare anew; it is one command all the same."""


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
        known_as = HELP if action == HELP else self.id
        return Binding(self.key, action, self.label, show=False, id=known_as, priority=self.priority)


_DECLARED: dict[str, Command] = {}


def declare(*commands: Command) -> list[BindingType]:
    """Make the commands known and return their bindings, for a ``BINDINGS`` list."""
    bindings = [command.binding() for command in commands]
    for command, binding in zip(commands, bindings, strict=True):
        if binding.id == command.id:
            _DECLARED[command.id] = command
    return list(bindings)


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
    active: dict[str, tuple[Command, DOMNode, str]] = {}
    for key, each in screen.active_bindings.items():
        command = _DECLARED.get(each.binding.id or "")
        if command is not None and each.enabled:
            active.setdefault(command.id, (command, each.node, key))
    nodes = {node: place for place, node in enumerate(dict.fromkeys(node for _, node, _ in active.values()))}
    places = {name: place for place, name in enumerate(_DECLARED)}
    in_order = sorted(active.values(), key=lambda each: (nodes[each[1]], places[each[0].id]))  # moved keys come last
    return [Offer(command, node, key, _shown(command, key, active)) for command, node, key in in_order]


def _shown(command: Command, key: str, active: Collection[str]) -> str:
    """The words declared for the keys, unless the person has remapped them; of numbers as many as can be used now."""
    if not command.keys_shown or key not in {each.key for each in Binding.make_bindings([command.binding()])}:
        return key_name(key)
    if command.keys_shown.startswith("1-"):
        last = max(number for number in range(1, 10) if number == 1 or f"{command.id[:-1]}{number}" in active)
        return f"1-{last}" if last > 1 else "1"
    return command.keys_shown


def cannot_now(screen: Screen[object], key: str) -> Command | None:
    """What the key would do from where the focus is if it could be done just now; None where the key means nothing."""
    for _, bindings in screen._modal_binding_chain:
        for binding in bindings.key_to_bindings.get(key, ()):
            if (command := _DECLARED.get(binding.id or "")) is not None:
                return command
    return None


def for_footer(offers: Iterable[Offer]) -> list[Offer]:
    """At most five offers: what is nearest to the focus, and always the way to the help."""
    shown = [offer for offer in offers if offer.command.show_in_footer]
    help_offer = [offer for offer in shown if offer.command.id == HELP]
    others = [offer for offer in shown if offer.command.id != HELP]
    return others[: 5 - len(help_offer)] + help_offer

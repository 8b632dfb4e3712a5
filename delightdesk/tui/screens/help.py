"""The help: every key with its sentence, from the declarations themselves, so it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen

from delightdesk.domain.discreet import LEGEND
from delightdesk.domain.name_marks import LEGEND as MARKS
from delightdesk.tui.commands import Command, Offer, declare, declared, in_reach, key_name
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

_KEYS_WIDE, _LABEL_WIDE = 8, 15
_CODES = [
    *(("Before a name", sign, word, meaning) for sign, word, meaning in MARKS),
    *(("Discreet: the codes", family, "Code", meaning) for family, meaning in LEGEND),
    ("Discreet: the codes", "", "Forms", "show words all the same: they are for editing."),
]


class _Page(Lines, ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("help.close", "escape,f1,question_mark,q", "Back", "Back to where you were.", "This page",
                show_in_footer=True, action="screen.dismiss", keys_shown="Esc"),
        Command("help.down", "down,j", "Down", "Read on.", "This page", show_in_footer=True, action="go(1)"),
        Command("help.up", "up,k", "Up", "Read back.", "This page", show_in_footer=True, action="go(-1)"),
        Command("help.page", "pagedown,space", "Page", "", "This page", show_in_footer=True, action="go(12)"),
        Command("help.page-up", "pageup", "Page back", "", "This page", action="go(-12)"),
    )  # fmt: skip

    def __init__(self, rows: list[tuple[str, str, str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def on_resize(self) -> None:
        """Sentences are broken for the width at hand."""
        self.show(page(self._rows, max(30, self.size.width)))

    def action_go(self, by: int) -> None:
        """On or back."""
        self.move(by)


class HelpScreen(ModalScreen[None]):
    """Groups within reach first, then everything else that has been declared."""

    CSS = "HelpScreen { background: $background; } HelpScreen _Page { padding: 1 2; }"

    def __init__(self, rows: list[tuple[str, str, str, str]]) -> None:
        super().__init__()
        self._rows = rows

    @classmethod
    def of(cls, screen: Screen[object]) -> HelpScreen:
        """The help as seen from a screen and its focus."""
        moved = cast("DeskApp", screen.app).keys_now
        return cls([*rows_of(in_reach(screen), declared(), moved), *_CODES])

    def compose(self) -> ComposeResult:
        """The page and its keys."""
        yield _Page(self._rows)
        yield KeyLine()


def rows_of(
    offers: Iterable[Offer], commands: Iterable[Command], moved: Mapping[str, str]
) -> list[tuple[str, str, str, str]]:
    """Rows of (group, keys, label, sentence), each with the keys it has now; ``moved`` are those of the house."""
    here = {offer.command.id: offer for offer in offers}
    near = list(dict.fromkeys(offer.command.group for offer in here.values()))
    known = list(commands)
    groups = near + [group for group in dict.fromkeys(command.group for command in known) if group not in near]
    rows = []
    for group in groups:
        for command in known:
            if command.group == group and command.help and command.group != "This page":
                keys = here[command.id].keys if command.id in here else keys_of(command, moved)
                rows.append((group, keys, command.label, command.help))
    return rows


def keys_of(command: Command, moved: Mapping[str, str]) -> str:
    """How its keys read."""
    keys = moved.get(command.id)
    return key_name((keys or command.key).split(",")[0]) if keys or not command.keys_shown else command.keys_shown


def page(rows: Iterable[tuple[str, str, str, str]], width: int) -> list[Line]:
    """The rows as lines under their headings."""
    lines: list[Line] = []
    heading = ""
    for group, keys, label, sentence in rows:
        if group != heading:
            lines += [(), ((group, "label"),)] if lines else [((group, "label"),)]
            heading = group
        key = " " * max(0, _KEYS_WIDE - 1 - cell_len(keys)) + keys + " "
        parts = wrap(sentence, width - _KEYS_WIDE - _LABEL_WIDE - 1)
        lines.append(((key, "key"), (f"{label:<{_LABEL_WIDE}} ", "strong"), (parts[0], "plain")))
        lines += [((" " * (_KEYS_WIDE + _LABEL_WIDE + 1), "plain"), (part, "plain")) for part in parts[1:]]
    return lines

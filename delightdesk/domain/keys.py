"""Keys that a house may move: how they are written, which can be used, and who else has one.

A key is kept as the terminal calls it ("ctrl+b", "question_mark"). What is moved is kept by the id of its command,
as the keys it has now, the one shown first; everything else follows from the commands themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

NAMES: Mapping[str, str] = {
    "enter": "Enter", "escape": "Esc", "slash": "/", "question_mark": "?", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "space": "Space", "tab": "Tab", "shift+tab": "Shift+Tab",
    "home": "Home", "end": "End", "delete": "Del", "backspace": "Backspace", "insert": "Ins",
}  # fmt: skip
"""How keys with a name read; letters and function keys read as they are."""

_OWN_NAMES = {"/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore"}
_SYMBOLS = {
    char: _OWN_NAMES.get(char, unicodedata.name(char).lower().replace("-", "_").replace(" ", "_"))
    for char in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
}
_SIGNS = {name: char for char, name in _SYMBOLS.items()}
_GO_ABOUT = frozenset(
    {"enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
     "delete", "backspace", "ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+s"}
)  # fmt: skip
"""They mean the same everywhere, or reach the terminal as one that does."""
_TYPING = frozenset(f"ctrl+{letter}" for letter in "adefkuvwx")
"""They move about in a line being typed."""
_FUNCTION = re.compile(r"f(?:[1-9]|1[0-9]|2[0-4])")
_HELD = re.compile(r"(?:(?:ctrl|alt|shift)\+)+")
_MOST = 200

EVERYWHERE = "app"
"""The beginning of the ids of what can be done wherever one is."""


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """Something a person can do by key. usual: its keys as it came, with commas, the one shown first.

    moves: it may get another key; one of a row of numbers, say, may not.
    """

    id: str
    label: str
    meaning: str
    group: str
    usual: str
    moves: bool = True

    @property
    def place(self) -> str:
        """Where it can be done: what is there at the same time begins with the same word."""
        return self.id.partition(".")[0]

    @property
    def is_everywhere(self) -> bool:
        """Wherever one is, also while a name is being typed."""
        return self.place == EVERYWHERE

    def keys(self, kept: Mapping[str, str]) -> tuple[str, ...]:
        """The keys it has now."""
        return tuple(kept.get(self.id, self.usual).split(","))


class KeyTaken(Invalid):
    """Another command of the same place has the key; the two may swap. ``other`` is its id."""

    def __init__(self, sentence: str, other: str) -> None:
        super().__init__(sentence, "key")
        self.other = other


def key_name(key: str) -> str:
    """A key as people read it: ``ctrl+p`` becomes ``^P``."""
    if key in NAMES:
        return NAMES[key]
    if key in _SIGNS:
        return _SIGNS[key]
    if key.startswith("ctrl+"):
        return f"^{key[5:].upper()}"
    return key.upper() if len(key) > 1 else key


def key_typed(typed: str) -> str:
    """The key somebody names: "F3", "^B", "ctrl+b", "x", "?". Raises `Invalid` for words that name none."""
    words = typed.strip()
    if len(words) == 1:
        return _SYMBOLS.get(words, words)
    low = words.lower().replace(" ", "").replace("strg+", "ctrl+")
    low = f"ctrl+{low[1:]}" if low.startswith("^") else re.sub(r"^(ctrl|alt|shift)-", r"\1+", low)
    named = next((name for name, shown in NAMES.items() if shown.lower() == low), low)
    if not is_key(named):
        raise _bad(f"“{clean(typed, 30)}” is no key such as F3, ctrl+b or x.")
    return named


def is_key(key: str) -> bool:
    """Whether a terminal could send it."""
    bare = _HELD.sub("", key)
    return bool(_FUNCTION.fullmatch(bare)) or bare in NAMES or bare in _SIGNS or (len(bare) == 1 and bare.isalnum())


def is_letter(key: str) -> bool:
    """Whether it puts something into a line being typed."""
    return (len(key) == 1 and key.isprintable()) or key in _SIGNS or key == "space"


def usable(kept: object) -> dict[str, str]:
    """What was kept, without whatever is no key of a command: a file may hold anything."""
    found = kept.items() if isinstance(kept, dict) else ()
    return {
        command: keys
        for command, keys in found
        if isinstance(command, str) and isinstance(keys, str) and len(keys) < _MOST and _can_be(command, keys)
    }


def _can_be(command: str, keys: str) -> bool:
    first, *others = keys.split(",")
    is_everywhere = command.partition(".")[0] == EVERYWHERE
    return not why_not(first, is_everywhere=is_everywhere) and all(is_key(key) for key in others)


def fitting(kept: Mapping[str, str], commands: Iterable[KeyCommand]) -> dict[str, str]:
    """What was kept, as far as it leaves everything that can be done wherever one is its key.

    Help, lobby and the way out are among it; ``commands`` are those that can be done everywhere.
    """
    held, everywhere = dict(kept), [each for each in commands if each.is_everywhere]
    while True:
        doubled = next((command for command in held if _doubles(command, held, everywhere)), None)
        if doubled is None:
            return held
        del held[doubled]


def _doubles(command: str, kept: Mapping[str, str], everywhere: Sequence[KeyCommand]) -> bool:
    mine = set(kept[command].split(","))
    return any(each.id != command and mine & set(each.keys(kept)) for each in everywhere)


def why_not(key: str, *, is_everywhere: bool) -> str:
    """Why a key cannot be given to a command, in one sentence; empty when it can."""
    if not is_key(key):
        return "The desk does not know this key."
    if key in _GO_ABOUT or _HELD.sub("", key) in _GO_ABOUT:
        return f"{key_name(key)} means the same everywhere and stays as it is."
    if key in _TYPING:
        return f"{key_name(key)} moves about in a line being typed."
    if is_everywhere and is_letter(key):
        return f"{key_name(key)} would be typed where a guest is looked for."
    return ""


def give(
    commands: Sequence[KeyCommand], kept: Mapping[str, str], command: str, key: str, *, swap: bool = False
) -> dict[str, str]:
    """What is kept once ``command`` has ``key``; what else it listens to stays.

    Raises `Invalid` for a key it cannot have, `KeyTaken` when another one has it and ``swap`` was not said.
    """
    mine = one_of(commands, command)
    if sentence := why_not(key, is_everywhere=mine.is_everywhere):
        raise _bad(sentence)
    before = mine.keys(kept)
    if key == before[0]:
        return dict(kept)
    other = holder(commands, kept, mine, key)
    after = dict(kept)
    if other is not None:
        if more := holder([each for each in commands if each.id != other.id], kept, mine, key):
            raise _bad(f"{key_name(key)} is “{other.label}” and “{more.label}” here. Give these another key first.")
        _check_swap(commands, kept, mine, other, key)
        if not swap:
            sentence = f"{key_name(key)} is “{other.label}” here. Nothing was changed. The two can swap their keys."
            raise KeyTaken(sentence, other.id)
        _set(after, other, tuple(before[0] if each == key else each for each in other.keys(kept)))
    _set(after, mine, (key, *(each for each in before[1:] if each != key)))
    return after


def _set(kept: dict[str, str], command: KeyCommand, keys: Sequence[str]) -> None:
    kept[command.id] = ",".join(keys)
    if kept[command.id] == command.usual:
        del kept[command.id]


def _check_swap(
    commands: Sequence[KeyCommand], kept: Mapping[str, str], mine: KeyCommand, other: KeyCommand, key: str
) -> None:
    """Raise `Invalid` when ``other`` cannot have the key that ``mine`` gives up."""
    old = mine.keys(kept)[0]
    third = holder([each for each in commands if each.id != mine.id], kept, other, old)
    if not other.moves or why_not(old, is_everywhere=other.is_everywhere) or third is not None:
        more = " Give that one another key first." if other.moves else ""
        raise _bad(f"{key_name(key)} is “{other.label}” here.{more}")


def holder(commands: Sequence[KeyCommand], kept: Mapping[str, str], mine: KeyCommand, key: str) -> KeyCommand | None:
    """Who else has the key where ``mine`` can be done.

    What can be done everywhere gives way, as it always does, to what a form or list has by itself, but not to what the
    house moved there.
    """
    for each in commands:
        if each.id == mine.id or key not in each.keys(kept):
            continue
        if each.place == mine.place or each.is_everywhere or (mine.is_everywhere and each.id in kept):
            return each
    return None


def one_of(commands: Sequence[KeyCommand], command: str) -> KeyCommand:
    """The command of this id that may get another key. Raises `Invalid`."""
    found = next((each for each in commands if each.id == command and each.moves), None)
    if found is None:
        raise _bad(f"“{clean(command, 60)}” is nothing that can get another key.")
    return found


def _bad(sentence: str) -> Invalid:
    return Invalid(f"{sentence} Nothing was changed.", "key")

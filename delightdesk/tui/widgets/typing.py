"""Fields and places that never lose a key typed ahead.

A receptionist types "n", the note and Enter in one go, faster than a screen may follow. Textual sends a key to whatever
has the focus when the key arrives, which is not always what has it when the key's turn comes. So the app itself, which
gets the keys in their order, lets these two kinds of places act one key at a time and looks for the focus each time.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from delightdesk.domain.text import clean


class ActsAtOnce(Widget):
    """Marks a focusable place whose keys are commands only: nothing in it takes letters."""


class TypingLine(Input, inherit_bindings=False):
    """One line to type in, without a border. What Enter does is up to the place it stands in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Input.BINDINGS if not (isinstance(binding, Binding) and binding.key == "enter")
    ]

    DEFAULT_CSS = """
    TypingLine { height: 1; border: none; padding: 0; background: $surface; }
    TypingLine:focus { border: none; background: $panel; }
    """

    virtual_size = Reactive(Size(0, 0))
    """Textual's own places every widget of the screen anew at each key; a line keeps its width whatever is typed."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 500,
        select_on_focus: bool = True,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            max_length=max_length,
            select_on_focus=select_on_focus,
            id=id,
            classes=classes,
        )

    def take(self, event: events.Key | events.Paste) -> bool:
        """Put a letter or pasted words where the cursor is; False for a key that is no letter."""
        if isinstance(event, events.Paste):
            text = clean(event.text, self.max_length or 500)
        elif event.is_printable and event.character is not None:
            text = event.character
        else:
            return False
        self._restart_blink()
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
        return True

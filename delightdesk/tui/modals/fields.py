"""The fields of a form: what each is called, what it means, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from delightdesk.domain.vocabulary import label
from delightdesk.tui.modals.choice_line import ChoiceLine, Choices
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import cut, pad, wrap
from delightdesk.tui.widgets.typing import TypingLine

LABEL_WIDE = 15
YES_NO: Choices = ((False, "no"), (True, "yes"))


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a form.

    name: as the job calls it. meaning: what it is for, shown beside it. choices: each value with its word where only
    these exist; empty for free text. most: letters that fit.
    """

    name: str
    label: str
    meaning: str = ""
    choices: Choices = ()
    most: int = 200


def words_of(kind: type[StrEnum]) -> Choices:
    """Every word of a closed list, with the way it is read."""
    return tuple((word, label(word)) for word in kind)


class FieldRow(Widget):
    """Label, field and meaning in one row; what there is to say about the value stands below."""

    DEFAULT_CSS = """
    FieldRow {
        layout: horizontal; height: 1; width: 1fr;
        &> .field--value { margin-left: 15; width: 30; }
        &> .field--label { color: $primary; }
        &> .field--meaning { color: $text-muted; }
        &> .field--told { color: $warning; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--label", "field--meaning", "field--told"}

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.told = ""
        self.line: TypingLine | ChoiceLine = (
            ChoiceLine(field.choices, classes="field--value")
            if field.choices
            else TypingLine(max_length=field.most, select_on_focus=False, classes="field--value")
        )

    def compose(self) -> ComposeResult:
        """The field; label and meaning are painted around it."""
        yield self.line

    @property
    def value(self) -> object:
        """What stands in the field."""
        return self.line.value

    @value.setter
    def value(self, value: object) -> None:
        if isinstance(self.line, ChoiceLine):
            self.line.value = value
        else:
            self.line.value = clean(str(value), self.field.most)
            self.line.cursor_position = len(self.line.value)

    def word(self, value: object) -> str:
        """A value as it is read on the screen."""
        return next((word for known, word in self.field.choices if known == value), clean(str(value), 60) or "nothing")

    def tell(self, sentence: str) -> None:
        """Say something below the field; an empty sentence takes it away."""
        self.told = clean(sentence, 300)
        self._fit()

    def _fit(self) -> None:
        self.styles.height = 1 + len(self._told_lines())
        self.refresh()

    def _told_lines(self) -> list[str]:
        return wrap(self.told, max(20, self.size.width - LABEL_WIDE - 1)) if self.told else []

    def on_resize(self) -> None:
        """Sentences are broken for the width at hand."""
        if self.told:
            self._fit()

    def on_click(self) -> None:
        """The label belongs to the field."""
        self.line.focus()

    def render_line(self, y: int) -> Strip:
        """Label and meaning in the first row, what was told below."""
        width, base = self.size.width, self.rich_style
        if y == 0:
            after = LABEL_WIDE + self.line.size.width + 1
            mark = "▸" if self.line.has_focus else " "
            segments = [
                Segment(pad(f"{mark}{self.field.label}", LABEL_WIDE), self.get_component_rich_style("field--label")),
                Segment(" " * (after - LABEL_WIDE), base),
                Segment(cut(self.field.meaning, width - after), self.get_component_rich_style("field--meaning")),
            ]
        else:
            lines = self._told_lines()
            text = lines[y - 1] if y <= len(lines) else ""
            segments = [
                Segment(" " * LABEL_WIDE, base),
                Segment(text, self.get_component_rich_style("field--told") if text else base),
            ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_descendant_focus(self) -> None:
        """Move the mark here."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """The mark has gone on."""
        self.refresh()


class Fields(Vertical):
    """All fields of a form, in the order in which they are asked."""

    DEFAULT_CSS = "Fields { height: auto; max-height: 1fr; overflow-y: auto; }"

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.rows = {field.name: FieldRow(field) for field in fields}

    def compose(self) -> ComposeResult:
        """One row each."""
        yield from self.rows.values()

    def values(self) -> dict[str, object]:
        """What stands in the fields, by name."""
        return {name: row.value for name, row in self.rows.items()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Put values in."""
        for name, row in self.rows.items():
            row.value = values[name]

    def merge(self, before: Mapping[str, object], now: Mapping[str, object]) -> None:
        """Show ``now`` wherever nobody typed since ``before``; where somebody did, say what stands there now."""
        for name, row in self.rows.items():
            if row.value == before[name]:
                row.value = now[name]
            elif now[name] not in (before[name], row.value):
                row.tell(f"Now stands there: {row.word(now[name])}")

    def go(self, by: int) -> bool:
        """The next field or the one before; False at the end."""
        rows = list(self.rows.values())
        focused = self.screen.focused  # `has_focus` lags behind keys typed ahead
        here = next((place for place, row in enumerate(rows) if row.line is focused), 0)
        if not 0 <= here + by < len(rows):
            return False
        self._enter(rows[here + by])
        return True

    def _enter(self, row: FieldRow) -> None:
        self.screen.set_focus(row.line)
        if isinstance(row.line, TypingLine):
            row.line.action_select_all()

    def blame(self, name: str, sentence: str) -> bool:
        """Go to a field and say below it what is wrong; False when there is no such field."""
        row = self.rows.get(name)
        if row is None:
            return False
        row.tell(sentence)
        self._enter(row)
        return True

    def quieten(self) -> None:
        """Take away what was said below the fields."""
        for row in self.rows.values():
            if row.told:
                row.tell("")

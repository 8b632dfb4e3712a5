"""Lines of styled words, painted one by one.

A line is a tuple of spans, a span is words with the name of a manner ("strong", "quiet"). Only the lines on the screen
are ever made into cells, and changing them costs no layout, so a list or a card of any length is repainted in the
frame of the key that changed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar, cast

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

V = TypeVar("V")
Span = tuple[str, str]
Line = tuple[Span, ...]

MANNERS = ("plain", "strong", "quiet", "label", "warn", "good", "key", "rule", "cursor")


def cut(text: str, width: int) -> str:
    """The text in at most ``width`` cells, ended by "…" when something had to go."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[: max(0, width)]
    return set_cell_size(text, width - 1).rstrip() + "…"


def pad(text: str, width: int) -> str:
    """The text in exactly ``width`` cells, cut or filled up with blanks."""
    return set_cell_size(cut(text, width), width)


def wrap(text: str, width: int, most: int = 99) -> list[str]:
    """The text in lines of at most ``width`` cells, broken between words; what is beyond ``most`` lines is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if line and cell_len(joined) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(one, width) for one in lines]


def whole_parts(text: str, width: int) -> str:
    """As many parts of a headline (" · " between them) as fit ``width`` cells: half a part would say something else."""
    parts = text.split(" · ")
    while len(parts) > 1 and cell_len(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts)


def length(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


class Lines(Widget):
    """Shows lines from ``top`` on; its own size never depends on them."""

    DEFAULT_CSS = """
    Lines {
        height: 1fr; width: 1fr;
        &> .lines--strong { text-style: bold; }
        &> .lines--quiet { color: $text-muted; }
        &> .lines--label { color: $primary; text-style: bold; }
        &> .lines--warn { color: $warning; text-style: bold; }
        &> .lines--good { color: $success; }
        &> .lines--key { color: $accent; text-style: bold; }
        &> .lines--rule { color: $text-muted; }
        &> .lines--cursor { background: $primary 25%; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{manner}" for manner in MANNERS}
    MORE_AT: ClassVar[int] = -1
    """The cell of the last row that says there is more below; counted from the right where negative."""

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.lines: Sequence[Line] = lines
        self.top = 0
        self._base: Style | None = None

    def show(self, lines: Sequence[Line], *, top: int | None = None) -> None:
        """Put other lines up; the place in them is kept unless ``top`` says where to go."""
        self.lines = lines
        self.top = max(0, min(self.top if top is None else top, self.furthest))
        self.refresh()

    @property
    def furthest(self) -> int:
        """The highest ``top`` that still fills the height."""
        return max(0, self.count - max(1, self.size.height))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def line_at(self, place: int) -> Line:
        """The line at ``place``; beyond the end an empty one."""
        return self.lines[place] if place < len(self.lines) else ()

    def move(self, by: int) -> None:
        """Go down (or up) by so many lines, as far as there are any."""
        top = max(0, min(self.top + by, self.furthest))
        if top != self.top:
            self.top = top
            self.refresh()

    @property
    def views(self) -> Sequence[object]:
        """What the lines tell of, where they are made from views."""
        return ()

    def covered(self, view: V, guest_id: int | None = None) -> V:
        """The view as it may be shown now, with codes in the place of words where the app wants it discreet."""
        cover = getattr(self.app, "covered", None)
        return view if cover is None else cast("V", cover(view, guest_id))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows to be painted now. Their common colours are worked out once and not once a row."""
        self._base = self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._base = None

    def render_line(self, y: int) -> Strip:
        """One row of cells. A last row with more below it says so at its end."""
        width = self.size.width
        place = self.top + y
        line = self.line_at(place)
        base = self._base or self.rich_style
        whole = base
        segments: list[Segment] = []
        for text, manner in line:
            style = base if manner == "plain" else self.get_component_rich_style(f"lines--{manner}")
            if manner == "cursor":
                whole = style
            segments.append(Segment(text, style))
        strip = Strip(segments).adjust_cell_length(width, whole)
        if y == self.size.height - 1 and place + 1 < self.count and width > 3:
            at = self.MORE_AT if self.MORE_AT >= 0 else width + self.MORE_AT
            more = Segment("▼", self.get_component_rich_style("lines--key"))
            strip = Strip.join([strip.crop(0, at), Strip([more], 1), strip.crop(at + 1, width)])
        return strip

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines on."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines back."""
        event.stop()
        self.move(-3)

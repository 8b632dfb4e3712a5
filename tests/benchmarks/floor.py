"""The bare Textual app that the desk is compared with: an input, a list, a footer, and nothing behind them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input, OptionList


class Floor(App[None]):
    """What the framework costs by itself."""

    BINDINGS: ClassVar = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Input(placeholder="name")
        yield OptionList(*(f"Guest number {number}" for number in range(30)))
        yield Footer()


if __name__ == "__main__":
    Floor().run()

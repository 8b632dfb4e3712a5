"""Choosing a file by typing: the path in a line, the files of its folder below."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.modals import file_list
from delightdesk.tui.safe import clean
from delightdesk.tui.telling import in_background
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import TypingLine

GROUP = "Choosing a file"


class FilePicker(Vertical):
    """``chosen`` is called with the file; ``missing`` with a sentence when there is none of that name.

    earlier: is awaited when somebody wants to see what was imported before.
    """

    DEFAULT_CSS = """
    FilePicker { height: 1fr; }
    FilePicker Marked { height: 1fr; margin: 1 0 0 0; }
    """
    BINDINGS = declare(
        Command("file.open", "enter", "Look at it", "See what the file at the mark would do.", GROUP,
                show_in_footer=True),
        Command("file.complete", "tab", "Complete", "Write out the name at the mark.", GROUP, show_in_footer=True),
        Command("file.earlier", "ctrl+s", "Earlier", "What was imported before, to take it back.", GROUP,
                show_in_footer=True),
        Command("file.leave", "escape", "Leave", "Close; nothing is imported.", GROUP, show_in_footer=True,
                action="screen.dismiss"),
        Command("file.help", "f1", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help"),
        Command("file.down", "down", "Next", "The next file.", GROUP, action="mark(1)"),
        Command("file.up", "up", "Previous", "The file before.", GROUP, action="mark(-1)"),
        Command("file.page-down", "pagedown", "Page down", "", GROUP, action="mark(10)"),
        Command("file.page-up", "pageup", "Page up", "", GROUP, action="mark(-10)"),
    )  # fmt: skip

    def __init__(
        self,
        chosen: Callable[[Path], None],
        missing: Callable[[str], None],
        earlier: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._chosen, self._missing, self._earlier = chosen, missing, earlier
        self._folder: Path | None = None
        self._entries: list[file_list.Entry] = []
        self._listed = ""
        self.line = TypingLine(max_length=1000, placeholder="path of the file", select_on_focus=False)
        self.list = Marked(file_list.row, empty="No CSV or spreadsheet here. Type another folder.")

    def compose(self) -> ComposeResult:
        """Path and files."""
        yield self.line
        yield self.list

    def on_mount(self) -> None:
        """Begin in the folder where exports usually land."""
        self._write(file_list.as_typed(file_list.first_folder()))

    def _write(self, path: str) -> None:
        self.line.value = path
        self.line.cursor_position = len(path)

    def on_input_changed(self) -> None:
        """The files of the folder follow what is typed."""
        folder, _ = file_list.split(self.line.value)
        if folder == self._folder:
            self._keep_up()
        else:
            in_background(self, partial(self._read_folder, folder), "folder")

    async def _read_folder(self, folder: Path) -> None:
        found = await asyncio.to_thread(file_list.entries, folder)
        self._folder, self._entries, self._listed = folder, found, ""
        self._keep_up()

    def _keep_up(self) -> None:
        """List what fits the line as it stands: an Enter may come before the news of the letters before it."""
        if self._listed != self.line.value:
            self._listed = self.line.value
            self.list.put(file_list.fitting(self._entries, file_list.split(self._listed)[1]))

    async def action_earlier(self) -> None:
        """What was imported before."""
        await self._earlier()

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self._keep_up()
        self.list.step(by)

    def action_complete(self) -> None:
        """Write out the name at the mark."""
        self._keep_up()
        entry = self.list.current
        if entry is not None and self._folder is not None:
            path = self._folder / entry.name
            self._write(file_list.as_typed(path) if entry.is_folder else str(path))

    def on_marked_chosen(self) -> None:
        """A click writes the name out."""
        self.action_complete()
        self.line.focus()

    async def action_open(self) -> None:
        """Choose the file that was typed, else the one at the mark; a folder is gone into."""
        folder, beginning = file_list.split(self.line.value)
        if folder != self._folder:
            await self._read_folder(folder)
        self._keep_up()
        typed = folder / beginning
        entry = self.list.current
        if beginning and file_list.is_file(typed):
            self._chosen(typed)
        elif entry is None:
            self._missing(f"There is no file “{clean(beginning, 60)}” here. Please check the name and the folder.")
        elif entry.is_folder:
            self.action_complete()
        else:
            self._chosen(folder / entry.name)

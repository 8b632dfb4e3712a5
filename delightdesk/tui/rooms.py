"""Going about the desk: one key a room, forms over them, and back."""

from __future__ import annotations

from importlib import import_module

from textual.app import App

from delightdesk.tui.commands import Command, declare

ROOMS, ALWAYS = "Rooms", "Always"


class Rooms(App[None], inherit_bindings=False):
    """Which key leads where. Each room's module is imported when somebody first goes there."""

    BINDINGS = declare(
        Command("app.help", "f1,question_mark", "Help", "Every key, those of the place you are in first.", ALWAYS,
                show_in_footer=True, keys_shown="F1"),
        Command("app.desk", "f2", "Desk", "Find a guest and read the card.", ROOMS, action="show_desk"),
        Command("app.today", "f3", "Today", "Who comes, who is here, who leaves.", ROOMS, show_in_footer=True,
                action="show_today"),
        Command("app.house", "f7", "House", "Gestures of the house: change them, add your own.", ROOMS,
                action="show_catalogue"),
        Command("app.new-guest", "ctrl+n", "New guest", "Make a new guest.", ALWAYS),
        Command("app.import", "ctrl+o", "Import", "Take in arrivals or customers from a file.", ALWAYS,
                action="import_file"),
        Command("app.review", "ctrl+r", "Review", "What imports found in remarks, to take or leave.", ALWAYS),
        Command("app.undo", "ctrl+z", "Undo", "Take back your last act, wherever you are.", ALWAYS),
        Command("app.colours", "ctrl+t", "Colours", "Dark, light or high contrast.", ALWAYS),
        Command("app.palette", "ctrl+p", "Commands", "Find a command by its name.", ALWAYS, action="command_palette"),
        Command("app.quit", "ctrl+q", "Quit", "Finish saving and close.", ALWAYS, show_in_footer=True, priority=True),
    )  # fmt: skip

    def open_form(self, kind: str, guest_id: int | None, *, row_id: int | None = None, typed: str = "") -> None:
        """Open a form over the room, by its kind: "guest", "visit", "occasion", "caution", "bond" or "facts"."""
        self.push_screen(import_module("delightdesk.tui.modals.forms").make(kind, guest_id, row_id=row_id, typed=typed))

    def show_guest(self, guest_id: int) -> None:
        """Go to the Desk and read this guest's card."""
        from delightdesk.tui.screens.desk import DeskScreen

        self.action_show_desk()
        if isinstance(self.screen, DeskScreen):
            self.screen.read_guest(guest_id)

    def action_show_desk(self) -> None:
        """Back to the Desk, which keeps the place it was left in."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_show_today(self) -> None:
        """The board of today."""
        today = import_module("delightdesk.tui.screens.today").TodayScreen
        if not isinstance(self.screen, today):
            self.action_show_desk()
            self.push_screen(today())

    def action_show_catalogue(self) -> None:
        """The gestures of the house."""
        catalogue = import_module("delightdesk.tui.screens.catalogue").CatalogueScreen
        if not isinstance(self.screen, catalogue):
            self.action_show_desk()
            self.push_screen(catalogue())

    def action_help(self) -> None:
        """The keys, those within reach first."""
        from delightdesk.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen.of(self.screen))

    def action_new_guest(self) -> None:
        """An empty guest form."""
        self.open_form("guest", None)

    def action_import_file(self) -> None:
        """Take in a file."""
        self.push_screen(import_module("delightdesk.tui.modals.import_").ImportScreen())

    def action_review(self) -> None:
        """Look through what imports found in remarks."""
        self.push_screen(import_module("delightdesk.tui.modals.review").ReviewScreen())

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
                show_in_footer=True, action="app.help", keys_shown="F1"),
        Command("app.desk", "f2", "Desk", "Find a guest and read the card.", ROOMS, action="show_desk"),
        Command("app.today", "f3", "Today", "Who comes, who is here, who leaves.", ROOMS, show_in_footer=True,
                action="show_today"),
        Command("app.problems", "f4", "Problems", "What went wrong, whose it is, how long it has been.", ROOMS,
                action="show_problems"),
        Command("app.handover", "f5", "Handover", "The sheet of the shift: leave it, or take it over line by line.",
                ROOMS, action="show_handover"),
        Command("app.insights", "f6", "Insights", "What was given and how it was taken, this week against last.", ROOMS,
                action="show_insights"),
        Command("app.house", "f7", "House", "Settings, hours, allowances, gestures, people, lobby, keys.", ROOMS,
                action="show_house"),
        Command("app.playbooks", "f8", "Playbooks", "Plans for what goes wrong: read them, make them yours.", ROOMS,
                action="show_playbooks"),
        Command("app.costs", "ctrl+b", "Costs", "The cost book: what was given, for what, who pays.", ROOMS,
                action="show_costs"),
        Command("app.journal", "ctrl+g", "Journal", "Who did what, by guest, person or day.", ROOMS,
                action="show_journal"),
        Command("app.line-up", "ctrl+l", "Line-up", "Show-ready, daily card, rounds, regulars, touch points.", ROOMS,
                action="show_line_up"),
        Command("app.person", "f9", "Person", "Change who is at the desk; add or change people.", ALWAYS,
                action="change_person"),
        Command("app.new-guest", "ctrl+n", "New guest", "Make a new guest.", ALWAYS),
        Command("app.import", "ctrl+o", "Import", "Take in arrivals or customers from a file.", ALWAYS,
                action="import_file"),
        Command("app.review", "ctrl+r", "Review", "What imports found in remarks, to take or leave.", ALWAYS),
        Command("app.undo", "ctrl+z", "Undo", "Take back your last act, wherever you are.", ALWAYS),
        Command("app.found", "f10", "Found", "Something was left behind: what and where, in one line.", ALWAYS),
        Command("app.colours", "ctrl+t", "Colours", "Dark, light or high contrast.", ALWAYS),
        Command("app.discreet", "ctrl+y", "Discreet", "Codes instead of words for what is sensitive, or words again.",
                ALWAYS),
        Command("app.lobby", "f12", "Lobby", "Hide everything: a screen a guest may read. F12 brings it back.", ALWAYS,
                priority=True),
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

    async def action_show_today(self) -> None:
        """The board of today, and what is owed."""
        await self._go("today", "TodayScreen")

    async def action_show_problems(self) -> None:
        """The board of problems."""
        await self._go("problems", "ProblemsScreen")

    async def action_show_handover(self) -> None:
        """The sheet of the shift."""
        await self._go("handover", "HandoverScreen")

    async def action_show_insights(self) -> None:
        """What was given, and how it was taken."""
        await self._go("insights", "InsightsScreen")

    async def action_show_house(self) -> None:
        """What the owner sets."""
        await self._go("house", "HouseScreen")

    async def action_show_line_up(self) -> None:
        """Before the curtain rises."""
        await self._go("lineup", "LineUpScreen")

    async def action_show_catalogue(self) -> None:
        """The gestures of the house."""
        await self._go("catalogue", "CatalogueScreen")

    async def action_show_playbooks(self) -> None:
        """The playbooks of the house."""
        await self._go("playbooks", "PlaybooksScreen")

    async def action_show_costs(self) -> None:
        """The cost book."""
        await self._go("costs", "CostsScreen")

    async def action_show_journal(self) -> None:
        """Who did what."""
        await self._go("journal", "JournalScreen")

    async def _go(self, module: str, name: str) -> None:
        """To a room; what stands over the Desk closes, so that rooms never pile up. The next key finds it there."""
        room = getattr(import_module(f"delightdesk.tui.screens.{module}"), name)
        if not isinstance(self.screen, room):
            self.action_show_desk()
            await self.push_screen(room())

    def show_problem(self, problem_id: int) -> None:
        """One problem, over the room it was chosen in."""
        self.push_screen(import_module("delightdesk.tui.screens.problem").ProblemScreen(problem_id))

    def action_change_person(self) -> None:
        """Who is at the desk now."""
        people = import_module("delightdesk.tui.modals.people").PeopleScreen
        if not isinstance(self.screen, people):
            self.push_screen(people())

    def action_help(self) -> None:
        """The keys, those within reach first."""
        from delightdesk.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen.of(self.screen))

    def action_new_guest(self) -> None:
        """An empty guest form."""
        self.open_form("guest", None)

    def action_found(self) -> None:
        """Something was left behind."""
        found_line = import_module("delightdesk.tui.modals.found_line").FoundLine
        if not isinstance(self.screen, found_line):
            self.push_screen(found_line())

    def action_import_file(self) -> None:
        """Take in a file."""
        self.push_screen(import_module("delightdesk.tui.modals.import_").ImportScreen())

    def action_review(self) -> None:
        """Look through what imports found in remarks."""
        self.push_screen(import_module("delightdesk.tui.modals.review").ReviewScreen())

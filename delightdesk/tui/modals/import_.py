"""Taking in a file: choose it, see what it would do, take it over, and take it back if it was the wrong one."""

from __future__ import annotations

from pathlib import Path

from delightdesk import desk
from delightdesk.domain.dates import Undecidable
from delightdesk.domain.errors import DeskError
from delightdesk.files.tables_in import NoHeader
from delightdesk.tui.modals import import_words
from delightdesk.tui.modals.import_columns import ImportColumns
from delightdesk.tui.modals.import_parts import Stage
from delightdesk.tui.modals.import_words import Looked
from delightdesk.tui.telling import in_turn


class ImportScreen(ImportColumns):
    """One file at a time. Long work is done in the database thread and can be stopped without harm."""

    def action_back(self) -> None:
        """One step back; after an import, close."""
        if self.stage is Stage.OVER:
            self.dismiss()
        elif self.stage is Stage.FIELDS:
            self.show_columns()
        elif self.stage is Stage.COLUMNS:
            self.leave_columns()
        else:
            self._go(Stage.CHOOSING)

    # Looking

    def choose(self, path: Path) -> None:
        """Look at it."""
        self.path, self.looked = path, None
        self.read_file()

    def read_file(self) -> None:
        """Look at the file as it is to be read now."""
        self._begin("Reading")
        self.run_worker(self._look(), exit_on_error=False)

    async def _look(self) -> None:
        path, mapping, day_first = self.path, self._by_hand.get(self.path), self._orders.get(self.path)
        try:
            looked = await self.desk_app.ask(
                lambda work: import_words.look(work, path, mapping, day_first, self._far_or_stop)
            )
        except Undecidable as error:
            self._go(Stage.ASKING, str(error))
        except NoHeader as error:
            self.looked = None
            await self.ask_columns(str(error))
        except DeskError as error:
            self._go(Stage.CHOOSING, str(error))
        else:
            self.looked, self._read_with = looked, (path, dict(looked.parsed.by_hand))
            self._go(Stage.CHOOSING if self._stop.is_set() else Stage.LOOKING)

    def _far_or_stop(self, done: int, total: int) -> None:
        """Called in the database thread."""
        if done:
            self._far = (done, total)
        if self._stop.is_set():
            raise desk.imports.Cancelled("Stopped. Nothing was imported.")

    def action_order(self, day_first: bool) -> None:
        """Read the days that way round."""
        self._orders[self.path] = day_first
        self.read_file()

    def action_other_order(self) -> None:
        """Read the days the other way round than now."""
        if self.looked is not None:
            self.action_order(self.looked.parsed.sheet.date_order != "day first")

    # Taking over

    def action_take(self) -> None:
        """Take the file over."""
        if self.looked is not None:
            self._begin("Taking over")
            self.run_worker(self._take(self.looked), exit_on_error=False)

    async def _take(self, looked: Looked) -> None:
        def far(done: int, total: int) -> None:
            self._far = (done, total)

        try:
            await self.desk_app.backups.before("import")
            self.report = await self.desk_app.save(
                lambda work: desk.imports.apply(work, looked.parsed, progress=far, cancelled=self._stop.is_set)
            )
        except DeskError as error:
            self._go(Stage.LOOKING, str(error))
        else:
            self._go(Stage.OVER)

    # Afterwards

    def action_undo(self) -> None:
        """Take the import back."""
        if self.report is not None and self.report.run is not None:
            self._undo(self.report.run, Stage.OVER)

    def action_undo_earlier(self) -> None:
        """Take the import at the mark back."""
        line = self.runs.current
        if line is not None and not line.undone:
            self._undo(line.id, Stage.RUNS)

    def _undo(self, run: int, stage: Stage) -> None:
        self._begin("Taking back", can_stop=False)
        self.run_worker(self._take_back(run, stage), exit_on_error=False)

    async def _take_back(self, run: int, stage: Stage) -> None:
        try:
            sentence = await self.desk_app.save(lambda work: desk.imports.undo(work, run))
        except DeskError as error:
            self._go(stage, str(error))
            return
        if stage is Stage.RUNS:
            await self._fetch_runs()
            self._go(Stage.RUNS, sentence)
        else:
            self.report = None
            self._go(Stage.CHOOSING, sentence)

    @in_turn
    async def show_runs(self) -> None:
        """What was imported before."""
        self.runs.cursor = 0
        await self._fetch_runs()
        self._go(Stage.RUNS)

    async def _fetch_runs(self) -> None:
        self.runs.put(await self.desk_app.ask(desk.imports.runs), cursor=self.runs.cursor, top=self.runs.top)

    def action_review(self) -> None:
        """Look through the remarks."""
        from delightdesk.tui.modals.review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_stop(self) -> None:
        """Stop what is being done."""
        self._stop.set()
        self._doing = "Stopping"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what this stage allows."""
        report = self.report
        allowed = {
            "take": self.stage is Stage.LOOKING and self._has_news(),
            "columns": self.stage is Stage.LOOKING,
            "other_order": self.stage is Stage.LOOKING and self._may_turn(),
            "order": self.stage is Stage.ASKING,
            "stop": self.stage is Stage.BUSY and self._can_stop,
            "back": self.stage is not Stage.BUSY,
            "review": self.stage is Stage.OVER and report is not None and bool(report.review),
            "undo": self.stage is Stage.OVER and report is not None and report.run is not None,
            "undo_earlier": self.runs.current is not None and not self.runs.current.undone,
        }
        return allowed.get(action, True)

    def _has_news(self) -> bool:
        return self.looked is not None and bool(self.looked.report.new or self.looked.report.updated)

    def _may_turn(self) -> bool:
        return self.looked is not None and self.looked.parsed.sheet.date_order in ("day first", "month first")

"""An app that asks for the passphrase of its file: at the start, and again when another window set one."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from delightdesk import desk
from delightdesk.domain.errors import DeskError, Locked
from delightdesk.tui.on_file import OnFile


class AsksPassphrase(OnFile):
    """asks: what the question for the passphrase begins with; None where the file is open."""

    asks: str | None = None

    def look_unlocked(self) -> None:
        """Read the house, with the passphrase in the environment if need be. Raises `CannotOpen`.

        Where the passphrase has to be typed there is no house yet, and ``asks`` is set.
        """
        try:
            self.look_at_house()
        except Locked:
            unlocking = desk.safety.unlocking
            if not unlocking.has_sqlcipher():
                raise
            self.asks = ""
            try:
                unlocking.unlock_if_given(self.path)
            except Locked as error:
                self.asks = str(error)
            if not unlocking.is_locked(self.path):
                self.asks = None
                self.look_at_house()

    async def take_backups_along(self) -> None:
        """Encrypt the backups that are not yet: a power cut came between, or a second folder is there again."""
        unlocking = desk.safety.unlocking
        if unlocking.is_encrypted(self.path):
            await asyncio.to_thread(desk.safety.passphrases.catch_up, self.path)

    def ask_passphrase(self) -> None:
        """Over whatever is shown, which stays as it is; once only."""
        from delightdesk.tui.screens.unlock import Unlock

        if self.house is not None and not any(isinstance(screen, Unlock) for screen in self.screen_stack):
            self.push_screen(Unlock(self.path, is_again=True), self._go_on)

    def _go_on(self, is_open: bool | None) -> None:
        if is_open:
            with suppress(DeskError):  # whoever asks for something next is told
                self.follow_house()
            self._saved()

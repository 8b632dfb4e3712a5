"""The palette: the same commands as the keys and the help, found by name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from delightdesk.tui.commands import Offer, in_reach


class DeskCommands(Provider):
    """Offers what can be done from where the palette was opened."""

    def _offers(self) -> list[Offer]:
        return [offer for offer in in_reach(self.screen) if offer.command.help and offer.command.id != "app.palette"]

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for offer in self._offers():
            yield DiscoveryHit(_title(offer), self._do(offer), help=offer.command.help)

    async def search(self, query: str) -> Hits:
        """Those whose name or sentence fits."""
        matcher = self.matcher(query)
        for offer in self._offers():
            score = max(matcher.match(offer.command.label), matcher.match(offer.command.help) * 0.8)
            if score > 0:
                yield Hit(score, _title(offer), self._do(offer), help=offer.command.help)

    def _do(self, offer: Offer) -> Callable[[], Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, offer.command.binding().action, offer.node)


def _title(offer: Offer) -> str:
    return f"{offer.command.label} ({offer.keys})"

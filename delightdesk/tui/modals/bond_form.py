"""Who belongs to whom: the other guest is found by typing, as on the Desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from delightdesk import desk
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import BondKind
from delightdesk.tui.modals.fields import Field, words_of
from delightdesk.tui.modals.forms import Form, guest_name
from delightdesk.tui.widgets.hits import Hits

if TYPE_CHECKING:
    from delightdesk.desk.finding import SearchHit
    from delightdesk.store.work import Work

MOST = 20


@dataclass(frozen=True, slots=True)
class BondTyped:
    """A bond as typed: the guest is the ``kind`` of whoever ``other`` finds."""

    kind: BondKind = BondKind.PARTNER
    other: str = ""


class BondFormScreen(Form[BondTyped]):
    """Kind, then a few letters of the other guest; arrows choose among those found."""

    NEW, SAVED = "Belongs to", "Link saved"
    FIELDS = (
        Field("kind", "Is the", "arrows or first letter", words_of(BondKind)),
        Field("other", "of", "type the name; ↑ ↓ choose", most=120),
    )
    CSS = "BondFormScreen Hits { height: 8; background: $surface; margin: 1 0 0 15; }"

    def more(self) -> ComposeResult:
        """Those found."""
        self._searched = ""
        self.hits = Hits([], self.desk_app.today(), empty="Type a few letters of the other guest.")
        yield self.hits

    def load(self, work: Work) -> BondTyped:
        """An empty bond."""
        guest_name(work, self.guest_id or 0)
        return BondTyped()

    def on_input_changed(self) -> None:
        """Those found follow what is typed."""
        self._keep_up()

    def _keep_up(self) -> None:
        """Find who fits the field as it stands: an Enter may come before the news of the letters before it."""
        text = str(self.fields.rows["other"].value)
        if text == self._searched:
            return
        try:
            found = self._found(text) if text.strip() else []
        except desk.finding.Busy:
            self.hits.show_found([], self.desk_app.today(), empty="The file is busy just now. Please type on.")
            return
        empty = "Nobody by that name. ^S saves once somebody is found." if text.strip() else "Type a few letters."
        self.hits.show_found(found, self.desk_app.today(), empty=empty)
        self._searched = text

    def _found(self, text: str) -> list[SearchHit]:
        hits = self.desk_app.finder.find(text, self.desk_app.today(), MOST)
        return [hit for hit in hits if hit.id != self.guest_id]

    def action_go(self, by: int) -> None:
        """In the lower field the arrows move the mark among those found."""
        self._keep_up()
        if self.focused is self.fields.rows["other"].line and self.hits.cursor + by >= 0:
            self.hits.step(by)
        else:
            super().action_go(by)

    async def action_save(self) -> None:
        """Save the bond with the guest at the mark."""
        self._keep_up()
        await super().action_save()

    def on_marked_chosen(self) -> None:
        """A click marks; saving stays a key of its own."""
        self.set_focus(self.fields.rows["other"].line)

    def keep(self, work: Work, typed: BondTyped) -> int:
        """Save the bond with the guest at the mark."""
        other = self.hits.current
        if other is None or self.guest_id is None:
            raise Invalid("Please choose the other guest from the list. Nothing was saved yet.", "other")
        return desk.facts.save_bond(work, self.guest_id, other.id, typed.kind)

"""A gesture to be changed for this house, or a new one of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from delightdesk import desk
from delightdesk.tui.modals.fields import YES_NO, Field
from delightdesk.tui.modals.forms import Form
from delightdesk.tui.safe import Words

if TYPE_CHECKING:
    from delightdesk.desk.catalogue import IdeaForm, SavedIdea
    from delightdesk.store.work import Work

_TITLE = Field("title", "Title", "as the desk says", most=120)
_BASKET = (
    Field("parts", "Costs", most=500),
    Field("contains", "Contains", "nuts, alcohol", most=300),
)
_MANNER = (
    Field("say", "Say", most=300),
    Field("how", "How", most=500),
    Field("ask", "Ask first", most=500),
    Field("doer", "Who", "kitchen, anyone", most=80),
    Field("lead", "Ready in", "now, 30m, 4h, 1d", most=20),
    Field("place", "Where", "at the desk, room", most=80),
)
_LONG = ("parts", "say", "how", "ask")
_HINT = (
    "Costs: melon 5.00 (melon); tea 2.50 (caffeine). Each thing with its price, what it contains in brackets, "
    "a semicolon between. Say may hold {name} and {occasion}. Ask first: questions, a semicolon between."
)
_ACTIVE = Field("active", "Offered", "no: never suggested", YES_NO)


class IdeaFormScreen(Form["IdeaForm"]):
    """A gesture of the pack. What it is good for stays the pack's."""

    CSS = """
    FieldRow > .field--value { width: 40; }
    FieldRow.-long > .field--value { width: 1fr; }
    .idea--hint { height: auto; margin-top: 1; color: $text-muted; }
    """
    NEW, EDIT, SAVED = "New gesture", "Gesture", "Gesture saved · u undoes"
    FIELDS: ClassVar[tuple[Field, ...]] = (_TITLE, *_BASKET, *_MANNER, _ACTIVE)

    def __init__(self, key: str, saved: Callable[[str], None] | None = None) -> None:
        super().__init__(None)
        self.key = key
        self._saved = saved
        self._done: SavedIdea | None = None
        for name in _LONG:
            self.fields.rows[name].add_class("-long")

    @property
    def is_new(self) -> bool:
        """Nothing of it stands in the file yet."""
        return not self.key

    def more(self) -> ComposeResult:
        """How costs and questions are written."""
        yield Words(_HINT, classes="idea--hint")

    def load(self, work: Work) -> IdeaForm:
        """The gesture, or an empty form."""
        return desk.catalogue.idea_form(work, self.key)

    def keep(self, work: Work, typed: IdeaForm) -> int:
        """Save."""
        self._done = desk.catalogue.save_idea(work, typed)
        return 0

    def tell_saved(self) -> None:
        """What was found in its words is told as well, because nobody typed it."""
        if self._done is not None and self._done.added:
            words = ", ".join(self._done.added)
            self.desk_app.tell(f"Saved. Also noted that it contains {words}. Please check.", is_problem=True)
        else:
            super().tell_saved()

    def kept(self, row_id: int) -> None:
        """Back to the list, which hears the key."""
        super().kept(row_id)
        if self._saved is not None and self._done is not None:
            self._saved(self._done.key)


class OwnIdeaFormScreen(IdeaFormScreen):
    """A gesture of the house's own, which also says when it is offered."""

    EDIT = "Gesture of your own"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        _TITLE,
        *_BASKET,
        Field("purposes", "Good for", "occasion, kindness", most=120),
        Field("needs", "Only if", "child, pet, empty", most=200),
        *_MANNER,
        _ACTIVE,
    )


def make(key: str, *, is_own: bool, saved: Callable[[str], None] | None = None) -> IdeaFormScreen:
    """The form for a gesture; an empty key for a new one. ``saved`` hears its key once it is in the file."""
    return (OwnIdeaFormScreen if is_own else IdeaFormScreen)(key, saved)

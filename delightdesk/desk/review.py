"""The review list: what remarks of an import seem to say, taken or put aside by a person."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from delightdesk.desk.import_lines import ReviewLine
from delightdesk.desk.keeping import from_plain, keep
from delightdesk.desk.name_marks import marks_column
from delightdesk.desk.privacy import erasing
from delightdesk.domain.consent import FROM_ELSEWHERE, HIDDEN, TO_ASK, Consent, answered
from delightdesk.domain.errors import ConsentNeeded
from delightdesk.domain.vocabulary import SENSITIVE_KINDS, NoteSource, SensitiveRule
from delightdesk.store.tables import Guest, ReviewItem
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work


def waiting(work: Work, limit: int = 200) -> tuple[ReviewLine, ...]:
    """What waits for a look, oldest first."""
    rows = work.session.exec(
        select(ReviewItem, Guest.display_name, marks_column(table_of(Guest)))
        .join(Guest, col(Guest.id) == col(ReviewItem.guest_id))
        .where(ReviewItem.state == "open", col(ReviewItem.deleted_at).is_(None), col(Guest.deleted_at).is_(None))
        .order_by(col(ReviewItem.id))
        .limit(limit)
    )
    return tuple(
        ReviewLine(
            row.id or 0, row.guest_id, name, HIDDEN if _asks(row) else row.quote, row.understood, _asks(row), marks
        )
        for row, name, marks in rows
    )


def look(work: Work, item_id: int) -> str:
    """The words of one remark; where they are hidden, that somebody looked stands in the journal, the words do not."""
    item = work.get(ReviewItem, item_id, "remark")
    if _asks(item):
        work.did("note.looked", "Looked at a remark to ask about", item.guest_id, undoable=False)
    return item.quote


def take(work: Work, item_id: int, consent: Consent | None = None) -> str:
    """Yes, this is so: put it on the card.

    Raises `ConsentNeeded` where the guest is to be asked first; with their consent the words stand in the note alone.
    """
    item = work.get(ReviewItem, item_id, "remark")
    understood, asks = item.understood, _asks(item)
    if asks and work.house.sensitive_rule is SensitiveRule.TOLD and consent is None:
        raise ConsentNeeded(FROM_ELSEWHERE)
    keep(work, item.guest_id, from_plain(item.caught), NoteSource.BOOKING, item.visit_id, consent)
    work.change(item, state="taken", **(_without_words(item) if asks else {}))
    work.did("review.taken", "Taken over from a remark", item.guest_id)
    return understood


def refuse(work: Work, item_id: int) -> None:
    """The guest said no: nothing of the remark is kept, and no undo brings it back."""
    item = work.get(ReviewItem, item_id, "remark")
    guest_id = item.guest_id
    work.change(item, state="dismissed", **_without_words(item))
    work.session.flush()
    work.changes.clear()  # what stood there before is not to stand in the journal
    erasing.forget_changes(work, "review_item", (item_id,))
    work.did("review.refused", "A remark was not kept, as the guest wished", guest_id, undoable=False)


def _asks(item: ReviewItem) -> bool:
    return item.caught.get("is") == "NoteCaught" and item.caught.get("kind") in SENSITIVE_KINDS


def _without_words(item: ReviewItem) -> dict[str, Any]:
    return {"quote": answered(item.visit_id, item.quote), "understood": TO_ASK, "caught": {}}


def dismiss(work: Work, item_id: int) -> None:
    """No, this is nothing: it is not asked again."""
    item = work.get(ReviewItem, item_id, "remark")
    work.change(item, state="dismissed")
    work.did("review.dismissed", "Remark put aside", item.guest_id)

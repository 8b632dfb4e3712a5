"""Taking over the playbooks that a newer pack brings, beside what the house made of the ones it has."""

from __future__ import annotations

from sqlmodel import col, select

from delightdesk.domain.packs import Pack
from delightdesk.domain.playbook_entries import to_entry
from delightdesk.store.tables import PlaybookRow
from delightdesk.store.work import Work


def sync(work: Work, pack: Pack) -> int:
    """Take over what ``pack`` brings that is newer; returns how many entries changed.

    Playbooks the pack no longer ships stay, because the house may rely on them. The caller says what it `did`.
    """
    rows = {row.key: row for row in work.session.exec(select(PlaybookRow))}
    changed = 0
    for book in pack.playbooks:
        entry = to_entry(book)
        row = rows.get(book.key)
        if row is None:
            work.add(PlaybookRow(created_at=work.now, key=book.key, entry=entry, pack_version=pack.version))
            changed += 1
        elif not row.own and row.pack_version < pack.version:
            changed += work.change(row, entry=entry, pack_version=pack.version)
    return changed


def needs_sync(work: Work, pack: Pack) -> bool:
    """True when ``pack`` is newer than the playbooks on file, or the file has none of it yet."""
    newest = work.session.exec(
        select(PlaybookRow.pack_version)
        .where(~col(PlaybookRow.own))
        .order_by(col(PlaybookRow.pack_version).desc())
        .limit(1)
    ).first()
    return bool(pack.playbooks) and (newest or 0) < pack.version

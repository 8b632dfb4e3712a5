"""Cutting erased guests out of what was written about others, wherever people write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from delightdesk.desk.privacy.erasing_rows import texts_in
from delightdesk.desk.privacy.journal_blanking import Change
from delightdesk.desk.privacy.known_by import Told
from delightdesk.domain.clock import MONTHS
from delightdesk.domain.folding import fold_words
from delightdesk.domain.mentions import Mentions, lone_words
from delightdesk.domain.nameless import telling_words
from delightdesk.store.work import Work

WRITTEN: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "caution": ("subject", "whose"),
    "draft": ("text",),
    "gesture": ("title", "family", "why", "place", "doer", "guest_words", "closed_reason", "bent", "claim_from"),
    "gesture_line": ("what",),
    "handover_line": ("what", "who", "due_text", "next_step", "details", "words", "reply"),
    "import_run": ("file_name",),
    "note": ("text", "consent", "disputed"),
    "occasion": ("whose", "secret_from"),
    "outcome": ("note",),
    "problem": ("what", "cause", "cause_key", "answer"),
    "problem_step": ("note",),
    "review_item": ("quote", "understood", "caught"),
    "rights_request": ("words",),
    "task": ("title", "who", "say", "note", "reason"),
    "tick": ("note",),
    "touch_point": ("title", "idea"),
    "visit": ("flags",),
})  # fmt: skip
"""Where people write about guests, by table."""

OF_THE_HOUSE: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "house": ("lobby_welcome", "lobby_talk", "lobby_wifi", "lobby_hours"),
    "idea": ("entry", "house"),
    "import_run": ("mapping",),
    "playbook": ("entry", "house"),
    "problem": ("room",),
    "task": ("room",),
    "visit": ("room", "room_type"),
})  # fmt: skip
"""The house's own words: there a guest is cut out by the whole name, never by one word of it."""

NOBODYS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "asked": ("question",),
    "draft": ("place", "window"),
    "forgotten": ("marks",),
    "gesture": ("idea_key",),
    "guest": (
        "first", "last", "title", "display_name", "call_me", "say_as", "language", "country", "email", "phone",
        "customer_ref", "tier",
    ),
    "handover": ("shift",),
    "handover_line": ("owner",),
    "house": (
        "name", "sector", "currency", "zone", "alcohol_rule", "theme", "shifts", "desk_id", "secret", "sensitive_rule",
        "second_backups", "keys",
    ),
    "idea": ("key",),
    "import_change": ("table", "before"),
    "import_run": ("kind", "fingerprint"),
    "journal": ("action", "summary", "changes", "salt", "digest", "chain"),
    "pin": ("salt", "hash"),
    "playbook": ("key",),
    "problem": ("kind", "playbook"),
    "review_item": ("state",),
    "staff": ("name",),
    "task": ("playbook",),
    "tick": ("shift", "check_key"),
    "touch_point": ("key",),
    "visit": ("ref", "second_ref", "child_ages"),
})  # fmt: skip
"""What is never searched: who others are, keys, and the journal, whose acts are blanked as a whole instead."""

_AS_JSON = frozenset({"details", "caught", "entry", "house", "mapping"})
_SHORT = 24
_IDENTITY = frozenset({"guest", "visit", "staff", "house", "idea", "playbook"})
"""What these rows say of others is who those others are, though they bear the same name."""


def mentions_of(work: Work, told: Told, *, alone: bool) -> Mentions:
    """What points to these guests. Asked once they are out of the search index.

    alone: also one word of a name, where nobody else bears it and the house says nothing with it.
    """
    found = Mentions(alone=_only_theirs(work.raw, told) if alone else frozenset())
    for name in told.written | told.called:
        found.add_name(name)
    for address in told.emails:
        found.add_email(address)
    for phone in told.phones:
        found.add_phone(phone)
    for ref in told.refs | told.customer_refs:
        found.add_ref(ref)
    return found


def cut_out(work: Work, mentions: Mentions) -> int:
    """Cut them out of every text there is; returns in how many rows they stood."""
    return sum(
        _cut_in_table(work.raw, table, columns, mentions, alone)
        for tables, alone in ((WRITTEN, True), (OF_THE_HOUSE, False))
        for table, columns in tables.items()
    )


def says_of(mentions: Mentions, summary: str, changes: list[Change]) -> bool:
    """True when an act about somebody else names them."""
    if mentions.are_in(summary):
        return True
    return any(
        _is_in(mentions, value)
        for change in changes
        if change.get("table") not in _IDENTITY
        for side in (change.get("before"), change.get("after"))
        if isinstance(side, dict)
        for value in side.values()
    )


def _is_in(mentions: Mentions, value: Any) -> bool:
    if isinstance(value, str):
        return mentions.are_in(value)
    if isinstance(value, list | dict):
        return any(_is_in(mentions, each) for each in (value.values() if isinstance(value, dict) else value))
    return False


def _cut_in_table(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], mentions: Mentions, alone: bool
) -> int:
    found = connection.execute(f"SELECT rowid, {', '.join(columns)} FROM {table}")  # noqa: S608
    changed = []
    short: dict[str, str] = {}  # rooms and the like, of which there are few and each on very many rows
    for number, *texts in found:
        cut = [
            short[text] if text in short else _cut(name, text, mentions, alone, short)
            for name, text in zip(columns, texts, strict=True)
        ]
        if cut != texts:
            changed.append((*cut, number))
    counted = "" if table == "draft" else ", version = version + 1"
    connection.executemany(
        f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)}{counted} WHERE rowid = ?",  # noqa: S608
        changed,
    )
    return len(changed)


def _cut(name: str, text: Any, mentions: Mentions, alone: bool, short: dict[str, str]) -> Any:
    if not isinstance(text, str):
        return text
    if name not in _AS_JSON:
        cut = mentions.cut(text, alone=alone)
        if len(text) <= _SHORT:
            short[text] = cut
        return cut
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return mentions.cut(text, alone=alone)
    whole = mentions.cut_in(value, alone=alone)
    return text if whole == value else json.dumps(whole)


def _only_theirs(connection: sqlite3.Connection, told: Told) -> frozenset[str]:
    """Words of their names that nobody else on file bears and that the house does not use for anything else."""
    words = lone_words(told.written | told.names | told.called)
    words &= telling_words(told.written | told.names | told.called)
    others = json.dumps(sorted(words))
    taken = {
        word
        for (word,) in connection.execute(
            "SELECT word FROM find_word WHERE word IN (SELECT value FROM json_each(?))", (others,)
        )
    }
    for (text,) in connection.execute(
        "SELECT name FROM staff UNION ALL SELECT name FROM house UNION ALL SELECT entry FROM idea"
        " UNION ALL SELECT house FROM idea UNION ALL SELECT entry FROM playbook UNION ALL SELECT house FROM playbook"
    ).fetchall():
        taken |= {word for part in texts_in(text) for word in fold_words(part)}
    return frozenset(words - taken - {month.lower() for month in MONTHS})

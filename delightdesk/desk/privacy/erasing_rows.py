"""What stays of an erased guest in each table: amounts, days and states, by which a house counts; no word of theirs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from delightdesk.desk.privacy.journal_blanking import Rows, ids
from delightdesk.domain.forgetting import NAMELESS
from delightdesk.domain.lifecycle import OPEN_TASKS
from delightdesk.domain.problem_kinds import kind_of
from delightdesk.domain.vocabulary import TaskKind, TaskState, label
from delightdesk.store import bulk
from delightdesk.store.work import Work

OWN_GESTURE, OWN_ITEM = "Gesture", "Item"
"""What a gesture and an item are called that somebody typed, and that stand in no catalogue."""

GONE_FOR_GOOD = ("asked", "note", "caution", "occasion", "bond", "apart", "review_item")
"""Tables in which nothing of the guest stays, those that point at another of them first."""

_MINE = "SELECT value FROM json_each(:guests)"
_OF_GUEST = f"SELECT id FROM {{table}} WHERE guest_id IN ({_MINE})"  # noqa: S608
_OF_EITHER = _OF_GUEST + f" OR other_id IN ({_MINE})"
_WHERE = {
    "guest": _MINE,
    "bond": _OF_EITHER.format(table="bond"),
    "apart": _OF_EITHER.format(table="apart"),
    "problem": f"""SELECT id FROM problem WHERE guest_id IN ({_MINE})
        OR visit_id IN (SELECT id FROM visit WHERE guest_id IN ({_MINE}))""",  # noqa: S608
}
_IN = "IN (SELECT value FROM json_each(:rows))"
_HANGING = {
    "gesture_line": f"SELECT id FROM gesture_line WHERE gesture_id {_IN}",  # noqa: S608
    "problem_step": f"SELECT id FROM problem_step WHERE problem_id {_IN}",  # noqa: S608
}
_TIED = f"""guest_id IN ({_MINE}) OR problem_id IN (SELECT value FROM json_each(:problems))
    OR gesture_id IN (SELECT value FROM json_each(:gestures))"""  # noqa: S608
_TASKS = f"SELECT id FROM task WHERE {_TIED}"  # noqa: S608
_HANDOVER_LINES = f"SELECT id FROM handover_line WHERE {_TIED} OR task_id IN (SELECT value FROM json_each(:tasks))"  # noqa: S608
_BLANK = {
    "guest": """first = '', last = '', title = '', display_name = :nameless, call_me = '', say_as = '', language = '',
        country = '', email = '', phone = '', customer_ref = '', tier = '', incognito = 0, gift_restricted = 0,
        alcohol_ok = 0, needs_reassurance = 0, earlier_visits = 0, import_run = NULL,
        deleted_at = coalesce(deleted_at, :now), erased_at = coalesce(erased_at, :now)""",
    "visit": """ref = '', second_ref = '', room = '', room_type = '', eta = NULL, child_ages = '', flags = '',
        import_run = NULL""",
    "gesture": """why = '', guest_words = '', closed_reason = '', bent = '',
        family = CASE WHEN family LIKE 'own:%' THEN 'own' ELSE family END,
        title = CASE WHEN title IN (SELECT value FROM json_each(:ours)) THEN title ELSE :gesture END,
        place = CASE WHEN place IN (SELECT value FROM json_each(:ours)) THEN place ELSE '' END,
        doer = CASE WHEN doer IN (SELECT value FROM json_each(:ours)) THEN doer ELSE '' END""",
    "gesture_line": "what = CASE WHEN what IN (SELECT value FROM json_each(:ours)) THEN what ELSE :item END",
    "problem_step": "note = ''",
    "problem": "answer = ''",
    "outcome": "note = ''",
    "rights_request": "words = ''",
    "handover_line": """what = :nameless, who = '', due_text = '', next_step = '', details = '[]', words = '',
        reply = ''""",
}


def rows_of(work: Work, guests: frozenset[int]) -> Rows:
    """Every row that is about these guests, by table."""
    found: dict[str, frozenset[int]] = {}
    for table in (*GONE_FOR_GOOD, "guest", "visit", "gesture", "problem", "outcome", "rights_request"):
        found[table] = _numbers(work.raw, _WHERE.get(table, _OF_GUEST.format(table=table)), guests=ids(guests))
    for table, parent in (("gesture_line", "gesture"), ("problem_step", "problem")):
        found[table] = _numbers(work.raw, _HANGING[table], rows=ids(found[parent]))
    tied = {"guests": ids(guests), "problems": ids(found["problem"]), "gestures": ids(found["gesture"])}
    found["task"] = _numbers(work.raw, _TASKS, **tied)
    found["handover_line"] = _numbers(work.raw, _HANDOVER_LINES, **tied, tasks=ids(found["task"]))
    return found


def blank_rows(work: Work, rows: Rows) -> None:
    """Empty what a person typed in the rows that stay; version moves on, so that an open form notices."""
    values = {
        "now": bulk.instant(work.now), "nameless": NAMELESS, "gesture": OWN_GESTURE, "item": OWN_ITEM,
        "ours": json.dumps(sorted(_catalogue_words(work.raw))),
    }  # fmt: skip
    for table, blank in _BLANK.items():
        work.raw.execute(
            f"UPDATE {table} SET version = version + 1, {blank} WHERE id {_IN}",  # noqa: S608
            {**values, "rows": ids(rows[table])},
        )
    _name_problems_by_kind(work.raw, rows["problem"])
    _end_tasks(work, rows["task"])


def _name_problems_by_kind(connection: sqlite3.Connection, problems: frozenset[int]) -> None:
    found = connection.execute(f"SELECT id, kind FROM problem WHERE id {_IN}", {"rows": ids(problems)})  # noqa: S608
    named = [(kind_of(kind).label.capitalize(), number) for number, kind in found.fetchall()]
    connection.executemany("UPDATE problem SET what = ? WHERE id = ?", named)


def _end_tasks(work: Work, tasks: frozenset[int]) -> None:
    """Nobody is owed anything any more: a promise past its time was missed, everything else is called off."""
    mine = {"rows": ids(tasks), "open": json.dumps(sorted(OPEN_TASKS)), "now": bulk.instant(work.now)}
    for kind in TaskKind:
        work.raw.execute(
            f"UPDATE task SET title = :title WHERE kind = :kind AND id {_IN}",  # noqa: S608
            {**mine, "kind": kind.value, "title": label(kind).capitalize()},
        )
    work.raw.execute(
        f"""UPDATE task SET version = version + 1, room = '', say = '', note = '', reason = '', offered_to = NULL,
            state = CASE WHEN state NOT IN (SELECT value FROM json_each(:open)) THEN state
                WHEN kind = :promise AND due_at <= :now THEN :missed ELSE :cancelled END
            WHERE id {_IN}""",  # noqa: S608
        {
            **mine,
            "promise": TaskKind.PROMISE.value,
            "missed": TaskState.MISSED.value,
            "cancelled": TaskState.CANCELLED.value,
        },
    )


def _catalogue_words(connection: sqlite3.Connection) -> set[str]:
    """Every text of the catalogue: what is written like it was not typed for this guest."""
    found: set[str] = set()
    for texts in connection.execute("SELECT entry, house FROM idea").fetchall():
        for text in texts:
            found |= set(texts_in(text))
    return found


def texts_in(text: object) -> Iterator[str]:
    """Every text inside a value that the file holds as JSON; of what is no JSON the whole."""
    try:
        yield from _texts(json.loads(str(text)))
    except (ValueError, RecursionError):
        yield str(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _numbers(connection: sqlite3.Connection, statement: str, **values: str) -> frozenset[int]:
    return frozenset(number for (number,) in connection.execute(statement, values))

"""Finding a guest with every key, in a few milliseconds: by name, phone, e-mail, reference or room.

Only the standard `sqlite3` is needed, because the find box searches inside the key's own turn, before
anything heavier has been imported. The order of the hits, best first:

1. the reference, e-mail address or present room typed in full;
2. every typed word begins a word of the guest, before
3. one slip in all, before
4. more slips, or words that only sound alike.

Inside each of these: in house, due today, everybody else; then names typed in full, the smaller change, the
fewer letters left over, and the newest guest. So a guest in house comes before the same fit elsewhere, yet
never on a weaker fit. And lest a crowd in house push out a guest whose whole name was typed, the last quarter
of the list is kept for such guests.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from delightdesk.domain.errors import DeskError, Locked
from delightdesk.store import by_code, by_name, hits
from delightdesk.store.connecting import connect, driver_errors
from delightdesk.store.header import identity
from delightdesk.store.hits import Present, SearchHit
from delightdesk.store.ranking import Score

__all__ = ["Busy", "Finder", "SearchHit", "expected", "find"]

_LONGEST = 80
_WAIT_MS = 20
_CACHE_KB = 4_000


class Busy(DeskError):  # noqa: N818 - read as a fact: the file is busy
    """The file cannot be asked this very moment, mostly because it is being written: go through the database thread."""


class Finder:
    """The find box's own read-only connection, with who is present kept in memory between keys.

    Cheap to make: the file is opened with the first search. Use it from one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._seen: tuple[int, date] | None = None
        self._here = Present()
        self._which: tuple[int, int] | None = None

    def find(self, text: str, today: date, limit: int = 20) -> list[SearchHit]:
        """The guests meant by ``text``, best first; `Busy` when the file cannot be asked within 20 ms."""
        return self._ask(text, today, limit)

    def expected(self, today: date, limit: int = 20) -> list[SearchHit]:
        """What stands under an empty find box: who is due by the hour, then who is in house by room."""
        return self._ask("", today, limit)

    def close(self) -> None:
        """Let go of the file, for instance before a restore; the next search opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._seen = None

    def _ask(self, text: str, today: date, limit: int) -> list[SearchHit]:
        try:
            connection = self._followed()
            connection.execute("BEGIN")  # one lock for all questions of one search, and one state of the data
            try:
                (version,) = connection.execute("PRAGMA data_version").fetchone()
                if self._seen != (version, today):
                    self._here = hits.present(connection, today)
                    self._seen = (version, today)
                return find(connection, text, today, limit, self._here)
            finally:
                connection.execute("ROLLBACK")
        except driver_errors(Locked) as error:
            # Busy, gone, damaged or encrypted meanwhile: the database thread waits longer and says what the matter is.
            raise Busy("The list is being updated; the search goes on in a moment.") from error

    def _followed(self) -> sqlite3.Connection:
        """The connection, made anew when another file lies there now: a backup that was put back, say."""
        found = identity(self._path)
        if found != self._which:
            self.close()
            self._which = found
        return self._connection or self._open()

    def _open(self) -> sqlite3.Connection:
        connection = connect(self._path, wait=_WAIT_MS / 1000, any_thread=True)
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        self._connection = connection
        return connection


def expected(connection: sqlite3.Connection, today: date, limit: int = 20) -> list[SearchHit]:
    """See `Finder.expected`; for callers that hold a connection already."""
    return hits.shown(connection, hits.present(connection, today).in_order()[:limit], today)


def find(
    connection: sqlite3.Connection, text: str, today: date, limit: int = 20, here: Present | None = None
) -> list[SearchHit]:
    """The guests meant by ``text``, best first, at most ``limit``. Any text at all is safe to ask.

    Without ``here`` (who is present) it is read first; a caller that asks often keeps it.
    """
    here = here if here is not None else hits.present(connection, today)
    text = text.strip()[:_LONGEST]
    if not text:
        return hits.shown(connection, here.in_order()[:limit], today)
    scores = _scores(connection, here, text)
    ranked = sorted(scores, key=scores.__getitem__)
    whole = [guest_id for guest_id in ranked[limit:] if not scores[guest_id][2]][: limit // 4]
    return hits.shown(connection, ranked[: limit - len(whole)] + whole, today)


def _scores(connection: sqlite3.Connection, here: Present, text: str) -> dict[int, Score]:
    parts = text.split()
    numbers = [part for part in parts if by_code.is_number(part)]
    words = by_name.typed(text)
    scores = by_name.fitting(connection, here, words)
    if numbers:
        _keep_best(scores, by_code.found(connection, here, text))
        letters = by_name.typed(" ".join(part for part in parts if part not in numbers))
        if letters:
            named = by_name.fitting(connection, here, letters)
            _keep_best(scores, by_code.with_name(connection, here, named, letters, numbers))
    elif len(scores) < by_name.ENOUGH:
        if len(text) > 2 and len(parts) == 1:
            _keep_best(scores, by_code.found(connection, here, text))
        if len(scores) < by_name.ENOUGH:
            _keep_best(scores, by_name.mended(connection, here, words))
    return scores


def _keep_best(scores: dict[int, Score], more: dict[int, Score]) -> None:
    for guest_id, earned in more.items():
        scores[guest_id] = min(earned, scores.get(guest_id, earned))

"""Reading the rows of a broken SQLite file page by page, without SQLite, which gives up where a tree of pages is cut.

The layout is SQLite's published one (sqlite.org/fileformat2.html, sections 1.6 and 2). Every leaf page that still makes
sense is read, whatever became of the pages that led to it; a row counts only when its lengths add up to the byte.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Value = None | int | float | str | bytes
LEAF, INTERIOR = 0x0D, 0x05
"""First bytes of the pages of a table. Those of indexes are not needed: indexes are made anew."""
USUAL_PAGE = 4096
_HEADER = 100
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it lies in the file. A column that is the row's number itself is kept as None there."""

    rowid: int
    values: tuple[Value, ...]


class Broken(ValueError):  # noqa: N818 - read as a fact
    """Bytes that are no page, or no row, of SQLite's."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What could be read of one leaf page. lost: rows that could not."""

    rows: tuple[RawRow, ...]
    lost: int


class PageFile:
    """The pages of a file, read one by one. Use it in a ``with`` statement.

    count: whole pages there are; cut: how many more its header speaks of. schema, application: the numbers in its
    header, 0 where that is lost.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        head = self._file.read(_HEADER)
        size = int.from_bytes(head[16:18], "big") if head.startswith(b"SQLite format 3\x00") else 0
        self.size = {1: 65536}.get(size, size)
        is_sound = 512 <= self.size <= 65536 and not self.size & (self.size - 1)
        if not is_sound:
            self.size = USUAL_PAGE
        self.usable = self.size - (head[20] if is_sound else 0)
        self.schema = int.from_bytes(head[60:64], "big") if is_sound else 0
        self.application = int.from_bytes(head[68:72], "big") if is_sound else 0
        self.count = path.stat().st_size // self.size
        is_known = is_sound and head[24:28] == head[92:96]
        self.cut = max(0, int.from_bytes(head[28:32], "big") - self.count) if is_known else 0

    def __enter__(self) -> PageFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def page(self, number: int) -> bytes:
        """The bytes of one page, counted from 1. Raises `Broken` for one that is not there."""
        if not 1 <= number <= self.count:
            raise Broken
        self._file.seek((number - 1) * self.size)
        found = self._file.read(self.size)
        if len(found) < self.size:
            raise Broken
        return found

    def kind(self, number: int) -> int:
        """The first byte of a page, which tells what it is."""
        at = _HEADER if number == 1 else 0
        return self.page(number)[at]

    def leaf(self, number: int) -> Leaf:
        """The rows of a leaf page. Raises `Broken` when it is none."""
        page, at = self.page(number), _HEADER if number == 1 else 0
        if page[at] != LEAF:
            raise Broken
        (cells,) = struct.unpack_from(">H", page, at + 3)
        if at + 8 + 2 * cells > self.usable:
            raise Broken
        rows, lost = [], 0
        for (start,) in struct.iter_unpack(">H", page[at + 8 : at + 8 + 2 * cells]):
            try:
                rows.append(self._row(page, start))
            except (Broken, IndexError, struct.error, UnicodeDecodeError):
                lost += 1
        return Leaf(tuple(rows), lost)

    def leaves(self, root: int) -> Iterator[tuple[int, bool]]:
        """The pages of the tree under ``root`` that should be leaves, each with whether it is one."""
        seen: set[int] = set()
        yield from self._under(root, seen, 0)

    def children(self, number: int) -> list[int]:
        """The pages an interior page leads to. Raises `Broken`."""
        page, at = self.page(number), _HEADER if number == 1 else 0
        (cells,) = struct.unpack_from(">H", page, at + 3)
        if page[at] != INTERIOR or at + 12 + 2 * cells > self.usable:
            raise Broken
        starts = struct.unpack_from(f">{cells}H", page, at + 12)
        if any(start + 4 > self.usable for start in starts):
            raise Broken
        last = struct.unpack_from(">I", page, at + 8)[0]
        return [*(struct.unpack_from(">I", page, start)[0] for start in starts), last]

    def _under(self, number: int, seen: set[int], depth: int) -> Iterator[tuple[int, bool]]:
        if number in seen or depth > _DEEPEST:
            return
        seen.add(number)
        try:
            if self.kind(number) == LEAF:
                self.leaf(number)
                yield number, True
                return
            under = self.children(number)
        except Broken:
            yield number, False
            return
        for child in under:
            yield from self._under(child, seen, depth + 1)

    def _row(self, page: bytes, start: int) -> RawRow:
        length, at = _varint(page, start)
        rowid, at = _varint(page, at)
        if not 0 < length <= self.count * self.size or at >= self.usable:
            raise Broken
        return RawRow(_signed(rowid), _record(self._payload(page, at, length)))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The bytes of a row: what lies in its page, and the rest page after page."""
        usable = self.usable
        if length <= usable - 35:
            found = page[at : at + length]
            if at + length > usable:
                raise Broken
            return found
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= usable - 35 else least
        if at + local + 4 > usable:
            raise Broken
        parts, left = [page[at : at + local]], length - local
        (following,) = struct.unpack_from(">I", page, at + local)
        seen: set[int] = set()
        while left > 0:
            if following in seen:
                raise Broken
            seen.add(following)
            more = self.page(following)
            (following,) = struct.unpack_from(">I", more)
            parts.append(more[4 : 4 + min(left, usable - 4)])
            left -= usable - 4
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _record(data: bytes) -> tuple[Value, ...]:
    head, at = _varint(data, 0)
    if not at <= head <= len(data):
        raise Broken
    kinds = []
    while at < head:
        kind, at = _varint(data, at)
        kinds.append(kind)
    values: list[Value] = []
    place = head
    for kind in kinds:
        value, place = _value(data, place, kind)
        values.append(value)
    if at != head or place != len(data):
        raise Broken
    return tuple(values)


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in (10, 11):
        raise Broken
    size = _INTEGERS.get(kind) or (8 if kind == 7 else (kind - 12) // 2)
    piece = data[at : at + size]
    if len(piece) < size:
        raise Broken
    if kind in _INTEGERS:
        return int.from_bytes(piece, "big", signed=True), at + size
    if kind == 7:
        return struct.unpack(">d", piece)[0], at + size
    return (piece.decode() if kind % 2 else piece), at + size

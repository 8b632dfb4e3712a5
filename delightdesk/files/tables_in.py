"""Opening a table that another program wrote: text with separators, or a workbook.

Nothing about a file is believed because of its name. Kind, encoding and separator are found from its bytes,
the header is the row that our words recognise, and everything above it is a title. A text file is read again
for every pass, so that its size never becomes memory.
"""

from __future__ import annotations

import codecs
import csv
import io
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from delightdesk.domain.errors import CannotRead
from delightdesk.domain.text import clean
from delightdesk.files.workbooks_in import Far, read_sheets

MAX_BYTES, MAX_WORKBOOK = 100 * 1024 * 1024, 50 * 1024 * 1024
"""The largest text, and the largest workbook, which is packed. Bytes."""
MAX_ROWS = 500_000
"""So many take over in a gigabyte and a half; a file comes in as a whole, so all of them are held at once."""
MAX_COLUMNS = 200
MAX_CELL = 131_072
"""Letters of the longest cell that is read at all; one longer than a remark may be leaves its row out."""
_SAMPLE = 65_536
_TITLE_ROWS = 60
_DELIMITERS = ",;\t|"
_END = "\x00end"  # every NUL is refused or taken out while reading, so this can only be our own mark
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NOT_TABLES = (
    (b"%PDF", "is a PDF, which holds pages and not rows"),
    (b"{\\rtf", "is a text document and not a table"),
    (b"<", "is a web page, whatever its name says"),
)
_NOT_IN_1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = bytes(set(range(32)) - {7, 9, 10, 12, 13, 26, 27})

Row = tuple[int, list[str]]
"""Line in the file, counted from 1, and the cells."""
Score = Callable[[Sequence[str]], int]
"""How well a row would do as the header; 0 for not at all."""


class NoHeader(CannotRead):
    """No row says which column holds what, or none of them holds names: somebody has to say it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header was found. ``read`` starts a new pass over the rows below the header."""

    name: str
    headers: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    warnings: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows below the header, as wide as it; blank ones and repeated headers are left out.

        Raises `CannotRead` when the file has too many rows or breaks off inside quotation marks.
        """
        width = len(self.headers)
        headers = list(self.headers)
        for count, (line, row) in enumerate(self.read()):
            if count >= MAX_ROWS:
                raise CannotRead(_sentence(self.name, f"has more than {MAX_ROWS:,} rows", "split it"))
            if len(row) < width:
                row.extend([""] * (width - len(row)))
            if any(row) and row[:width] != headers:
                yield line, row


def _sentence(name: str, what: str, advice: str) -> str:
    return f'"{name}" {what}. Nothing was imported; {advice} and try again.'


def open_table(path: Path, score: Score, far: Far = lambda _rows: None) -> Table:
    """Find out what ``path`` is and where its rows begin. ``far`` may raise to stop. Raises `CannotRead`."""
    name = clean(path.name, 120)
    try:
        start = _first_bytes(path, name)
        if start.startswith(_WORKBOOKS):
            return _workbook_table(path, name, score, far)
        for magic, what in _NOT_TABLES:
            if start.lstrip().startswith(magic):
                raise CannotRead(_sentence(name, what, "save it as CSV from a spreadsheet"))
        return _text_table(path, name, score)
    except OSError:
        raise CannotRead(_sentence(name, "cannot be opened", "close it in other programs")) from None


def _too_large(name: str, most: int) -> str:
    return _sentence(name, f"is larger than {most // 1024**2} MB", "export fewer days")


def _first_bytes(path: Path, name: str) -> bytes:
    try:
        facts = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise CannotRead(_sentence(name, "is not there", "check the name and the folder")) from None
    if stat.S_ISDIR(facts.st_mode):
        raise CannotRead(_sentence(name, "is a folder", "choose a file in it"))
    if not stat.S_ISREG(facts.st_mode):
        raise CannotRead(_sentence(name, "is not a plain file", "copy it to a plain file"))
    with path.open("rb") as file:
        start = file.read(4096)
    most = MAX_WORKBOOK if start.startswith(_WORKBOOKS) else MAX_BYTES
    if facts.st_size > most:
        raise CannotRead(_too_large(name, most))
    if not start.strip():
        raise CannotRead(_sentence(name, "is empty", "export it anew"))
    return start


def _written(path: Path) -> tuple[int, int] | None:
    """What changes with every writing to a file; None once it is gone."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns


def _encoding_of(path: Path, name: str) -> str:
    """UTF-8 if the whole file is, UTF-16 by its mark or its noughts, otherwise the Western code page."""
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, encoding in _BOMS:
            if start.startswith(mark):
                return encoding
        if start[1:200:2].count(0) > len(start[:200]) // 4:
            return "utf-16-le"
        if start[0:200:2].count(0) > len(start[:200]) // 4:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        encoding = "utf-8"
        controls = total = strange = 0
        for chunk in chain((start,), iter(lambda: file.read(1 << 20), b"")):
            total += len(chunk)
            if total > MAX_BYTES:  # it grew while it was looked at
                raise CannotRead(_too_large(name, MAX_BYTES))
            controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
            if b"\x00" in chunk:
                raise CannotRead(_sentence(name, "is not a text or a workbook", "export it as CSV"))
            strange += len(chunk) - len(chunk.translate(None, _NOT_IN_1252))
            if encoding == "utf-8":
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "cp1252"
    if controls * 50 > total:
        raise CannotRead(_sentence(name, "is not a text or a workbook", "export it as CSV"))
    return "latin-1" if encoding == "cp1252" and strange else encoding


def _text_table(path: Path, name: str, score: Score) -> Table:
    written = _written(path)
    encoding = _encoding_of(path, name)
    try:
        with path.open(encoding=encoding, newline="") as file:
            sample = file.read(_SAMPLE).replace("\x00", "")
    except UnicodeError:
        raise CannotRead(_sentence(name, "is damaged", "export it as UTF-8")) from None
    delimiter, at, headers = _header_in(sample, score, name)
    warnings: tuple[str, ...] = ()
    if encoding in ("cp1252", "latin-1"):
        warnings = ("The file is not in UTF-8 and was read as Western European; look at names with accents.",)

    def read() -> Iterator[Row]:
        yield from islice(_text_rows(path, name, encoding, delimiter), at + 1, None)
        if _written(path) != written:
            raise CannotRead(_sentence(name, "was changed while it was read", "wait until it is written to its end"))

    return Table(name, headers, read, warnings)


def _header_in(sample: str, score: Score, name: str) -> tuple[str, int, tuple[str, ...]]:
    """Separator, place and cells of the header: the row that names most of our fields."""
    best = (0, 0, "", 0)
    cells: list[str] = []
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        for at, row in enumerate(islice(reader, _TITLE_ROWS)):
            found = (score(row), -at, delimiter, len(row))
            if found[0] > best[0]:
                best, cells = found, row
    return best[2], -best[1], _checked_headers(cells, name)


def _checked_headers(cells: Sequence[str], name: str) -> tuple[str, ...]:
    if not cells:
        raise NoHeader(
            _sentence(
                name,
                "has no row of column names that is understood here",
                "keep the row with names such as Guest, Arrival and Departure",
            )
        )
    if len(cells) > MAX_COLUMNS:
        raise CannotRead(_sentence(name, f"has more than {MAX_COLUMNS} columns", "export fewer of them"))
    return tuple(cells)


def _text_rows(path: Path, name: str, encoding: str, delimiter: str) -> Iterator[Row]:
    line = last = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            wide = encoding.startswith("utf-16")  # in other encodings a NUL was refused already
            lines = (text.replace("\x00", "") for text in file) if wide else file
            csv.field_size_limit(MAX_CELL)
            reader = csv.reader(chain(lines, (_END,)), delimiter=delimiter)
            for row in reader:
                line, last = last + 1, reader.line_num
                if row and row[-1].endswith(_END):
                    if len(row) == 1 and row[0] == _END:
                        return
                    break
                yield line, row
            raise CannotRead(
                _sentence(name, f"opens a quotation mark in line {line} that is never closed", "remove it")
            )
    except csv.Error as error:
        if "field larger" in str(error):
            raise CannotRead(
                _sentence(name, f"has a cell of more than {MAX_CELL:,} letters after line {last}", "look at that line")
            ) from None
        raise CannotRead(_sentence(name, f"cannot be read after line {last}", "look at that line")) from None
    except UnicodeError:
        raise CannotRead(_sentence(name, "is damaged", "export it as UTF-8")) from None
    except OSError:
        raise CannotRead(_sentence(name, "cannot be read to its end", "copy it to this computer")) from None


def _workbook_table(path: Path, name: str, score: Score, far: Far) -> Table:
    """The first sheet that has a header."""
    for read in read_sheets(path, name, MAX_COLUMNS, MAX_ROWS + _TITLE_ROWS, far):
        for at, (_, row) in enumerate(islice(read(), _TITLE_ROWS)):
            if score(row):
                return Table(name, _checked_headers(row, name), _below(read, at))
    return Table(name, _checked_headers((), name), lambda: iter(()))


def _below(read: Callable[[], Iterator[Row]], header: int) -> Callable[[], Iterator[Row]]:
    return lambda: islice(read(), header + 1, None)

"""Opening what another program wrote: kinds, encodings, separators, limits."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.columns import recognised
from delightdesk.domain.errors import CannotRead
from delightdesk.files import tables_in
from delightdesk.files.tables_in import Table, open_table

TEXT = "Guest;Arrival;Departure\r\nBjörn Müller;14/06/2026;16/06/2026\r\n"


def opened(path: Path) -> Table:
    return open_table(path, lambda cells: recognised(cells, {}))


def written(folder: Path, data: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_every_encoding_gives_the_same_rows(tmp_path: Path, encoding: str) -> None:
    table = opened(written(tmp_path, TEXT.encode(encoding)))
    assert table.headers == ("Guest", "Arrival", "Departure")
    assert list(table.rows()) == [(2, ["Björn Müller", "14/06/2026", "16/06/2026"])]
    assert bool(table.warnings) == (encoding in ("cp1252", "latin-1"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_are_found_and_quotes_respected(tmp_path: Path, delimiter: str, newline: str) -> None:
    lines = [
        "The Bay Hotel, printed; today",
        "",
        delimiter.join(("Guest", "Arrival", "Notes")),
        delimiter.join(("Erika", "2026-06-14", '"a, b; c | d\t""e"" ')) + newline + 'two lines"',
        "",
        delimiter.join(("Max", "2026-06-15")),
        delimiter.join(("Guest", "Arrival", "Notes")),
        delimiter.join(("Anna", "2026-06-15", "", "more", "cells")),
    ]
    rows = list(opened(written(tmp_path, newline.join(lines).encode())).rows())
    assert [(line, row[:3]) for line, row in rows] == [
        (4, ["Erika", "2026-06-14", f'a, b; c | d\t"e" {newline}two lines']),
        (7, ["Max", "2026-06-15", ""]),
        (9, ["Anna", "2026-06-15", ""]),
    ]


def test_a_table_can_be_read_again(tmp_path: Path) -> None:
    table = opened(written(tmp_path, TEXT.encode()))
    assert list(table.rows()) == list(table.rows())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"  \r\n", "is empty"),
        (b"%PDF-1.7 nothing", "is a PDF"),
        (b"<html><table><tr><td>Guest", "is a web page"),
        (b"PK\x03\x04 a zip of something else", "not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not a workbook"),
        (b"Guest,Arrival,Departure\nErika,\x00\x01\x02,x\n", "not a text or a workbook"),
        (bytes(range(1, 27)) * 40, "not a text or a workbook"),
        (b"one,two\nthree,four\n", "no row of column names"),
        (b'Guest,Arrival,Notes\nErika,2026-06-14,"open\nMax,2026-06-15,x\n', "quotation mark in line 2"),
        (b"Guest,Arrival," + b"x," * 300 + b"\n", "more than 200 columns"),
        (b"\xff\xfeG\x00u\x00\x00\xd8,\x00", "is damaged"),
    ],
)
def test_what_is_no_table_is_said_plainly(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(CannotRead, match=words) as refused:
        list(opened(written(tmp_path, data)).rows())
    assert "Nothing was imported" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


def test_only_files_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is not there"):
        opened(tmp_path / "missing.csv")
    with pytest.raises(CannotRead, match="is a folder"):
        opened(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in the file system")
def test_a_pipe_is_refused_without_waiting_on_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(CannotRead, match="not a plain file"):
        opened(tmp_path / "pipe.csv")


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"Guest,Arrival,Notes\n" + b"Erika,2026-06-14,\n" * 20)
    monkeypatch.setattr(tables_in, "MAX_ROWS", 10)
    with pytest.raises(CannotRead, match="more than 10 rows"):
        list(opened(path).rows())
    monkeypatch.setattr(tables_in, "MAX_BYTES", 100)
    with pytest.raises(CannotRead, match="larger than 0 MB"):
        opened(path)


@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_do_more_than_refuse(tmp_path_factory: pytest.TempPathFactory, data: bytes, headed: bool) -> None:
    path = written(tmp_path_factory.mktemp("any"), (b"Guest,Arrival,Notes\n" if headed else b"") + data)
    try:
        rows = list(opened(path).rows())
    except CannotRead as refused:
        assert str(refused).endswith(".")  # noqa: PT017
    else:
        assert all(len(row) >= 3 for _, row in rows)

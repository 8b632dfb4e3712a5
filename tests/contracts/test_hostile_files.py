"""Whatever file is given to the import: one plain sentence, exit 1, and the desk is as it was before."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hostile_files import HEAD, HEADER, REFUSED, ROW, TAKEN, cell, ods, xlsx

from delightdesk.__main__ import main
from delightdesk.files import tables_in, workbook_child

MEMORY = 2 * 1024**3
CONTROLS = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n"}
NEEDS_POSIX = ("socket", "link", "loop")


@pytest.fixture(autouse=True)
def _two_gigabytes() -> Iterator[None]:
    """Whoever needs more gets an error instead, in this process and in those it starts."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_there_are_more_than_eighty_kinds() -> None:
    assert len(REFUSED) + len(TAKEN) > 80


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_one_sentence_and_no_change(
    name: str, desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    if sys.platform == "win32" and any(word in name for word in NEEDS_POSIX):
        pytest.skip("no such places there")
    REFUSED[name](file)
    monkeypatch.setattr(workbook_child, "SECONDS", 3)
    before = desk_path.read_bytes()
    code = main(["import", str(file), "--database", str(desk_path)])
    said = capfd.readouterr()  # of the process itself, so that what native libraries print is seen as well
    assert (code, said.out) == (1, "")
    assert said.err.count("\n") == 1, said.err
    assert "Nothing was imported" in said.err
    assert not set(said.err.strip()) & CONTROLS
    assert desk_path.read_bytes() == before


@pytest.mark.parametrize("name", TAKEN)
def test_strange_words_come_in_as_words_or_their_row_is_left_out(
    name: str, desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in" / name
    file.parent.mkdir()
    TAKEN[name](file)
    assert main(["import", str(file), "--database", str(desk_path)]) == 0, capfd.readouterr().err
    said = capfd.readouterr()
    assert "Taken over" in said.out
    assert not set(said.out + said.err) & CONTROLS
    with closing(sqlite3.connect(desk_path)) as desk:
        held = [value for table in ("guest", "visit", "note", "review_item", "import_run")
                for row in desk.execute(f"SELECT * FROM {table}") for value in row if isinstance(value, str)]  # fmt: skip
        assert not set("".join(held)) & CONTROLS
        assert not any("4111" in value and "1111 1111" in value for value in held)
        assert desk.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [path.name for path in file.parent.iterdir()] == [name]
    assert not (tmp_path / "evil.txt").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_pipes_and_devices_are_not_waited_for(
    desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for file in (tmp_path / "pipe.csv", Path("/dev/zero")):
        assert main(["import", str(file), "--database", str(desk_path)]) == 1
        assert "is not a plain file" in capfd.readouterr().err


@pytest.mark.parametrize(("start", "most"), [(HEADER.encode(), 100), (b"PK\x03\x04", 50)], ids=["text", "workbook"])
def test_what_is_too_large_is_refused_unread(
    start: bytes, most: int, desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "long.csv"
    with file.open("wb") as writing:
        writing.write(start)
        writing.truncate(most * 1024 * 1024 + 1)
    assert main(["import", str(file), "--database", str(desk_path)]) == 1
    assert f"is larger than {most} MB" in capfd.readouterr().err


def test_a_file_that_grows_while_it_is_looked_at_comes_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from delightdesk.domain.errors import CannotRead

    file = tmp_path / "log.csv"
    file.write_text(HEADER + ROW * 40, encoding="utf-8")
    (facts := file.stat())
    monkeypatch.setattr(tables_in, "MAX_BYTES", facts.st_size)
    tables_in.open_table(file, len)
    with file.open("a", encoding="utf-8") as growing:
        growing.write(ROW * 40)
    with pytest.raises(CannotRead, match="is larger than"):
        tables_in._encoding_of(file, "log.csv")


def test_a_workbook_that_is_read_for_ever_is_given_up(
    desk_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    endless = tmp_path / "endless.ods"
    ods('<table:table-row><table:table-cell office:value-type="string"><text:p>Guest name</text:p></table:table-cell>'
        "</table:table-row></table:tab")(endless)  # fmt: skip
    monkeypatch.setattr(workbook_child, "SECONDS", 1)
    assert main(["import", str(endless), "--database", str(desk_path)]) == 1
    assert "Nothing was imported" in capfd.readouterr().err


def test_a_file_that_goes_away_while_it_is_read(desk, tmp_path: Path) -> None:
    from delightdesk.desk import imports
    from delightdesk.domain.errors import CannotRead

    file = tmp_path / "gone.csv"
    file.write_text(HEADER + ROW * 5000, encoding="utf-8")

    def gone(_done: int, _total: int) -> None:
        file.write_text(HEADER + ROW * 4, encoding="utf-8")

    before = desk.tables()
    with pytest.raises(CannotRead, match="changed while it was read"):
        imports.read(file, desk.clock.now.date(), progress=gone)
    file.unlink()
    with pytest.raises(CannotRead, match="is not there"):
        imports.read(file, desk.clock.now.date())
    assert desk.tables() == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights work differently there")
def test_a_file_nobody_may_read(plain_user, capfd: pytest.CaptureFixture[str]) -> None:
    plain_user.place(plain_user.folder / "desk" / "desk.db")
    file = plain_user.folder / "desk" / "secret.csv"
    file.write_text(HEADER + ROW, encoding="utf-8")
    file.chmod(0)
    with plain_user.acting():
        code = main(["import", str(file), "--database", str(plain_user.folder / "desk" / "desk.db")])
    said = capfd.readouterr()
    assert (code, said.err.count("\n")) == (1, 1)
    assert "cannot be opened" in said.err


def test_a_nought_in_wide_text_neither_ends_the_file_nor_reaches_a_card(desk, tmp_path: Path) -> None:
    from delightdesk.desk import imports

    file = tmp_path / "wide.csv"
    file.write_bytes((HEADER + ROW + "\0end\n" + ROW.replace("Erika", "\0An\0na")).encode("utf-16"))
    parsed = imports.read(file, desk.clock.now.date())
    assert [row.full for row in parsed.rows] == ["Erika Schultz", "Anna Schultz"]


def test_formulas_are_words(desk, tmp_path: Path) -> None:
    from delightdesk.desk import imports

    file = tmp_path / "formula.xlsx"
    days = cell("B2", "2026-06-14") + cell("C2", "2026-06-16")
    xlsx(f'{HEAD}<row r="2"><c r="A2" t="str"><f>HYPERLINK("x")</f><v>=cmd|calc</v></c>{days}</row>')(file)
    (row,) = imports.read(file, desk.clock.now.date()).rows
    assert row.full == "=cmd|calc"

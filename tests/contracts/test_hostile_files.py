"""Whatever file is given to the import: one plain sentence, exit 1, and the desk is as it was before."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from delightdesk.__main__ import main
from delightdesk.files import workbook_child

HEADER = "Guest name,Reservation Number,Arrival,Departure,Room\n"
ROW = "Erika Schultz,R1,2026-06-14,2026-06-16,412\n"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"

Make = Callable[[Path], object]


def text(content: str | bytes, encoding: str = "utf-8") -> Make:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))


def cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEAD = f'<row r="1">{cell("A1", "Guest name")}{cell("B1", "Arrival")}{cell("C1", "Departure")}</row>'


def xlsx(rows: str, besides: int = 0) -> Make:
    """A workbook, with a picture of so many bytes if its own list of contents is to be believed."""

    def make(path: Path) -> None:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxml'
                'formats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
            )
            for name, role, target in (
                ("_rels/.rels", "officeDocument", "xl/workbook.xml"),
                ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml"),
            ):
                parts.writestr(
                    name,
                    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/{role}" '
                    f'Target="{target}"/></Relationships>',
                )
            parts.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
                "</sheets></workbook>",
            )
            parts.writestr(
                "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
            )
            if besides:
                parts.writestr("xl/media/picture.bin", bytes(1024))
                parts.filelist[-1].file_size = besides

    return make


def ods(inside: str) -> Make:
    def make(path: Path) -> None:
        spaces = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text"))
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            parts.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_ODS}manifest:1.0"/>')
            parts.writestr(
                "content.xml",
                f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">'
                f"{inside}</office:spreadsheet></office:body></office:document-content>",
            )

    return make


def half(make: Make) -> Make:
    def cut(path: Path) -> None:
        make(path)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])

    return cut


GOOD = xlsx(HEAD + f'<row r="2">{cell("A2", "Erika")}{cell("B2", "2026-06-14")}{cell("C2", "2026-06-16")}</row>')

HOSTILE: dict[str, Make] = {
    "empty.csv": text(b""),
    "blank.csv": text(b" \n\n \n"),
    "folder.csv": lambda path: path.mkdir(),
    "nul.csv": text(HEADER + ROW + "a\0b,R2,2026-06-14,2026-06-15,2\n"),
    "huge-cell.csv": text(HEADER + ROW + '"' + "x" * 2_000_000 + '",R2,2026-06-14,2026-06-15,2\n'),
    "columns.csv": text("Guest name,Arrival," + ",".join(map(str, range(10_000))) + "\nA,2026-06-14" + ",x" * 10_000),
    "unclosed.csv": text(HEADER + ROW + '"Erika,R2,2026-06-14,2026-06-15,2\n' + ROW),
    "utf16-odd.csv": text((HEADER + ROW).encode("utf-16") + b"x"),
    "utf16-half-a-pair.csv": text((HEADER + ROW).encode("utf-16-le") + b"\x00\xd8\n\x00"),
    "ebcdic.csv": text(HEADER + ROW, "cp500"),
    "no-header.csv": text(ROW * 3),
    "pdf.csv": text(b"%PDF-1.7\n" + bytes(range(256)) * 9),
    "png.csv": text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9),
    "page.csv": text("<html><table><tr><td>Guest name"),
    "noise.csv": text(bytes(range(256)) * 300),
    "half.xlsx": half(GOOD),
    "magic.xlsx": text(b"PK\x03\x04"),
    "magic.xls": text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)),
    "bomb.xlsx": xlsx(HEAD, 410 * 1024 * 1024),
    "corner.xlsx": xlsx(f'{HEAD}<row r="1048576">{cell("XFD1048576", "x")}</row>'),
    "off-the-sheet.xlsx": xlsx(f'{HEAD}<row r="99999999999">{cell("ZZZZZZZZ99999999999", "x")}</row>'),
    "wide.ods": ods(
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="999999999">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_sentence_and_no_change(
    name: str, desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    HOSTILE[name](file)
    before = desk_path.read_bytes()
    code = main(["import", str(file), "--database", str(desk_path)])
    said = capfd.readouterr()  # of the process itself, so that what native libraries print is seen as well
    assert (code, said.out) == (1, "")
    assert said.err.count("\n") == 1, said.err
    assert "Nothing was imported" in said.err
    assert desk_path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_pipes_and_devices_are_not_waited_for(
    desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for file in (tmp_path / "pipe.csv", Path("/dev/zero")):
        assert main(["import", str(file), "--database", str(desk_path)]) == 1
        assert "is not a plain file" in capfd.readouterr().err


def test_more_than_fifty_megabytes_are_refused_unread(
    desk_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "long.csv"
    with file.open("wb") as writing:
        writing.write(HEADER.encode())
        writing.truncate(60 * 1024 * 1024)
    assert main(["import", str(file), "--database", str(desk_path)]) == 1
    assert "is larger than 50 MB" in capfd.readouterr().err


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

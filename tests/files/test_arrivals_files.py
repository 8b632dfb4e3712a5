"""Files of other systems, read whole: nine real exports and the awkward cases between them."""

import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.arrivals import ArrivalRow, Sheet, SkippedRow, booking_key
from delightdesk.domain.dates import Undecidable
from delightdesk.domain.errors import CannotRead, Invalid
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.files.arrivals import open_arrivals
from delightdesk.files.columns_in import columns_of

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2026, 6, 14)
CARD = "4111 1111 1111 1111"


def read(path: Path, **options: object) -> tuple[Sheet, list[ArrivalRow], list[SkippedRow]]:
    sheet, found = open_arrivals(path, today=TODAY, **options)  # type: ignore[arg-type]
    rows = list(found)
    return (
        sheet,
        [row for row in rows if isinstance(row, ArrivalRow)],
        [row for row in rows if isinstance(row, SkippedRow)],
    )


def written(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def statuses(rows: Sequence[ArrivalRow]) -> dict[str, int]:
    return dict(Counter(row.status.value for row in rows))


def test_airbnb() -> None:
    sheet, rows, skipped = read(SAMPLES / "airbnb_reservations.csv")
    assert (sheet.kind, sheet.source_guess, sheet.date_order, sheet.rows) == (
        "reservations",
        "Airbnb",
        "month first",
        35,
    )
    assert sheet.mapping["Contact"] == "phone"
    assert sheet.mapping["# of infants"] == "infants"
    assert sheet.unknown == ("Booked", "Earnings")
    assert skipped == []
    assert statuses(rows) == {"expected": 18, "cancelled": 17}
    first = rows[0]
    assert (first.line, first.full, first.ref, first.room) == (2, "Erika Schultz", "HM00000000", "Sea studio")
    assert (first.arrive, first.depart) == (date(2026, 6, 12), date(2026, 6, 15))
    assert (first.adults, first.children, first.infants) == (2, 0, 0)


def test_booking_com_has_relay_addresses_and_several_rows_a_booking() -> None:
    sheet, rows, skipped = read(SAMPLES / "booking_com_reservations.csv")
    assert (sheet.source_guess, sheet.date_order, len(rows), skipped) == ("Booking.com", "as written", 50, [])
    assert sheet.mapping["Guest name(s)"] == "full"
    assert {"Price", "Commission %", "Booked on"} <= set(sheet.unknown)
    assert {row.email for row in rows} == {""}
    assert len({booking_key(row) for row in rows}) == 35
    assert rows[0].notes == (("Remarks", "20th wedding anniversary, please keep it a surprise for my husband"),)
    assert (rows[0].flags, rows[0].country, rows[0].rooms) == (("Leisure",), "gb", 1)
    assert (rows[0].arrive, rows[0].depart, rows[0].adults) == (date(2026, 6, 17), date(2026, 6, 18), 2)


def test_cloudbeds() -> None:
    sheet, rows, skipped = read(SAMPLES / "cloudbeds_reservations.csv")
    assert (sheet.source_guess, sheet.date_order, skipped) == ("Cloudbeds", "day first", [])
    assert sheet.ignored == ("Balance Due", "Credit Card Type", "Guest Tax ID Number")
    assert statuses(rows) == {"expected": 14, "cancelled": 9, "left": 6, "no_show": 4, "in_house": 2}
    first, second = rows[:2]
    assert (first.ref, first.second_ref, first.room, first.room_type) == (
        "R70000",
        "EXP000000",
        "200",
        "Double Sea View",
    )
    assert (first.arrive, first.eta, first.email) == (date(2026, 6, 14), time(22, 15), "guest0@example.com")
    assert (second.eta, second.room, second.flags) == (None, "", ("VIP",))
    assert {row.country for row in rows} == {"GB", "JP", "DE", ""}


def test_opera_report_with_titles_totals_and_lost_letters() -> None:
    sheet, rows, skipped = read(SAMPLES / "opera_cloud_departures_report.csv")
    assert (sheet.source_guess, sheet.date_order, skipped) == ("OPERA", "day first", [])
    assert sheet.ignored == ("Balance",)
    assert len(sheet.warnings) == 2
    assert sheet.warnings[1].startswith("9 names have question marks")
    assert (len(rows), rows[0].line, rows[-1].line) == (35, 5, 39)
    assert statuses(rows) == {"expected": 26, "in_house": 9}
    first = rows[0]
    assert (first.full, first.first, first.last, first.title) == ("Erika Schultz", "Erika", "Schultz", "Mr")
    assert (first.arrive, first.depart, first.rooms) == (date(2026, 6, 17), date(2026, 6, 19), 1)
    assert rows[1].flags == ("VIP V3",)
    assert rows[3].full == "José García Márquez"
    assert rows[8].full == "???? ???????"


def test_opera_arrivals_in_capitals() -> None:
    sheet, rows, _ = read(SAMPLES / "opera_general_arrivals.txt")
    assert (sheet.date_order, sheet.mapping["GUEST_NAME"]) == ("month first", "last")
    assert (rows[0].arrive, rows[0].depart, rows[0].room) == (date(2026, 6, 13), date(2026, 6, 14), "100")
    names = {row.full for row in rows}
    assert {"Erika Schultz", "Siobhán O'Brien", "D'Arcy McKenzie-Brown", "Ana de la Cruz", "Aoife Ní Bhriain"} <= names
    assert {"太郎 山田", "محمد الحسن", "ЮЛИЯ ИВАНОВА"} <= names


def test_qloapps_customers_without_their_passwords() -> None:
    sheet, rows, skipped = read(SAMPLES / "qloapps_customers.csv")
    assert (sheet.kind, sheet.source_guess, sheet.ignored) == ("customers", "QloApps", ("Password *",))
    assert (len(rows), skipped) == (35, [])
    first = rows[0]
    assert (first.full, first.ref, first.birthday, first.arrive) == ("Erika Schultz", "1", (1, 10), None)
    assert "5f4dcc3b" not in repr((sheet, rows))
    assert "1950" not in repr((sheet, rows))


def test_restaurant_covers() -> None:
    sheet, rows, _ = read(SAMPLES / "restaurant_covers.csv")
    assert (sheet.kind, sheet.ignored, sheet.unknown) == ("reservations", (), ())
    assert statuses(rows) == {"no_show": 8, "enquiry": 6, "in_house": 6, "expected": 4}
    first = rows[0]
    assert (first.arrive, first.depart, first.eta, first.adults, first.visits) == (TODAY, None, time(19), 9, 12)
    assert first.notes == (
        ("Occasion", "Anniversary"),
        ("Dietary", "shellfish allergy"),
        ("Guest note", "Waited 40 minutes last time"),
    )


def test_shopify_customers() -> None:
    sheet, rows, _ = read(SAMPLES / "shopify_customers.csv")
    assert (sheet.kind, sheet.source_guess, len(rows)) == ("customers", "Shopify", 35)
    first = rows[0]
    assert (first.ref, first.phone, first.visits, first.country) == ("6000000000", "(212) 555-0100", 2, "GB")
    assert first.notes == (("Note", "Shoe size 39, likes green"),)
    assert rows[4].flags == ("VIP", "loyal")


def test_nasty_file_gives_no_card_and_no_terminal_command() -> None:
    sheet, rows, skipped = read(SAMPLES / "nasty.csv")
    assert sheet.ignored == ("Card number", "Expiry")
    assert (len(rows), skipped) == (35, [])
    everything = repr((sheet, rows))
    assert "4111" not in everything
    assert "09/28" not in everything
    assert not any(ord(char) < 32 for row in rows for _, text in row.notes for char in text)
    assert rows[5].notes == (("Comments", "hello"),)
    assert (rows[0].arrive, rows[0].depart) == (date(2026, 6, 15), date(2026, 6, 22))


def test_a_card_number_in_the_wrong_column_is_taken_out_wherever_it_stands(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Guest,Arrival,Departure,Reference,Room,Phone,Tags,Comments,Status\n"
        f"Erika,2026-06-14,2026-06-15,{CARD},{CARD},{CARD},{CARD},card {CARD} cvv 123,{CARD}\n"
        f"{CARD},{CARD},2026-06-15,,,,,,ok\n"
        f"Max,2026-06-14,{CARD},,,,,,ok\n",
    )
    found = read(path)
    assert "4111" not in repr(found)
    assert "123" not in repr(found)
    assert [row.full for row in found[1]] == ["Erika"]
    assert (found[1][0].ref, found[1][0].left_out) == ("", "a card number")
    assert [row.why for row in found[2]] == ["no name in this row", "the departure day cannot be read"]


def test_rows_that_cannot_be_read_are_told_with_line_and_reason(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Arrivals of Sunday\n\nRoom;Name;Arrival;Departure;Notes\n"
        "Floor 1;;;;\n"
        "101;Erika Schultz;31/02/2026;15/06/2026;\n"
        "102;Max Schuler;15/06/2026;14/06/2026;\n"
        "103;;14/06/2026;15/06/2026;\n"
        "104;Anna Schulz;;15/06/2026;late\n"
        "105;Jon Smyth;14/06/2026;15/06/2026;" + "x" * 10_001 + "\n"
        ";;;;\n"
        "106;n/a;14/06/2026;15/06/2026;\n"
        "107;Ana de la Cruz;14/06/2026;someday;\n"
        "108;Lars Lind;14/06/2026;15/06/2026;ok\n"
        "Room;Name;Arrival;Departure;Notes\n"
        "Total;8;;;\nGrand total: 8\n",
    )
    _, rows, skipped = read(path)
    assert [(row.line, row.full) for row in rows] == [(13, "Lars Lind")]
    assert [(row.line, row.why) for row in skipped] == [
        (5, 'the arrival day "31/02/2026" is not a day'),
        (6, "the departure lies before the arrival"),
        (7, "no name in this row"),
        (8, "no arrival day in this row"),
        (9, "a cell is longer than 10,000 characters"),
        (11, "no name in this row"),
        (12, "the departure day cannot be read"),
    ]


def test_open_days_are_asked_and_the_answer_is_obeyed(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Arrival,Phone\nErika,12/09/2026,\nMax,11/10/2026,\n")
    with pytest.raises(Undecidable, match="day first or month first") as asked:
        read(path)
    assert "Erika" not in str(asked.value)
    assert [row.arrive for row in read(path, day_first=True)[1]] == [date(2026, 9, 12), date(2026, 10, 11)]
    assert [row.arrive for row in read(path, day_first=False)[1]] == [date(2026, 12, 9), date(2026, 11, 10)]


def test_birthdays_follow_the_stays_or_prove_their_own_order(tmp_path: Path) -> None:
    heads = "Name,Arrival,Birthday\n"
    assert read(written(tmp_path, heads + "Erika,25/06/2026,05/06/1980\n"))[1][0].birthday == (6, 5)
    assert read(written(tmp_path, heads + "Erika,2026-06-25,06/25/1980\n"))[1][0].birthday == (6, 25)
    with pytest.raises(Undecidable) as asked:
        read(written(tmp_path, heads + "Erika,2026-06-25,05/06/1980\n"))
    assert asked.value.field == "Birthday"


def test_unknown_status_words_are_counted_and_kept_as_expected(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Arrival,Status\nErika,2026-06-14,Frobnicated\nMax,2026-06-14,Frobnicated\n")
    sheet, rows, _ = read(path)
    assert {row.status for row in rows} == {VisitStatus.EXPECTED}
    assert sheet.warnings == ('The status "Frobnicated" is not known here and was taken as expected (2 rows).',)


def test_a_mapping_by_hand_opens_a_file_of_strange_words(tmp_path: Path) -> None:
    path = written(tmp_path, "Wer,Wann,Bis,Karte\nErika Schultz,2026-06-14,2026-06-15,4111\n")
    with pytest.raises(CannotRead):
        read(path)
    sheet, rows, _ = read(path, mapping={"Wer": "full", "Wann": "arrive", "Bis": "depart"})
    assert (rows[0].full, rows[0].depart, sheet.unknown) == ("Erika Schultz", date(2026, 6, 15), ("Karte",))
    with pytest.raises(Invalid):
        read(path, mapping={"Card number": "notes"})


def test_judgements_about_guests_are_held_back_from_the_flags(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'Name,Arrival,Classifications,Repeat Guest Flag\nErika,2026-06-14,"Important, Problematic",Y\n'
    )
    row = read(path)[1][0]
    assert row.flags == ("Important", "Returning")
    assert row.notes == (("Classifications", "Problematic"),)


def test_nights_and_clock_times_stand_in_where_columns_are_missing(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Check-in,Nights,Mail\nErika,14/06/2026 15:30,2,\nMax,15/06/2026 00:00,n/a,\n")
    _, rows, _ = read(path)
    assert [(row.depart, row.eta) for row in rows] == [(date(2026, 6, 16), time(15, 30)), (None, None)]


def test_progress_ends_at_the_number_of_rows() -> None:
    heard: list[tuple[int, int]] = []
    read(SAMPLES / "nasty.csv", progress=lambda done, total: heard.append((done, total)))
    assert heard == [(35, 35)]


def workbook(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    """The smallest XLSX a spreadsheet would accept; numbers are formatted as days."""

    def cell(column: int, line: int, value: str | float) -> str:
        place = f"{chr(65 + column)}{line}"
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{place}" s="1"><v>{value}</v></c>'

    lines = "".join(
        f'<row r="{line}">{"".join(cell(column, line, value) for column, value in enumerate(row))}</row>'
        for line, row in enumerate(rows, 1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type='
        f'"{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="One" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" '
        'applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_a_workbook_with_real_days(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "arrivals.bin",
        [["The Bay"], [], ["Guest", "Arrival", "Departure"], ["Erika Schultz", 46187.625, 46189], ["Total"]],
    )
    sheet, rows, skipped = read(path)
    assert (sheet.headers, sheet.date_order, skipped) == (("Guest", "Arrival", "Departure"), "as written", [])
    assert [(row.line, row.full, row.arrive, row.depart, row.eta) for row in rows] == [
        (4, "Erika Schultz", date(2026, 6, 14), date(2026, 6, 16), time(15))
    ]


CELLS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=30),
    st.sampled_from(["", CARD, "14/06/2026", "2026-06-14", "n/a", "Total", "\x1b[31mx", '"', "=1+1", "9" * 400]),
)


@given(st.lists(st.lists(CELLS, max_size=9), max_size=8))
def test_whatever_the_cells_hold_rows_are_clean_or_skipped(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    heads = "Name,Arrival,Departure,Ref,Room,Status,Comments,Tags,Birthday"
    data = "\n".join([heads, *quoted]).replace("\x00", "").encode("utf-8", "ignore")
    path = tmp_path_factory.mktemp("cells") / "file.csv"
    path.write_bytes(data)
    sheet, rows, skipped = read(path, day_first=True)
    assert "4111 1111" not in repr((sheet, rows, skipped))
    for row in rows:
        assert row.full
        assert clean(row.full) == row.full
        assert row.arrive is not None
        assert row.depart is None or row.depart >= row.arrive


def test_a_number_of_the_customer_is_called_so_where_nobody_arrives(tmp_path: Path) -> None:
    (file := tmp_path / "own.csv").write_text("Customer ID,First Name,Phone\n7,Ida,5550100\n", encoding="utf-8")
    assert [line.field for line in columns_of(file, {})] == ["customer_ref", "first", "phone"]
    assert columns_of(file, {"Customer ID": "ref"})[0].field == "ref"

"""Everything taken out: no cell is a formula, nothing is lost on the way, and no file of somebody else's goes."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import stat
import sys
from datetime import UTC, date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delightdesk.desk import imports, tasks
from delightdesk.desk.safety import exporting
from delightdesk.domain.errors import DeskError, Invalid, NotAllowed
from delightdesk.domain.forbidden import without
from delightdesk.files import exports
from delightdesk.files.cells_in import text_of
from delightdesk.files.writing import AlreadyThere

BEN = 2
FORMULAS = (
    "=1+1", "+49 30 5550100", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "'=1", '"=1', "“=1”",
    "＝1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0", "allergic; =HYPERLINK(1)", "a;'+1", "%0A=1", "| x",
)  # fmt: skip


def take_out(desk, folder: Path, person: int = 1, **options):
    return exporting.export(desk.house, person, folder, **options)


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_concept_is_there_with_names_and_without_secrets(desk, tmp_path: Path) -> None:
    from delightdesk.desk import pins

    erika = desk.guest("Erika", "Schultz", phone="+49 30 5550100")
    desk.visit(erika, room="412")
    desk.caution(erika, "nuts")
    desk.note(erika, "quiet room please")
    desk.write(lambda work: tasks.promise(work, erika, "sea view by 18:00"))
    desk.write(lambda work: pins.set_pin(work, 1, "739182"))
    done = take_out(desk, tmp_path / "all")
    book = json.loads((tmp_path / "all" / exports.BOOK).read_text(encoding="utf-8"))
    assert set(done.files) == {path.name for path in (tmp_path / "all").iterdir()}
    assert {name: len(book[name]) for name in done.counts} == done.counts
    assert {name: len(table(tmp_path / "all", name)) for name in done.counts} == done.counts
    assert book["guests"][0]["phone"] == "+49 30 5550100"
    assert table(tmp_path / "all", "guests")[0]["Phone"] == "'+49 30 5550100"
    assert table(tmp_path / "all", "visits")[0]["Guest name"] == "Erika Schultz"
    assert {"consent", "consent_by", "consent_at", "expires_on", "disputed"} <= book["notes"][0].keys()
    everything = b"".join(path.read_bytes() for path in (tmp_path / "all").iterdir())
    secrets = [value for row in desk.sql("SELECT secret FROM house UNION SELECT hash FROM pin") for value in row]
    assert not any(len(secret) > 8 and secret.encode() in everything for secret in secrets)
    assert not {"salt", "hash", "secret", "digest", "changes"} & {key for name in done.counts for row in book[name] for key in row}  # fmt: skip
    assert b"739182" not in everything
    assert (tmp_path / "all" / "guests.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    ((action, summary),) = desk.sql("SELECT action, summary FROM journal ORDER BY id DESC LIMIT 1")
    assert action == "desk.exported"
    assert "Schultz" not in summary


def test_every_table_is_exported_or_left_out_on_purpose() -> None:
    from delightdesk.store import tables

    left_out = {"Draft", "Forgotten", "House", "ImportChange", "Pin"}
    assert {kind.__name__ for kind in exporting._PAGES.values()} | left_out == set(tables.__all__)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_a_word(text: str) -> None:
    cell = exports.cell(exports.plain(text, UTC))
    assert not exports._FORMULA.match(cell.removeprefix("'")) or cell.startswith("'")
    for part in cell.split(";"):
        assert part.strip(" \"“'")[:1] not in "=+-@＝＋－＠" or "'" in part, cell


@given(st.text(max_size=60) | st.sampled_from(FORMULAS))
@example("'=1")
def test_a_table_of_any_words_reads_back_and_holds_no_formula(text: str) -> None:
    out = io.StringIO(newline="")
    assert len(list(exports.write_table(out, exports.Page("x", ("a", "b"), ("A", "B"), [(text, 7)]), UTC))) == 1
    heading, (first, second) = csv.reader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))
    assert (heading, second) == (["A", "B"], "7")
    assert first[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "|", "%")
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in first)
    plain = exports.plain(text, UTC)
    if ";" not in plain:
        assert first in (plain, f"'{plain}")
        assert text_of(first, 500) in (without(plain)[0], "")


def test_guests_come_in_again_with_the_same_names_and_phones(desk, new_desk, template, tmp_path: Path) -> None:
    import shutil

    for first, last, phone in (("Erika", "Schultz", "+49 30 5550100"), ("José", "Núñez García", "(020) 7946 0100"),
                               ("=cmd|calc", "O’Neil", ""), ("王", "小明", "+86 10 5555 0100")):  # fmt: skip
        desk.guest(first, last, phone=phone, title="Ms" if first == "Erika" else "")
    take_out(desk, tmp_path / "all")
    other = new_desk(Path(shutil.copy(template, tmp_path / "other.db")))
    parsed = imports.read(tmp_path / "all" / "guests.csv", date(2026, 6, 14))
    report = other.write(lambda work: imports.apply(work, parsed))
    query = "SELECT first, last, display_name, phone, title FROM guest ORDER BY id"
    assert (report.new, other.sql(query)) == (4, desk.sql(query))
    other.close()


def test_never_over_what_is_there_unless_told(desk, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    take_out(desk, folder)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    desk.guest()
    with pytest.raises(AlreadyThere, match="something in all already"):
        take_out(desk, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    take_out(desk, folder, formats=("json",), replace=True)
    assert {path.name for path in folder.iterdir()} == {"mine.txt", exports.BOOK, exports.README}
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert "Erika" in (folder / exports.BOOK).read_text(encoding="utf-8")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Invalid, match="is a file and no folder"):
        take_out(desk, tmp_path / "file", replace=True)
    with pytest.raises(Invalid, match="could not be written"):
        take_out(desk, tmp_path / "no" / "where")


def test_stopped_or_without_room_nothing_is_left(desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sql(
        "INSERT INTO note (version, created_at, guest_id, author_id, kind, text, source, lifetime, sightings, consent,"
        " disputed) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)"
        " SELECT 1, '2026-06-14 10:00:00.000000', ?, 1, 'preference', 'quiet room', 'guest_said', 'lasting', 1, '', ''"
        " FROM n", desk.guest(),
    )  # fmt: skip

    class Stopped(DeskError):  # noqa: N818
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped("stop")

    journal = desk.sql("SELECT count(*) FROM journal")
    monkeypatch.setattr(exporting, "_STEP", 100)
    with pytest.raises(Stopped):
        take_out(desk, tmp_path / "all", tell=stop)
    if sys.platform != "win32":
        import resource
        import signal

        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
        try:
            with pytest.raises(DeskError, match=r"could not be (written|copied)"):
                take_out(desk, tmp_path / "all")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".db"] == []
    assert desk.sql("SELECT count(*) FROM journal") == journal


def test_an_earlier_export_stays_whole_when_the_new_one_cannot_take_its_place(
    desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "all"
    take_out(desk, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    desk.guest()
    moves = itertools.count()
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if next(moves) == 35:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(Invalid, match="No space left"):
        take_out(desk, folder, replace=True)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_only_a_manager_takes_everything_out(desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="Ana can take all data out"):
        take_out(desk, tmp_path / "all", BEN)
    assert not (tmp_path / "all").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights work differently there")
def test_nobody_else_on_the_pc_can_read_it(desk, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        take_out(desk, tmp_path / "all")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "all").iterdir()} == {0o600}

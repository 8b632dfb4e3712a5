"""Bad places and bad moments: no terminal, closed streams, a file that goes away, is replaced or emptied, a wrong clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from delightdesk.desk import notes
from delightdesk.desk.finding import Busy, Finder
from delightdesk.domain.errors import CannotOpen
from delightdesk.store.work import Work
from delightdesk.tui.app import DeskApp
from delightdesk.tui.modals import file_list

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="streams and limits as POSIX has them")
PROGRAM = [sys.executable, "-m", "delightdesk"]


def run(shell: str, path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The program as a shell starts it: ``$@`` stands for it."""
    return subprocess.run(
        ["sh", "-c", shell, "sh", *PROGRAM], capture_output=True, text=True, encoding="utf-8", timeout=30,
        env={**os.environ, "DELIGHTDESK_DATABASE": str(path), **env}, cwd=Path(__file__).parents[2],
    )  # fmt: skip


@POSIX
@pytest.mark.parametrize("shell", ['"$@" </dev/null', '"$@" <&-', '"$@" --database "$DELIGHTDESK_DATABASE" </dev/null'])
def test_without_a_terminal_the_desk_says_so_and_does_not_wait(shell: str, desk_path: Path) -> None:
    done = run(shell, desk_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The desk needs a terminal window")
    assert done.stderr.count("\n") == 1


@POSIX
def test_a_terminal_that_cannot_paint_is_told_apart(desk_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        PROGRAM, stdin=theirs, stdout=theirs, stderr=theirs, timeout=30, cwd=Path(__file__).parents[2],
        env={**os.environ, "TERM": "dumb", "DELIGHTDESK_DATABASE": str(desk_path)},
    )  # fmt: skip
    os.close(theirs)
    said = os.read(ours, 4096)
    os.close(ours)
    assert done.returncode == 1
    assert said.startswith(b"This terminal can only print lines")
    assert b"\x1b" not in said


@POSIX
def test_streams_that_take_nothing(desk_path: Path) -> None:
    assert run('"$@" today >&-', desk_path).returncode == 0
    assert run('"$@" today >&- 2>&- <&-', desk_path).returncode == 0
    if Path("/dev/full").exists():
        full = run('"$@" today >/dev/full', desk_path)
        assert full.returncode == 1
        assert full.stderr.count("\n") == 1
        assert "No space left" in full.stderr


def add_note(text: str) -> Any:
    return lambda work: notes.store_line(work, 1, text, as_note=True)


def replace_by_copy(path: Path) -> None:
    """As somebody does who puts a backup back while a window is open."""
    shutil.copy(path, path.with_name("copy.db"))
    path.with_name("copy.db").replace(path)


@POSIX
def test_what_is_saved_after_the_file_was_replaced_is_in_the_new_file(desk: Any) -> None:
    guest = desk.guest()
    finder = Finder(desk.path)
    assert finder.find("erika", desk.clock.now.date())
    replace_by_copy(desk.path)
    desk.sql("UPDATE guest SET display_name = 'Zelda' WHERE id = ?", guest)
    desk.write(add_note("asked about the pier"))
    assert desk.sql("SELECT text FROM note") == [("asked about the pier",)]
    assert [hit.name for hit in finder.find("erika", desk.clock.now.date())] == ["Zelda"]
    finder.close()


@POSIX
def test_a_file_that_was_taken_away_takes_no_more_saves(desk: Any) -> None:
    desk.guest()
    finder = Finder(desk.path)
    finder.find("erika", desk.clock.now.date())
    aside = desk.path.rename(desk.path.with_name("aside.db"))
    with pytest.raises(CannotOpen, match="is not where it was"):
        desk.write(add_note("lost"))
    with pytest.raises(Busy):
        finder.find("erika", desk.clock.now.date())
    assert not desk.path.exists()
    aside.rename(desk.path)
    desk.write(add_note("here again"))
    assert desk.sql("SELECT text FROM note") == [("here again",)]
    finder.close()


@pytest.mark.parametrize("harm", ["emptied", "overwritten", "taken away"])
async def test_a_window_stays_open_and_says_what_happened_to_its_file(harm: str, desk: Any) -> None:
    if harm == "taken away" and sys.platform == "win32":
        pytest.skip("an open file stays where it is there")
    desk.visit(desk.guest())
    desk.close()
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause(0.2)
        await pilot.press("enter")
        await pilot.pause(0.2)
        if harm == "taken away":
            desk.path.unlink()
        else:
            desk.path.write_bytes(b"" if harm == "emptied" else b"nothing of ours" * 20_000)
        told: list[str] = []
        for keys in (["n", "x", "enter"], ["escape"], ["escape"], ["a", "n", "n"], ["enter"], ["f3"], ["f2"]):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            told += [note.message for note in app._notifications]
        assert not app._exit
    assert any("is damaged" in text or "is not where it was" in text for text in told), told
    assert not any("Something went wrong" in text for text in told), told


async def test_any_path_can_be_typed_where_a_file_is_chosen(desk: Any, tmp_path: Path) -> None:
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        for typed in (
            "~nobody-of-that-name/",
            "~",
            "x" * 900,
            f"{tmp_path}/{'y' * 400}",
            "a\0b/",
            "/\ud800/",
            "//",
            "[b]",
        ):
            await pilot.press("ctrl+o")
            app.screen.focused.value = typed  # type: ignore[union-attr]
            await pilot.press("enter")
            await pilot.pause()
            assert not app._exit
            await pilot.press("escape")


@POSIX
def test_links_to_nowhere_and_odd_days_hide_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "lost.csv").symlink_to(tmp_path / "nowhere")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = file_list.entries(tmp_path)
    assert {entry.name for entry in found} == {"a.csv", "b.csv"}
    for changed in (1e15, -1e15, float(2**62)):
        assert "a.csv" in file_list.row(file_list.Entry("a.csv", False, changed), 60, False)[0][0]


def test_a_clock_set_back_loses_nothing_and_undo_still_knows_the_last_act(desk: Any) -> None:
    guest = desk.guest()
    desk.note(guest, "asked about the pier")
    desk.clock.ahead(days=-400)
    desk.visit(guest)
    desk.note(guest, "asked about the church")
    assert desk.card(guest).notes

    def undo(work: Work) -> str:
        from delightdesk.desk.undo import undo

        return undo(work)

    desk.write(undo)
    left = desk.sql("SELECT text FROM note WHERE deleted_at IS NULL")
    assert left == [("asked about the pier",)]


@POSIX
def test_no_room_to_write_is_one_sentence_and_the_file_is_whole(desk: Any, tmp_path: Path) -> None:
    desk.guest()
    desk.close()
    rows = "".join(f"Guest{n} Fam{n},R{n},2026-06-14,2026-06-16,{n}\n" for n in range(1000))
    file = tmp_path / "many.csv"
    file.write_text("Guest name,Reservation Number,Arrival,Departure,Room\n" + rows, encoding="utf-8")
    blocks = desk.path.stat().st_size // 512 + 40
    done = run(f'ulimit -f {blocks}; "$@" import "{file}"', desk.path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert desk.sql("PRAGMA integrity_check") == [("ok",)]
    assert desk.sql("SELECT count(*) FROM guest") == [(1,)]
    assert desk.index_problems() == []

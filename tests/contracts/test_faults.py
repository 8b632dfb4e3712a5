"""Every fault a disk, a folder or another program can make, made for real: one sentence, nothing overwritten, and on.

By command here, at the start of the screen, and while a window is open.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from delightdesk.__main__ import main
from delightdesk.desk.finding import Finder
from delightdesk.domain.errors import CannotOpen
from delightdesk.store import engine
from delightdesk.store.header import APPLICATION_ID, SCHEMA
from delightdesk.tui.app import DeskApp
from delightdesk.tui.screens.first_run import FirstRun
from delightdesk.tui.screens.rescue import RescueScreen

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions and limits as POSIX has them")
PAGE = 4096
HOLD = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute(sys.argv[2])
file.execute("UPDATE house SET version = version + 1")
print("held", flush=True)
sys.stdin.read()
"""
CUT_OFF = """
import os, signal, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("PRAGMA cache_size=2")
file.execute("BEGIN IMMEDIATE")
file.execute("PRAGMA user_version=3")
file.execute("UPDATE note SET text = 'half a save'")
file.execute("CREATE TABLE half AS SELECT zeroblob(200000)")
os.kill(os.getpid(), signal.SIGKILL)
"""


def cut_off(path: Path) -> None:
    """A program that was killed in the middle of a save, half of which stands in the file."""
    subprocess.run([sys.executable, "-c", CUT_OFF, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").stat().st_size


@contextmanager
def held(path: Path, begin: str = "BEGIN EXCLUSIVE") -> Iterator[None]:
    """Another process that holds the file, as a long save does, or a program that never lets go."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield
    finally:
        holder.communicate("")


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """A disk that takes no more, by the limit the system itself keeps."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def lived_in(desk: Any) -> Any:
    guest = desk.guest()
    desk.visit(guest)
    desk.note(guest, "flat white, oat")
    desk.close()
    return desk


Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Run a command here; nobody waits five seconds for a lock."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)

    def run(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(args))
        done = capsys.readouterr()
        return code, done.out, done.err

    return run


def in_the_middle(data: bytes, piece: bytes, page: int) -> bytes:
    at = page * PAGE
    return data[:at] + piece + data[at + len(piece) :]


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE cats (name TEXT)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"PRAGMA user_version={SCHEMA + 1}")
    assert APPLICATION_ID


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def gone_but_backups(path: Path) -> None:
    folder = path.with_name("desk-backups")
    folder.mkdir()
    path.rename(folder / "2026-06-14T120000Z-start.db")


def gone_but_half_a_save(path: Path) -> None:
    path.unlink()
    path.with_name("desk.db-journal").write_bytes(b"half a save")


def a_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def a_link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "stick" / "desk.db")


AT_ONCE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "There is no desk at"),
    "gone, backups there": (gone_but_backups, "its backups are beside it"),
    "gone, half a save there": (gone_but_half_a_save, "half a save of it"),
    "a link to itself": (a_loop, "is a link"),
    "a link to nowhere": (a_link_to_nowhere, "is a link"),
    "a folder": (a_folder, "is not a file"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "zeros": (lambda path: path.write_bytes(bytes(50 * PAGE)), "nothing but zeros"),
    "text": (lambda path: path.write_bytes(b"Guest,Room\n" * 99), "not a DelightDesk file"),
    "foreign": (foreign, "belongs to another program"),
    "newer": (newer, "newer DelightDesk"),
    "header gone": (lambda path: path.write_bytes(bytes(100) + path.read_bytes()[100:]), "nothing but zeros"),
    "header scrambled": (
        lambda path: path.write_bytes(random.Random(3).randbytes(100) + path.read_bytes()[100:]),
        "not a DelightDesk file",
    ),
    "cut to a page": (lambda path: path.write_bytes(path.read_bytes()[:PAGE]), "is damaged"),
    "cut to a third": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 3]), "is damaged"),
    "cut by a byte": (lambda path: path.write_bytes(path.read_bytes()[:-1]), "is damaged"),
    "list of tables gone": (
        lambda path: path.write_bytes(in_the_middle(path.read_bytes(), bytes(PAGE - 100), 0)[:0]
                                      + path.read_bytes()[:100] + bytes(PAGE - 100) + path.read_bytes()[PAGE:]),
        "is damaged",
    ),
}  # fmt: skip


ON_THE_SCREEN = ("gone, backups there", "gone, half a save there", "a link to itself", "a folder", "empty", "foreign",
                 "newer", "cut to a third", "list of tables gone")  # fmt: skip


@POSIX
@pytest.mark.parametrize("fault", AT_ONCE)
def test_by_command_it_is_one_sentence_and_nothing_is_made_or_changed(fault, lived_in, said, tmp_path):
    make, words = AT_ONCE[fault]
    make(lived_in.path)
    before = {each: each.read_bytes() if each.is_file() else b"" for each in tmp_path.rglob("*")}
    for command in (("note", "1", "asked about the pier"), ("card", "1"), ("find", "eri"), ("check",)):
        code, out, err = said(*command, "--database", str(lived_in.path))
        assert code == 1, command
        assert words in err + out, command
        assert err.count("\n") <= 1
        assert "Traceback" not in err
    assert {each: each.read_bytes() if each.is_file() else b"" for each in tmp_path.rglob("*")} == before


@POSIX
@pytest.mark.parametrize("fault", ON_THE_SCREEN)
async def test_at_the_start_it_is_a_screen_and_no_new_desk(fault, lived_in, tmp_path):
    make, words = AT_ONCE[fault]
    make(lived_in.path)
    before = {each: each.read_bytes() if each.is_file() else b"" for each in tmp_path.rglob("*")}
    app = DeskApp(lived_in.path, clock=lived_in.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, RescueScreen)
        assert words in str(app.trouble)
        await pilot.press("t", "enter", "escape")
    after = {each: each.read_bytes() if each.is_file() else b"" for each in tmp_path.rglob("*")}
    assert {each: data for each, data in after.items() if "in-use" not in each.name} == before


@POSIX
@pytest.mark.parametrize("command", [("find", "eri"), ("check",), ("backup",)])
def test_a_save_that_was_cut_off_is_taken_back_whatever_opens_the_desk_next(command, lived_in, said):
    cut_off(lived_in.path)
    code, out, err = said(*command, "--database", str(lived_in.path))
    assert (code, err) == (0, "")
    assert "half a save" not in out
    assert lived_in.sql("SELECT text FROM note") == [("flat white, oat",)]


@POSIX
async def test_after_the_plug_was_pulled_the_screen_opens_as_ever_and_says_so_where_nothing_may_be_written(plain_user):
    path = plain_user.folder / "desk.db"
    plain_user.place(path)
    cut_off(path)
    path.parent.chmod(0o555)
    with plain_user.acting():
        assert "A save was cut off in desk.db" in str(DeskApp(path).trouble)
    path.parent.chmod(0o777)
    app = DeskApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.trouble is None
        assert not isinstance(app.screen, RescueScreen)


async def test_a_drive_that_is_not_there_is_no_reason_for_a_new_desk(tmp_path):
    app = DeskApp(tmp_path / "stick" / "desk.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, RescueScreen)
        await pilot.press("n", "y")
        await pilot.pause()
        assert isinstance(app.screen, FirstRun)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_page_spoiled_somewhere_is_a_sentence_wherever_it_is_met(seed, lived_in, said):
    rng = random.Random(seed)
    data = lived_in.path.read_bytes()
    page = rng.randrange(1, len(data) // PAGE)
    piece = bytes(PAGE) if seed % 2 else rng.randbytes(PAGE)
    lived_in.path.write_bytes(in_the_middle(data, piece, page))
    spoiled = lived_in.path.read_bytes()
    for command in (("card", "1"), ("today",), ("find", "eri"), ("insights",), ("journal",), ("check",)):
        code, _, err = said(*command, "--database", str(lived_in.path))
        assert code in (0, 1)
        assert "Traceback" not in err
        assert "Something went wrong" not in err
    assert lived_in.path.read_bytes() == spoiled
    code, out, _ = said("check", "--database", str(lived_in.path))
    assert (code, "is damaged" in out) == (1, True)


@POSIX
def test_a_desk_that_may_only_be_read_is_read(plain_user, said, monkeypatch):
    path = plain_user.folder / "inner" / "desk.db"
    plain_user.place(path)
    for place, mode, words in ((path, 0o444, "may only be read"), (path.parent, 0o555, "folder of desk.db")):
        path.chmod(0o666)
        place.chmod(mode)
        before = path.read_bytes()
        with plain_user.acting():
            assert said("today", "--database", str(path))[0] == 0
            with pytest.raises(CannotOpen, match=words):
                _save_something(path)
            assert "may only be read" in said("check", "--database", str(path))[1]
        path.parent.chmod(0o777)
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == ["desk.db"]


def _save_something(path: Path) -> None:
    from delightdesk.desk import guests
    from delightdesk.desk.house import open_house

    house = open_house(path)
    try:
        with house.writing(1) as work:
            guests.save(work, guests.GuestForm(first="Erika"))
    finally:
        house.close()


@POSIX
async def test_at_a_window_that_may_only_read_the_top_line_says_so_and_the_words_stay(plain_user, clock, new_desk):
    path = plain_user.folder / "inner" / "desk.db"
    plain_user.place(path)
    other = new_desk(path, clock)
    other.visit(other.guest())
    other.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    with plain_user.acting():
        app = DeskApp(path, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause(0.7)
            assert app.alarm == "read only: nothing can be saved"
            await pilot.press("enter")
            await pilot.press("n", *"likes", "enter")
            await pilot.pause(0.2)
            told = [note.message for note in app._notifications]
            assert any("may only be read" in each or "may not be written" in each for each in told), told
            assert getattr(app.focused, "value", "") == "likes"
    path.parent.chmod(0o777)


@POSIX
async def test_a_full_disk_keeps_what_was_typed_and_the_same_key_saves_it_later(lived_in):
    app = DeskApp(lived_in.path, clock=lived_in.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause(0.2)
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("n", *"likes")
        with no_file_longer_than(512):
            await pilot.press("enter")
            await pilot.pause(0.2)
            told = [note.message for note in app._notifications]
            assert any("disk is full" in each for each in told), told
            assert app.focused is not None
            assert getattr(app.focused, "value", "") == "likes"
            assert (await app.ask(lambda work: work.house.name)) == "The Bay Hotel"
            assert Finder(lived_in.path).find("erika", lived_in.clock.now.date())
        await pilot.press("enter")
        await pilot.pause(0.2)
    assert lived_in.sql("SELECT text FROM note ORDER BY id")[-1] == ("likes",)
    assert lived_in.sql("PRAGMA integrity_check") == [("ok",)]
    assert lived_in.index_problems() == []


@POSIX
def test_a_full_disk_by_command_is_a_sentence_and_leaves_no_journal_that_spoils(lived_in, said):
    before = lived_in.tables()
    size = lived_in.path.stat().st_size
    for limit in (size, 512, 0):
        with no_file_longer_than(limit):
            code, _, err = said("note", "1", "word " * 60, "--as-note", "--database", str(lived_in.path))
            read = said("card", "1", "--database", str(lived_in.path))
        assert read[0] == 0, read
        if code:
            assert "disk is full" in err
            assert err.count("\n") == 1
            assert lived_in.tables() == before
        before = lived_in.tables()
        assert lived_in.sql("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("begin", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"])
def test_a_desk_that_another_program_holds_is_a_sentence_and_waits_for_the_next_try(begin, lived_in, said):
    before = lived_in.path.read_bytes()
    with held(lived_in.path, begin):
        code, _, err = said("note", "1", "asked about the pier", "--database", str(lived_in.path))
        assert code == 1
        assert "saving for too long" in err
        assert err.count("\n") == 1
        if begin == "BEGIN IMMEDIATE":
            assert said("card", "1", "--database", str(lived_in.path))[0] == 0
    assert lived_in.path.read_bytes() == before
    assert said("note", "1", "asked about the pier", "--database", str(lived_in.path))[0] == 0


@POSIX
@pytest.mark.parametrize(
    "name", ["desk ?mode=memory.db", "100%41.db", "a#b.db", 'o\'clock "x".db', "новый 桌 ü.db", "-v.db", "a;b&c.db"]
)
def test_odd_names_are_names(name, lived_in, said):
    path = Path(shutil.copy(lived_in.path, lived_in.path.with_name(name)))
    assert said("note", "1", "asked about the pier", f"--database={path}")[0] == 0
    code, out, _ = said("card", "1", f"--database={path}")
    assert (code, "pier" in out) == (0, True)
    assert "is damaged" not in said("check", f"--database={path}")[1]
    assert {each.name for each in path.parent.iterdir() if not each.name.endswith("-journal")} <= {"desk.db", name}


def test_a_new_desk_where_one_was_is_refused_until_it_is_said_twice(lived_in, said):
    gone_but_backups(lived_in.path)
    wanted = ("--name", "Bay", "--sector", "hotel", "--currency", "GBP", "--person", "Ana")
    code, _, err = said("init", *wanted, "--database", str(lived_in.path))
    assert code == 1
    assert "--anyway" in err
    assert not lived_in.path.exists()
    assert said("init", *wanted, "--anyway", "--database", str(lived_in.path))[0] == 0


def test_a_clock_behind_the_file_is_said_once_and_saving_goes_on(lived_in, said, monkeypatch):
    lived_in.sql("UPDATE journal SET at = '2099-06-14 10:00:00.000000'")
    code, _, err = said("note", "1", "asked about the pier", "--database", str(lived_in.path))
    assert code == 0
    assert err.startswith("The clock says ")
    assert "newest entry 14 Jun 2099" in err
    assert err.count("\n") == 1
    assert said("card", "1", "--database", str(lived_in.path))[2] == ""


async def test_a_clock_behind_the_file_stands_at_the_top_of_every_screen(lived_in):
    lived_in.clock.ahead(days=-11)
    app = DeskApp(lived_in.path, clock=lived_in.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.8)
        assert app.alarm == "clock says 3 Jun, newest entry 14 Jun"
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "‼ clock says 3 Jun, newest entry 14 Jun" in shown.splitlines()[0]
        await pilot.press("f3")
        await pilot.pause(0.1)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "clock says" in shown.splitlines()[0]


@POSIX
@pytest.mark.parametrize("harm", ["cut", "zeros in the middle", "a page of chance", "by another program"])
async def test_while_a_window_is_open(harm, lived_in):
    app = DeskApp(lived_in.path, clock=lived_in.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause(0.2)
        size = lived_in.path.stat().st_size
        with lived_in.path.open("r+b") as file:
            if harm == "cut":
                file.truncate(size // 2)
            elif harm == "by another program":
                file.write(b"PK\x03\x04" * 2000)
            else:
                for page in range(1, size // PAGE):
                    file.seek(page * PAGE)
                    file.write(bytes(PAGE) if harm.startswith("zeros") else os.urandom(PAGE))
        told: list[str] = []
        for keys in (["enter"], ["n", "x", "enter"], ["escape"], ["f3"], ["f5"], ["f2"], ["e"]):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            told += [note.message for note in app._notifications]
        assert not app._exit
    assert any("is damaged" in each for each in told), told
    assert not any("Something went wrong" in each for each in told), told

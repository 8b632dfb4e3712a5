"""The program as a whole: exit codes, streams, and no traceback whatever is typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def test_a_missing_desk_is_said_and_nothing_is_made(cli, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "desk.db"
    for command in (["find", "a"], ["card", "1"], ["suggest", "1"], ["note", "1", "x"], ["today"], ["undo"],
                    ["import", str(tmp_path / "a.csv")], ["problem", "-", "412 cold"], ["tasks"], ["recover", "1"],
                    ["task", "1", "done"], ["person", "add", "Ben"], ["journal"]):  # fmt: skip
        answer = cli(*command, "--database", str(path))
        assert (answer.code, answer.out) == (1, ""), command
        assert answer.err.count("\n") == 1
        assert "There is no desk at" in answer.err
        assert not path.parent.exists()


def test_the_usual_place_is_not_made_either(program, at_home: Path) -> None:
    assert program("today").code == 1
    assert not [path for path in at_home.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--help"], 0),
        (["import", "--help"], 0),
        (["--version"], 0),
        (["nonsense"], 2),
        (["find"], 2),
        (["find", "a", "--limit", "many"], 2),
        (["--database"], 2),
        (["import"], 2),
        (["demo", "--sector", "spaceship"], 2),
    ],
)
def test_exit_codes(cli, args: list[str], code: int) -> None:
    answer = cli(*args)
    assert answer.code == code, answer.err
    assert bool(answer.out) == (code == 0)
    assert bool(answer.err) == (code != 0)
    assert "Traceback" not in answer.err


def test_hostile_words_end_in_one_plain_sentence(program, cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIGHTDESK_DATABASE", str(tmp_path / "a.db"))
    name, person = "N\x1b[31m\u202e", "P\x07"
    made = program("init", "--name", name, "--sector", "shop", "--currency", "eur", "--person", person)
    assert made.code == 0
    for run, args in (
        (program, ["find", b"\xff\xfe\xed\xa0\x80"]),
        (program, ["person", "add", "Y\x1b[31m\u202eoe"]),
        (cli, ["find", "\x1b]0;owned\x07", "' OR 1=1 --"]),
        (cli, ["card", "%s{}[bold]\u202e\x9b31m"]),
        (cli, ["import", "a.csv", "--map", "=", "--undo", "1"]),
        (cli, ["problem", "-", "\x1b]0;owned\x07 412 [bold]cold\u202e"]),
        (cli, ["problems"]),
        (cli, ["person", "add", "Z\x1b[31m\u202eoe"]),
        (cli, ["promise", "1", "x", "--person", "\x9b31m"]),
        (cli, ["journal"]),
        (cli, ["--database", "y" * 5000, "today"]),
        (cli, ["--\x1b[31mred"]),
    ):
        answer = run(*args)
        assert answer.code in (0, 1, 2), args
        assert "Traceback" not in answer.err
        assert answer.err.count("\n") <= 1
        assert not set(answer.out + answer.err) & set("\x1b\x07\x9b\u202e"), args


def test_an_address_is_told_from_a_path(cli) -> None:
    answer = cli("today", "--database", "postgresql://ana:secret@db/desk")
    assert answer.code == 1
    assert "not there yet" in answer.err
    assert "secret" not in answer.err


def test_a_reader_who_stops_early_is_no_failure_to_talk_about() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "delightdesk", "find", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.stderr is not None
    assert writer.stderr.read() == b""
    writer.wait(30)


def test_a_defect_is_one_sentence_and_the_log_holds_places_but_no_guest(
    cli, house: Path, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from delightdesk.desk import notes

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Erika Schultz of room 412")

    monkeypatch.setattr(notes, "store_line", broken)
    monkeypatch.setattr("delightdesk.desk.finding.resolve", lambda work, text: 1)
    answer = cli("note", "1", "something about Erika")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Something went wrong here. What was saved is safe.")
    assert "Erika" not in answer.err
    (log,) = at_home.rglob("desk.log")
    text = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text
    assert "test_program.py" in text
    assert "Erika" not in text
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o777 == 0o600


def test_without_a_command_the_screen_opens_before_typer_is_imported(at_home: Path) -> None:
    code = (
        "import sys, types\n"
        "seen = []\n"
        "app = types.ModuleType('delightdesk.tui.app')\n"
        "app.run_desk = lambda path, is_demo=False: seen.append((path.name, is_demo)) or 0\n"
        "sys.modules['delightdesk.tui.app'] = app\n"
        "from delightdesk.__main__ import main\n"
        "assert [main([]), main(['--database', 'a.db']), main(['--database=b.db'])] == [0, 0, 0]\n"
        "assert seen == [('desk.db', False), ('a.db', False), ('b.db', False)], seen\n"
        "assert not {'typer', 'sqlmodel', 'alembic', 'pydantic'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[2], timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_ctrl_c_is_quiet(cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("delightdesk.cli.commands.run", stopped)
    assert cli("today") == type(cli("today"))(130, "", "")

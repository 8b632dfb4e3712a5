"""Where everything starts: plain `delightdesk` opens the desk, anything more is a command.

The screen starts before the command line is even imported, because the person at the desk waits for the first frame
and for nothing else. Whatever goes wrong ends here as one plain sentence; a traceback never reaches the user.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from delightdesk.domain.errors import DeskError
from delightdesk.domain.forbidden import without
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from delightdesk.domain.keys import KeyCommand

_LONGEST = 4000

INTERRUPTED = 130
"""The exit code shells give for Ctrl+C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments say. Returns the exit code: 0 done, 1 could not, 2 wrong usage, 130 stopped by hand."""
    _speak_utf8()
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return 1
    except DeskError as error:
        return _tell(str(error))
    except OSError as error:
        _drop_output()
        return _tell(
            f"This PC would not let DelightDesk go on ({error.strerror or 'no access'}). What was saved is safe. "
            "Please check the disk's free space and where the answer is sent to, and try again."
        )
    except Exception as error:
        return _tell(_failed(error))
    return code


def _run(args: list[str]) -> int:
    given = _only_database(args)
    if not args or given is not None:
        from delightdesk.desk.place import chosen_path

        return _open_desk(chosen_path(given))
    from delightdesk.cli import commands

    return commands.run(args, _open_desk, _every_command)


def _open_desk(path: Path, is_demo: bool = False) -> int:
    from delightdesk.tui.app import run_desk

    return run_desk(path, is_demo=is_demo)


def _every_command() -> Sequence[KeyCommand]:
    from delightdesk.tui.keys import every_command

    return every_command()


def _only_database(args: list[str]) -> str | None:
    """The path when the arguments are nothing but ``--database PATH``."""
    if len(args) == 2 and args[0] == "--database":
        return args[1]
    if len(args) == 1 and args[0].startswith("--database="):
        return args[0].partition("=")[2]
    return None


def _failed(error: Exception) -> str:
    from delightdesk.tui.log import log_path, note_failure

    note_failure(error)
    return (
        "Something went wrong here. What was saved is safe. "
        f"Please try again; if it happens again, the log is {log_path()}."
    )


def _tell(sentence: str) -> int:
    try:
        sys.stderr.write(f"{without(clean(sentence, _LONGEST))[0]}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens any more
    return 1


def _speak_utf8() -> None:
    """Names of every script can be printed everywhere, whatever the terminal was set to; what is closed takes all."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - stays open as long as the program runs


def _drop_output() -> None:
    """Whoever read the output has gone: let Python's last flush go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

"""Every file the product writes is for this user of the PC alone, however open the user's usual settings are."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from delightdesk.__main__ import main
from delightdesk.tui.log import note_failure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights work differently there")

COMMANDS = (
    ("init", "--name", "The Bay", "--sector", "hotel", "--currency", "GBP", "--person", "Ana"),
    ("import", "arrivals.csv"),
    ("note", "1", "likes the pier"),
    ("handover", "--output", "sheet.html"),
    ("handover", "--output", "sheet.html", "--replace"),
    ("notice", "--output", "notice.html"),
    ("guest-export", "1", "--output", "guest.txt"),
    ("export", "all-data"),
    ("export", "all-data", "--replace"),
    ("backup",),
    ("backup", "copy.db"),
    ("restore", "copy.db", "--yes"),
    ("salvage", "copy.db", "--output", "saved.db"),
    ("forget", "1", "--yes"),
    ("check",),
)
"""Whatever writes a file, one after the other."""


@pytest.fixture
def open_to_all():
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in sorted(folder.rglob("*"))}


@pytest.mark.usefixtures("open_to_all")
def test_what_is_written_is_for_one_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("DELIGHTDESK_DATABASE", "DELIGHTDESK_PERSON", "DELIGHTDESK_PIN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(home)
    (home / "arrivals.csv").write_text("Name,Arrival,Room\nIda Holm,2026-06-14,101\n", encoding="utf-8")
    theirs = {"arrivals.csv"}
    for command in COMMANDS:
        os.umask(0)
        code = main([*command])
        assert code == 0, (command, capfd.readouterr().err)
    os.umask(0)
    note_failure(ValueError("Ida Holm"))
    found = {name: mode for name, mode in modes(home).items() if name not in theirs}
    folders = {name for name in found if (home / name).is_dir()}
    assert {name for name in folders if found[name] != 0o700} == set()
    assert {name for name in found.keys() - folders if found[name] != 0o600} == set()
    written = {Path(name).name for name in found}
    assert {"desk.db", "sheet.html", "notice.html", "guest.txt", "guests.csv", "copy.db", "desk.log"} <= written
    assert sum(name.endswith(".db") for name in found) >= 4, found  # the desk, its backups, the copy, what was saved

"""A file for people: whole or not at all, for one user only, and never over another one unasked."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from delightdesk.domain.errors import Invalid
from delightdesk.files.writing import AlreadyThere, private_folder, write_new

NO_RIGHTS = pytest.mark.skipif(sys.platform == "win32", reason="rights work differently there")


def test_a_file_is_there_as_a_whole_and_stays_when_nobody_said_it_may_go(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    write_new(path, "first\n")
    with pytest.raises(AlreadyThere, match=r"a file sheet\.txt already"):
        write_new(path, "second\n")
    assert path.read_bytes() == b"first\n"
    write_new(path, "Zoë\n", replace=True)
    assert path.read_text(encoding="utf-8") == "Zoë\n"
    assert [each.name for each in tmp_path.iterdir()] == ["sheet.txt"]


@NO_RIGHTS
def test_others_on_the_pc_can_neither_read_it_nor_look_into_the_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private_folder(tmp_path / "all")
        write_new(tmp_path / "all" / "sheet.txt", "words")
        write_new(tmp_path / "all" / "sheet.txt", "words", replace=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "all" / "sheet.txt").stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["nowhere/sheet.txt", "file/sheet.txt", "a\0b.txt", "x" * 300])
def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Invalid, match="could not be written there"):
        write_new(tmp_path / place, "words")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@NO_RIGHTS
def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    import resource
    import signal

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(Invalid, match="could not be written there"):
            write_new(tmp_path / "sheet.txt", "words" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


def test_a_drive_without_second_names_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "sheet.txt", "words")
    with pytest.raises(AlreadyThere):
        write_new(tmp_path / "sheet.txt", "others")
    assert (tmp_path / "sheet.txt").read_text(encoding="utf-8") == "words"

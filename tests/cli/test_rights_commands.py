"""What guests may ask about their own data, from the command line."""

from __future__ import annotations

import json
import stat
import sys

import pytest


@pytest.fixture
def erika(cli, house, arrivals):
    """Erika twice, with a line about her."""
    assert cli("import", arrivals("Erika Schultz", "Erika Schultz", "Tom Weiss")).code == 0
    assert cli("note", "1", "likes the quiet side, as Tom Weiss does").code == 0
    return 1


def test_all_we_hold_is_printed_and_the_request_is_answered(cli, erika):
    shown = cli("guest-export", erika)
    assert "likes the quiet side, as another guest does" in shown.out
    assert "Tom" not in shown.out
    (asked,) = cli("requests", "--json").data
    assert (asked["guest"], asked["asked"], asked["answered"]) == (erika, "access", True)
    plain = json.loads(cli("guest-export", erika, "--format", "json").out)
    assert plain["sections"]["notes"][0]["written by"] == "Ana"


def test_files_bear_no_name_are_private_and_never_go_over_others(cli, erika, tmp_path, house):
    before = house.read_bytes()
    assert "no folder" in cli("guest-export", erika, "--output", tmp_path / "nowhere", "--format", "text,json").err
    assert cli("guest-export", erika, "--format", "text,json").code == 2
    assert cli("guest-export", erika, "--format", "xml").code == 2
    assert house.read_bytes() == before
    assert cli("guest-export", erika, "--output", tmp_path, "--format", "text,json").code == 0
    written = sorted(tmp_path.glob("guest-1-*"))
    assert [path.suffix for path in written] == [".json", ".txt"]
    assert sys.platform == "win32" or all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in written)
    again = cli("guest-export", erika, "--output", tmp_path)
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert "--replace" in again.err
    assert len(cli("requests", "--json").data) == 1
    assert cli("guest-export", erika, "--output", tmp_path, "--replace").code == 0


def test_a_request_has_its_day_and_is_answered(cli, erika):
    assert cli("requests").err.startswith("No guest has asked anything")
    assert cli("requests", "--ask", "erasure", "--guest", "tom", "--received", "yesterday").code == 0
    (line,) = cli("requests", "--json").data
    assert line["due"] > line["received"]
    assert "to be erased" in cli("requests").out
    assert cli("requests", "--answer", line["id"]).code == 0
    assert cli("requests", "--answer", line["id"]).err.startswith("That request was answered before.")
    assert cli("requests", "--ask", "access").code == 2


def test_the_notice_is_printed_or_written(cli, house, tmp_path):
    assert "The Bay and your data" in cli("notice").out
    assert cli("notice", "--output", tmp_path / "notice.html").code == 0
    assert (tmp_path / "notice.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "--replace" in cli("notice", "--output", tmp_path / "notice.html").err
    assert cli("notice", "--format", "md").out.startswith("# The Bay and your data")


def test_two_are_offered_shown_made_one_and_parted(cli, erika):
    (pair,) = cli("duplicates", "--json").data
    assert [each["id"] for each in pair["guests"]] == [1, 2]
    shown = cli("merge", "1", "2")
    assert "Nothing was changed yet" in shown.err
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    assert cli("card", "2", "--json").data["id"] == 2
    assert "undo brings both back" in cli("merge", "1", "2", "--yes").err
    assert cli("card", "2", "--json").data["id"] == 1
    assert cli("duplicates").err.startswith("Nobody seems to be here twice.")
    assert cli("undo").code == 0
    assert cli("card", "2", "--json").data["id"] == 2

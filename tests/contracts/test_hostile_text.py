"""Two hundred hostile texts through every door: nothing breaks, nothing is obeyed, no control byte reaches a terminal."""

from __future__ import annotations

import csv
import json
import os
import re
import select
import subprocess
import sys
import time
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from delightdesk.__main__ import main
from delightdesk.desk import (
    approvals,
    bending,
    drafts,
    gestures,
    handover,
    lineup,
    outcomes,
    people,
    pins,
    playbooks,
    problems,
    settings,
    tasks,
    touch_points,
)
from delightdesk.desk.finding import Finder
from delightdesk.domain.errors import DeskError
from delightdesk.domain.packs import parse_pack
from delightdesk.domain.settings import SETTINGS
from delightdesk.domain.vocabulary import CloseReason, OutcomeKind, Payer, RecoveryStep, VisitStatus
from delightdesk.files import sheets
from delightdesk.tui import sheet_files
from delightdesk.tui.app import DeskApp
from delightdesk.tui.modals.fields import Fields
from delightdesk.tui.modals.forms import Form

ANA, BEN = 1, 2

ESCAPES = ["\x1b", "\x9b", "\x1b[", "\x9d", "\x1bP", "\x90", "\x1b]", "\x1b^", "\x1b_", "\x1bX", "\x98"]
COMMANDS = [
    "31mred", "2J", "0;owned\x07", "0;owned\x1b\\", "0;owned\x9c", "52;c;aGVsbG8=\x07", "8;;http://x/\x07link\x1b]8;;\x07",
    "?1049l", "?25l", "6n", "c", "!p", "1337;File=:AAAA\x07", "5i", "\x18", "999999999C", "38;2;1;2;3m", "?2004l~",
]  # fmt: skip
INVISIBLE = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
TURNING = [
    chr(code) for code in (0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
]
MARKUP = [
    "[bold]x[/bold]", "[/]", "[@click=app.quit]x[/]", "[@click=\"app.bell\"]", "[link=http://x]y[/link]", "[red", "]]", "[[",
    "\\[b]", "[on red]x", "[#ff0000]x", "[$primary]x", "[/bold]", "{x!r}", "%s%n", "$(id)", "`id`", "${HOME}", "&lt;b&gt;",
    ":warning:", "[=x]", "[b=]", "[not a tag]",
]  # fmt: skip
PROGRAMS = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "' OR 1=1 --", "\"; DROP TABLE guest; --",
    "NEAR(a b)", "\"", "*", "a*", "AND OR NOT", "name: x", "^a", "(", "{", "a\\", "%", "_", "-", "--help", "-1", "/",
]  # fmt: skip
SCRIPTS = [
    "Z\u0335\u0321" * 30, "e" + "\u0301" * 500, "\u0915\u094d" * 60, "👩‍👩‍👧‍👦" * 20, "🏳️‍🌈🏴‍☠️", "🇬🇧🇩", "\u202eחברה\u202c",
    "שלום עולם", "مرحبا بالعالم", "漢字" * 200, "ﷺ" * 50, "ﬃ", "Ⓐ", "\U000e0041" * 9, "\ue000\uf8ff", "\uffff\ufffe", "￼",
    "x" * 10_000, "😀" * 3000, " " * 500, "\u00a0\u3000", "\u2028a\u2029b", "ｆｕｌｌ", "\u0e01\u0e4b" * 9, "İıſK", "ß" * 80,
    "\u3164", "\u115f", "\ufff9a\ufffbb", "\U0001f468\U0001f3ff" * 40, "0" * 400, "٣٤٥", "½²", "\u1ab0" * 9, "a\u200db",
]  # fmt: skip
HALVES = ["\ud800", "\udfff", "a\udc80b", "\ud83d", "\ude00\ud83d"]
MORE = [
    "tab\there",
    "two\nlines",
    "two\r\nlines",
    "\r\r\r",
    "\v\f",
    "NUL\0byte",
    "null",
    "None",
    "nan",
    "0",
    "",
    " ",
    "4111 1111 1111 1111",
]

HOSTILE = [
    *(f"A{escape}{command}Z" for escape in ESCAPES[:3] for command in COMMANDS),
    *(f"{escape}open without end" for escape in ESCAPES),
    *(f"C{char}D" for char in INVISIBLE),
    *(f"E{char}gnirts{char}" for char in TURNING),
    *MARKUP, *PROGRAMS, *SCRIPTS, *HALVES, *MORE,
]  # fmt: skip
LUMPS = [" ".join(HOSTILE[at : at + 16])[:900] for at in range(0, len(HOSTILE), 16)]
"""The same in few pieces, for doors that cost more to go through."""


def is_harmless(text: str) -> bool:
    return not any(
        (unicodedata.category(char) == "Cc" and char != "\n") or unicodedata.bidirectional(char) in TURNED
        for char in text
    )


TURNED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def argument(text: str) -> str:
    """As a shell can pass it: no NUL, and of the half letters only those that stand for odd bytes."""
    return re.sub("[\ud800-\udc7f\udd00-\udfff\0]", "", text)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], desk_path: Path) -> Callable[..., int]:
    """Run a command; whatever it says is looked at."""

    def run(*args: str, database: str | Path = desk_path) -> int:
        code = main(["--database", str(database), *args])
        said = capsys.readouterr()
        assert code in (0, 1, 2), args
        assert is_harmless(said.out + said.err), (args, said)
        assert "Traceback" not in said.err
        assert "Something went wrong" not in said.err, args
        assert said.err.count("\n") == (code != 0) or not code, said.err
        return code

    return run


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) > 220


def test_find_card_and_wrong_usage(run: Callable[..., int], desk: Any) -> None:
    desk.guest()
    for text in HOSTILE[::2]:
        run("find", "--", argument(text))
    for text in LUMPS[::2]:
        run("card", "--", argument(text))
        run("suggest", "--", argument(text))
        run("import", "missing.csv", "--map", argument(text))
        run(f"--{argument(text)}")


def test_paths_are_shown_without_what_stands_in_them(run: Callable[..., int], tmp_path: Path) -> None:
    for text in LUMPS:
        run("today", database=tmp_path / argument(text)[:200].replace("/", ""))
        run("import", argument(text)[:200])
    odd = tmp_path / "a\x1b[31m\x9b2J.db"
    run("init", "--name", "N\x1b[2J", "--sector", "hotel", "--currency", "EUR", "--person", "[b]P\x07", database=odd)
    assert run("today", database=odd) == 0


def test_notes_of_any_kind_are_kept_or_refused_in_words(run: Callable[..., int], desk: Any) -> None:
    guest = str(desk.guest())
    codes = [run("note", guest, "--", argument(text)) for text in [*HOSTILE[::8], *MORE]]
    assert codes.count(0) > 25
    assert all(is_harmless(text) for (text,) in desk.sql("SELECT text FROM note"))
    assert run("card", guest) == 0
    assert run("card", guest, "--json") == 0
    assert desk.index_problems() == []


def words_of_recovery(desk: Any, guest: int, text: str) -> None:
    """One text through every field that people type into when something went wrong. A refusal is one sentence."""

    def tried(job: Callable[[Any], Any], person: int = ANA) -> None:
        said = ""
        try:
            desk.write(job, person)
        except DeskError as error:
            said = str(error)
        assert is_harmless(said)
        assert "\n" not in said

    def of_tasks(job: Callable[..., Any], **how: Any) -> None:
        desk.write(lambda work: tasks.promise(work, guest, "sea view by 6pm"))
        ((task,),) = desk.sql("SELECT max(id) FROM task")
        tried(lambda work: job(work, task, **how))

    def of_gestures(job: Callable[..., Any], *told: Any, person: int = ANA, cost: int = 500) -> None:
        given = desk.write(lambda work: gestures.plan_own(work, guest, "Tea", [("tea", cost)]), person)
        tried(lambda work: job(work, given.id, *told))

    tried(lambda work: problems.report(work, text, room=text))
    problem = desk.write(lambda work: problems.report(work, "cold shower", guest_id=guest)).line.id
    tried(lambda work: problems.change(work, problem, what=text, cause=text, room=text))
    tried(lambda work: problems.step(work, problem, RecoveryStep.LISTEN, text))
    tried(lambda work: problems.cannot(work, guest, text, [text, "a quiet room"], text))
    tried(lambda work: problems.even(work, problem, confirmed=False, answer=text))
    tried(lambda work: problems.reopen(work, problem, text))
    tried(lambda work: problems.lost(work, problem, CloseReason.NOT_RECOVERABLE, text))
    tried(lambda work: tasks.promise(work, guest, text, quoted=text, despite=text))
    of_tasks(tasks.quote, text=text)
    of_tasks(tasks.edit, title=text, due=None)
    of_tasks(tasks.done, words=text)
    of_tasks(tasks.miss, reason=text)
    own = {"place": text, "doer": text, "payer": Payer.SUPPLIER, "claim_from": text}
    tried(lambda work: gestures.plan_own(work, guest, text, [(text, 500)], **own))
    of_gestures(gestures.set_lines, [(text, 500, None)])
    of_gestures(gestures.deliver, None, text)
    of_gestures(gestures.decline, text)
    of_gestures(approvals.refuse, text, person=BEN, cost=900_00)
    tried(lambda work: bending.bend(work, guest, text, text))
    tried(lambda work: outcomes.link(work, guest, OutcomeKind.SALE, note=text))
    tried(lambda work: pins.set_pin(work, ANA, text))
    typed = {"title": text, "options": text, "partner": text, "step_1": f"now: {text} | {text}"}
    tried(lambda work: playbooks.save(work, playbooks.PlaybookForm(**typed)))
    tried(lambda work: people.add(work, text))
    tried(lambda work: drafts.keep(work, guest, "note", text))
    words_of_the_team(desk, text, tried)


def words_of_the_team(desk: Any, text: str, tried: Callable[..., None]) -> None:
    """The same through the handover, the line-up and the settings; the sheet is read in every form."""
    tried(lambda work: handover.add_line(work, text))
    sheet = desk.write(handover.leave)
    line = sheet.lines[0].id
    for job, person in ((handover.ask, BEN), (handover.reply, ANA), (handover.decline, BEN), (handover.reply, ANA)):
        tried(lambda work, job=job: job(work, line, text), person)
    tried(lambda work: handover.accept(work, line, f"{text} {sheet.lines[0].what} {sheet.lines[0].who}"), BEN)
    for written in (sheets.as_text, sheets.as_markdown, sheets.as_html, sheets.as_json):
        assert is_harmless(written(desk.read(handover.sheet)))
    thing = desk.write(lambda work: lineup.found(work, "bear 412")).task_id
    tried(lambda work: lineup.found(work, text))
    tried(lambda work: lineup.returned(work, thing, words=text))
    tried(lambda work: lineup.skip(work, "till", text))
    tried(lambda work: lineup.tick(work, "keys", text))
    tried(lambda work: touch_points.save(work, "", title=text, idea=text))
    for setting in SETTINGS:
        tried(lambda work, name=setting.name: settings.change(work, name, text))


def stored(desk: Any) -> str:
    """Every word on file, the journal included."""
    tables = desk.tables("find_doc", "find_word", "find_key", "find_code")
    return "\n".join(value for rows in tables.values() for row in rows for value in row if isinstance(value, str))


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".html", "a\0b.html", "~nobody-here/a.html", "\ud800.html", "none/a.html"]
)
def test_a_place_that_cannot_be_one_is_refused_in_words(desk: Any, tmp_path: Path, name: str) -> None:
    place = name if name.startswith("~") else str(tmp_path / name)
    with pytest.raises(DeskError, match=r"another folder|no folder of that name"):
        sheet_files.write(desk.read(handover.sheet), place)


def test_whatever_went_wrong_may_be_told_in_any_letters(desk: Any) -> None:
    guest = desk.guest()
    for lump in LUMPS[::3]:
        words_of_recovery(desk, guest, lump)
    assert is_harmless(re.sub(r"\\u[0-9a-f]{4}", lambda found: json.loads(f'"{found[0]}"'), stored(desk)))


def test_no_card_number_is_kept_wherever_it_is_typed(desk: Any) -> None:
    words_of_recovery(desk, desk.guest(), "card 4111 1111 1111 1111")
    words_of_recovery(desk, desk.guest(), f"{'x' * 186} 4111111111111111")
    assert "4111" not in stored(desk)


def test_commands_of_recovery_and_of_the_team(run: Callable[..., int], desk: Any, tmp_path: Path) -> None:
    guest = str(desk.guest())
    for text in (argument(lump) for lump in LUMPS[1::7]):
        run("problem", guest, "--room", text, "--", text)
        run("promise", guest, "--by", text, "--wait", text, "--", text)
        run("recover", "1", "apologise", "--because", text)
        run("give", guest, "--line", f"{text}=5", "--", text)
        run("bend", guest, "--because", text, "--", text)
        run("tasks", "--owner", text)
        run("--person", text, "journal", "--day", text)
        run("person", "add", "--", text)
        run("handover", f"--add={text}")
        run("handover", "--past", "--", text)
        run("handover", "--output", str(tmp_path / text.replace("/", "")))
        run("ready", "till", f"--skip={text}")
        run("found", "--", text)
        run("touch", "goodbye", f"--idea={text}", f"--owner={text}")
        run("settings", text, "--", text)
        run("settings", f"key:{text}", "--", text)
        run("insights", f"--until={text}")
    for command in ("problems", "tasks", "costs", "people", "journal", "playbooks", "handover", "lineup", "settings"):
        assert run(command) == run(command, "--json") == 0


@pytest.fixture
def hostile_house(desk: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """A house whose guests, visits and remarks are all of the list, imported from a file with such a name and header."""
    file = tmp_path / "\x1b]0;owned\x07[bold]list.csv"
    with file.open("w", encoding="utf-8", errors="replace", newline="") as writing:
        rows = csv.writer(writing)
        rows.writerow(
            ["Guest name", "Reservation Number", "Arrival", "Departure", "Room", "Notes", "\x1b[31mOdd\u202e[/]"]
        )
        for number, text in enumerate(HOSTILE):
            text = text.replace("\0", "")
            rows.writerow([text, f"R{number}", "2026-06-14", "2026-06-16", text, text, text])
    assert main(["import", str(file), "--database", str(desk.path)]) == 0
    said = capsys.readouterr()
    assert is_harmless(said.out + said.err)
    return desk


def test_an_import_of_them_all(hostile_house: Any, run: Callable[..., int]) -> None:
    desk = hostile_house
    guests = desk.sql("SELECT id, display_name FROM guest")
    assert len(guests) > 90
    assert all(is_harmless(name) and len(name) <= 300 for _, name in guests)
    assert all(is_harmless(text) for (text,) in desk.sql("SELECT text FROM note"))
    assert desk.index_problems() == []
    assert run("today") == 0
    for guest, _ in guests[::12]:
        assert run("card", str(guest)) == 0


def test_the_find_box_takes_them_all(hostile_house: Any) -> None:
    finder = Finder(hostile_house.path)
    for text in HOSTILE:
        assert all(is_harmless(hit.name) for hit in finder.find(text, hostile_house.clock.now.date()))
    finder.close()


def test_a_pack_of_them_is_judged_in_words() -> None:
    for text in LUMPS:
        quoted = '"' + "".join(f"\\U{ord(char):08x}" for char in text if not 0xD800 <= ord(char) < 0xE000) + '"'
        content = f"version = 1\nsector = {quoted}\n[[gesture]]\nkey = {quoted}\ntitle = {quoted}\n"
        assert tomllib.loads(content)
        with pytest.raises(DeskError) as caught:
            parse_pack(content, "own\x1b[31m.toml")
        assert is_harmless(str(caught.value))


def painted(app: DeskApp) -> None:
    """Nothing of it may act, whichever way it came on the screen."""
    for strip in app.screen._compositor.render_strips():
        assert is_harmless("".join(segment.text for segment in strip))
    assert not app._exit


async def settled(app: DeskApp, pilot: Pilot[None]) -> None:
    await pilot.pause(0.05)
    await app.ask(lambda work: work.today)
    await pilot.pause(0.05)


async def test_every_field_of_every_form(desk: Any) -> None:
    guest = desk.guest()
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for kind, lump in product(("guest", "visit", "occasion", "caution", "bond"), LUMPS[2::8]):
            app.open_form(kind, None if kind == "guest" else guest)
            await settled(app, pilot)
            assert isinstance(app.screen, Form)
            for line in app.screen.query_one(Fields).query(Input):
                if not line.has_class("field--choice"):
                    line.value = lump
            await pilot.press("ctrl+s")
            await settled(app, pilot)
            painted(app)
            while len(app.screen_stack) > 1:
                app.pop_screen()
        await settled(app, pilot)
        painted(app)


async def test_every_line_of_the_desk(desk: Any) -> None:
    desk.visit(desk.guest())
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(app, pilot)
        for lump in LUMPS[::6]:
            app.post_message(events.Paste(lump))
            await settled(app, pilot)
            painted(app)
            await pilot.press("escape")
        await settled(app, pilot)
        await pilot.press("enter")
        for lump in LUMPS[1::5]:
            await settled(app, pilot)
            await pilot.press("n")
            await settled(app, pilot)
            app.post_message(events.Paste(lump))
            await settled(app, pilot)
            painted(app)
            await pilot.press("enter")
        app.tell(LUMPS[0])
        await settled(app, pilot)
        painted(app)
    assert desk.sql("SELECT count(*) FROM note")[0][0] + desk.sql("SELECT count(*) FROM caution")[0][0] > 2


async def test_every_room_of_recovery_shows_them_harmless(desk: Any) -> None:
    """Rows as no door of ours would have left them, and pasted into the lines."""
    guest = desk.guest()
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    words_of_recovery(desk, guest, "plain")
    words_of_recovery(desk, guest, "waiting")
    desk.write(lambda work: gestures.plan_own(work, guest, "Spa", [("spa", 900_00)]), BEN)
    desk.write(lambda work: lineup.found(work, "bear 412"))
    desk.write(lambda work: lineup.skip(work, lineup.show_ready(work).lines[0].key, "rain"))
    desk.write(lambda work: touch_points.save(work, "", title="Bench", idea="a blanket"))
    ((problem,),) = desk.sql("SELECT max(id) FROM problem")
    for place, (table, column) in enumerate(SHOWN):
        desk.sql(f"UPDATE {table} SET {column} = ?", re.sub("[\ud800-\udfff]", "", LUMPS[place % len(LUMPS)]))
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(app, pilot)
        for key in ("f3", *TEAM, "f8", "ctrl+b", "ctrl+g", "f9", "escape", *LINE_UP, "f4", "enter"):
            await pilot.press(key)
            await settled(app, pilot)
            painted(app)
        app.show_problem(problem)
        for key in ("m", "s"):
            await settled(app, pilot)
            await pilot.press(key)
            app.post_message(events.Paste(LUMPS[3]))
            await settled(app, pilot)
            painted(app)
            await pilot.press("escape")


TEAM = ("f5", "o", "escape", "f6", "end", "f7", "end", "escape", "f12", "f12")
LINE_UP = ("ctrl+l", "end", "r", "escape", "t", "o", "escape", "escape", "b", "escape")
SHOWN = (
    ("staff", "name"), ("problem", "what"), ("problem", "room"), ("problem", "cause"), ("problem", "answer"),
    ("problem_step", "note"), ("task", "title"), ("task", "say"), ("task", "who"), ("task", "note"), ("task", "room"),
    ("task", "reason"), ("gesture", "title"), ("gesture", "claim_from"), ("gesture", "why"), ("gesture", "doer"),
    ("gesture_line", "what"), ("outcome", "note"), ("journal", "summary"),
    ("tick", "note"), ("touch_point", "title"), ("touch_point", "idea"), ("handover", "shift"),
    *(("handover_line", column) for column in ("what", "who", "owner", "due_text", "next_step", "words", "reply")),
    *(("house", column) for column in ("name", "shifts", "keys", "lobby_welcome", "lobby_talk", "lobby_hours")),
)  # fmt: skip
"""Every column of words that the rooms of recovery and the line-up show."""


SEQUENCE = re.compile(
    rb"\x1b\](?P<osc>\d*)[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b(?P<csi>\[[<=>?]?)[0-9;:]*(?P<final>[ -/]*[@-~])"
    rb"|\x1b(?P<dcs>[P^_X])[^\x1b]*\x1b\\|\x1b(?P<other>[ -/]*[0-~])"
)


def shapes(screen: bytes) -> set[bytes]:
    """The kinds of sequences a run sent, without their numbers; anything left over is a raw byte."""
    found = {b" ".join(part or b"-" for part in match.groups()) for match in SEQUENCE.finditer(screen)}
    return found | {bytes([byte]) for byte in SEQUENCE.sub(b"", screen) if byte < 32 or byte == 127}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_real_terminal_gets_the_same_kinds_of_bytes_as_in_a_clean_house(
    hostile_house: Any, template: Path, tmp_path: Path
) -> None:
    hostile_house.sql("UPDATE house SET name = ?", LUMPS[0])
    hostile_house.sql("UPDATE staff SET name = ?", LUMPS[2])
    for guest, text in enumerate(HOSTILE[:60], 1):
        if not re.search("[\ud800-\udfff]", text):
            hostile_house.sql("UPDATE guest SET display_name = ?, call_me = ? WHERE id = ?", text, text, guest)
    clean = tmp_path / "clean.db"
    clean.write_bytes(template.read_bytes())
    told = re.sub("[\x00-\x1f]", "", " ".join([*TURNING, *INVISIBLE[33:], *MARKUP])).encode()  # as terminals paste
    with ThreadPoolExecutor(2) as both:
        hostile, harmless = both.map(session, (hostile_house.path, clean), (told, b"a plain note"))
    assert b"\x1b[?1049h" in hostile
    assert shapes(hostile) <= shapes(harmless)
    text = SEQUENCE.sub(b"", hostile).decode("utf-8")
    assert is_harmless(re.sub("[\r\n]", "", text))


def session(path: Path, told: bytes) -> bytes:
    """What a terminal is sent while somebody looks around, pastes a note and leaves."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30", "PYTHONUTF8": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "delightdesk", "--database", str(path)],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    os.close(theirs)
    sent = b""
    while b"\x1b[?1049h" not in sent and select.select([ours], [], [], 20)[0]:
        sent += os.read(ours, 65_536)
    sent += b"".join(until_quiet(ours, 0.6))
    for keys in (
        b"\x1b[B\x1b[B",
        b"\r",
        b"w",
        b"n",
        b"\x1b[200~" + told + b"\x1b[201~",
        b"\r",
        b"\x1b",
        b"\x1bOR",
        b"\x11",
    ):
        os.write(ours, keys)
        sent += b"".join(until_quiet(ours, 0.25))
    assert program.wait(10) == 0
    sent += b"".join(until_quiet(ours, 0.1))
    os.close(ours)
    return sent


def until_quiet(terminal: int, rest: float) -> Iterator[bytes]:
    end = time.monotonic() + 10
    while time.monotonic() < end and select.select([terminal], [], [], rest)[0]:
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:  # the program is gone
            return
        if not chunk:
            return
        yield chunk

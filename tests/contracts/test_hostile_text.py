"""Five hundred hostile texts through every door: nothing breaks, nothing is obeyed, no control byte reaches a terminal."""

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
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile_texts import HOSTILE, INVISIBLE, LUMPS, MARKUP, MORE, TURNING, argument, is_harmless
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from delightdesk.__main__ import main
from delightdesk.desk import (
    approvals,
    bending,
    drafts,
    facts,
    gestures,
    guests,
    handover,
    lineup,
    notes,
    outcomes,
    people,
    pins,
    playbooks,
    problems,
    settings,
    tasks,
    touch_points,
    visits,
)
from delightdesk.desk.finding import Finder
from delightdesk.desk.privacy import consent, dossiers, merging, notices, requests
from delightdesk.desk.safety import exporting
from delightdesk.domain.consent import Consent
from delightdesk.domain.errors import DeskError
from delightdesk.domain.packs import parse_pack
from delightdesk.domain.settings import SETTINGS
from delightdesk.domain.vocabulary import CloseReason, OutcomeKind, Payer, RecoveryStep, RequestKind, VisitStatus
from delightdesk.files import dossiers as papers
from delightdesk.files import notices as paper_notices
from delightdesk.files import sheets
from delightdesk.tui import sheet_files
from delightdesk.tui.app import DeskApp
from delightdesk.tui.modals.fields import Fields
from delightdesk.tui.modals.forms import Form

ANA, BEN = 1, 2
ALL = "\x1b\\ ".join(LUMPS)
HALVES = re.compile("[\ud800-\udfff]")  # which no file can hold


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
    assert len(set(HOSTILE)) > 500
    assert len(ALL) > 5000


def test_find_card_and_wrong_usage(run: Callable[..., int], desk: Any) -> None:
    desk.guest()
    for text in HOSTILE[::9]:
        run("find", "--", argument(text))
    for text in LUMPS[::2]:
        run("card", "--", argument(text))
        run("suggest", "--", argument(text))
        run("import", "missing.csv", "--map", argument(text))
        run(f"--{argument(text)}")


def test_paths_are_shown_without_what_stands_in_them(run: Callable[..., int], tmp_path: Path) -> None:
    for text in HOSTILE[::29]:
        run("today", database=tmp_path / argument(text)[:200].replace("/", ""))
        run("import", argument(text)[:200])
    odd = tmp_path / "a\x1b[31m\x9b2J.db"
    run("init", "--name", "N\x1b[2J", "--sector", "hotel", "--currency", "EUR", "--person", "[b]P\x07", database=odd)
    assert run("today", database=odd) == 0


def test_notes_of_any_kind_are_kept_or_refused_in_words(run: Callable[..., int], desk: Any) -> None:
    guest = str(desk.guest())
    codes = [run("note", guest, "--", argument(text)) for text in [*HOSTILE[::18], *MORE]]
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


def words_of_a_guests_rights(desk: Any, guest: int, text: str) -> None:
    """The same as what a guest tells, agrees to, disputes and asks for; each paper of theirs is written."""

    def tried(job: Callable[[Any], Any]) -> None:
        with suppress(DeskError):
            desk.write(job)

    tried(lambda work: notes.store_line(work, guest, text, as_note=True))
    yes = Consent(text, keeps=True)
    tried(lambda work: notes.store_line(work, guest, "uses a wheelchair", consent=yes))
    tried(lambda work: notes.store_line(work, guest, f"on crutches {text}", consent=yes))
    ((note,),) = desk.sql("SELECT max(id) FROM note WHERE consent <> ''")
    for job in (consent.agree, notes.dispute, notes.edit):
        tried(lambda work, job=job: job(work, note, text))
    tried(lambda work: notes.save(work, replace(notes.form(work, note), text=text, disputed=text, consent=text)))
    tried(lambda work: requests.ask(work, guest, RequestKind.CORRECTION, None, text))
    words = dict.fromkeys(("last", "title", "call_me", "say_as", "language", "tier"), text)
    twin = desk.write(lambda work: guests.save(work, guests.GuestForm(first="Twin", phone=f"5550 {text}", **words)))
    tried(lambda work: visits.save(work, visits.VisitForm(twin, ref=text, room=text, arrive="today", child_ages=text)))
    tried(lambda work: facts.save_occasion(work, facts.OccasionForm(twin, whose=text, secret=True, secret_from=text)))
    tried(lambda work: facts.save_caution(work, facts.CautionForm(twin, subject=text, whose=text)))
    tried(lambda work: merging.merge(work, guest, twin))
    paper, notice = desk.read(lambda work: (dossiers.everything(work, guest), notices.notice(work)))
    pages = (paper_notices.as_text, paper_notices.as_markdown, paper_notices.as_html)
    for written in (papers.as_text(paper), papers.as_json(paper), *(page(notice) for page in pages)):
        assert is_harmless(written)
    assert all(
        is_harmless(f"{each.text} {each.disputed}")
        for each in desk.write(lambda work: consent.look_at_all(work, guest))
    )


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
    for text in (*LUMPS[::3], ALL):
        words_of_recovery(desk, guest, text)
        words_of_a_guests_rights(desk, guest, text)
    assert is_harmless(re.sub(r"\\u[0-9a-f]{4}", lambda found: json.loads(f'"{found[0]}"'), stored(desk)))


def test_no_card_number_is_kept_wherever_it_is_typed(desk: Any) -> None:
    words_of_recovery(desk, desk.guest(), "card 4111 1111 1111 1111")
    words_of_recovery(desk, desk.guest(), f"{'x' * 186} 4111111111111111")
    assert re.search("4111 ?1111", stored(desk)) is None


LOOKING = (
    "problems", "tasks", "costs", "people", "journal", "playbooks", "handover", "lineup", "settings", "requests",
    "duplicates", "retention", "backups",
)  # fmt: skip
"""Commands that write nothing."""


def test_commands_of_recovery_and_of_the_team(run: Callable[..., int], desk: Any, tmp_path: Path) -> None:
    guest = str(desk.guest())
    (arrivals := tmp_path / "a.csv").write_text("Guest name,Arrival\nIda,2026-06-14\n", encoding="utf-8")
    for text in (argument(lump) for lump in LUMPS[::3]):
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
        run("note", guest, "uses a wheelchair", f"--consent={text}")
        run("note-dispute", "1", "--", text)
        run("requests", "--ask", "correction", f"--guest={guest}", f"--words={text}")
        run("merge", "--", guest, text)
        run("forget", "--", text)
        run("import", str(arrivals), "--map", f"Guest name={text}")
        for name in (text, text[:60]):  # one that no file can have, and one that can
            place = str(tmp_path / name.replace("/", ""))
            for command in ("export", "restore", "backup", "notice --output", "guest-export 1 --output"):
                run(*command.split(), place)
            run("salvage", place, "--output", place)
    assert len(list(tmp_path.glob("A*"))) > 1
    for command in LOOKING:
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


def test_no_cell_of_an_export_of_them_all_is_a_formula(hostile_house: Any, tmp_path: Path) -> None:
    """Whichever sign a spreadsheet takes for the end of a cell."""
    done = exporting.export(hostile_house.house, ANA, tmp_path / "all")
    for name in done.files:
        text = (done.folder / name).read_text(encoding="utf-8-sig")
        assert is_harmless(text.replace("\r\n", "\n")), name
        for between in ",;\t" if name.endswith(".csv") else ():
            cells = [cell for row in csv.reader(text.splitlines(), delimiter=between) for cell in row]
            assert not [cell for cell in cells if re.match(r"[\s'\"]*[=+@＝＋＠|%]|-\D", cell) and cell[0] != "'"], name
    assert done.counts["guests"] > 90


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
        for first, kind in enumerate(("guest", "visit", "occasion", "caution", "bond")):
            app.open_form(kind, None if kind == "guest" else guest)
            await settled(app, pilot)
            assert isinstance(app.screen, Form)
            for place, line in enumerate(app.screen.query_one(Fields).query(Input), first):
                if not line.has_class("field--choice"):
                    line.value = LUMPS[place % len(LUMPS)]
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
        for lump in LUMPS[::2]:
            app.post_message(events.Paste(lump))
            await settled(app, pilot)
            painted(app)
            await pilot.press("escape")
        await settled(app, pilot)
        await pilot.press("enter")
        for lump in LUMPS[1::2]:
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


async def test_every_room_of_recovery_shows_them_harmless(desk: Any, tmp_path: Path) -> None:
    """Rows as no door of ours would have left them, and pasted into the lines."""
    guest = desk.guest()
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    words_of_recovery(desk, guest, "plain")
    words_of_recovery(desk, guest, "waiting")
    words_of_a_guests_rights(desk, guest, "plain")
    (remarks := tmp_path / "a.csv").write_text(
        "Guest name,Arrival,Notes\nIda Holm,2026-06-14,birthday\n", encoding="utf-8"
    )
    assert main(["import", str(remarks), "--database", str(desk.path)]) == 0
    desk.write(lambda work: gestures.plan_own(work, guest, "Spa", [("spa", 900_00)]), BEN)
    desk.write(lambda work: lineup.found(work, "bear 412"))
    desk.write(lambda work: lineup.skip(work, lineup.show_ready(work).lines[0].key, "rain"))
    desk.write(lambda work: touch_points.save(work, "", title="Bench", idea="a blanket"))
    ((problem,),) = desk.sql("SELECT max(id) FROM problem")
    for place, (table, column) in enumerate(SHOWN):
        desk.sql(f"UPDATE {table} SET {column} = ?", HALVES.sub("", LUMPS[place % len(LUMPS)]))
    app = DeskApp(desk.path, clock=desk.clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(app, pilot)
        for keys in (*CARD, *TEAM, *RUNS, *LINE_UP):
            await pilot.press(*keys.split())
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


TEAM = ("f5", "o", "escape f6", "end", "f7", "end", "v", "escape b", "escape escape f12", "f12")
RUNS = ("ctrl+o ctrl+s", "escape escape ctrl+r", "escape f8", "ctrl+b", "ctrl+g", "f9")
CARD = ("enter", "z", "h", "escape x", "escape escape f3")
LINE_UP = ("escape ctrl+l", "end", "r", "escape t", "o", "escape escape b", "escape f4", "enter")
SHOWN = (
    ("staff", "name"), ("problem", "what"), ("problem", "room"), ("problem", "cause"), ("problem", "answer"),
    ("problem_step", "note"), ("task", "title"), ("task", "say"), ("task", "who"), ("task", "note"), ("task", "room"),
    ("task", "reason"), ("gesture", "title"), ("gesture", "claim_from"), ("gesture", "why"), ("gesture", "doer"),
    ("gesture_line", "what"), ("outcome", "note"), ("journal", "summary"),
    ("guest", "display_name"), ("note", "text"), ("note", "consent"), ("note", "disputed"), ("rights_request", "words"),
    ("import_run", "file_name"), ("review_item", "quote"), ("review_item", "understood"),
    ("tick", "note"), ("touch_point", "title"), ("touch_point", "idea"), ("handover", "shift"),
    *(("handover_line", column) for column in ("what", "who", "owner", "due_text", "next_step", "words", "reply")),
    *(("house", column) for column in ("name", "shifts", "keys", "lobby_welcome", "lobby_talk", "lobby_hours")),
)  # fmt: skip
"""Every column of words that these rooms show."""


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
    hostile_house.sql("UPDATE house SET name = ?", HALVES.sub("", LUMPS[0]))
    hostile_house.sql("UPDATE staff SET name = ?", HALVES.sub("", LUMPS[2]))
    for guest, text in enumerate(HOSTILE[:60], 1):
        if not HALVES.search(text):
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

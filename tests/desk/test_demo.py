"""The demo house: lively in every sector, the same every time, whole as a file."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from delightdesk import desk
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import GestureState, Sector, VisitStatus
from delightdesk.store import index
from delightdesk.store.house_file import HouseFile


def clock() -> datetime:
    return datetime(2026, 6, 14, 14, 42, tzinfo=UTC)


def built(folder: Path, sector: Sector = Sector.HOTEL) -> HouseFile:
    path = folder / f"{sector}.db"
    desk.demo.build(path, sector, clock)
    return HouseFile(path, clock)


@pytest.fixture(params=list(Sector))
def any_house(request: pytest.FixtureRequest, houses: Callable[[Sector], HouseFile]) -> HouseFile:
    return houses(request.param)


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sector], HouseFile]:
    """The demo house of a sector, built once and only read."""
    folder = tmp_path_factory.mktemp("demo")
    return cache(lambda sector: built(folder, sector))


@pytest.fixture
def hotel(houses: Callable[[Sector], HouseFile]) -> HouseFile:
    return houses(Sector.HOTEL)


def test_the_file_is_whole(hotel: HouseFile) -> None:
    with closing(sqlite3.connect(hotel.path)) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not index.verify(file)
        assert file.execute("SELECT count(*) FROM guest").fetchone() == (300,)
        assert file.execute("SELECT is_demo FROM house").fetchone() == (1,)
        assert file.execute("SELECT count(*) FROM journal WHERE action = 'demo.built'").fetchone() == (1,)
        names = [name for (name,) in file.execute("SELECT display_name FROM guest")]
    assert all(clean(name) == name for name in names)
    assert [name for name, count in Counter(names).items() if count > 1] == ["Martin Berger"]


def test_every_sector_is_lively(any_house: HouseFile) -> None:
    with any_house.reading() as work:
        board = desk.today.board(work)
        cards = [desk.cards.open_card(work, line.guest_id) for line in board.lines[::4]]
        waiting = desk.review.waiting(work)
        sector = work.house.sector
    assert Counter(line.status for line in board.lines)[VisitStatus.EXPECTED] == 40
    assert sum(line.status is VisitStatus.IN_HOUSE for line in board.lines) >= 6
    assert sum(bool(line.eta) for line in board.lines) >= 30
    assert sum(line.gestures_due for line in board.lines) >= 5
    assert all(card.suggestions for card in cards)
    assert any("taken warmly" in reason for card in cards for each in card.suggestions for reason in each.why)
    assert len(waiting) == 3
    nights = {card.visit.depart for card in cards if card.visit}
    assert (nights == {None}) == (sector is not Sector.HOTEL)


def test_erika_has_her_story(hotel: HouseFile) -> None:
    with hotel.reading() as work:
        card = desk.cards.open_card(work, desk.finding.resolve(work, "Erika Schultz"))
    assert card.visit is not None
    assert (card.visit.room, card.visit.eta) == ("412", "16:30")
    assert "SHOOLTS" in card.say
    assert "husband must not know (20th anniversary)" in card.mind
    assert "strawberries" in card.mind
    assert "sea view" in card.owed
    assert "partner of Matthias Schultz" in [bond.text for bond in card.bonds]
    fizz = next(each for each in card.suggestions[:3] if each.idea == "g05")
    assert fizz.ask_which
    assert not any("strawberr" in what for form in fizz.forms for what, _ in form.lines)


def test_there_is_something_of_everything(hotel: HouseFile) -> None:
    with hotel.reading() as work:
        lines = desk.today.board(work).lines
        cards = [desk.cards.open_card(work, line.guest_id) for line in lines]
    assert any("Incognito" in card.warning for card in cards)
    assert any("Gift-restricted" in card.warning for card in cards)
    assert any((occasion.day, occasion.month) == (29, 2) for card in cards for occasion in card.occasions)
    assert any(occasion.kind == "honeymoon" and occasion.due for card in cards for occasion in card.occasions)
    assert any((each.subject, each.whose) == ("nuts", "daughter") for card in cards for each in card.cautions)
    subjects = {caution.subject for card in cards for caution in card.cautions}
    assert subjects >= {"nuts", "no alcohol", "halal", "vegan", "scent", "strawberries"}
    states = {gesture.state for card in cards for gesture in card.gestures}
    assert states >= {GestureState.PLANNED, GestureState.READY, GestureState.DELIVERED}
    assert any(note.needs_confirming for card in cards for note in card.notes)
    assert any(card.prompt for card in cards)


def test_it_is_the_same_every_time(hotel: HouseFile, tmp_path: Path) -> None:
    again = built(tmp_path)
    again.close()
    dumps = []
    for path in (hotel.path, again.path):
        with closing(sqlite3.connect(path)) as file:
            tables = ("guest", "visit", "note", "caution", "occasion", "bond", "gesture", "gesture_line")
            dumps.append([file.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables])
    assert dumps[0] == dumps[1]


def test_somebody_who_looks_around_can_act(houses: Callable[[Sector], HouseFile], tmp_path: Path) -> None:
    file = HouseFile(Path(shutil.copy(houses(Sector.RESTAURANT).path, tmp_path)), clock)
    with file.writing() as work:
        guest = desk.finding.resolve(work, "Yasmin Haddad")
        idea = desk.cards.open_card(work, guest).suggestions[0].idea
        given = desk.gestures.plan(work, guest, idea)
    with file.writing() as work:
        assert desk.undo.undo(work).startswith("Undone")
    file.close()
    assert given.state is GestureState.PLANNED


def test_nobody_in_the_story_is_given_the_same_twice(any_house: HouseFile) -> None:
    with any_house.reading() as work:
        cards = [desk.cards.open_card(work, guest_id) for guest_id in range(1, 26)]
    surprises = [
        [gesture.title for gesture in card.gestures if "usual" not in gesture.title.casefold()] for card in cards
    ]
    assert all(len(titles) == len(set(titles)) for titles in surprises)


def test_a_shift_begins_with_something_to_take_over_and_to_look_at(any_house: HouseFile) -> None:
    with any_house.reading() as work:
        standing = desk.handover.standing(work)
        sheet = desk.handover.sheet(work)
        ready, card = desk.lineup.show_ready(work), desk.lineup.card(work)
        points, lost = desk.touch_points.listing(work), desk.lineup.left_behind(work)
        names = [name for (name,) in work.session.connection().exec_driver_sql("SELECT last FROM guest")]
    assert (sheet.left_by, sheet.unaccepted) == ("Mira", 1)
    assert len(sheet.lines) >= 9
    assert standing.words
    assert 0 < ready.left < len(ready.lines)
    assert card.story_from is not None
    assert not {name for name in names if len(name) > 2} & set(" ".join(card.aloud).split())
    assert sum(not point.is_gap for point in points) == 2
    assert len(lost) == 1

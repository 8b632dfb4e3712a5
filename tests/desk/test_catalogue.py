"""The house's catalogue: what the house decided survives a newer pack, undo and a second window."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from delightdesk.desk import catalogue, house
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.vocabulary import Sector
from delightdesk.files import packs

CHAMPAGNE = "g05"


def _idea(desk, key=CHAMPAGNE):
    return next((idea for idea in desk.read(catalogue.ideas) if idea.key == key), None)


def _change(desk, changes, idea=CHAMPAGNE, seen=None):
    desk.write(lambda work: catalogue.change(work, idea, changes, seen))


def test_a_new_house_has_the_whole_pack_as_the_pack_says_it(desk):
    pack = packs.load_pack(Sector.HOTEL)
    assert {idea.key: idea for idea in desk.read(catalogue.ideas)} == {idea.key: idea for idea in pack.ideas}
    assert not desk.read(catalogue.needs_sync)


def test_prices_are_rough_ones_in_the_currency_of_the_house(tmp_path, new_desk):
    path = tmp_path / "yen.db"
    house.set_up(path, name="Umi", sector=Sector.HOTEL, currency="JPY", person="Ana")
    desk = new_desk(path)
    (champagne, pounds) = (_idea(desk), next(i for i in packs.load_pack(Sector.HOTEL).ideas if i.key == CHAMPAGNE))
    assert champagne.cost > pounds.cost
    assert all(part.cost % 10 == 0 for part in champagne.parts)
    desk.close()


def test_a_newer_pack_brings_its_texts_and_leaves_what_the_house_decided(desk, monkeypatch):
    _change(desk, {"title": "Bubbles", "place": "the terrace"})
    desk.write(lambda work: catalogue.set_active(work, "g08", False))
    own = desk.write(lambda work: catalogue.add_own(work, replace(_idea(desk), title="Kite", twin=None)))
    pack = packs.load_pack(Sector.HOTEL)
    newer = replace(
        pack,
        version=pack.version + 1,
        ideas=tuple(
            [replace(idea, title=f"New {idea.title}", how="In the new way") for idea in pack.ideas if idea.key != "g01"]
            + [replace(pack.ideas[0], key="g999", title="Brand new")]
        ),
    )
    monkeypatch.setattr(catalogue, "load_pack", lambda _sector: newer)
    assert desk.read(catalogue.needs_sync)
    changed = desk.write(catalogue.renew)
    assert changed == len(newer.ideas)
    ideas = {idea.key: idea for idea in desk.read(catalogue.ideas)}
    assert (ideas[CHAMPAGNE].title, ideas[CHAMPAGNE].place, ideas[CHAMPAGNE].how) == (
        "Bubbles",
        "the terrace",
        "In the new way",
    )
    assert "g08" not in ideas
    assert ideas["g999"].title == "Brand new"
    assert ideas["g01"].title == next(idea for idea in pack.ideas if idea.key == "g01").title
    assert ideas[own].title == "Kite"
    assert not desk.read(catalogue.needs_sync)
    assert desk.write(catalogue.renew) == 0


def test_a_change_is_seen_at_once_in_every_window_and_so_is_its_undo(desk):
    desk.sql("UPDATE staff SET role = 'lead' WHERE id = 2")
    other = desk.window()
    assert _idea(other).title == "Champagne and strawberries"
    _change(desk, {"title": "Bubbles"})
    assert (_idea(desk).title, _idea(other).title) == ("Bubbles", "Bubbles")
    desk.write(undo)
    assert (_idea(desk).title, _idea(other).title) == ("Champagne and strawberries",) * 2
    other.write(lambda work: catalogue.set_active(work, CHAMPAGNE, False), 2)
    assert _idea(desk) is None
    other.write(undo, 2)
    assert _idea(desk)


def test_a_job_that_fails_leaves_the_catalogue_of_other_jobs_alone(desk):
    def job(work):
        catalogue.change(work, CHAMPAGNE, {"title": "Bubbles"})
        catalogue.ideas(work)
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        desk.write(job)
    assert _idea(desk).title == "Champagne and strawberries"


def test_two_who_change_the_same_gesture(desk):
    _change(desk, {"title": "Bubbles"}, seen=1)
    with pytest.raises(Stale):
        _change(desk.window(), {"title": "Fizz"}, seen=1)
    desk.sql("UPDATE staff SET role = 'lead' WHERE id = 2")
    desk.write(lambda work: catalogue.change(work, CHAMPAGNE, {"place": "the bar"}), 2)
    with pytest.raises(Stale):
        desk.write(undo)
    assert (_idea(desk).title, _idea(desk).place) == ("Bubbles", "the bar")


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "g06"},
        {"purposes": ["occasion"]},
        {"title": " \x1b[0m"},
        {"say": "Dear {name.__class__.__mro__}"},
        {"say": "Dear {guest}"},
        {"say": "Dear {"},
        {"parts": [{"what": "x", "cost": -1}]},
        {"parts": [{"cost": 1}]},
        {"parts": [{"what": "x", "cost": "much"}]},
        {"parts": None},
        {"lead": "soon"},
    ],
)
def test_a_change_that_makes_no_gesture_is_refused(desk, changes):
    before = desk.tables()
    with pytest.raises(Invalid, match=r"Nothing was saved|cannot be changed"):
        _change(desk, changes)
    assert desk.tables() == before


def test_terminal_codes_do_not_reach_the_catalogue(desk):
    _change(desk, {"title": "Bub\x1b[31mbles", "place": "the \u202ebar", "parts": [{"what": "fi\x07zz", "cost": 600}]})
    idea = _idea(desk)
    assert (idea.title, idea.place, [part.what for part in idea.parts]) == ("Bubbles", "the bar", ["fizz"])


def test_what_the_pack_says_stays_underneath(desk):
    _change(desk, {"title": "Bubbles"})
    entry, changes = map(json.loads, desk.sql("SELECT entry, house FROM idea WHERE key = ?", CHAMPAGNE)[0])
    assert (entry["title"], changes) == ("Champagne and strawberries", {"title": "Bubbles"})
    with pytest.raises(NotFound):
        _change(desk, {"title": "Bubbles"}, idea="nothing")

"""What is not well in the demo house, and what is owed there: problems, promises, work that nobody owns.

Written through the jobs themselves, as if the people of the house had done it in the hours before, so that every clock
that runs and every list is the real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select, update

from delightdesk.desk import demo_lineup, gestures, people, problems, tasks
from delightdesk.desk.demo_scenery import Scenery
from delightdesk.desk.demo_story import TOLD
from delightdesk.desk.task_making import promise
from delightdesk.domain.vocabulary import Fault, Payer, RecoveryStep, Role, Sector, TaskKind, VisitStatus
from delightdesk.store import chain
from delightdesk.store.tables import JournalEntry, Staff, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class Troubles:
    """Words for one demo house. The problems: one just reported, one being acted on, one by somebody else's fault.

    costs: what was given for the last, item and minor units. dear: a gesture above what a receptionist may spend.
    """

    fresh: str
    acting: str
    not_ours: str
    costs: tuple[tuple[str, int], ...]
    dear: tuple[str, int]
    promised: tuple[str, ...]
    left_behind: str
    to_do: str


TROUBLES = {
    Sector.HOTEL: Troubles(
        fresh="wifi keeps dropping, has a call at five",
        acting="shower cold since the morning",
        not_ours="laundry company's machine stained two shirts",
        costs=(("shirts cleaned and pressed", 2000), ("flowers", 1000), ("card", 300)),
        dear=("Dinner for two at the table by the window", 8400),
        promised=("a second blanket", "the walking map", "an answer about the boat trip"),
        left_behind="Child's blue rabbit, found on the stairs",
        to_do="Order new batteries for the safes",
    ),
    Sector.RESTAURANT: Troubles(
        fresh="main course late, the children are tired",
        acting="soup cold, sent back once",
        not_ours="delivery company brought the wrong wine",
        costs=(("another bottle", 1800), ("dessert", 900)),
        dear=("Dinner on the house", 9600),
        promised=("the corner for four", "the recipe of the soup", "an answer about the birthday menu"),
        left_behind="Grey scarf under the bench",
        to_do="Order new candles",
    ),
    Sector.SHOP: Troubles(
        fresh="queue at the till for twenty minutes",
        acting="needles broken in the parcel",
        not_ours="courier delivered two days late",
        costs=(("wool sent again", 1600), ("card", 200)),
        dear=("A jumper's wool as a present", 7800),
        promised=("the needles ready", "the brochures", "an answer about the dye lot"),
        left_behind="Reading glasses beside the buttons",
        to_do="Put the new patterns into the window",
    ),
    Sector.CLINIC: Troubles(
        fresh="waiting for forty minutes without word",
        acting="did not understand the bill",
        not_ours="taxi company did not come",
        costs=(("taxi home", 1400),),
        dear=("Taxi both ways for the next visit", 6000),
        promised=("a call with the new time", "the plan in large print", "an answer about parking"),
        left_behind="Umbrella with a wooden handle",
        to_do="Water for the waiting room",
    ),
}

_VISIT, _STAFF, _ACT = table_of(Visit), table_of(Staff), table_of(JournalEntry)
_HERE = (
    select(_VISIT.c.guest_id, _VISIT.c.room)
    .where(_VISIT.c.status == VisitStatus.IN_HOUSE)
    .order_by(_VISIT.c.guest_id <= len(TOLD), _VISIT.c.id)
    .limit(6)
)
"""Some who are in house, those with a story of their own last."""


def trouble(work: Work, sector: Sector, scenery: Scenery) -> None:
    """Let the last hours of the house happen. The caller says what it `did`; nothing of it can be undone."""
    words, now, ana = TROUBLES[sector], work.now, work.person
    staff = {name: person for person, name in work.rows(select(_STAFF.c.id, _STAFF.c.name))}
    here = [(guest, room) for guest, room in work.rows(_HERE)]
    with _as(work, staff["Mira"], "Mira", 26 * 60, Role.LEAD):
        recovered = _report_not_ours(work, words, here[2][0])
    with _as(work, staff["Mira"], "Mira", 25 * 60 + 40, Role.LEAD):
        problems.even(work, recovered, confirmed=True)
    with _as(work, staff["Theo"], "Theo", 600):
        tasks.add(work, TaskKind.TO_DO, words.to_do)
        promise(work, here[5][0], f"a call from {scenery.house}", due=now + timedelta(hours=20))
    since_left = (now - demo_lineup.left_at(work)) / timedelta(minutes=1)
    with _as(work, staff["Mira"], "Mira", since_left, Role.LEAD):
        sheet = demo_lineup.leave(work)
    with _as(work, ana.id, ana.name, 92, Role.MANAGER):
        demo_lineup.take_over(work, sheet)
    with _as(work, ana.id, ana.name, 90, Role.MANAGER):
        for (guest, _), text, minutes in zip(here[3:], words.promised, (65, 108, 300), strict=True):
            promise(work, guest, text, due=now + timedelta(minutes=minutes - 90))
        tasks.add(work, TaskKind.LEFT_BEHIND, words.left_behind, guest_id=here[5][0], room=here[5][1])
    with _as(work, staff["Jonas"], "Jonas", 52):
        acting = problems.report(work, words.acting, guest_id=here[1][0], severity=3).line.id
    with _as(work, staff["Jonas"], "Jonas", 48):
        for step in (RecoveryStep.LISTEN, RecoveryStep.APOLOGISE):
            problems.step(work, acting, step)
        problems.offer(work, acting, staff["Mira"])
    with _as(work, staff["Jonas"], "Jonas", 12):
        demo_lineup.begin(work)
    with _as(work, staff["Jonas"], "Jonas", 9):
        problems.report(work, words.fresh, guest_id=here[0][0])
        gestures.plan_own(work, here[4][0], words.dear[0], [words.dear])
    people.close(work, staff["Theo"])
    work.session.flush()
    work.session.connection().execute(update(_ACT).values(undoable=False))
    chain.seal_all(work.raw)


def _report_not_ours(work: Work, words: Troubles, guest: int) -> int:
    """Somebody else's fault, our guest all the same: put right within the allowance, to be claimed from them."""
    found = problems.report(work, words.not_ours, guest_id=guest, fault=Fault.SUPPLIER).line.id
    for step in (RecoveryStep.LISTEN, RecoveryStep.ACKNOWLEDGE, RecoveryStep.APOLOGISE, RecoveryStep.FIX):
        problems.step(work, found, step)
    given = gestures.plan_own(
        work, guest, "Put right at our cost", words.costs, problem_id=found, payer=Payer.SUPPLIER,
        claim_from="the company",
    )  # fmt: skip
    gestures.deliver(work, given.id)
    return found


@contextmanager
def _as(work: Work, person: int, name: str, minutes_ago: float, role: Role = Role.RECEPTIONIST) -> Iterator[None]:
    """Somebody at the desk, some minutes ago."""
    before, now = work.person, work.now
    work.person = replace(before, id=person, name=name, role=role)
    work.now = now - timedelta(minutes=minutes_ago)
    try:
        yield
    finally:
        work.person, work.now = before, now

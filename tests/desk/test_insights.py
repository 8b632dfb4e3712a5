"""Insights agree with what was kept, to the cent and to the day; what nobody measured stays unknown."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import CTE, Column
from sqlalchemy.sql import visitors

from delightdesk.desk import costs, gestures, insight_gestures, outcomes, problems, tasks
from delightdesk.desk.insights import insights
from delightdesk.domain.clock import house_day
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import (
    OutcomeKind,
    Payer,
    Reaction,
    RecoveryStep,
    VisitStatus,
)

ANA, BEN = 1, 2
TODAY = date(2026, 6, 14)
R = Reaction


@pytest.fixture
def erika(desk):
    guest = desk.guest()
    desk.visit(guest, room="412", status=VisitStatus.IN_HOUSE)
    return guest


def give(desk, guest, title="Tea", cost=300, reaction=None, person=BEN, words="", **how):
    lines = [("tea", cost)] if cost else []
    made = desk.write(lambda work: gestures.plan_own(work, guest, title, lines, **how), person)
    return desk.write(lambda work: gestures.deliver(work, made.id, reaction, words), person)


def read(desk, person=ANA, **how):
    return desk.read(lambda work: insights(work, **how), person)


def figure(found, key):
    return next(each for each in found.figures if each.key == key)


def part(found, key):
    return next(each for each in (*found.parts, *found.fairness) if each.key == key)


def bars(found, key):
    return {bar.key: bar.value for bar in part(found, key).bars}


def test_a_week_beside_the_week_before(desk, erika):
    for reaction in (R.PLEASED, R.MOVED):
        give(desk, erika, reaction=reaction)
    desk.clock.ahead(days=7)
    for reaction in (R.MOVED, R.DELIGHTED, R.UNEASY, None):
        give(desk, erika, reaction=reaction)
    desk.clock.ahead(days=1)
    give(desk, erika, "Card", 0, R.DELIGHTED, ANA)
    found = read(desk)
    assert (found.first, found.last) == (date(2026, 6, 16), date(2026, 6, 22))
    assert found.headline == "16 June to today: 5 gestures given, 3 of 4 moved or delighted"
    given_ = figure(found, "gestures")
    assert (given_.now, given_.before, given_.days) == (5, 2, (None,) * 5 + (4, 1))
    assert (given_.says, given_.change) == ("5 gestures given; 2 the week before.", "▲ 3 more")
    warm = figure(found, "moved_or_delighted")
    assert (warm.now, warm.before, warm.text, warm.before_text) == (0.75, 0.5, "3 of 4", "1 of 2")
    assert "how 1 more was taken is not noted" in warm.says
    assert "few" in warm.says
    assert warm.days[-2:] == (pytest.approx(2 / 3), 1)
    assert (figure(found, "free").text, figure(found, "cost").text) == ("1 of 5", "£12")
    assert bars(found, "given") == {"Tea": 4, "Card": 1}
    assert [(bar.label, bar.text, bar.note) for bar in part(found, "people").bars] == [
        ("Ana", "1", "1 of 1 moved or delighted"), ("Ben", "4", "2 of 3 moved or delighted, 1 uneasy"),
    ]  # fmt: skip
    assert "no ranking" in part(found, "people").caution
    assert bars(found, "reactions") == {
        "moved": 1, "delighted": 2, "pleased": 0, "neutral": 0, "uneasy": 1, "none": 1,
    }  # fmt: skip
    assert [(line.title, line.by, line.reaction, line.cost_text) for line in found.given[:2]] == [
        ("Card", "Ana", "delighted", "£0"), ("Tea", "Ben", "", "£3"),
    ]  # fmt: skip
    assert figure(read(desk, last=date(2026, 6, 21), days=1), "gestures").text == "4"


def test_promises_and_problems_are_told_apart(desk, erika):
    def promised(title, hours=1):
        due = desk.clock.now + timedelta(hours=hours)
        return desk.write(lambda work: tasks.promise(work, erika, title, due=due), BEN).task.id

    kept, late, missed, released, _ = (promised(title) for title in ("sea view", "cot", "map", "lamp", "iron"))
    promised("a taxi", hours=5)
    desk.write(lambda work: tasks.done(work, kept), BEN)
    desk.write(lambda work: tasks.release(work, released, "no need"), BEN)
    desk.clock.ahead(hours=2)
    desk.write(lambda work: tasks.done(work, late), BEN)
    desk.write(lambda work: tasks.miss(work, missed, "forgot"), BEN)
    found = figure(read(desk), "promises_kept")
    assert (found.now, found.text, found.before) == (0.25, "1 of 4", None)
    assert "1 of 4 promises kept in time, 1 kept late, 1 missed, 1 past their hour, 1 released" in found.says
    ids = [
        desk.write(lambda work, what=what: problems.report(work, what, guest_id=erika), BEN).line.id
        for what in ("tap drips", "wifi drops")
    ]
    desk.clock.ahead(minutes=3)
    desk.write(lambda work: problems.step(work, ids[0], RecoveryStep.APOLOGISE), BEN)
    desk.clock.ahead(minutes=20)
    desk.write(lambda work: problems.even(work, ids[0], confirmed=True), BEN)
    desk.write(lambda work: problems.beyond(work, ids[0]), BEN)
    found = read(desk)
    assert [figure(found, key).text for key in ("first_act", "fixed", "beyond")] == ["3 min", "23 min", "1 of 2"]
    assert figure(found, "first_act").days == (None,) * 6 + (3,)


def test_nothing_measured_is_nothing_known(desk):
    found = read(desk)
    assert found.headline == "8 June to today: nothing was given yet"
    assert figure(found, "gestures").text == "0"
    for each in found.figures:
        assert each.before is None
        assert each.change == ""
        assert set(each.days) == {None}
        assert each.now in (None, 0)
    assert {each.key for each in found.figures if each.now is None} == {
        "moved_or_delighted", "free", "promises_kept", "first_act", "fixed", "beyond",
    }  # fmt: skip
    assert all(not each.bars and each.empty for each in (*found.parts, *found.fairness))
    with pytest.raises(Invalid, match="1 to 180"):
        read(desk, days=181)
    with pytest.raises(Invalid, match="look back"):
        read(desk, last=TODAY + timedelta(days=1))


def test_who_may_not_read_all_costs_reads_their_own(desk, erika):
    give(desk, erika, cost=500, person=ANA)
    give(desk, erika, cost=200, person=BEN)
    mine, all_ = read(desk, BEN), read(desk, ANA)
    assert (figure(mine, "cost").text, figure(all_, "cost").text) == ("£2", "£7")
    assert figure(mine, "gestures").now == figure(all_, "gestures").now == 2
    assert [bar.label for bar in part(mine, "people").bars] == ["Ben"]
    assert [bar.label for bar in part(all_, "people").bars] == ["Ana", "Ben"]
    assert {(line.by, line.cost, line.cost_text) for line in mine.given} == {("Ana", None, ""), ("Ben", 200, "£2")}
    assert "£" not in "".join(bar.note + bar.text for each in mine.fairness for bar in each.bars)
    assert "£" in "".join(bar.note for each in all_.fairness for bar in each.bars)


def test_new_and_returning_by_day_and_by_night(desk):
    for number in range(6):
        new, again = desk.guest(f"New{number}", "X"), desk.guest(f"Again{number}", "X")
        desk.past_visit(again)
        for guest, eta, times in ((new, "15:00", 0), (again, "23:30", 3)):
            desk.visit(guest, status=VisitStatus.IN_HOUSE, eta=eta)
            for _ in range(times):
                give(desk, guest, "Tea", 100)
    desk.visit(desk.guest("No", "Show"), status=VisitStatus.NO_SHOW, eta="23:30")
    found = read(desk)
    assert bars(found, "returning") == {"new": 0, "returning": 3}
    assert part(found, "returning").bars[1].note == "18 in 6 visits · £3 a visit"
    assert part(found, "returning").caution == (
        "New 0.0 gestures a visit, returning 3.0. That is more than chance alone would make."
    )
    assert bars(found, "arrived") == {"by_day": 0, "by_night": 3}
    assert bars(found, "hour") == {"day": 18}
    desk.clock.now = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)
    give(desk, 1)
    assert bars(read(desk), "hour") == {"day": 18, "night": 1}
    desk.sql("UPDATE house SET shifts = 'day 08:00-23:45, night 23:45-08:00'")
    assert bars(read(desk), "hour") == {"day": 19}


def test_few_visits_mean_nothing(desk):
    for first, times in (("New", 0), ("Again", 2)):
        guest = desk.guest(first, "X")
        if first == "Again":
            desk.past_visit(guest)
        desk.visit(guest, status=VisitStatus.IN_HOUSE)
        for _ in range(times):
            give(desk, guest)
    assert "too few to mean anything" in part(read(desk), "returning").caution
    assert "2 visits without an hour" in part(read(desk), "arrived").caution


MAY_READ = {
    "guest": {"id", "earlier_visits"},
    "visit": {"id", "guest_id", "arrive", "status", "eta", "deleted_at"},
    "gesture": {
        "id", "visit_id", "state", "deleted_at", "delivered_at", "created_at", "delivered_by", "planned_by", "problem_id",
        "purpose", "idea_key", "title", "payer", "reaction",
    },
    "gesture_line": {"gesture_id", "actual", "planned", "deleted_at"},
}  # fmt: skip
"""Everything the fairness view may know. Nothing of it says who somebody is, or where they stay."""


def test_fairness_reads_nothing_of_who_somebody_is():
    read_ = {
        ("visit" if each.table.name == "earlier" else each.table.name, each.name)
        for each in visitors.iterate(insight_gestures.GROUPS)
        if isinstance(each, Column) and not isinstance(each.table, CTE)
    }
    assert set(MAY_READ) == {table for table, _ in read_}
    assert all(name in MAY_READ[table] for table, name in read_)
    assert not {"note", "caution", "occasion", "bond"} & {
        word.strip('"') for word in str(insight_gestures.GROUPS).split()
    }


def test_what_came_later_stands_beside_and_nothing_is_a_cause(desk, erika):
    tea = give(desk, erika, reaction=R.MOVED, words="I kept it.")
    desk.write(lambda work: outcomes.link(work, erika, OutcomeKind.SALE, amount=85000, gesture_id=tea.id), BEN)
    desk.write(lambda work: problems.report(work, "shower cold", guest_id=erika), BEN)
    found = read(desk)
    assert [(bar.label, bar.value, bar.note) for bar in part(found, "later").bars] == [("sale", 1, "£850")]
    said = " ".join(
        [found.headline, *(each.says for each in found.figures)]
        + [f"{each.title} {each.caution} {bar.text} {bar.note}" for each in (*found.parts, *found.fairness)
           for bar in each.bars]
    ).casefold()  # fmt: skip
    assert not any(word in said for word in ("because", "due to", "thanks to", "led to", "therefore", "so that"))
    assert not any(word in said for word in ("erika", "schultz", "412"))


def test_a_house_with_more_than_fits_lists_the_newest(desk, erika):
    give(desk, erika)
    desk.sql(
        "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 250)"
        " INSERT INTO gesture (version, created_at, guest_id, title, state, purpose, why, place, doer, private, payer,"
        " planned_by, delivered_by, delivered_at, guest_words, closed_reason, urgent, bent, claim_from, idea_key, family)"
        " SELECT 1, at, 1, 'No ' || value, 'delivered', 'kindness', '', '', '', 1, 'house', 1, 1, at, '', '', 0, '', '',"
        " '', '' FROM (SELECT value, '2026-06-10 10:' || printf('%02d', value % 60) || ':00.000000' AS at FROM n)"
    )
    found = read(desk)
    assert (figure(found, "gestures").now, len(found.given), found.given[0].title) == (251, 200, "Tea")
    assert (len(part(found, "given").bars), part(found, "given").bars[-1].label) == (31, "221 others")
    assert sum(bars(found, "given").values()) == 251


@pytest.mark.parametrize(
    "night", [datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2027, 3, 27, 22, tzinfo=UTC)], ids=["longer", "shorter"]
)
def test_the_night_of_a_clock_change_is_counted_as_the_house_counts_it(desk, erika, night):
    """A gesture each quarter of an hour, through the hour that comes twice and the one that is not there."""
    begins = night.date()
    desk.clock.now = night
    for _ in range(4 * 11):
        give(desk, erika, cost=0)
        desk.clock.ahead(minutes=15)
    at = [night + timedelta(minutes=15 * number) for number in range(4 * 11)]
    by_day = Counter(house_day(each, time(4), ZoneInfo("Europe/London")) for each in at)
    found = read(desk, days=3, last=begins + timedelta(days=1))
    assert figure(found, "gestures").days == (None, by_day[begins], by_day[begins + timedelta(days=1)])
    by_night = sum(each.astimezone(ZoneInfo("Europe/London")).hour in (23, 0, 1, 2, 3, 4, 5, 6) for each in at)
    assert bars(found, "hour").get("night") == by_night


baskets = st.lists(st.tuples(st.sampled_from(["tea", "cake"]), st.integers(0, 10**7)), max_size=2)
acts = st.sampled_from(["none", "deliver", "cancel", "spend"])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(
        st.tuples(baskets, acts, st.sampled_from(Payer), st.booleans(), st.integers(0, 60 * 60 * 40)), max_size=7
    ),
    starts=st.sampled_from([datetime(2026, 10, 23, 20, tzinfo=UTC), datetime(2027, 3, 26, 22, tzinfo=UTC)]),
    length=st.integers(1, 9),
)
def test_costs_agree_with_the_cost_book_to_the_penny(fresh_desk, told, starts, length):
    """Over both changes of the clock, for the whole span and for each of its days."""
    desk = fresh_desk()
    desk.clock.now = starts
    guest = desk.guest()
    desk.visit(guest)
    problem = desk.write(lambda work: problems.report(work, "shower cold", guest_id=guest)).line.id
    for number, each in enumerate(told):
        _live(desk, guest, problem, number, *each)
    last = desk.read(lambda work: work.today)
    found = read(desk, days=length, last=last)
    book = desk.read(lambda work: costs.book(work, found.first, found.last))
    assert figure(found, "cost").now == book.actual
    assert bars(found, "purpose") == {key: amount for key, amount in book.by_purpose.items() if amount}
    assert bars(found, "payer") == {key: amount for key, amount in book.by_payer.items() if amount}
    days = [found.first + timedelta(days=number) for number in range(length)]
    by_day = [desk.read(lambda work, day=day: costs.book(work, day, day)).actual for day in days]
    assert [day or 0 for day in figure(found, "cost").days] == by_day
    delivered = sum(act == "deliver" for _, act, *_ in told)
    assert figure(read(desk, days=60), "gestures").now == delivered
    desk.close()


def _live(desk, guest, problem, number, lines, act, payer, mends, seconds):
    desk.clock.ahead(seconds=seconds)
    how = {"problem_id": problem} if mends else {}
    view = desk.write(lambda work: gestures.plan_own(work, guest, f"No {number}", lines, payer=payer, **how))
    if act == "deliver":
        desk.clock.ahead(hours=5)
        desk.write(lambda work: gestures.deliver(work, view.id))
    if act == "spend":
        paid = [(line.what, line.planned, line.planned // 3) for line in view.lines]
        desk.write(lambda work: gestures.set_lines(work, view.id, paid))
    if act in ("cancel", "spend"):
        desk.write(lambda work: gestures.cancel(work, view.id))


def test_a_span_is_found_by_an_index(desk):
    """A span is found by the index of state and time, and not by going over every task there ever was."""
    sent = []
    with desk.house.reading(ANA) as work:
        work.raw.set_trace_callback(sent.append)
        insights(work)
        work.raw.set_trace_callback(None)
        plans = {
            statement: " ".join(row[3] for row in work.raw.execute(f"EXPLAIN QUERY PLAN {statement}"))
            for statement in sent
            if statement.startswith(("SELECT", "WITH"))
        }
    scans = [plan for statement, plan in plans.items() if "FROM task" in statement or "FROM problem" in statement]
    assert len(scans) == 2
    assert all("USING INDEX ix_" in plan and "SCAN" not in plan for plan in scans)
    assert sum("SCAN gesture" in plan for plan in plans.values()) <= 2

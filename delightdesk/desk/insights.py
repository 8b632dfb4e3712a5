"""What the house gave and how it was taken, some days beside the same number before.

Figures, bars and a list, each with its number in words. People forget what was said and remember how they felt, so
how a gesture was taken stands beside what it was everywhere. What stands beside each other is not said to be cause and
effect.
"""

from __future__ import annotations

from datetime import date

from delightdesk.desk import insight_days, insight_figures, insight_gestures, insight_parts
from delightdesk.desk import insight_reading as reading
from delightdesk.desk.insight_days import Days
from delightdesk.desk.insight_gestures import Given
from delightdesk.desk.insight_lines import Figure, GivenLine, Insights
from delightdesk.desk.permitted import allowed
from delightdesk.domain.clock import house_day, spoken_day
from delightdesk.domain.errors import Invalid
from delightdesk.domain.figures import many
from delightdesk.domain.money import show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import label
from delightdesk.store.work import Work

_EARLIEST = date(2000, 1, 1)


def insights(work: Work, *, days: int = 7, last: date | None = None) -> Insights:
    """The ``days`` house days up to ``last`` (today unless told) beside as many before them.

    Costs and the tally of people are those of the person at the desk alone, unless they may read all costs. Raises
    `Invalid` for a span that makes no sense or days to come.
    """
    last = last or work.today
    if not 1 <= days <= insight_days.MOST:
        raise Invalid(
            f"Insights look at 1 to {insight_days.MOST} days. Nothing was counted. Please choose fewer.", "days"
        )
    if not _EARLIEST <= last <= work.today:
        raise Invalid("Insights look back: please choose a day up to today. Nothing was counted.", "until")
    span = Days.of(work, last, days)
    is_own = not allowed(work, Act.READ_ALL_COSTS)
    person_id = work.person.id if is_own else None
    counted = insight_gestures.gestures(work, span, person_id)
    measured = insight_figures.measured(work, span, counted, is_own)
    figures = insight_figures.figures(measured)
    currency = work.house.currency
    return Insights(
        first=span.first,
        last=span.last,
        headline=_headline(span, work.today, figures),
        figures=figures,
        parts=(
            insight_parts.by_gesture(counted),
            insight_parts.by_person(counted, reading.people(work), is_own),
            insight_parts.by_reaction(counted),
            *insight_parts.by_cost(
                measured.now.counts, insight_parts.payers(counted, span.first.isoformat()), currency, is_own
            ),
            *insight_parts.later(reading.later(work, span, person_id), currency),
        ),
        fairness=insight_parts.fairness(
            insight_gestures.visits(counted), counted, insight_days.night(work), currency, is_own
        ),
        given=tuple(_line(work, row, is_own) for row in insight_gestures.given(work, span)),
        currency=currency,
    )  # fmt: skip


def _headline(span: Days, today: date, figures: tuple[Figure, ...]) -> str:
    """ "8 June to today: 21 gestures given, 9 of 12 moved or delighted"."""
    if span.length == 1:
        days = spoken_day(span.last, today)
    else:
        days = f"{spoken_day(span.first, today)} to {spoken_day(span.last, today)}"
    days = days[:1].upper() + days[1:]
    by_key = {figure.key: figure for figure in figures}
    given, taken = by_key["gestures"], by_key["moved_or_delighted"]
    if not given.now:
        return f"{days}: nothing was given yet"
    how = f", {taken.text} moved or delighted" if taken.now is not None else ""
    return f"{days}: {many(round(given.now), 'gesture')} given{how}"


def _line(work: Work, row: Given, is_own: bool) -> GivenLine:
    is_theirs = not is_own or row.planned_by == work.person.id
    return GivenLine(
        gesture_id=row.gesture_id,
        guest_id=row.guest_id,
        guest_name=clean(row.guest_name),
        title=clean(row.title),
        on=house_day(row.at, work.house.day_starts, work.zone),
        by=row.by,
        cost=row.cost if is_theirs else None,
        cost_text=show_money(row.cost, work.house.currency) if is_theirs else "",
        reaction=label(row.reaction) if row.reaction else "",
        words=clean(row.words),
        guest_marks=row.marks,
    )

"""The card: everything the desk shows of one guest, read in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import bindparam, select

from delightdesk.desk import brief, catalogue, choosing, drafts, problem_knowing, problem_reading, task_lines, wallet
from delightdesk.desk.dossier import Dossier, gather
from delightdesk.desk.gesture_lines import gesture_lines
from delightdesk.desk.knowing import needs_confirming, preference
from delightdesk.desk.lines import (
    BondLine,
    CautionLine,
    DraftLine,
    GestureLine,
    NoteLine,
    OccasionLine,
    QuestionLine,
    RuledOutLine,
    SuggestionLine,
    VisitLine,
)
from delightdesk.desk.on_file import (
    BondOnFile,
    CautionOnFile,
    Companion,
    NoteOnFile,
    OccasionOnFile,
    ProblemOnFile,
    VisitOnFile,
)
from delightdesk.desk.on_file_reading import NEWEST
from delightdesk.desk.owed_lines import OwedLine, ProblemLine
from delightdesk.domain.clock import MONTHS, ago, house_day, spoken_day
from delightdesk.domain.consent import HIDDEN, NO_CONSENT
from delightdesk.domain.habits import standing
from delightdesk.domain.knowledge import Advice
from delightdesk.domain.lifecycle import OPEN_PROBLEMS
from delightdesk.domain.money import show_money
from delightdesk.domain.naming import call_name
from delightdesk.domain.occasions import spoken
from delightdesk.domain.packs import Pack
from delightdesk.domain.vocabulary import CautionKind, Lifetime, NoteKind, NoteSource, Purpose, label
from delightdesk.files.packs import load_pack
from delightdesk.store.tables import JournalEntry, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

REGULAR = 5
"""Visits after which somebody counts as a regular, who may be asked one better question."""


_ACT, _STAFF = table_of(JournalEntry), table_of(Staff)
_NONE_TODAY = (
    select(_ACT.c.id, _ACT.c.undo_of, _ACT.c.at, _STAFF.c.name)
    .join(_STAFF, _STAFF.c.id == _ACT.c.person_id)
    .where(_ACT.c.guest_id == bindparam("guest"), _ACT.c.action.in_(("gesture.none_today", "undo")))
    .order_by(_ACT.c.id.desc())
    .limit(20)
)
"""The newest answers that nothing is given today, and what was taken back."""


@dataclass(frozen=True, slots=True)
class GuestCard:
    """The brief first, then what can be given, then what is known. Empty text means the line is absent.

    banner: the problem of now or of last time, before anything cheerful. problem: the one at hand.
    hidden: how many of the notes are shown for a look only.
    """

    id: int
    version: int
    name: str
    call_name: str
    where: str
    warning: str
    say: str
    mind: str
    owed: str
    prompt: str
    question: QuestionLine | None
    suggestions: tuple[SuggestionLine, ...]
    ruled_out: tuple[RuledOutLine, ...]
    none_today: str
    allowance: str
    visit: VisitLine | None
    occasions: tuple[OccasionLine, ...]
    cautions: tuple[CautionLine, ...]
    notes: tuple[NoteLine, ...]
    bonds: tuple[BondLine, ...]
    gestures: tuple[GestureLine, ...]
    visits: tuple[VisitLine, ...]
    contact: str
    language: str
    drafts: tuple[DraftLine, ...] = ()
    owed_lines: tuple[OwedLine, ...] = ()
    banner: str = ""
    problems: tuple[ProblemLine, ...] = ()
    problem: ProblemLine | None = None
    hidden: int = 0

    @property
    def guest_id(self) -> int:
        """Whose card it is, by the name every other view has for it."""
        return self.id


def open_card(work: Work, guest_id: int) -> GuestCard:
    """Read a guest's card. Raises `NotFound`."""
    dossier = gather(work, guest_id)
    pack = load_pack(work.house.sector)
    advice = choosing.advise(work, dossier)
    guest, today = dossier.guest, work.today
    owed_lines, at_hand = task_lines.lines(work, dossier.tasks), problem_knowing.hand(dossier)
    return GuestCard(
        id=guest_id,
        version=guest.version,
        name=guest.display_name,
        call_name=call_name(guest.first, guest.last, guest.title, guest.call_me),
        where=_where(dossier, today, pack),
        warning=brief.warning(dossier),
        say=brief.say(dossier, work.house.sector, today),
        mind=brief.mind(dossier),
        owed=brief.owed(owed_lines),
        prompt="" if _is_in_trouble(at_hand) else brief.first_visit_prompt(dossier, pack.phrases.first_visit),
        question=_question(dossier, pack, today),
        suggestions=_suggestions(work, dossier, advice, at_hand),
        ruled_out=choosing.ruled_out_lines(advice),
        none_today=_none_today(work, guest_id),
        allowance=_allowance(work, dossier, at_hand),
        visit=_visit_line(dossier.visit, today, pack) if dossier.visit else None,
        occasions=(
            *(_occasion_line(row, row.whose, due is not None) for row, due in dossier.occasions),
            *(_occasion_line(row, due.whose, True) for row, due in dossier.party_occasions),
        ),
        cautions=tuple(_caution_line(row, whose, today) for row, whose in dossier.cautions),
        notes=tuple(_note_line(note, today) for note in dossier.notes[:NEWEST]),
        bonds=tuple(_bond_line(bond, other, guest_id) for bond, other in dossier.bonds[:NEWEST]),
        gestures=gesture_lines(work, dossier),
        visits=tuple(_visit_line(visit, today, pack) for visit in dossier.visits),
        contact=" · ".join(text for text in (guest.phone, guest.email) if text),
        language=guest.language,
        drafts=drafts.of_guest(work, guest_id),
        owed_lines=owed_lines,
        banner=problem_knowing.banner(work, dossier),
        problems=tuple(problem_reading.line(work, row) for row in dossier.problems),
        problem=problem_reading.line(work, at_hand) if at_hand else None,
        hidden=sum(note.is_hidden for note in dossier.notes[:NEWEST]),
    )


def _is_in_trouble(at_hand: ProblemOnFile | None) -> bool:
    """True while the guest still has a problem: nobody shows them the sights then."""
    return at_hand is not None and at_hand.state in OPEN_PROBLEMS


def _where(dossier: Dossier, today: date, pack: Pack) -> str:
    visit = dossier.visit or (dossier.visits[0] if dossier.visits else None)
    return brief.where(visit, today, pack.words)


def _question(dossier: Dossier, pack: Pack, today: date) -> QuestionLine | None:
    """One question not asked yet, for a regular about whom nothing new was learnt in a year."""
    if dossier.earlier_visits < REGULAR or dossier.visit is None:
        return None
    newest = max((note.confirmed_on or note.created_at.date() for note in dossier.notes), default=None)
    if newest is not None and (today - newest).days < 365:
        return None
    left = [question for question in pack.questions if question.key not in dossier.asked]
    return QuestionLine(left[0].key, left[0].text) if left else None


def _suggestions(
    work: Work, dossier: Dossier, advice: Advice, problem: ProblemOnFile | None
) -> tuple[SuggestionLine, ...]:
    """While a problem is at hand, what is no remedy for it is still paid from the purse for delight, and says so."""
    lines = choosing.suggestion_lines(work, advice)
    if problem is None:
        return lines
    remedies = {idea.key for idea in catalogue.ideas(work) if Purpose.PROBLEM in idea.purposes}
    delight = _allowance(work, dossier, None)
    return tuple(line if line.idea in remedies else replace(line, purse=delight) for line in lines)


def _allowance(work: Work, dossier: Dossier, problem: ProblemOnFile | None) -> str:
    if problem is not None:
        return f"{wallet.for_problem(work, problem.id).text} to put it right"
    purse = wallet.purse(work, work.person.delight_allowance, dossier.spent)
    left, limit = (show_money(amount, work.house.currency) for amount in (purse.left, purse.limit))
    return f"{left} left of your {limit}" if purse.spent else f"within your {limit}"


def _none_today(work: Work, guest_id: int) -> str:
    acts = work.rows(_NONE_TODAY, guest=guest_id)
    undone = {undo_of for _, undo_of, *_ in acts}
    for act_id, undo_of, at, name in acts:
        answer = undo_of is None and act_id not in undone
        if answer and house_day(at, work.house.day_starts, work.zone) == work.today:
            return f"None today, said {name} at {at.astimezone(work.zone):%H:%M}"
    return ""


def _occasion_line(row: OccasionOnFile, whose: str, due: bool) -> OccasionLine:
    day = f"{row.day or 'in'} {MONTHS[row.month - 1]}" if row.month else "this visit"
    years = f", since {row.year}" if row.year else ""
    secret = f", secret from {row.secret_from or 'the party'}" if row.secret else ""
    return OccasionLine(
        id=row.id,
        version=row.version,
        text=f"{_capital(spoken(row.kind, None, whose))}, {day}{years}{secret}",
        kind=row.kind.value,
        day=row.day,
        month=row.month,
        year=row.year,
        whose=whose,
        guest_id=row.guest_id,
        secret=row.secret,
        secret_from=row.secret_from,
        due=due,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _caution_line(row: CautionOnFile, whose: str, today: date) -> CautionLine:
    person = "" if whose == "the guest" else f", {whose}"
    kind = "" if row.kind.value in row.subject else f", {label(row.kind)}"
    again = ", ask again today" if row.kind is CautionKind.ALLERGEN else ""
    return CautionLine(
        id=row.id,
        version=row.version,
        text=f"{row.subject}{kind}{person}, said {spoken_day(row.said_on, today)}{again}",
        kind=row.kind.value,
        subject=row.subject,
        whose=whose,
        said_on=row.said_on,
        guest_id=row.guest_id,
    )


_TOLD: dict[NoteSource, str] = {
    NoteSource.GUEST: "the guest said",
    NoteSource.BOOKING: "on the booking",
    NoteSource.OBSERVED_ONCE: "seen once",
    NoteSource.OBSERVED_OFTEN: "seen often",
    NoteSource.PARTNER: "the partner said",
    NoteSource.COLLEAGUE: "a colleague said",
    NoteSource.IMPORT: "from an import",
}


def _note_line(note: NoteOnFile, today: date) -> NoteLine:
    if note.is_hidden:
        return _hidden_line(note)
    confirm = needs_confirming(note, today)
    detail = _TOLD[note.source]
    if note.kind in (NoteKind.USUAL, NoteKind.PREFERENCE):
        words = standing(preference(note), today).words
        seen = "once" if note.sightings == 1 else f"{note.sightings} times"
        last = f", last {ago(note.confirmed_on, today)}" if note.confirmed_on else ""
        detail = f"{words} · seen {seen}{last}"
    if note.kind is NoteKind.SECURITY and note.until is not None:
        detail = f"{detail} · to be looked at again by {spoken_day(note.until, today)}"
    return NoteLine(
        note.id, note.version, note.kind, note.text, detail, confirm, note.sightings, note.confirmed_on,
        disputed=note.disputed,
    )  # fmt: skip


def _hidden_line(note: NoteOnFile) -> NoteLine:
    """A sensitive note: that it is there, and how long the guest said it may be."""
    stays = "until departure" if note.lifetime is Lifetime.VISIT else "also for the next visit"
    detail = f"agreed, {stays}" if note.consent else NO_CONSENT
    detail = f"disputed · {detail}" if note.disputed else detail
    return NoteLine(
        note.id, note.version, note.kind, HIDDEN, detail, False, note.sightings, note.confirmed_on,
        is_hidden=True, lacks_consent=not note.consent,
    )  # fmt: skip


def _bond_line(bond: BondOnFile, other: Companion, guest_id: int) -> BondLine:
    name = other.display_name
    text = f"{label(bond.kind)} of {name}" if bond.guest_id == guest_id else f"{name} is their {label(bond.kind)}"
    return BondLine(bond.id, bond.version, text, other.id)


def _visit_line(visit: VisitOnFile, today: date, pack: Pack) -> VisitLine:
    return VisitLine(
        id=visit.id,
        version=visit.version,
        text=brief.where(visit, today, pack.words),
        status=visit.status,
        room=visit.room,
        ref=visit.ref,
        arrive=visit.arrive,
        depart=visit.depart,
        eta=f"{visit.eta:%H:%M}" if visit.eta else "",
        adults=visit.adults,
        children=visit.children,
        infants=visit.infants,
    )

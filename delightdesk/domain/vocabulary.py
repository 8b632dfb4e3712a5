"""The closed word lists of the trade.

Every list is a `StrEnum` whose *value* is what stands in the database, the JSON and the packs; the
screen words are made from it by `label()`. Sources: DOMAIN C1 of the project's trade notes, which
collects them from OPERA, Mews, Cloudbeds and others.
"""

from __future__ import annotations

from enum import StrEnum


class Sector(StrEnum):
    """What kind of house this is; it chooses the pack and the words for guest, visit and room."""

    HOTEL = "hotel"
    RESTAURANT = "restaurant"
    SHOP = "shop"
    CLINIC = "clinic"


class NoteKind(StrEnum):
    """What a note is about. `sensitive`, `dietary`, `access_need` are kept by stricter rules (`SENSITIVE_KINDS`)."""

    PREFERENCE = "preference"
    USUAL = "usual"
    OCCASION = "occasion"
    FIRST_VISIT = "first_visit"
    PRIOR_PROBLEM = "prior_problem"
    PRAISE = "praise"
    KIND_ACT = "kind_act"
    REASSURANCE = "reassurance"
    ACCESS_NEED = "access_need"
    DIETARY = "dietary"
    PARTY = "party"
    GIFT_GIVEN = "gift_given"
    PROMISE = "promise"
    SECURITY = "security"
    SENSITIVE = "sensitive"
    OPERATIONAL = "operational"


SENSITIVE_KINDS = frozenset({NoteKind.ACCESS_NEED, NoteKind.DIETARY, NoteKind.SENSITIVE})
"""Health, disability, belief: kept with the guest's consent, masked, gone at departure (DOMAIN C4, P2)."""


class NoteSource(StrEnum):
    """Who told us. "Internet" is left out on purpose: guests are not looked up."""

    GUEST = "guest_said"
    BOOKING = "on_booking"
    OBSERVED_ONCE = "observed_once"
    OBSERVED_OFTEN = "observed_often"
    PARTNER = "partner_said"
    COLLEAGUE = "colleague_said"
    IMPORT = "import"


class Lifetime(StrEnum):
    """How long a note is true."""

    VISIT = "this_visit"
    UNTIL = "until_date"
    LASTING = "lasting"


class Moment(StrEnum):
    """When a note or a gesture has its place in a visit."""

    BOOKING = "booking"
    BEFORE_ARRIVAL = "before_arrival"
    CHECK_IN = "check_in"
    IN_HOUSE = "in_house"
    CHECK_OUT = "check_out"
    AFTER = "after"


class VisitStatus(StrEnum):
    """Where a visit stands. In a shop or clinic: booked, being served, done."""

    ENQUIRY = "enquiry"
    EXPECTED = "expected"
    IN_HOUSE = "in_house"
    LEFT = "left"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class OccasionKind(StrEnum):
    """What there is to celebrate."""

    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    WEDDING = "wedding"
    HONEYMOON = "honeymoon"
    ENGAGEMENT = "engagement"
    PROPOSAL = "proposal"
    GRADUATION = "graduation"
    RETIREMENT = "retirement"
    NEW_BABY = "new_baby"
    REUNION = "reunion"
    CELEBRATION = "celebration"


class CautionKind(StrEnum):
    """What family of need a caution belongs to; the filter reads its `subject` (see domain.cautions)."""

    ALLERGEN = "allergen"
    ALCOHOL = "alcohol"
    DIET = "diet"
    FAITH_NEED = "faith_need"
    SCENT = "scent"
    PET = "pet"
    MATERIAL = "material"
    OTHER = "other"


class BondKind(StrEnum):
    """How one guest stands to another, read "A is the … of B"."""

    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    FAMILY = "family"
    FRIEND = "friend"
    COLLEAGUE = "colleague"
    BOOKER = "booker"
    HONOURED = "honoured_guest"


TRAVELS_TOGETHER = frozenset({BondKind.PARTNER, BondKind.PARENT, BondKind.CHILD, BondKind.FAMILY, BondKind.HONOURED})
"""Bonds that count as one party for cautions and for the surprise guard."""


class GestureState(StrEnum):
    """The life of a gesture. `waiting` (for somebody's yes) and `approved` exist only above the allowance."""

    WAITING = "waiting"
    PLANNED = "planned"
    APPROVED = "approved"
    READY = "ready"
    DELIVERED = "delivered"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Reaction(StrEnum):
    """How the guest took it, one key each (1-5), warmest first."""

    MOVED = "moved"
    DELIGHTED = "delighted"
    PLEASED = "pleased"
    NEUTRAL = "neutral"
    UNEASY = "uneasy"


class Approval(StrEnum):
    """Where the yes to a gesture above the allowance stands; a gesture within it has none."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class Payer(StrEnum):
    """Who really pays for a gesture."""

    HOUSE = "house"
    SUPPLIER = "supplier"
    INSURER = "insurer"
    THIRD_PARTY = "third_party"


class Claim(StrEnum):
    """Where getting the money back from whoever really pays stands."""

    TO_CLAIM = "to_claim"
    CLAIMED = "claimed"
    PAID_BACK = "paid_back"
    REFUSED = "refused"


class ProblemState(StrEnum):
    """The life of a problem. `even` is fixed, which is not over; `beyond` is better than before it happened."""

    OPEN = "open"
    ACTING = "acting"
    EVEN = "even"
    BEYOND = "beyond"
    LOST = "could_not_recover"
    REOPENED = "reopened"


class RecoveryStep(StrEnum):
    """What putting a guest right is made of, in the order in which it works."""

    LISTEN = "listen"
    ACKNOWLEDGE = "acknowledge"
    APOLOGISE = "apologise"
    OPTIONS = "options"
    FIX = "fix"
    BEYOND = "beyond"
    FOLLOW_UP = "follow_up"


class CloseReason(StrEnum):
    """Why a problem was closed."""

    CONFIRMED = "fixed_and_confirmed"
    UNCONFIRMED = "fixed_not_confirmed"
    GUEST_LEFT = "guest_left"
    DUPLICATE = "duplicate"
    NOT_RECOVERABLE = "not_recoverable"


class Fault(StrEnum):
    """Whose doing a problem was. Whoever it was, the guest is ours."""

    OURS = "ours"
    SUPPLIER = "supplier"
    THIRD_PARTY = "third_party"
    NOBODY = "nobody"


class TaskKind(StrEnum):
    """What somebody owes a guest, or the house."""

    PROMISE = "promise"
    DELIVERY = "delivery"
    FOLLOW_UP = "follow_up"
    FIX_IT = "fix_it"
    LEFT_BEHIND = "left_behind"
    TO_DO = "to_do"


class TaskState(StrEnum):
    """The life of a task. For a promise they read made, prepared, kept, kept late, missed, released by the guest."""

    OPEN = "open"
    PREPARED = "prepared"
    DONE = "done"
    DONE_LATE = "done_late"
    MISSED = "missed"
    RELEASED = "released"
    CANCELLED = "cancelled"


class OutcomeKind(StrEnum):
    """What came later, told beside what was given and never as its effect."""

    RETURN = "return"
    REFERRAL = "referral"
    REVIEW = "review"
    SALE = "sale"


class HandoverState(StrEnum):
    """The life of a handover sheet. ``carried_on``: nobody took all of it, and the next sheet holds what was left."""

    DRAFT = "draft"
    LEFT = "left"
    TAKEN = "handed_over"
    CARRIED = "carried_on"


class HandoverSection(StrEnum):
    """The parts of a handover sheet, in the order in which they are read: the first that must not be missed first."""

    SAFETY = "safety"
    OPEN_WORK = "promises_and_problems"
    COMING = "coming_and_leaving"
    GESTURES = "gestures_to_deliver"
    GUESTS = "visits_and_occasions"
    ROOMS = "rooms"
    PEOPLE = "people"
    LEFT_BEHIND = "left_behind"
    ALSO = "also"


class LineState(StrEnum):
    """What the person taking over said to one line of a handover. Only `accepted` lets it go."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ASKED = "asked"
    DECLINED = "declined"


class CheckKind(StrEnum):
    """A check of the house: done once as a shift begins, or a round walked again and again."""

    READY = "ready"
    ROUND = "round"


class Role(StrEnum):
    """What a person at the desk may do."""

    RECEPTIONIST = "receptionist"
    LEAD = "lead"
    MANAGER = "manager"


class Purpose(StrEnum):
    """What a gesture is good for."""

    FIRST_VISIT = "first_visit"
    OCCASION = "occasion"
    PROBLEM = "problem"
    KINDNESS = "kindness"
    USUAL = "usual"
    NERVOUS = "nervous"
    CRISIS = "crisis"


class Nature(StrEnum):
    """Keepsakes mark special days; treats brighten plain ones (DOMAIN C5, J. Service Science 2016)."""

    KEEPSAKE = "keepsake"
    TREAT = "treat"
    ACT = "act"


class AlcoholRule(StrEnum):
    """What the house does when nobody knows whether a guest drinks."""

    ASK = "ask"
    TWIN_FIRST = "twin_first"
    NEVER = "never"


def label(word: StrEnum) -> str:
    """The word as a person reads it: ``in_house`` becomes ``in house``."""
    return word.value.replace("_", " ")


class SensitiveRule(StrEnum):
    """Under what condition a house keeps a sensitive note at all: each house answers to its own law."""

    ASK = "ask"
    TOLD = "told"
    NEVER = "never"


class RequestKind(StrEnum):
    """What a guest may ask of a house about what it holds on them."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"

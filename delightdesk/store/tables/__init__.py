"""The tables, one file a concept. `domain` and pydantic validate; these only hold."""

from delightdesk.store.tables.caution import Caution
from delightdesk.store.tables.draft import Draft
from delightdesk.store.tables.gesture import Gesture, GestureLine
from delightdesk.store.tables.guest import Apart, Bond, Guest
from delightdesk.store.tables.handover import Handover, HandoverLine
from delightdesk.store.tables.house import House
from delightdesk.store.tables.idea import IdeaRow
from delightdesk.store.tables.imports import ImportChange, ImportRun, ReviewItem
from delightdesk.store.tables.journal import JournalEntry
from delightdesk.store.tables.lineup import Tick, TouchPoint
from delightdesk.store.tables.note import Asked, Note
from delightdesk.store.tables.occasion import Occasion
from delightdesk.store.tables.outcome import Outcome
from delightdesk.store.tables.playbook import PlaybookRow
from delightdesk.store.tables.problem import Problem, ProblemStep
from delightdesk.store.tables.rights import Forgotten, RightsRequest
from delightdesk.store.tables.staff import Pin, Staff
from delightdesk.store.tables.task import Task
from delightdesk.store.tables.visit import Visit

__all__ = [
    "Apart", "Asked", "Bond", "Caution", "Draft", "Forgotten", "Gesture", "GestureLine", "Guest", "Handover",
    "HandoverLine", "House", "IdeaRow", "ImportChange", "ImportRun", "JournalEntry", "Note", "Occasion", "Outcome",
    "Pin", "PlaybookRow", "Problem", "ProblemStep", "ReviewItem", "RightsRequest", "Staff", "Task", "Tick",
    "TouchPoint", "Visit",
]  # fmt: skip

"""Problems: reported in one line, owned from the first second, not over when they are fixed.

The door to all that can be done with them; each job stands in the module that its name is taken from.
"""

from __future__ import annotations

from delightdesk.desk.problem_closing import AsksOnce, Even, beyond, duplicate_of, even, lost, proposals, reopen
from delightdesk.desk.problem_forms import ProblemForm, problem_form, save_problem
from delightdesk.desk.problem_passing import accept, offer, take, turn_down, withdraw
from delightdesk.desk.problem_reading import at_hand, of_guest, view
from delightdesk.desk.problem_reporting import change, report
from delightdesk.desk.problem_steps import step, unstep
from delightdesk.desk.refusing import cannot

__all__ = [
    "AsksOnce", "Even", "ProblemForm", "accept", "at_hand", "beyond", "cannot", "change", "duplicate_of", "even",
    "lost", "of_guest", "offer", "problem_form", "proposals", "reopen", "report", "save_problem", "step", "take",
    "turn_down", "unstep", "view", "withdraw",
]  # fmt: skip

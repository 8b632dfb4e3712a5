"""One problem on one screen, for somebody with a queue: read, step, give, pass on, close."""

from __future__ import annotations

from delightdesk.domain.lifecycle import OPEN_PROBLEMS, PROBLEM_NEXT, RUNNING_PROBLEMS
from delightdesk.domain.vocabulary import ProblemState
from delightdesk.tui.screens.problem_gestures import ProblemGestures
from delightdesk.tui.screens.problem_giving import ProblemGiving, waiting_in
from delightdesk.tui.screens.problem_steps import ProblemSteps


class ProblemScreen(ProblemSteps, ProblemGiving, ProblemGestures):
    """Esc goes back to where it was opened."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the problem as it stands."""
        view = self.view
        if view is None:
            return super().check_action(action, parameters)
        line, state = view.line, view.line.state
        asked = state in RUNNING_PROBLEMS and line.offered_to_id == self.desk_app.gateway.person_id
        may = {
            "even": state in OPEN_PROBLEMS,
            "beyond": state is ProblemState.EVEN,
            "lost": ProblemState.LOST in PROBLEM_NEXT[state],
            "reopen": ProblemState.REOPENED in PROBLEM_NEXT[state],
            "playbook": state in RUNNING_PROBLEMS,
            "take": state in RUNNING_PROBLEMS and line.owner_id is None,
            "accept": asked,
            "turn_down": asked,
            "hand_on": state in RUNNING_PROBLEMS,
            "gestures": bool(view.gestures),
            "approve": waiting_in(view) is not None,
        }
        return may.get(action, super().check_action(action, parameters))

    def action_change(self) -> None:
        """Set right what was guessed."""
        if self.view is not None:
            self.desk_app.open_form("problem", None, row_id=self.problem_id)

    def action_guest(self) -> None:
        """The guest's card."""
        if self.view is None:
            return
        if self.view.line.guest_id is None:
            self.desk_app.tell("Nobody knows yet which guest this is. s says who.")
        else:
            self.desk_app.show_guest(self.view.line.guest_id)

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

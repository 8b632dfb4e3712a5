"""Actions that answer in words when something cannot be done, and that take their turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

from textual.dom import DOMNode

from delightdesk.domain.errors import DeskError
from delightdesk.tui.log import note_failure

if TYPE_CHECKING:
    import asyncio

    from delightdesk.tui.app import DeskApp


class _InTurn(Protocol):
    turn: asyncio.Lock

    @property
    def desk_app(self) -> DeskApp: ...


@runtime_checkable
class ReadsFirst(Protocol):
    """A screen of which the keys mean little until its rows are there. is_read: they were asked for in their turn."""

    is_read: bool

    async def read(self) -> None:
        """Read, and show what was read."""


P = ParamSpec("P")
S = TypeVar("S", bound=_InTurn)


def in_turn(
    action: Callable[Concatenate[S, P], Awaitable[None]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, None]]:
    """One action after the other, in the order of the keys, each seeing what the one before it did.

    What cannot be done is told in one sentence and changes nothing; the person stays where they are.
    """

    async def told(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        async with self.turn:
            try:
                await action(self, *args, **kwargs)
            except DeskError as error:
                self.desk_app.tell(str(error), is_problem=True)

    update_wrapper(told, action)
    return told


def in_background(node: DOMNode, job: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
    """Begin a job and go on; of one ``group`` only the newest goes on.

    The job is handed over uncalled, so that one replaced before it began leaves nothing behind. Nobody waits for it, so
    a defect in it goes to the log and the desk stays open.
    """

    async def logged() -> None:
        try:
            await job()
        except Exception as error:
            note_failure(error)

    node.run_worker(cast("Any", logged), group=group, exclusive=True, exit_on_error=False)

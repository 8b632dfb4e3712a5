"""Card numbers, their codes and passport numbers: refused in every field there is, and nowhere in the file afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from typing import Any

import pytest

from delightdesk.desk import (
    bending,
    catalogue,
    drafts,
    facts,
    gestures,
    guests,
    handover,
    imports,
    lineup,
    notes,
    outcomes,
    people,
    playbooks,
    problems,
    questions,
    settings,
    tasks,
    touch_points,
    visits,
)
from delightdesk.desk.privacy import consent, requests
from delightdesk.domain.consent import Consent
from delightdesk.domain.errors import DeskError
from delightdesk.domain.forbidden import Forbidden
from delightdesk.domain.settings import SETTINGS
from delightdesk.domain.vocabulary import CloseReason, OutcomeKind, Payer, RecoveryStep, RequestKind
from delightdesk.store import tables
from delightdesk.store.tables.columns import Kept, table_of

ANA, BEN = 1, 2
NUMBER = re.compile(rb"4/?1/?1/?1[ /-]?1/?1/?1/?1|C01X00T478|cvv 411")
SAID = (
    "card 4111 1111 1111 1111 ok",
    "4111111111111111",
    "cvv 411",
    "passport C01X00T478, kept",
    "/".join("4111111111111111"),
)


def bytes_on_file(desk: Any) -> bytes:
    """Everything in the desk's folder, once nobody has it open."""
    desk.close()
    return b"".join(path.read_bytes() for path in desk.path.parent.rglob("*") if path.is_file())


def _own(form: type[Any], name: str, text: str, **values: Any) -> Any:
    return form(**{**values, name: text})


def _words(form: type[Any]) -> list[str]:
    """The names of the fields of a form that take words."""
    return [field.name for field in fields(form) if field.type in ("str", str)]


def _note(work: Any, guest: int) -> int:
    return notes.store_line(work, guest, "asked for the pier").id


def _gesture(work: Any, guest: int) -> int:
    return gestures.plan_own(work, guest, "Tea", [("tea", 500)]).id


def _promise(work: Any, guest: int) -> int:
    return tasks.promise(work, guest, "sea view by 6pm").task.id


def _problem(work: Any, guest: int) -> int:
    return problems.report(work, "cold shower", guest_id=guest).line.id


Job = Callable[[Any, int, str], Any]
JOBS: dict[str, Job] = {
    "note": lambda work, guest, text: notes.store_line(work, guest, text),
    "note, word for word": lambda work, guest, text: notes.store_line(work, guest, text, as_note=True),
    "note, hidden": lambda work, guest, text: notes.store_line(work, guest, text, sensitive=True, consent=Consent()),
    "consent": lambda work, guest, text: notes.store_line(
        work, guest, "in a wheelchair", sensitive=True, consent=Consent(text)
    ),
    "consent afterwards": lambda work, guest, text: consent.agree(work, _note(work, guest), text),
    "note edited": lambda work, guest, text: notes.edit(work, _note(work, guest), text),
    "note disputed": lambda work, guest, text: notes.dispute(work, _note(work, guest), text),
    "usual": lambda work, guest, text: notes.store_line(work, guest, f"usual {text}"),
    "allergy": lambda work, guest, text: notes.store_line(work, guest, f"allergic to nuts, {text}"),
    "answer": lambda work, guest, text: questions.answer(work, guest, "music", text),
    "caution": lambda work, guest, text: facts.save_caution(work, facts.CautionForm(guest, subject=text)),
    "caution of": lambda work, guest, text: facts.save_caution(work, facts.CautionForm(guest, subject="x", whose=text)),
    "occasion of": lambda work, guest, text: facts.save_occasion(work, facts.OccasionForm(guest, whose=text)),
    "secret": lambda work, guest, text: facts.save_occasion(work, facts.OccasionForm(guest, secret_from=text)),
    "promise": lambda work, guest, text: tasks.promise(work, guest, text),
    "longer wait": lambda work, guest, text: tasks.quote(work, _promise(work, guest), text),
    "task edited": lambda work, guest, text: tasks.edit(work, _promise(work, guest), title=text, due=None),
    "task done": lambda work, guest, text: tasks.done(work, _promise(work, guest), words=text),
    "task missed": lambda work, guest, text: tasks.miss(work, _promise(work, guest), reason=text),
    "problem": lambda work, guest, text: problems.report(work, text, guest_id=guest),
    "problem's room": lambda work, guest, text: problems.report(work, "cold", room=text),
    "problem edited": lambda work, guest, text: problems.change(work, _problem(work, guest), what=text),
    "cause": lambda work, guest, text: problems.change(work, _problem(work, guest), cause=text),
    "step": lambda work, guest, text: problems.step(work, _problem(work, guest), RecoveryStep.LISTEN, text),
    "cannot": lambda work, guest, text: problems.cannot(work, guest, "spa", [text, "a quiet room"], ""),
    "given up": lambda work, guest, text: problems.lost(
        work, _problem(work, guest), CloseReason.NOT_RECOVERABLE, text
    ),
    "gesture": lambda work, guest, text: gestures.plan_own(work, guest, text, [("tea", 5)]),
    "basket": lambda work, guest, text: gestures.plan_own(work, guest, "Tea", [(text, 5)]),
    "place": lambda work, guest, text: gestures.plan_own(work, guest, "Tea", [("tea", 5)], place=text),
    "payer": lambda work, guest, text: gestures.plan_own(
        work, guest, "Tea", [("tea", 5)], payer=Payer.SUPPLIER, claim_from=text
    ),
    "line of a basket": lambda work, guest, text: gestures.set_lines(work, _gesture(work, guest), [(text, 5, None)]),
    "guest's words": lambda work, guest, text: gestures.deliver(work, _gesture(work, guest), None, text),
    "declined": lambda work, guest, text: gestures.decline(work, _gesture(work, guest), text),
    "rule bent": lambda work, guest, text: bending.bend(work, guest, "late checkout", text),
    "outcome": lambda work, guest, text: outcomes.link(work, guest, OutcomeKind.SALE, note=text),
    "line of the sheet": lambda work, _, text: handover.add_line(work, text),
    "found": lambda work, _, text: lineup.found(work, f"bear {text}"),
    "check": lambda work, _, text: lineup.tick(work, "keys", text),
    "check skipped": lambda work, _, text: lineup.skip(work, "till", text),
    "touch point": lambda work, _, text: touch_points.save(work, "", title="Door", idea=text),
    "person": lambda work, _, text: people.add(work, text),
    "request": lambda work, guest, text: requests.ask(work, guest, RequestKind.ACCESS, words=text),
    "playbook": lambda work, _, text: playbooks.save(
        work, playbooks.PlaybookForm(title="Own", step_1=f"now: do it | {text}")
    ),
    **{
        f"guest's {name}": lambda work, _, text, name=name: guests.save(
            work, _own(guests.GuestForm, name, text, first="Max", last="Schuler")
        )
        for name in _words(guests.GuestForm)
    },
    **{
        f"visit's {name}": lambda work, guest, text, name=name: visits.save(
            work, _own(visits.VisitForm, name, text, guest_id=guest, arrive="today")
        )
        for name in _words(visits.VisitForm)
    },
    **{
        f"gesture's {name}": lambda work, _, text, name=name: catalogue.save_idea(
            work, _own(catalogue.IdeaForm, name, text)
        )
        for name in _words(catalogue.IdeaForm)
    },
    **{
        f"setting {setting.name}": lambda work, _, text, name=setting.name: settings.change(work, name, text)
        for setting in SETTINGS
    },
}  # fmt: skip
A_REFERENCE = ("guest's customer_ref", "guest's phone", "visit's ref")


@pytest.mark.parametrize("job", JOBS)
def test_a_field_refuses_it_and_nothing_of_it_is_in_the_file(desk, job):
    guest = desk.guest()
    said = [text for text in SAID if job not in A_REFERENCE or text == "4111111111111111"]
    for text in said:
        with pytest.raises(DeskError) as refused:
            desk.write(lambda work, text=text: JOBS[job](work, guest, text))
        assert not NUMBER.search(str(refused.value).encode())
    assert not NUMBER.search(bytes_on_file(desk))


def test_a_number_that_reaches_over_the_end_of_a_field_leaves_no_half_of_itself(desk):
    guest = desk.guest()
    for before in (70, 72, 110, 190, 290, 490):
        text = f"{'x' * before} 4111111111111111"
        for job in (
            "note",
            "promise",
            "problem",
            "gesture",
            "guest's words",
            "caution of",
            "guest's last",
            "visit's room",
        ):
            with suppress(Forbidden):  # where it begins far behind what fits, the words are kept and it is cut away
                desk.write(lambda work, job=job, text=text: JOBS[job](work, guest, text))
    assert not re.search(rb"x 4", bytes_on_file(desk))


def test_a_half_typed_line_is_kept_without_it_also_while_it_grows(desk):
    guest = desk.guest()
    line = "pays with 4111 1111 1111 1111"
    for end in range(1, len(line) + 1):
        desk.write(lambda work, end=end: drafts.keep(work, guest, "note", line[:end]))
    assert [draft.text for draft in desk.card(guest).drafts] == ["pays with"]
    desk.write(lambda work: drafts.keep(work, guest, "note", "call +44 7700 900123"))
    assert [draft.text for draft in desk.card(guest).drafts] == ["call +44 7700 900123"]
    assert not re.search(rb"4111 1111 1111", bytes_on_file(desk))


KINDS = sorted(
    (kind for kind in vars(tables).values() if isinstance(kind, type) and issubclass(kind, Kept) and kind is not Kept),
    key=lambda kind: str(kind.__tablename__),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__tablename__))
def test_under_every_door_the_row_itself_refuses_it(desk, kind):
    """A job that forgot to look: no column of words, and nothing inside one that holds JSON, takes it."""
    row = kind.model_construct(version=1, id=1)
    for column in table_of(kind).columns:
        if column.type.python_type not in (str, dict, list) or getattr(column.type, "enums", None):
            continue
        for value in ("4111111111111111", {"a": [{"b": "4111 1111 1111 1111"}]}, ["4111111111111111"]):
            with pytest.raises(Forbidden) as refused:
                desk.write(lambda work, name=column.name, value=value: work.change(row, **{name: value}))
            assert "4111" not in str(refused.value)


def test_an_import_leaves_it_out_takes_the_row_and_says_which(desk, tmp_path):
    path = tmp_path / "arrivals.csv"
    path.write_text(
        "Guest Name,Arrival,Reference,Passport No,Comments\n"
        "Erika Schultz,2026-06-14,6940095644034,C01X00T478,late tea\n"
        "Max Schuler,2026-06-14,4111111111111111,,pays with 4111 1111 1111 1111 cvv 411\n",
        encoding="utf-8",
    )
    report = desk.write(lambda work: imports.apply(work, imports.read(path, work.today)))
    path.unlink()
    assert (report.new, report.skipped, report.ignored_columns) == (2, (), ("Passport No",))
    assert [(row.line, row.why) for row in report.left_out] == [(3, "a card number")]
    assert desk.sql("SELECT ref FROM visit ORDER BY id") == [("6940095644034",), ("",)]
    assert ("pays with cvv",) in desk.sql("SELECT text FROM note")
    assert not NUMBER.search(bytes_on_file(desk))

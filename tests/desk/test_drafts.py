"""Half-typed lines: kept, offered with the card, gone once they are saved, and in nobody's journal."""

from __future__ import annotations

from delightdesk.desk import drafts, imports
from delightdesk.desk.lines import DraftLine


def test_a_line_begun_stands_with_the_card_the_newest_first(desk, clock):
    guest_id = desk.guest()
    journal = desk.sql("SELECT count(*) FROM journal")
    desk.write(lambda work: drafts.keep(work, guest_id, "note", "allerg"))
    clock.ahead(minutes=1)
    desk.write(lambda work: drafts.keep(work, guest_id, "own", "boat trip"))
    clock.ahead(minutes=1)
    desk.write(lambda work: drafts.keep(work, guest_id, "note", "allergic to n\x1b[31muts"))
    assert desk.card(guest_id).drafts == (
        DraftLine("note", "allergic to nuts"), DraftLine("own", "boat trip", rests=True),
    )  # fmt: skip
    assert desk.sql("SELECT count(*) FROM journal") == journal


def test_blanks_or_saving_take_the_draft_away(desk):
    guest_id = desk.guest()
    for end in (
        lambda work: drafts.keep(work, guest_id, "note", "  "),
        lambda work: drafts.drop(work, guest_id, "note"),
    ):
        desk.write(lambda work: drafts.keep(work, guest_id, "note", "allergic"))
        desk.write(end)
        assert desk.card(guest_id).drafts == ()
    desk.write(lambda work: drafts.drop(work, guest_id, "note"))


def test_two_windows_never_write_into_each_others_line(desk, clock):
    guest_id = desk.guest()
    desk.write(lambda work: drafts.keep(work, guest_id, "note", "likes th", "one"))
    clock.ahead(seconds=2)
    desk.write(lambda work: drafts.keep(work, guest_id, "note", "asks for", "two"))
    assert [(each.text, each.rests) for each in desk.card(guest_id).drafts] == [
        ("asks for", False), ("likes th", False),
    ]  # fmt: skip
    desk.write(lambda work: drafts.drop(work, guest_id, "note", "two"))
    clock.ahead(minutes=2)
    assert desk.card(guest_id).drafts == (DraftLine("note", "likes th", "one", rests=True),)
    desk.write(lambda work: drafts.keep(work, guest_id, "note", "likes the sea", "two", taken="one"))
    assert desk.card(guest_id).drafts == (DraftLine("note", "likes the sea", "two"),)


def test_taking_an_import_back_leaves_the_guest_somebody_is_typing_about(desk, tmp_path):
    path = tmp_path / "arrivals.csv"
    path.write_text("Guest Name,Arrival\nErika Schultz,2026-06-14\nMax Schuler,2026-06-14\n", encoding="utf-8")
    report = desk.write(lambda work: imports.apply(work, imports.read(path, work.today)))
    ((erika,),) = desk.sql("SELECT id FROM guest WHERE last = 'Schultz'")
    desk.write(lambda work: drafts.keep(work, erika, "note", "allergic"))
    desk.write(lambda work: imports.undo(work, report.run))
    assert desk.sql("SELECT display_name FROM guest") == [("Erika Schultz",)]
    assert desk.card(erika).drafts[0].text == "allergic"

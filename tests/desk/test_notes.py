"""One-line capture lands where it belongs, and notes can be confirmed, edited and removed."""

from __future__ import annotations

import pytest

from delightdesk.desk import notes
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.vocabulary import NoteKind

LINES = {
    "20th anniversary 14 june": ("occasion", "Anniversary, 14 June, since 2006"),
    "allergic to nuts": ("caution", "nuts, allergen, said today, ask again today"),
    "usual flat white oat": ("note", "flat white oat"),
    "prefers a room away from the lift": ("note", "a room away from the lift"),
    "asked about the pier": ("note", "asked about the pier"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_goes_where_it_belongs(desk, line):
    guest_id = desk.guest()
    kind, text = LINES[line]
    stored = desk.write(lambda work: notes.store_line(work, guest_id, line))
    assert stored.kind == kind
    assert stored.understood == desk.read(lambda work: notes.read_line(work, line)).understood
    card = desk.card(guest_id)
    assert [each.text for each in (*card.occasions, *card.cautions, *card.notes)] == [text]
    assert stored.id in [each.id for each in (*card.occasions, *card.cautions, *card.notes)]


@pytest.mark.parametrize("line", [line for line in LINES if "allergic" not in line])
def test_a_line_kept_word_for_word_is_a_note(desk, line):
    guest_id = desk.guest()
    desk.write(lambda work: notes.store_line(work, guest_id, line, as_note=True))
    (note,) = desk.card(guest_id).notes
    assert (note.text, note.kind) == (line, NoteKind.OPERATIONAL)


def test_what_is_said_again_is_counted_not_doubled(desk):
    guest_id = desk.guest()
    note = desk.note(guest_id, "usual flat white oat")
    desk.clock.ahead(days=40)
    assert desk.note(guest_id, "usual flat white oat") == note
    desk.write(lambda work: notes.confirm(work, note))
    (line,) = desk.card(guest_id).notes
    assert (line.sightings, line.detail) == (3, "usual · seen 3 times, last today")
    for _ in range(2):
        desk.note(guest_id, "allergic to nuts")
        desk.note(guest_id, "20th anniversary 14 june")
    card = desk.card(guest_id)
    assert (len(card.cautions), len(card.occasions)) == (1, 1)


@pytest.mark.parametrize("line", ["", "   ", "\x1b[2J\x07"])
def test_a_line_without_words_is_refused(desk, line):
    guest_id = desk.guest()
    with pytest.raises(Invalid, match="nothing to note"):
        desk.note(guest_id, line)
    note = desk.note(guest_id, "asked about the pier")
    with pytest.raises(Invalid, match="needs words"):
        desk.write(lambda work: notes.edit(work, note, line))


def test_a_note_about_somebody_who_is_not_here_is_refused(desk):
    with pytest.raises(NotFound, match="guest is not here"):
        desk.note(99, "asked about the pier")


def test_a_note_is_edited_and_removed_only_as_it_was_seen(desk):
    guest_id = desk.guest()
    note = desk.note(guest_id, "asked about the pier")
    desk.write(lambda work: notes.edit(work, note, "asked about the boats", 1))
    for stale in (lambda work: notes.edit(work, note, "x", 1), lambda work: notes.remove(work, note, 1)):
        with pytest.raises(Stale):
            desk.write(stale)
    desk.write(lambda work: notes.remove(work, note, 2))
    assert desk.card(guest_id).notes == ()
    with pytest.raises(NotFound):
        desk.write(lambda work: notes.confirm(work, note))


def test_a_very_long_line_is_kept_to_its_limit(desk):
    guest_id = desk.guest()
    desk.note(guest_id, "asked about " + "the pier " * 200)
    (note,) = desk.card(guest_id).notes
    assert len(note.text) <= notes.NOTE_LENGTH


def test_terminal_codes_do_not_reach_the_file(desk):
    guest_id = desk.guest()
    desk.note(guest_id, "asked \x1b[31mabout\x1b]0;x\x07 the \u202epier")
    assert desk.card(guest_id).notes[0].text == "asked about the pier"


def test_no_way_into_a_note_keeps_a_card_number(desk):
    guest_id = desk.guest()
    line = "pays with 4111 1111 1111 1111"
    kept = desk.note(guest_id, "pays at the end")
    for job in (
        lambda work: notes.store_line(work, guest_id, line),
        lambda work: notes.store_line(work, guest_id, line, as_note=True),
        lambda work: notes.edit(work, kept, line),
        lambda work: notes.dispute(work, kept, line),
    ):
        with pytest.raises(Invalid, match="card number"):
            desk.write(job)
    assert [note.text for note in desk.card(guest_id).notes] == ["pays at the end"]
    assert "4111" not in str(desk.tables())


def test_the_usual_is_the_same_in_other_letters(desk):
    guest_id = desk.guest()
    for line in ("usual flat white, oat", "Usual: Flat white oat", "usual FLAT WHITE OAT"):
        desk.note(guest_id, line)
    (note,) = desk.card(guest_id).notes
    assert (note.sightings, note.text) == (3, "flat white, oat")
    assert note.detail.startswith("usual")


def test_a_line_in_doubt_is_kept_and_says_what_seemed_wrong(desk):
    guest_id = desk.guest()
    kept = desk.write(lambda work: notes.store_line(work, guest_id, "birthday 30 february"))
    assert kept.doubt == "30 February is not a day"

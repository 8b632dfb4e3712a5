"""The shapes of the command line's JSON, which programs rely on: names and nesting stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from delightdesk.cli.as_json_owed import of_owed, of_problem_line
from delightdesk.domain.consent import sensitive_kind

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.dossier import Dossier
    from delightdesk.desk.import_lines import ImportReport
    from delightdesk.desk.lines import NoteLine
    from delightdesk.desk.notes import Stored
    from delightdesk.desk.privacy.consent import Looked
    from delightdesk.domain.knowledge import Advice, RuledOut, Suggestion

_SUGGESTED = (
    "idea", "title", "why", "cost", "currency", "who", "ready_by", "say", "how", "place", "cautions", "needs_approval",
    "forms", "ask_which", "left_out", "public",
)  # fmt: skip


def of_card(card: GuestCard, currency: str, words: Mapping[int, Looked] = MappingProxyType({})) -> dict[str, Any]:
    """The whole card but for what `suggest` answers. ``owed`` is a sentence, ``owed_lines`` the same in parts.

    words: of the hidden notes, where they are shown.
    """
    left_out = ("suggestions", "ruled_out")
    known = {spec.name: getattr(card, spec.name) for spec in fields(card) if spec.name not in left_out}
    return {
        **known,
        "notes": [_note(line, words.get(line.id)) for line in card.notes],
        "drafts": [
            {"place": each.place, "text": "" if sensitive_kind(each.text) else each.text} for each in card.drafts
        ],
        "owed_lines": [of_owed(line) for line in card.owed_lines],
        "problems": [of_problem_line(line) for line in card.problems],
        "problem": of_problem_line(card.problem) if card.problem else None,
        "currency": currency,
    }


def _note(line: NoteLine, looked: Looked | None) -> dict[str, Any]:
    """A note; of a hidden one ``text`` and ``disputed`` are empty unless somebody looked."""
    known = {spec.name: getattr(line, spec.name) for spec in fields(line) if spec.name != "is_hidden"}
    if line.is_hidden:
        known |= {"text": looked.text if looked else "", "disputed": looked.disputed if looked else ""}
    return {**known, "hidden": line.is_hidden}


def of_advice(dossier: Dossier, advice: Advice) -> dict[str, Any]:
    """What to give and what not. ``swap`` is the key of the safe idea to give instead, or null."""
    return {
        "guest": dossier.guest.id,
        "name": dossier.guest.display_name,
        "suggestions": [_suggestion(each) for each in advice.suggestions],
        "ruled_out": [_ruled_out(each) for each in advice.ruled_out],
    }


def _suggestion(each: Suggestion) -> dict[str, Any]:
    return {name: getattr(each, name) for name in _SUGGESTED}


def _ruled_out(each: RuledOut) -> dict[str, Any]:
    return {
        "idea": each.idea,
        "title": each.title,
        "because": each.because,
        "swap": each.swap,
        "swap_title": each.swap_title,
    }


def of_note(stored: Stored) -> dict[str, Any]:
    """What a line was kept as; ``id`` is the row's, ``guest`` the guest's."""
    return {"kind": stored.kind, "id": stored.id, "guest": stored.guest_id, "understood": stored.understood}


def of_report(report: ImportReport) -> dict[str, Any]:
    """What an import did; ``run`` is null when nothing changed or nothing should."""
    known = {spec.name: getattr(report, spec.name) for spec in fields(report)}
    skipped = [{"row": each.line, "why": each.why} for each in report.skipped]
    left_out = [{"row": each.line, "what": each.why} for each in report.left_out]
    by_name = [{"row": each.row, "guest": each.guest_id, "name": each.name} for each in report.by_name]
    kept = [{"row": each.row, "guest": each.guest_id, "fields": each.fields} for each in report.kept_at_desk]
    return {**known, "skipped": skipped, "left_out": left_out, "by_name": by_name, "kept_at_desk": kept}

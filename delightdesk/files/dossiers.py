"""All we hold on a guest as text and as JSON: the same values, in the same order."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from delightdesk.domain.text import clean

_WIDTH = 80
_LONGEST = 2000


class PaperSection(Protocol):
    """One concept: `desk.privacy.dossier_reading.Section`."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def entries(self) -> Sequence[Sequence[tuple[str, str]]]: ...


class PaperDossier(Protocol):
    """All of it: `desk.privacy.dossiers.Dossier`."""

    @property
    def guest_id(self) -> int: ...

    @property
    def house(self) -> str: ...

    @property
    def made_at(self) -> datetime: ...

    @property
    def made_on(self) -> str: ...

    @property
    def made_by(self) -> str: ...

    @property
    def sections(self) -> Sequence[PaperSection]: ...

    @property
    def sources(self) -> Sequence[str]: ...

    @property
    def keeping(self) -> Sequence[str]: ...

    @property
    def rights(self) -> Sequence[str]: ...


def file_name(dossier: PaperDossier, ending: str) -> str:
    """The file's usual name: the guest's number and the day, nothing of who they are."""
    return name_for(dossier.guest_id, dossier.made_on, ending)


def name_for(guest_id: int, day: str, ending: str) -> str:
    """The name of a file that is still to be written."""
    return f"guest-{guest_id}-{day}.{ending}"


def as_text(dossier: PaperDossier) -> str:
    """Plain text at 80 columns."""
    return "\n".join(_lines(dossier)) + "\n"


def _lines(dossier: PaperDossier) -> Iterator[str]:
    yield from _wrapped(f"What {dossier.house} keeps of you")
    yield from _wrapped(f"Written out on {dossier.made_on} by {dossier.made_by} for guest number {dossier.guest_id}.")
    for heading, sentences in (
        ("Where it comes from", dossier.sources),
        ("How long it stays", dossier.keeping),
        ("What you may ask for", dossier.rights),
    ):
        yield from ("", heading)
        for sentence in sentences:
            yield from _wrapped(sentence, "  ")
    for section in dossier.sections:
        yield from ("", f"{section.title} ({len(section.entries)})")
        for place, entry in enumerate(section.entries):
            yield from [""] if place else []
            for label, value in entry:
                yield from _wrapped(f"{label}: {clean(value, _LONGEST)}", "  ")
    yield from ("", *_wrapped(shred(dossier.house, dossier.made_on, dossier.made_by)))


def shred(house: str, day: str, person: str) -> str:
    """The foot of every print that holds what guests told the house."""
    return f"Written {day} by {person}, {house}. Only for whom it is about; shred it when it is not needed any more."


def as_json(dossier: PaperDossier) -> str:
    """JSON with names in their own script; ``sections`` in the order of the text."""
    return json.dumps(of_dossier(dossier), ensure_ascii=False, indent=2) + "\n"


def of_dossier(dossier: PaperDossier) -> dict[str, Any]:
    """The same as one value for programs."""
    return {
        "guest": dossier.guest_id,
        "house": clean(dossier.house, _LONGEST),
        "written": dossier.made_on,
        "by": clean(dossier.made_by, _LONGEST),
        "sources": list(dossier.sources),
        "keeping": list(dossier.keeping),
        "rights": list(dossier.rights),
        "foot": shred(dossier.house, dossier.made_on, dossier.made_by),
        "sections": {
            section.key: [{label: clean(value, _LONGEST) for label, value in entry} for entry in section.entries]
            for section in dossier.sections
        },
    }


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        clean(text, _LONGEST + 100), _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )  # fmt: skip

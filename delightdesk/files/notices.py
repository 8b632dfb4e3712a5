"""The notice for guests as text, Markdown and a page to print."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Protocol

from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from jinja2 import Template

_WIDTH = 80
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~])")


class PaperPart(Protocol):
    """One heading with its sentences: `desk.privacy.notices.Part`."""

    @property
    def heading(self) -> str: ...

    @property
    def sentences(self) -> Sequence[str]: ...


class PaperNotice(Protocol):
    """The notice: `desk.privacy.notices.Notice`."""

    @property
    def house(self) -> str: ...

    @property
    def short(self) -> Sequence[str]: ...

    @property
    def parts(self) -> Sequence[PaperPart]: ...

    @property
    def made_on(self) -> date: ...

    @property
    def made_by(self) -> str: ...


def file_name(notice: PaperNotice, ending: str) -> str:
    """The file's usual name."""
    return f"privacy-notice-{notice.made_on.isoformat()}.{ending}"


def as_text(notice: PaperNotice) -> str:
    """Plain text at 80 columns: first what stands on the desk, then the page."""
    lines = [clean(f"{notice.house} and your data"), "", *_wrapped(" ".join(notice.short))]
    for part in notice.parts:
        lines += ["", clean(part.heading), *(line for each in part.sentences for line in _wrapped(each, "  "))]
    return "\n".join([*lines, "", *_wrapped(foot(notice))]) + "\n"


def as_markdown(notice: PaperNotice) -> str:
    """Markdown, for a web page of the house."""
    lines = [f"# {_plain(notice.house)} and your data", "", f"**{_plain(' '.join(notice.short))}**"]
    for part in notice.parts:
        lines += ["", f"## {_plain(part.heading)}", "", _plain(" ".join(part.sentences))]
    return "\n".join([*lines, "", f"*{_plain(foot(notice))}*"]) + "\n"


def as_html(notice: PaperNotice) -> str:
    """One A4 page: a card to cut off for the desk, and the text."""
    return _template().render(
        house=clean(notice.house),
        short=[clean(each) for each in notice.short],
        parts=[(clean(part.heading), [clean(each) for each in part.sentences]) for part in notice.parts],
        foot=clean(foot(notice)),
    )


def foot(notice: PaperNotice) -> str:
    """Of when it is, whose, and what becomes of it when a newer one is printed."""
    return (
        f"{notice.house}, {notice.made_on.isoformat()}, printed by {notice.made_by}. "
        "Shred it when a newer one is printed."
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("delightdesk.files", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return pages.get_template("notice.html")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(clean(text), _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", clean(text))

"""Five hundred texts that somebody may type, paste or hand in, to which nothing may break and which nobody may obey."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from delightdesk.domain.forbidden import found

ESCAPES = ["\x1b", "\x9b", "\x1b[", "\x9d", "\x1bP", "\x90", "\x1b]", "\x1b^", "\x1b_", "\x1bX", "\x98"]
COMMANDS = [
    "31mred", "2J", "0;owned\x07", "0;owned\x1b\\", "0;owned\x9c", "52;c;aGVsbG8=\x07", "8;;http://x/\x07link\x1b]8;;\x07",
    "?1049l", "?25l", "6n", "c", "!p", "1337;File=:AAAA\x07", "5i", "\x18", "999999999C", "38;2;1;2;3m", "?2004l~",
]  # fmt: skip
INVISIBLE = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
TURNING = [
    chr(code) for code in (0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
]
UNSEEN = [
    chr(code) for code in (0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x180F), 0x200C, 0x200D, 0x2028,
    0x2029, *range(0x206A, 0x2070), 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFFA0, *range(0xFFF9, 0xFFFE), 0x1BCA0, 0x1D173,
    0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF, 0x10FFFF)
]  # fmt: skip
MARKUP = [
    "[bold]x[/bold]", "[/]", "[@click=app.quit]x[/]", "[@click=\"app.bell\"]", "[link=http://x]y[/link]", "[red", "]]", "[[",
    "\\[b]", "[on red]x", "[#ff0000]x", "[$primary]x", "[/bold]", "{x!r}", "%s%n", "$(id)", "`id`", "${HOME}", "&lt;b&gt;",
    ":warning:", "[=x]", "[b=]", "[not a tag]", "{}", "{0}", "{0.__class__}", "%(x)s", "%99999d", "{{7*7}}", "{% raw %}",
    "{#", "<%= 7 %>", "#{7*7}", "[^1]: x", "![x](http://x)", "[x](javascript:a)", "# head", "***", "---", "> quote", "|a|b|",
    "~~~", "```",
]  # fmt: skip
PAGES = [
    "<script>alert(1)</script>", "</script><script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=a()>", "</style>",
    "<!--", "-->", "<![CDATA[", "]]>", "<?xml?>", "&#x3c;script&#x3e;", "&", "&amp;lt;", "'\"><b>", "<a href='javascript:a'>",
    "</td></tr>", "<iframe>", "\\u003cscript\\u003e", "</title>", "<br", "&nbsp", "\"}],\"x\":[{", "\\", "\\\"", "\\n", "\\u0000",
]  # fmt: skip
PROGRAMS = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "' OR 1=1 --", "\"; DROP TABLE guest; --",
    "NEAR(a b)", "\"", "*", "a*", "AND OR NOT", "name: x", "^a", "(", "{", "a\\", "%", "_", "-", "--help", "-1", "/",
    "=1;=2", "a;=1", "a,=1", "a\n=1", "'=1", "\"=1", " =1", "\t=1", "＝1", "＋1", "－1", "＠x", "|calc", "%0A=1", "=1\n", ";=1",
    "=DDE(\"cmd\";\"x\")", "=WEBSERVICE(\"http://x\")", "@x", "=", "+", "@", "../../etc/passwd", "..\\..\\x", "/dev/zero",
    "file:///x", "~root", "CON", "nul.txt", "C:\\x", "\\\\server\\share", ".", "..", "x/../y", "*.csv", "?", "<x>", "a|b",
    "; rm -rf x", "&& x", "> x", "$IFS", "!!", "-rf", "--", "--person=Ben", "@file", "\\x41", "%00", "%41", "sqlite_master",
    "rowid", "NULL", "0x41", "1e308", "-0", "Infinity", "1_000", "٠", "１２", "²", "Ⅻ", "1,5", "1.5.5", "true", "[]", "{\"a\":1}",
]  # fmt: skip
SCRIPTS = [
    "Z\u0335\u0321" * 30, "e" + "\u0301" * 500, "\u0915\u094d" * 60, "👩‍👩‍👧‍👦" * 20, "🏳️‍🌈🏴‍☠️", "🇬🇧🇩", "\u202eחברה\u202c",
    "שלום עולם", "مرحبا بالعالم", "漢字" * 200, "ﷺ" * 50, "ﬃ", "Ⓐ", "\U000e0041" * 9, "\ue000\uf8ff", "\uffff\ufffe", "￼",
    "x" * 10_000, "😀" * 3000, " " * 500, "\u00a0\u3000", "\u2028a\u2029b", "ｆｕｌｌ", "\u0e01\u0e4b" * 9, "İıſK", "ß" * 80,
    "\u3164", "\u115f", "\ufff9a\ufffbb", "\U0001f468\U0001f3ff" * 40, "0" * 400, "٣٤٥", "½²", "\u1ab0" * 9, "a\u200db",
    "각", "각" * 9, "ཀྵྀ", "ก็็็็็็็็", "ﺍﻟﺴ", "𝕱𝖗𝖆", "ᴬᴮ", "ⓢⓒ", "㍿", "ℌ", "ʼn", "ǆ", "\u0300", "\u20e3", "1\u20e3", "©\ufe0f", "☺\ufe0e",
    "ꙮ", "𒐫", "꧅", "﷽", "⸻", "𓀀𓂸", "ꦠꦺꦴ", "မြန်မာ", "தமிழ்", "ქართული", "Ἀθῆναι", "Ø̶", "ñ", "n\u0303", "Å", "ﾊﾟ", "は゜",
]  # fmt: skip
HALVES = ["\ud800", "\udfff", "a\udc80b", "\ud83d", "\ude00\ud83d"]
MORE = [
    "tab\there", "two\nlines", "two\r\nlines", "\r\r\r", "\v\f", "NUL\0byte", "null", "None", "nan", "0", "", " ",
    "4111 1111 1111 1111",
]  # fmt: skip

HOSTILE = [
    *(f"A{escape}{command}Z" for escape, command in product(ESCAPES, COMMANDS)),
    *(f"{escape}open without end" for escape in ESCAPES),
    *(f"C{char}D" for char in INVISIBLE),
    *(f"E{char}gnirts{char}" for char in TURNING),
    *(f"U{char}n{char}{char}" for char in UNSEEN),
    *MARKUP, *PAGES, *PROGRAMS, *SCRIPTS, *HALVES, *MORE,
]  # fmt: skip

_LUMPS, _LONG, _END = 6, 40, "\x1b\\ "
_SHORT = [text[:_LONG] for text in HOSTILE if not found(text)]
LUMPS = [_END.join(_SHORT[at::_LUMPS]) for at in range(_LUMPS)]
"""All of them in few pieces, a bit of every kind in each, for doors that cost more to go through.

What is too long is shorter in them and no sequence is open to the end, so that each text counts; what is refused whole
stands in none.
"""

_TURNED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_harmless(text: str) -> bool:
    """No control byte but line ends, and nothing that turns the letters round."""
    return not any(
        (unicodedata.category(char) == "Cc" and char != "\n") or unicodedata.bidirectional(char) in _TURNED
        for char in text
    )


def argument(text: str) -> str:
    """As a shell can pass it: no NUL, and of the half letters only those that stand for odd bytes."""
    return re.sub("[\ud800-\udc7f\udd00-\udfff\0]", "", text)

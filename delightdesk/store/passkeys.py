"""Which desk files are encrypted, and the keys of those whose passphrase was given, kept in memory and nowhere else.

An encrypted file is SQLCipher's (version 4, its usual settings): its first 16 bytes are a random salt, the rest cannot
be told from chance. The key is made of passphrase and salt, which takes a tenth of a second on purpose; it is made
once in a program and kept by its salt. Copies keep the salt of what they are a copy of, so the key opens them too.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from io import SEEK_END
from pathlib import Path
from typing import Any

from delightdesk.domain.errors import Invalid, Locked

SALT_BYTES = 16
_ROUNDS = 256_000
_KEY_BYTES = 32
"""What SQLCipher 4 makes a key with: PBKDF2-HMAC-SHA512. Its own tools open the file with the same passphrase."""
SHORTEST, LONGEST = 8, 200
"""Letters of a new passphrase."""

_PAGE = 4096
_SECTOR = 512
_LOOKS = 8
_MAGIC = b"SQLite format 3\x00"
_FEWEST_KINDS, _MOST_OF_ONE = 240, 60
"""Of the 256 byte values, at least so many stand on a page of chance, and none so often."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a file, never shown."""

    salt: bytes = field(repr=False)
    raw: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The statement that gives it to SQLCipher: digits only, so that no passphrase stands in a statement."""
        return f"PRAGMA key = \"x'{self.raw.hex()}{self.salt.hex()}'\""


_keys: dict[bytes, Key] = {}
_quiet: list[Any] = []
_known: dict[str, tuple[tuple[int, int] | None, bytes]] = {}
"""By path: which file lay there, None for one still to be made, and its salt; empty for one that is not encrypted."""


def key_of(path: Path) -> Key | None:
    """The key that opens the file at ``path``; None when it needs none. Raises `Locked`."""
    salt = salt_of(path)
    if salt is None:
        return None
    key = _keys.get(salt)
    if key is None:
        raise Locked(asks(path.name))
    return key


def salt_of(path: Path) -> bytes | None:
    """The salt of an encrypted file; None for every other, also one that is not there.

    Each file is looked into once, before SQLite has it open: to close it again afterwards would let go of the locks
    that SQLite holds on it, because on POSIX systems they belong to the whole program.
    """
    found = _seen_before(path)
    if found is None:
        try:
            found = _look(path)
        except OSError:
            return None
        _note(path, found)
    return found or None


def is_known(path: Path) -> bool:
    """True when this very file was seen to be encrypted before: its header must not be read beside SQLite any more."""
    return bool(_seen_before(path))


def remember(path: Path, key: Key | None) -> None:
    """Note what the file there, or one that is still to be made there, is opened with; None: it is not encrypted."""
    if key is not None:
        _keys[key.salt] = key
    _note(path, key.salt if key is not None else b"")


def unlock(path: Path, passphrase: str) -> Key | None:
    """Make the key of ``path`` and keep it, once it has opened the file; None when the file is not encrypted.

    Raises `Locked` when the passphrase is not the right one; then nothing is kept.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    key = made_of(passphrase, salt)
    module = sqlcipher(path.name)
    try:
        try:
            _prove(path, key, module)
        except module.Error as error:
            if "readonly" not in str(error):
                raise
            _prove(path, key, module, "&immutable=1")  # half a save lies beside it; whoever opens it takes that back
    except module.Error as error:
        if "not a database" not in str(error):
            raise Locked(f"{path.name} cannot be read just now ({error}). Nothing was changed.") from None
        raise Locked(
            f"That passphrase does not open {path.name}. Nothing was changed. Please type it once more."
        ) from None
    _keys[salt] = key
    return key


def _prove(path: Path, key: Key, module: Any, how: str = "") -> None:
    """Raise the driver's error unless the key opens the first page, whatever became of others."""
    address = f"{path.resolve().as_uri()}?mode=ro{how}"
    with closing(module.connect(address, uri=True, timeout=5.0, isolation_level=None)) as connection:
        connection.execute(key.pragma)
        connection.execute("PRAGMA user_version").fetchone()


def drop(key: Key) -> None:
    """Keep a key no longer that nothing is opened with any more."""
    _keys.pop(key.salt, None)


def is_right(path: Path, passphrase: str) -> bool:
    """Whether it is the passphrase of a file that is unlocked already."""
    from hmac import compare_digest

    key = key_of(path)
    return key is not None and compare_digest(made_of(passphrase, key.salt).raw, key.raw)


def is_encrypted(path: Path) -> bool:
    """True when the file has a passphrase."""
    return salt_of(path) is not None


def is_locked(path: Path) -> bool:
    """True when the file is encrypted and its passphrase was not given yet."""
    salt = salt_of(path)
    return salt is not None and salt not in _keys


def made_of(passphrase: str, salt: bytes) -> Key:
    """The key that SQLCipher makes of a passphrase. Takes a tenth of a second, on purpose."""
    from hashlib import pbkdf2_hmac

    return Key(salt, pbkdf2_hmac("sha512", as_typed(passphrase).encode(), salt, _ROUNDS, _KEY_BYTES))


def new_key(passphrase: str) -> Key:
    """A key with a salt of its own. Raises `Invalid` for a passphrase that is too short or too long."""
    from secrets import token_bytes

    if not SHORTEST <= len(as_typed(passphrase)) <= LONGEST:
        raise Invalid(
            f"A passphrase has {SHORTEST} to {LONGEST} letters; a few words that nobody guesses are best. "
            "Nothing was changed.",
            "passphrase",
        )
    return made_of(passphrase, token_bytes(SALT_BYTES))


def as_typed(passphrase: str) -> str:
    """The same letters, however a keyboard puts them together; space around them does not count."""
    from unicodedata import normalize

    return normalize("NFC", passphrase.strip())


def asks(name: str) -> str:
    """What is said of a file that stays closed."""
    if not has_sqlcipher():
        return (
            f"{name} is encrypted, or is not a DelightDesk file. Nothing was changed. To open an encrypted desk, this "
            'PC needs one thing more: pip install "delightdesk[encryption]".'
        )
    return (
        f"{name} asks for its passphrase, or is not a DelightDesk file. Nothing was changed. "
        "Please type the passphrase, or check the path."
    )


def has_sqlcipher() -> bool:
    """True when this PC can open encrypted files."""
    from importlib.util import find_spec

    return find_spec("sqlcipher3") is not None


def sqlcipher(name: str) -> Any:
    """The driver for encrypted files. Raises `Locked` where it is missing; ``name`` is the file's."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise Locked(asks(name)) from None
    if dbapi2 not in _quiet:
        connection = dbapi2.connect(":memory:")
        connection.execute("PRAGMA cipher_log_level=NONE")  # it would write on the screen when a passphrase is wrong
        connection.close()
        _quiet.append(dbapi2)
    return dbapi2


def _seen_before(path: Path) -> bytes | None:
    """What is known of the very file that lies there; None when it was never looked at."""
    known = _known.get(os.path.realpath(path))
    return known[1] if known is not None and known[0] == _which(path) else None


def _note(path: Path, salt: bytes) -> None:
    _known[os.path.realpath(path)] = _which(path), salt


def _which(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def _look(path: Path) -> bytes:
    """The salt, when the file looks encrypted: at its beginning, and at most of a few places further on."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        head = file.read(_PAGE)
        size = file.seek(0, SEEK_END)
        if head.startswith(_MAGIC) or size < _PAGE or size % _SECTOR or not _is_chance(head):
            return b""
        places = range(_PAGE, size - _PAGE + 1, max(_PAGE, size // _LOOKS // _PAGE * _PAGE))
        found = [_is_chance(file.read(_PAGE)) for place in places if file.seek(place)]
    return head[:SALT_BYTES] if 2 * sum(found) >= len(found) else b""


def _is_chance(page: bytes) -> bool:
    counts = Counter(page)
    return len(counts) >= _FEWEST_KINDS and max(counts.values()) < _MOST_OF_ONE

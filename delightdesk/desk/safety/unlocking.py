"""Opening a desk that has a passphrase. Light on purpose: asked before the first frame, when no SQLModel is there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from delightdesk.domain.errors import Locked
from delightdesk.store import passkeys
from delightdesk.store.passkeys import LONGEST, SHORTEST, has_sqlcipher, is_encrypted, is_locked

__all__ = [
    "LONGEST", "NEW", "PASSPHRASE", "SHORTEST", "WARNING", "given", "has_sqlcipher", "is_encrypted", "is_locked",
    "may_be_overwritten", "unlock", "unlock_if_given",
]  # fmt: skip

PASSPHRASE = "DELIGHTDESK_PASSPHRASE"  # noqa: S105 - the name of it
"""Names the passphrase of the desk, for where nobody can type it."""
NEW = "DELIGHTDESK_NEW_PASSPHRASE"
"""Names the one to be set in its place."""

WARNING = "Nobody can open the desk or its backups without the passphrase, and nobody can find it again. Keep it safe."
"""Said before a passphrase is set."""


def given(name: str = PASSPHRASE) -> str:
    """The passphrase in the environment, or nothing. It is taken out there: no program started later gets it."""
    return os.environ.pop(name, "").partition("\n")[0].strip()


def unlock(path: Path, passphrase: str) -> None:
    """Open the desk, or a backup, with its passphrase. Raises `Locked` when it is the wrong one.

    Where it opens a backup of the same key and not the desk, it is the right one, and the desk is damaged: whoever
    opens it then says so.
    """
    try:
        passkeys.unlock(path, passphrase)
    except Locked:
        if not _opens_a_backup(path, passphrase):
            raise


def may_be_overwritten(path: Path) -> bool:
    """True for a file that nobody can tell from an encrypted one, though its backups are not encrypted as it would be.

    Backups go with the desk, so most likely something wrote over it; or it got its passphrase a moment ago.
    """
    salts = _salts_of_backups(path)
    return is_locked(path) and bool(salts) and passkeys.salt_of(path) not in salts.values()


def _opens_a_backup(path: Path, passphrase: str) -> bool:
    salt = passkeys.salt_of(path)
    for backup, its_salt in _salts_of_backups(path).items():
        if salt is not None and its_salt == salt:
            with suppress(Locked):
                passkeys.unlock(backup, passphrase)
            return not is_locked(path)
    return False


def _salts_of_backups(path: Path) -> dict[Path, bytes | None]:
    from delightdesk.store.backup_folder import folder_of, in_folder

    return {each.path: passkeys.salt_of(each.path) for each in in_folder(folder_of(path), path.suffix)}


def unlock_if_given(path: Path) -> None:
    """Open the desk with the passphrase in the environment, where it asks for one. Raises `Locked` when it is wrong."""
    if is_locked(path) and has_sqlcipher():
        passphrase = given()
        if passphrase:
            unlock(path, passphrase)

"""Whether a desk lies where SQLite cannot promise what it promises: on a network share, or in a synchronised folder.

Best effort, by what the path and the system tell without asking the drive.
"""

from __future__ import annotations

from pathlib import Path

_NETWORK = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "9p", "ncpfs", "davfs", "ceph", "glusterfs", "fuse.sshfs",
     "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs"}
)  # fmt: skip
_SYNCHRONISED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud")
_MOUNTS = Path("/proc/self/mountinfo")


def warning(path: Path) -> str:
    """What to know of the place, in words; empty for an ordinary disk, and where nothing can be found out."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        return ""
    if str(real).startswith("\\\\") or _kind_at(real) in _NETWORK:
        return (
            f"{path.name} lies on a network drive. Locks of such drives are not always kept, so two PCs that write at "
            "once can damage the file. One PC at a time is safe; a backup on another drive is worth having."
        )
    if any(word in part.casefold() for part in real.parts[:-1] for word in _SYNCHRONISED):
        return (
            f"{path.name} lies in a folder that another program copies to other PCs. It may put an older file in its "
            "place, or half of one. Please keep the desk elsewhere and only its backups there."
        )
    return ""


def kinds(mountinfo: str) -> dict[str, str]:
    """Which file system is mounted where, read from Linux's list."""
    found = {}
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        words = before.split()
        if len(words) > 4 and after:
            found[words[4].replace("\\040", " ")] = after.split()[0]
    return found


def _kind_at(path: Path) -> str:
    try:
        mounts = kinds(_MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return next((mounts[str(folder)] for folder in (path, *path.parents) if str(folder) in mounts), "")

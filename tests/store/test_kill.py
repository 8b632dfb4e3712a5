"""The power goes at a random moment: what was acknowledged is there, and nothing is half there.

The drivers do it thousands of times by hand; here they are kept working, a few rounds each.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DRIVERS = Path(__file__).parents[1] / "drivers"


def driven(name: str, *how: str) -> str:
    done = subprocess.run(
        [sys.executable, str(DRIVERS / name), *how], capture_output=True, text=True, encoding="utf-8", timeout=100,
        cwd=DRIVERS.parents[1], check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its writers by forking")
def test_whatever_was_acknowledged_survives_the_kill() -> None:
    assert "8 kills" in driven("kill_writers.py", "--kills", "8")


@pytest.mark.skipif(shutil.which("strace") is None, reason="takes down with strace what goes to the disk")
def test_whatever_was_acknowledged_survives_the_power_cut() -> None:
    assert "nothing lost" in driven("cut_power.py", "--cuts", "100", "--notes", "6")

"""What the first frame needs (the header line, the house's day, the find box) comes without the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys

FIRST_FRAME = """
import json, sys
from datetime import UTC, date, datetime
from pathlib import Path
from delightdesk import desk
from delightdesk.desk import finding, place

path = place.chosen_path(sys.argv[1])
assert finding.is_current(path)
house = finding.quick_house(path)
today = finding.today_of(house, datetime(2026, 6, 14, 15, 42, tzinfo=UTC))
finder = finding.Finder(path)
found = [hit.name for hit in finder.find("schul", today)] + [hit.name for hit in finder.expected(today)]
heavy = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer", "babel", "platformdirs", "python_calamine",
         "sqlcipher3")
print(json.dumps([house.name, found, sorted({name.split(".")[0] for name in sys.modules} & set(heavy))]))
"""


def test_finding_a_guest_needs_none_of_the_heavy_libraries(desk):
    desk.visit(desk.guest())
    run = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, str(desk.path)], capture_output=True, check=True, encoding="utf-8"
    )
    assert json.loads(run.stdout) == ["The Bay Hotel", ["Erika Schultz", "Erika Schultz"], []]

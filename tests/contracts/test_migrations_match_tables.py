"""A file made by the migrations is, column by column, what the tables in the code say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import delightdesk.store.tables  # noqa: F401 - fills the metadata
from delightdesk.store.engine import make_engine
from delightdesk.store.header import SCHEMA
from delightdesk.store.migrations.upgrade import SCRIPTS, create


@pytest.fixture
def fresh(tmp_path):
    path = tmp_path / "desk.db"
    create(path)
    engine = make_engine(path, begin="BEGIN")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_migrations_make_what_the_tables_say(fresh):
    def ours(_object, name, kind, _reflected, _compare_to):
        return not (kind == "table" and name.startswith("find_"))

    context = MigrationContext.configure(
        fresh, opts={"compare_type": True, "compare_server_default": True, "include_object": ours}
    )
    assert compare_metadata(context, SQLModel.metadata) == []


def test_every_closed_list_is_guarded_by_the_file_itself(fresh):
    made = dict(fresh.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            words = getattr(column.type, "enums", None) or getattr(getattr(column.type, "impl", None), "enums", None)
            if words:
                listed = ", ".join(f"'{word}'" for word in words)
                assert f"{column.name} IN ({listed})" in " ".join(made[table.name].split()), (
                    f"{table.name}.{column.name}"
                )


def test_the_number_in_the_header_is_the_newest_revision():
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    heads = ScriptDirectory.from_config(config).get_heads()
    assert heads == [f"{SCHEMA:04d}"]

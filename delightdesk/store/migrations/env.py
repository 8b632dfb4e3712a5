"""Alembic's entry: runs the revisions on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import delightdesk.store.tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()

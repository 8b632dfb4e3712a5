"""Bringing a file up to this version's schema. Alembic is imported only when there is something to do."""

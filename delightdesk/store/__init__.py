"""The store: the only place that knows SQLModel, SQLAlchemy, Alembic and the database file."""

"""Care of the data: consent and dispute on notes, the guest's rights, erasure, and a journal that is chained."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from delightdesk.store import chain
from delightdesk.store.engine import driver

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NOTE_KINDS = (
    "preference", "usual", "occasion", "first_visit", "prior_problem", "praise", "kind_act", "reassurance",
    "access_need", "dietary", "party", "gift_given", "promise", "security", "sensitive", "operational",
)  # fmt: skip
_SOURCES = (
    "guest_said", "on_booking", "observed_once", "observed_often", "partner_said", "colleague_said", "import",
)  # fmt: skip
_MOMENTS = ("booking", "before_arrival", "check_in", "in_house", "check_out", "after")


def upgrade() -> None:
    """Raise the schema by one."""
    _guest()
    _note()
    _draft()
    _journal()
    _rights_request()
    _forgotten()
    _apart()
    _house()


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def _guest() -> None:
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def _note() -> None:
    """A new table with the rows of the old one: a list of allowed words cannot be changed in place."""
    op.create_table(
        "note_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(*_NOTE_KINDS, name="notekind"), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("source", _words(*_SOURCES, name="notesource"), nullable=False),
        sa.Column("lifetime", _words("this_visit", "until_date", "lasting", name="lifetime"), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("moment", _words(*_MOMENTS, name="moment"), nullable=True),
        sa.Column("sightings", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("consent_by", sa.Integer(), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("disputed", sa.String(length=500), nullable=False),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("import_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["consent_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"]),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    kept = (
        "id, version, created_at, deleted_at, guest_id, visit_id, author_id, kind, text, source, lifetime, until,"
        " moment, sightings, confirmed_on, consent, expires_on, import_run"
    )
    op.execute(f"INSERT INTO note_new ({kept}, disputed) SELECT {kept}, '' FROM note")  # noqa: S608
    op.drop_table("note")
    op.rename_table("note_new", "note")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_guest_id"), ["guest_id"], unique=False)
        for column in ("visit_id", "expires_on"):
            filled = sa.text(f"{column} IS NOT NULL")
            batch_op.create_index(
                f"ix_note_{column}", [column], unique=False, sqlite_where=filled, postgresql_where=filled
            )


def _draft() -> None:
    """A new table, because the window a line is typed in becomes a part of its key."""
    op.create_table(
        "draft_new",
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("window", sa.String(length=16), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"]),
        sa.PrimaryKeyConstraint("guest_id", "place", "window"),
    )
    op.execute("INSERT INTO draft_new (guest_id, place, text, at) SELECT guest_id, place, text, at FROM draft")
    op.drop_table("draft")
    op.rename_table("draft_new", "draft")


def _journal() -> None:
    with op.batch_alter_table("journal", schema=None) as batch_op:
        for name, length in (("salt", 32), ("digest", 64), ("chain", 64)):
            batch_op.add_column(sa.Column(name, sa.String(length=length), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("erased", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    chain.seal_all(driver(op.get_bind()))


def _rights_request() -> None:
    op.create_table(
        "rights_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words("access", "correction", "erasure", "objection", name="requestkind"), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"]),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("rights_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rights_request_guest_id"), ["guest_id"], unique=False)


def _forgotten() -> None:
    op.create_table(
        "forgotten",
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("guest_id"),
    )


def _apart() -> None:
    op.create_table(
        "apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["guest.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("apart", schema=None) as batch_op:
        for column in ("guest_id", "other_id"):
            batch_op.create_index(batch_op.f(f"ix_apart_{column}"), [column], unique=False)


def _house() -> None:
    with op.batch_alter_table("house", schema=None) as batch_op:
        for name, length in (("desk_id", 32), ("secret", 64), ("second_backups", 400)):
            batch_op.add_column(sa.Column(name, sa.String(length=length), server_default=sa.text("''"), nullable=False))
        for name, usual in (("keep_sensitive", "0"), ("keep_guests", "24"), ("keep_sheets", "12")):
            batch_op.add_column(sa.Column(name, sa.Integer(), server_default=usual, nullable=False))
        batch_op.add_column(sa.Column("tidies_itself", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("cared_on", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE house ADD COLUMN sensitive_rule VARCHAR(24) DEFAULT 'ask' NOT NULL"
        " CONSTRAINT sensitiverule CHECK (sensitive_rule IN ('ask', 'told', 'never'))"
    )
    house = sa.table(
        "house", sa.column("desk_id"), sa.column("secret"), sa.column("sensitive_rule"), sa.column("sector")
    )
    op.execute(house.update().values(desk_id=secrets.token_hex(16), secret=secrets.token_hex(32)))
    op.execute(house.update().where(house.c.sector == "clinic").values(sensitive_rule="never"))

"""The first desk: every table of version 0.1, and the search index beside them."""

from __future__ import annotations

import sqlite3
from typing import cast

import sqlalchemy as sa
from alembic import op

from delightdesk.store import index

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - one statement a table
    """Raise the schema by one."""
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first", sa.String(length=300), nullable=False),
        sa.Column("last", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("display_name", sa.String(length=300), nullable=False),
        sa.Column("call_me", sa.String(length=80), nullable=False),
        sa.Column("say_as", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("incognito", sa.Boolean(), nullable=False),
        sa.Column("gift_restricted", sa.Boolean(), nullable=False),
        sa.Column("alcohol_ok", sa.Boolean(), nullable=False),
        sa.Column("needs_reassurance", sa.Boolean(), nullable=False),
        sa.Column("earlier_visits", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("import_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["guest.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.create_index(
            "ix_guest_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )

    op.create_table(
        "house",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "hotel",
                "restaurant",
                "shop",
                "clinic",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("day_starts", sa.Time(), nullable=False),
        sa.Column("day_first", sa.Boolean(), nullable=False),
        sa.Column("delight_allowance", sa.Integer(), nullable=False),
        sa.Column("problem_allowance", sa.Integer(), nullable=False),
        sa.Column(
            "alcohol_rule",
            sa.Enum(
                "ask", "twin_first", "never", name="alcoholrule", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("pack_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("house", sa.JSON(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("pack_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key", name="uq_idea_key"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "receptionist", "lead", "manager", name="role", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "bond",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "partner",
                "parent",
                "child",
                "family",
                "friend",
                "colleague",
                "booker",
                "honoured_guest",
                name="bondkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["guest.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bond", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bond_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bond_other_id"), ["other_id"], unique=False)

    op.create_table(
        "caution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "allergen",
                "alcohol",
                "diet",
                "faith_need",
                "scent",
                "pet",
                "material",
                "other",
                name="cautionkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("whose", sa.String(length=80), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "guest_said",
                "on_booking",
                "observed_once",
                "observed_often",
                "partner_said",
                "colleague_said",
                "import",
                name="notesource",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("caution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caution_guest_id"), ["guest_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=260), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_fingerprint"), ["fingerprint"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("undo_of", sa.Integer(), nullable=True),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["undo_of"],
            ["journal.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index("ix_journal_person", ["person_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_undo_of"), ["undo_of"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("second_ref", sa.String(length=64), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("room_type", sa.String(length=60), nullable=False),
        sa.Column("arrive", sa.Date(), nullable=False),
        sa.Column("depart", sa.Date(), nullable=True),
        sa.Column("eta", sa.Time(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "enquiry",
                "expected",
                "in_house",
                "left",
                "cancelled",
                "no_show",
                name="visitstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("infants", sa.Integer(), nullable=False),
        sa.Column("child_ages", sa.String(length=60), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=False),
        sa.Column("flags", sa.String(length=120), nullable=False),
        sa.Column("import_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_day", ["arrive", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_ref"), ["ref"], unique=False)
        batch_op.create_index("ix_visit_status", ["status"], unique=False)

    op.create_table(
        "gesture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("idea_key", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "approved",
                "ready",
                "delivered",
                "declined",
                "cancelled",
                name="gesturestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "first_visit",
                "occasion",
                "problem",
                "kindness",
                "usual",
                "nervous",
                "crisis",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("doer", sa.String(length=80), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column(
            "payer",
            sa.Enum(
                "house",
                "supplier",
                "insurer",
                "third_party",
                name="payer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("planned_by", sa.Integer(), nullable=False),
        sa.Column("delivered_by", sa.Integer(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reaction",
            sa.Enum(
                "moved",
                "delighted",
                "pleased",
                "neutral",
                "uneasy",
                name="reaction",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("guest_words", sa.String(length=500), nullable=False),
        sa.Column("closed_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivered_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["planned_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("gesture", schema=None) as batch_op:
        batch_op.create_index("ix_gesture_created", ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_gesture_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index("ix_gesture_state", ["state", "due_at"], unique=False)
        batch_op.create_index(
            "ix_gesture_visit_id",
            ["visit_id"],
            unique=False,
            sqlite_where=sa.text("visit_id IS NOT NULL"),
            postgresql_where=sa.text("visit_id IS NOT NULL"),
        )

    op.create_table(
        "import_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("version_after", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["import_run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.create_index("ix_import_change_row", ["table", "row_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_change_run_id"), ["run_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "preference",
                "usual",
                "occasion",
                "first_visit",
                "prior_problem",
                "praise",
                "kind_act",
                "reassurance",
                "access_need",
                "dietary",
                "party",
                "gift_given",
                "promise",
                "security",
                "operational",
                name="notekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "guest_said",
                "on_booking",
                "observed_once",
                "observed_often",
                "partner_said",
                "colleague_said",
                "import",
                name="notesource",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "lifetime",
            sa.Enum(
                "this_visit",
                "until_date",
                "lasting",
                name="lifetime",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "moment",
            sa.Enum(
                "booking",
                "before_arrival",
                "check_in",
                "in_house",
                "check_out",
                "after",
                name="moment",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("sightings", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("import_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(
            "ix_note_visit_id",
            ["visit_id"],
            unique=False,
            sqlite_where=sa.text("visit_id IS NOT NULL"),
            postgresql_where=sa.text("visit_id IS NOT NULL"),
        )

    op.create_table(
        "occasion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "birthday",
                "anniversary",
                "wedding",
                "honeymoon",
                "engagement",
                "proposal",
                "graduation",
                "retirement",
                "new_baby",
                "reunion",
                "celebration",
                name="occasionkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("whose", sa.String(length=80), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("secret_from", sa.String(length=80), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "guest_said",
                "on_booking",
                "observed_once",
                "observed_often",
                "partner_said",
                "colleague_said",
                "import",
                name="notesource",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("import_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("occasion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occasion_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(
            "ix_occasion_visit_id",
            ["visit_id"],
            unique=False,
            sqlite_where=sa.text("visit_id IS NOT NULL"),
            postgresql_where=sa.text("visit_id IS NOT NULL"),
        )

    op.create_table(
        "review_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("quote", sa.String(length=500), nullable=False),
        sa.Column("understood", sa.String(length=200), nullable=False),
        sa.Column("caught", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["import_run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_item_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_item_run_id"), ["run_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_item_state"), ["state"], unique=False)

    op.create_table(
        "asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["note.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asked_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(
            "ix_asked_note_id",
            ["note_id"],
            unique=False,
            sqlite_where=sa.text("note_id IS NOT NULL"),
            postgresql_where=sa.text("note_id IS NOT NULL"),
        )

    op.create_table(
        "gesture_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gesture_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gesture_id"],
            ["gesture.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("gesture_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gesture_line_gesture_id"), ["gesture_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.PrimaryKeyConstraint("guest_id", "place"),
    )
    index.create(cast("sqlite3.Connection", op.get_bind().connection.dbapi_connection))

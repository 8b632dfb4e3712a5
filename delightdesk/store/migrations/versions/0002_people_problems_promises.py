"""People, problems and promises: what somebody owes gets an owner, and gestures learn of the wallet.

Promises that stood among the notes and gestures on their way become tasks, so that nothing of them is lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_GESTURE = (
    "id",
    "version",
    "created_at",
    "deleted_at",
    "guest_id",
    "visit_id",
    "idea_key",
    "family",
    "title",
    "state",
    "purpose",
    "why",
    "due_at",
    "place",
    "doer",
    "private",
    "payer",
    "planned_by",
    "delivered_by",
    "delivered_at",
    "reaction",
    "guest_words",
    "closed_reason",
)
"""The columns a gesture had before."""


def upgrade() -> None:
    """Raise the schema by one."""
    _new_tables()
    _gestures()
    op.execute("ALTER TABLE staff ADD COLUMN delight_allowance INTEGER")
    op.execute("ALTER TABLE staff ADD COLUMN problem_allowance INTEGER")
    op.execute("ALTER TABLE house ADD COLUMN at_desk INTEGER REFERENCES staff (id)")
    _deliveries()
    _promises()


def _gestures() -> None:
    """Another table, because SQLite cannot change the list of states in place."""
    _gestures_next()
    names = ", ".join(_GESTURE)
    op.execute(
        f"INSERT INTO gesture_next ({names}, urgent, bent, claim_from)"  # noqa: S608 - names of our own
        f" SELECT {names}, false, '', '' FROM gesture"
    )
    op.drop_table("gesture")
    op.rename_table("gesture_next", "gesture")
    _gestures_index()


def _deliveries() -> None:
    op.execute(
        "INSERT INTO task (version, created_at, kind, title, state, guest_id, visit_id, gesture_id, room, due_at,"
        " owner_id, made_by, who, say, note, reason, playbook, unexpected)"
        " SELECT 1, created_at, 'delivery', title, 'open', guest_id, visit_id, id, '', due_at,"
        " planned_by, planned_by, doer, '', '', '', '', false"
        " FROM gesture WHERE state IN ('planned', 'approved', 'ready') AND deleted_at IS NULL"
    )


def _promises() -> None:
    """Those of visits that are not over; what was promised for an earlier visit stays a note of it."""
    op.execute(
        "INSERT INTO task (version, created_at, kind, title, state, guest_id, visit_id, room, owner_id, made_by,"
        " who, say, note, reason, playbook, unexpected)"
        " SELECT 1, created_at, 'promise', substr(text, 1, 200), 'open', guest_id, visit_id, '', author_id, author_id,"
        " '', '', '', '', '', false FROM note WHERE kind = 'promise' AND deleted_at IS NULL AND (visit_id IS NULL"
        " OR visit_id IN (SELECT id FROM visit WHERE status IN ('enquiry', 'expected', 'in_house')))"
    )
    op.execute(
        "UPDATE note SET deleted_at = created_at, version = version + 1"
        " WHERE kind = 'promise' AND deleted_at IS NULL AND (visit_id IS NULL"
        " OR visit_id IN (SELECT id FROM visit WHERE status IN ('enquiry', 'expected', 'in_house')))"
    )


def _gestures_next() -> None:
    op.create_table(
        "gesture_next",
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
                "waiting",
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
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column(
            "approval",
            sa.Enum(
                "waiting", "approved", "refused", name="approval", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("asked_of", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bent", sa.String(length=200), nullable=False),
        sa.Column(
            "claim",
            sa.Enum(
                "to_claim",
                "claimed",
                "paid_back",
                "refused",
                name="claim",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("claim_from", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"]),
        sa.ForeignKeyConstraint(["asked_of"], ["staff.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"]),
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


def _gestures_index() -> None:
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
        batch_op.create_index(
            "ix_gesture_problem_id",
            ["problem_id"],
            unique=False,
            sqlite_where=sa.text("problem_id IS NOT NULL"),
            postgresql_where=sa.text("problem_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_gesture_approval",
            ["approval"],
            unique=False,
            sqlite_where=sa.text("approval IS NOT NULL"),
            postgresql_where=sa.text("approval IS NOT NULL"),
        )


def _new_tables() -> None:
    op.create_table(
        "playbook",
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
        sa.UniqueConstraint("key", name="uq_playbook_key"),
    )
    op.create_table(
        "pin",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=128), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("cause_key", sa.String(length=120), nullable=False),
        sa.Column(
            "fault",
            sa.Enum(
                "ours",
                "supplier",
                "third_party",
                "nobody",
                name="fault",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "acting",
                "even",
                "beyond",
                "could_not_recover",
                "reopened",
                name="problemstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("offered_to", sa.Integer(), nullable=True),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_act_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("even_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beyond_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=True),
        sa.Column(
            "close_reason",
            sa.Enum(
                "fixed_and_confirmed",
                "fixed_not_confirmed",
                "guest_left",
                "duplicate",
                "not_recoverable",
                name="closereason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("playbook", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["offered_to"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index("ix_problem_cause", ["cause_key", "reported_at"], unique=False)
        batch_op.create_index(
            "ix_problem_guest_id",
            ["guest_id"],
            unique=False,
            sqlite_where=sa.text("guest_id IS NOT NULL"),
            postgresql_where=sa.text("guest_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_problem_owner_id",
            ["owner_id"],
            unique=False,
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )
        batch_op.create_index("ix_problem_state", ["state", "reported_at"], unique=False)
        batch_op.create_index(
            "ix_problem_visit_id",
            ["visit_id"],
            unique=False,
            sqlite_where=sa.text("visit_id IS NOT NULL"),
            postgresql_where=sa.text("visit_id IS NOT NULL"),
        )

    op.create_table(
        "problem_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "listen",
                "acknowledge",
                "apologise",
                "options",
                "fix",
                "beyond",
                "follow_up",
                name="recoverystep",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("done_by", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"],
            ["problem.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("problem_id", "step", name="uq_problem_step"),
    )
    with op.batch_alter_table("problem_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_step_problem_id"), ["problem_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("gesture_id", sa.Integer(), nullable=True),
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "return",
                "referral",
                "review",
                "sale",
                name="outcomekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["gesture_id"],
            ["gesture.id"],
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"],
            ["problem.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outcome_gesture_id",
            ["gesture_id"],
            unique=False,
            sqlite_where=sa.text("gesture_id IS NOT NULL"),
            postgresql_where=sa.text("gesture_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_outcome_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(
            "ix_outcome_problem_id",
            ["problem_id"],
            unique=False,
            sqlite_where=sa.text("problem_id IS NOT NULL"),
            postgresql_where=sa.text("problem_id IS NOT NULL"),
        )

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "promise",
                "delivery",
                "follow_up",
                "fix_it",
                "left_behind",
                "to_do",
                name="taskkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "prepared",
                "done",
                "done_late",
                "missed",
                "released",
                "cancelled",
                name="taskstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column("gesture_id", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("offered_to", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("say", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("playbook", sa.String(length=40), nullable=False),
        sa.Column("unexpected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["gesture_id"],
            ["gesture.id"],
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["offered_to"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"],
            ["problem.id"],
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(
            "ix_task_gesture_id",
            ["gesture_id"],
            unique=False,
            sqlite_where=sa.text("gesture_id IS NOT NULL"),
            postgresql_where=sa.text("gesture_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_task_guest_id",
            ["guest_id"],
            unique=False,
            sqlite_where=sa.text("guest_id IS NOT NULL"),
            postgresql_where=sa.text("guest_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_task_owner_id",
            ["owner_id"],
            unique=False,
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_task_problem_id",
            ["problem_id"],
            unique=False,
            sqlite_where=sa.text("problem_id IS NOT NULL"),
            postgresql_where=sa.text("problem_id IS NOT NULL"),
        )
        batch_op.create_index("ix_task_state", ["state", "due_at"], unique=False)
        batch_op.create_index(
            "ix_task_visit_id",
            ["visit_id"],
            unique=False,
            sqlite_where=sa.text("visit_id IS NOT NULL"),
            postgresql_where=sa.text("visit_id IS NOT NULL"),
        )

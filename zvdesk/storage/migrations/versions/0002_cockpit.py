"""Make room for what the cockpit keeps: time, presence, polls, parked points, evaluations, undo."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables; what is there keeps its meaning."""
    everyone, nobody, empty = sa.text("'allen'"), sa.text("'[]'"), sa.text("''")
    for table in ("action_items", "decisions", "conditional_agreements"):
        op.add_column(
            table, sa.Column("sharing_condition", sa.String(), nullable=False, server_default=everyone)
        )
        op.add_column(
            table, sa.Column("named_organisation_ids", sa.Text(), nullable=False, server_default=nobody)
        )
    op.add_column(
        "conditional_agreements", sa.Column("phones", sa.Text(), nullable=False, server_default=nobody)
    )
    op.add_column("reservations", sa.Column("about_id", sa.Text(), nullable=False, server_default=empty))
    op.add_column("cases", sa.Column("goal_met_on", sa.String(), nullable=True))
    op.add_column("subjects", sa.Column("also_known_as", sa.Text(), nullable=False, server_default=empty))
    op.add_column("meetings", sa.Column("clock", sa.Text(), nullable=True))
    for name in ("presences", "read_marks", "audience_ids"):
        op.add_column("agenda_items", sa.Column(name, sa.Text(), nullable=False, server_default=nobody))
    op.add_column("agenda_items", sa.Column("speaking_round", sa.Text(), nullable=True))
    op.add_column(
        "agenda_items", sa.Column("escalation_discussed", sa.Text(), nullable=False, server_default=empty)
    )
    for name in ("began_at", "ended_at"):
        op.add_column("agenda_items", sa.Column(name, sa.String(), nullable=True))
    _of_a_case(
        "information",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=True),
    )
    _of_a_case(
        "parked_points",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("carried_reason", sa.Text(), nullable=False),
    )
    _of_a_case(
        "polls",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("votes", sa.Text(), nullable=False),
        sa.Column("common", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=True),
    )
    _of_a_case(
        "edit_histories",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.UniqueConstraint("case_id", "field", name=op.f("uq_edit_histories_case_id_field")),
    )
    op.create_table(
        "evaluations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("goal_clear", sa.String(), nullable=True),
        sa.Column("roles_clear", sa.String(), nullable=True),
        sa.Column("cooperation", sa.String(), nullable=True),
        sa.Column("given_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint(
            "meeting_id", "organisation_id", name=op.f("uq_evaluations_meeting_id_organisation_id")
        ),
    )


def _of_a_case(name: str, *columns: sa.Column[str] | sa.Column[int] | sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{name}_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_case_id"), name, ["case_id"], unique=False)

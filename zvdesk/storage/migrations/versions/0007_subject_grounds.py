"""Make room for why a recipient may know who a case is about, and for which documents say so."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column; no document that was made before names anybody."""
    op.create_table(
        "subject_grounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_subject_grounds_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_grounds")),
        sa.UniqueConstraint(
            "case_id", "organisation_id", name=op.f("uq_subject_grounds_case_id_organisation_id")
        ),
    )
    op.create_index(op.f("ix_subject_grounds_case_id"), "subject_grounds", ["case_id"])
    op.add_column(
        "disclosures", sa.Column("subject_ground", sa.Text(), nullable=False, server_default=sa.text("''"))
    )

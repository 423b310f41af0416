"""Make room for what outlives a case: longer terms, shielded cases, destructions, copies still out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables; what is there keeps its meaning."""
    op.add_column("cases", _day("closed_on", is_optional=True))
    op.add_column("disclosures", _day("gone_on", is_optional=True))
    op.create_table(
        "retention_extensions",
        _key(),
        sa.Column("case_id", sa.String(), nullable=False),
        _code("basis"),
        _text("reason"),
        _text("consents"),
        _text("decided_by"),
        _day("decided_on"),
        _day("until_on"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_retention_extensions_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_extensions")),
    )
    op.create_index(op.f("ix_retention_extensions_case_id"), "retention_extensions", ["case_id"])
    op.create_table(
        "shielded_cases",
        _key(),
        _text("number"),
        _text("regime_id"),
        _day("first_processed_on"),
        _day("closed_on", is_optional=True),
        _day("destroy_before", is_optional=True),
        _day("shielded_at"),
        _text("shielded_by"),
        _text("keys"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shielded_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_shielded_cases_number")),
    )
    op.create_table(
        "destructions",
        _key(),
        _text("erased_case_id"),
        _text("case_number"),
        _text("regime_id"),
        _code("ground"),
        _day("first_processed_on"),
        _day("destroyed_at"),
        _text("destroyed_by"),
        _text("role"),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destructions")),
        sa.UniqueConstraint("erased_case_id", name=op.f("uq_destructions_erased_case_id")),
    )
    op.create_table(
        "kept_copies",
        _key(),
        _text("document_id"),
        _text("case_number"),
        _text("kind"),
        _text("recipient"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("sha256"),
        _day("made_at"),
        _day("destroy_before"),
        _day("gone_on", is_optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_copies")),
    )
    op.create_index(op.f("ix_kept_copies_case_number"), "kept_copies", ["case_number"])


def _key() -> sa.Column[str]:
    return sa.Column("id", sa.String(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _day(name: str, *, is_optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=is_optional)

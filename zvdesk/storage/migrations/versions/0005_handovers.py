"""Make room for colleagues with a vault of their own, and for what travels between the two vaults."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what never travelled has no pen, and may be written here."""
    op.create_table(
        "colleagues",
        _key(),
        _text("name"),
        _code("role"),
        _text("organisation"),
        _octets("certificate"),
        _octets("house_certificate"),
        _octets("sealing_public"),
        _day("met_on"),
        _code("met_by"),
        _day("ended_on", is_optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleagues")),
    )
    op.create_table(
        "pens",
        _key(),
        _text("chain"),
        _text("holder_id"),
        _text("holder"),
        _day("since", is_optional=True),
        _text("void"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pens")),
    )
    op.create_table(
        "handovers",
        _key(),
        _code("direction"),
        _day("at"),
        _text("colleague_ids"),
        _text("names"),
        _code("reach"),
        _text("case_ids"),
        _text("meeting_id"),
        _text("purpose"),
        _day("expires_on"),
        _number("sequence"),
        _text("sha256"),
        _text("vault_id"),
        _number("log_sequence"),
        _text("log_mac"),
        sa.Column("is_return", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_table(
        "envelopes",
        _key(),
        sa.Column("case_id", sa.String(), nullable=False),
        _octets("sealed"),
        _text("reader_ids"),
        _text("readers"),
        _text("made_by"),
        _day("made_at"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_envelopes_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelopes")),
    )
    op.create_index(op.f("ix_envelopes_case_id"), "envelopes", ["case_id"])


def _key() -> sa.Column[str]:
    return sa.Column("id", sa.String(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _day(name: str, *, is_optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=is_optional)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _octets(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)

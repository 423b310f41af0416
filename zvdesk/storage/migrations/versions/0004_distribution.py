"""Make room for what becomes of a document, a contact person, and what came back on an action."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a document that was made before is handed over, which is what its record meant."""
    for name in ("checked_by", "handed_over_by"):
        op.add_column("disclosures", _text(name))
    for name in ("checked_on", "handed_over_on", "handed_over_how", "received_on"):
        op.add_column("disclosures", sa.Column(name, sa.String(), nullable=True))
    op.add_column("organisations", _text("contact_person"))
    op.add_column("action_updates", sa.Column("answer", sa.String(), nullable=True))
    op.execute("UPDATE disclosures SET handed_over_on = substr(made_at, 1, 10) WHERE kind <> 'aanwezigheid'")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''"))

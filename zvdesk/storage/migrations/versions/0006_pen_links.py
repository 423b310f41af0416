"""Make room for the proof of how a pen moved."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of the moves that were made before, nothing proves the way."""
    op.add_column("pens", sa.Column("links", sa.Text(), nullable=False, server_default=sa.text("'[]'")))

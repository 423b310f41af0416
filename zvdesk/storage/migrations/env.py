"""Run migrations on the connection that zvdesk hands over; Alembic loads this file by its path."""

from alembic import context
from alembic.util import CommandError

if context.is_offline_mode():
    raise CommandError("a vault is migrated through zvdesk only: a script of SQL would be plaintext")

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Runs the migrations on the connection that ``store.database.migrate`` hands over."""

from alembic import context

from store.model import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

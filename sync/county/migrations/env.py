"""What Alembic runs: the steps, inside the transaction that `sync.county.migrate` has begun."""

from alembic import context

from sync.county.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Alembic's own notion of transactions on SQLite would commit in the midst.
    transactional_ddl=False,
)
context.run_migrations()

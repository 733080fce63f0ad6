"""What Alembic runs: the steps, inside the transaction that `app.store.migrate` has begun."""

from alembic import context

from app.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Alembic's own notion of transactions on SQLite would commit in the midst.
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()

"""What Alembic runs: the steps, on the connection and inside the transaction that are given to it."""

from alembic import context

from wortlaut.ledger.migrations import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()

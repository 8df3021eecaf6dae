"""What Alembic runs: the migrations, on the connection that it is given and inside its transaction, so that all of them happen or none."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

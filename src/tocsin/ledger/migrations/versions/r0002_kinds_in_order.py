"""Records of one kind in the order written, through an index: without it a rare kind is found by reading the whole table."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index."""
    op.create_index("body_kind", "body", ["kind", "seq"])

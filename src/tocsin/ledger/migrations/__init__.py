"""Alembic's migrations of the ledger's tables, for both stores: run by tocsin.ledger.upgrading, never by themselves."""

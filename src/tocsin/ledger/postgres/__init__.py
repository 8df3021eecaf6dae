"""A ledger in a team's PostgreSQL, 15 or later: several writers, on several machines, behind the same door. Needs `tocsin[postgres]`."""

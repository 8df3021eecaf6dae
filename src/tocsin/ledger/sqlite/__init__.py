"""A ledger in one SQLite file beside its blobs: nothing to install, one writer, any number of readers."""

"""Where records rest: append-only, hash-chained, erasable, searchable."""

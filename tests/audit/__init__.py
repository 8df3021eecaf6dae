"""Is what Tocsin is made of licensed, bounded, used and free of known holes: `python -m tests.audit` (part of `make check`)."""

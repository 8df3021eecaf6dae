"""Bytes from public addresses: guarded, polite, bounded; what goes wrong comes back as a result with its reason."""

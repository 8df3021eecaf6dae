"""Is this installation sound, and the workspace with it: what `tocsin doctor` asks, and what it answers."""

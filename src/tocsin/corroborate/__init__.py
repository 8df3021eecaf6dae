"""Readings become origins: who had it from whom, what changed on the way, how far to trust each hop."""

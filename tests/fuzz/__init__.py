"""Fuzzing: inputs that a coverage-guided machine makes up, for hours rather than in a test."""

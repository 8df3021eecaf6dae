"""Measurements behind docs/benchmarks.md: each prints a table, ratios against a named peer in the same run. Not tests."""

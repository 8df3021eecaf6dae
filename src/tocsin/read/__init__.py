"""A report becomes a reading: who said what, how sure, when, and through whom."""

"""A report becomes a reading: who said what, how sure, when, and through whom."""

from tocsin.read.reader import Reader

__all__ = ["Reader"]

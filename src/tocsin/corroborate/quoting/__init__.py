"""Quotations checked beside official transcripts: what was cut, changed, or translated otherwise."""

from tocsin.corroborate.quoting.check import check, check_all

__all__ = ["check", "check_all"]

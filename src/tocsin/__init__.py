"""Tocsin: an indications-and-warning workbench over public sources."""

__version__ = "0.1.0"

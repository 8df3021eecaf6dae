"""The command line: one file a command group, thin: parse, call, print."""

from tocsin.cli.app import main

__all__ = ["main"]

"""Inflection at build time: one module a language, with `phrase` (all forms of a noun phrase) and `verb` (all forms of a verb).

Nothing here is imported when Tocsin reads: `tocsin.library.inflecting` writes what these modules give into the lexicons, and the forms
are committed.
"""

from typing import NamedTuple

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "locative")


class Form(NamedTuple):
    """One form of a noun phrase."""

    text: str
    case: str
    plural: bool


class Conjugated(NamedTuple):
    """One form of a verb: `kind` is f (finite), p (participle), g (gerund), i (infinitive); a capital is plural.

    A passive without auxiliary (`сказано`, `сообщается`) is a participle.
    """

    text: str
    kind: str

"""A translation beside the original, for people to read: asked of a translator that somebody installed and named; none is shipped.

A translator is a plug-in: an entry point of the group `tocsin.translators`, named in TOCSIN_TRANSLATOR. What it gives is shown and never
read: statements, spans and numbers rest on the original alone.
"""

import os
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from tocsin.errors import CannotFinish, UsageError
from tocsin.model import TLP_ORDER, Record, Report, Tlp

VARIABLE = "TOCSIN_TRANSLATOR"
GROUP = "tocsin.translators"
LONGEST = 100_000
"""characters of a text that are handed over"""


class Translator(Protocol):
    """What a plug-in brings. It may run anywhere: what it may be given is its own word and is held here."""

    name: str
    """who translates, as the page says it"""
    at_most: Tlp
    """the highest mark that it may be given: `clear` for a service of others, more for one on this machine"""

    def translate(self, text: str, language: str | None, to: str) -> str:
        """`text` in the language `to` (two letters); `language`: what it is in, where known. ValueError where it cannot."""
        ...


class Translation(Record, frozen=True, kw_only=True):
    """A text in a reader's language, on somebody's word; or why there is none."""

    text: str | None = None
    by: str | None = None
    why_not: str | None = None
    """`none-configured`, `same-language`, `tlp`, `failed`"""


def configured(environment: Mapping[str, str] = os.environ) -> Translator | None:
    """The translator of this installation, or None. UsageError where one is named that is not installed."""
    name = environment.get(VARIABLE)
    return None if not name else _loaded(name)


@cache
def _loaded(name: str) -> Translator:
    found = {one.name: one for one in entry_points(group=GROUP)}
    if name not in found:
        raise UsageError(
            f"no translator called {name!r} is installed",
            where=VARIABLE,
            todo=f"install one; there are: {', '.join(sorted(found)) or 'none'}",
        )
    made: Translator = found[name].load()()
    return made


def translation(report: Report, language: str | None, to: str, translator: Translator | None) -> Translation:
    """A report's text in the language `to`. A translator that fails is told of, and the original stands alone."""
    if translator is None:
        return Translation(why_not="none-configured")
    if language == to:
        return Translation(why_not="same-language")
    if TLP_ORDER.index(report.tlp) > TLP_ORDER.index(translator.at_most):
        return Translation(why_not="tlp", by=translator.name)
    try:
        return Translation(text=translator.translate(report.text[:LONGEST], language, to), by=translator.name)
    except (ValueError, OSError, CannotFinish):
        return Translation(why_not="failed", by=translator.name)

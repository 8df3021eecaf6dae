"""Which instruments can be read, and which one some bytes are of; each module is imported when it is needed."""

from importlib import import_module
from typing import cast

from tocsin.sense.instruments.contract import Parser

READ = ("adsb", "ais", "alerts", "notams", "outages", "seismic", "thermal")
"""instruments with a parser here; images come by `tocsin change`"""
HEAD = 65_536
"""bytes looked at"""


def get(name: str) -> Parser:
    """The parser of an instrument in `READ`."""
    return cast(Parser, import_module(f"tocsin.sense.instruments.{name}"))


def recognised(head: bytes) -> str | None:
    """The instrument that some first bytes are of, or None. Cheap for what is none: two looks at the text."""
    text = head[:HEAD].decode("utf-8-sig", "replace")
    first = text.lstrip()[:400].casefold()
    if not (first.startswith(("{", "[", "(")) or "notam" in text[:4_096].casefold() or "," in first or "|" in first):
        return None
    return next((name for name in READ if get(name).knows(text)), None)

"""Makes words from outside harmless before people read them: terminal controls, reading-order marks, hidden letters, fine places."""

import re
import unicodedata

STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories that print nothing and may steer a terminal or turn the reading order; French spaces (Zs) stay."""

FINE = re.compile(
    r"""(?<![\d.,])[-+−]?\d{1,3}[.,]\d{2,}\s*°                   # 50.123°
      | \d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?\s*['’′]?               # 50° 12'
      | (?<![\d.,])[-+−]?\d{1,3}\.\d{2,}\s*[,;/ ]\s*[-+−]?\d{1,3}\.\d{2,}(?!\d|\.\d)  # 50.123, 30.456
      | (?<![\d.,])\d{1,2}[.,]\d{2,}\s*°?\s*[NSns]\b             # 50.123 N
    """,
    re.VERBOSE,
)
"""Coordinates finer than 0.1 degree, as people write them."""

WITHHELD = "[…]"
OPENING = tuple("«“„")
CLOSING = tuple("»”")


def safe(text: str) -> str:
    """`text` with every character that could steer a terminal, hide or turn words replaced by U+FFFD. Line feeds stay."""
    kept = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in STEERING else "\N{REPLACEMENT CHARACTER}"
        for c in re.sub("[\u2028\u2029]", "\n", kept)
    )


def fine_coordinates(text: str) -> bool:
    """Whether `text` holds a coordinate finer than 0.1 degree."""
    return FINE.search(text) is not None


def coarse(text: str) -> str:
    """`text` with coordinates finer than 0.1 degree withheld."""
    return FINE.sub(WITHHELD, text)


def line(text: str) -> str:
    """`text` from outside on one line, safe and coarse."""
    return " ".join(safe(coarse(text)).split(None))


def unquoted(text: str) -> str:
    """`text` without quotation marks around all of it, or left over at one end; marks that pair inside it stay."""
    bare = text.strip()
    if bare[:1] in OPENING and not any(c in CLOSING for c in bare[1:-1]):
        bare = bare[1:].strip()
    if bare[-1:] in CLOSING and not any(c in OPENING for c in bare[:-1]):
        bare = bare[:-1].strip()
    return bare


def shortened(text: str, limit: int) -> str:
    """The start of `text` on one line: at most `limit` characters, cut between words, with an ellipsis where cut."""
    whole = unquoted(line(text))
    if len(whole) <= limit:
        return whole
    cut = whole[: limit - 1].rsplit(" ", 1)[0] or whole[: limit - 1]
    return cut.rstrip(" ,;:.«“") + "…"

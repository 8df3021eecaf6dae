"""Characters that a reader does not see or that no store can hold: flagged where they stand, replaced only where they cannot be kept."""

import re

# Bidirectional marks, embeddings, overrides and isolates (Unicode Standard Annex 9): they can make a line read otherwise than it is stored.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Zero-width and soft characters: they split a word for a machine and not for an eye.
_ZERO_WIDTH = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def scalars(text: str) -> tuple[str, bool]:
    """`text` with each lone surrogate replaced by U+FFFD, so that spans stay, and whether there was one. UTF-8 cannot hold them."""
    if _SURROGATE.search(text) is None:
        return text, False
    return _SURROGATE.sub(REPLACEMENT, text), True


def flags(text: str) -> tuple[str, ...]:
    """What in `text` an eye would miss. The text itself stays untouched."""
    found = []
    if "\x00" in text:
        found.append("nul-characters")
    if _CONTROL.search(text):
        found.append("control-characters")
    if _BIDI.search(text):
        found.append("bidirectional-marks")
    if _ZERO_WIDTH.search(text):
        found.append("zero-width-characters")
    if REPLACEMENT in text:
        found.append("replacement-characters")
    return tuple(found)


def controls(text: str) -> int:
    """How many characters no text uses: NUL and the C0 controls other than tab, line ends, form feed and escape."""
    return len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f]", text))

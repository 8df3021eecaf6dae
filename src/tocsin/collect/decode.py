"""Bytes become text: byte-order marks, UTF-16 without one, strict UTF-8, and single-byte codings told by letter statistics."""

import codecs
from typing import NamedTuple

from tocsin.collect import characters
from tocsin.errors import Refused

# Longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1252", "cp1251", "koi8-u", "cp866", "iso8859-5")
"""what French, English, Russian and Ukrainian texts were saved in; koi8-u holds koi8-r's letters"""
SAMPLE = 65_536
"""bytes that a guess looks at"""
MOSTLY = 0.02
"""a text whose wrong UTF-8 sequences are fewer than this share of its multi-byte characters is damaged UTF-8, not another coding"""
BINARY = 0.02
"""share of control characters above which something is no text: random bytes have .11, texts with stray controls far below .01"""
# Shares, in per cent, of Russian letters (Lyashevskaya & Sharov 2009, rounded) with the Ukrainian ones added; the rest count as .5.
_CYRILLIC = {
    "о": 11,
    "е": 8.5,
    "а": 8,
    "и": 7.4,
    "н": 6.7,
    "т": 6.3,
    "с": 5.5,
    "р": 4.7,
    "в": 4.5,
    "л": 4.4,
    "к": 3.5,
    "м": 3.2,
    "д": 3,
    "п": 2.8,
}
_CYRILLIC |= {"у": 2.6, "я": 2, "ы": 1.9, "ь": 1.7, "г": 1.7, "з": 1.6, "б": 1.6, "ч": 1.4, "й": 1.2, "х": 1, "ж": 0.9, "ш": 0.7, "ю": 0.6}
_CYRILLIC |= {"і": 5, "ї": 0.6, "є": 0.5}
_FRENCH = dict.fromkeys("éèàêçâîôûùëïœ", 6.0) | {"é": 11.0}
_TYPOGRAPHY = set("«»“”‘’„…–—•€№°\u00a0§©®™")


class Decoded(NamedTuple):
    """Text, the coding it was in, and what was decided on the way."""

    text: str
    encoding: str
    flags: tuple[str, ...]


def decode(raw: bytes, where: str) -> Decoded:
    """The text of `raw`. Raises Refused `empty` or `not-text`. Every guess is among the flags; nothing is cut but a byte-order mark."""
    if not raw.strip(b" \t\r\n\x0b\x0c"):
        raise Refused("empty", "there is nothing in it", where=where, todo="give a file with text in it")
    encoding, mark, flags = name(raw)
    body = raw[mark:]
    text = body.decode(encoding, "replace")
    if encoding.startswith("utf-") and _damaged(body, encoding):
        flags = (*flags, "damaged-encoding")
    text, lone = characters.scalars(text)
    if lone:
        flags = (*flags, "lone-surrogates")
    if not text.strip("\ufeff \t\r\n\x0b\x0c"):
        raise Refused("empty", "there is nothing but space in it", where=where, todo="give a file with text in it")
    if characters.controls(text) > BINARY * len(text):
        raise Refused("not-text", "it looks like binary data, not text", where=where, todo="give its text, e.g. exported as UTF-8")
    return Decoded(text, encoding, (*flags, *characters.flags(text)))


def name(raw: bytes) -> tuple[str, int, tuple[str, ...]]:
    """The coding of `raw` (its beginning is enough), the length of its byte-order mark, and the flags that say how it was decided."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding, len(mark), () if encoding == "utf-8" else (f"encoding:{encoding}",)
    wide = _wide(raw[:SAMPLE])
    if wide is not None:
        return wide, 0, (f"encoding-guessed:{wide}",)
    if _is_utf8(raw):
        return "utf-8", 0, ()
    guessed = _single_byte(raw[:SAMPLE] if any(byte > 0x7F for byte in raw[:SAMPLE]) else raw)
    return guessed, 0, () if guessed == "utf-8" else (f"encoding-guessed:{guessed}",)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte is 0x00 (Latin) or 0x04 (Cyrillic), and it decodes."""
    if len(sample) < 4:
        return None
    sample = sample[: len(sample) // 2 * 2]
    half = len(sample) // 2
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        zeros, plain = high.count(0), high.count(0) + high.count(4) + high.count(0x20)
        # In UTF-8 or a single-byte coding neither 0x00 nor 0x04 occurs at all; a space there stands at both parities.
        if plain > 0.8 * half and zeros + high.count(4) > 0.4 * half and low.count(0) < 0.2 * half and zeros > 0:
            try:
                codecs.getincrementaldecoder(encoding)().decode(sample)
            except UnicodeDecodeError:
                continue
            return encoding
    return None


def _is_utf8(raw: bytes) -> bool:
    """Whether this is UTF-8, be it cut off in the middle of a character or damaged in a few places."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        wrong = text.count(characters.REPLACEMENT)
        good = sum(character > "\x7f" for character in text) - wrong
        return good > 0 and wrong <= max(1, MOSTLY * good) and good > 3 * wrong
    return True


def _damaged(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return True
    return False


def _single_byte(sample: bytes) -> str:
    """The single-byte coding under which the bytes above 0x7F make the likeliest letters."""
    best = max(_SINGLE_BYTE, key=lambda encoding: (_likelihood(sample.decode(encoding, "replace")), -_SINGLE_BYTE.index(encoding)))
    if best == "cp1252" and not any(0x80 <= byte <= 0x9F for byte in sample):
        return "iso-8859-1"
    return "koi8-r" if best == "koi8-u" and not set(sample) & {0xA4, 0xA6, 0xA7, 0xAD, 0xB4, 0xB6, 0xB7, 0xBD} else best


def _likelihood(text: str) -> float:
    """Mean score of the characters beyond ASCII: a frequent letter in its place is high, a foreign or misplaced one below zero."""
    total, count, before = 0.0, 0, " "
    for character in text:
        if character > "\x7f":
            count += 1
            lower = character.lower()
            ascii_before, cyrillic = before.isascii() and before.isalpha(), "\u0400" <= character <= "\u04ff"
            if lower in _CYRILLIC:
                # A capital inside a word of small letters, or a Cyrillic letter joined to a Latin one, is a wrong table.
                total += _CYRILLIC[lower] if not ascii_before else -6
                total -= 9 if character.isupper() and before.islower() else 0
            elif cyrillic:
                total += 0.5
            elif lower in _FRENCH:
                total += _FRENCH[lower] - (0 if ascii_before or not before.isalpha() else 8)
            elif character in _TYPOGRAPHY:
                total += 3
            else:
                total -= 6 if not character.isalpha() else 1
        before = character
    return total / count if count else 0.0

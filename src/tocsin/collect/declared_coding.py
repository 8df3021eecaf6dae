"""Bytes become text where a coding is declared beside or inside them; a declaration that cannot be true is overruled, and flagged."""

import codecs

from tocsin.collect import characters, decode
from tocsin.collect.decode import Decoded

_LATIN = frozenset({"iso8859-1", "iso8859-15", "cp1252", "ascii"})
_ALIASES = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""as browsers take them: the two differ only where the declared one has no letters"""
_TEXTUAL = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "koi8-u", "cp866"})


def decode_declared(raw: bytes, declared: str | None, where: str) -> Decoded:
    """The text of `raw`. A mark wins, then UTF-8 that is UTF-8, then the declared coding if it can be true, then letters."""
    told = _known(declared)
    if told is None or told == "utf-8" or any(raw.startswith(mark) for mark, _ in decode._MARKS):
        return _said(decode.decode(raw, where), told)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not told.startswith(("utf-16", "utf-32")):
            return decode.decode(raw, where) if text.isascii() else _said(decode.decode(raw, where), told)
    guessed = decode.decode(raw, where)
    if told in _LATIN and guessed.encoding in ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5"):
        return _said(guessed, told)
    real = _ALIASES.get(told, told)
    try:
        text = raw.decode(real, "replace")
    except (LookupError, UnicodeError):
        return guessed
    if text.count(characters.REPLACEMENT) > max(3, len(text) // 50) or characters.controls(text) > decode.BINARY * len(text):
        return _said(guessed, told)
    text, lone = characters.scalars(text)
    return Decoded(text, real, ("lone-surrogates",) * lone + characters.flags(text))


def _known(declared: str | None) -> str | None:
    """The usual name of a text coding, or None for what is unknown or no coding of text (hex, zlib, rot13)."""
    if not declared:
        return None
    try:
        found = codecs.lookup(declared.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return (
        found.name
        if found._is_text_encoding and found.name not in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7")
        else None
    )


def _said(found: Decoded, told: str | None) -> Decoded:
    if told is None or found.encoding == told or {found.encoding.replace("-", ""), told.replace("-", "")} == {"utf8"}:
        return found
    return found._replace(flags=(*found.flags, f"encoding-not-as-declared:{told}"))

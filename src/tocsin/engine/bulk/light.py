"""What of a record tells whether it is dropped, taken straight from its bytes: most of an archive is looked at so, and nothing more.

Whatever is not plain (a damaged member, a coding that must be guessed, several records in one member) says None and is taken by its
adapter; so nothing here may differ from what the adapter would say.
"""

import codecs

import msgspec

LARGEST = 1 << 20
"""bytes of an unpacked member that are looked at so; few are larger"""
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
"""control characters that no text uses: a record that has any is not plain"""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_BLANK = b"\r\n\r\n"

Looked = tuple[str | None, str]
"""title and text"""


class _Line(msgspec.Struct):
    text: str
    title: str | None = None


_LINE = msgspec.json.Decoder(_Line)


def line(raw: bytes) -> Looked | None:
    """Title and text of a line of JSON."""
    try:
        light = _LINE.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return (light.title, light.text) if light.text.strip() else None


def conversion(raw: bytes, most: int) -> Looked | None:
    """Title and text of a web archive's member that holds one record, a text drawn from a page (WET). `most`: bytes of a report at most."""
    head, _, block = raw.partition(_BLANK)
    if (
        not raw.startswith(b"WARC/1.")
        or not head.isascii()
        or not block.endswith(_BLANK)
        or len(head.translate(None, _CONTROLS)) != len(head)
    ):
        return None
    first, *lines = head.decode().split("\n")
    if len(lines) > 100 or len(head) > 8_000 or len(first) > 100:
        return None
    headers = {}
    for each in lines:
        name, mark, value = each.partition(":")
        if not mark or each[0].isspace():
            return None
        headers[name.strip().lower()] = value.strip()
    body = block[: -len(_BLANK)]
    if headers.get("warc-type") != "conversion" or headers.get("content-length") != str(len(body)) or len(body) > most:
        return None
    if body.startswith(_MARKS) or len(body.translate(None, _CONTROLS)) != len(body):
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    title, _, rest = text.partition("\n")
    whole = text.strip()
    return (title.strip() if rest.strip() else None, whole) if whole else None

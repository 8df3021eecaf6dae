"""Mail (.eml): one message is one report, a newsletter or bulletin as it was sent.

Loses: attachments (their names are kept; a .docx or PDF must be given by itself), pictures, layout, routing headers, and who received it.
The plain part is read where it is as full as the HTML one, else the HTML part's text. Addresses of persons are not kept in the report's
fields: `site` is the sender's domain or list, `author` the printed name without its address; To, Cc and Bcc are left out, and cut from
the kept bytes. A quoted earlier message stays in the text. Signatures and encryption are not checked: an encrypted body is refused.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import BinaryIO, cast

from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.declared_coding import decode_declared
from tocsin.collect.names import person
from tocsin.collect.pages.text import from_fragment
from tocsin.errors import Refused

_RECEIVERS = re.compile(
    rb"(?im)^(?:to|cc|bcc|delivered-to|x-original-to|envelope-to|x-envelope-to|return-path|reply-to|received):[^\n]*\n(?:[ \t][^\n]*\n)*"
)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_TODO = "save its text as .txt"
DEEPEST, MOST_PARTS, MOST_INNER = 20, 500, 60
"""levels; parts; parts that hold parts, each of which the library looks at again for every line inside"""
LONGEST_HEADER = 20_000
"""characters; the library takes quadratic time over one"""
_LONG = re.compile(rb"(?im)^[!-9;-~]+:[^\n]*(?:\n[ \t][^\n]*)*+")
_OPENS = re.compile(rb"(?im)^content-type:\s*multipart/|^content-type:\s*message/")


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The report of one message. Raises Refused where it is encrypted, too deep, or holds no text."""
    raw = whole(stream, taking)
    if sum(1 for _ in _OPENS.finditer(raw)) > MOST_INNER or any(
        found.end() - found.start() > LONGEST_HEADER for found in _LONG.finditer(raw)
    ):
        what = f"its parts nest too deeply or are too many, or a header is longer than {LONGEST_HEADER:,} bytes"
        raise Refused("too-deep", what, where=taking.where, todo=_TODO)
    # compat32's parser never raises at broken headers; the modern one does on some.
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    if "encrypted" in message.get_content_type() or "pkcs7-mime" in message.get_content_type():
        raise Refused("encrypted", "the message is encrypted", where=taking.where, todo="decrypt it, and save its text as .txt")
    text, flags, attached = _body(cast(EmailMessage, message), taking)
    if not text:
        raise Refused("no-text", "there is no text in the message", where=taking.where, todo=_TODO)
    name, address = parseaddr(_header(message, "From"))
    listed = re.search(r"<([^<>@\s]+)>", _header(message, "List-Id"))
    yield Piece(
        text=text,
        blob=_without_receivers(raw),
        title=_header(message, "Subject") or None,
        url=next(iter(re.findall(r"<(https?://[^<>\s]+)>", _header(message, "Archived-At"))), None),
        site=listed.group(1) if listed else address.rpartition("@")[2].lower() or None,
        published=_header(message, "Date") or None,
        language=_header(message, "Content-Language").partition(",")[0] or None,
        source_id=_header(message, "Message-ID").strip("<> ") or None,
        extra={"author": person(name), "attachments": attached},
        flags=flags,
        encoding="utf-8",
        media_type="message/rfc822",
    )


def _without_receivers(raw: bytes) -> bytes:
    """The message without the headers that say whom it reached and how."""
    end = _HEADERS_END.search(raw)
    cut = end.start() + 1 if end else len(raw)
    return _RECEIVERS.sub(b"", raw[:cut].replace(b"\r\n", b"\n")) + raw[cut:]


def _header(message: Message, name: str) -> str:
    """A header decoded from its MIME words, on one line."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    value = next((held for key, held in message.raw_items() if key.lower() == name.lower()), None)
    if not value:
        return ""
    if not value.isascii():
        # Raw bytes in a header are against the standard, and common.
        return " ".join(decode_declared(value.encode("ascii", "surrogateescape"), None, name).text.split())
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        return " ".join(value.split())
    words = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            words.append(decode_declared(piece, charset, name).text if piece.strip() else " ")
        else:
            words.append(piece)
    return " ".join("".join(words).split())


def _body(message: EmailMessage, taking: Taking) -> tuple[str, tuple[str, ...], list[str]]:
    """The fullest text of a message with flags, and the names of what is attached."""
    plain: list[str] = []
    rich: list[str] = []
    attached: list[str] = []
    flags: tuple[str, ...] = ()
    level = [(message, 0)]
    seen = 0
    while level:
        part, depth = level.pop(0)
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            raise Refused("too-deep", "its parts nest too deeply, or are too many", where=taking.where, todo=_TODO)
        taking.hurry()
        if part.is_multipart():
            if part.get_content_type() != "message/rfc822" or depth == 0:
                level[:0] = [(inner, depth + 1) for inner in cast(list[EmailMessage], part.get_payload())]
            continue
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
            attached.append(part.get_filename() or part.get_content_type())
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        charset = part.get_content_charset() if "charset" in str(part.get("Content-Type", "")).lower() else None
        decoded = decode_declared(payload, charset, taking.where)
        flags += tuple(flag for flag in decoded.flags if "encoding" in flag)
        if part.get_content_subtype() == "html":
            rich.append(from_fragment(decoded.text))
        else:
            plain.append(decoded.text.replace("\r\n", "\n").strip())
    plainly, richly = "\n\n".join(filter(None, plain)), "\n\n".join(filter(None, rich))
    if plainly and 2 * len(plainly) >= len(richly):
        return plainly, flags, attached
    return richly, (*flags, "text-from:html"), attached

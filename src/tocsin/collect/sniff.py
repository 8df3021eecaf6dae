"""What a piece of input is, told by its first bytes: the name of a format, or what it looks like where it is none that is read."""

import json
import re
import zlib
from typing import NamedTuple

from tocsin.collect import tabular
from tocsin.collect.decode import name

HEAD = 65_536
"""bytes looked at"""
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF container: sound, film or WebP image"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg sound or film"),
    (b"ID3", "an MP3 sound"),
    (b"{\\rtf", "a Rich Text document"),
)
# What was passed over is not tried otherwise: a comment may also end at a later mark, which forty comments can in 2^40 ways.
_ROOT = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL | re.IGNORECASE)
_ROOTS = {"rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap", "html": "html"}
_HTML = ("<!doctype html", "<html", "<head>", "<head ", "<body>", "<body ")
_ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".eml": "eml", ".html": "html", ".htm": "html", ".xhtml": "html", ".warc": "warc", ".wet": "warc",
    ".rss": "feed", ".atom": "feed", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl",
}  # fmt: skip
_PACKED = (".gz", ".zip")
_TELEGRAM_PAGE = re.compile(r'class="(?:page_wrap|message (?:default|service) clearfix)')
_MAIL = re.compile(r"(?:(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*|[ \t][^\r\n]*)\r?\n)+", re.ASCII)
_MAIL_MARKS = re.compile(r"(?im)^(?:message-id|received|mime-version|return-path|delivered-to):")
_MAIL_FROM = re.compile(r"(?im)^from:")


class Seen(NamedTuple):
    """`form` to read it as (`gzip` and `zip`: to unpack); or, where it is null, the reason of refusal with what it looks like."""

    form: str | None
    reason: str = ""
    looks_like: str = ""


def sniff(head: bytes, path: str) -> Seen:
    """What begins with `head` and is called `path`. Content decides; the name only where content is silent."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return Seen(None, "not-text", what)
    if head.startswith(GZIP):
        return Seen("gzip")
    if head.startswith(ZIP):
        return Seen("zip")
    if head.startswith(b"PAR1"):
        return Seen("parquet")
    if b"%PDF-" in head[:1024] and not head.lstrip().startswith((b"{", b"[")):  # a report in JSON may speak of it
        return Seen("pdf")
    if re.match(rb"warc/\d", head.lstrip()[:8], re.IGNORECASE):
        return Seen("warc")
    return _by_text(head, path)


def _by_text(head: bytes, path: str) -> Seen:
    encoding, mark, _ = name(head)
    text = head[mark:].decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<") and (marked := _markup(text)) is not None:
        return marked
    lowered = _unpacked(path.lower())
    ending = next((form for end, form in _ENDINGS.items() if lowered.endswith(end)), None)
    if text.startswith(("{", "[")) and ending != "jsonl":
        form = _json(text)
        if form is not None:
            return Seen(form)
    if ending == "jsonl" or _holds_objects(text):
        return Seen("jsonl")
    if (form := tabular.gdelt(text)) is not None:
        return Seen(form)
    if ending is None and _is_mail(text):
        return Seen("eml")
    if ending is None and tabular.is_table(text):
        return Seen("csv")
    return Seen(ending or "text")


def _unpacked(path: str) -> str:
    for end in _PACKED:
        path = path.removesuffix(end)
    return path


def _markup(text: str) -> Seen | None:
    begins = text[:1024].lower()
    if begins.startswith(_HTML):
        return Seen("telegram" if _TELEGRAM_PAGE.search(text) else "html")
    if not begins.startswith(("<?xml", "<rss", "<feed", "<rdf", "<urlset", "<sitemapindex", "<!doctype", "<!--")):
        return None
    found = _ROOT.match(text[:8_192])
    if found is None:
        return Seen(None, "format-not-yet-read", "XML without an element") if begins.startswith("<?xml") else None
    root = found.group(1).lower()
    form = _ROOTS.get(root)
    if form is None:
        return Seen(None, "format-not-yet-read", f"XML of another kind (<{root[:40]}>)") if begins.startswith("<?xml") else None
    return Seen("telegram" if form == "html" and _TELEGRAM_PAGE.search(text) else form)


def _json(text: str) -> str | None:
    """A document of JSON that is one of ours, told by its first keys: a JSON Feed, a Telegram export."""
    begins = text[:4_096]
    if re.match(r"\[\s*\{", begins):
        return "json"
    if "jsonfeed.org/version" in begins:
        return "feed"
    if '"messages"' in text and re.search(r'"type"\s*:\s*"(?:\w+_)?(?:channel|group|supergroup|chat|messages)"', begins):
        return "telegram"
    if re.search(r'"chats"\s*:\s*\{', text) and re.search(r'"list"\s*:\s*\[', text):
        return "telegram"
    return None


def _is_mail(text: str) -> bool:
    """Whether it begins with a block of mail headers that mail programs write, not merely with `From:` and `Subject:`."""
    found = _MAIL.match(text)
    return found is not None and _MAIL_MARKS.search(found.group()) is not None and _MAIL_FROM.search(found.group()) is not None


def _holds_objects(text: str) -> bool:
    """Whether one of the first lines is a JSON object with a `text`, or the very beginning is one that goes on beyond what we look at."""
    lines = [line for line in text.split("\n") if line.strip()][:20]
    if not any(line.lstrip("\ufeff \t").startswith("{") for line in lines):
        return False
    for line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "text" in value:
            return True
    first = lines[0].lstrip("\ufeff \t")
    return len(lines) == 1 and first.startswith("{") and '"text"' in first


def inside_gzip(head: bytes) -> bytes:
    """The first bytes that a gzip stream unpacks to; empty where it is broken."""
    try:
        return zlib.decompressobj(31).decompress(head, HEAD)
    except zlib.error:
        return b""

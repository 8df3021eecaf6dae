"""What a piece of input is, told by its first bytes: text, JSON Lines, a format that is not read yet, or no text at all."""

import json
from typing import Literal, NamedTuple

from tocsin.collect.decode import name

Form = Literal["text", "jsonl"]
FORMS: tuple[Form, ...] = ("text", "jsonl")
LATER = ("html", "csv", "parquet", "warc", "feed", "gkg", "telegram", "pdf", "eml", "docx")
"""forms that the contract names and that are not read yet"""
HEAD = 65_536
"""bytes looked at"""

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, perhaps .docx or .xlsx"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF container: sound, film or WebP image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg sound or film"),
    (b"ID3", "an MP3 sound"),
    (b"{\\rtf", "a Rich Text document"),
)
_MARKUP = ((b"<!doctype html", "html"), (b"<html", "html"), (b"<rss", "feed"), (b"<feed", "feed"), (b"<?xml", "feed"), (b"warc/1.", "warc"))
_ENDINGS = {".csv": "csv", ".tsv": "csv", ".eml": "eml", ".html": "html", ".htm": "html", ".warc": "warc", ".rss": "feed", ".atom": "feed"}
_LINES = (".jsonl", ".ndjson", ".jsonlines")


class Seen(NamedTuple):
    """`form` to read it as; or, where it is null, the reason of refusal with what it looks like."""

    form: Form | None
    reason: str = ""
    looks_like: str = ""


def sniff(head: bytes, path: str) -> Seen:
    """What begins with `head` and is called `path`. Content decides; the name only where content is silent."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return Seen(None, "not-text", what)
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    for cue, form in _MARKUP:
        if begins.startswith(cue):
            return Seen(None, "format-not-yet-read", form)
    lowered = path.lower()
    if lowered.endswith(_LINES) or _holds_objects(head):
        return Seen("jsonl")
    ending = next((form for end, form in _ENDINGS.items() if lowered.endswith(end)), None)
    if ending is not None:
        return Seen(None, "format-not-yet-read", ending)
    if begins.startswith((b"[{", b"[ {", b"[\n", b"[\r\n")) and lowered.endswith(".json"):
        return Seen(None, "format-not-yet-read", "json array")
    return Seen("text")


def _holds_objects(head: bytes) -> bool:
    """Whether one of the first lines is a JSON object with a `text`, or the very beginning is one that goes on beyond what we look at."""
    encoding, mark, _ = name(head)
    lines = [line for line in head[mark:].decode(encoding, "replace").split("\n") if line.strip()][:20]
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

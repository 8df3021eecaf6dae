"""A PDF with text in it: one report, page by page.

Loses: pictures, layout, tables' shape, footnotes' place, form fields, attachments, scripts (never run). A scan has no text and is
refused: it is not read by its picture. Columns may be mixed where the file draws them so. Words cut at a line's end are joined where the
next line goes on in small letters. Title and dates are the document's own claims: the date is flagged `published-is-created`. Authors'
names are left out.
"""

import io
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.errors import Refused

MOST_PAGES = 2_000
_CUT = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_A-ZА-Я])")
_SPACES = re.compile(r"[ \t\xa0]+")
_TODO = "save its text as .txt"


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The report of one PDF. Raises Refused where it is locked, broken, too long, or a scan."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    blob = whole(stream, taking)
    # pypdf writes its complaints about damaged files to the log; what matters of them becomes a refusal or a flag.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(blob), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted", "it is locked by a password", where=taking.where, todo="unlock it, or save its text as .txt")
        if len(reader.pages) > MOST_PAGES:
            raise Refused("too-many", f"it has more than {MOST_PAGES:,} pages", where=taking.where, todo="split it")
        pages, empty = [], 0
        for page in reader.pages:
            taking.hurry()
            text = _tidy(page.extract_text() or "")
            empty += not text
            pages.append(text)
            if sum(map(len, pages)) > taking.limits.report:
                raise Refused(
                    "too-large", f"its text is longer than {taking.limits.report:,} characters", where=taking.where, todo="split it"
                )
        told = _told(reader)
    except PyPdfError as error:
        raise Refused("broken-document", f"it is no PDF that can be read: {error}"[:300], where=taking.where, todo=_TODO) from None
    text = _CUT.sub("", "\n\n".join(filter(None, pages)))
    if not text.strip():
        todo = "recognise its text first, and save it as .txt"
        raise Refused("no-text", "there is no text in it: it is a scan, or empty", where=taking.where, todo=todo)
    written = told.get("created")
    flags = (*(("published-is-created",) if written else ()), *(("pages-without-text",) if empty else ()))
    yield Piece(
        text=text,
        blob=blob,
        title=told.get("title"),
        published=written,
        language=told.get("language"),
        extra={"pages": len(pages), "pages_without_text": empty or None, "modified": told.get("modified")},
        flags=flags,
        encoding=None,
        media_type="application/pdf",
    )


def _tidy(page: str) -> str:
    return "\n".join(_SPACES.sub(" ", line).strip() for line in page.replace("\x00", "").splitlines()).strip()


def _told(reader: Any) -> dict[str, str]:
    """Title, dates and language that the document claims, where they can be read."""
    found: dict[str, str] = {}
    try:
        info = reader.metadata
        if info is not None:
            for name, value in (("title", info.title), ("created", info.creation_date), ("modified", info.modification_date)):
                if isinstance(value, datetime):
                    found[name] = (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
                elif isinstance(value, str) and value.strip():
                    found[name] = value
        language = reader.trailer["/Root"].get("/Lang")
        if isinstance(language, str):
            found["language"] = language
    except (ValueError, LookupError, TypeError, AttributeError):
        pass
    return found

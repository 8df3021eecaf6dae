"""A file of plain text is one report: its text is the file decoded and otherwise untouched, and it has no title."""

from datetime import datetime

from tocsin.collect import furniture
from tocsin.collect.decode import decode
from tocsin.collect.records import Collected, raw_document
from tocsin.model import Report, report_id, utc


def read(blob: bytes, path: str, *, clock: datetime) -> Collected:
    """The report in `blob`. Raises Refused where there is no text in it."""
    decoded = decode(blob, path)
    raw = raw_document(blob, path=path, url=None, media_type="text/plain", clock=clock)
    report = Report(
        id=report_id(None, None, None, None, decoded.text),
        path=path,
        collected_at=utc(clock),
        text=decoded.text,
        raw=raw.sha256,
        encoding=decoded.encoding,
        furniture=furniture.find(decoded.text),
        flags=decoded.flags,
    )
    return Collected(raw, report, blob)

"""A file of plain text is one report: its text is the file decoded and otherwise untouched, and it has no title."""

import re
from datetime import datetime

from tocsin.collect import furniture
from tocsin.collect.decode import decode
from tocsin.collect.records import Collected, Limits, raw_document
from tocsin.errors import Refused
from tocsin.model import Report, report_id, utc

_DEPTH = Limits().depth
_TOKEN = re.compile(r'\s+|"(?:[^"\\]|\\.)*+"|(?P<open>[\[{])|(?P<close>[\]}])|[,:]|-?[0-9][0-9.eE+-]*|true|false|null')
"""all that JSON is made of; anything else, and it is a text that begins with a bracket"""


def read(blob: bytes, path: str, *, clock: datetime, depth: int = _DEPTH) -> Collected:
    """The report in `blob`. Raises Refused where there is no text in it, or JSON whose brackets nest deeper than `depth` levels."""
    decoded = decode(blob, path)
    if nests_deeper(decoded.text, depth):
        todo = f"nest at most {depth} levels, or save its text as .txt"
        raise Refused("too-deep", f"it is JSON, and its brackets nest deeper than {depth} levels", where=path, todo=todo)
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


def nests_deeper(text: str, depth: int) -> bool:
    """Whether `text` begins as JSON and goes deeper than `depth` before anything comes that is none. Stops there: a text costs nothing."""
    at, level = (1 if text.startswith("\ufeff") else 0), 0
    while (token := _TOKEN.match(text, at)) is not None and level <= depth:
        level += (token["open"] is not None) - (token["close"] is not None)
        if level == 0 and token["close"] is None and not token.group().isspace():
            return False
        at = token.end()
    return level > depth

"""GDELT's Global Knowledge Graph 2.1 (27 columns, tab separated): each line is a report about an article, not the article.

Loses: the article's words, which GDELT does not give. The text is the page's title as GDELT kept it (else the address), so a report of GKG
leads to a page and holds no statement that could be quoted; every one is flagged `metadata-only`. The time is GDELT's own rounding to
fifteen minutes of when it was seen (`published-is-seen`), unless the page's own time stands beside. Themes, persons, organisations, places
(to the town), tone and quotations are kept in `extra` as GDELT codes them; counts, images, videos and amounts are not.
"""

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect.adapters.contract import Piece, Taking, Unfit
from tocsin.collect.gdelt_lines import rows, seen
from tocsin.collect.names import host

FIELDS = 27
MOST = 60
"""codes of one kind that are kept"""
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
_TIME = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})</PAGE_PRECISEPUBTIMESTAMP>")
_LINKS = re.compile(r"<PAGE_ALTURL_AMP>(.*?)</PAGE_ALTURL_AMP>")
_LANGUAGE = re.compile(r"srclc:([a-z]{2,3})")
_LANGUAGES = {
    "eng": "en",
    "fra": "fr",
    "rus": "ru",
    "ukr": "uk",
    "deu": "de",
    "pol": "pl",
    "spa": "es",
    "ita": "it",
    "zho": "zh",
    "ara": "ar",
}


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The lines of a GKG file, in bounded memory."""
    for row in rows(stream, taking, (FIELDS,)):
        if isinstance(row, Unfit):
            yield row
            continue
        cells = row.cells
        beside = cells[26]
        title, time, amp = _TITLE.search(beside), _TIME.search(beside), _LINKS.search(beside)
        language = _LANGUAGE.search(cells[25])
        url = cells[4] if cells[4].startswith(("http://", "https://")) else None
        words = html.unescape(title.group(1)).strip() if title else ""
        code = language.group(1) if language else None
        yield Piece(
            text=words or cells[4],
            blob=row.raw,
            at=f":{row.number}",
            title=words or None,
            url=url,
            site=cells[3] or host(url),
            published=seen(time.group(1) if time else cells[1]),
            language=_LANGUAGES.get(code, code) if code else None,
            source_id=cells[0],
            extra={
                "themes": _codes(cells[7]),
                "places": [part.split("#")[1] for part in cells[9].split(";")[:MOST] if part.count("#") >= 1],
                "persons": _codes(cells[11]),
                "organisations": _codes(cells[13]),
                "tone": cells[15].partition(",")[0],
                "quotations": [part.split("|")[-1] for part in cells[22].split("#")[:MOST] if part],
                "amp": amp.group(1) if amp else None,
            },
            flags=("metadata-only", *(() if time else ("published-is-seen",)), *(() if words else ("no-title",))),
            encoding="utf-8",
            media_type="text/tab-separated-values",
        )


def _codes(cell: str) -> list[str]:
    return list(dict.fromkeys(part.partition(",")[0] for part in cell.split(";") if part))[:MOST]

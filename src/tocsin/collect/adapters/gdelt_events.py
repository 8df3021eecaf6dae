"""GDELT's event files (2.0 with 61 columns, 1.0 with 57 or 58, tab separated): each line is a report that a machine coded an event.

Loses: the article's words, which GDELT does not give. The text is GDELT's own code put into words (who, CAMEO code, whom, where), so it is
a machine's claim, flagged `machine-coded` and `metadata-only`, never a source's statement. The time is when GDELT added it (fifteen
minutes), the day of the event stands in `extra`; a place is kept by its name, not by coordinates.
"""

from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect.adapters.contract import Piece, Taking, Unfit
from tocsin.collect.gdelt_lines import rows, seen
from tocsin.collect.names import host
from tocsin.collect.tabular import EVENT_FIELDS


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The lines of an event file, in bounded memory."""
    for row in rows(stream, taking, EVENT_FIELDS):
        if isinstance(row, Unfit):
            yield row
            continue
        cells = row.cells
        latest = len(cells) == 61
        added, url = cells[59 if latest else 56], cells[-1] if cells[-1].startswith(("http://", "https://")) else None
        place = cells[52 if latest else 50]
        who, whom = cells[6] or cells[5] or "an unnamed actor", cells[16] or cells[15]
        text = f"{who}: CAMEO {cells[26]}" + (f", {whom}" if whom else "") + (f", {place}" if place else "")
        yield Piece(
            text=text,
            blob=row.raw,
            at=f":{row.number}",
            url=url,
            site=host(url),
            published=seen(added),
            source_id=cells[0],
            extra={
                "event_day": cells[1], "actor1": cells[6], "actor1_country": cells[7], "actor2": cells[16], "actor2_country": cells[17],
                "cameo": cells[26], "cameo_root": cells[28], "quad_class": cells[29], "goldstein": cells[30], "mentions": cells[31],
                "sources": cells[32], "tone": cells[34], "place": place,
            },
            flags=("metadata-only", "machine-coded", "published-is-seen"),
            encoding="utf-8",
            media_type="text/tab-separated-values",
        )  # fmt: skip

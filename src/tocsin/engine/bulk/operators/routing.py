"""Documents on their way to their cases, and the statements of each, which are final here: a report that came twice is taken once."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import msgspec

from tocsin.engine.bulk.arrow import pa, pc
from tocsin.engine.bulk.schemas import ROUTED, STATEMENTS, Output
from tocsin.engine.bulk.settings import Settings
from tocsin.model import Reading, to_json

_READING = msgspec.json.Decoder(Reading)
_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


class Route:
    """One partition's documents, and beside them where each goes; documents by case, and statements."""

    outputs: ClassVar[Mapping[str, Output]] = {"routed": Output(ROUTED, "case"), "statements": Output(STATEMENTS)}

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, table: pa.Table, beside: pa.Table | None) -> dict[str, pa.Table]:
        """`table`: rows of DOCUMENTS; `beside`: rows of CASES of the same partition."""
        if beside is None or not len(beside):
            return {"routed": ROUTED.empty_table(), "statements": STATEMENTS.empty_table()}
        table, beside = table.sort_by("row"), beside.sort_by("row")
        table = table.filter(pc.is_in(table.column("row"), value_set=beside.column("row").combine_chunks()))
        rows = []
        for known, reading in zip(table.column("known").to_pylist(), table.column("reading").to_pylist(), strict=True):
            when = _BEGAN + timedelta(microseconds=known)
            for said in _READING.decode(reading).statements:
                rows.append(
                    {
                        "id": said.id, "report": said.report, "t_known": when, "speaker": said.speaker.name or said.speaker.text,
                        "act": said.act, "polarity": said.polarity, "indicators": list(said.indicators), "text": said.text,
                        "record": to_json(said).decode(),
                    }
                )  # fmt: skip
        folded = pc.not_equal(beside.column("under"), pa.scalar(0, pa.uint64()))
        nothing = pa.nulls(len(table), pa.large_binary())
        columns = {name: beside.column(name) for name in ("case", "under", "shared", "share")}
        columns |= {name: table.column(name) for name in ("key", "known", "id", "path", "source_id")}
        columns |= {name: pc.if_else(folded, nothing, table.column(name)) for name in ("report", "reading")}
        return {
            "routed": pa.table([columns[field.name] for field in ROUTED], schema=ROUTED),
            "statements": pa.Table.from_pylist(rows, STATEMENTS),
        }

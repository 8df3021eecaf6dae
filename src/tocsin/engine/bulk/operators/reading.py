"""Bytes to documents: a partition's records, triaged, read, and fingerprinted. All but what bears on the problem is counted and dropped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

import msgspec
import numpy as np

from tocsin.collect.records import Collected, RefusedInput
from tocsin.corroborate.copies import fingerprints, grams
from tocsin.engine.bulk import taking
from tocsin.engine.bulk.arrow import pa
from tocsin.engine.bulk.cutting import Partition
from tocsin.engine.bulk.schemas import DOCUMENTS, PRINTS, REFUSED, Output
from tocsin.engine.bulk.settings import Settings
from tocsin.model import Report, digest, to_json
from tocsin.read import Reader

AWAY = frozenset(["irrelevant", "language-not-read"])
"""flags of a reading that goes no further"""
COUNTS = pa.schema([("documents", pa.int64()), ("kept", pa.int64()), ("refused", pa.int64()), ("bytes", pa.int64())])


class Read:
    """Partitions in; documents, their fingerprints, and what was refused out."""

    outputs: ClassVar[Mapping[str, Output]] = {
        "documents": Output(DOCUMENTS),
        "prints": Output(PRINTS, "bucket"),
        "refused": Output(REFUSED),
        "counts": Output(COUNTS),
    }

    def __init__(self, settings: Settings) -> None:
        declared = settings.declared()
        self._reader = Reader(declared.problem, declared.yardsticks, declared.sources, declared.weights)
        self._settings = settings

    def __call__(self, table: pa.Table, beside: pa.Table | None = None) -> dict[str, pa.Table]:  # noqa: ARG002
        """`table`: rows of WORK."""
        documents: list[dict[str, Any]] = []
        prints: list[pa.Table] = []
        refusals: list[dict[str, str]] = []
        seen = size = 0
        for work in table.to_pylist():
            partition = msgspec.json.decode(work["partition"], type=Partition)
            size += partition.size
            for piece in partition.slices:
                for item in taking.take(piece, self._reader.keeps, clock=self._settings.clock):
                    seen += 1
                    if isinstance(item, RefusedInput):
                        told = item.record
                        refusals.append({"id": told.id, "where": told.where, "reason": told.reason, "what": told.what, "todo": told.todo})
                    elif isinstance(item, Collected):
                        reading = self._reader.read(item.report)
                        if AWAY.isdisjoint(reading.flags):
                            row = _document(item.report, partition.number, len(documents))
                            known = _microseconds(reading.t_known)
                            documents.append({**row, "known": known, "reading": to_json(reading)})
                            prints.append(_prints(item.report, row["key"], known, self._settings.buckets))
        counts = {"documents": seen, "kept": len(documents), "refused": len(refusals), "bytes": size}
        return {
            "documents": pa.Table.from_pylist(documents, DOCUMENTS),
            "prints": pa.concat_tables(prints) if prints else PRINTS.empty_table(),
            "refused": pa.Table.from_pylist(refusals, REFUSED),
            "counts": pa.Table.from_pylist([counts], COUNTS),
        }


def _document(report: Report, part: int, row: int) -> dict[str, Any]:
    return {
        "key": int(report.id[:16], 16),
        "part": part,
        "row": row,
        "id": report.id,
        "path": report.path,
        "source_id": report.source_id,
        "report": to_json(report),
    }


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)


def _prints(report: Report, key: int, known: int, buckets: int) -> pa.Table:
    """The fingerprints of a report's text without what is marked as furniture."""
    pieces, at = [], 0
    for start, end in report.furniture:
        pieces.append(report.text[at:start])
        at = end
    found = fingerprints(grams("".join((*pieces, report.text[at:]))))
    many = len(found)
    outlet = int(digest("outlet", report.site)[:16], 16) if report.site else 0
    return pa.table(
        [
            pa.array((found % np.uint64(buckets)).astype(np.int32)),
            pa.array(found),
            pa.array(np.full(many, key, np.uint64)),
            pa.array(np.full(many, known, np.int64)),
            pa.array(np.full(many, outlet, np.uint64)),
            pa.array(np.full(many, many, np.int32)),
        ],
        schema=PRINTS,
    )

"""One case's reports to origins and links, as everywhere; what was folded hangs as a copy under what it stands in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import msgspec

from tocsin.corroborate import corroborate
from tocsin.engine import encoding
from tocsin.engine.bulk.arrow import pa, pc
from tocsin.engine.bulk.schemas import LINKS, ORIGINS, Output
from tocsin.engine.bulk.settings import Settings
from tocsin.model import Link, Origin, Reading, Report, to_json

FOLDED = "folded"
"""evidence of a link that rests on fingerprints alone"""
_REPORT, _READING = msgspec.json.Decoder(Report), msgspec.json.Decoder(Reading)
_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


class Relate:
    """The documents of one case in; its origins and links out."""

    outputs: ClassVar[Mapping[str, Output]] = {"origins": Output(ORIGINS), "links": Output(LINKS)}

    def __init__(self, settings: Settings) -> None:
        self._clock, self._declared = settings.clock, settings.declared()
        self._encoder = encoding.configured({encoding.VARIABLE: settings.encoder or ""})

    def __call__(self, table: pa.Table, beside: pa.Table | None = None) -> dict[str, pa.Table]:  # noqa: ARG002
        """`table`: rows of ROUTED, of one case."""
        whole = table.filter(pc.is_valid(table.column("report"))).sort_by("id")
        origins = corroborate(
            [_REPORT.decode(one) for one in whole.column("report").to_pylist()],
            [_READING.decode(one) for one in whole.column("reading").to_pylist()],
            self._declared.sources,
            clock=self._clock,
            encoder=self._encoder,
            networks=self._declared.networks,
        )
        ids = dict(zip(whole.column("key").to_pylist(), whole.column("id").to_pylist(), strict=True))
        folded = table.filter(pc.is_null(table.column("report"))).drop_columns(["report", "reading"]).sort_by("id").to_pylist()
        beneath = _beneath(folded, ids)
        return {
            "origins": pa.Table.from_pylist([_origin(one, len(one.reports) + _many(one, beneath)) for one in origins], ORIGINS),
            "links": pa.Table.from_pylist([_link(one.id, link) for one in origins for link in _links(one, beneath)], LINKS),
        }


def _beneath(folded: Sequence[Mapping[str, Any]], ids: Mapping[int, str]) -> dict[str, list[Link]]:
    """By the id of a report, the folded ones that stand in it."""
    found = defaultdict(list)
    for row in folded:
        parent, share = ids[row["under"]], float(row["share"])
        found[parent].append(
            Link(
                id=row["id"], source_id=row["source_id"], path=row["path"], link="copy", parent=parent,
                confidence=round(min(0.99, 0.6 + 0.4 * share), 2),
                evidence=(FOLDED, f"fingerprints:{row['shared']}", f"containment:{share:.2f}"),
                t_known=_BEGAN + timedelta(microseconds=row["known"]),
            )
        )  # fmt: skip
    return found


def _many(origin: Origin, beneath: Mapping[str, Sequence[Link]]) -> int:
    return sum(len(beneath.get(link.id, ())) for link in origin.reports)


def _links(origin: Origin, beneath: Mapping[str, Sequence[Link]]) -> list[Link]:
    return [one for link in origin.reports for one in (link, *beneath.get(link.id, ()))]


def _origin(origin: Origin, reports: int) -> dict[str, Any]:
    alone = msgspec.structs.replace(origin, reports=())
    return {
        "id": origin.id, "kind": origin.kind, "publisher": origin.publisher, "first_seen": origin.first_seen, "claim": origin.claim,
        "reports": reports, "record": to_json(alone).decode(),
    }  # fmt: skip


def _link(origin: str, link: Link) -> dict[str, Any]:
    return {
        "origin": origin, "report": link.id, "path": link.path, "link": link.link, "parent": link.parent, "confidence": link.confidence,
        "t_known": link.t_known, "record": to_json(link).decode(),
    }  # fmt: skip

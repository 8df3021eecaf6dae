"""The tables that go through the plan, column by column. Moments are microseconds of UTC since 1970."""

from typing import NamedTuple

from tocsin.engine.bulk.arrow import pa


class Output(NamedTuple):
    """One table that an operator hands on. `by`: the column by whose values it is read again, a row group for each."""

    schema: pa.Schema
    by: str | None = None


WORK = pa.schema([("number", pa.int32()), ("partition", pa.string())])
"""one partition of the input, as JSON"""

DOCUMENTS = pa.schema(
    [
        ("key", pa.uint64()),
        ("known", pa.int64()),
        ("part", pa.int32()),
        ("row", pa.int32()),
        ("id", pa.string()),
        ("path", pa.string()),
        ("source_id", pa.string()),
        ("report", pa.large_binary()),
        ("reading", pa.large_binary()),
    ]
)
"""a report that bears on the problem, with its reading, both as JSON. `key`: the first eight bytes of its id"""

PRINTS = pa.schema(
    [
        ("bucket", pa.int32()),
        ("print", pa.uint64()),
        ("key", pa.uint64()),
        ("known", pa.int64()),
        ("outlet", pa.uint64()),
        ("of", pa.int32()),
    ]
)
"""a fingerprint of a report; `of`: how many it has"""

REFUSED = pa.schema([("id", pa.string()), ("where", pa.string()), ("reason", pa.string()), ("what", pa.string()), ("todo", pa.string())])

PAIRS = pa.schema(
    [
        ("bucket", pa.int32()),
        ("later", pa.uint64()),
        ("earlier", pa.uint64()),
        ("known", pa.int64()),
        ("shared", pa.int32()),
        ("of", pa.int32()),
    ]
)
"""fingerprints of a report that an earlier one has too, `known` since then; of a report and itself: how many are its outlet's furniture"""

PARENTS = pa.schema([("key", pa.uint64()), ("parent", pa.uint64()), ("shared", pa.int32()), ("share", pa.float32())])
"""the earlier report that a report shares the most with, at least half"""

CASES = pa.schema(
    [
        ("part", pa.int32()),
        ("row", pa.int32()),
        ("case", pa.int32()),
        ("head", pa.uint64()),
        ("under", pa.uint64()),
        ("shared", pa.int32()),
        ("share", pa.float32()),
    ]
)
"""where a report goes: its case, the first of its family, and, where it is folded, under which earlier report (else 0)"""

ROUTED = pa.schema(
    [
        ("case", pa.int32()),
        ("key", pa.uint64()),
        ("known", pa.int64()),
        ("under", pa.uint64()),
        ("shared", pa.int32()),
        ("share", pa.float32()),
        ("id", pa.string()),
        ("path", pa.string()),
        ("source_id", pa.string()),
        ("report", pa.large_binary()),
        ("reading", pa.large_binary()),
    ]
)
"""a report on its way to its case; of a folded one neither text nor reading goes along"""

_TIME = pa.timestamp("us", tz="UTC")

STATEMENTS = pa.schema(
    [
        ("id", pa.string()),
        ("report", pa.string()),
        ("t_known", _TIME),
        ("speaker", pa.string()),
        ("act", pa.string()),
        ("polarity", pa.string()),
        ("indicators", pa.list_(pa.string())),
        ("text", pa.string()),
        ("record", pa.string()),
    ]
)
"""`record`: the whole statement as JSON; the same for origins and links"""

ORIGINS = pa.schema(
    [
        ("id", pa.string()),
        ("kind", pa.string()),
        ("publisher", pa.string()),
        ("first_seen", _TIME),
        ("claim", pa.string()),
        ("reports", pa.int32()),
        ("record", pa.string()),
    ]
)

LINKS = pa.schema(
    [
        ("origin", pa.string()),
        ("report", pa.string()),
        ("path", pa.string()),
        ("link", pa.string()),
        ("parent", pa.string()),
        ("confidence", pa.float64()),
        ("t_known", _TIME),
        ("record", pa.string()),
    ]
)


def empty(schema: pa.Schema) -> pa.Table:
    """A table without rows."""
    return schema.empty_table()

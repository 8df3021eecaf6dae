"""Parquet: statements, origins, assessments and alerts as tables, words short as their sources' terms ask, full texts never."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tocsin.errors import CannotFinish
from tocsin.model import Alert, Assessment, Origin, Reading, Report, Tlp, rounded
from tocsin.model.declared import SourceProfile
from tocsin.warn.marking import SYNTHETIC, allowed, higher, highest
from tocsin.warn.neutral import line, shortened

QUOTED = 240
"""characters of somebody's words that are passed on: the shipped sources' terms say to quote short"""
TERMS = "quote short, link, pass no full text on"
"""where a source says nothing of its own"""
Row = dict[str, Any]
MOMENT, TEXT, FLAG, NUMBER, COUNT, TEXTS = "moment", "text", "flag", "number", "count", "texts"
MARKS = {"tlp": TEXT, "synthetic": FLAG}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "statements": {
        "id": TEXT, "report": TEXT, "site": TEXT, "url": TEXT, "published_at": MOMENT, "t_known": MOMENT, "language": TEXT,
        "start": COUNT, "end": COUNT, "words": TEXT, "cut": FLAG, "speaker": TEXT, "speaker_kind": TEXT, "entity": TEXT, "act": TEXT,
        "polarity": TEXT, "negated": FLAG, "interested": FLAG, "date": TEXT, "phrase": TEXT, "low": NUMBER, "high": NUMBER,
        "indicators": TEXTS, "hypotheses": TEXTS, "origin": TEXT, "licence": TEXT, "terms": TEXT, **MARKS,
    },
    "origins": {
        "id": TEXT, "kind": TEXT, "publisher": TEXT, "first_seen": MOMENT, "claim": TEXT, "upstream": TEXT, "upstream_status": TEXT,
        "reports": TEXTS, "statements": TEXTS, **MARKS,
    },
    "assessments": {
        "id": TEXT, "as_of": MOMENT, "problem": TEXT, "hypothesis": TEXT, "horizon_days": COUNT, "mean": NUMBER, "low": NUMBER,
        "high": NUMBER, "base_mean": NUMBER, "confidence": TEXT, **MARKS,
    },
    "alerts": {
        "id": TEXT, "event": TEXT, "number": COUNT, "message": TEXT, "t_known": MOMENT, "severity": TEXT, "title": TEXT, "triggers": TEXTS,
        "causes": TEXTS, "count": COUNT, "status": TEXT, "scope": TEXT, "released_by": TEXT, "hypothesis": TEXT, "horizon_days": COUNT,
        "probability": NUMBER, **MARKS,
    },
}  # fmt: skip
"""by table: columns, in order"""


def statements(
    reports: Sequence[Report], readings: Sequence[Reading], origins: Sequence[Origin], sources: Sequence[SourceProfile]
) -> Iterable[Row]:
    """A row a statement. A statement is marked as high as its report."""
    by_id, origin_of = {one.id: one for one in reports}, {name: one.id for one in origins for name in one.statements}
    profiles = {site: one for one in sources for site in one.sites}
    for reading in readings:
        report = by_id[reading.report]
        profile = profiles.get((report.site or "").lower()) or profiles.get(_host(report.url))
        for one in reading.statements:
            words = line(one.text)
            yield {
                "id": one.id, "report": report.id, "site": report.site, "url": report.url, "published_at": report.published_at,
                "t_known": one.t_known, "language": reading.language, "start": one.span[0], "end": one.span[1],
                "words": shortened(words, QUOTED), "cut": len(words) > QUOTED, "speaker": _line(one.speaker.text),
                "speaker_kind": one.speaker.kind, "entity": one.speaker.entity, "act": one.act, "polarity": one.polarity,
                "negated": one.negated, "interested": one.interested, "date": one.date,
                "phrase": one.estimate.phrase if one.estimate else None, "low": one.estimate.low if one.estimate else None,
                "high": one.estimate.high if one.estimate else None, "indicators": list(one.indicators), "hypotheses": list(one.hypotheses),
                "origin": origin_of.get(one.id), "licence": profile.licence if profile else None,
                "terms": (profile.terms if profile else None) or TERMS, "tlp": higher(one.tlp, report.tlp),
                "synthetic": one.synthetic or report.synthetic,
            }  # fmt: skip


def origin_rows(some: Iterable[Origin], reports: Sequence[Report]) -> Iterable[Row]:
    """A row an origin, marked as high as any of its reports."""
    marks = {one.id: one.tlp for one in reports}
    for one in some:
        yield {
            "id": one.id, "kind": one.kind, "publisher": one.publisher, "first_seen": one.first_seen, "claim": shortened(one.claim, QUOTED),
            "upstream": one.upstream.id, "upstream_status": one.upstream.status, "reports": [link.id for link in one.reports],
            "statements": list(one.statements), "synthetic": one.synthetic,
            "tlp": higher(one.tlp, highest(marks.get(link.id, "clear") for link in one.reports)),
        }  # fmt: skip


def assessments(some: Iterable[Assessment]) -> Iterable[Row]:
    """A row for each hypothesis and horizon."""
    for one in some:
        for told in one.hypotheses:
            for days, chance in told.probability.items():
                base = told.base_rate.get(days)
                yield {
                    "id": one.id, "as_of": one.as_of, "problem": one.problem, "hypothesis": told.id, "horizon_days": int(days),
                    "mean": rounded(chance.mean), "low": rounded(chance.low), "high": rounded(chance.high),
                    "base_mean": rounded(base.mean) if base is not None else None, "confidence": told.confidence.level, "tlp": one.tlp,
                    "synthetic": one.synthetic,
                }  # fmt: skip


def alerts(some: Iterable[Alert]) -> Iterable[Row]:
    """A row a message, with the status under which it leaves."""
    for one in some:
        yield {
            "id": one.id, "event": one.event, "number": one.number, "message": one.message, "t_known": one.t_known,
            "severity": one.severity, "title": one.title.get("en"), "triggers": list(one.triggers),
            "causes": [cause.what.get("en", "") for cause in one.causes], "count": one.count, "status": one.status, "scope": one.scope,
            "released_by": one.released_by, "hypothesis": one.hypothesis, "horizon_days": one.horizon,
            "probability": rounded(one.probability), "tlp": one.tlp, "synthetic": one.synthetic,
        }  # fmt: skip


def parquet(name: str, rows: Iterable[Row], most: Tlp) -> tuple[bytes, int]:
    """The table of that name as a Parquet file, and how many rows were left out because they are marked above `most`.

    The file's own metadata say the mark and SYNTHETIC. CannotFinish where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise CannotFinish(
            f"Parquet needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[tables]'"
        ) from None
    every = list(rows)
    kept = [row for row in every if allowed(row["tlp"], most)]
    kinds = {
        MOMENT: pyarrow.timestamp("us", tz="UTC"),
        TEXT: pyarrow.string(),
        FLAG: pyarrow.bool_(),
        NUMBER: pyarrow.float64(),
        COUNT: pyarrow.int64(),
        TEXTS: pyarrow.list_(pyarrow.string()),
    }
    made_up = any(row["synthetic"] for row in kept)
    told = {"tocsin": name, "marking": f"TLP:{most.upper()} at most" + (f" - {SYNTHETIC}" if made_up else "")}
    schema = pyarrow.schema([(column, kinds[kind]) for column, kind in COLUMNS[name].items()], metadata=told)
    data = [{key: _utc(value) for key, value in row.items()} for row in kept]
    out = io.BytesIO()
    files.write_table(pyarrow.Table.from_pylist(data, schema=schema), out, compression="zstd")
    return out.getvalue(), len(every) - len(kept)


def _utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _line(text: str | None) -> str | None:
    return None if text is None else line(text)


def _host(url: str | None) -> str:
    from urllib.parse import urlsplit

    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""

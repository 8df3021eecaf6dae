"""An annotated example line as a report and the reading that it stands for, so that corroboration is measured apart from reading."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from tocsin.collect.files import Collected, collect
from tocsin.model import Estimate, Reading, Report, Speaker, Statement, digest
from tocsin.model.declared import SourceProfile

CLOCK = datetime(2026, 1, 1, tzinfo=UTC)


def load(path: Path) -> tuple[list[Report], list[Reading], list[dict[str, Any]]]:
    """Reports, readings made of the annotations, and the annotations."""
    golds = [json.loads(line)["gold"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    reports = []
    for item in collect([str(path)], clock=CLOCK):
        assert isinstance(item, Collected), item.record
        reports.append(msgspec.structs.replace(item.report, extra={}))
    sites = sorted({report.site for report in reports if report.site})
    return reports, [reading(report, gold, sites) for report, gold in zip(reports, golds, strict=True)], golds


def reading(report: Report, gold: dict[str, Any], sites: list[str]) -> Reading:
    """The reading that a faultless reader would make of `report`."""
    known = report.published_at or report.collected_at
    statements = []
    for number, said in enumerate(gold["statements"]):
        start = report.text.index(said["words"])
        span = (start, start + len(said["words"]))
        via = tuple(name for name in gold["chain"] if not name.startswith("anonymous"))
        if "origin" in said:
            via = tuple(site for site in sites if site in _paragraph(report.text, start) and site != report.site)[-1:] or via
        statements.append(
            Statement(
                id=digest(report.id, number),
                report=report.id,
                t_known=known,
                span=span,
                text=said["words"],
                content_span=span,
                speaker=Speaker(text=said["speaker"], kind=said["speaker_kind"]),
                via=via,
                act=said["act"],
                quoted=said["quote"],
                polarity=said["polarity"],
                estimate=_estimate(report.text, said["estimate"]),
                indicators=() if said["indicator"] == "none" else (said["indicator"],),
            )
        )
    return Reading(
        report=report.id,
        source_id=report.source_id,
        path=report.path,
        language=report.language,
        title=report.title,
        site=report.site,
        published_at=report.published_at,
        t_known=known,
        chain=tuple(name for name in gold["chain"] if not name.startswith("anonymous")),
        furniture=report.furniture,
        statements=tuple(statements),
        flags=() if gold["relevant"] else ("irrelevant",),
    )


def _paragraph(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]


def _estimate(text: str, phrase: str | None) -> Estimate | None:
    if phrase is None:
        return None
    start = text.index(phrase)
    return Estimate(phrase=phrase, span=(start, start + len(phrase)))


def profiles(path: Path) -> list[SourceProfile]:
    """The declared sources of a sample."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["sources"]
    return [msgspec.convert(item, SourceProfile) for item in data]

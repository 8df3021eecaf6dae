"""What the contract suite runs over: every adapter with its golden bytes, written by us."""

from datetime import UTC, datetime
from pathlib import Path

from tocsin.collect.adapters.registry import OURS
from tocsin.collect.files import Collected, Limits, RefusedInput, collect_bytes

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
CLOCK = datetime(2026, 11, 28, 12, tzinfo=UTC)
FILES = sorted(path for form in OURS for path in (GOLDEN / form).glob("*") if path.is_file() and not path.name.endswith(".expected.json"))
SMALL = Limits(report=4_000, kept=200, document=20_000, unpacked=40_000, members=50)


def taken(raw: bytes, name: str, form: str | None = None, limits: Limits | None = None) -> list[Collected | RefusedInput]:
    return list(collect_bytes(raw, name, clock=CLOCK, form=form, limits=limits or Limits()))


def shape(item: Collected | RefusedInput) -> dict[str, object]:
    """What a golden file holds of one report or refusal."""
    if isinstance(item, RefusedInput):
        return {"refused": item.record.reason, "where": item.record.where}
    report = item.report
    return {
        "path": report.path, "source_id": report.source_id, "url": report.url, "site": report.site,
        "published_at": report.published_at.isoformat() if report.published_at else None, "language": report.language,
        "title": report.title, "text": report.text, "encoding": report.encoding, "extra": report.extra, "flags": list(report.flags),
    }  # fmt: skip

"""Triage in front: what of the relevant it keeps, what of the look-alikes it drops, beside the full reading; and its speed on one core.

The reports: `data/triage.jsonl` (news of the problem and what only sounds like it, in four languages), the development reports of
`data/reading`, the sample, `../shared/examples` where it is, and mixtures of them: teasers, pages with other headlines, digests.
"""

import json
import random
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.reading import make_reader
from tocsin.engine import clock
from tocsin.library import problems, samples
from tocsin.model import Report, report_id
from tocsin.read import Reader
from tocsin.read.triage import Triage

DATA = Path(__file__).resolve().parent / "data"
EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "examples"
SEED = 5
MIXTURES = 1_000
SIZE = 2_500
"""bytes of a report whose speed counts"""


class Item(NamedTuple):
    """A report with what a person holds it to be, where one has said."""

    report: Report
    relevant: bool | None


def items(lines: Iterable[dict[str, Any]]) -> Iterator[Item]:
    """Reports of JSON Lines, with `relevant` or `gold.relevant`."""
    now = clock.now()
    for line in lines:
        gold = line.get("relevant", line.get("gold", {}).get("relevant"))
        title, text, code = line.get("title"), line["text"], line.get("language")
        yield Item(Report(id=report_id(None, None, None, title, text), collected_at=now, language=code, title=title, text=text), gold)


def read_lines(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines files."""
    for path in paths:
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def mixtures(known: list[Item]) -> Iterator[Item]:
    """Reports made of others: one half of one (a teaser), one with the headlines of others under it (a page), two of them (a digest)."""
    draw = random.Random(SEED)  # noqa: S311 - no secret: the same mixtures every time
    by_language: dict[str | None, list[Report]] = {}
    for item in known:
        by_language.setdefault(item.report.language, []).append(item.report)
    on = [item.report for item in known if item.relevant is not False]
    for number in range(MIXTURES):
        one = draw.choice(on)
        others = by_language[one.language]
        half = one.text.find(" ", len(one.text) // 2)
        text = (
            one.text[:half] if draw.random() < 0.5 else one.text[half:],
            "\n".join((one.text, *(other.title or "" for other in draw.sample(others, 6)))),
            f"{one.text}\n\n{draw.choice(others).text}",
        )[number % 3]
        made = Report(
            id=report_id(None, None, None, one.title, text),
            collected_at=one.collected_at,
            language=one.language,
            title=one.title,
            text=text,
        )
        yield Item(made, None)


def words(item: Item) -> str:
    """What triage looks at."""
    return f"{item.report.title or ''}\n{item.report.text}"


def table(name: str, found: list[Item], triage: Triage, reader: Reader) -> None:
    """One line: of what the full reading keeps, what triage keeps; of what is off the problem, what each of both drops."""
    full = [is_relevant(reader, item.report) for item in found]
    kept = [triage.keeps(words(item)) for item in found]
    wanted = [item.relevant if item.relevant is not None else yes for item, yes in zip(found, full, strict=True)]
    on = [k for k, f in zip(kept, full, strict=True) if f]
    off = [(k, f) for k, f, w in zip(kept, full, wanted, strict=True) if not w]
    lost = sum(1 for f, w in zip(full, wanted, strict=True) if w and not f)
    print(
        f"{name:12} {len(found):5} reports  kept by triage of the full reading's: {sum(on)}/{len(on)} = {sum(on) / max(1, len(on)):.4f}"
        f"  off the problem: {len(off)}, dropped by triage {share(not k for k, _ in off)}, by both {share(not (k and f) for k, f in off)}"
        f"  on it and dropped by the full reading: {lost}"
    )


def share(flags: Iterable[bool]) -> str:
    """A share of what there is, or a dash."""
    listed = list(flags)
    return f"{sum(listed) / len(listed):.3f}" if listed else "-"


def is_relevant(reader: Reader, report: Report) -> bool:
    """What the full reading holds, asked without triage."""
    front, reader.triage = reader.triage, EVERYTHING
    try:
        return not {"irrelevant", "language-not-read"} & set(reader.read(report).flags)
    finally:
        reader.triage = front


class _Everything(Triage):
    def __init__(self) -> None:
        """Keeps all."""

    def keeps(self, text: str) -> bool:
        return bool(text)


EVERYTHING = _Everything()


def speed(triage: Triage, found: list[Item]) -> None:
    """Reports of about `SIZE` bytes a second on one core: look-alikes, news, and the stream that most of the world is, one in ten on it."""
    long = {True: [grown(item) for item in found if item.relevant], False: [grown(item) for item in found if item.relevant is False]}
    stream = [text for n, text in enumerate(long[False] * 9) if n < len(long[True]) * 9] + long[True]
    for name, texts in (("off the problem", long[False]), ("on it", long[True]), ("nine to one", stream)):
        best = min(timed(triage, texts) for _ in range(7))
        size = sum(len(text.encode()) for text in texts) / len(texts)
        print(f"{name:16} {1 / best:8,.0f} reports/s of {size:,.0f} bytes, {size / best / 1e6:.0f} MB/s")


def grown(item: Item) -> str:
    """The report repeated up to `SIZE` bytes."""
    text = words(item) + "\n\n"
    return (text * (1 + SIZE // len(text.encode()))).encode()[:SIZE].decode("utf-8", "ignore")


def timed(triage: Triage, texts: list[str]) -> float:
    """Seconds a report."""
    start = time.process_time()
    for text in texts:
        triage.keeps(text)
    return (time.process_time() - start) / len(texts)


def main() -> int:
    """Print both tables."""
    triage, reader = Triage(problems.load("nuclear-escalation")), make_reader()
    own = list(read_lines([DATA / "triage.jsonl"]))
    for code in sorted({line["language"] for line in own}):
        table(f"own {code}", list(items(line for line in own if line["language"] == code)), triage, reader)
    known = list(items(own))
    for name, paths in (
        ("development", sorted((DATA / "reading").glob("dev_*.jsonl"))),
        ("examples", sorted(EXAMPLES.glob("*.jsonl"))),
        ("sample", [samples.reports(samples.shipped()[0])]),
    ):
        found = list(items(read_lines(paths)))
        if found:
            table(name, found, triage, reader)
        known += found
    table("mixtures", list(mixtures(known)), triage, reader)
    speed(triage, list(items(own)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

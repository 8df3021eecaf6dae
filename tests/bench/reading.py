"""How well the reader reads: scores over annotated reports in the form of `examples/` (JSON Lines with `gold`), a field at a time.

Usage: python tests/bench/reading.py FILE.jsonl... [--language fr] [--errors] [--on-topic]
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from tocsin.model import Reading, Report, Statement, report_id
from tocsin.read import Reader
from tocsin.read.relevance import Relevance
from tocsin.read.triage import Triage

COLLECTED = datetime(2025, 1, 1, tzinfo=UTC)
"""when the reports are held to have been collected"""
Read = Callable[[Report], Reading]


def report_of(line: dict[str, Any]) -> Report:
    """The report of one annotated line."""
    published = datetime.fromisoformat(line["published"]).astimezone(UTC) if line.get("published") else None
    text = line["text"]
    return Report(
        id=report_id(line.get("url"), line.get("site"), published, line.get("title"), text),
        source_id=line.get("id"),
        url=line.get("url"),
        site=line.get("site"),
        published_at=published,
        collected_at=COLLECTED,
        language=line.get("language"),
        title=line.get("title"),
        text=text,
    )


def plain(words: str | None) -> str:
    """Words for comparison: lower case, plain marks and spaces."""
    import html

    return re.sub(r"\s+", " ", html.unescape(words or "").replace("’", "'").replace("\u00a0", " ")).strip(' .,;:«»“”"').lower()


def same(one: str | None, other: str | None) -> bool:
    """One holds the other, or they share most of their words."""
    a, b = plain(one), plain(other)
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    left, right = set(a.split()), set(b.split())
    return len(left & right) / len(left | right) >= 0.5


def match(gold: dict[str, Any], text: str, statements: Iterable[Statement]) -> Statement | None:
    """The statement whose span covers the gold words, the tightest content first; None where none does."""
    start = text.find(gold["words"])
    if start < 0:
        return None
    end = start + len(gold["words"])
    covering = [item for item in statements if item.span[0] <= start + 1 and item.span[1] >= end - 1]

    def cost(item: Statement) -> tuple[int, int]:
        missing = max(0, item.content_span[0] - start) + max(0, end - item.content_span[1])
        return (missing, item.content_span[1] - item.content_span[0])

    return min(covering, key=cost) if covering else None


def score(lines: Iterable[dict[str, Any]], read: Read, errors: list[str] | None = None) -> dict[str, tuple[int, int]]:
    """Field -> (right, of). `found` and `precision` count statements; the other fields count those found."""
    table: Counter[str] = Counter()
    of: Counter[str] = Counter()

    def count(field: str, right: bool, where: str, wanted: object, got: object, words: str) -> None:
        of[field] += 1
        table[field] += right
        if not right and errors is not None:
            errors.append(f"{where} {field}: wanted {wanted!r}, got {got!r} | {words[:110]}")

    for line in lines:
        gold, text = line["gold"], line["text"]
        reading = read(report_of(line))
        where = line["id"]
        count("language", reading.language == line["language"], where, line["language"], reading.language, "")
        count("relevance", ("irrelevant" not in reading.flags) == gold["relevant"], where, gold["relevant"], reading.flags, line["title"])
        carriers = list(gold["chain"])
        if gold["relevant"] and carriers:
            known = [
                *reading.chain,
                *(item.speaker.text or "" for item in reading.statements),
                *(item.told_by.text or "" for item in reading.statements if item.told_by),
                *(via for item in reading.statements for via in item.via),
            ]
            for name in carriers:
                count(
                    "chain", any(same(name.removeprefix("anonymous: "), other) for other in known if other), where, name, reading.chain, ""
                )
        if not gold["relevant"]:
            count("irrelevant-silent", not reading.statements, where, 0, len(reading.statements), line["title"])
            continue
        used: set[str] = set()
        for item in gold["statements"]:
            found = match(item, text, reading.statements)
            count("found", found is not None, where, item["act"], None, item["words"])
            if found is None:
                continue
            used.add(found.id)
            words = item["words"]
            count("act", found.act == item["act"], where, item["act"], found.act, words)
            speaker = (
                same(item["speaker"], found.speaker.text) or same(item["speaker"], found.speaker.name)
                if item["speaker"]
                else found.speaker.text is None
            )
            count("speaker", speaker, where, item["speaker"], (found.speaker.text, found.speaker.name), words)
            count(
                "kind",
                found.speaker.kind == item["speaker_kind"],
                where,
                item["speaker_kind"],
                (found.speaker.kind, found.speaker.text),
                words,
            )
            count("quoted", found.quoted == item["quote"], where, item["quote"], found.quoted, words)
            count("polarity", found.polarity == item["polarity"], where, item["polarity"], found.polarity, f"[{found.act}] {words}")
            phrase = found.estimate.phrase if found.estimate else None
            count(
                "estimate", same(item["estimate"], phrase) if item["estimate"] else phrase is None, where, item["estimate"], phrase, words
            )
            got = found.indicators or ("none",)
            count("indicator", item["indicator"] == got[0], where, item["indicator"], got, words)
            count("indicator-any", item["indicator"] in got, where, item["indicator"], got, words)
            if item.get("holder"):
                count(
                    "holder",
                    found.holder is not None and same(item["holder"], found.holder.text),
                    where,
                    item["holder"],
                    found.holder.text if found.holder else None,
                    words,
                )
            if item.get("when"):
                count(
                    "when",
                    found.date == item["when"] or (bool(found.date) and item["when"].startswith(str(found.date))),
                    where,
                    item["when"],
                    (found.date, found.date_from),
                    words,
                )
        for statement in reading.statements:
            of["precision"] += 1
            table["precision"] += statement.id in used
            if statement.id not in used and errors is not None:
                errors.append(f"{where} extra: [{statement.speaker.text}] {statement.act} | {text[slice(*statement.content_span)][:150]}")
    return {field: (table[field], of[field]) for field in of}


def report_table(table: dict[str, tuple[int, int]]) -> str:
    """The scores as lines of text."""
    return "\n".join(f"{field:18} {right:4}/{total:<4} {right / total:.3f}" for field, (right, total) in table.items() if total)


def make_reader() -> Reader:
    """A reader of the shipped problem."""
    from tocsin.library import problems, sources, yardsticks

    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))


def speed(reader: Reader, lines: list[dict[str, Any]], seconds: float = 2.0) -> float:
    """Reports of 2 to 3 kB read in a second on one core."""
    reports = [report_of({**line, "text": (line["text"] + "\n\n") * max(1, round(2500 / len(line["text"])))}) for line in lines]
    for report in reports:
        reader.read(report)
    start, done = time.process_time(), 0
    while time.process_time() - start < seconds:
        reader.read(reports[done % len(reports)])
        done += 1
    return done / (time.process_time() - start)


def main(arguments: Sequence[str] = ()) -> int:
    """Print one table a language; of the set kept apart, where no file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted((Path(__file__).resolve().parent / "data").glob("heldout_*.jsonl")))
    parser.add_argument("--language")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--on-topic", action="store_true", help="hold every report to be about the problem: texts too short to show it")
    options = parser.parse_args(arguments)
    lines = [json.loads(line) for file in options.files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    reader = make_reader()
    with ExitStack() as held:
        if options.on_topic:
            held.enter_context(mock.patch.object(Relevance, "weighs", return_value=True))
            held.enter_context(mock.patch.object(Triage, "keeps", return_value=True))
        _tables(lines, reader, options)
    return 0


def _tables(lines: list[dict[str, Any]], reader: Reader, options: argparse.Namespace) -> None:
    for language in sorted({line["language"] for line in lines}):
        if options.language not in (None, language):
            continue
        chosen = [line for line in lines if line["language"] == language]
        errors: list[str] | None = [] if options.errors else None
        print(f"== {language}: {len(chosen)} reports")
        print(report_table(score(chosen, reader.read, errors)))
        print(f"reports/s          {speed(reader, chosen):.0f}")
        for error in sorted(errors or [], key=lambda text: text.split(" ", 2)[1]):
            print(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

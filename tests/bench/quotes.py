"""Direct quotations with their speakers, and speed, beside textacy over spaCy in the same run, on annotated reports.

The peer lives in an environment of its own: set TOCSIN_BENCH_PEER to a Python that has what `peer_quotes.py` names. It reads
direct quotations only, so only
statements that the annotation calls quoted are counted, for both.
"""

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.bench.reading import make_reader, plain, report_of

HERE = Path(__file__).resolve().parent
PEER = "TOCSIN_BENCH_PEER"
CORPORA = ("data/heldout_fr.jsonl", "data/heldout_en.jsonl")


def main() -> None:
    """Print, for each language, how many quoted statements were found and with the right speaker, and characters read a second."""
    python = os.environ.get(PEER)
    if not python:
        print(f"not run: set {PEER} to a Python with the peer (see tests/bench/peer_quotes.py)")
        return
    reader = make_reader()
    for corpus in CORPORA:
        lines = [json.loads(line) for line in (HERE / corpus).read_text(encoding="utf-8").splitlines()]
        reports = [report_of(line) for line in lines]
        asked = [{"language": line["language"], "text": line["text"]} for line in lines]
        done = subprocess.run([python, str(HERE / "peer_quotes.py")], input=json.dumps(asked), capture_output=True, text=True, check=True)
        peer = json.loads(done.stdout)
        for report in reports[:3]:
            reader.read(report)
        start = time.process_time()
        readings = [reader.read(report) for report in reports]
        seconds = time.process_time() - start
        ours = [[(*s.content_span, " ".join(filter(None, (s.speaker.text, s.speaker.name)))) for s in r.statements] for r in readings]
        characters = sum(len(report.text) for report in reports)
        print(f"{corpus}: {sum(_quoted(line) != [] for line in lines)} reports with quotes")
        for name, found, spent in (("tocsin", ours, seconds), ("textacy 0.13", peer["found"], peer["seconds"])):
            of, covered, right = _count(lines, found)
            print(f"  {name:13} found {covered}/{of}  with the speaker {right}/{of}  {characters / spent:8.0f} characters/s")
        print(f"  ratio of speeds {peer['seconds'] / seconds:.1f}")


def _quoted(line: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in line["gold"]["statements"] if item["quote"] and item["speaker"]]


def _count(lines: list[dict[str, Any]], found: list[list[tuple[int, int, str]]]) -> tuple[int, int, int]:
    """Quoted statements, those that a found quotation covers or lies in, and those of them with the annotated speaker."""
    of = covered = right = 0
    for line, quotes in zip(lines, found, strict=True):
        for item in _quoted(line):
            of += 1
            start = line["text"].index(item["words"])
            end = start + len(item["words"])
            speakers = [speaker for left, stop, speaker in quotes if left < end and stop > start]
            covered += bool(speakers)
            right += any(
                plain(item["speaker"]) in plain(speaker) or plain(speaker) in plain(item["speaker"]) for speaker in speakers if speaker
            )
    return of, covered, right

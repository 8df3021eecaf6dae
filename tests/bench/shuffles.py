"""The shuffle alone: fingerprints to families over millions of reports, through parts on disk and through engines of others.

`python -m tests.bench shuffles` takes 1,000,000 reports; `--reports=N` others, `--by=process,pool-2,daft,daft-ray,raydata` who. The
operators are the same everywhere (`engine/bulk/operators/sharing.py`), only who brings the rows together differs; all must find the same.
Fingerprints are drawn (SYNTHETIC): 12 a report, four reports in ten copy eight to twelve of those of an earlier one, and one story has a
copy in a hundred. Daft and Ray Data are measured where they are installed; neither is a dependency.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tocsin.engine.bulk import parts, plan, runners
from tocsin.engine.bulk.operators.assigning import Assign
from tocsin.engine.bulk.operators.sharing import Pairs, Parents
from tocsin.engine.bulk.schemas import DOCUMENTS, PRINTS, Output
from tocsin.engine.bulk.settings import Settings
from tocsin.engine.bulk.work import Work

REPORTS, EACH, PART = 1_000_000, 12, 50_000
COPIED, STORY, SEED = 0.4, 0.01, 20_261_129
BUCKETS = 32
SETTINGS = Settings(clock=datetime(2026, 11, 28, tzinfo=UTC), buckets=BUCKETS, encoder="none")
KEYS = pa.schema([DOCUMENTS.field(name) for name in ("key", "known", "part", "row")])
OUTPUTS = {"prints": Output(PRINTS, "bucket"), "documents": Output(KEYS)}


def write(folder: Path, reports: int) -> int:
    """Parts as `read` would leave them, without texts; their bytes."""
    draw = np.random.default_rng(SEED)
    story = draw.integers(0, 2**63, EACH, dtype=np.uint64)
    for number, start in enumerate(range(0, reports, PART)):
        many = min(PART, reports - start)
        key = np.arange(start + 1, start + many + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        known = np.arange(start, start + many, dtype=np.int64) * 40_000_000
        prints = draw.integers(0, 2**63, (many, EACH), dtype=np.uint64)
        copies = draw.random(many) < COPIED
        source = (draw.random(many) * np.maximum(np.arange(many), 1)).astype(np.intp)
        source[draw.random(many) < STORY / COPIED] = 0
        kept = draw.random((many, EACH)) < 0.85
        prints = np.where(copies[:, None] & kept, prints[source], prints)
        prints[(source == 0) & copies] = story
        flat = prints.reshape(-1)
        columns = {
            "bucket": (flat % np.uint64(BUCKETS)).astype(np.int32), "print": flat, "key": key.repeat(EACH), "known": known.repeat(EACH),
            "outlet": np.zeros(len(flat), np.uint64), "of": np.full(len(flat), EACH, np.int32),
        }  # fmt: skip
        rows = {"key": key, "known": known, "part": np.full(many, number, np.int32), "row": np.arange(many, dtype=np.int32)}
        tables = {"prints": pa.table(columns, schema=PRINTS), "documents": pa.table(rows, schema=KEYS)}
        parts.commit(folder, "read", number, tables, OUTPUTS)
    return sum(path.stat().st_size for path in parts.files(folder, "read", "prints"))


def ours(name: str, folder: Path) -> tuple[pa.Table, dict[str, float]]:
    """Parents by a runner of ours, and seconds by step."""
    kind, _, workers = name.partition("-")
    made = runners.make("process" if kind == "process" else "pool" if kind == "pool" else "ray", int(workers or 1))
    took = {}
    for step in ("pairs", "parents"):
        began = time.monotonic()
        for _ in made.run(Work(folder=str(folder), step=step, settings=SETTINGS), range(BUCKETS)):
            pass
        took[step] = time.monotonic() - began
    made.close()
    return parts.everything(folder, "parents", "parents"), took


def daft(name: str, folder: Path) -> tuple[pa.Table, dict[str, float]]:
    """Parents by Daft's own shuffle, natively or on Ray."""
    import daft

    if name == "daft-ray":
        _two_nodes()
        daft.set_runner_ray(noop_if_initialized=True)
    else:
        daft.set_runner_native()

    def grouped(frame: Any, operator: Callable[..., Any], table: str, names: Sequence[str], output: pa.Schema) -> Any:
        fields = daft.DataType.struct({field.name: daft.DataType.from_arrow_type(field.type) for field in output})

        def operate(*columns: Any) -> Any:
            given = pa.table({one: column.to_arrow() for one, column in zip(names, columns, strict=True)})
            made = operator(SETTINGS)(given)[table]
            whole = [column.combine_chunks() for column in made.columns]
            return daft.Series.from_arrow(pa.StructArray.from_arrays(whole, fields=list(output)))

        called = daft.func.batch(return_dtype=fields)(operate)

        found = frame.groupby("bucket").map_groups(called(*(frame[one] for one in names)).alias("row"))
        return found.select(*(found["row"].get(field.name).alias(field.name) for field in output))

    began = time.monotonic()
    read = daft.read_parquet([str(path) for path in parts.files(folder, "read", "prints")])
    pairs = grouped(read, Pairs, "pairs", PRINTS.names[1:], plan.named("pairs").operate(SETTINGS).outputs["pairs"].schema)
    parents = grouped(pairs, Parents, "parents", pairs.column_names[1:], Parents.outputs["parents"].schema)
    found = parents.to_arrow()
    return found, {"both": time.monotonic() - began}


def raydata(_: str, folder: Path) -> tuple[pa.Table, dict[str, float]]:
    """Parents by Ray Data's hash shuffle, on two nodes."""
    import ray.data

    _two_nodes()
    ray.data.DataContext.get_current().enable_progress_bars = False

    def pairs(table: pa.Table) -> pa.Table:
        return Pairs(SETTINGS)(table)["pairs"]

    def parents(table: pa.Table) -> pa.Table:
        return Parents(SETTINGS)(table)["parents"]

    began = time.monotonic()
    read = ray.data.read_parquet([str(path) for path in parts.files(folder, "read", "prints")])
    shared = read.groupby("bucket", num_partitions=8).map_groups(pairs, batch_format="pyarrow")
    found = shared.groupby("bucket", num_partitions=8).map_groups(parents, batch_format="pyarrow")
    tables = [ray.get(one) for one in found.to_arrow_refs()]
    return pa.concat_tables([one for one in tables if one.num_rows]), {"both": time.monotonic() - began}


def _two_nodes() -> None:
    import ray
    from ray.cluster_utils import Cluster

    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 1_500_000_000, "include_dashboard": False})
    nodes.add_node(num_cpus=1, object_store_memory=1_500_000_000)
    ray.init(address=nodes.address, log_to_driver=False, configure_logging=False)


RUN = """
import json, sys, time
from pathlib import Path
from tests.bench import shuffles
if __name__ == "__main__":
    print(json.dumps(shuffles.one(sys.argv[1], Path(sys.argv[2]))))
"""


def one(name: str, folder: Path) -> dict[str, Any]:
    """One way, in a process of its own: seconds, memory, and what it came to."""
    way = daft if name.startswith("daft") else raydata if name == "raydata" else ours
    found, took = way(name, folder)
    began = time.monotonic()
    counts = Assign(SETTINGS)(parts.everything(folder, "read", "documents", tuple(KEYS.names)), found)["counts"].to_pylist()[0]
    took["families"] = time.monotonic() - began
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in used)
    moved = sum(path.stat().st_size for path in parts.files(folder, "pairs", "pairs"))
    return {"took": took, "memory": most, "cpu": cpu, "parents": len(found), "families": counts["families"], "moved": moved}


def main(flags: Sequence[str] = ()) -> None:
    """Print one table; where two ways do not find the same families, say so and fail."""
    asked = dict(flag.removeprefix("--").split("=", 1) for flag in flags)
    reports = int(asked.get("reports", REPORTS))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        size = write(folder, reports)
        told = f"{reports:,} reports, {reports * EACH:,} fingerprints, {size / 1e6:,.0f} MB"
        print(f"{told}; load {os.getloadavg()[0]:.1f}")
        print("| by | seconds | of a processor | reports/s | most memory, MB | parents | families |")
        print("|---|---|---|---|---|---|---|")
        came = set()
        for row in _rows(asked.get("by", "process,pool-2,daft,daft-ray,raydata").split(","), folder):
            if "said" in row:
                print(f"| {row['name']} | {row['said']} | | | | | |", flush=True)
                continue
            came.add((row["parents"], row["families"]))
            seconds = sum(row["took"].values())
            steps = ", ".join(f"{step} {took:,.1f}" for step, took in row["took"].items())
            print(
                f"| {row['name']} | {seconds:,.1f} ({steps}) | {row['cpu']:,.0f} | {reports / seconds:,.0f} | {row['memory']:,.0f} |"
                f" {row['parents']:,} | {row['families']:,} |",
                flush=True,
            )
        if len(came) > 1:
            raise SystemExit("they do not agree")


def _rows(names: Sequence[str], folder: Path) -> Iterator[dict[str, Any]]:
    script = folder / "run.py"
    script.write_text(RUN)
    for name in names:
        done = subprocess.run(
            [sys.executable, str(script), name, str(folder)], capture_output=True, text=True, check=False,
            env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0", "DO_NOT_TRACK": "true"},
        )  # fmt: skip
        if done.returncode:
            yield {"name": name, "said": "it did not end: " + (done.stderr.strip().splitlines() or [str(done.returncode)])[-1][:200]}
        else:
            yield {"name": name, **json.loads(done.stdout.splitlines()[-1])}
        for step in ("pairs", "parents"):
            shutil.rmtree(folder / step, ignore_errors=True)

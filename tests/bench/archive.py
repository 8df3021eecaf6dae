"""Web archives: records a second beside warcio, reports a second, and the memory that a large archive takes.

`python -m tests.bench archive`. Archives are made of the self-written pages (page_layouts.py, SYNTHETIC), each padded with a comment that
does not repeat, between pictures of random bytes, as crawls hold them: one page in ten records. TOCSIN_BENCH_WARC_GB sets the size of the
large archive (default 0.5; the printed row says it). warcio only walks the records and reads their payloads; it draws no text.
"""

import gzip
import io
import os
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import numpy as np

from tests.bench.page_layouts import layouts
from tocsin.collect.files import Collected, collect

CLOCK = datetime(2026, 11, 28, tzinfo=UTC)
PICTURE = 40_000
"""bytes of a picture"""
PAD = 4_000
PAGES_IN_TEN = 1
TIMES = 3
"""each reader walks an archive so often, the quickest counts: what is loaded once is loaded, and a busy machine says less"""


def record(number: int, media: str, body: bytes) -> bytes:
    """One `response` record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\nWARC-Date: 2024-11-20T06:00:00Z\r\n"
        f"WARC-Target-URI: https://site{number % 97}.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write(file: IO[bytes], size: int, in_ten: int) -> int:
    """About `size` bytes of gzip members, `in_ten` of ten of them pages; how many."""
    rng = np.random.default_rng(0)
    pages = [layout.page for layout in layouts()]
    pictures = [gzip.compress(record(n, "image/jpeg", rng.bytes(PICTURE)), 1, mtime=0) for n in range(64)]
    records = held = 0
    while file.tell() < size:
        if records % 10 < in_ten:
            page = pages[held % len(pages)].replace("</body>", f"<!-- {rng.bytes(PAD // 2).hex()} --></body>")
            file.write(gzip.compress(record(records, "text/html; charset=utf-8", page.encode()), 1, mtime=0))
            held += 1
        else:
            file.write(pictures[records % len(pictures)])
        records += 1
    return records


def main() -> None:
    """Print one table."""
    print("| archive | records | reader | records/s | reports | reports/s | most memory, MB |\n|---|---|---|---|---|---|---|")
    big = float(os.environ.get("TOCSIN_BENCH_WARC_GB", "0.5"))
    with tempfile.TemporaryDirectory() as folder:
        for name, gigabytes, in_ten in (("pictures", 0.1, 0), ("crawl", 0.05, PAGES_IN_TEN), ("crawl", big, PAGES_IN_TEN)):
            path = Path(folder) / "crawl.warc.gz"
            with path.open("wb") as file:
                records = write(file, int(gigabytes * 1e9), in_ten)
            times = TIMES if gigabytes < big else 1
            if gigabytes < big:
                _peer(path, f"{name}, {gigabytes:g} GB", records, times)
            _ours(path, f"{name}, {gigabytes:g} GB", records, times)


def _ours(path: Path, name: str, records: int, times: int) -> None:
    took = float("inf")
    for _ in range(times):
        began = time.process_time()
        reports = sum(isinstance(item, Collected) for item in collect([str(path)], clock=CLOCK))
        took = min(took, time.process_time() - began)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name} | {records:,} | tocsin | {records / took:,.0f} | {reports:,} | {reports / took:,.0f} | {most:,.0f} |")


def _peer(path: Path, name: str, records: int, times: int) -> None:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        print("| | | warcio is not installed | | | | |")
        return
    took = float("inf")
    for _ in range(times):
        began, walked = time.process_time(), 0
        with path.open("rb") as file:
            for one in ArchiveIterator(io.BufferedReader(file)):
                one.content_stream().read()
                walked += 1
        took = min(took, time.process_time() - began)
    print(f"| {name} | {records:,} | warcio | {walked / took:,.0f} | - | - | - |")

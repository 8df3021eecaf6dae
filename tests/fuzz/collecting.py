"""Fuzz the formats: `python -m tests.fuzz.collecting FORM [CORPUS] [-max_total_time=60]` (libFuzzer); FORM `found` finds them out.

The golden files of a format are where inputs begin. Whatever the bytes are, they become reports or refusals that every store can hold, in
seconds, and nothing raises.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tocsin.collect"]):
    from tests.collect.adapter_cases import FILES, SMALL, taken
    from tocsin.collect.files import Collected
    from tocsin.model import Report, from_json, to_json

FOUND = "found"
OPTIONS = ("-timeout=10", "-max_len=20000")
"""libFuzzer's: seconds after which one input counts as hanging; longest input"""


def once(data: bytes, form: str | None) -> None:
    """Collect `data`, and check what came."""
    for item in taken(data, "fuzzed", form, SMALL):
        if isinstance(item, Collected):
            assert from_json(Report, to_json(item.report)) == item.report
            assert item.report.text.strip()
            assert all(0 <= start < end <= len(item.report.text) for start, end in item.report.furniture)
        else:
            assert item.record.what
            assert item.record.todo
            assert to_json(item.record)


def main() -> None:
    """Hand over to libFuzzer; it ends by its own options or at the first failure, whose input it writes down."""
    form, *more = sys.argv[1:] or [FOUND]
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(path for path in FILES if form in (FOUND, path.parent.name)):
            (Path(folder) / f"{number}").write_bytes(path.read_bytes())
        corpus = [one for one in more if not one.startswith("-")]
        options = [one for one in more if one.startswith("-")]
        named = None if form == FOUND else form
        atheris.Setup([sys.argv[0], *OPTIONS, *options, *corpus, folder], lambda data: once(data, named))
        atheris.Fuzz()


if __name__ == "__main__":
    main()

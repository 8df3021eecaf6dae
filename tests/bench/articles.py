"""How well the reader reads plain articles of unknown date and outlet: translated rewrites, kept apart from development."""

from collections import Counter
from pathlib import Path

from tests.bench.reading import make_reader
from tests.read.test_seeds import best, read

FOLDER = Path(__file__).resolve().parent / "data" / "articles"
WHO_AND_WHAT = {"act", "speaker", "kind"}


def main() -> None:
    """Print how many statements were found, with act and speaker right, and with every field right; and dates and chains."""
    from ruamel.yaml import YAML

    reader = make_reader()
    count: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for article in YAML(typ="safe").load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))["articles"]:
        text, reading = read(reader, FOLDER / article["file"])
        count["articles"] += 1
        count["date"] += reading.resolved_date == article["resolved_date"]
        count["chain"] += list(reading.chain) == article["chain"]
        for item in article["statements"]:
            statement, mistakes = best(item, text, reading)
            fields = {mistake.partition(":")[0] for mistake in mistakes}
            count["statements"] += 1
            count["found"] += statement is not None
            if statement is not None:
                count["act, speaker and kind"] += not fields & WHO_AND_WHAT
                count["every field"] += not fields
                wrong.update(fields)
    for name in ("found", "act, speaker and kind", "every field"):
        print(f"{name:22} {count[name]:4}/{count['statements']}")
    for name in ("date", "chain"):
        print(f"{name:22} {count[name]:4}/{count['articles']}")
    print("wrong fields of those found: " + ", ".join(f"{name} {number}" for name, number in wrong.most_common()))

"""Run the benchmarks: `python -m tests.bench [NAME...] [--FLAG...]`; without names, all of them. Flags go to those that take any."""

import importlib
import pkgutil
import sys
from datetime import UTC, datetime
from platform import machine, python_version

import tests.bench


def main(words: list[str]) -> int:
    """Run the named benchmarks in turn and print what each one says; from the first word that begins with -- on, words are theirs."""
    cut = next((i for i, word in enumerate(words) if word.startswith("--")), len(words))
    names, flags = words[:cut], words[cut:]
    offered = sorted(m.name for m in pkgutil.iter_modules(tests.bench.__path__) if m.name != "__main__")
    unknown = set(names) - set(offered)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(offered)}", file=sys.stderr)
        return 2
    print(f"{datetime.now(UTC).date()}  Python {python_version()}  {machine()}")
    for name in names or offered:
        print(f"\n## {name}")
        importlib.import_module(f"tests.bench.{name}").main(*([flags] if flags else []))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

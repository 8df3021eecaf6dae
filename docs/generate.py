"""Write the reference pages that are generated from the code: `python docs/generate.py` (a test says when they are stale)."""

import re
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent / "reference"


def commands() -> str:
    """Every command with its options, from the command line itself."""
    from tocsin.cli.app import build

    body: str = build().generate_docs(output_format="markdown")
    # Under `python -m X`, cyclopts writes ` -m X` into the usage lines of commands.
    return re.sub(r"(?m)^(tocsin[\w -]*?) -m \S+", r"\1", body).rstrip() + "\n"


def records() -> str:
    """Every record that the ledger keeps, with its fields and their types."""
    from typing import get_args

    from tocsin.model import AnyKept

    lines = [
        "# Records",
        "What the ledger keeps and the stages hand on: frozen, versioned (`v`), marked (`tlp`, `synthetic`), JSON both ways. Generated from `src/tocsin/model/`.",
    ]
    for kind in get_args(AnyKept):
        info = msgspec.inspect.type_info(kind)
        assert isinstance(info, msgspec.inspect.StructType)
        lines += ["", f"## {kind.__name__}", f"`record: {info.tag}`. {(kind.__doc__ or '').strip()}", "", "| field | needed | type |", "|---|---|---|"]
        for field in info.fields:
            lines.append(f"| `{field.encode_name}` | {'yes' if field.required else 'no'} | {_words(field.type)} |")
    return "\n".join(lines) + "\n"


def formats() -> str:
    """Every format that `tocsin ingest` takes, with what each loses: the docstrings of the adapters."""
    from importlib import import_module

    from tocsin.collect.adapters.registry import OURS

    lines = [
        "# Formats",
        "What `tocsin ingest` takes beside plain text and JSON Lines, found out from the content or named by `--format`; gzip and ZIP are unpacked. Other packages bring more",
        "(entry points `tocsin.adapters`, see `src/tocsin/collect/adapters/contract.py`). Every report says in `extra.format` what it was read as. Generated from `src/tocsin/collect/adapters/`.",
    ]
    for name in OURS:
        said = (import_module(f"tocsin.collect.adapters.{name.replace('-', '_')}").__doc__ or "").strip()
        lines += ["", f"## {name}", said]
    return "\n".join(lines) + "\n"


def telemetry() -> str:
    """Every event and every metric, from the tables that they are made from."""
    from tocsin.engine.telemetry import cleaning, configuring, metrics
    from tocsin.engine.telemetry.events import EVENTS, SHAPES

    lines = [
        "# Telemetry",
        "What a running Tocsin tells of itself, where it is asked to: [how to](../how-to/run-it-day-and-night.md). Generated from `src/tocsin/engine/telemetry/`.",
        "",
        "| variable | |",
        "|---|---|",
        f"| `{configuring.LOG}` | `json`, `text` or `off` (as shipped): events as lines on standard error; `--log` of `watch`, `desk` and `ingest` goes before it |",
        f"| `{configuring.LEAST}` | `debug`, `info` (as shipped), `warning`, `error`: the least that is written |",
        f"| `{configuring.FILE}` | a file that ends in `.prom`, written anew by `tocsin watch` after each round (extra `metrics`) |",
        f"| `{configuring.METRICS_TOKEN}` | what opens the desk's `/metrics`, {configuring.SHORTEST_TOKEN} signs or more; without it, this machine alone |",
        "| `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_*` | where spans go (extra `otel`), by the names that OpenTelemetry gave |",
        "",
        "## Events",
        "One line each: `at` (the run's clock, UTC), `level`, `event`, `run` (the same for all lines of a process), and these fields. `error` is the class of what was raised and `where` the module and line of ours that it came through. A span has the event's name and fields, `tocsin.` before them.",
        "",
        "| event | level | fields | |",
        "|---|---|---|---|",
    ]
    for what in EVENTS.values():
        fields = ", ".join(f"`{name}` {kind}" for name, kind in what.fields.items())
        lines.append(f"| `{what.name}` | {what.level} | {fields} | {what.means} |")
    lines += ["", "Kinds, and what they may hold (what does not fit is told as `?`):", ""]
    lines += [f"- {kind}: `{shape.pattern}`" for kind, shape in SHAPES.items()]
    lines += ["- count, ms, flag: a number, milliseconds, true or false", f"- said: our own words, {cleaning.LONGEST} letters at most, without addresses, long quotations and what the environment keeps secret"]
    lines += ["", "## Metrics", "Counters end in `_total`, histograms are of seconds. No metric has more than " + f"{metrics.MOST:,} combinations of labels: what comes beyond is counted under `{metrics.OTHER}`.", ""]
    lines += ["| metric | kind | labels | made of | |", "|---|---|---|---|---|"]
    for one in metrics.METRICS:
        lines.append(f"| `{one.name}` | {one.kind} | {', '.join(one.labels)} | `{one.event}` | {one.means} |")
    lines += [f"| `{name}` | gauge | {'version' if name == 'tocsin_up' else ''} | looked up | {means} |" for name, means in metrics.LOOKED_UP.items()]
    return "\n".join(lines) + "\n"


def _words(kind: object) -> str:
    match kind:
        case msgspec.inspect.StructType():
            return kind.cls.__name__
        case msgspec.inspect.UnionType():
            return " or ".join(_words(one) for one in kind.types)
        case msgspec.inspect.LiteralType():
            return " ".join(f"`{value}`" for value in kind.values)
        case msgspec.inspect.VarTupleType():
            return f"list of {_words(kind.item_type)}"
        case msgspec.inspect.TupleType():
            return "[" + ", ".join(_words(one) for one in kind.item_types) + "]"
        case msgspec.inspect.DictType():
            return f"map to {_words(kind.value_type)}"
    return type(kind).__name__.removesuffix("Type").lower().replace("datetime", "time with zone").replace("none", "null")


PAGES = {"commands.md": commands, "records.md": records, "formats.md": formats, "telemetry.md": telemetry}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")

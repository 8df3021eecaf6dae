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


PAGES = {"commands.md": commands, "records.md": records, "formats.md": formats}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")

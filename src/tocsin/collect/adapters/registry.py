"""Which adapters there are, ours and others' (entry points `tocsin.adapters`); each is imported when its format is met."""

from functools import cache
from importlib import import_module
from typing import Any, cast

from tocsin.collect.adapters.contract import Adapter

OURS = (
    "feed", "html", "csv", "parquet", "telegram", "eml", "docx", "pdf", "sitemap", "warc", "gkg", "gdelt-events", "json", "clipping",
)  # fmt: skip
GROUP = "tocsin.adapters"
STREAMED = frozenset({"csv", "warc", "gkg", "gdelt-events"})
"""formats read in bounded memory however long they are; one document's time is no limit to them"""


def names() -> tuple[str, ...]:
    """Every format that `--format` takes, plain text and JSON Lines first."""
    return ("text", "jsonl", *OURS, *sorted(set(others()) - set(OURS)))


@cache
def others() -> dict[str, Any]:
    """Adapters that other packages bring, by name, not yet loaded. Looking for them reads the installed packages' metadata."""
    from importlib.metadata import entry_points

    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def get(form: str) -> Adapter:
    """The adapter of a format in `names()`."""
    if form in OURS:
        return cast(Adapter, import_module(f"tocsin.collect.adapters.{form.replace('-', '_')}"))
    return cast(Adapter, _loaded(form))


@cache
def _loaded(form: str) -> Any:
    return others()[form].load()


def recognised(head: bytes, path: str) -> str | None:
    """The format of another package that knows `head` as its own, or None."""
    for form in others():
        knows = getattr(_loaded(form), "knows", None)
        if knows is not None and knows(head, path):
            return form
    return None

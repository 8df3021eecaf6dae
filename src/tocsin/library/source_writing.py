"""A new source file, as a person would write it: what is known is filled in, what must be judged is left to be judged and says so."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tocsin.errors import UsageError
from tocsin.model.polling import Poll


def slug(text: str) -> str:
    """An id made of a host or a name: lower case, letters and figures joined by hyphens; empty where nothing is left."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().removeprefix("www.")))


def written(folder: Path, ident: str, name: str, kind: str, site: str, languages: Sequence[str], polls: Sequence[Poll], note: str) -> Path:
    """The path of the new file. UsageError where one of this id stands there already."""
    path = folder / f"{ident}.yml"
    if path.exists():
        raise UsageError("there is a source of this id already", where=str(path), todo="edit it, or give another --id")
    told: Mapping[str, object] = {"id": ident, "name": name, "kind": kind, "language": list(languages), "sites": [site]}
    lines = [f"# {note}"]
    lines += [f"{key}: {_scalar(value)}" for key, value in told.items()]
    lines += [
        "# Can it find things out by itself (reporters of its own)? Only such a source counts as a witness.",
        "originates: false",
        "# A to F as in the Admiralty code; F: cannot be judged yet.",
        "reliability: F",
        'why: "not judged yet"',
        "collect:",
    ]
    for poll in polls:
        lines += [
            f"  - url: {_scalar(poll.url)}",
            *([f"    form: {poll.form}"] if poll.form else []),
            f"    every_minutes: {poll.every_minutes}",
            "    # fewest and most reports a day: fewer than the fewest is a broken collector, not a calm day",
            f"    per_day: [{poll.per_day[0]:.12g}, {poll.per_day[1]:.12g}]",
            *([f"    language: {poll.language}"] if poll.language else []),
        ]
    lines += ['licence: "not looked up yet"', 'terms: "not looked up yet"']
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _scalar(value: object) -> str:
    """JSON, which is YAML."""
    return json.dumps(value, ensure_ascii=False)

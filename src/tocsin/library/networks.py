"""Networks: outlets of one owner or of one documented operation, from the shipped lists and from those of a workspace."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from tocsin.errors import ConfigError, UsageError
from tocsin.library.paths import root
from tocsin.model.declared import Network

FOLDER = "networks"


class Columns(NamedTuple):
    """What the columns (or fields) of somebody's list are called. Only the domain is needed."""

    domain: str = "domain"
    network: str | None = None
    """who runs it; without, the whole list is one network"""
    source: str | None = None
    """who documents it"""
    report: str | None = None
    """where"""


LARGEST = 20_000_000
"""bytes of a list: the longest that is published has some ten thousand domains"""


class About(NamedTuple):
    """What the list itself does not say of its networks."""

    id: str
    name: str
    kind: Literal["owner", "operation"]
    documented_by: str
    known_since: str


@cache
def load(extra: Path | None = None) -> tuple[Network, ...]:
    """The shipped networks and those in a workspace's `sources/networks/`. ConfigError with every mistake of every file."""
    shipped, mistakes = _read(root() / FOLDER)
    own, own_mistakes = _read(extra / FOLDER) if extra is not None else ({}, [])
    if mistakes or own_mistakes:
        raise ConfigError(mistakes + own_mistakes)
    return tuple(sorted({**shipped, **own}.values(), key=lambda network: network.id))


def imported(file: Path, columns: Columns, about: About) -> tuple[Network, ...]:
    """The networks in somebody's list: CSV with a head, JSON (a list of objects, or of domains), or JSON Lines.

    UsageError where there is no such file or column, or no domain in it; ConfigError where what comes out is no network.
    """
    rows = _rows(file)
    known = {key for row in rows for key in row}
    for name in (columns.domain, columns.network, columns.source, columns.report):
        if name is not None and name not in known:
            raise UsageError(f"there is no column {name!r}", where=str(file), todo=f"it has: {', '.join(sorted(known)) or 'no rows'}")
    domains: defaultdict[str, set[str]] = defaultdict(set)
    said: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        found = _domain(row.get(columns.domain) or "")
        operator = (row.get(columns.network) or "").strip() if columns.network else ""
        if found is None or (columns.network and not operator):
            continue
        domains[operator].add(found)
        words = ", ".join(filter(None, ((row.get(name) or "").strip() for name in (columns.source, columns.report) if name)))
        said[operator] |= {words} if words else set()
    if not domains:
        raise UsageError("holds no domain of a network", where=str(file), todo="name the columns: --domain-column, --network-column")
    return _checked([_network(about, name, domains[name], said[name]) for name in sorted(domains)], file)


def write(networks: Sequence[Network], folder: Path, name: str) -> Path:
    """Put networks into a workspace's folder of sources, where every later run finds them; the path of the file."""
    place = folder / FOLDER / f"{name}.yml"
    place.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, and this file is written by a program.
    body = json.dumps({"networks": [_plain(network) for network in networks]}, ensure_ascii=False, indent=1, sort_keys=True)
    place.write_text(body + "\n", encoding="utf-8")
    return place


def _plain(network: Network) -> dict[str, Any]:
    return {key: value for key, value in msgspec.to_builtins(network).items() if value not in (None, [])}


def _network(about: About, operator: str, domains: Iterable[str], said: Iterable[str]) -> dict[str, Any]:
    """One network of a list. What the rows say of who documents it stands beside what the person who brought it in says."""
    slug = "-".join(re.findall(r"[a-z0-9]+", operator.lower()))
    sources = sorted(said)
    return {
        "id": f"{about.id}-{slug}" if operator else about.id,
        "name": operator or about.name,
        "kind": about.kind,
        "documented_by": "; ".join([about.documented_by, *sources[:3], *([f"and {len(sources) - 3} more"] if len(sources) > 3 else [])]),
        "known_since": about.known_since,
        "domains": sorted(domains),
    }


def _checked(found: Sequence[Mapping[str, Any]], file: Path) -> tuple[Network, ...]:
    from pydantic import ValidationError

    from tocsin.library.network_schema import NetworksFile

    try:
        checked = NetworksFile.model_validate({"networks": list(found)})
    except ValidationError as problem:
        raise ConfigError([f"{file}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors()]) from None
    return tuple(msgspec.convert(network.model_dump(), Network) for network in checked.networks)


def _rows(file: Path) -> list[dict[str, str]]:
    """The rows of a list as texts by column."""
    try:
        if file.stat().st_size > LARGEST:
            raise UsageError(f"is larger than {LARGEST:,} bytes", where=str(file), todo="split it")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError("there is no such file", where=str(file), todo="name a CSV or JSON file") from None
    except UnicodeDecodeError:
        raise UsageError("is no text in UTF-8", where=str(file), todo="save it as UTF-8") from None
    if file.suffix.lower() not in (".json", ".jsonl", ".ndjson"):
        try:
            return [{key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)} for row in _csv(text)]
        except csv.Error as problem:
            raise UsageError(f"is no table: {problem}", where=str(file), todo="check its quotation marks") from None
    try:
        data = json.loads(text) if file.suffix.lower() == ".json" else [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"is no JSON: {problem}", where=str(file), todo="mend it") from None
    items = data if isinstance(data, list) else [data]
    return [
        {str(key): str(value) for key, value in item.items() if value is not None} if isinstance(item, dict) else {"domain": str(item)}
        for item in items
    ]


def _csv(text: str) -> list[dict[str | Any, str | Any]]:
    return list(csv.DictReader(io.StringIO(text)))


def _domain(value: str) -> str | None:
    """`www.Example.org/` and `https://example.org/x` as `example.org`; None for what is no domain."""
    bare = re.sub(r"^[a-z]+://", "", value.strip().lower()).split("/")[0].split(":")[0].removeprefix("www.").strip(".")
    return bare if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", bare) else None


def _read(folder: Path) -> tuple[dict[str, Network], list[str]]:
    """Networks of a folder by id, and what is wrong in its files."""
    from tocsin.library.network_schema import NetworksFile
    from tocsin.library.yaml_files import parse, validate

    found: dict[str, Network] = {}
    mistakes: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        document = parse(path, mistakes)
        read = validate(document, NetworksFile, mistakes) if document is not None else None
        for index, network in enumerate(read.networks if read is not None else ()):
            if network.id in found and document is not None:
                mistakes.append(document.mistake(("networks", index, "id"), f"{network.id!r} is declared twice"))
            found[network.id] = msgspec.convert(network.model_dump(), Network)
    return found, mistakes

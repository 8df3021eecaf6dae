"""What can be said of the dependencies without a network: their bounds, their licences, whether anything uses them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
RULES = Path(__file__).parent / "rules.toml"
OURS = "tocsin"
BOUNDS = ("<", "<=", "==", "~=")


@cache
def rules() -> dict[str, Any]:
    """What the audit goes by."""
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def declared(root: Path = ROOT) -> dict[str, list[Requirement]]:
    """By extra, the dependencies of `pyproject.toml`; those of everybody under an empty name. Our own extras are left out."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {name: [one for one in map(Requirement, group) if plain(one.name) != OURS] for name, group in groups.items()}


def plain(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def unbounded(root: Path = ROOT) -> Iterator[str]:
    """Dependencies without an upper bound, and those of one maintainer that are not held at one version."""
    alone = {plain(name) for name in rules()["one-maintainer"]["names"]}
    for extra, group in declared(root).items():
        for one in group:
            operators = {part.operator for part in one.specifier}
            if not operators & set(BOUNDS):
                yield f"{one} ({extra or 'always'}): say below which version"
            if plain(one.name) in alone and operators != {"=="}:
                yield f"{one} ({extra or 'always'}): one person maintains it, so hold it at one version (==)"


def unused(root: Path = ROOT) -> Iterator[str]:
    """Dependencies that neither the program nor its tests import, and that are not said to be used otherwise."""
    imported = {name for folder in ("src", "tests") for path in (root / folder).rglob("*.py") for name in _imports(path)}
    provided: dict[str, set[str]] = {}
    for module, names in metadata.packages_distributions().items():
        for name in names:
            provided.setdefault(plain(name), set()).add(module)
    said = {plain(name) for name in rules()["used"]}
    for group in declared(root).values():
        for one in group:
            modules = provided.get(plain(one.name))
            if modules is not None and plain(one.name) not in said and not modules & imported:
                yield f"{one.name}: nothing imports {', '.join(sorted(modules))}"


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            yield node.args[0].value.partition(".")[0]  # importorskip, import_module


def installed(root: Path = ROOT) -> dict[str, metadata.Distribution]:
    """Every package that is installed here and that a dependency, or a dependency's dependency, asks for."""
    waiting = [one for group in declared(root).values() for one in group]
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        one = waiting.pop()
        if plain(one.name) in found:
            continue
        try:
            found[plain(one.name)] = about = metadata.distribution(one.name)
        except metadata.PackageNotFoundError:
            continue
        for inner in map(Requirement, about.requires or ()):
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in (*one.extras, "")):
                waiting.append(inner)
    return dict(sorted(found.items()))


def unlicensed(root: Path = ROOT) -> Iterator[str]:
    """Packages whose licence is none of those that are allowed, or that say none."""
    for name, about in installed(root).items():
        said = licence(about)
        if not said or not allowed(said):
            yield f"{name} {about.version}: {said or 'says no licence'}"


def licence(about: metadata.Distribution) -> str:
    """A package's licence as an expression: what it says as one, else its licence field, else its classifiers."""
    held: Any = about.metadata
    words = rules()["words"]
    if (known := rules()["said"].get(plain(about.name))) is not None:
        return str(known)
    if held.get("License-Expression"):
        return str(held["License-Expression"])
    first = (held.get("License") or "").strip().partition("\n")[0].strip()
    first = words.get(first.lower(), first)
    if first and allowed(first):
        return str(first)
    classified = [one.rpartition(" :: ")[2] for one in held.get_all("Classifier") or () if one.startswith("License ::")]
    named = [words.get(one.lower(), one) for one in classified if one != "OSI Approved"]
    return " OR ".join(named) or str(first)


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met by licences that are allowed: one side of an OR, every side of an AND; no brackets."""
    known = set(rules()["allowed"])
    bare = re.sub(r"\s+WITH\s+[\w.-]+", "", expression.replace("(", " ").replace(")", " "))
    return any(all(part.strip() in known for part in either.split(" AND ")) for either in bare.split(" OR "))

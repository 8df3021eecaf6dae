"""YAML files of declared data: read safely, validated whole, every mistake said with file, line and column.

A document is composed to nodes, which know their place, and only plain data is made of them: no tag constructs anything.
Scalars follow YAML 1.2's core schema, so that `no` (Norway) and `22:00` stay words; dates stay text and the schemas read them.
"""

import difflib
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tocsin.errors import ConfigError
from tocsin.library import keys

MAX_BYTES = 2_000_000
"""ten times the largest file we ship: a declared file is written by a person"""
MAX_DEPTH = 24
MAX_NODES = 400_000
"""nodes after aliases are followed: an alias bomb grows here, not in memory"""
MAX_ALIASES = 1_000
SLOWLY = 250_000
"""characters that the pure parser is given, at 30,000 a second: of a longer file libyaml has the last word"""
PRUNE_ROUNDS = 8

Loc = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,30}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?")
_ALIAS = re.compile(r"(?m)(?:^|[\s\[{,:-])\*[^\s,\]}]+")
_PLACE = re.compile(r"(.+?):(\d+):(\d+) ", re.DOTALL)
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp", "merge", "value")}


@dataclass(frozen=True, slots=True)
class Declared:
    """One parsed file: plain data, and the node tree that knows where each piece stands."""

    name: str
    data: Any
    node: Any
    mistakes: list[str] = field(default_factory=list)

    def place(self, loc: Sequence[str | int], *, key: bool = False) -> str:
        """`file:line:column` of what stands at `loc` (of its key where `key`); of the nearest thing above where nothing stands there."""
        node, mark = self.node, self.node.start_mark if self.node is not None else None
        for step in loc:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
            mark = (key_node if key and key_node is not None else node).start_mark
        return f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark is not None else f"{self.name}:1:1"

    def mistake(self, loc: Sequence[str | int], what: str, *, key: bool = False, given: object = None, known: Iterable[str] = ()) -> str:
        """One line for a person: place, field, what is wrong, and what was perhaps meant."""
        # A key of YAML may run over several lines; a mistake is one.
        where = " ".join(".".join(str(step) for step in loc).split())
        return f"{self.place(loc, key=key)} {where + ': ' if where else ''}{what}{did_you_mean(given, known)}"


def did_you_mean(given: object, known: Iterable[str]) -> str:
    """`. Did you mean 'x'?`, or an empty text."""
    near = difflib.get_close_matches(str(given), sorted(set(known)), 1, 0.6) if given is not None else []
    return f". Did you mean '{near[0]}'?" if near else ""


def in_order(mistakes: Iterable[str]) -> list[str]:
    """Mistakes by file, line and column; files stay in the order in which they were first named."""
    placed = [
        (match.group(1), int(match.group(2)), int(match.group(3)), mistake) for mistake in mistakes if (match := _PLACE.match(mistake))
    ]
    files = list(dict.fromkeys(file for file, _, _, _ in placed))
    return [mistake for _, _, _, mistake in sorted(placed, key=lambda item: (files.index(item[0]), item[1], item[2]))]


def read_model(path: Path, model: type[M]) -> M:
    """The file as `model`. Raises ConfigError with every mistake in it."""
    mistakes: list[str] = []
    declared = parse(path, mistakes)
    read = validate(declared, model, mistakes) if declared is not None else None
    if mistakes or read is None:
        raise ConfigError(mistakes)
    return read


def parse(path: Path, mistakes: list[str], *, name: str | None = None) -> Declared | None:
    """The file as plain data with places; None where it cannot be parsed. What is wrong is added to `mistakes`."""
    name = name or str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        mistakes.append(f"{name}:1:1 cannot be read: {error.strerror or error}")
        return None
    return parse_bytes(raw, mistakes, name=name)


def parse_bytes(raw: bytes, mistakes: list[str], *, name: str) -> Declared | None:
    """Like `parse`, for bytes in hand."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(raw) > MAX_BYTES:
        mistakes.append(f"{name}:1:1 has {len(raw):,} bytes; a declared file has at most {MAX_BYTES:,}")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        mistakes.append(f"{name}:{line}:{column} is not UTF-8")
        return None
    if len(_ALIAS.findall(text)) > MAX_ALIASES or _nested(text):
        mistakes.append(f"{name}:1:1 is nested or aliased too deeply for a declared file")
        return None
    try:
        node = _composed(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark is not None else f"{name}:1:1"
        mistakes.append(f"{place} YAML syntax: {' '.join(str(error.problem or error.context or 'cannot be parsed').split())}")
        return None
    except (YAMLError, ValueError, RecursionError) as error:
        mistakes.append(f"{name}:1:1 YAML syntax: {' '.join(str(error).split())[:200]}")
        return None
    found: list[str] = []
    declared = Declared(name=name, data=None, node=node, mistakes=found)
    if node is None:
        mistakes.append(f"{name}:1:1 is empty")
        return None
    try:
        data = _plain(node, declared, [0], 0)
    except _TooMuchError as too_much:
        mistakes.append(f"{name}:1:1 {too_much}")
        return None
    mistakes.extend(found)
    return Declared(name=name, data=data, node=node)


def _composed(text: str) -> Any:
    """The node tree of `text`: by libyaml where it is there (5 times as quick), and by the pure parser wherever libyaml objects.

    libyaml follows YAML 1.1 and refuses things that 1.2 allows (`[country:ru]`), so the pure parser has the last word.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError, YAMLWarning

    quick = YAML(typ="safe", pure=False)
    quick.Resolver = _untagged()
    try:
        return quick.compose(text)
    except (YAMLError, ValueError, RecursionError, YAMLWarning):
        if len(text) > SLOWLY:
            raise
        with warnings.catch_warnings():
            warnings.simplefilter("error", YAMLWarning)
            try:
                return YAML(typ="safe", pure=True).compose(text)
            except YAMLWarning as warning:
                raise YAMLError(" ".join(str(warning).split())) from None


@cache
def _untagged() -> Any:
    """A resolver that leaves scalars untyped, for `_scalar` types them: half of the parser's time went into guesses nobody used."""
    from ruamel.yaml.resolver import VersionedResolver
    from ruamel.yaml.tag import Tag

    names = {"ScalarNode": "str", "SequenceNode": "seq", "MappingNode": "map"}
    kinds = {kind: Tag(suffix=f"tag:yaml.org,2002:{name}") for kind, name in names.items()}

    class Untagged(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ARG002 - ruamel's signature
            return kinds[kind.__name__]

    return Untagged


def validate(declared: Declared, model: type[M], mistakes: list[str]) -> M | None:
    """The data as `model`. Mistakes are added; what is sound around them comes back still, so that it can be checked further."""
    data, names = declared.data, _field_names(model)
    for round_number in range(PRUNE_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            errors = _causes([(tuple(found["loc"]), found) for found in error.errors(include_url=False)])
        meant = _misspelt(errors)
        if round_number == 0:
            misspelt = {(*loc[:-1], name) for loc, name in meant.items()}
            mistakes.extend(_said(declared, found, names, meant.get(loc)) for loc, found in errors if loc not in misspelt)
        data = _without(_renamed(data, meant), [(loc, found["type"]) for loc, found in errors if loc not in meant], set(meant))
        if data is None:
            return None
    return None


def _causes(errors: list[tuple[Loc, Any]]) -> list[tuple[Loc, Any]]:
    """Errors without those that only follow from another: a list is too short once its wrong items are not counted."""
    return [
        (loc, found)
        for loc, found in errors
        if found["type"] != "too_short" or not any(len(other) > len(loc) and other[: len(loc)] == loc for other, _ in errors)
    ]


def _misspelt(errors: list[tuple[Loc, Any]]) -> dict[Loc, str]:
    """Unknown fields beside a missing one of nearly that name, with that name: one mistake, not two."""
    absent: dict[Loc, list[str]] = {}
    for loc, found in errors:
        if found["type"] == "missing":
            absent.setdefault(loc[:-1], []).append(str(loc[-1]))
    meant: dict[Loc, str] = {}
    for loc, found in errors:
        near = difflib.get_close_matches(str(loc[-1]), absent.get(loc[:-1], []), 1, 0.6) if found["type"] == "extra_forbidden" else []
        if near:
            absent[loc[:-1]].remove(near[0])
            meant[loc] = near[0]
    return meant


class _TooMuchError(Exception):
    pass


def _nested(text: str) -> bool:
    """Whether flow brackets or compact sequences nest so deep that a parser could run out of stack: a coarse look before parsing."""
    depth = 0
    for found in re.finditer(r"[\[{\]}]", text):
        depth = depth + 1 if found.group() in "[{" else max(0, depth - 1)
        if depth > 20 * MAX_DEPTH:
            return True
    return (
        re.search(rf"(?:[-?:][ \t]+){{{2 * MAX_DEPTH}}}", text) is not None or re.search(rf"(?m)^ {{{40 * MAX_DEPTH}}}", text) is not None
    )


def _plain(node: Any, declared: Declared, count: list[int], depth: int) -> Any:
    """Plain data of a node. Repeated keys and foreign tags are mistakes."""
    count[0] += 1
    if count[0] > MAX_NODES:
        raise _TooMuchError(f"holds more than {MAX_NODES:,} values once its aliases are followed")
    if depth > MAX_DEPTH:
        raise _TooMuchError(f"is nested deeper than {MAX_DEPTH} levels")
    mark, tag = node.start_mark, str(node.tag or "")
    here = f"{declared.name}:{mark.line + 1}:{mark.column + 1}"
    if tag and tag not in _PLAIN_TAGS:
        declared.mistakes.append(f"{here} a tag ({tag}) has no place in a declared file")
        return None
    if isinstance(node.value, str):
        return _scalar(node)
    if node.id == "sequence":
        return [_plain(item, declared, count, depth + 1) for item in node.value]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node.value, str):
            declared.mistakes.append(f"{here} a key must be a word")
            continue
        key = key_node.value
        if key in mapping:
            at = key_node.start_mark
            declared.mistakes.append(f"{declared.name}:{at.line + 1}:{at.column + 1} {key}: stands twice in one mapping")
            continue
        mapping[key] = _plain(value_node, declared, count, depth + 1)
    return mapping


def _scalar(node: Any) -> Any:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """(key node, value node) of one step down the tree; None where there is none."""
    if node is None or isinstance(node.value, str):
        return None
    if node.id == "sequence":
        inside = isinstance(step, int) and 0 <= step < len(node.value)
        return (None, node.value[step]) if inside else None
    return next(((key, value) for key, value in node.value if key.value == str(step)), None)


def _said(declared: Declared, problem: Any, names: Callable[[], set[str]], meant: str | None) -> str:
    """One of pydantic's errors in the project's words. meant: the field that an unknown one is taken for."""
    loc, kind, message = tuple(problem["loc"]), str(problem["type"]), str(problem["msg"])
    if kind == "extra_forbidden":
        return declared.mistake(loc, "unknown field", key=True, given=loc[-1], known=[meant] if meant else names())
    if kind == "missing":
        return declared.mistake(loc, "is missing")
    expected = re.findall(r"'([^']*)'", str(problem.get("ctx", {}).get("expected", ""))) if kind in ("literal_error", "enum") else []
    if expected:
        return declared.mistake(loc, f"{problem['input']!r} is none of {', '.join(expected)}", given=problem["input"], known=expected)
    message = message.removeprefix("Value error, ")
    given = problem.get("input")
    given = keys.blanked(given) if isinstance(given, str) else given
    shown = f" (found {given!r})" if isinstance(given, str | int | float | bool) and kind != "value_error" else ""
    return declared.mistake(loc, message[:1].lower() + message[1:] + shown)


def _field_names(model: type[BaseModel]) -> Callable[[], set[str]]:
    """Names of all fields of `model` and of the models inside it, found when asked for."""

    def names() -> set[str]:
        schema = model.model_json_schema()
        return {name for part in [schema, *schema.get("$defs", {}).values()] for name in part.get("properties", {})}

    return names


def _renamed(data: Any, meant: dict[Loc, str]) -> Any:
    """`data` with misspelt fields under the names that were meant."""

    def walk(value: Any, at: Loc) -> Any:
        if isinstance(value, dict):
            return {meant.get((*at, key), key): walk(item, (*at, key)) for key, item in value.items()}
        return [walk(item, (*at, index)) for index, item in enumerate(value)] if isinstance(value, list) else value

    return walk(data, ()) if meant else data


def _without(data: Any, errors: list[tuple[Loc, str]], renamed: set[Loc]) -> Any:
    """`data` without what is wrong in it: the smallest piece for each error. None where nothing is left."""
    missing_still = {loc for loc, kind in errors if kind == "missing" and _reachable(data, loc)}
    wrong = {loc[:-1] if kind == "missing" else loc for loc, kind in errors if loc not in missing_still}
    if not wrong and not missing_still and not renamed:
        return None

    def cut(value: Any, at: Loc) -> Any:
        if isinstance(value, dict):
            return {key: cut(item, (*at, key)) for key, item in value.items() if (*at, key) not in wrong}
        if isinstance(value, list):
            return [cut(item, (*at, index)) for index, item in enumerate(value) if (*at, index) not in wrong]
        return value

    if () in wrong or any(not _reachable(data, loc) for loc in wrong):
        return None
    return cut(data, ())


def _reachable(data: Any, loc: Loc) -> bool:
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True

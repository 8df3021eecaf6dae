"""Declared YAML is read safely: whatever the bytes, either data or mistakes with a place."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from tocsin.errors import ConfigError
from tocsin.library import yaml_files
from tocsin.library.paths import root
from tocsin.library.problem_schema import ProblemFile
from tocsin.library.yaml_files import parse_bytes, read_model, validate

PLACED = re.compile(r"f\.yml:[1-9]\d*:[1-9]\d* \S")
PIECES = [
    "a",
    "b: ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "\n  ",
    '"',
    "'",
    "&x ",
    "*x",
    "!t ",
    "|",
    ">",
    "#",
    "? ",
    "%",
    "---\n",
    "1",
    "é",
    "\t",
    "\x00",
    "\ufeff",
    "\u202e",
]
DEEP = 100_000


class Small(BaseModel):
    """A file for these tests."""

    model_config = ConfigDict(extra="forbid")
    name: str
    sizes: list[int] = []


def parsed(text: str | bytes) -> tuple[Any, list[str]]:
    mistakes: list[str] = []
    declared = parse_bytes(text if isinstance(text, bytes) else text.encode(), mistakes, name="f.yml")
    return (declared.data if declared is not None else None), mistakes


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no", {"a": "no"}),
        ("a: 22:00", {"a": "22:00"}),
        ("a: 2022-09-21", {"a": "2022-09-21"}),
        ("a: [1, 1.5, true, null, ~, '1', 1e-3]", {"a": [1, 1.5, True, None, None, "1", 0.001]}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("\ufeffa: é", {"a": "é"}),
    ],
)
def test_scalars_are_what_a_person_means(text: str, data: object) -> None:
    assert parsed(text) == (data, [])


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: 1\na: 2\n", "f.yml:2:1", "stands twice"),
        ("a: {b: 1\n", "f.yml:2:1", "YAML syntax"),
        ("a: 1\n b: 2\n", "f.yml:2:3", "YAML syntax"),
        ("", "f.yml:1:1", "is empty"),
        (b"a: 1\nb: \xff\n", "f.yml:2:4", "is not UTF-8"),
        ("a: !!python/object/apply:os.system [ls]", "f.yml:1:4", "tag"),
        ("a: *nobody", "f.yml:1:4", "YAML syntax"),
        ("[a, b]: c", "f.yml:1:1", "must be a word"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str | bytes, place: str, said: str) -> None:
    _, mistakes = parsed(text)
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"{place} ")
    assert said in mistakes[0]


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEP,
        "{a: " * DEEP,
        "- " * DEEP + "a",
        "\n".join(" " * i + "a:" for i in range(1500)),
        "a0: &a0 [x, x]\n" + "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)),
        "&a [*a]",
        "a: " + "x" * (yaml_files.MAX_BYTES + 1),
    ],
    ids=["flow lists", "flow mappings", "compact lists", "indentation", "alias bomb", "endless alias", "size"],
)
def test_bombs_are_refused(text: str) -> None:
    data, mistakes = parsed(text)
    assert data is None
    assert len(mistakes) == 1
    assert PLACED.match(mistakes[0])


@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map(lambda pieces: "".join(pieces).encode()))
@example(b"? (\n\n !")
@settings(max_examples=400, deadline=None)
def test_no_bytes_crash_it(raw: bytes) -> None:
    mistakes: list[str] = []
    declared = parse_bytes(raw, mistakes, name="f.yml")
    if declared is not None:
        validate(declared, ProblemFile, mistakes)
    assert mistakes, "no such piece is a whole problem"
    assert all(PLACED.match(mistake) for mistake in mistakes)
    assert all("\n" not in mistake for mistake in mistakes)


def test_every_mistake_of_a_file_at_once(tmp_path: Path) -> None:
    file = tmp_path / "small.yml"
    file.write_text("nam: x\nsizes: [1, two, 3]\nmore:\n  - 1\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_model(file, Small)
    assert caught.value.mistakes == [
        f"{file}:2:12 sizes.1: input should be a valid integer, unable to parse string as an integer (found 'two')",
        f"{file}:1:1 nam: unknown field. Did you mean 'name'?",
        f"{file}:3:1 more: unknown field",
    ]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "small.yml"
    file.write_text("name: x\nsizes: [1, 3]\n", encoding="utf-8")
    assert read_model(file, Small) == Small(name="x", sizes=[1, 3])


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_model(tmp_path / "none.yml", Small)


def test_what_is_sound_around_a_mistake_comes_back() -> None:
    mistakes: list[str] = []
    declared = parse_bytes(b"name: x\nsizes: [1, two, 3]\n", mistakes, name="f.yml")
    assert declared is not None
    read = validate(declared, Small, mistakes)
    assert read is not None
    assert read.sizes == [1, 3]
    assert len(mistakes) == 1


@pytest.mark.parametrize("problem", ["nuclear-escalation", "korea-tests"])
def test_shipped_files_are_written_so_that_the_quick_parser_takes_them(problem: str) -> None:
    from ruamel.yaml import YAML

    for path in sorted((root() / "problems" / problem).rglob("*.yml")):
        quick = YAML(typ="safe", pure=False)
        quick.Resolver = yaml_files._untagged()
        assert quick.compose(path.read_text(encoding="utf-8")) is not None, path.name

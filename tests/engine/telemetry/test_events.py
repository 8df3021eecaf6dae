"""Events hold what their kinds allow, whatever is put in; every place that tells one names it and its fields as they are declared."""

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine.telemetry import cleaning, events, metrics
from tocsin.engine.telemetry.events import EVENTS, SHAPES, UNFIT, Kind, fit

ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.sampled_from(["feed", "http-500", "/statements/{id}", "a b", "a\nb"])
)


@given(st.sampled_from(sorted(SHAPES)), ANYTHING)
def test_a_word_is_a_word_or_nothing(kind: Kind, value: str | float | bool) -> None:
    told = fit(kind, value)
    assert told == UNFIT or (isinstance(told, str) and told == value and told.isascii() and told.isprintable() and " " not in told)


@given(ANYTHING)
def test_a_count_is_a_number(value: str | float | bool) -> None:
    told = fit("count", value)
    assert told == UNFIT or (isinstance(told, int | float) and not isinstance(told, bool) and told == told and abs(told) != float("inf"))
    assert fit("flag", value) in (UNFIT, True, False)


@given(st.text(max_size=2_000))
def test_what_is_said_stands_on_one_line_and_reads_one_way(text: str) -> None:
    told = cleaning.said(text, {})
    assert len(told) <= cleaning.LONGEST
    assert not {unicodedata.category(sign) for sign in told} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert "://" not in told.replace("://[...]", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see https://ana:pw@host.example/p?key=0f1e2d3c now", "see https://[...] now"),
        ("'Le Kremlin a démenti tout mouvement d’ogives vers la Biélorussie' is no date", "[...] is no date"),
        ("'2024-13-01' is no date", "'2024-13-01' is no date"),
        ("a\nlevel=error\r\x1b[31m\u202eb", "a level=error �[31m�b"),
        ("wrong password hunter22 for it", "wrong password [SOME_PASSWORD] for it"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_what_is_taken_out(text: str, told: str) -> None:
    assert cleaning.said(text, {"SOME_PASSWORD": "hunter22", "HOME": "wrong", "A_KEY": ""}) == told


def test_what_is_not_declared_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        EVENTS["watch.round"].cleaned({"text": "x"})
    assert EVENTS["watch.round"].cleaned({"new": 3, "offline": None}) == {"new": 3}


def _calls(root: Path) -> list[tuple[str, int, str, set[str]]]:
    """Every `emitting.tell("...", a=, b=)` and `emitting.timed(...)` of the sources: file, line, event, names of fields."""
    found = []
    for path in sorted((root / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="tell" | "timed"), args=[ast.Constant(value=str(name)), *_]) if (
                    name in EVENTS or "." in name
                ):
                    found.append((path.name, node.lineno, name, {word.arg for word in node.keywords if word.arg is not None}))
                case ast.Call(func=ast.Name(id="tell" | "timed"), args=[ast.Constant(value=str(name)), *_]):
                    found.append((path.name, node.lineno, name, {word.arg for word in node.keywords if word.arg is not None}))
    return found


def test_every_event_is_told_somewhere_and_as_it_is_declared(root: Path) -> None:
    calls = _calls(root)
    assert {name for _, _, name, _ in calls} == set(EVENTS)
    for file, line, name, fields in calls:
        assert fields <= set(EVENTS[name].fields) | {"ms"}, f"{file}:{line}"


def test_every_metric_is_made_of_a_declared_event() -> None:
    assert len({one.name for one in metrics.METRICS}) == len(metrics.METRICS)
    for one in metrics.METRICS:
        fields = EVENTS[one.event].fields
        assert set(one.labels) <= set(fields), one.name
        # Free words are no labels: each new one would be another series.
        assert {fields[label] for label in one.labels} <= {"id", "word", "route", "count"}, one.name
        assert one.value is None or fields[one.value] in ("count", "ms", "flag"), one.name
        assert (one.kind == "histogram") == bool(one.classes), one.name


def test_levels_are_those_of_the_events() -> None:
    assert {one.level for one in EVENTS.values()} <= set(events.LEVELS)

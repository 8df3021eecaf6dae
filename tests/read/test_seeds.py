"""The two articles that the project starts from: every item of the reference must come out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Reading, Report, Speaker, Statement, report_id
from tocsin.read import Reader

Item = dict[str, Any]


def plain(words: str | None) -> str:
    """Words without typographic marks."""
    return (words or "").replace("’", "'").replace("\u00a0", " ").strip(' .,«»“”"').lower()


def words_match(wanted: str | None, speaker: Speaker | None) -> bool:
    """The speaker's words, or what they stand for, hold the wanted ones."""
    if wanted is None:
        return True
    return speaker is not None and any(
        plain(wanted) in plain(words) or plain(words) in plain(wanted) for words in (speaker.text, speaker.name) if words
    )


def mistakes(item: Item, statement: Statement) -> Iterator[str]:
    """What in `statement` is not as the reference says."""
    speaker, told_by, red_line = statement.speaker, statement.told_by, statement.red_line
    checks: dict[str, tuple[object, bool]] = {
        "act": (statement.act, statement.act == item["act"]),
        "speaker": (
            speaker,
            "speaker" not in item or words_match(item["speaker_is"] if "speaker_is" in item else item["speaker"], speaker),
        ),
        "kind": (speaker.kind, "kind" not in item or speaker.kind == item["kind"]),
        "told_by": (told_by, words_match(item.get("told_by"), told_by)),
        "told_by_kind": (told_by, "told_by_kind" not in item or (told_by is not None and told_by.kind == item["told_by_kind"])),
        "count": ((told_by or speaker).count, "count" not in item or (told_by or speaker).count == item["count"]),
        "via": (statement.via, all(via in statement.via for via in item.get("via", []))),
        "estimate": (
            statement.estimate,
            "estimate" not in item or (statement.estimate is not None and plain(statement.estimate.phrase) == plain(item["estimate"])),
        ),
        "polarity": (statement.polarity, "polarity" not in item or statement.polarity == item["polarity"]),
        "conditional_on": (statement.conditional_on, plain(item.get("conditional_on")) in plain(statement.conditional_on)),
        "because": (statement.because, plain(item.get("because")) in plain(statement.because)),
        "dissent": (statement.dissent, not item.get("dissent") or statement.dissent),
        "position": (statement.position, statement.position == item.get("position", statement.position)),
        "change": (statement.change, statement.change == item.get("change", statement.change)),
        "date": (statement.date, statement.date == item.get("date", statement.date)),
        "indicators": (statement.indicators, set(item.get("indicators", [])) <= set(statement.indicators)),
        "hypotheses": (statement.hypotheses, set(item.get("hypotheses", [])) <= set(statement.hypotheses)),
        "numbers": (statement.numbers, set(item.get("numbers", [])) <= set(statement.numbers)),
        "place": (statement.place, plain(item.get("place")) in plain(statement.place)),
        "actor": (statement.actor, plain(item.get("actor")).removeprefix("la ") in plain(statement.actor)),
        "systems": (statement.names, all(any(name.text == system for name in statement.names) for system in item.get("systems", []))),
    }
    for part in ("condition", "consequence"):
        wanted = item.get("red_line", {}).get(part)
        checks[part] = (red_line, wanted is None or (red_line is not None and plain(wanted) in plain(getattr(red_line, part))))
    for field, (got, right) in checks.items():
        if not right:
            yield f"{field}: wanted {item.get(field)!r}, got {got!r}"


def best(item: Item, text: str, reading: Reading) -> tuple[Statement | None, list[str]]:
    """The statement whose span covers the item's words, the tightest one, and its mistakes."""
    line_start = 0
    for _ in range(item["p"] - 1):
        line_start = text.index("\n", line_start) + 1
    start = text.find(item["words"], line_start)
    assert start >= 0, f"the reference's words are not in the article: {item['words']}"
    end = start + len(item["words"])
    covering = [found for found in reading.statements if found.span[0] <= start and found.span[1] >= end]
    if not covering:
        return None, ["no statement covers these words"]
    chosen = min(
        covering,
        key=lambda found: (max(0, found.content_span[0] - start) + max(0, end - found.content_span[1]), found.span[1] - found.span[0]),
    )
    return chosen, list(mistakes(item, chosen))


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader of the shipped problem."""
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))


def read(reader: Reader, path: Path) -> tuple[str, Reading]:
    """The article and its reading."""
    text = path.read_text(encoding="utf-8")
    return text, reader.read(Report(id=report_id(None, None, None, None, text), collected_at=datetime(2025, 1, 1, tzinfo=UTC), text=text))


def articles(shared: Path) -> list[dict[str, Any]]:
    """The reference."""
    from ruamel.yaml import YAML

    loaded: dict[str, Any] = YAML(typ="safe").load((shared / "seeds" / "expected.yaml").read_text(encoding="utf-8"))
    return list(loaded["articles"])


@pytest.mark.parametrize("number", [0, 1])
def test_every_item_of_the_reference_comes_out(shared: Path, reader: Reader, number: int) -> None:
    article = articles(shared)[number]
    text, reading = read(reader, shared / "seeds" / article["file"])
    wrong = [
        f"p{item['p']} {item['words']!r}: {'; '.join(found)}" for item in article["statements"] if (found := best(item, text, reading)[1])
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("number", [0, 1])
def test_date_chain_names_and_furniture(shared: Path, reader: Reader, number: int) -> None:
    article = articles(shared)[number]
    text, reading = read(reader, shared / "seeds" / article["file"])
    assert reading.language == article["language"]
    assert reading.resolved_date == article["resolved_date"]
    assert "chronology" in str(reading.resolved_from)
    assert list(reading.chain) == article["chain"]
    found = {plain(name.text) for name in reading.names} | {plain(words) for words in reading.chain}
    assert [name for name in article["names"] if not any(plain(name) in words or words in plain(name) for words in found)] == []
    for words in article["boilerplate"]:
        at = text.index(words)
        assert any(start <= at < end for start, end in reading.furniture)
        assert not any(statement.span[0] <= at < statement.span[1] for statement in reading.statements)

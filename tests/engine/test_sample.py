"""The shipped sample, read and corroborated through the public door, beside what its annotations hold right."""

import json
from itertools import combinations
from typing import Any

import pytest

from tocsin.cli import app
from tocsin.engine import sample
from tocsin.library import samples

PRECISION = 0.98


def _gold() -> dict[str, dict[str, Any]]:
    lines = samples.gold(sample.SAMPLE).read_text(encoding="utf-8").splitlines()
    return {line["id"]: line["gold"] for line in map(json.loads, lines)}


@pytest.fixture(scope="module")
def origins(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("sample")
    prepared = sample.prepare(folder / "w")
    told = folder / "origins.json"
    with pytest.MonkeyPatch.context() as patch, told.open("w", encoding="utf-8") as out:
        patch.setattr("sys.stdout", out)
        assert app.run(["origins", "-w", str(folder / "w"), "--as-of", prepared.as_of.isoformat(), "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))["origins"]
    return found


@pytest.fixture(scope="module")
def links(origins: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """By the report's id in the file: its links, each with the parent's id in the file and the origin it stands under."""
    named = {link["id"]: link["source_id"] for origin in origins for link in origin["reports"]}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in named.values()}
    for origin in origins:
        for link in origin["reports"]:
            found[link["source_id"]].append({**link, "parent": named.get(link["parent"]), "origin": origin["id"]})
    return found


def test_the_sample_is_large_enough_and_speaks_four_languages() -> None:
    lines = [json.loads(line) for line in samples.reports(sample.SAMPLE).read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 60
    languages = [line["language"] for line in lines]
    assert min(languages.count(code) for code in ("en", "fr", "ru", "uk")) >= 8


def test_every_report_stands_under_an_origin(links: dict[str, list[dict[str, Any]]]) -> None:
    assert links.keys() == _gold().keys()


def test_pairs_of_one_origin(links: dict[str, list[dict[str, Any]]]) -> None:
    gold = _gold()
    true = {name: {item["origin"], *(other["origin"] for other in item.get("also", ()))} for name, item in gold.items()}
    under = {name: {link["origin"] for link in links[name]} for name in gold}
    pairs = [(bool(true[a] & true[b]), bool(under[a] & under[b])) for a, b in combinations(gold, 2)]
    both = sum(wanted and got for wanted, got in pairs)
    precision, recall = both / sum(got for _, got in pairs), both / sum(wanted for wanted, _ in pairs)
    assert precision >= PRECISION, (precision, recall)
    assert recall >= 0.9, (precision, recall)


def test_as_many_origins_as_there_are(origins: list[dict[str, Any]]) -> None:
    assert abs(len(origins) - len({item["origin"] for item in _gold().values()})) <= 2


def test_the_look_alikes_stay_apart(links: dict[str, list[dict[str, Any]]]) -> None:
    gold = _gold()
    first = {item["origin"]: name for name, item in gold.items() if item["link"] == "original"}
    alike = [(name, first[item["lookalike"]]) for name, item in gold.items() if "lookalike" in item]
    assert len(alike) == 6
    for one, other in alike:
        assert not {link["origin"] for link in links[one]} & {link["origin"] for link in links[other]}, (one, other)


def test_links_and_parents(links: dict[str, list[dict[str, Any]]]) -> None:
    gold = _gold()
    kinds = sum(any(link["link"] == item["link"] for link in links[name]) for name, item in gold.items()) / len(gold)
    parents = sum(any(link["parent"] == item["parent"] for link in links[name]) for name, item in gold.items()) / len(gold)
    assert kinds >= 0.8, kinds
    assert parents >= 0.9, parents


def test_a_chain_of_four_hops_is_followed_to_its_source(links: dict[str, list[dict[str, Any]]]) -> None:
    hops, at = [], "au22-29"
    while (parent := next(link["parent"] for link in links[at])) is not None:
        hops.append(at := parent)
    assert hops == ["au22-28", "au22-27", "au22-26", "au22-25"]


def test_an_original_that_comes_late_is_the_root(links: dict[str, list[dict[str, Any]]]) -> None:
    assert [link["link"] for link in links["au22-54"]] == ["original"]
    assert {links[name][0]["parent"] for name in ("au22-51", "au22-52")} == {"au22-54"}


def test_an_outlets_own_words_beside_what_it_cites_are_another_origin(links: dict[str, list[dict[str, Any]]]) -> None:
    assert sorted((link["link"], link["parent"]) for link in links["au22-31"]) == [("citation", "au22-25"), ("original", None)]


def test_drift(links: dict[str, list[dict[str, Any]]]) -> None:
    gold = _gold()
    wanted = {(name, drift["kind"]) for name, item in gold.items() for drift in item["drift"]}
    got = {(name, drift["kind"]) for name, all_of in links.items() for link in all_of for drift in link["drift"]}
    assert len(wanted & got) / len(got) >= 0.8, got - wanted
    assert len(wanted & got) / len(wanted) >= 0.3, wanted - got

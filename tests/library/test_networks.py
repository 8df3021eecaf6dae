"""Lists of networks load whole, or say all that is wrong; somebody else's list is brought in by the names of its columns."""

import json
from datetime import date
from pathlib import Path

import pytest

from tocsin.errors import ConfigError, UsageError
from tocsin.library import networks, sources
from tocsin.library.networks import About, Columns

ABOUT = About("list", "A list", "operation", "An institute, a report, 2024", "2024-02-12")


def test_shipped_networks_are_documented_and_name_known_sources() -> None:
    found = networks.load()
    known = {source.id for source in sources.load()}
    assert {network.kind for network in found} == {"owner", "operation"}
    assert all(network.documented_by and network.known_since <= date(2026, 1, 1) for network in found)
    assert {name for network in found for name in network.names} <= known
    domains = [domain for network in found for domain in network.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl"])
def test_a_list_comes_in_by_its_columns(tmp_path: Path, suffix: str) -> None:
    rows = [
        {"who": "First", "site": "https://www.One.example/news", "doc": "A report"},
        {"who": "First", "site": "two.example", "doc": "A report"},
        {"who": "Second", "site": "three.example", "doc": "Another"},
        {"who": "", "site": "nobody.example", "doc": ""},
        {"who": "Second", "site": "no domain", "doc": ""},
    ]
    body = {
        "csv": "who,site,doc\n" + "\n".join(f"{row['who']},{row['site']},{row['doc']}" for row in rows),
        "json": json.dumps(rows),
        "jsonl": "\n".join(map(json.dumps, rows)),
    }[suffix]
    file = tmp_path / f"list.{suffix}"
    file.write_text(body, encoding="utf-8")
    first, second = networks.imported(file, Columns("site", "who", "doc"), ABOUT)
    assert (first.id, first.name, first.domains) == ("list-first", "First", ("one.example", "two.example"))
    assert (second.id, second.domains) == ("list-second", ("three.example",))
    assert first.documented_by == "An institute, a report, 2024; A report"
    [whole] = networks.imported(file, Columns("site"), ABOUT)
    assert (whole.id, len(whole.domains)) == ("list", 4)


def test_what_was_written_is_what_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(["one.example", "two.example"]), encoding="utf-8")
    found = networks.imported(file, Columns(), ABOUT)
    networks.write(found, tmp_path / "sources", "list")
    assert [network for network in networks.load(tmp_path / "sources") if network.id == "list"] == list(found)


def test_a_wrong_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("site\none.example\n")
    with pytest.raises(UsageError, match="domain") as failure:
        networks.imported(file, Columns(), ABOUT)
    assert "site" in failure.value.todo
    with pytest.raises(UsageError, match="no such file"):
        networks.imported(tmp_path / "none.csv", Columns(), ABOUT)


def test_every_mistake_of_a_file_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "networks"
    folder.mkdir()
    (folder / "x.yml").write_text(
        "networks:\n  - {id: x, name: X, kind: owner, known_since: 2020-01-01, domains: ['https://x.example']}\n"
        "  - {id: y, name: Y, kind: firm, documented_by: d, known_since: 2020-01-01, names: [z]}\n"
    )
    with pytest.raises(ConfigError) as failure:
        networks.load(tmp_path)
    told = "\n".join(failure.value.mistakes)
    assert "documented_by" in told
    assert "kind" in told


def test_the_lists_of_others_come_in_whole(shared: Path) -> None:
    sites = networks.imported(shared / "data" / "massmove" / "sites.csv", Columns("domain", "siteOperator"), ABOUT)
    assert max(len(network.domains) for network in sites) > 900
    dima = networks.imported(shared / "data" / "dima_domains" / "dima_domains.csv", Columns("domain", "op", "source", "report"), ABOUT)
    assert len(dima) >= 9
    assert all(network.documented_by != ABOUT.documented_by for network in dima)

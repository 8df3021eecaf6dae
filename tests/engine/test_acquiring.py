"""Services asked only where a workspace lists them; images they list become coverage; recorded answers stand in for the network."""

import json
from pathlib import Path

import pytest
from tests.sense.imagery import services

from tocsin.cli import app
from tocsin.engine import acquiring, store
from tocsin.errors import ConfigError, UsageError
from tocsin.ledger import Ledger
from tocsin.model import Coverage

SEARCH = "https://images.example/search"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that lists a service, whose answers are recorded."""
    monkeypatch.setenv("TOCSIN_NOW", "2024-06-01T00:00:00+00:00")
    folder, recorded = tmp_path / "w", tmp_path / "recorded"
    store.create(folder, "nuclear-escalation")
    with (folder / "tocsin.yml").open("a") as file:
        file.write(f"imagery: [earth-search, {{id: own, search: '{SEARCH}', collections: [sentinel-1-grd, sentinel-2-l2a]}}]\n")
    recorded.mkdir()
    days = ("2024-05-03", "2024-05-15")
    items = [services.cdse(f"s1-{day}", day, "https://images.example") for day in days]
    items += [services.earth_search(f"s2-{day}", day, "https://images.example") for day in days]
    items[3]["properties"]["eo:cloud_cover"] = 97.0
    answer = {"url": SEARCH, "text": services.page(*items, {"type": "Feature"}).decode()}
    (recorded / "index.jsonl").write_text(json.dumps(answer) + "\n")
    monkeypatch.setenv("TOCSIN_RECORDED", str(recorded))
    return folder


def test_listed_images_become_coverage_once(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["change", "own", "chernyakhovsk", "-w", str(workspace), "--keep"]
    assert app.run(call) == 1
    out = capsys.readouterr()
    flat = " ".join(out.out.split())
    assert "4 images listed by own, 2024-05-02 to 2024-06-01" in flat
    assert "4 records kept" in flat
    assert "not-an-item" not in flat
    assert "refused own, page 1, item 5" in out.err
    assert app.run(call) == 1
    assert "0 records kept" in " ".join(capsys.readouterr().out.split())
    with Ledger.open(workspace) as ledger:
        told = sorted((one.source, one.status, one.looked) for one in ledger.records(Coverage))
    assert told == [("optical", "not-watched", 0.0), ("optical", "watched", 0.582), ("sar", "watched", 1.0), ("sar", "watched", 1.0)]


def test_json_kind_and_what_was_known(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        app.run(["change", "own", "chernyakhovsk", "-w", str(workspace), "--json", "--kind", "radar", "--as-of", "2024-05-03T08:00:00Z"])
        == 1
    )
    found = json.loads(capsys.readouterr().out)
    assert found["places"][0]["acquisitions"] == []
    assert (
        app.run(["change", "own", "chernyakhovsk", "-w", str(workspace), "--json", "--kind", "radar", "--as-of", "2024-05-03T09:00:00Z"])
        == 1
    )
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["places"][0]["acquisitions"]] == ["s1-2024-05-03"]


def test_nothing_is_asked_that_no_workspace_lists(workspace: Path) -> None:
    with pytest.raises(UsageError, match=r"cdse is not asked.*imagery: \[cdse\]"):
        acquiring.service("cdse", workspace)
    assert acquiring.service("no-service", workspace) is None
    assert acquiring.service("earth-search", workspace) is not None


def test_combat_is_refused_before_anything_is_asked(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["change", "own", "front=48,38", "-w", str(workspace)]) == 2
    assert "active combat" in capsys.readouterr().err


def test_a_wrong_service_is_a_mistake_of_the_file(workspace: Path) -> None:
    file = workspace / "tocsin.yml"
    file.write_text(file.read_text().replace("[earth-search,", "[earth-serch,"))
    with pytest.raises(ConfigError, match=r"no catalogue of images 'earth-serch'; there are: cdse, earth-search"):
        acquiring.service("own", workspace)

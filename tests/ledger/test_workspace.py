"""A workspace is found as the contract says, and what is wrong with its file is said."""

from datetime import datetime
from pathlib import Path

import pytest

from tocsin.errors import ConfigError, UsageError
from tocsin.ledger import workspace
from tocsin.ledger.ledger import Ledger


def test_a_new_workspace_holds_an_empty_sound_ledger(tmp_path: Path, clock: datetime) -> None:
    made = workspace.create(tmp_path / "w", "nuclear-escalation", clock=clock, sample="autumn-2022")
    assert made == workspace.load(tmp_path / "w")
    assert (made.problem, made.created, made.sample) == ("nuclear-escalation", clock, "autumn-2022")
    with Ledger.open(made.folder) as ledger:
        ledger.verify()
    with pytest.raises(UsageError, match="workspace already"):
        workspace.create(tmp_path / "w", "nuclear-escalation", clock=clock)


def test_the_order_in_which_a_workspace_is_looked_for(tmp_path: Path, clock: datetime) -> None:
    named, set_, above, below = (tmp_path / name for name in ("named", "set", "above", "here/tocsin"))
    for folder in (named, set_, above, below):
        workspace.create(folder, "p", clock=clock)
    inside = above / "deep" / "deeper"
    inside.mkdir(parents=True)
    env = {workspace.VARIABLE: str(set_)}
    assert workspace.find(named, env, inside).folder == named
    assert workspace.find(None, env, inside).folder == set_
    assert workspace.find(None, {}, inside).folder == above
    assert workspace.find(None, {}, tmp_path / "here").folder == below
    for explicit, settings in ((tmp_path, {}), (None, {workspace.VARIABLE: str(tmp_path)}), (None, {})):
        with pytest.raises(UsageError, match="no workspace") as said:
            workspace.find(explicit, settings, tmp_path)
        assert said.value.exit_status == 2


def test_a_problem_folder_is_found_from_anywhere(tmp_path: Path, clock: datetime) -> None:
    problem = tmp_path / "mine"
    problem.mkdir()
    made = workspace.create(tmp_path / "w", problem, clock=clock)
    assert isinstance(made.problem, Path)
    assert made.problem.resolve() == problem
    (tmp_path / "w").rename(tmp_path / "v")
    moved = workspace.load(tmp_path / "v").problem
    assert isinstance(moved, Path)
    assert moved.resolve() == problem


def test_every_mistake_in_the_file_is_said(tmp_path: Path, clock: datetime) -> None:
    workspace.create(tmp_path, "p", clock=clock)
    (tmp_path / workspace.FILE).write_text("schema_version: 1\nproblme: p\ncreated: yesterday\n", encoding="utf-8")
    with pytest.raises(ConfigError) as said:
        workspace.load(tmp_path)
    text = str(said.value)
    assert "tocsin.yml:2:1" in text
    assert "Did you mean 'problem'" in text
    assert "tocsin.yml:3:" in text


def test_an_interrupted_init_is_simply_run_again(tmp_path: Path, clock: datetime) -> None:
    Ledger.create(tmp_path).close()
    assert workspace.create(tmp_path, "p", clock=clock).problem == "p"


def test_a_newer_workspace_is_refused(tmp_path: Path, clock: datetime) -> None:
    workspace.create(tmp_path, "p", clock=clock)
    path = tmp_path / workspace.FILE
    path.write_text(path.read_text().replace("schema_version: 1", "schema_version: 2"))
    with pytest.raises(ConfigError, match="newer Tocsin"):
        workspace.load(tmp_path)

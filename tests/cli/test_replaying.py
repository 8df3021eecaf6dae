"""`tocsin replay` through the command line: the same bytes twice, another problem, outcomes; wrong calls say what is wrong."""

import json
from pathlib import Path

import pytest

from tocsin.cli import app
from tocsin.library import samples

SAMPLE = str(samples.reports("spring-2023"))
OVER = ("--from", "2023-05-28", "--to", "2023-05-30")


def told(capsys: pytest.CaptureFixture[str], *tokens: str) -> str:
    capsys.readouterr()
    assert app.run(["replay", *tokens]) == 0
    return capsys.readouterr().out


def test_a_replay_over_files_gives_the_same_bytes_and_the_contracts_fields(capsys: pytest.CaptureFixture[str]) -> None:
    call = (SAMPLE, "--problem", "korea-tests", *OVER, "--draws", "20", "--json")
    found = told(capsys, *call)
    assert told(capsys, *call) == found
    document = json.loads(found)
    assert {"problem", "from", "to", "step", "horizons", "draws", "seed", "range", "hindsight", "steps", "scores"} <= set(document)
    assert [step["as_of"][:10] for step in document["steps"]] == ["2023-05-27", "2023-05-28", "2023-05-29", "2023-05-30"]
    assert "launch_notice" in document["steps"][-1]["lit"]
    assert document["scores"] == []


def test_a_workspace_of_another_problem_is_scored_once_it_is_known_what_happened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["-w", str(tmp_path / "k")]
    assert app.run(["init", str(tmp_path / "k"), "--problem", "korea-tests"]) == 0
    assert app.run(["ingest", SAMPLE, *place]) == 0
    assert "scored" not in told(capsys, *OVER, *place, "--draws", "20")
    call = [
        "resolve",
        "satellite-launch",
        "--outcome",
        "yes",
        "--on",
        "2023-05-31",
        "--source",
        "CNS database",
        "--by",
        "A. Person",
        "--why",
        "seen",
    ]
    assert app.run([*call, *place]) == 0
    document = json.loads(told(capsys, *OVER, *place, "--draws", "20", "--json"))
    assert {(one["hypothesis"], one["horizon"]) for one in document["scores"]} == {("satellite-launch", days) for days in (7, 30, 90)}
    assert "scored (tocsin resolve)" in told(capsys, *OVER, *place, "--draws", "20", "--hypothesis", "satellite-launch")


def test_outcomes_are_foretold_without_a_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    call = ("--outcomes", "--problem", "korea-tests", "--from", "2016-01-01", "--to", "2016-12-31", "--step", "90d", "--draws", "20")
    text = told(capsys, *call)
    assert "HINDSIGHT-INFORMED" in text
    document = json.loads(told(capsys, *call, "--json"))
    assert {one["hypothesis"] for one in document["hypotheses"]} == {"nuclear-test", "icbm-launch", "satellite-launch"}


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["--from", "2023-05-30", "--to", "2023-05-28"], "is not after"),
        (["--from", "2023-05-28", "--to", "2023-05-30", "--step", "1y"], "no length of time"),
        ([SAMPLE, "--outcomes", *OVER], "--outcomes takes no files"),
        (["--outcomes", "--problem", "korea-tests", *OVER, "--horizon", "0"], "no number of days"),
        ([SAMPLE, "--problem", "korea-tests", *OVER, "--hypothesis", "short-range-use"], "no hypothesis 'short-range-use' in korea-tests"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["replay", *call]) == 2
    assert said in capsys.readouterr().err

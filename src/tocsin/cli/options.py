"""Options that several commands share, spelled once."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

FEWEST, MOST = 20, 1_000_000
"""draws; a 90% range needs some to stand on, and memory ends somewhere"""
MOST_EACH = 2_000
"""draws, where each is filtered many times"""
LARGEST_SEED = 2**63 - 1


def _within(name: str, low: int, high: int) -> Callable[[object, int], None]:
    def check(_: object, value: int) -> None:
        if not low <= value <= high:
            raise ValueError(f"{name} must be from {low:,} to {high:,}, not {value:,}.")

    return check


def _no_option(_: object, value: object) -> None:
    """A misspelt option is said to be one, where otherwise it would be looked for as a file."""
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str) and word.startswith("--") and not Path(word).exists():
            raise ValueError(f"There is no option {word}; a file of that name is written ./{word}.")


Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON document and nothing else on standard output.")]
Log = Annotated[
    Literal["json", "text", "off"] | None,
    Parameter(name="--log", help="What happens, an event a line, on standard error (json: and nothing else there); else $TOCSIN_LOG."),
]
Workspace = Annotated[
    Path | None,
    Parameter(name=["--workspace", "-w"], help="The workspace; else $TOCSIN_WORKSPACE, the nearest parent that is one, or ./tocsin."),
]
AsOf = Annotated[str | None, Parameter(name="--as-of", help="Judge as of this moment: a date means its end. Default: now.")]
ProblemId = Annotated[str | None, Parameter(name="--problem", help="A shipped warning problem, or the folder of one.")]
Paths = Annotated[str, Parameter(help="Files, folders, globs, or - for standard input.", allow_leading_hyphen=True, validator=_no_option)]
Draws = Annotated[
    int,
    Parameter(
        name="--draws", help=f"How many draws of the declared ranges, {FEWEST} to {MOST:,}.", validator=_within("--draws", FEWEST, MOST)
    ),
]
Seed = Annotated[
    int, Parameter(name="--seed", help="Seed of the draws; same seed, same bytes.", validator=_within("--seed", 0, LARGEST_SEED))
]
Model = Annotated[
    str | None,
    Parameter(name="--model", help="Also ask a language model: the base URL of an endpoint, on for the configured one, or off."),
]
ModelName = Annotated[str | None, Parameter(name="--model-name", help="What the endpoint calls the model.")]
Lang = Annotated[Literal["en", "fr"], Parameter(name="--lang", help="Language of the brief: en or fr.")]
Shown = Annotated[Literal["en", "fr"], Parameter(name="--lang", help="Language of the labels: en or fr.")]
FewDraws = Annotated[
    int,
    Parameter(
        name="--draws",
        help=f"How many draws of the declared ranges, {FEWEST} to {MOST_EACH:,}: all is filtered anew in each.",
        validator=_within("--draws", FEWEST, MOST_EACH),
    ),
]
"""where an answer filters many times in each draw"""

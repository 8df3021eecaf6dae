"""Options that several commands share, spelled once."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON document and nothing else on standard output.")]
Workspace = Annotated[
    Path | None,
    Parameter(name=["--workspace", "-w"], help="The workspace; else $TOCSIN_WORKSPACE, the nearest parent that is one, or ./tocsin."),
]
AsOf = Annotated[str | None, Parameter(name="--as-of", help="Judge as of this moment: a date means its end. Default: now.")]
ProblemId = Annotated[str | None, Parameter(name="--problem", help="A shipped warning problem, or the folder of one.")]
Paths = Annotated[str, Parameter(help="Files, folders, globs, or - for standard input.", allow_leading_hyphen=True)]
Draws = Annotated[int, Parameter(name="--draws", help="How many draws of the declared ranges.")]
Seed = Annotated[int, Parameter(name="--seed", help="Seed of the draws; same seed, same bytes.")]
Lang = Annotated[Literal["en", "fr"], Parameter(name="--lang", help="Language of the brief: en or fr.")]

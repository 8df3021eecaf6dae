"""The register of assumptions on a terminal, from a judgement or from a problem's files alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from tocsin.cli.output import print_json, table

if TYPE_CHECKING:
    from tocsin.model import Assumption
    from tocsin.model.declared import Problem

WIDTHS = (5, 0)


def show(entries: "Sequence[Assumption]", problem: "Problem", lang: Literal["en", "fr"]) -> None:
    """A table, those that carry most of the first hypothesis's range first; shares are there where something was judged."""
    from tocsin.warn import resting

    heads, rows = resting.register(entries, problem.hypotheses[0].id, lang)
    table(rows, heads, WIDTHS)


def declared(problem: "Problem", lang: Literal["en", "fr"], json: bool) -> int:
    """The register of a problem that was not judged."""
    from tocsin.judge.assumptions import register
    from tocsin.warn.margin import resting

    entries = (*register(problem), *resting.register(problem))
    if json:
        print_json({"problem": problem.id, "assumptions": entries})
    else:
        show(entries, problem, lang)
    return 0

"""The pipeline, declared once: what each step takes, brings together, and hands on. Every runner goes through this and nothing else."""

from importlib import import_module
from typing import Literal, NamedTuple

from tocsin.engine.bulk.operators import Operator
from tocsin.engine.bulk.settings import Settings


class Taken(NamedTuple):
    """A table of an earlier step."""

    step: str
    table: str
    columns: tuple[str, ...] | None = None


class Step(NamedTuple):
    """One operator and what it is given.

    `each`: partitions of the input, or the parts of an earlier step, one by one. `groups`: rows of all parts, brought together by a column
    (a shuffle). `all`: everything at once, in one place.
    """

    name: str
    operator: str
    """module:class under `operators`"""
    over: Literal["each", "groups", "all"]
    source: Taken | None = None
    """None: the partitions of the input"""
    by: str | None = None
    """for `groups`: by which column"""
    beside: Taken | None = None
    """a table to look up in; for `each` only the rows whose `part` is the part's number"""

    def operate(self, settings: Settings) -> Operator:
        """The operator, made."""
        module, _, name = self.operator.partition(":")
        made: Operator = getattr(import_module(f"tocsin.engine.bulk.operators.{module}"), name)(settings)
        return made


PLAN = (
    Step("read", "reading:Read", "each"),
    Step("pairs", "sharing:Pairs", "groups", Taken("read", "prints"), "bucket"),
    Step("parents", "sharing:Parents", "groups", Taken("pairs", "pairs"), "bucket"),
    Step(
        "assign",
        "assigning:Assign",
        "all",
        Taken("read", "documents", ("key", "known", "part", "row")),
        beside=Taken("parents", "parents"),
    ),
    Step("route", "routing:Route", "each", Taken("read", "documents"), beside=Taken("assign", "cases")),
    Step("relate", "relating:Relate", "groups", Taken("route", "routed"), "case"),
)
VERSION = 1
"""of the plan: parts of another cannot be gone on from"""
RESULTS = {"statements": "route", "origins": "relate", "links": "relate", "refused": "read"}
"""tables that a run is for, and the step whose parts hold them"""


def named(name: str) -> Step:
    """The step of that name."""
    return next(step for step in PLAN if step.name == name)

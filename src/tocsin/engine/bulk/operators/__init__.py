"""What the plan does, Arrow in and Arrow out: each operator is made once a worker, knows no engine, and gives the same for the same rows.

An operator has `outputs`, the tables that it hands on with their schemas, and is called with its table and the one beside it.
"""

from collections.abc import Mapping
from typing import ClassVar, Protocol

from tocsin.engine.bulk.arrow import pa
from tocsin.engine.bulk.schemas import Output
from tocsin.engine.bulk.settings import Settings


class Operator(Protocol):
    """One kind of work."""

    outputs: ClassVar[Mapping[str, Output]]

    def __init__(self, settings: Settings) -> None:
        """Loads what it needs to hold: lexicons, declarations, an encoder."""
        ...

    def __call__(self, table: pa.Table, beside: pa.Table | None) -> Mapping[str, pa.Table]:
        """A table for each of `outputs`. The order of the rows it is given plays no part."""
        ...

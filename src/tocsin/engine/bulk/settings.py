"""What a run over an archive is told once; every worker gets the same."""

from pathlib import Path

from tocsin.engine import declarations
from tocsin.engine.declarations import Declarations
from tocsin.model import Record, Time

PARTITION = 64_000_000
"""bytes of input in one partition: what is done again after a worker is lost"""
CASE = 20_000
"""reports related to each other at once, about: a case is whole days, and no family of copies is cut"""
FOLD = 200
"""reports of one family of copies that are compared in full; further ones that stand nearly word for word in an earlier one are folded"""
BUCKET = 1_000_000_000
"""bytes of input for each bucket of a shuffle"""
FEWEST, MOST = 4, 1_024
"""buckets"""


class Settings(Record, frozen=True, kw_only=True):
    """The declarations to read by, the clock, and the sizes that decide what is related to what. Runners play no part in it."""

    problem: str = declarations.DEFAULT_PROBLEM
    sources: str | None = None
    """a workspace's own folder of source files"""
    sample: str | None = None
    clock: Time
    """when the run began: what carries no date is known since then, and nothing later is related"""
    buckets: int = FEWEST
    case: int = CASE
    fold: int = FOLD
    encoder: str | None = None
    """`TOCSIN_ENCODER` as it was when the run began"""

    def declared(self) -> Declarations:
        """What to read by."""
        return declarations.load(self.problem, Path(self.sources) if self.sources else None, self.sample)


def buckets(size: int) -> int:
    """How many buckets for so many bytes of input: a power of two. It depends on the input alone, so that every runner has the same."""
    wanted = FEWEST
    while wanted < MOST and wanted * BUCKET < size:
        wanted *= 2
    return wanted

"""Everything declared that a run needs, loaded once: the problem, yardsticks and sources."""

from functools import cache
from pathlib import Path

from tocsin.library import networks, problems, samples, sources, yardsticks
from tocsin.model import Record
from tocsin.model.declared import Network, Problem, SourceProfile, Yardstick
from tocsin.model.lexicon import Weights

DEFAULT_PROBLEM = "nuclear-escalation"


class Declarations(Record, frozen=True, kw_only=True):
    """A warning problem with the yardsticks and source profiles it is read by."""

    problem: Problem
    yardsticks: tuple[Yardstick, ...]
    sources: tuple[SourceProfile, ...]
    weights: Weights | None = None
    networks: tuple[Network, ...] = ()


@cache
def load(problem: str | Path = DEFAULT_PROBLEM, own_sources: Path | None = None, sample: str | None = None) -> Declarations:
    """Declarations for `problem` (a shipped id, or a folder). ConfigError with every mistake where a file is wrong.

    own_sources: a workspace's own folder of source files. sample: a shipped sample whose invented outlets are known too.
    """
    known = sources.load(own_sources) + (samples.sources(sample) if sample else ())
    return Declarations(
        problem=problems.load(problem),
        yardsticks=yardsticks.load(),
        sources=known,
        weights=problems.weights(problem),
        networks=networks.load(own_sources),
    )

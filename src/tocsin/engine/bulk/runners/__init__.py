"""Who carries out a step: this process, several, or the machines of a cluster. They differ in speed and in nothing else."""

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

from tocsin.engine.bulk.work import Done, Work

Name = Literal["process", "pool", "ray"]
NAMES: tuple[Name, ...] = ("process", "pool", "ray")


class Runner(Protocol):
    """Carries out pieces of steps, in whatever order and wherever; a piece that is lost is done again."""

    def run(self, work: Work, numbers: Sequence[int]) -> Iterator[Done]:
        """Each piece of a step as it is finished. CannotFinish where one cannot be done however often it is tried."""
        ...

    def close(self) -> None:
        """Let workers go."""
        ...


def make(name: Name, workers: int) -> Runner:
    """The runner of that name. CannotFinish where its extra is missing."""
    if name == "pool":
        from tocsin.engine.bulk.runners.pool import Pool

        return Pool(workers)
    if name == "ray":
        from tocsin.engine.bulk.runners.cluster import Cluster

        return Cluster(workers)
    from tocsin.engine.bulk.runners.process import Process

    return Process()

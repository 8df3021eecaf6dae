"""In this process, one piece after the other."""

from collections.abc import Iterator, Sequence

from tocsin.engine.bulk.work import Done, Work


class Process:
    """No workers."""

    def run(self, work: Work, numbers: Sequence[int]) -> Iterator[Done]:
        """Each piece of a step, in order."""
        yield from map(work.do, numbers)

    def close(self) -> None:
        """Nothing to let go."""

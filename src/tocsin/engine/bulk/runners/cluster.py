"""The machines of a Ray cluster (extra `cluster`), which all see the folder of results; what a lost machine had is done again by another.

Ray places the pieces, hands out what is needed, notices who is gone, and tries again. Rows do not go through it: a step's parts are the
shuffle, so what one machine has finished outlives it. `RAY_ADDRESS` says where the cluster is; without it, one is made of this machine.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from tocsin.engine.bulk import work as works
from tocsin.engine.bulk.work import Done, Work
from tocsin.errors import CannotFinish
from tocsin.model import from_json, to_json

ADDRESS = "RAY_ADDRESS"
TRIED = 3
"""times that a piece is tried where its machine or process dies"""
QUIET = {"RAY_USAGE_STATS_ENABLED": "0"}
"""set before Ray is loaded, which else tells its makers how it is used"""
AHEAD = 2
"""pieces for each processor that are handed over at once"""


class Cluster:
    """One task for each piece, on whatever machine has a processor free."""

    def __init__(self, workers: int) -> None:
        for name, value in QUIET.items():
            os.environ.setdefault(name, value)
        try:
            import ray
        except ImportError:
            todo = "install the extra: pip install 'tocsin[cluster]'"
            raise CannotFinish("a cluster needs Ray, which is not installed", todo=todo) from None
        self._ray: Any = ray
        self._ours = not ray.is_initialized()
        if self._ours:
            address = os.environ.get(ADDRESS)
            ray.init(
                address=address, num_cpus=None if address else workers, include_dashboard=False if address is None else None,
                log_to_driver=False, configure_logging=False,
            )  # fmt: skip
        self._do = ray.remote(num_cpus=1, max_retries=TRIED - 1)(_do)

    def run(self, work: Work, numbers: Sequence[int]) -> Iterator[Done]:
        """Each piece of a step as it is finished. CannotFinish where one brings down its worker again and again."""
        ray, packed = self._ray, works.packed(work)
        waiting, running = list(reversed(numbers)), dict[Any, int]()
        while waiting or running:
            # Handed over a few at a time, so that what is begun first is the longest, and a run that is stopped leaves little behind.
            while waiting and len(running) < AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1))):
                number = waiting.pop()
                running[self._do.remote(packed, number)] = number
            ready, _ = ray.wait(list(running))
            for one in ready:
                number = running.pop(one)
                try:
                    raw = ray.get(one)
                except ray.exceptions.RayTaskError as error:
                    raise error.cause from None
                except ray.exceptions.RayError as error:
                    todo = "look for what kills workers: too little memory, most often; then go on with --resume"
                    what = f"a worker died {TRIED} times: {type(error).__name__}"
                    raise CannotFinish(what, where=f"{work.step} {number}", todo=todo) from None
                yield from_json(Done, raw)

    def close(self) -> None:
        """Leave the cluster; one that was made for the run ends with it."""
        if self._ours:
            self._ray.shutdown()


def _do(packed: bytes, number: int) -> bytes:
    return to_json(works.unpacked(packed).do(number))

"""How this run asks the network: what tocsin.yml says, or recorded answers where the environment names a folder of them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import clock

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher
    from tocsin.ledger.workspace import Workspace

RECORDED_VARIABLE = "TOCSIN_RECORDED"
"""names a folder of recorded answers, played in place of the network: for tests and demonstrations"""


def fetcher(place: "Workspace | None", environment: Mapping[str, str] = os.environ) -> "Fetcher":
    """A fetcher for one run, to be closed at its end. CannotFinish where the extra for fetching is not installed."""
    from tocsin.collect.fetching.fetcher import Fetcher
    from tocsin.collect.fetching.recorded import Recorded
    from tocsin.collect.fetching.results import Policy

    policy = place.fetching if place is not None and place.fetching is not None else Policy()
    folder = environment.get(RECORDED_VARIABLE)
    if folder:
        return Fetcher(policy, clock=clock.now, wire=Recorded(Path(folder)), sleep=lambda _seconds: None, environment=environment)
    return Fetcher(policy, clock=clock.now, environment=environment)


def recorded(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether recorded answers stand in for the network."""
    return bool(environment.get(RECORDED_VARIABLE))

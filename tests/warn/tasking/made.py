"""A small problem of looks: two sites, two satellites, an office and a press beside them."""

import numpy as np

from tests.warn.margin.made import between, channel, is_, own, path, pathways, relay, step, strategy
from tests.warn.margin.made import setting as set_up
from tocsin.model.pathways import Limits, Option, Pathways, Sees
from tocsin.warn.margin.plans import Setting
from tocsin.warn.margin.sky import Passes, Sky

HOURS = {
    ("radar", "north"): [6.0, 20.0, 31.0, 44.0],
    ("radar", "south"): [9.0, 26.0, 40.0],
    ("optical", "north"): [11.0, 34.0],
    ("optical", "south"): [12.0, 36.0],
}
NEEDS = 3.0


def declared(confirmations: int = 2, options: tuple[Option, ...] = (), limits: Limits | None = None) -> Pathways:
    steps = (
        step("load", between(10, 30), sigma=0.5, places=("north", "south"), concealed=between(0.1, 0.3)),
        step(
            "move",
            between(8, 20),
            sigma=0.5,
            after=("load",),
            overlap=between(0.2, 0.5),
            places=("north", "south"),
            explained=between(0.1, 0.3),
        ),
        step("fire", 2, after=("move",)),
    )
    ways = (strategy("plain", 0.6), strategy("other", 0.4))
    sees = {"load": Sees(per_look=between(0.3, 0.7), recognised=between(0.6, 0.9)), "move": Sees(per_look=between(0.2, 0.5))}
    channels = (
        channel("radar", sees, latency=3.0, taken=is_(0.1), sensors=("sar",), cost=2.0),
        channel("optical", sees, latency=3.0, taken=is_(0.1), sensors=("eye",), cost=1.0),
        channel(
            "press",
            {"load": Sees(rate_per_day=between(0.2, 0.6)), "move": Sees(rate_per_day=between(0.2, 0.6))},
            latency=4.0,
            relays=relay("optical", 0.3),
        ),
        channel("office", {"load": Sees(once=between(0.2, 0.4))}, latency=6.0),
    )
    made = pathways((path(*steps, strategies=ways),), channels, confirmations, own(0.5, 0.5, 0.2, 2.0))
    return Pathways(**{**{f: getattr(made, f) for f in made.__struct_fields__}, "options": options, "limits": limits or Limits()})


def setting(pathways_: Pathways | None = None, *, inner: int = 32, seed: int = 0) -> Setting:
    passes = {
        key: Passes(
            np.array(hours), np.full(len(hours), 0.9), tuple(f"{key[0]}-{key[1]}-{h:g}" for h in hours), (f"{key[0]}-1",) * len(hours)
        )
        for key, hours in HOURS.items()
    }
    return set_up(pathways_ or declared(), over=Sky(passes, 100.0, "elements"), draws=8, inner=inner, seed=seed)

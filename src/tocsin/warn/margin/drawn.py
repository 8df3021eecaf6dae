"""The declared numbers of pathways.yml, drawn: one value for each of D parameter sets, by the address of the number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tocsin.judge.parameters import Floats, normals, positive, probability
from tocsin.model.numbers import scale_of
from tocsin.model.ranges import Range

PREFIX = "pathways"


@dataclass(frozen=True)
class Drawn:
    """D parameter sets. With `fixed`, every number stands in its range's middle but those at normal quantiles (D,) given by address."""

    sets: int
    seed: int = 0
    fixed: Mapping[str, Floats] | None = None
    held: dict[str, Floats] = field(default_factory=dict, compare=False, repr=False)
    """what was drawn before: a number is the same wherever it is asked for"""

    def value(self, path: str, bounds: Range | None, otherwise: float = 0.0) -> Floats:
        """(D, 1) values of the number at `path` (below `pathways.`); `otherwise` where none is declared; itself where low is high."""
        if bounds is None:
            return np.full((self.sets, 1), otherwise)
        if bounds.low == bounds.high and not bounds.shape:
            return np.full((self.sets, 1), bounds.low)
        address = f"{PREFIX}.{path}"
        if address in self.held:
            return self.held[address]
        z = normals(self.seed, address, self.sets) if self.fixed is None else self.fixed.get(address, np.zeros(self.sets))
        drawn = positive(bounds, z) if scale_of(path.rpartition(".")[2], bounds) == "log" else probability(bounds, z)
        self.held[address] = np.asarray(drawn).reshape(self.sets, 1)
        return self.held[address]

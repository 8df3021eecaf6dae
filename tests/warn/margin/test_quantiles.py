"""Normal quantiles of arrays are those of the standard library."""

from statistics import NormalDist

import numpy as np

from tocsin.warn.margin.quantiles import normal


def test_quantiles_are_the_standard_librarys() -> None:
    u = np.concatenate([np.linspace(0.001, 0.999, 999), 10.0 ** -np.arange(1, 13), 1 - 10.0 ** -np.arange(1, 13)])
    assert np.allclose(normal(u), [NormalDist().inv_cdf(x) for x in u], rtol=1e-14, atol=1e-14)

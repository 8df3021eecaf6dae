"""The types of arrays that this room works on."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Stack = npt.NDArray[np.floating[Any]]
"""(dates, channels, ...) of any float type"""


def finite(values: Stack, axis: int | tuple[int, ...]) -> Bools:
    """Where all values along `axis` are numbers."""
    return np.asarray(np.isfinite(values).all(axis=axis))

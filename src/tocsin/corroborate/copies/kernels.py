"""The inner loops of the index, each twice: whole arrays at a time, and compiled where numba is installed and there is much to do.

Both give the same results, bit for bit. The compiled ones are made on first use and kept beside the code (or in the user's cache); until
an index is large, and wherever numba is absent, the others serve.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies import arrays, loops

MUCH = 2_000
"""reports in an index from which compiling (about ten seconds once, a third of one later) pays"""


class Kernels(NamedTuple):
    """One implementation of each loop; `arrays` says what each returns."""

    grams: Callable[..., tuple[NDArray[np.uint64], NDArray[np.intp], NDArray[np.intp]]]
    prints: Callable[..., NDArray[np.uint64]]
    holders: Callable[..., tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]
    insert: Callable[..., int]
    move: Callable[..., None]
    known: Callable[..., NDArray[np.bool_]]
    around: Callable[..., NDArray[np.bool_]]
    left: Callable[..., NDArray[np.intp]]
    side: Callable[..., tuple[NDArray[np.uint32], NDArray[np.bool_], NDArray[np.intp]]]
    compare: Callable[..., tuple[int, int, int, int, int, NDArray[np.bool_]]]


@cache
def plain() -> Kernels:
    """The loops over whole arrays."""
    return Kernels(*(getattr(arrays, name) for name in Kernels._fields))


@cache
def compiled() -> Kernels:
    """The compiled loops; those over whole arrays where numba is not installed."""
    try:
        from numba import njit
    except ImportError:
        return plain()
    made: list[Any] = [njit(cache=True, nogil=True)(getattr(loops, name)) for name in Kernels._fields]
    return Kernels(*made)

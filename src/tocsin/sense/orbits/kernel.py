"""Which loops find crossings: compiled by numba where it is installed and there is much to do, else whole arrays in numpy.

`TOCSIN_ARRAYS`, which chooses for the judge too, may hold `numpy` or `numba`; anything else is taken as `auto` here.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import Any

from tocsin.errors import CannotFinish

VARIABLE = "TOCSIN_ARRAYS"
MUCH = 2_000_000
"""satellites x places x nodes from which the compiled loops pay: they take a third of a second to load, some seconds to compile once"""


def compiled(work: int) -> Callable[..., int] | None:
    """`loops.crossings`, compiled; None: work over whole arrays. CannotFinish where numba is asked for and not installed."""
    name = os.environ.get(VARIABLE)
    if name == "numba":
        return _compiled(True)
    return _compiled(False) if name != "numpy" and work >= MUCH else None


@cache
def _compiled(wanted: bool) -> Callable[..., int] | None:
    try:
        from numba import njit
    except ImportError:
        if wanted:
            raise CannotFinish("numba is not installed", where=f"${VARIABLE}", todo="pip install 'tocsin[fast]'") from None
        return None
    from tocsin.sense.orbits import loops

    make: Any = njit(cache=True, nogil=True, error_model="numpy")
    # The loops call one another by name, and numba looks names up as it compiles: those below are put in place compiled.
    loops.elevation, loops.at_node, loops.root = make(loops.elevation), make(loops.at_node), make(loops.root)
    found: Callable[..., int] = make(loops.crossings)
    return found

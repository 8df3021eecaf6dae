"""Which loops find crossings: compiled by numba where it is installed and there is much to do, else whole arrays in numpy.

`TOCSIN_ARRAYS`, which chooses for the judge too, may hold `numpy` or `numba`; anything else is taken as `auto` here.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from tocsin.errors import CannotFinish

VARIABLE = "TOCSIN_ARRAYS"
MUCH = 2_000_000
"""satellites x places x nodes from which the compiled loops pay: they take a third of a second to load, some seconds to compile once"""


class Loops(NamedTuple):
    """The compiled loops: what each does is said in `loops`."""

    crossings: Callable[..., int]
    fill: Callable[..., None]


def compiled(work: int) -> Loops | None:
    """The loops, compiled; None: work over whole arrays. CannotFinish where numba is asked for and not installed."""
    name = os.environ.get(VARIABLE)
    if name == "numpy" or (name != "numba" and work < MUCH):
        return None
    made = _compiled()
    if made is None and name == "numba":
        raise CannotFinish("numba is not installed", where=f"${VARIABLE}", todo="pip install 'tocsin[fast]'")
    return made


@cache
def _compiled() -> Loops | None:
    try:
        from numba import njit
    except ImportError:
        return None
    from tocsin.sense.orbits import loops

    make: Any = njit(cache=True, nogil=True, error_model="numpy")
    # The loops call one another by name, and numba looks names up as it compiles: those below are put in place compiled.
    loops.elevation, loops.at_node, loops.root = make(loops.elevation), make(loops.at_node), make(loops.root)
    return Loops(make(loops.crossings), make(loops.fill))

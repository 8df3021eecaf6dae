"""What the filter computes with: numpy; loops compiled by numba where it is installed and there is much to do; or another array library.

`TOCSIN_ARRAYS` chooses: `auto` (the default: numba where installed, for hundreds of lanes and more), `numpy`, `numba`, or the name of an
array library that follows the array API standard (data-apis.org): `torch`, `jax`, `strict` (array_api_strict, a check of the standard).
"""

import importlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from tocsin.errors import CannotFinish, UsageError

VARIABLE = "TOCSIN_ARRAYS"
MUCH = 500
"""lanes from which the compiled loops pay (a third of a second to load them, some seconds to compile them once)"""
NAMESPACES = {"torch": "array_api_compat.torch", "jax": "jax.numpy", "strict": "array_api_strict"}
INSTALLS = {"numba": "'tocsin[fast]'", "torch": "torch array-api-compat", "jax": "jax", "strict": "array-api-strict"}


class Library(NamedTuple):
    """An array namespace `xp`, and how numpy arrays come into it and back as float64."""

    name: str
    xp: Any
    into: Callable[[Any], Any]
    back: Callable[[Any], Any]


def chosen(environment: Mapping[str, str] = os.environ) -> str:
    """The name that TOCSIN_ARRAYS gives. UsageError for one that nobody knows."""
    name = environment.get(VARIABLE) or "auto"
    if name not in ("auto", "numpy", "numba", *NAMESPACES):
        offered = ", ".join(("auto", "numpy", "numba", *NAMESPACES))
        raise UsageError(f"no array library {name!r}", where=f"${VARIABLE}", todo=f"one of {offered}")
    return name


class Loops(NamedTuple):
    """The compiled loops: what each returns is said in `loops`."""

    night: Callable[..., Any]
    weigh: Callable[..., Any]


def compiled(lanes: int) -> Loops | None:
    """The compiled loops where they are chosen and pay; None: work over whole arrays. CannotFinish where numba is asked for and absent."""
    name = chosen()
    if name == "numba":
        return _compiled(True)
    return _compiled(False) if name == "auto" and lanes >= MUCH else None


@cache
def _compiled(wanted: bool) -> Loops | None:
    try:
        from numba import njit
    except ImportError:
        if wanted:
            raise _missing("numba") from None
        return None
    from tocsin.judge import loops

    made: list[Any] = [njit(cache=True, nogil=True)(getattr(loops, name)) for name in Loops._fields]
    return Loops(*made)


def elsewhere() -> Library | None:
    """The other array library that is chosen, None where it is numpy with or without numba. CannotFinish where it is not installed."""
    name = chosen()
    return _library(name) if name in NAMESPACES else None


@cache
def _library(name: str) -> Library:
    try:
        xp = importlib.import_module(NAMESPACES[name])
        if name == "jax":
            importlib.import_module("jax").config.update("jax_enable_x64", True)
    except ImportError:
        raise _missing(name) from None
    import numpy as np

    def back(x: Any) -> Any:
        return np.from_dlpack(x) if name == "strict" else np.asarray(x)

    return Library(name, xp, lambda x: xp.asarray(np.ascontiguousarray(x, np.float64)), back)


def _missing(name: str) -> CannotFinish:
    return CannotFinish(f"{name} is not installed", where=f"${VARIABLE}", todo=f"pip install {INSTALLS[name]}, or unset {VARIABLE}")

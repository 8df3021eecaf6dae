"""Python's search for cycles, kept away from very many records: they hold none, and it would walk all of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """No search within, in no thread; begun again at the end by whoever stopped it."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def set_aside() -> None:
    """What the process holds now is never searched again: for records that stay for hours, and are freed when nobody holds them any more.

    A search of five gigabytes of them stops every thread for six seconds. Cycles that nobody holds at this moment stay for good.
    """
    gc.freeze()

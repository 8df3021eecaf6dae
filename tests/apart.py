"""A test that runs in a process of its own."""

import functools
import os
import traceback
from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


def apart(test: Callable[P, None]) -> Callable[P, None]:
    """The test in a forked child, with no other thread: tracemalloc may crash Python 3.11 where one frees what was traced."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                test(*args, **kwargs)
                failed = 0
            except BaseException:  # noqa: BLE001 - whatever it is, the parent tells
                traceback.print_exc()
            finally:
                os._exit(failed)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, "it failed in the child: its traceback is above"

    return run

"""How a process ends: at once when its command has ended, whatever threads are still at work for nobody."""

import atexit
import contextlib
import os
import sys
import threading
from typing import NoReturn


def leave(status: int) -> NoReturn:
    """End the process with this status.

    Where threads go on (a picture being judged behind the pages of a desk, a source that does not answer), Python would wait for some of
    them, minutes perhaps, and stop the others in the middle of their C++, which aborts the process. So what is registered for the end is
    done, and no more: all that a command keeps it has written before it ended, and the ledger holds whole entries at any moment.
    """
    if threading.active_count() > 1:
        atexit._run_exitfuncs()  # as Python would; there is no public name for it
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):  # who read it has gone
                stream.flush()
        os._exit(status)
    sys.exit(status)

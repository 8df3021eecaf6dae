"""What goes on behind the pages: told of when it is done, and waited for at the end only where it writes."""

import threading
from datetime import UTC, datetime

from tocsin.desk.background import AT_ONCE, Behind, Job
from tocsin.errors import CannotFinish
from tocsin.warn.phrases import Both

NOW = datetime(2026, 11, 29, tzinfo=UTC)
SECONDS = 30.0


def begun(behind: Behind, gate: threading.Event, *, writes: bool = True) -> Job | None:
    def work() -> Both:
        assert gate.wait(SECONDS)
        return Both("done", "fait")

    return behind.begin("kind", "what", "ana", NOW, work, writes=writes)


def test_what_came_of_it_is_told() -> None:
    behind, gate = Behind(), threading.Event()

    def wrong() -> Both:
        raise CannotFinish("the disk is full")

    assert begun(behind, gate) is not None
    behind.begin("kind", "other", "ana", NOW, wrong)
    gate.set()
    assert behind.wait(SECONDS)
    assert [(one.what, one.state, one.said.en) for one in behind.jobs("kind")] == [
        ("other", "failed", "the disk is full"),
        ("what", "done", "done"),
    ]


def test_too_many_at_once_are_refused() -> None:
    behind, gate = Behind(), threading.Event()
    assert all(begun(behind, gate) for _ in range(AT_ONCE))
    assert begun(behind, gate) is None
    gate.set()
    assert behind.wait(SECONDS)


def test_at_the_end_what_writes_is_waited_for_and_what_only_looks_is_not() -> None:
    behind, looking, writing = Behind(), threading.Event(), threading.Event()
    assert begun(behind, looking, writes=False) is not None
    assert behind.close(0)
    assert begun(behind, writing) is None, "nothing is begun at the end"
    looking.set()

    behind = Behind()
    assert begun(behind, writing) is not None
    assert not behind.close(0)
    writing.set()
    assert behind.close(SECONDS)

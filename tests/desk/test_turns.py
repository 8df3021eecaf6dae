"""One thing after another, and nobody waits for it at the end."""

import threading
from concurrent.futures import CancelledError

import pytest

from tocsin.desk.turns import Turns

SECONDS = 30.0


def test_one_after_another_in_the_order_of_asking_whatever_fails() -> None:
    turns, done = Turns("a"), []

    def wrong() -> None:
        done.append("wrong")
        raise KeyError("x")

    first, second, third = turns.submit(lambda: done.append("first")), turns.submit(wrong), turns.submit(lambda: 7)
    assert third.result(SECONDS) == 7
    assert (first.result(SECONDS), done) == (None, ["first", "wrong"])
    with pytest.raises(KeyError):
        second.result(SECONDS)
    assert turns.wait(SECONDS)
    assert turns.submit(lambda: 8).result(SECONDS) == 8  # its thread had gone meanwhile, and another came


def test_what_waits_is_forgotten_and_what_runs_is_in_nobodys_way() -> None:
    turns, begun, gate = Turns("b"), threading.Event(), threading.Event()

    def long() -> bool:
        begun.set()
        assert threading.current_thread().daemon
        return gate.wait(SECONDS)

    running, waiting = turns.submit(long), turns.submit(lambda: 1)
    assert begun.wait(SECONDS)
    turns.close()
    assert not turns.wait(0)
    with pytest.raises(CancelledError):
        waiting.result(SECONDS)
    gate.set()
    assert running.result(SECONDS)
    assert turns.wait(SECONDS)

"""Calls that are made again and again, several of them by one thread."""

import threading
from itertools import count

from common.task_engines.periodic import PeriodicCall


def test_calls_are_made_in_turn_by_one_thread_and_again():
    made, enough = [], threading.Event()

    def first():
        made.append(("first", threading.get_ident()))

    def second():
        made.append(("second", threading.get_ident()))
        if len(made) >= 6:
            enough.set()

    calls = PeriodicCall(first, second, seconds=0.01, name="calls")
    calls.start()
    assert enough.wait(30)
    calls.stop()

    assert [name for name, _ in made[:6]] == ["first", "second"] * 3
    assert len({thread for _, thread in made}) == 1


def test_one_that_crashes_keeps_no_other_from_its_turn(caplog):
    numbers, enough = count(1), threading.Event()

    def crash():
        raise RuntimeError("mine")

    def follow():
        if next(numbers) == 3:
            enough.set()

    calls = PeriodicCall(crash, follow, seconds=0.01, name="calls")
    calls.start()
    assert enough.wait(30)
    calls.stop()

    assert "Periodic call crash crashed" in caplog.text

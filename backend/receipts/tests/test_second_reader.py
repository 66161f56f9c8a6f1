"""The threads of the second reader: few at once, waited for only once begun, gone at the end."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from backend import background
from receipts.processing.readers import second_reader as configured_second_reader
from receipts.services.extraction import Box, ExtractionError, TextLine
from receipts.services.second_opinion.second_reader import SecondReader, read_with_second
from receipts.tests.openai_reading import CONTEXT, draw_page
from receipts.tests.stub_reader import StubReader, good_reading, lasting_failure

PATIENCE = 20  # seconds; a test that fails waits so long, none that passes does
PAGES = (draw_page(),)
LINE = TextLine(text="CORNER CAFE", score=0.99, box=Box(page=0, left=0, top=0, right=1, bottom=0.1))


class HeldReader(StubReader):
    """Begins to read and goes on when it is let go."""

    def __init__(self):
        super().__init__()
        self.answers = [good_reading(lines=(LINE,))]
        self.begun = threading.Semaphore(0)
        self.let_go = threading.Event()
        self.while_reading = self._hold

    def _hold(self):
        self.begun.release()
        assert self.let_go.wait(PATIENCE)

    def wait_until_begun(self):
        assert self.begun.acquire(timeout=PATIENCE)


@pytest.fixture
def held():
    reader = HeldReader()
    yield reader
    reader.let_go.set()


@pytest.fixture
def second(held):
    second = second_reader_of(held)
    yield second
    held.let_go.set()
    second.drain()


def second_reader_of(reader, *, at_once=1, seconds=PATIENCE):
    return SecondReader(reader, engine="offline", at_once=at_once, seconds=seconds)


def begin(second):
    return second.begin(PAGES, context=CONTEXT)


def opinion_threads():
    return [t for t in threading.enumerate() if t.name.startswith("opinion")]


def test_a_second_reader_that_has_begun_is_waited_for(held, second):
    pending = begin(second)
    held.wait_until_begun()

    with ThreadPoolExecutor(1) as pool:
        taken = pool.submit(pending.take)
        assert not taken.done()
        held.let_go.set()
        result = taken.result(PATIENCE)

    assert result.reading.vendor.value == "Corner Cafe"
    assert result.silence is None


def test_one_whose_turn_has_come_is_waited_for_though_its_thread_has_not_woken(held, second):
    held.let_go.set()

    result = begin(second).take()

    assert result.silence is None


def test_a_receipt_without_a_turn_goes_without(held, second):
    first = begin(second)
    held.wait_until_begun()

    result = begin(second).take()

    # The first is still being read: nobody has waited for it.
    assert (result.reading, result.silence, result.engine) == (None, "not_in_time", "offline")
    held.let_go.set()
    assert first.take().silence is None
    assert len(held.seen) == 1


def test_the_next_turn_goes_to_the_next_that_waits(held, second):
    first, dropped, third = begin(second), begin(second), begin(second)
    held.wait_until_begun()
    dropped.drop()
    held.let_go.set()
    assert first.take().silence is None

    assert third.take().silence is None
    assert dropped.take().silence == "not_in_time"
    assert len(held.seen) == 2


def test_a_pool_of_workers_is_bound_by_as_few_as_read_at_once(held):
    """32 models have answered while the second reader stands still: 30 workers go on."""
    second = second_reader_of(held, at_once=2)
    model = StubReader()
    model.answers = [good_reading(engine="openai")]
    answered = threading.Semaphore(0)
    all_begun = threading.Barrier(32, timeout=PATIENCE)
    model.while_reading = all_begun.wait

    def work(_):
        answer = read_with_second(PAGES, first=model, second=second, context=CONTEXT)
        answered.release()
        return answer

    with ThreadPoolExecutor(32) as pool:
        works = [pool.submit(work, number) for number in range(32)]
        for _ in range(30):
            assert answered.acquire(timeout=PATIENCE)
        assert not held.let_go.is_set()
        held.let_go.set()
        results = [work.result(PATIENCE)[1] for work in works]
    second.drain()

    assert [result.silence for result in results].count("not_in_time") == 30
    assert [result.silence for result in results].count(None) == 2
    assert len(held.seen) == 2


def test_the_wait_has_an_end(held):
    second = second_reader_of(held, seconds=0)
    pending = begin(second)
    held.wait_until_begun()

    assert pending.take().silence == "not_in_time"

    held.let_go.set()
    second.drain()


def test_the_first_readers_failure_is_raised_and_what_waits_is_dropped(held, second):
    running = begin(second)
    held.wait_until_begun()
    failing = StubReader()
    failing.answers = [lasting_failure()]

    with pytest.raises(ExtractionError, match="refused"):
        read_with_second(PAGES, first=failing, second=second, context=CONTEXT)

    held.let_go.set()
    assert running.take().silence is None
    second.drain()
    assert len(held.seen) == 1


def test_without_a_second_reader_there_is_no_opinion():
    first = StubReader()

    assert read_with_second(PAGES, first=first, second=None, context=CONTEXT) == (
        good_reading(),
        None,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have one priority")
def test_it_computes_at_a_lower_priority_than_the_pool(held, second):
    def niceness():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    found = []
    held.while_reading = lambda: found.append(niceness())

    begin(second).take()

    assert found == [10]


def test_where_no_thread_can_be_started_a_receipt_goes_without(held, second):
    held.let_go.set()
    begin(second).take()
    second._threads.shutdown()  # as a process that may start none

    assert begin(second).take().silence == "failed"


def test_a_drain_lets_what_is_read_finish_and_drops_what_waits(held, second):
    running, waiting = begin(second), begin(second)
    held.wait_until_begun()

    with ThreadPoolExecutor(1) as pool:
        drained = pool.submit(second.drain)
        assert waiting.take().silence == "not_in_time"
        assert not drained.done()
        held.let_go.set()
        drained.result(PATIENCE)

    assert running.take().silence is None
    assert len(held.seen) == 1
    assert opinion_threads() == []


def test_after_a_drain_it_reads_again(held, second):
    held.let_go.set()
    begin(second).take()
    second.drain()

    assert begin(second).take().silence is None


def test_the_end_of_a_process_leaves_no_thread(second_reader):
    second_reader.answers = [good_reading(lines=(LINE,))]
    assert begin(configured_second_reader()).take().silence is None
    assert opinion_threads() != []

    background.stop()

    assert opinion_threads() == []


def test_a_process_has_one(second_reader, settings):
    assert configured_second_reader() is configured_second_reader()

    settings.SECOND_READER = None
    assert configured_second_reader() is None

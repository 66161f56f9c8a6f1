"""Decoding processes: killed when they pass their limits, replaced, and never believed."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from receipts.services.decoding.calls import Job, Limits, connect, wait_for_turn
from receipts.services.decoding.home import Home
from receipts.services.decoding.messages import send
from receipts.services.decoding.pool import DecodersBusyError, DecodingPool, Room, Terms
from receipts.services.files.kinds import UnsupportedFileError
from tests.server import wait_until

MB = 2**20
ROOM = Room(small_bytes=64 * MB, large_bytes=128 * MB)
# A second of the processor, which on a busy machine may be many of the clock.
TERMS = Terms(turn_seconds=60, seconds=1, wall_seconds=60, is_urgent=True)
PATIENT = replace(TERMS, is_urgent=False)


@pytest.fixture
def pool(decoder_home):
    return pool_at(decoder_home)


def pool_at(home, **changes):
    values = {"decoders": 2, "room": ROOM, "places": 5, "work": "receipts.tests.hostile_work"}
    return DecodingPool(home, **(values | changes))


def do(pool, name, *parts, terms=TERMS, max_answer_bytes=MB, **options):
    job = Job(name=name, options=options, parts=parts, max_answer_bytes=max_answer_bytes)
    return pool.do(job, terms, lambda answer: answer)


def refused(pool, name, *parts, **options):
    with pytest.raises(UnsupportedFileError) as caught:
        do(pool, name, *parts, **options)
    return caught.value.code


def supervisor_of(pool):
    return psutil.Process(do(pool, "echo").head["supervisor"])


def test_each_job_has_a_process_of_its_own(pool):
    answers = [do(pool, "echo", b"one", b"\x00" * 300_000) for _ in range(5)]

    assert [answer.parts for answer in answers] == [(b"one", b"\x00" * 300_000)] * 5
    assert len({answer.head["pid"] for answer in answers} - {os.getpid()}) == 5


@pytest.mark.parametrize("name", ["spin", "eat", "eat_at_once", "die", "leave", "crash"])
def test_what_passes_its_limits_or_dies_is_the_files_fault_and_the_next_one_is_served(pool, name):
    assert refused(pool, name) == "too_complex"
    assert do(pool, "echo", b"next").parts == (b"next",)


@pytest.mark.parametrize("name", ["sleep", "stop_timers_and_sleep"])
def test_a_child_that_does_nothing_is_killed_by_the_clock_and_not_the_files_fault(pool, name):
    with pytest.raises(DecodersBusyError):
        do(pool, name, terms=replace(TERMS, wall_seconds=0.5))

    wait_until(lambda: len(supervisor_of(pool).children()) == 2, seconds=30)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff" * 100,
        b"\x00\x00\x00\x02[]",
        b"\x00\x00\x00\x02{}",
        b'\x00\x00\x00\x0d{"sizes":[-1]}',
        b'\x00\x00\x00\x12{"sizes":[9999999]}' + bytes(100),
        b"\x00\x00\xff\xff" + b"[" * 0xFFFF,
    ],
)
def test_an_answer_that_makes_no_sense_is_none(pool, answer):
    assert refused(pool, "rubbish", answer) == "too_complex"


def test_an_answer_larger_than_was_asked_for_is_not_read(pool):
    assert refused(pool, "echo", bytes(1000), max_answer_bytes=999) == "too_complex"


def test_what_makes_no_sense_to_who_asked_is_none_either(pool):
    job = Job(name="echo", options={}, max_answer_bytes=0)

    with pytest.raises(UnsupportedFileError):
        pool.do(job, TERMS, lambda answer: answer.head["width"])


def test_a_crash_is_logged_by_its_place_and_not_by_its_words(pool, caplog):
    refused(pool, "crash")

    assert "KeyError at hostile_work.py" in caplog.text
    assert "Corner Cafe" not in caplog.text


def test_workers_take_few_documents_into_memory_while_they_wait(pool):
    with ExitStack() as places:
        for _ in range(3):  # one for each decoder, and the next one
            places.enter_context(pool.patient_place(PATIENT))

        with pytest.raises(DecodersBusyError), pool.patient_place(replace(PATIENT, turn_seconds=0)):
            pass

    with pool.patient_place(PATIENT):
        assert do(pool, "echo", b"next", terms=PATIENT).parts == (b"next",)


def test_a_child_that_was_killed_from_outside_is_replaced_and_its_job_begun_again(pool):
    supervisor = supervisor_of(pool)
    wait_until(lambda: not busy_children(supervisor), seconds=30)  # that which told us has ended
    with ThreadPoolExecutor() as threads:
        working = threads.submit(do, pool, "sleep", terms=replace(TERMS, wall_seconds=600))
        for _ in range(3):
            assert not working.done()
            wait_until(lambda: busy_children(supervisor), seconds=30)
            for child in busy_children(supervisor):
                child.kill()
                child.wait(30)

        with pytest.raises(UnsupportedFileError):  # three times is the file's fault
            working.result()


def busy_children(supervisor):
    """Those that have a job: only they have set a limit to their processor's time."""
    busy = []
    for child in supervisor.children():
        with suppress(psutil.Error):
            if child.rlimit(psutil.RLIMIT_CPU)[0] != psutil.RLIM_INFINITY:
                busy.append(child)
    return busy


def test_a_supervisor_that_was_killed_is_started_again_and_nothing_is_left_of_it(pool):
    first = supervisor_of(pool)
    children = first.children()

    first.kill()

    assert supervisor_of(pool).pid != first.pid
    wait_until(lambda: not any(map(is_running, [first, *children])), seconds=30)


def test_a_supervisor_that_is_killed_in_the_middle_of_a_job_costs_nobody_his_answer(pool):
    first = supervisor_of(pool)
    with ThreadPoolExecutor() as threads:
        working = threads.submit(do, pool, "sleep", terms=replace(TERMS, wall_seconds=3))
        wait_until(lambda: busy_children(first), seconds=30)
        first.kill()

        with pytest.raises(DecodersBusyError):  # by the clock: it had been begun again
            working.result()

    assert do(pool, "echo", b"next").parts == (b"next",)


def test_whoever_leaves_has_its_child_killed(decoder_home, pool):
    supervisor = supervisor_of(pool)
    limits = Limits(seconds=600, wall_seconds=600, memory_bytes=MB, is_large=False, is_urgent=True)
    ends_at = monotonic() + 60
    head = {"job": "sleep", "options": {}, **limits.head}
    with (
        connect(decoder_home.address, ends_at=ends_at, start=pool.start) as caller,
        wait_for_turn(caller, limits.hello, ends_at=ends_at) as child,
    ):
        send(child, head)
        wait_until(lambda: busy_children(supervisor), seconds=30)

    wait_until(lambda: not busy_children(supervisor), seconds=30)


def is_running(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


_FORKED = """
import json, os, sys, time
from receipts.services.decoding.home import share_home, home
from receipts.tests.test_decoding import do, pool_at
share_home()
for _ in range(2):
    reading, writing = os.pipe()
    if not os.fork():
        answer = do(pool_at(home()), "echo")
        os.write(writing, json.dumps(answer.head).encode())
        time.sleep(600)
    print(os.read(reading, 1000).decode(), flush=True)
print(home().folder, flush=True)
time.sleep(600)
"""


def test_forked_processes_share_one_supervisor_that_ends_with_the_last_of_them(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", _FORKED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as parent:
        said = [parent.stdout.readline() for _ in range(3)]
        one, other = map(json.loads, said[:2])
        supervisor = psutil.Process(one["supervisor"])
        family = [supervisor, *supervisor.children(), *psutil.Process(parent.pid).children()]
        workers = [child for child in psutil.Process(parent.pid).children() if child != supervisor]

        parent.kill()
        workers[0].kill()

        assert one["supervisor"] == other["supervisor"]
        assert is_running(supervisor)
        workers[1].kill()
    wait_until(lambda: not any(map(is_running, family)), seconds=30)
    assert not Path(said[2].strip()).exists()


def test_what_a_child_writes_goes_nowhere(pool, capfd):
    do(pool, "noise")

    assert capfd.readouterr() == ("", "")


def test_a_child_sees_no_secret_no_file_and_no_network(pool, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = do(pool, "look_around", address=server.getsockname()).head

    assert "SECRET_KEY" not in seen["environment"]
    assert "DATABASE_URL" not in seen["environment"]
    # A system may know no Landlock, or forbid namespaces of their own, as many containers do.
    if "file" in seen or "network" in seen:
        pytest.skip("this system does not let a process take files and network from itself")


def test_those_who_wait_too_long_for_a_turn_are_told_so(pool):
    supervisor = supervisor_of(pool)
    with ThreadPoolExecutor() as threads:
        sleepers = [
            threads.submit(do, pool, "sleep", terms=replace(TERMS, wall_seconds=4))
            for _ in range(2)
        ]
        wait_until(lambda: len(busy_children(supervisor)) == 2, seconds=30)

        with pytest.raises(DecodersBusyError) as busy:
            do(pool, "echo", terms=replace(TERMS, turn_seconds=0.2))
        assert all(sleeper.exception() for sleeper in sleepers)
    assert busy.value.retry_after > 0
    assert do(pool, "echo", b"next").parts == (b"next",)


def test_one_decoder_is_left_to_requests(pool):
    with ThreadPoolExecutor() as threads:
        sleepers = [
            threads.submit(do, pool, "sleep", terms=replace(PATIENT, wall_seconds=2))
            for _ in range(4)
        ]

        assert do(pool, "echo", b"urgent").parts == (b"urgent",)
        assert not any(sleeper.done() for sleeper in sleepers[2:])
        assert all(sleeper.exception() for sleeper in sleepers)


def test_no_more_threads_than_places_wait_for_decoders(decoder_home):
    pool = pool_at(decoder_home, places=1, place_seconds=0.05)
    supervisor = supervisor_of(pool)
    with ThreadPoolExecutor() as threads:
        sleeper = threads.submit(do, pool, "sleep", terms=replace(TERMS, wall_seconds=3))
        wait_until(lambda: busy_children(supervisor), seconds=30)

        with pytest.raises(DecodersBusyError):
            do(pool, "echo")
        assert sleeper.exception()
    assert do(pool, "echo", b"next").parts == (b"next",)


def test_a_process_that_ends_waits_for_nobody_longer_than_it_may(pool):
    supervisor = supervisor_of(pool)
    with ThreadPoolExecutor() as threads:
        sleepers = [
            threads.submit(do, pool, "sleep", terms=replace(PATIENT, wall_seconds=600))
            for _ in range(3)  # one of them has no turn yet
        ]
        wait_until(lambda: busy_children(supervisor), seconds=30)
        pool.leave(seconds=0.1)

        assert all(isinstance(one.exception(60), DecodersBusyError) for one in sleepers)
    with pytest.raises(DecodersBusyError):
        do(pool, "echo")
    wait_until(lambda: not busy_children(supervisor), seconds=30)


def test_a_process_whose_work_ended_in_time_cuts_nobody_off(pool):
    pool.leave(seconds=0.2)
    pool.stay()
    sleep(0.5)

    assert do(pool, "echo", b"next").parts == (b"next",)


def test_nothing_is_unpickled_at_the_border():
    package = Path(sys.modules[Home.__module__].__file__).parent

    sources = "".join(file.read_text() for file in package.glob("*.py"))

    for word in ("import pickle", "import marshal", "import shelve", "multiprocessing", "eval("):
        assert word not in sources

"""What a machine is and what fits on it, read from folders such as containers have."""

import os
from dataclasses import replace

import pytest

from common.capacity.machine import Machine, read_machine
from common.capacity.plan import Wish, plan_capacity

GB = 1024**3
# What heroku/python starts on a basic dyno, with the database of app.json.
SHIPPED = Wish(
    processes=2,
    connections=16,
    reader="openai",
    also_reads_offline=False,
    ocr_threads=1,
)
BASIC = Machine(processors=8, memory_mb=512)


@pytest.fixture
def container(tmp_path):
    """Writes the files of a container, and says what is read of them."""

    def read(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return read_machine(tmp_path)

    return read


def test_a_container_of_the_second_version_has_its_own_limits(container):
    found = container(
        {
            "sys/fs/cgroup/memory.max": f"{GB // 2}\n",
            "sys/fs/cgroup/cpu.max": "100000 100000\n",
            "proc/self/cgroup": "0::/\n",
        }
    )

    assert found == Machine(processors=1, memory_mb=512)


def test_a_container_of_the_first_version_has_its_own_limits(container):
    found = container(
        {
            "sys/fs/cgroup/memory/memory.limit_in_bytes": f"{GB}\n",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "150000\n",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
            "proc/self/cgroup": "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n",
        }
    )

    assert found == Machine(processors=1, memory_mb=1024)


def test_the_narrowest_of_the_groups_above_a_service_counts(container):
    found = container(
        {
            "sys/fs/cgroup/app.slice/books.service/memory.max": "max\n",
            "sys/fs/cgroup/app.slice/books.service/cpu.max": "max 100000\n",
            "sys/fs/cgroup/app.slice/memory.max": f"{2 * GB}\n",
            "sys/fs/cgroup/memory.max": f"{3 * GB}\n",
            "proc/self/cgroup": "0::/app.slice/books.service\n",
        }
    )

    assert found.memory_mb == 2048


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"sys/fs/cgroup/memory.max": "max\n", "sys/fs/cgroup/cpu.max": "max 100000\n"},
        {
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
            "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        },
    ],
    ids=["no groups", "second version", "first version"],
)
def test_without_a_limit_it_is_the_machines(container, files):
    found = container(files)

    assert found.memory_mb == os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
    assert found.processors == len(os.sched_getaffinity(0))


def test_half_a_processor_is_one(container):
    assert container({"sys/fs/cgroup/cpu.max": "50000 100000\n"}).processors == 1


def test_the_shipped_set_up_fits():
    found = plan_capacity(BASIC, SHIPPED)

    assert (found.connections, found.web_threads, found.readers) == (8, 5, 8)
    assert (found.decoders, found.decoder_mb) == (1, 238)
    assert found.memory_mb <= 512


@pytest.mark.parametrize(
    ("memory_mb", "processors", "processes"),
    [(1024, 8, 4), (2560, 2, 5), (14336, 8, 17), (None, 8, 1), (4096, 2, 1)],
)
def test_what_no_operator_has_set_fits(memory_mb, processors, processes):
    machine = Machine(processors=processors, memory_mb=memory_mb)

    found = plan_capacity(machine, replace(SHIPPED, processes=processes))

    assert found.processes * found.connections <= max(16, processes)
    assert memory_mb is None or found.memory_mb <= memory_mb
    assert found.decoders <= processors


def test_two_processes_and_two_decoders_stay_below_900_mb_however_large_the_machine():
    for memory_mb in (24_000, None):
        found = plan_capacity(Machine(2, memory_mb), SHIPPED)

        assert (found.processes, found.decoders) == (2, 2)
        assert found.memory_mb < 900


def test_more_processes_share_the_same_connections():
    few = plan_capacity(BASIC, SHIPPED)
    many = plan_capacity(Machine(8, 4096), replace(SHIPPED, processes=4))

    assert many.connections == few.connections / 2
    assert many.web_threads < few.web_threads


def test_the_offline_reader_takes_a_processor_and_much_memory():
    offline = replace(SHIPPED, reader="offline", processes=1)

    assert plan_capacity(Machine(8, None), offline).readers == 8
    assert plan_capacity(Machine(8, 2048), offline).readers == 2
    assert plan_capacity(Machine(8, 512), offline).readers == 1
    assert plan_capacity(Machine(8, 512), offline).memory_mb > 512


def test_a_second_reader_does_not_fit_into_the_smallest_container():
    both = replace(SHIPPED, also_reads_offline=True)

    assert plan_capacity(BASIC, both).memory_mb > 1000


def test_what_the_operator_has_set_stays():
    wish = replace(SHIPPED, web_threads=20, readers=30, decoders=7, decoder_mb=999)

    found = plan_capacity(BASIC, wish)

    assert (found.web_threads, found.readers) == (20, 30)
    assert (found.decoders, found.decoder_mb) == (7, 999)

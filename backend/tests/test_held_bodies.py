"""Memory for bodies that come at once: bounded, used again, and left for the disk by who waits."""

import pytest

from backend.server.spool import BLOCK_BYTES, HeldMemory, Spool, SpoolBudget, SpoolFullError

CONTENT = bytes(range(251)) * 1000  # of four blocks, the last one not full


def written(spool):
    for start in range(0, len(CONTENT), 70_001):
        spool.write(memoryview(CONTENT)[start : start + 70_001])
    return spool


def read_all(spool, size):
    spool.rewind()
    parts = []
    while part := spool.read(size):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", [1000, BLOCK_BYTES, 70_000, 10**6])
def test_what_was_written_is_read_in_whatever_pieces(size):
    spool = Spool(SpoolBudget(0))
    spool.hold(len(CONTENT), HeldMemory(10**6))

    assert read_all(written(spool), size) == CONTENT


def test_memory_is_given_back_and_holds_nothing_of_who_had_it_before():
    memory, budget = HeldMemory(4 * BLOCK_BYTES), SpoolBudget(0)
    first, second = Spool(budget), Spool(budget)
    first.hold(len(CONTENT), memory)
    second.hold(1, memory)
    assert (first.is_held, second.is_held) == (True, False)
    written(first).close()

    second.hold(len(CONTENT), memory)
    second.write(memoryview(b"short"))

    assert read_all(second, 1000) == b"short"


def test_who_is_waited_for_moves_to_the_budget_and_leaves_the_memory():
    memory, budget = HeldMemory(4 * BLOCK_BYTES), SpoolBudget(len(CONTENT))
    spool = Spool(SpoolBudget(0))
    spool.hold(len(CONTENT), memory)
    spool.write(memoryview(CONTENT)[:100_000])

    spool.charge_to(budget)
    spool.write(memoryview(CONTENT)[100_000:])

    assert memory.take(4 * BLOCK_BYTES) is not None
    with pytest.raises(SpoolFullError):
        budget.take(1)
    assert read_all(spool, 1000) == CONTENT
    spool.close()
    budget.take(len(CONTENT))


def test_without_room_in_the_budget_nothing_changes():
    spool = Spool(SpoolBudget(0))
    spool.hold(len(CONTENT), HeldMemory(4 * BLOCK_BYTES))
    written(spool)

    with pytest.raises(SpoolFullError):
        spool.charge_to(SpoolBudget(100))

    assert spool.is_held
    assert read_all(spool, 1000) == CONTENT

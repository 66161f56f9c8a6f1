"""When a failed read is tried again. Pure."""

FIRST_DELAY_SECONDS = 10.0
# Longer waits would look like a receipt stuck in the queue.
LONGEST_DELAY_SECONDS = 15 * 60.0


def seconds_until_retry(attempts: int, *, retry_after: float | None = None) -> float:
    """10, 20, 40 ... seconds after the first, second, third attempt, or what the service asked for
    where that is longer (its Retry-After, RFC 9110 section 10.2.3)."""
    delay = FIRST_DELAY_SECONDS * 2.0 ** (max(attempts, 1) - 1)
    return min(max(delay, retry_after or 0.0), LONGEST_DELAY_SECONDS)

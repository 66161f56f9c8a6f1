"""Words between callers and the supervisor, and where they meet."""

import struct

LOCK, SOCKET = "lock", "socket"
# What a caller says first: its job's limits (seconds of processor, seconds in all, bytes of
# memory), whether it wants the large room, whether it is urgent.
HELLO = struct.Struct("!ddQ??")
# The answer to it, with a connection to a child.
TURN = b"turn"
# How the child ended, for its caller: by itself, or killed. `STARVED`: kept from the processor.
DONE, TOO_LONG, STARVED, OUT_OF_MEMORY, DIED = b"done", b"long", b"slow", b"full", b"died"
WORD_BYTES = 4

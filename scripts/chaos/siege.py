"""`make siege`: hostile files of every kind at once, while others go about their business.

usage: python -m chaos.siege [--seconds N] [--patience N] [--callers N] [--reader ...] [--short]

It lasts as long as it is told, and longer where a bomb has not been opened by then: however many
decoders there are, some take one for ten seconds. Exits with 1 where a bar is missed. `--short`
sends the smallest of each kind and times nothing, for any machine.
"""

import os
import re
import signal
import sys
import time
from argparse import ArgumentDefaultsHelpFormatter, ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from random import Random

from photo import draw_scan, made_unique
from report import say
from slow_model import running_slow_model

from chaos.besiegers import Besiegers
from chaos.callers import Answer, Caller, Pulse, add_callers
from chaos.memory import MemoryWatch, Process
from chaos.server import WatchedServer, watched_server
from receipts.tests.bombs.catalogue import BOMBS
from receipts.tests.openai_server import API_KEY
from tests.server import PROJECT, wait_until

_PROCESSES, _OTHERS = 2, 4
_MODEL_SECONDS = 0.5
_MAX_MEMORY_MB = 900
_MAX_P99, _MAX_WORST, _MAX_STOP = 2.0, 5.0, 15.0
# For whoever asks afterwards what happened.
_LOG = PROJECT / ".cache" / "siege-server.log"
_STOP_PATIENCE, _ORPHAN_SECONDS = 60.0, 10.0
_OPENED_IN_SHORT = 10
_READING_SECONDS, _TELL_SECONDS = 120.0, 30.0
# Our own lines are JSON, gunicorn's begin with their time; a library that writes any other writes
# into the middle of them.
_LOG_LINE = re.compile(r"\{.*\}$|\[\d{4}-\d\d-\d\d [^\]]+\] \[\d+\] \[[A-Z]+\] |$")


@dataclass(frozen=True, kw_only=True)
class Siege:
    """`idle_mb`: the most that reading ordinary receipts took. `held` are those who stood by."""

    besiegers: Besiegers
    health: Pulse
    uploads: Pulse
    seconds: float
    idle_mb: float
    peak_mb: float
    stop_seconds: float
    survivors: set[Process]
    stray_lines: list[str]


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    with _server(options.reader) as server:
        siege = _besiege(server, options)
    _tell(siege)
    met = [*_survival(siege, options), *([] if options.short else _speed(siege))]
    return 0 if all(met) else 1


@contextmanager
def _server(reader: str) -> Iterator[WatchedServer]:
    variables = {
        "RECEIPT_READER": reader,
        "WEB_CONCURRENCY": str(_PROCESSES),
        "LOG_FORMAT": "json",
        # Whose files `collectstatic` makes, which nobody needs here.
        "PYTHONWARNINGS": "ignore:No directory at",
    }
    with ExitStack() as stack:
        if reader == "openai":
            url = stack.enter_context(running_slow_model(seconds=_MODEL_SECONDS))
            variables |= {"OPENAI_API_KEY": API_KEY, "OPENAI_BASE_URL": url}
            variables |= {"SECOND_OPINION": "off"}
        yield stack.enter_context(watched_server(log=_LOG, **variables))


def _besiege(server: WatchedServer, options: Namespace) -> Siege:
    bombs = [bomb for bomb in BOMBS if bomb.size == "small" or not options.short]
    Random(1).shuffle(bombs)
    besiegers = Besiegers(add_callers(server, options.callers), bombs)
    others = add_callers(server, _OTHERS, first=options.callers)
    upload = _ordinary_uploads(others)
    server.start()
    root = server.pid
    idle_mb = _idle_peak_mb(root, others, upload)
    with MemoryWatch(root) as memory, besiegers:
        with Pulse(lambda: others[0].get("/healthz")) as health, Pulse(upload) as uploads:
            seconds = _wait_for(besiegers, options)
        besiegers.stop()
        stop_seconds = server.stop_in_seconds(signal.SIGTERM, patience=_STOP_PATIENCE)
    survivors = _survivors(memory)
    return Siege(
        besiegers=besiegers,
        health=health,
        uploads=uploads,
        seconds=seconds,
        idle_mb=idle_mb,
        peak_mb=memory.peak_mb,
        stop_seconds=stop_seconds,
        survivors=survivors,
        stray_lines=[line for line in server.log_text().splitlines() if not _LOG_LINE.match(line)],
    )


def _ordinary_uploads(callers: Sequence[Caller]) -> Callable[[], Answer]:
    """Each of the callers in turn, and each time another file."""
    scan, numbers = draw_scan(), count()

    def upload() -> Answer:
        number = next(numbers)
        return callers[number % len(callers)].upload(made_unique(scan, number))

    return upload


def _idle_peak_mb(root: int, callers: Sequence[Caller], upload: Callable[[], Answer]) -> float:
    """With a receipt read by each caller, so that all that is loaded at first use is there."""
    with MemoryWatch(root) as memory:
        for _ in callers:
            upload()
        wait_until(lambda: all(map(_has_all_read, callers)), seconds=_READING_SECONDS)
    return memory.peak_mb


def _has_all_read(caller: Caller) -> bool:
    answer = caller.get("/api/v1/receipts/")
    rows = answer.body["results"] if answer.is_success else []
    return bool(rows) and all(row["ocr_status"] in {"completed", "failed"} for row in rows)


def _wait_for(besiegers: Besiegers, options: Namespace) -> float:
    """Until the time is over and every bomb has been opened, in seconds."""
    started = told_at = time.monotonic()
    while (seconds := time.monotonic() - started) < options.seconds + options.patience:
        unopened = len(besiegers.unreached)
        if seconds >= options.seconds and unopened <= _left_over(besiegers, options):
            break
        if time.monotonic() - told_at >= _TELL_SECONDS:
            told_at = time.monotonic()
            _print(f"  after {seconds:.0f} s {unopened} bombs are not opened yet")
        time.sleep(0.5)
    return seconds


def _left_over(besiegers: Besiegers, options: Namespace) -> int:
    """How many bombs need not have been opened."""
    return max(0, len(besiegers.fates) - _OPENED_IN_SHORT) if options.short else 0


def _survivors(memory: MemoryWatch) -> set[Process]:
    """Whoever has lost its parent may need a moment to see it; who does not is ended here."""
    give_up = time.monotonic() + _ORPHAN_SECONDS
    while memory.survivors() and time.monotonic() < give_up:
        time.sleep(0.1)
    survivors = memory.survivors()
    for process in survivors:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    return survivors


# --- What is told, and what is asked


def _tell(siege: Siege) -> None:
    by_decoder: dict[str, Counter[str]] = {}
    for fate in siege.besiegers.fates:
        counted = by_decoder.setdefault(fate.bomb.decoder, Counter())
        counted.update(bombs=1, opened=fate.reached > 0, times_opened=fate.reached, sent=fate.sent)
    _print(f"{'':10} bombs  opened   sent  opened in all")
    for decoder, n in by_decoder.items():
        _print(f"{decoder:10} {n['bombs']:5} {n['opened']:7} {n['sent']:6} {n['times_opened']:14}")
    for (status, code), number in siege.besiegers.answers.most_common():
        _print(f"  {number:6} x {status} {code}")
    slowest = sorted(siege.besiegers.fates, key=lambda fate: -fate.longest)[:5]
    _print("  longest: " + ", ".join(f"{f.bomb.name} {f.longest:.1f} s" for f in slowest))
    for line in siege.stray_lines[:5]:
        _print(f"  stray line in the log: {line[:100]!r}")
    for bomb in siege.besiegers.unreached[:20]:
        _print(f"  not opened: {bomb.name}")


def _survival(siege: Siege, options: Namespace) -> Iterator[bool]:
    """What holds on any machine."""
    answers = siege.besiegers.answers
    broken = sum(n for (status, _), n in answers.items() if status >= 500 and status != 503)
    lost = sum(n for (status, _), n in answers.items() if status == 0)
    bombs, unopened = len(siege.besiegers.fates), len(siege.besiegers.unreached)
    yield say("siege: bombs that were not opened", unopened, unit="",
              at_most=_left_over(siege.besiegers, options),
              detail=f"of {bombs}, in {siege.seconds:.0f} s")  # fmt: skip
    yield say("siege: answers of 5xx that say it was our fault", broken, unit="", at_most=0)
    yield say("siege: calls without an answer", lost, unit="", at_most=0)
    yield say("siege: calls over a rate limit", answers[429, "too_many_calls"], unit="", at_most=0)
    if options.reader == "openai":
        yield say("siege: peak memory of all processes", siege.peak_mb, unit="MB",
                  at_most=_MAX_MEMORY_MB, detail=f"{siege.idle_mb:.0f} MB before")  # fmt: skip
    else:
        yield say("siege: peak memory of all processes above the idle peak",
                  siege.peak_mb - siege.idle_mb, unit="MB", at_most=_MAX_MEMORY_MB,
                  detail=f"{siege.idle_mb:.0f} MB before")  # fmt: skip
    yield say("siege: processes left after the end", len(siege.survivors), unit="", at_most=0)
    yield say("siege: lines in the log that nobody meant to write", len(siege.stray_lines),
              unit="", at_most=0)  # fmt: skip
    for name, pulse in (("healthz", siege.health), ("a JPEG's upload", siege.uploads)):
        yield say(f"siege: failures of {name}", len(pulse.failures), unit="", at_most=0,
                  detail=f"of {len(pulse.answers)} {_codes(pulse.failures)}")  # fmt: skip


def _speed(siege: Siege) -> Iterator[bool]:
    for name, pulse in (("healthz", siege.health), ("a JPEG's upload", siege.uploads)):
        median = f"median {pulse.percentile(50) * 1000:.0f} ms"
        yield say(f"siege: {name}, the slowest of 100", pulse.percentile(99), unit="s",
                  at_most=_MAX_P99, detail=median)  # fmt: skip
        yield say(f"siege: {name}, the slowest of all", pulse.worst, unit="s", at_most=_MAX_WORST)
    yield say("siege: end after SIGTERM", siege.stop_seconds, unit="s", at_most=_MAX_STOP)


def _codes(answers: Sequence[Answer]) -> str:
    counted = Counter(f"{answer.status} {answer.code}" for answer in answers)
    return ", ".join(f"{number} x {what}" for what, number in counted.most_common(3))


def _options(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(
        prog="make siege", description=__doc__, formatter_class=ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--patience", type=float, default=1800, help="seconds beyond that")
    parser.add_argument("--callers", type=int, default=16)
    parser.add_argument("--reader", choices=["openai", "offline"], default="openai")
    parser.add_argument("--short", action="store_true", help="survival alone, on any machine")
    return parser.parse_args(arguments)


def _print(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

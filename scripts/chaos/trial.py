"""One trial: uploads and injections together, until all is quiet, and then the reckoning."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from chaos.bombing import Bombing
from chaos.callers import Caller, add_callers
from chaos.injections import Injections
from chaos.plan import Options, Pace, pace_of, plan_injections
from chaos.reckoning import checks
from chaos.reckoning.books import read_books
from chaos.reckoning.checks import Check
from chaos.reckoning.leaks import LeakWatch
from chaos.scene import THREADS, WORKERS, Scene, prepared_scene
from chaos.uploads import Uploads
from tests.server import PROJECT

ACCOUNTS = 8
# So many receipts wait to be read at most; uploads wait for the reading beyond that.
_MAX_UNREAD = 300
# A second without work, then nobody is busy with the last of it.
_QUIET_SECONDS = 1.0

type Tell = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    tried: Counter[str]
    checks: Sequence[Check]


def run_trial(options: Options, *, tell: Tell) -> Outcome:
    pace = pace_of(options)
    with prepared_scene(options, pace) as scene:
        *callers, bomber = add_callers(scene.server, ACCOUNTS + 1)
        bombing = Bombing(bomber, seed=options.seed, salvo=pace.salvo)
        scene.server.start()
        injections = _injections(options, pace, scene, bombing, tell)
        uploads = _uploads(options, scene, callers, injections)
        tell("uploads and injections begin")
        _run_together(uploads, injections, patience=pace.patience)
        bombing.wait()
        tell("all is sent, the queue drains")
        drained = _wait_for_the_queue([*callers, bomber], patience=pace.patience)
        tell("the reckoning begins")
        done = [drained, *_reckon(scene, uploads, callers, bombing, pace)]
    ends_well = Check("the server starts and stops when told to", "", injections.wrong)
    tried = Counter({"uploads begun": uploads.begun, "accounts": ACCOUNTS}) + injections.done
    return Outcome(tried + _faults(scene) + _answers(uploads), [*done, ends_well])


def _injections(
    options: Options, pace: Pace, scene: Scene, bombing: Bombing, tell: Tell
) -> Injections:
    return Injections(
        plan=plan_injections(options),
        server=scene.server,
        model=scene.model,
        storage=scene.storage,
        database=scene.database,
        bombing=bombing,
        lease_seconds=pace.lease,
        outage_seconds=pace.outage,
        tell=tell,
    )


def _uploads(
    options: Options, scene: Scene, callers: Sequence[Caller], injections: Injections
) -> Uploads:
    def may_begin(number: int) -> bool:
        unread = uploads.accepted_count - len(scene.model.asked)
        return number <= injections.allowed and unread < _MAX_UNREAD

    uploads = Uploads(callers, count=options.receipts, seed=options.seed, may_begin=may_begin)
    return uploads


def _run_together(uploads: Uploads, injections: Injections, *, patience: float) -> None:
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(uploads.send_all, patience=patience)

        def begun() -> int:
            if sending.done():
                sending.result()  # raises what has ended it
            return uploads.begun

        try:
            injections.run(begun)
        except BaseException:
            uploads.abandon()
            raise
        sending.result()


def _wait_for_the_queue(callers: Sequence[Caller], *, patience: float) -> Check:
    ends_at = time.monotonic() + patience
    while (unread := _count_unread(callers)) and time.monotonic() < ends_at:
        time.sleep(_QUIET_SECONDS)
    wrong = [f"{unread} still wait after {patience:.0f} s"] if unread else []
    return Check("the queue drains", "", wrong)


def _count_unread(callers: Sequence[Caller]) -> int:
    answers = (
        caller.get("/api/v1/receipts/", ocr_status="pending,processing", page_size=1)
        for caller in callers
    )
    return sum(answer.body["count"] for answer in answers)


def _reckon(
    scene: Scene, uploads: Uploads, callers: Sequence[Caller], bombing: Bombing, pace: Pace
) -> Iterator[Check]:
    leaks = LeakWatch(
        scene.server,
        database_url=scene.database_url,
        temporary=scene.temporary,
        request_threads=THREADS,
        workers=WORKERS,
    )
    time.sleep(_QUIET_SECONDS)
    yield leaks.look_while_idle(processes=pace.processes)
    scene.storage.calm_down()
    yield checks.check_bytes(uploads, callers, scene.server.url)
    books = read_books(scene.server)
    yield checks.check_answers(uploads)
    yield bombing.check(books)
    yield checks.check_once(uploads, books)
    yield checks.check_states(uploads, books, scene.model)
    yield checks.check_entries(books)
    yield checks.check_quota(books)
    yield checks.check_calls(scene.model)
    scene.storage.make_old()
    cleanup = _clean_up(scene)
    yield checks.check_files(books, scene.storage.stored_names(), cleanup)
    yield leaks.look_after_the_end()
    yield checks.check_log(scene.server.log_text())


def _clean_up(scene: Scene) -> str:
    server = scene.server
    command = [server.python, "manage.py", "cleanup_receipts", "--json"]
    done = subprocess.run(  # noqa: S603 - the project's own command
        command,
        cwd=PROJECT / "backend",
        env=server.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def _faults(scene: Scene) -> Counter[str]:
    """Of single calls of the model, which nobody has planned one by one."""
    faults: Counter[str] = Counter()
    for asked in scene.model.asked.values():
        faults.update({f"call of the model: {fault}": n for fault, n in asked.faults.items()})
        faults["call of the model: cut off by a kill"] += asked.hung_up
    return faults


def _answers(uploads: Uploads) -> Counter[str]:
    answers = uploads.answers.items()
    return Counter(
        {
            f"answer to an upload: {status or 'none,'} {code}".strip(): n
            for (status, code), n in answers
        }
    )

"""Callers of a server: accounts with keys, what they send, and how long an answer takes."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil
from types import TracebackType
from typing import Any

import httpx2

from chaos.server import WatchedServer

# A key needs no renewal, and a plan with bulk uploads has no quota that a long run could meet.
_ADD_ACCOUNTS = """
import json
from datetime import timedelta
from django.utils import timezone
from accounts.models import ApiKey
from accounts.services.api_keys import create_api_key
from accounts.services.users import create_verified_user
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan
now = timezone.now()
keys = []
for number in range({first}, {first} + {count}):
    user = create_verified_user(email=f"caller-{{number}}@example.com", password=None)
    give_plan(user, plan=PLATINUM, until=now.date() + timedelta(days=9), reason="chaos",
              actor=user, now=now)
    row, key = create_api_key(owner=user, name="chaos", scope=ApiKey.Scope.WRITE, now=now)
    keys.append(key)
print(json.dumps(keys))
"""


@dataclass(frozen=True)
class Answer:
    """`status` 0: there was none, and `code` says why."""

    status: int
    code: str
    seconds: float
    body: Any = None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


class Caller:
    """One account over HTTP; its calls may be made by several threads. Never raises."""

    def __init__(self, url: str, key: str, *, timeout: float = 60) -> None:
        self.key = key
        headers = {"Authorization": f"Api-Key {key}"} if key else {}
        self._client = httpx2.Client(base_url=url, headers=headers, timeout=timeout)

    def upload(self, content: bytes, *, name: str = "receipt.jpg", **headers: str) -> Answer:
        files = {"image": (name, content)}
        return self.call("POST", "/api/v1/receipts/", files=files, headers=headers)

    def upload_archive(self, content: bytes, *, name: str = "receipts.zip") -> Answer:
        return self.call("POST", "/api/v1/receipts/bulk/", files={"archive": (name, content)})

    def get(self, path: str, **params: Any) -> Answer:
        # With none a link keeps its own; an empty set would take them away.
        return self.call("GET", path, params=params or None)

    def call(self, method: str, path: str, **options: Any) -> Answer:
        started = time.monotonic()
        try:
            response = self._client.request(method, path, **options)
        except httpx2.TransportError as error:
            return Answer(0, type(error).__name__, time.monotonic() - started)
        seconds = time.monotonic() - started
        body = _json_of(response)
        code = str(body.get("code", "")) if isinstance(body, dict) else ""
        return Answer(response.status_code, code, seconds, body)

    def close(self) -> None:
        self._client.close()


def add_callers(
    server: WatchedServer, count: int, *, first: int = 0, timeout: float = 60
) -> list[Caller]:
    """So many accounts of the highest plan, from the number `first` on, each with its key."""
    keys = json.loads(server.run(_ADD_ACCOUNTS.format(first=first, count=count)))
    return [Caller(server.url, key, timeout=timeout) for key in keys]


@dataclass
class Pulse:
    """Asks the same thing again and again while the block runs, every so many seconds, whether or
    not the last answer has come: else a stall would be counted once instead of as often as somebody
    met it."""

    ask: Callable[[], Answer]
    every: float = 0.2
    answers: list[Answer] = field(default_factory=list)
    _ending: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Pulse":
        self._pool = ThreadPoolExecutor(64, thread_name_prefix="pulse")
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        self._thread.join()
        self._pool.shutdown()

    @property
    def worst(self) -> float:
        return max((answer.seconds for answer in self.answers), default=0.0)

    @property
    def failures(self) -> list[Answer]:
        return [answer for answer in self.answers if not answer.is_success]

    def percentile(self, share: float) -> float:
        """The time within which so many percent of the answers came."""
        seconds = sorted(answer.seconds for answer in self.answers)
        return seconds[ceil(len(seconds) * share / 100) - 1] if seconds else 0.0

    def _run(self) -> None:
        while not self._ending.wait(self.every):
            self._pool.submit(self._ask, time.monotonic())

    def _ask(self, due: float) -> None:
        answer = self.ask()
        seconds = time.monotonic() - due
        self.answers.append(Answer(answer.status, answer.code, seconds, answer.body))


def _json_of(response: httpx2.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None

"""Bombs among the uploads: hostile files of an account of its own, which nobody waits for."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random

from chaos.besiegers import send_bomb
from chaos.callers import Answer, Caller
from chaos.reckoning.books import Books
from chaos.reckoning.checks import Check
from receipts.tests.bombs.bomb import Bomb
from receipts.tests.bombs.catalogue import BOMBS

_AT_ONCE = 4
# No answer: the server was killed over it, or something else was. 503: it is to come again.
_NO_BUGS = frozenset({0, 503})


class Bombing:
    def __init__(self, caller: Caller, *, seed: int, salvo: int) -> None:
        self._caller = caller
        self._salvo = salvo
        self._random = Random(f"{seed} bombs")
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="bombing")
        self._sent: list[tuple[Bomb, Future[Answer]]] = []

    def drop(self) -> None:
        """As many as a salvo has, and goes on at once."""
        for bomb in self._random.sample(BOMBS, self._salvo):
            self._sent.append((bomb, self._pool.submit(send_bomb, self._caller, bomb)))

    def wait(self) -> None:
        self._pool.shutdown(cancel_futures=False)

    def check(self, books: Books) -> Check:
        """Whatever was accepted has come to its end, as a receipt does."""
        statuses = Counter(answer.result().status for _, answer in self._sent)
        seen = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
        wrong = [*self._bugs(), *self._unfinished(books)]
        return Check("a bomb is refused, or read to an end", f"{len(self._sent)}: {seen}", wrong)

    def _bugs(self) -> Iterator[str]:
        for bomb, answer in self._sent:
            status = answer.result().status
            if status not in _NO_BUGS and not 200 <= status < 500:
                yield f"{bomb.name} was answered by {status}"

    def _unfinished(self, books: Books) -> Iterator[str]:
        ids = {answer.result().body["id"] for _, answer in self._sent if _is_accepted(answer)}
        rows = {row.pk: row.status for row in books.rows}
        for pk in ids:
            if rows.get(pk) not in {"completed", "failed"}:
                yield f"receipt {pk} is {rows.get(pk, 'lost')}"


def _is_accepted(answer: Future[Answer]) -> bool:
    return answer.result().status == 201

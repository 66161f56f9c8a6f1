"""Upload requests a second, against a bare Django view that only writes the same file.

Both under gunicorn with one process of eight threads, the same client with eight connections. The
project's background reading is kept busy with receipts that never end, so that only requests are
measured. A photo shows what it costs to receive and to check one; a small scan what is left when
hardly anything has to be received: the token, the quota, the rows and the answer.

On SQLite, or on the PostgreSQL in `TEST_DATABASE_URL`.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from time import perf_counter

from photo import draw_photo, draw_scan, made_unique
from report import say
from servers import (
    PROCESSES,
    access_token,
    bare_server,
    environment,
    free_port,
    prepare_database,
    project_server,
    running,
)

from receipts.tests.openai_server import API_KEY, Reply, running_openai_server

CONNECTIONS = 8
# The first second opens connections and loads what is loaded on first use: the SDK alone takes one.
WARM_UP_SECONDS = 3.0
SECONDS = 8.0
BOUNDARY = "bench-boundary"


# Every upload is another file: the same bytes twice would be a duplicate, which costs more.
numbers = count()


def multipart(jpeg: bytes) -> bytes:
    content = made_unique(jpeg, next(numbers))
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="photo.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def requests_a_second(port: int, path: str, jpeg: bytes, token: str = "") -> float:
    send_for(WARM_UP_SECONDS, port, path, jpeg, token)
    started = perf_counter()
    return send_for(SECONDS, port, path, jpeg, token) / (perf_counter() - started)


def send_for(seconds: float, port: int, path: str, jpeg: bytes, token: str) -> int:
    """How many uploads were answered."""
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Authorization": f"Bearer {token}",
    }

    def send_until(end: float) -> int:
        done = 0
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            while perf_counter() < end:
                connection.request("POST", path, multipart(jpeg), headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 201:
                    raise RuntimeError(f"{path} answered {answer.status}")
                done += 1
        return done

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(send_until, [perf_counter() + seconds] * CONNECTIONS))


def on_bare_view(folder: Path, files: Iterable[bytes]) -> list[float]:
    port = free_port()
    env = environment(folder, BARE_FOLDER=str(folder / "bare"))
    with running(bare_server(port), port=port, folder=Path(__file__).parent, env=env):
        return [requests_a_second(port, "/", jpeg) for jpeg in files]


def on_project(folder: Path, files: Iterable[bytes], openai_url: str) -> list[float]:
    port = free_port()
    env = environment(
        folder,
        PORT=str(port),
        RECEIPT_READER="openai",
        OPENAI_API_KEY=API_KEY,
        OPENAI_BASE_URL=openai_url,
        WEB_CONCURRENCY=str(PROCESSES),
        TASKS_WORKERS="1",
        SECOND_OPINION="off",
        UPLOAD_RATE="1000000/m",
        QUEUE_MAX_PER_ACCOUNT="1000000",
    )
    prepare_database(env)
    with running(project_server(port), port=port, folder=folder, env=env):
        token = access_token(port)
        return [requests_a_second(port, "/api/v1/receipts/", jpeg, token) for jpeg in files]


def measure(run: Callable[[Path], list[float]]) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder))


def main() -> None:
    files = {"12-megapixel photo": draw_photo(), "small scan": draw_scan()}
    bars = (0.6, 0.2)
    database = "PostgreSQL" if os.environ.get("TEST_DATABASE_URL") else "SQLite"
    with running_openai_server() as openai:
        openai.reply_with(Reply(wait=3600))
        bare = measure(lambda folder: on_bare_view(folder, files.values()))
        ours = measure(lambda folder: on_project(folder, files.values(), openai.base_url))
    for (name, content), bar, one, other in zip(files.items(), bars, ours, bare, strict=True):
        say(f"uploads on {database}: against a bare view, {name}", one / other, at_least=bar,
            detail=f"{one:.0f}/s, {other:.0f}/s, {len(content) // 1024} KiB")  # fmt: skip


if __name__ == "__main__":
    main()

"""The platform's probes are answered whatever everybody else waits for."""

from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from receipts.tests.cloudinary_server import API_KEY, API_SECRET, CLOUD, Failure, running_cloudinary
from receipts.tests.conftest import picture
from tests.server import serving, wait_until

# A process of `server` answers so many calls at once.
WEB_THREADS = 2

pytestmark = pytest.mark.own_database


@pytest.fixture
def cloudinary():
    with running_cloudinary() as double:
        yield double


@pytest.fixture
def server(cloudinary, tmp_path):
    with serving(
        tmp_path,
        CLOUDINARY_CLOUD_NAME=CLOUD,
        CLOUDINARY_API_KEY=API_KEY,
        CLOUDINARY_API_SECRET=API_SECRET,
        CLOUDINARY_UPLOAD_PREFIX=cloudinary.url,
        RECEIPT_READER="offline",
        TASKS_BACKEND="immediate",
        WEB_CONCURRENCY="1",
        WEB_THREADS=str(WEB_THREADS),
        SWEEP_SECONDS="60",
    ) as server:
        yield server


def test_probes_are_answered_while_every_thread_waits_for_a_slow_storage(server, cloudinary):
    cloudinary.failures["upload"] = Failure(stall=15)
    with server.signed_in() as client, ThreadPoolExecutor(WEB_THREADS + 1) as pool:

        def upload(_):
            return client.post("/receipts/", files={"image": ("lunch.png", picture())})

        uploads = [pool.submit(upload, number) for number in range(WEB_THREADS + 1)]
        wait_until(lambda: cloudinary.actions().count("upload") == WEB_THREADS, seconds=30)

        for path in ("/healthz", "/readyz", "/healthz?again"):
            assert httpx2.get(f"{server.url}{path}", timeout=30).status_code == 200
            assert not any(one.done() for one in uploads), f"{path} has waited for the storage"

        cloudinary.stopped.set()
        assert {one.result().status_code for one in uploads} == {503}

"""Web hooks of the whole server: two processes that share the work, and one that is killed."""

import json
import signal
import threading
from io import BytesIO

import pytest
from PIL import Image
from standardwebhooks.webhooks import Webhook

from tests.server import serving, wait_until
from webhooks.tests.endpoint_server import answering, running_endpoint_server

pytestmark = pytest.mark.own_database

RECEIPTS = 6
VARIABLES = {
    "WEBHOOKS": "true",
    "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
    "SELF_HOSTED_PLAN": "premium",
    "SWEEP_SECONDS": "0.5",
}


def picture(shade):
    buffer = BytesIO()
    Image.new("RGB", (80, 120), (shade, shade, shade)).save(buffer, "PNG")
    return buffer.getvalue()


def upload(client, shade):
    answer = client.post("/receipts/", files={"image": ("a.png", picture(shade), "image/png")})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def create_hook(client, endpoint):
    answer = client.post("/webhooks/", json={"url": endpoint.url, "kinds": ["uploaded"]})
    assert answer.status_code == 201, answer.text
    return answer.json()


def told(endpoint):
    return [json.loads(one.body)["data"]["receipt"] for one in endpoint.received]


@pytest.fixture
def endpoint():
    with running_endpoint_server() as server:
        yield server


def test_two_processes_tell_of_each_event_once(tmp_path, endpoint):
    with (
        serving(tmp_path, WEB_CONCURRENCY="2", **VARIABLES) as server,
        server.signed_in() as client,
    ):
        hook = create_hook(client, endpoint)
        receipts = [upload(client, shade) for shade in range(RECEIPTS)]

        wait_until(lambda: len(endpoint.received) >= RECEIPTS, seconds=90)
        log = f"/webhooks/{hook['id']}/deliveries/?status=completed"
        wait_until(lambda: client.get(log).json()["count"] == RECEIPTS, seconds=90)

    assert sorted(told(endpoint)) == sorted(receipts)
    for one in endpoint.received:
        Webhook(hook["secret"]).verify(one.body, one.headers)


def test_what_a_killed_server_owed_is_sent_by_the_next_one(tmp_path, endpoint):
    reached = threading.Event()

    def stall(connection, over):
        reached.set()
        over.wait(60)

    with serving(tmp_path, **VARIABLES) as server:
        with server.signed_in() as client:
            create_hook(client, endpoint)
            endpoint.behaves = [stall, answering(204)]
            receipt = upload(client, 1)
            assert reached.wait(60)
        server.stop(signal.SIGKILL)
        server.start()

        wait_until(lambda: len(endpoint.received) == 2, seconds=90)

    first, second = endpoint.received
    assert told(endpoint) == [receipt, receipt]
    assert first.headers["webhook-id"] == second.headers["webhook-id"]

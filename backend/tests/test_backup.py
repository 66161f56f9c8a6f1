"""Backup and restore as an operator does it: dump, lose everything, restore; all of it reads."""

import hashlib
import shutil
import signal
import subprocess
from pathlib import Path

import httpx2
import psycopg2
import pytest

from receipts.tests.conftest import picture
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from tests.server import PROJECT, Server, own_database, wait_until

pytestmark = pytest.mark.own_database

SHADES = (150, 180, 210)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("backup")


@pytest.fixture(scope="module")
def filled(folder):
    """A server whose database, media and three read receipts stand in the folder."""
    with running_openai_server() as openai, own_database(folder) as database_url:
        openai.reply_with(answered())
        server = Server(
            folder=folder,
            database_url=database_url,
            RECEIPT_READER="openai",
            OPENAI_API_KEY=API_KEY,
            OPENAI_BASE_URL=openai.base_url,
            SECOND_OPINION="off",
            SWEEP_SECONDS="0.2",
        )
        server.start()
        fill(server)
        yield server
        server.stop(signal.SIGKILL)


@pytest.fixture
def server(filled):
    if filled.process is None:
        filled.start()
    return filled


def command(server: Server, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [server.python, "manage.py", *arguments],
        cwd=PROJECT / "backend",
        env=server.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def books(server: Server) -> dict[int, tuple[str, str, str]]:
    """Of each receipt its status, total and original, as a client gets them."""
    found = {}
    with server.signed_in() as client:
        for row in client.get("/receipts/").json()["results"]:
            original = httpx2.get(row["image_info"]["original_url"])
            digest = hashlib.sha256(original.content).hexdigest()
            found[row["id"]] = (row["ocr_status"], row["extracted_data"]["total"], digest)
    return found


def fill(server: Server) -> None:
    with server.signed_in() as client:
        for shade in SHADES:
            file = ("lunch.png", picture(shade=shade))
            assert client.post("/receipts/", files={"image": file}).status_code == 201
        wait_until(
            lambda: (
                {row["ocr_status"] for row in client.get("/receipts/").json()["results"]}
                == {"completed"}
            ),
            seconds=60,
        )


def lose_everything(server: Server, folder: Path) -> None:
    shutil.rmtree(folder / "media")
    if (folder / "db.sqlite3").exists():
        for path in folder.glob("db.sqlite3*"):
            path.unlink()
        return
    connection = psycopg2.connect(server.environment["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()


def test_what_was_backed_up_is_there_again_after_all_was_lost(server, folder, tmp_path):
    before = books(server)
    backed_up = command(server, "backup", str(tmp_path))
    server.stop()
    lose_everything(server, folder)

    restored = command(server, "restore", str(tmp_path))

    assert backed_up.returncode == 0, backed_up.stderr
    assert f"{len(before)} originals backed up." in backed_up.stdout
    assert restored.returncode == 0, restored.stderr
    assert f"{len(before)} originals restored." in restored.stdout
    server.start()
    assert books(server) == before


def test_a_second_backup_fetches_only_what_is_new_and_forgets_what_was_deleted(server, tmp_path):
    command(server, "backup", str(tmp_path))
    server.run("from receipts.models import Receipt; Receipt.objects.first().delete()")
    left = len(books(server))
    strangers = tmp_path / "receipts" / "my own photo.png"
    strangers.write_bytes(b"not of a receipt")

    again = command(server, "backup", str(tmp_path))

    assert "0 originals backed up." in again.stdout
    assert f"{left} originals were there already." in again.stdout
    assert strangers.exists()
    assert len(list((tmp_path / "receipts").glob("*-*.png"))) == left > 0


def test_a_restore_into_a_database_with_accounts_is_refused(server, tmp_path):
    before = books(server)
    command(server, "backup", str(tmp_path))

    refused = command(server, "restore", str(tmp_path))

    assert refused.returncode != 0
    assert "--replace" in refused.stderr
    assert books(server) == before


def test_a_restore_of_nothing_changes_nothing(server, tmp_path):
    before = books(server)

    refused = command(server, "restore", str(tmp_path / "elsewhere"), "--replace")

    assert refused.returncode != 0
    assert "There is no db." in refused.stderr
    assert books(server) == before

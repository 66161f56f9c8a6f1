"""The scene: the server and everything that it asks, each of which can be made to fail."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from chaos.plan import Options, Pace
from chaos.server import WatchedServer
from chaos.stand_ins.model import Model, running_model
from chaos.stand_ins.storage import Cloudinary, Disk, FailingStorage
from receipts.tests.cloudinary_server import API_KEY as CLOUDINARY_KEY
from receipts.tests.cloudinary_server import API_SECRET, CLOUD, running_cloudinary
from receipts.tests.openai_server import API_KEY
from tests.own_postgres import Postgres, own_postgres
from tests.server import PROJECT, PYTHON

THREADS, WORKERS = 6, 8
# Stays after the trial, for whoever asks why something did not hold.
LOG = PROJECT / ".cache" / "chaos-server.log"
_SWEEP_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Scene:
    """`database` None: it is a file, SQLite's. `temporary`: where the server has such files."""

    server: WatchedServer
    model: Model
    storage: FailingStorage
    database: Postgres | None
    database_url: str
    temporary: Path


@contextmanager
def prepared_scene(options: Options, pace: Pace) -> Iterator[Scene]:
    """All run but the server itself, which is prepared; all have ended when the block has."""
    with ExitStack() as end:
        folder = Path(end.enter_context(TemporaryDirectory(prefix="smart-accounting-")))
        database = None
        if options.database == "postgres":
            database = end.enter_context(own_postgres())
        model, model_url = end.enter_context(
            running_model(seed=options.seed, seconds=pace.model, patience=pace.reader_patience)
        )
        storage, storage_variables = _storage(options, folder, end)
        temporary = folder / "tmp"
        temporary.mkdir()
        url = database.get_uri() if database else f"sqlite:///{folder / 'db.sqlite3'}"
        server = WatchedServer(
            folder=folder,
            database_url=url,
            log=folder / "server.log",
            python=PYTHON,
            **_variables(pace, model_url, temporary),
            **storage_variables,
        )
        end.callback(shutil.copy, folder / "server.log", LOG)
        end.callback(server.kill)
        yield Scene(
            server=server,
            model=model,
            storage=storage,
            database=database,
            database_url=url,
            temporary=temporary,
        )


def _storage(
    options: Options, folder: Path, end: ExitStack
) -> tuple[FailingStorage, dict[str, str]]:
    """And what tells the server of it."""
    if options.storage == "disk":
        return Disk(folder / "media" / "receipts"), {"CLOUDINARY_CLOUD_NAME": ""}
    stub = end.enter_context(running_cloudinary())
    variables = {
        "CLOUDINARY_CLOUD_NAME": CLOUD,
        "CLOUDINARY_API_KEY": CLOUDINARY_KEY,
        "CLOUDINARY_API_SECRET": API_SECRET,
        "CLOUDINARY_UPLOAD_PREFIX": stub.url,
    }
    return Cloudinary(stub, seed=options.seed), variables


def _variables(pace: Pace, model_url: str, temporary: Path) -> dict[str, str]:
    return {
        "RECEIPT_READER": "openai",
        "SECOND_OPINION": "off",
        "OPENAI_API_KEY": API_KEY,
        "OPENAI_BASE_URL": model_url,
        "OPENAI_TIMEOUT_SECONDS": str(pace.reader_patience),
        # So that absurd numbers of tokens have an absurd price as well.
        "OPENAI_INPUT_PRICE": "2.5",
        "OPENAI_OUTPUT_PRICE": "10",
        "RECEIPT_LEASE_SECONDS": str(pace.lease),
        "SWEEP_SECONDS": str(_SWEEP_SECONDS),
        "WEB_CONCURRENCY": str(pace.processes),
        "WEB_THREADS": str(THREADS),
        "TASKS_WORKERS": str(WORKERS),
        "TMPDIR": str(temporary),
        "CLOUDINARY_URL": "",
    }

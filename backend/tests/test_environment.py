"""What an operator sees: a bad environment is named, a good one passes the deploy checks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "production-like-key-of-more-than-fifty-characters-0123456789",
    "HTTPS_ONLY": "true",
    "ALLOWED_HOSTS": "api.example.com",
    "FRONTEND_URL": "https://app.example.com",
    "CLOUDINARY_CLOUD_NAME": "cloud",
    "CLOUDINARY_API_KEY": "key",
    "CLOUDINARY_API_SECRET": "secret",
    "OPENAI_API_KEY": "sk-not-real",
    "EMAIL_URL": "smtp://user:password@mail.example.com:587",
    "DJANGO_LOG_LEVEL": "INFO",
}

MORE_MACHINES = {"SECRET_KEY": "x", "TASKS_BACKEND": "procrastinate"}
SHOW_SECOND_READER = "from django.conf import settings; print(settings.SECOND_READER)"


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python with these variables and no other of the project's; an empty one is left out."""
    unset = dict.fromkeys(PRODUCTION, "")
    # The checks of the models ask the database what it can do. A `.env` may name a demo account.
    fixed = {"DATABASE_URL": "sqlite://:memory:", "DEMO_PASSWORD": ""}
    environment = os.environ | unset | fixed | variables
    environment["DJANGO_SETTINGS_MODULE"] = "backend.settings"
    for name in [name for name, value in environment.items() if name in unset and not value]:
        del environment[name]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BACKEND,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": " "}, "SECRET_KEY: must not be empty"),
        ({"SECRET_KEY": "x", "OCR_THREADS": "0"}, "OCR_THREADS: must be at least 1"),
        ({"SECRET_KEY": "x", "UPLOAD_RATE": "many/m"}, "UPLOAD_RATE: must be rates such as 120/m"),
        (
            {"SECRET_KEY": "x", "METRICS_TOKEN": "short"},
            "METRICS_TOKEN: must be 20 ASCII characters or more, or empty",
        ),
        (
            {"SECRET_KEY": "x", "DATABASE_URL": "mysql://user:password@127.0.0.1/books"},
            "DATABASE_URL: must be postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:///PATH",
        ),
        (
            {"SECRET_KEY": "x", "WEBHOOK_ALLOWED_NETWORKS": "10.0.0.0/8,here"},
            "WEBHOOK_ALLOWED_NETWORKS: must be networks such as 10.0.0.0/8",
        ),
        ({"SECRET_KEY": "x", "WEBHOOK_TIMEOUT_SECONDS": "0"}, "WEBHOOK_TIMEOUT_SECONDS: "),
        ({"SECRET_KEY": "x", "RECEIPT_READER": "gpt"}, "RECEIPT_READER: must be one of: auto"),
        (
            {"SECRET_KEY": "x", "RECEIPT_READERS": "openai,GPT 4"},
            "RECEIPT_READERS: must be openai, offline and names of others",
        ),
        (
            {"SECRET_KEY": "x", "RECEIPT_READERS": "comparison,offline"},
            "RECEIPT_READERS: must be openai, offline and names of others",
        ),
        (
            {"SECRET_KEY": "x", "RECEIPT_READERS": "offline,offline"},
            "RECEIPT_READERS: must be openai, offline and names of others",
        ),
        ({"SECRET_KEY": "x", "RECEIPT_READERS": "offline,openai"}, "OPENAI_API_KEY must be set"),
        ({"SECRET_KEY": "x", "RECEIPT_READERS": "spare"}, "READER_SPARE_MODEL must be set"),
        (
            {"SECRET_KEY": "x", "RECEIPT_READERS": "spare", "READER_SPARE_MODEL": "m"},
            "READER_SPARE_API_KEY or READER_SPARE_BASE_URL must be set",
        ),
        (
            {
                "SECRET_KEY": "x",
                "RECEIPT_READERS": "spare",
                "READER_SPARE_MODEL": "m",
                "READER_SPARE_API_KEY": "k",
                "READER_SPARE_PRICE": "1,-2",
            },
            "READER_SPARE_PRICE: must be two prices",
        ),
        (
            {
                "SECRET_KEY": "x",
                "RECEIPT_READERS": "spare,offline",
                "READER_SPARE_MODEL": "m",
                "READER_SPARE_API_KEY": "k",
                "MODEL_MAX_COST_PER_MONTH": "5",
            },
            "set READER_SPARE_PRICE",
        ),
        (
            {
                "SECRET_KEY": "x",
                "RECEIPT_READER": "openai",
                "OPENAI_API_KEY": "k",
                "MODEL_MAX_COST_PER_RECEIPT": "0.01",
            },
            "set OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE",
        ),
        ({"SECRET_KEY": "x", "SECOND_OPINION": "on"}, "SECOND_OPINION: must be one of: auto, off"),
        ({"SECRET_KEY": "x", "RECEIPT_READER": "openai"}, "OPENAI_API_KEY must be set"),
        ({"SECRET_KEY": "x", "CLOUDINARY_API_KEY": "k"}, "must be set together"),
        (MORE_MACHINES, "DATABASE_URL must be postgres://"),
    ],
)
def test_a_bad_variable_stops_the_start_with_its_name(variables, sentence):
    done = run("-c", "from backend import env", **variables)

    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1]


def test_more_machines_need_packages_that_production_may_lack():
    without = "import sys; sys.modules['procrastinate'] = None; from backend import env"
    database = {"DATABASE_URL": "postgres://user:password@127.0.0.1:1/books"}

    done = run("-c", without, **MORE_MACHINES, **database)

    assert done.returncode == 1
    assert "requirements-procrastinate.txt must be installed" in done.stderr.splitlines()[-1]


def test_production_has_to_say_where_its_client_is():
    """Else its mails would lead to the reader's own machine."""
    done = run("manage.py", "check", **PRODUCTION | {"FRONTEND_URL": ""})

    assert done.returncode == 1
    assert "FRONTEND_URL must be set where HTTPS_ONLY is true" in done.stderr


def test_elsewhere_the_client_is_expected_on_the_servers_own_address():
    show = "from backend import env; print(env.FRONTEND_URL, *env.CORS_ALLOWED_ORIGINS)"

    done = run("-c", show, SECRET_KEY="x", PORT="8123")

    assert done.stdout.split() == ["http://localhost:8123"] * 2


@pytest.mark.parametrize(
    ("variables", "url"),
    [({}, "/api/docs/"), ({"FRONTEND_URL": "https://app.example.com"}, "https://app.example.com")],
)
def test_the_staffs_link_leads_to_the_client_where_there_is_one(variables, url):
    show = "from django.conf import settings; print(settings.STAFF_SITE_URL)"

    assert run("-c", show, SECRET_KEY="x", **variables).stdout.split() == [url]


@pytest.mark.parametrize(
    ("variables", "second"),
    [
        ({"OPENAI_API_KEY": "sk-not-real"}, "offline"),
        ({"OPENAI_API_KEY": "sk-not-real", "SECOND_OPINION": "off"}, "None"),
        ({"OPENAI_API_KEY": "sk-not-real", "RECEIPT_READER": "offline"}, "None"),
        ({}, "None"),
    ],
)
def test_a_second_reader_reads_along_with_a_model_unless_it_is_off(variables, second):
    done = run(
        "-c", SHOW_SECOND_READER, **{"SECRET_KEY": "x", "RECEIPT_READER": "auto"} | variables
    )

    assert done.stdout.split() == [second]


def test_a_copy_of_the_example_is_a_good_environment():
    example = (BACKEND.parent / ".env.example").read_text()
    variables = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE)) | {"SECRET_KEY": "x"}
    show = "from backend import env; print(env.DATABASE['NAME'], env.MEDIA_ROOT, env.DECODERS)"

    done = run("-c", show, **variables)

    var = BACKEND.parent / "var"
    assert done.stdout.split() == [str(var / "db.sqlite3"), str(var / "media"), "None"], done.stderr


@pytest.mark.parametrize(
    ("variables", "readers"),
    [
        ({"RECEIPT_READERS": "openai,offline", "RECEIPT_READER": "offline"}, ["openai", "offline"]),
        ({"RECEIPT_READERS": "offline,openai"}, ["offline", "openai"]),
        ({"RECEIPT_READER": "offline"}, ["offline"]),
        ({"RECEIPT_READER": "auto"}, ["openai"]),
        ({"RECEIPT_READER": "auto", "OPENAI_API_KEY": ""}, ["offline"]),
    ],
)
def test_readers_come_in_their_order_and_one_name_is_enough(variables, readers):
    show = "from backend import env; print(*env.RECEIPT_READERS)"

    done = run("-c", show, **{"SECRET_KEY": "x", "OPENAI_API_KEY": "sk-not-real"} | variables)

    assert done.stdout.split() == readers


def test_without_the_offline_readers_package_there_is_no_second_reader():
    absent = "import sys; sys.modules['rapidocr'] = None;"
    model = {"SECRET_KEY": "x", "OPENAI_API_KEY": "sk-not-real", "RECEIPT_READER": "auto"}

    done = run("-c", absent + SHOW_SECOND_READER, **model)

    assert done.stdout.split() == ["None"]


def test_a_command_says_so_in_one_line():
    done = run("manage.py", "check", SECRET_KEY=" ")

    assert done.returncode == 1
    assert "SECRET_KEY: must not be empty" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_production_passes_the_deploy_checks():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert done.returncode == 0, done.stderr


def test_what_the_guide_names_is_enough_for_the_deploy_checks():
    guide = (BACKEND.parent / "docs" / "operations.md").read_text()
    sentence = re.search(r"is clean with these set:(.+?)\.\n", guide, re.DOTALL)[1]
    names = set(re.findall(r"`([A-Z_]+)", sentence))
    if "Cloudinary" in sentence:
        names |= {name for name in PRODUCTION if name.startswith("CLOUDINARY_")}
    named = {name: PRODUCTION[name] for name in names}

    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **named)

    assert done.returncode == 0, done.stderr


def test_the_deploy_checks_name_what_is_missing():
    short_of = {"SECRET_KEY": "short"}

    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **short_of)

    assert done.returncode == 1
    for name in ("SECRET_KEY", "HTTPS_ONLY", "EMAIL_URL", "CLOUDINARY_CLOUD_NAME"):
        assert name in done.stderr

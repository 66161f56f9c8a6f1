"""The files and commands for operators fit the project: nothing they name is missing here."""

import ast
import re
from collections.abc import Iterator

import pytest
import yaml
from django.core.management import get_commands

from receipts.intake.bulk_upload import max_total_bytes
from tests.test_docs import PROJECT, read_variables

COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text())
DOCKERFILE = (PROJECT / "Dockerfile").read_text()
GUIDE = (PROJECT / "docs" / "operations.md").read_text()
# Of the images, and what compose puts together itself.
OTHERS_VARIABLES = {"DATABASE_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
# Flags of Heroku's command line 11.10.0, as its own help lists them; `--` ends them.
HEROKU = {
    "run": {"--", "-a"},
    "ps:scale": {"-a"},
    "pg:backups:capture": {"-a"},
    "pg:backups:download": {"-a"},
    "pg:backups:restore": {"-a"},
}
LOGS = {"warning", "error", "exception", "critical"}


def test_compose_sets_only_variables_that_are_read():
    set_there = {name for each in COMPOSE["services"].values() for name in each["environment"]}
    asked_for = set(re.findall(r"\$\{(\w+)", (PROJECT / "compose.yaml").read_text()))

    assert set_there | asked_for <= read_variables() | OTHERS_VARIABLES


def test_whatever_an_operator_sets_reaches_the_server():
    web = COMPOSE["services"]["web"]

    assert web["env_file"] == ".env"
    # What the containers decide themselves, and the one that must not be missing.
    assert set(web["environment"]) == {"DATABASE_URL", "MEDIA_ROOT", "PORT", "SECRET_KEY"}
    assert web["ports"] == [f"127.0.0.1:8000:{web['environment']['PORT']}"]


def test_the_server_waits_for_its_migrations_and_they_for_the_database():
    services = COMPOSE["services"]

    assert services["web"]["depends_on"] == {
        "release": {"condition": "service_completed_successfully"}
    }
    assert services["release"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "healthcheck" in services["database"]


def test_what_must_last_is_in_a_volume():
    mounted = {
        volume.split(":")[0]
        for each in COMPOSE["services"].values()
        for volume in each.get("volumes", [])
    }
    web = COMPOSE["services"]["web"]

    assert mounted == set(COMPOSE["volumes"]) == {"originals", "database"}
    assert web["environment"]["MEDIA_ROOT"] == web["volumes"][0].split(":")[1]


def test_the_image_has_the_python_of_the_project_and_copies_what_is_there():
    python = (PROJECT / ".python-version").read_text().strip()
    tag = re.search(r"^FROM python:([\d.]+)", DOCKERFILE, re.MULTILINE)
    copied = re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE)

    assert tag
    assert python.startswith(tag[1])
    assert [n for names in copied for n in names.split() if not (PROJECT / n).exists()] == []
    assert 'CMD ["gunicorn", "--config", "gunicorn.conf.py"]' in DOCKERFILE


def test_the_image_has_the_client_programs_of_the_database_beside_it():
    """postgresql-client of the image's Debian is version 17; pg_dump refuses a newer server."""
    assert "postgresql-client" in DOCKERFILE
    assert COMPOSE["services"]["database"]["image"] == "postgres:17"


@pytest.mark.parametrize("text", [GUIDE, DOCKERFILE, (PROJECT / "compose.yaml").read_text()])
def test_every_command_that_is_named_is_there(text):
    known = set(get_commands()) | {"procrastinate"}

    assert set(re.findall(r"manage\.py (\w+)", text)) <= known


def test_nginx_lets_the_largest_body_through_that_the_server_takes():
    limit = re.search(r"client_max_body_size (\d+)m;", GUIDE)

    assert limit
    assert int(limit[1]) * 2**20 > max_total_bytes()


def test_the_unit_names_files_of_the_project():
    unit = GUIDE.split("```ini")[1].split("```")[0]
    used = set(re.findall(r"(?:backend/manage\.py|gunicorn\.conf\.py)", unit))

    assert used == {"backend/manage.py", "gunicorn.conf.py"}
    assert [name for name in used if not (PROJECT / name).exists()] == []


def test_the_unit_makes_ready_what_the_server_and_its_admin_need():
    unit = GUIDE.split("```ini")[1].split("```")[0]
    prepared = re.findall(r"ExecStartPre=\S+ backend/manage\.py (\w+)", unit)

    assert prepared == ["migrate", "createcachetable", "collectstatic"]


def test_heroku_is_called_as_its_command_line_wants():
    calls = re.findall(r"`heroku ([^`]+)`", GUIDE.replace("\n", " "))

    assert calls
    for call in calls:
        command, *rest = call.split()
        flags = {
            word
            for word in rest[: rest.index("--") + 1 if "--" in rest else None]
            if word[0] == "-"
        }
        assert flags <= HEROKU[command], call


def test_every_event_of_the_log_says_what_to_do():
    events = set()
    for path in (PROJECT / "backend").rglob("*.py"):
        if "tests" not in path.parts:
            events |= set(_logged(ast.parse(path.read_text())))
    rows = set(re.findall(r"^\| `(.+?)` \| (?:warning|error) \|", GUIDE, re.MULTILINE))

    assert sorted(events - rows) == []
    assert sorted(rows - events) == []


def _logged(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(ast.Name("logger"), method), [text, *_]) if method in LOGS:
                yield ast.literal_eval(text)

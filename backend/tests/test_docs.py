"""The documentation is true: what it should name is there, and nothing that is not."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from reports.registry import REPORTS
from subscriptions.plans import PLANS, plan_needed_for

PROJECT = Path(__file__).resolve().parent.parent.parent
OWN_APPS = {"accounts", "subscriptions", "receipts", "reports", "webhooks", "common"}
ENV_SOURCE = (PROJECT / "backend" / "backend" / "env.py").read_text()
ENV_EXAMPLE = (PROJECT / ".env.example").read_text()
NAMED_TERMS = {
    *("agreement", "calibration", "carry-over", "content match", "credit note", "deskew"),
    *("duplicate", "fusion", "gradient boosting", "image match", "lease", "ledger entry"),
    *("offline reader", "reference implementation", "resolution", "second opinion"),
    *("synthetic receipts", "training"),
}


def read_variables() -> set[str]:
    return set(re.findall(r'_env\.\w+\(\s*"([A-Z_]+)"', ENV_SOURCE))


def paths(patterns, prefix=""):
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


def test_every_variable_is_in_the_example_once():
    documented = re.findall(r"^([A-Z_]+)=", ENV_EXAMPLE, re.MULTILINE)

    assert sorted(documented) == sorted(read_variables())


def test_every_variable_of_the_example_says_what_it_is_or_stands_under_a_heading():
    assert all(not line or line[0] == "#" or "=" in line for line in ENV_EXAMPLE.splitlines())


def test_the_app_manifest_sets_only_variables_that_are_read():
    manifest = json.loads((PROJECT / "app.json").read_text())

    assert set(manifest["env"]) - {"DJANGO_SETTINGS_MODULE"} <= read_variables()


@pytest.mark.parametrize(
    "command", sorted(name for name, app in get_commands().items() if app in OWN_APPS)
)
def test_every_command_is_in_the_operations_guide(command):
    assert f"manage.py {command}" in (PROJECT / "docs" / "operations.md").read_text()


def test_every_path_of_the_api_is_in_the_api_guide():
    guide = (PROJECT / "docs" / "api.md").read_text()
    own = {
        re.sub(r"<[^>]*?(\w+)>", r"{\1}", path).removeprefix("api/v1/")
        for path in paths(get_resolver().url_patterns)
        if path.startswith("api/v1/") and not path.startswith("api/v1/auth/")
    }

    assert [path for path in sorted(own) if f"`{path}`" not in guide] == []


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "ledger"])
def test_every_report_is_defined_in_the_guide_of_reports(name):
    assert f"\n| `{name}/` | " in (PROJECT / "docs" / "reports.md").read_text()


def test_the_guide_of_plans_lists_the_reports_of_each():
    rows = (PROJECT / "docs" / "billing.md").read_text().splitlines()
    cells = next(row for row in rows if row.startswith("| reports |")).strip("| ").split(" | ")[1:]
    listed = [set(cell.removeprefix("and ").split(", ")) for cell in cells]

    assert listed == [
        {r.name for r in REPORTS.values() if plan_needed_for(r.feature) == plan} - {"ledger"}
        for plan in PLANS.values()
    ]


def test_both_version_files_agree_with_the_tools():
    version = (PROJECT / ".python-version").read_text().strip()
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text())

    assert (PROJECT / "runtime.txt").read_text().strip() == f"python-{version}"
    assert settings["tool"]["ruff"]["target-version"] == "py312"


def test_every_requirement_is_pinned_and_has_a_reason():
    for file in PROJECT.glob("requirements*.txt"):
        for line in file.read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.match(r"\S+==\S+\s+# \S", line), f"{file.name}: {line}"


def test_make_help_names_every_target():
    makefile = (PROJECT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE)) - {"help"}

    assert targets == set(re.findall(r'@echo "make ([\w-]+)', makefile))


def test_links_between_documents_lead_somewhere():
    for document in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_places_that_the_architecture_names_are_there():
    table = (PROJECT / "docs" / "architecture.md").read_text().split("## Where would it go")[1]
    places = re.findall(r"`([\w/]+(?:\.py|/))`", table)

    assert len(places) > 25
    assert [place for place in places if not (PROJECT / "backend" / place).exists()] == []


@pytest.mark.parametrize("number", [0, 1], ids=["accounting", "code"])
def test_the_glossary_is_alphabetical(number):
    terms = glossary()[number]

    assert terms == sorted(terms, key=str.casefold)
    assert len(terms) == len(set(terms))


def test_the_glossary_has_the_terms_that_names_are_made_of():
    terms = {term.strip() for table in glossary() for row in table for term in row.split(",")}

    assert sorted(NAMED_TERMS - terms) == []


def test_every_decision_has_a_date_and_a_status_and_stands_in_the_index():
    folder = PROJECT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    for record in folder.glob("[!R]*.md"):
        heading = re.match(
            r"# (.+)\n\nDate: (\d{4}-\d\d-\d\d)\. Status: (.+)\.\n", record.read_text()
        )
        assert heading, record.name
        title, date, status = heading.groups()
        assert f"| [{title}]({record.name}) | {date} | {status} |" in index


def glossary() -> list[list[str]]:
    """The terms of each table, as they come."""
    text = (PROJECT / "docs" / "glossary.md").read_text()
    tables = text.split("| --- | --- |\n")[1:]
    return [re.findall(r"^\| (.+?) \|", table.split("\n\n")[0], re.MULTILINE) for table in tables]

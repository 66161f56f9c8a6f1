"""Imports that no contract of import-linter can express.

It knows a library by its top name alone, so which of its modules are used is looked up here, in
the sources themselves.
"""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
BRIDGE = PROJECT / "backend" / "accounts" / "allauth_internals.py"
MONEY = PROJECT / "backend" / "common" / "money.py"


def sources():
    for folder in ("backend", "scripts"):
        yield from (PROJECT / folder).rglob("*.py")


def imported_names(source):
    """Every module and every name that a source takes from one, dotted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def internals_of_allauth(source):
    for name in imported_names(source):
        top, *rest = name.split(".")
        if top == "allauth" and "internal" in rest:
            yield name


@pytest.mark.parametrize(
    "line",
    [
        "from allauth.core.internal import ratelimit",
        "from allauth.core import internal as anything",
        "import allauth.account.internal.userkit",
        "def late():\n    from allauth.mfa.totp.internal.auth import TOTP",
    ],
)
def test_every_way_to_import_an_internal_is_seen(line):
    assert list(internals_of_allauth(line))


def test_every_folder_of_modules_is_a_package_that_the_contracts_see():
    folders = {file.parent for file in (PROJECT / "backend").glob("*/**/*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_only_the_bridge_imports_what_allauth_keeps_internal():
    found = {file for file in sources() if list(internals_of_allauth(file.read_text()))}

    assert found == {BRIDGE}


def test_the_decimals_of_a_currency_come_from_one_place():
    asked = "babel.numbers.get_currency_precision"

    found = {file for file in sources() if asked in imported_names(file.read_text())}

    assert found == {MONEY}

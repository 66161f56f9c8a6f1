"""The lock file of the client: `npm ci` takes it on every platform, from any registry."""

import json

from tests.server import PROJECT

LOCK_FILE = PROJECT / "client" / "package-lock.json"


def packages():
    return json.loads(LOCK_FILE.read_text())["packages"]


def test_it_names_no_registry():
    assert [name for name, package in packages().items() if "resolved" in package] == []


def test_what_only_another_platform_needs_is_in_it():
    """`npm install` leaves out what its registry lacks, and then `npm ci` refuses the file. The
    entry of a neighbour, with the other `os` and `cpu` and without `integrity`, mends it."""
    known = {name.rpartition("node_modules/")[2] for name in packages()}
    wanted = {
        optional
        for package in packages().values()
        for optional in package.get("optionalDependencies", {})
    }

    assert wanted - known == set()

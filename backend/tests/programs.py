"""Programs by others that tests start: `scripts/install_test_servers` puts them there."""

import os
from pathlib import Path

import pytest

from tests.databases import PROJECT

FOLDER = PROJECT / ".cache" / "test-servers"
NODE = FOLDER / "node" / "node"
NODE_MODULES = FOLDER / "node" / "node_modules"


def installed(program: Path) -> Path:
    """Where it is missing the test is skipped; where everything can be installed, it fails."""
    if not program.exists():
        missing = "the test servers are not installed: run scripts/install_test_servers"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return program

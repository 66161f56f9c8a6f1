"""The bundle that `scripts/build_client` leaves in a folder: the page, and the paths it knows."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Bundle:
    """`paths` are those of the client's table of routes, without the first slash."""

    page: str
    paths: re.Pattern[str]

    def has(self, path: str) -> bool:
        return self.paths.fullmatch(path.removesuffix("/")) is not None


@cache
def read_bundle(folder: Path) -> Bundle | None:
    """Read once: the files that the page names are looked up once too. None: nothing was built."""
    page = folder / "index.html"
    if not page.exists():
        return None
    paths = json.loads((folder / "paths.json").read_text())
    return Bundle(page.read_text(), re.compile("|".join(map(_pattern, paths))))


def _pattern(path: str) -> str:
    """`/review/:id` as a regular expression."""
    parts = path.strip("/").split("/")
    return "/".join("[^/]+" if part.startswith(":") else re.escape(part) for part in parts)

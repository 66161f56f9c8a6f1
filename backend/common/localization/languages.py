"""Languages: English, and each that has a catalogue `locale/<language>/LC_MESSAGES/django.po`.

Gettext reads compiled catalogues. They are made of the sources when the settings are read, where
they are missing or older, so that a language is one file and nothing has to be run.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from django.conf.locale import LANG_INFO

ENGLISH = "en"
_SOURCES = "*/LC_MESSAGES/django.po"


def languages_of(folder: Path) -> list[tuple[str, str]]:
    """Each with its name for itself."""
    found = sorted(source.parent.parent.name for source in folder.glob(_SOURCES))
    return [(code, _own_name(code)) for code in [ENGLISH, *found]]


def compiled_catalogues(folder: Path) -> Path:
    """Where the compiled ones are: beside the sources, or in a folder of this process where nothing
    can be written there."""
    stale = [source for source in folder.glob(_SOURCES) if _is_stale(source)]
    try:
        for source in stale:
            _compile(source, source.with_suffix(".mo"))
    except OSError:
        return _compile_elsewhere(folder)
    return folder


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path, target: Path) -> None:
    """Whole or not at all: other processes may be starting as well."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only after a change
    from babel.messages.pofile import read_po  # noqa: PLC0415

    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as text:
        catalogue = read_po(text)
    unfinished = target.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)


def _compile_elsewhere(folder: Path) -> Path:
    elsewhere = Path(tempfile.mkdtemp(prefix="locale-"))
    atexit.register(shutil.rmtree, elsewhere, ignore_errors=True)
    for source in folder.glob(_SOURCES):
        _compile(source, (elsewhere / source.relative_to(folder)).with_suffix(".mo"))
    return elsewhere


def _own_name(code: str) -> str:
    return str(LANG_INFO.get(code, {}).get("name_local", code))

"""Catalogues: nothing is said to people that cannot be said in every language."""

import ast
import os
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from common.localization.languages import compiled_catalogues, languages_of

PROJECT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = sorted((PROJECT / "backend" / "locale").glob("*/LC_MESSAGES/django.po"))
_PERCENT = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def messages():
    spec = spec_from_file_location("messages", PROJECT / "scripts" / "messages.py")
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def catalogue(file: Path):
    with file.open("rb") as text:
        return read_po(text)


def placeholders(text: str) -> list[str]:
    try:
        braces = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        braces = []
    return sorted([*braces, *_PERCENT.findall(text)])


def test_there_is_german():
    assert "de" in [file.parent.parent.name for file in CATALOGUES]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_every_catalogue_says_all_of_it(messages, file):
    """`python scripts/messages.py` brings it up to date; what is empty then wants a translation."""
    found = {message.id: message for message in catalogue(file) if message.id}
    said = messages.collected()

    assert sorted(said.keys() - found.keys()) == []
    assert sorted(found.keys() - said.keys()) == []
    assert [text for text, message in found.items() if not message.string] == []
    assert [text for text, message in found.items() if message.fuzzy] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_translations_have_the_placeholders_of_the_original(file):
    for message in catalogue(file):
        assert placeholders(message.string) == placeholders(message.id), message.id


def test_what_is_raised_or_answered_is_collected(messages):
    """Also what does not read as a sentence, which the collector would leave out."""
    said = messages.collected()
    lost = []
    for path in messages.files("*.py"):
        if messages._OTHERS.search(f"/{path}") and path not in messages._ALSO:
            continue
        tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
        lost += [f"{path}: {text}" for text in told_in(messages, tree) if text not in said]

    assert lost == []


def told_in(messages, tree: ast.AST):
    """Texts of errors, of checks, and those that answers have as `detail` or `message`."""
    for node in ast.walk(tree):
        told = []
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            told = [] if messages.name_of(node.exc.func) in _BUGS else node.exc.args[:1]
        elif isinstance(node, ast.keyword) and node.arg in {"message", "text", "detail"}:
            told = [node.value]
        elif isinstance(node, ast.Dict):
            told = [
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value in {"message", "detail", "error"}
            ]
        for value in told:
            text = messages.template_of(value) if isinstance(value, ast.JoinedStr) else ""
            text = text or next(messages.texts(value), "")
            if " " in re.sub(r"{\w*}", "", text).strip():
                yield text.strip()


_BUGS = {"RuntimeError", "TypeError", "ValueError", "AssertionError", "KeyError", "OSError"}
_BUGS |= {"RequestDataTooBig", "BadZipFile"}  # are answered in other words


def test_mails_have_no_words_outside_of_what_is_translated(messages):
    for path in messages.files("*.txt", "*.html"):
        if "/email/" not in path:
            continue
        source = (PROJECT / path).read_text(encoding="utf-8")
        rest = messages._TEMPLATE_TAGS.sub("", source)
        rest = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>|Smart Accounting", "", rest, flags=re.DOTALL)
        assert not re.search(r"[A-Za-z]", rest), path


def test_a_sentence_is_found_wherever_it_stands(messages):
    source = '''
"""A docstring. It is no message."""
logger.warning("Only for the log, not for people.")
field = CharField(help_text="Documentation. Nobody is told.")

def upload(name, limit, files):
    """Another docstring."""
    if not files:
        raise AppError("There is nothing to upload.")
    return f"At most {limit.files} of {', '.join(names)}."
'''
    found = list(messages.messages_in("backend/receipts/new.py", source))

    assert found == ["There is nothing to upload.", "At most {files} of {names}."]


def test_a_language_is_one_file(messages, tmp_path):
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.touch()
    messages.update(source, {"The file is empty.": ["backend/receipts/new.py"]})

    assert languages_of(tmp_path) == [("en", "English"), ("fr", "français")]
    assert compiled_catalogues(tmp_path) == tmp_path
    assert source.with_suffix(".mo").exists()


def test_where_nothing_can_be_written_catalogues_are_compiled_elsewhere(tmp_path):
    source = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(CATALOGUES[0].read_bytes())
    source.with_suffix(".mo").mkdir()  # in the way, and older than the source
    os.utime(source.with_suffix(".mo"), (0, 0))

    elsewhere = compiled_catalogues(tmp_path)

    assert elsewhere != tmp_path
    assert (elsewhere / "de" / "LC_MESSAGES" / "django.mo").is_file()


def test_the_languages_of_the_settings_are_those_of_the_catalogues():
    found = [file.parent.parent.name for file in CATALOGUES]

    assert [code for code, _ in settings.LANGUAGES] == ["en", *found]

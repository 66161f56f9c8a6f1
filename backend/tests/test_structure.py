"""Bounds on the structure of the source: each of them can fail."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "structure.py"
FIELDS = ["vendor", "purchased_on", "total", "subtotal", "discount", "tax", "tip", "currency"]


@pytest.fixture(scope="module")
def structure():
    spec = spec_from_file_location("structure", SCRIPT)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture
def tree(tmp_path):
    """A project that keeps every bound."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)  # noqa: S607 - wherever git is
    write(tmp_path, "app/models.py", '"""Rows."""\n' + "def short():\n    return 1\n" * 20)
    write(tmp_path, "app/services/upload.py", '"""Uploads."""\ndef upload():\n    return 1\n')
    return tmp_path


def write(tree, name, text):
    path = tree / "backend" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_small_project_keeps_them_all(structure, tree, capsys):
    assert structure.main(tree) == 0
    assert "Too many" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "block",
    [
        f"NAMES = {FIELDS}",
        f"NAMES = {{'transaction__{FIELDS[0]}': 1, **dict.fromkeys({FIELDS[1:]}, 2)}}",
        "create(" + ", ".join(f"{field}=row.{field}" for field in FIELDS) + ")",
        "class Row:\n" + "".join(f"    {field}: str\n" for field in FIELDS),
        f"def read({', '.join(FIELDS)}): ...",
    ],
    ids=["list", "nested", "call", "class", "signature"],
)
def test_a_list_of_the_fields_is_one_block(structure, block):
    assert len(structure.blocks(structure.ast.parse(block))) == 1


@pytest.mark.parametrize(
    "code",
    [
        f"NAMES = {FIELDS[1:]}",
        f"NAMES = {FIELDS[1:] + FIELDS[1:]}",
        "NAMES = [\n" + "".join(f"    '{field}',\n\n\n" for field in FIELDS) + "]",
        "class Row:\n    def sum(self):\n" + "".join(f"        {field}\n" for field in FIELDS),
    ],
    ids=["too few", "the same twice", "too far apart", "in a method"],
)
def test_other_code_is_none(structure, code):
    assert structure.blocks(structure.ast.parse(code)) == []


def fails(structure, tree, capsys, figure):
    assert figure in structure.BOUNDS
    assert structure.main(tree) == 1
    return f"Too many: {figure}" in capsys.readouterr().out


def test_one_list_of_the_fields_too_many_fails(structure, tree, capsys):
    for number in range(structure.BOUNDS["blocks of field names"] + 1):
        write(tree, f"app/part{number}/names.py", f"NAMES = {FIELDS}\n")

    assert fails(structure, tree, capsys, "blocks of field names")


def test_one_file_with_them_too_many_fails(structure, tree, capsys):
    for number in range(structure.BOUNDS["files with a block of field names"] + 1):
        write(tree, f"app/part{number}/names.py", f"NAMES = {FIELDS}\n")

    assert fails(structure, tree, capsys, "files with a block of field names")


def test_one_module_too_many_fails(structure, tree, capsys):
    for number in range(structure.BOUNDS["modules in the largest package"] + 1):
        write(tree, f"app/services/step{number}.py", "")

    assert fails(structure, tree, capsys, "modules in the largest package")


def test_a_package_that_is_the_whole_app_fails(structure, tree, capsys):
    write(tree, "app/services/hall.py", "STEP = 1\n" * 200)

    figure = "percent of the source in the largest package of an app"
    assert fails(structure, tree, capsys, figure)


def test_long_functions_fail(structure, tree, capsys):
    write(tree, "app/long.py", ("def long():\n" + "    step()\n" * 30) * 5)

    figure = "lines from which the longest tenth of functions starts"
    assert fails(structure, tree, capsys, figure)


def test_docstrings_make_no_function_long(structure, tree):
    write(tree, "app/told.py", ('def told():\n    """' + "Told.\n" * 30 + '"""\n    step()\n') * 5)

    assert structure.main(tree) == 0


def test_docstrings_that_ask_fail(structure, tree, capsys):
    for number in range(3):
        write(tree, f"app/asking{number}.py", '"""What asks."""\n')

    figure = "percent of module docstrings that open with a question word"
    assert fails(structure, tree, capsys, figure)


@pytest.mark.parametrize("folder", ["app/tests", "app/migrations"])
def test_tests_and_migrations_are_exempt(structure, tree, folder):
    for number in range(structure.BOUNDS["modules in the largest package"] + 1):
        write(tree, f"{folder}/part{number}.py", f'"""What asks."""\nNAMES = {FIELDS}\n')

    assert structure.main(tree) == 0

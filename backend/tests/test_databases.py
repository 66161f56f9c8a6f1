"""The kept database of the tests: made again when what it was made from has changed."""

import pytest

from tests.databases import digest


@pytest.fixture
def project(tmp_path):
    for name in ("receipts/migrations/0001_initial.py", "receipts/models/receipt.py"):
        (tmp_path / "backend" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "backend" / name).write_text("one\n")
    (tmp_path / "requirements.txt").write_text("django==6.1.3\n")
    return tmp_path


@pytest.mark.parametrize(
    "changed",
    [
        "backend/receipts/migrations/0001_initial.py",
        "backend/receipts/migrations/0002_add_tip.py",
        "backend/receipts/models/receipt.py",
        "backend/reports/models.py",
        "backend/reports/change_triggers.py",
        "requirements.txt",
    ],
)
def test_a_change_gives_it_another_name(project, changed):
    before = digest(project)

    (project / changed).parent.mkdir(parents=True, exist_ok=True)
    (project / changed).write_text("another\n")

    assert digest(project) != before


def test_other_code_leaves_it_as_it_is(project):
    before = digest(project)

    (project / "backend" / "receipts" / "tasks.py").write_text("another\n")

    assert digest(project) == before

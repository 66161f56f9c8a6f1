"""A backup into, or from, the very folder where originals are stored is refused."""

import pytest
from django.core.management import CommandError, call_command

from receipts.models import Receipt

pytestmark = pytest.mark.django_db

PLACES = {"around the storage": "", "in the storage": "receipts", "deeper": "receipts/backup"}


def state(folder):
    files = {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")}
    return files, list(Receipt.objects.values())


@pytest.mark.parametrize("command", [["backup"], ["restore", "--replace"]], ids=lambda it: it[0])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("is_linked", [False, True])
def test_the_storage_is_no_place_of_a_backup(receipt, tmp_path, command, place, is_linked):
    folder = tmp_path / place
    if is_linked:
        link = tmp_path / "link"
        link.symlink_to(tmp_path, target_is_directory=True)
        folder = link / place
    before = state(tmp_path)

    with pytest.raises(CommandError, match="is where the originals are stored"):
        call_command(command[0], folder, *command[1:])

    assert state(tmp_path) == before

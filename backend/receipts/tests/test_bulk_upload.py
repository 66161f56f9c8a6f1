"""POST receipts/bulk/: an answer for each file, and no archive that does harm."""

import stat
import struct
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.errors import AppError
from receipts.decoders import decoders
from receipts.intake import bulk_upload
from receipts.intake.archives import ArchiveLimits, read_archive
from receipts.intake.bulk_upload import IncomingFile, upload_many
from receipts.models import Receipt
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.archives import list_archive, unpack
from receipts.storages.receipt_storage import StorageUnavailableError
from receipts.tests.conftest import picture
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.plans import BASIC, PLATINUM
from subscriptions.services.grants import give_plan

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/bulk/"
PICTURE = picture("JPEG", size=(60, 80))
LIMITS = ArchiveLimits(max_files=100, max_file_bytes=2_000_000, max_total_bytes=5_000_000)


@pytest.fixture
def platinum(user):
    now = timezone.now()
    give_plan(user, plan=PLATINUM, until=now.date(), reason="Test", actor=user, now=now)


def files(*contents: bytes):
    return [SimpleUploadedFile(f"{n}.jpg", content) for n, content in enumerate(contents)]


def zipped(*entries, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return buffer.getvalue()


def post_archive(api, content: bytes):
    return api.post(URL, {"archive": SimpleUploadedFile("all.zip", content)}, format="multipart")


def stored(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def assert_nothing_was_kept(folder) -> None:
    assert not Receipt.objects.exists()
    assert not QuotaUse.objects.exists()
    assert stored(folder) == []


def outcomes(response) -> list[tuple]:
    assert response.status_code == 207, response.json()
    return [(one["name"], one["status"]) for one in response.json()["results"]]


def test_each_file_has_its_answer_and_a_bad_one_does_not_harm(api, platinum):
    response = api.post(
        URL, {"files": files(PICTURE, b"no picture", b"", PICTURE)}, format="multipart"
    )

    assert outcomes(response) == [("0.jpg", 201), ("1.jpg", 415), ("2.jpg", 415), ("3.jpg", 201)]
    body = response.json()
    assert (body["accepted"], body["refused"]) == (2, 2)
    assert body["results"][0]["receipt"]["ocr_status"] == "pending"
    assert body["results"][1]["detail"] == body["results"][1]["error"]
    assert Receipt.objects.count() == 2
    assert QuotaPeriod.objects.get().used == 2


def test_an_archive_is_taken_apart(api, platinum):
    content = zipped(
        ("march/", b""),
        ("march/lunch.jpg", PICTURE),
        ("april/lunch.jpg", PICTURE),
        ("__MACOSX/march/._lunch.jpg", b"fork"),
        (".DS_Store", b"x"),
        ("notes.txt", b"hello"),
    )

    response = post_archive(api, content)

    assert outcomes(response) == [("lunch.jpg", 201), ("lunch.jpg", 201), ("notes.txt", 415)]
    assert Receipt.objects.count() == 2
    assert set(Receipt.objects.values_list("original_filename", flat=True)) == {"lunch.jpg"}


def test_it_is_in_every_plan(api):
    assert outcomes(api.post(URL, {"files": files(PICTURE)}, format="multipart")) == [
        ("0.jpg", 201)
    ]


def test_an_anonymous_call_is_401(anonymous, own_storage):
    assert anonymous.post(URL, {"files": files(PICTURE)}, format="multipart").status_code == 401
    assert_nothing_was_kept(own_storage)


@pytest.mark.parametrize("count", [101, 130])
def test_more_than_a_hundred_files_are_refused_at_once(api, platinum, own_storage, count):
    response = api.post(URL, {"files": files(*[b"x"] * count)}, format="multipart")

    assert response.status_code == 400
    assert response.json()["code"] == "too_many_files"
    assert_nothing_was_kept(own_storage)


@pytest.mark.parametrize("twice", [False, True])
def test_neither_nothing_nor_both_can_be_sent(api, platinum, own_storage, twice):
    archive = SimpleUploadedFile("a.zip", zipped(("a.jpg", PICTURE)))
    data = {"files": files(PICTURE), "archive": archive} if twice else {}

    response = api.post(URL, data, format="multipart")

    assert response.status_code == 400
    assert_nothing_was_kept(own_storage)


def test_a_body_that_is_too_large_is_refused_by_its_declared_length(
    api, platinum, settings, own_storage
):
    settings.RECEIPT_MAX_BYTES = 100

    response = api.post(URL, {"files": files(bytes(200_000))}, format="multipart")

    assert response.status_code == 413
    assert_nothing_was_kept(own_storage)


def test_files_lie_on_the_disk_while_they_wait(api, platinum, monkeypatch):
    seen = []

    def note(files, **kwargs):
        for file in (file.take() for file in files):
            seen.append((type(file).__name__, Path(file.temporary_file_path()).exists()))
            assert file.read() == PICTURE
        return []

    monkeypatch.setattr("receipts.views.bulk.upload_many", note)

    api.post(URL, {"files": files(PICTURE, PICTURE)}, format="multipart")

    # Without a name, of which a process that is killed would leave them.
    assert seen == [("TemporaryUploadedFile", False)] * 2


def test_where_the_quota_ends_the_others_are_told_and_not_tried(user, own_storage):
    QuotaPeriod.objects.create(
        owner=user, starts_on=timezone.now().date().replace(day=1), ends_on="2126-01-01", used=49
    )
    assert BASIC.max_documents == 50
    incoming = [IncomingFile.of(file) for file in files(PICTURE, PICTURE, PICTURE)]

    answers = upload_many(incoming, owner=user)

    assert isinstance(answers[0].outcome, Receipt)
    assert [answer.outcome.code for answer in answers[1:]] == ["quota_exceeded"] * 2
    assert len(stored(own_storage)) == 1


def test_where_the_storage_is_away_only_the_first_one_waits_for_it(user, own_storage):
    own_storage.write_text("a file where the folder should be")
    incoming = [IncomingFile.of(file) for file in files(PICTURE, PICTURE)]

    answers = upload_many(incoming, owner=user)

    assert answers[0].outcome is answers[1].outcome
    assert isinstance(answers[0].outcome, StorageUnavailableError)
    assert not Receipt.objects.exists()


@pytest.fixture
def no_time(monkeypatch):
    monkeypatch.setattr(bulk_upload, "SECONDS", 0)


def test_what_is_not_reached_in_an_archive_is_not_unpacked(user, no_time):
    def take():
        raise AssertionError("nobody has time for it")

    answers = upload_many([IncomingFile("a.jpg", take)] * 3, owner=user)

    assert [answer.outcome.code for answer in answers] == ["not_reached"] * 3


def test_what_the_time_does_not_suffice_for_is_told_so(user, no_time):
    incoming = [IncomingFile.of(file) for file in files(PICTURE)]

    [answer] = upload_many(incoming, owner=user)

    assert (answer.outcome.code, answer.outcome.status) == ("not_reached", 503)
    assert not Receipt.objects.exists()


class TestHostileArchive:
    """Each beside a good file, which is always kept."""

    def refused(self, api, *entries, **options) -> list[dict]:
        response = post_archive(api, zipped(("good.jpg", PICTURE), *entries, **options))
        assert response.status_code == 207, response.json()
        first, *others = response.json()["results"]
        assert first["status"] == 201
        assert Receipt.objects.count() == 1
        return others

    @pytest.mark.parametrize(
        "name",
        [
            "../../etc/cron.d/x.jpg",
            "/etc/passwd.jpg",
            "a/../../b.jpg",
            "C:\\windows\\x.jpg",
            "..\\x.jpg",
            "\\\\server\\share\\x.jpg",
        ],
    )
    def test_a_name_that_points_elsewhere_is_refused(self, api, platinum, own_storage, name):
        [one] = self.refused(api, (name, PICTURE))

        assert (one["status"], one["code"]) == (400, "unsafe_name")
        assert len(stored(own_storage)) == 1

    def test_a_link_is_refused(self, api, platinum):
        link = zipfile.ZipInfo("link.jpg")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16

        [one] = self.refused(api, (link, b"/etc/passwd"))

        assert one["code"] == "unsafe_name"

    def test_a_bomb_is_refused_by_its_ratio(self, api, platinum):
        [one] = self.refused(api, ("bomb.bmp", b"BM" + bytes(8_000_000)))

        assert (one["status"], one["code"]) == (413, "too_large")

    def test_one_large_file_is_refused_by_its_declared_size(self, api, platinum, settings):
        settings.RECEIPT_MAX_BYTES = 500_000

        [one] = self.refused(api, ("large.jpg", PICTURE + bytes(600_000)))

        assert one["status"] == 413

    def test_many_large_files_are_refused_before_one_is_unpacked(
        self, api, platinum, settings, own_storage
    ):
        settings.RECEIPT_MAX_BYTES = 20_000
        content = zipped(*[(f"{n}.jpg", bytes(19_000)) for n in range(60)])

        response = post_archive(api, content)

        assert response.status_code == 413
        assert_nothing_was_kept(own_storage)

    def test_an_archive_inside_is_a_file_like_any_other(self, api, platinum):
        [one] = self.refused(api, ("more.zip", zipped(("a.jpg", PICTURE))))

        assert one["status"] == 415
        assert "ZIP archive" in one["detail"]

    def test_an_encrypted_file_is_refused(self, api, platinum, own_storage):
        content = bytearray(zipped(("good.jpg", PICTURE), ("secret.jpg", PICTURE)))
        directory = content.rindex(b"PK\x01\x02")
        content[directory + 8] |= 1

        response = post_archive(api, bytes(content))

        assert outcomes(response) == [("good.jpg", 201), ("secret.jpg", 415)]
        assert "password" in response.json()["results"][1]["detail"]

    def test_other_ways_of_packing_are_refused(self, api, platinum):
        response = post_archive(api, zipped(("a.jpg", PICTURE), method=zipfile.ZIP_LZMA))

        assert outcomes(response) == [("a.jpg", 415)]
        assert not Receipt.objects.exists()

    def test_a_hidden_name_is_shown_in_plain(self, api, platinum):
        response = post_archive(api, zipped(("a\u202egpj.exe\n\x07", PICTURE), ("...", PICTURE)))

        assert outcomes(response) == [("agpj.exe", 201), ("receipt", 201)]

    @pytest.mark.parametrize("content", [b"", b"PK\x05\x06", PICTURE, zipped(), b"PK" * 5000])
    def test_what_is_no_archive_is_415(self, api, platinum, own_storage, content):
        assert post_archive(api, content).status_code == 415
        assert_nothing_was_kept(own_storage)

    def test_an_archive_of_too_many_files_is_refused_whole(self, api, platinum, own_storage):
        response = post_archive(api, zipped(*[(f"{n}.jpg", b"x") for n in range(101)]))

        assert (response.status_code, response.json()["code"]) == (400, "too_many_files")
        assert_nothing_was_kept(own_storage)

    def test_a_directory_of_a_million_files_is_not_even_read(self):
        one = zipped(("a" * 60, b""))
        entry = one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")]
        entries = entry * 100_000
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entries), 0, 0)

        with pytest.raises(AppError):
            read_archive(BytesIO(entries + end), decoders=decoders(), limits=LIMITS)

    def test_a_file_that_is_longer_than_declared_is_refused(self):
        content = bytearray(zipped(("a.jpg", bytes(range(256)) * 40)))
        directory = content.rindex(b"PK\x01\x02")
        content[directory + 24 : directory + 28] = struct.pack("<L", 100)

        archive = read_archive(BytesIO(bytes(content)), decoders=decoders(), limits=LIMITS)

        with pytest.raises(AppError):
            next(archive).unpack()

    def test_whatever_is_wrong_is_told_and_nothing_else_happens(self):
        """Every archive that differs from a good one in three bytes."""
        whole = zipped(("a.jpg", PICTURE[:300]), ("b/c.jpg", b"x" * 300))
        random = Random(7)
        for _ in range(1500):
            content = bytearray(whole)
            for _ in range(3):
                content[random.randrange(len(content))] = random.randrange(256)
            with suppress(UnsupportedFileError):
                for entry in list_archive(BytesIO(content), max_files=100).entries:
                    file = unpack(BytesIO(content), position=entry.position, max_bytes=2_000_000)
                    assert len(file) <= 2_000_000

"""Originals on the local disk, and the signed links to them."""

import os
import resource
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from receipts.storages.file_links import link_signer
from receipts.storages.receipt_storage import (
    StorageUnavailableError,
    delete_stored,
    receipt_storage,
)
from receipts.tests.drawing import as_file
from receipts.tests.red_and_blue import draw

NAME = "5a3e.jpg"
CONTENT = as_file(draw(), "JPEG")
VARIANTS = ["original", "display", "thumbnail"]


@pytest.fixture
def storage():
    return receipt_storage()


@pytest.fixture
def stored(storage):
    return storage.save(NAME, ContentFile(CONTENT))


@contextmanager
def files_limited_to(size: int):
    """The system refuses to let any file grow beyond `size`, as it does on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _files_in(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def _link(storage, variant, *, name=NAME, now=None):
    return getattr(storage.links(name, now=now or timezone.now()), f"{variant}_url")


def _body(response):
    return b"".join(response.streaming_content)


# --- Keeping


def test_an_original_is_kept_byte_for_byte(storage, own_storage):
    assert storage.save(NAME, ContentFile(CONTENT)) == NAME

    assert (own_storage / NAME).read_bytes() == CONTENT
    with storage.open(NAME) as original:
        assert original.read() == CONTENT


def test_what_is_saved_is_the_whole_file_wherever_it_was_read_to(storage, own_storage):
    upload = ContentFile(CONTENT)
    upload.read()

    storage.save(NAME, upload)

    assert (own_storage / NAME).read_bytes() == CONTENT


def test_a_full_disk_is_one_error_and_leaves_nothing(storage, own_storage):
    with files_limited_to(1000), pytest.raises(StorageUnavailableError) as raised:
        storage.save(NAME, ContentFile(CONTENT))

    assert (raised.value.status, raised.value.code) == (503, "storage_unavailable")
    assert _files_in(own_storage) == []


@pytest.mark.parametrize("act", ["save", "open", "delete"])
def test_a_folder_that_cannot_be_used_is_one_error(storage, own_storage, act):
    own_storage.write_bytes(b"a file where the folder should be")

    with pytest.raises(StorageUnavailableError):
        storage.save(NAME, ContentFile(CONTENT)) if act == "save" else getattr(storage, act)(NAME)


def test_opening_what_is_not_there_is_file_not_found(storage):
    with pytest.raises(FileNotFoundError):
        storage.open(NAME)


def test_deleting_takes_the_small_pictures_along_and_may_be_repeated(storage, stored, own_storage):
    storage.save("other.jpg", ContentFile(CONTENT))
    for name in (stored, "other.jpg"):
        storage.open_preview(name, "display").close()
        storage.open_preview(name, "thumbnail").close()

    storage.delete(stored)
    storage.delete(stored)

    assert _files_in(own_storage) == [
        "derived/display/other.jpg.jpg",
        "derived/thumbnail/other.jpg.jpg",
        "other.jpg",
    ]


def test_a_deletion_that_stops_half_way_leaves_what_a_cleanup_finds(storage, own_storage, db):
    for variant in ("display", "thumbnail"):
        preview = own_storage / "derived" / variant / "stuck.jpg.jpg"
        preview.parent.mkdir(parents=True)
        preview.write_bytes(CONTENT)
    (own_storage / "stuck.jpg").mkdir()
    (own_storage / "stuck.jpg" / "inside").touch()

    with pytest.raises(StorageUnavailableError):
        storage.delete("stuck.jpg")

    assert _files_in(own_storage) == ["stuck.jpg"]
    (own_storage / "stuck.jpg" / "inside").unlink()
    (own_storage / "stuck.jpg").rmdir()
    (own_storage / "stuck.jpg").write_bytes(CONTENT)
    long_ago = (timezone.now() - timedelta(days=30)).timestamp()
    os.utime(own_storage / "stuck.jpg", (long_ago, long_ago))
    call_command("cleanup_receipts", verbosity=0)
    assert _files_in(own_storage) == []


def test_delete_stored_names_what_it_could_not_delete(storage, stored, own_storage, caplog):
    (own_storage / "stuck.jpg").mkdir()
    (own_storage / "stuck.jpg" / "inside").touch()

    assert delete_stored(["stuck.jpg", stored, "gone.jpg"]) == ["stuck.jpg"]

    assert not storage.exists(stored)
    assert "Stored file stuck.jpg could not be deleted" in caplog.text


def test_listing_tells_originals_and_their_age_and_no_small_pictures(storage, stored):
    storage.save("b/c.pdf", ContentFile(b"x"))
    storage.open_preview(stored, "thumbnail").close()

    files = {file.name: file.stored_at for file in storage.stored_files()}

    assert sorted(files) == [NAME, "b/c.pdf"]
    assert all(abs(moment - timezone.now()) < timedelta(minutes=1) for moment in files.values())


def test_an_empty_storage_lists_nothing(storage):
    assert list(storage.stored_files()) == []


def test_a_fresh_folder_is_reachable_and_stays_empty(storage, own_storage):
    assert storage.is_reachable()
    assert list(own_storage.iterdir()) == []


def test_a_disk_that_cannot_be_written_is_not_reachable(storage, own_storage):
    own_storage.mkdir()
    with files_limited_to(0):
        assert not storage.is_reachable()


# --- Small pictures


def test_small_pictures_are_made_on_first_use_and_only_once(storage, stored, own_storage):
    assert _files_in(own_storage) == [NAME]

    storage.open_preview(stored, "display").close()
    made = own_storage / "derived/display/5a3e.jpg.jpg"
    made.write_bytes(b"as it was made")

    with storage.open_preview(stored, "display") as picture:
        assert picture.read() == b"as it was made"


def test_first_uses_at_once_all_get_a_whole_picture(storage, stored, own_storage):
    def first_use(_):
        with storage.open_preview(stored, "thumbnail") as picture:
            return picture.read()

    with ThreadPoolExecutor(8) as pool:
        pictures = set(pool.map(first_use, range(16)))

    assert len(pictures) == 1
    assert Image.open(BytesIO(pictures.pop())).size == (300, 200)
    assert _files_in(own_storage) == [NAME, "derived/thumbnail/5a3e.jpg.jpg"]


def test_a_file_deleted_while_it_is_drawn_leaves_no_small_picture(storage, own_storage):
    own_storage.mkdir()
    os.mkfifo(own_storage / NAME)  # its reader waits until it is told what is in it

    with ThreadPoolExecutor(1) as pool:
        drawn = pool.submit(storage.open_preview, NAME, "display")
        with (own_storage / NAME).open("wb") as original:
            storage.delete(NAME)
            original.write(CONTENT)

    with pytest.raises(FileNotFoundError):
        drawn.result()
    assert _files_in(own_storage) == []


def test_a_small_picture_that_does_not_fit_on_the_disk_leaves_nothing(storage, stored, own_storage):
    with files_limited_to(1000), pytest.raises(StorageUnavailableError):
        storage.open_preview(stored, "display")

    assert _files_in(own_storage) == [NAME]


# --- Links


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_link_is_a_path_that_needs_no_sign_in(storage, stored, anonymous, variant):
    path = _link(storage, variant)

    assert path.startswith(f"/api/v1/receipts/files/{variant}/{NAME}/?token=")
    response = anonymous.get(path)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    if variant == "original":
        assert _body(response) == CONTENT
    else:
        size = {"display": (800, 2000), "thumbnail": (300, 200)}[variant]
        assert Image.open(BytesIO(_body(response))).size == size


def test_a_file_is_shown_in_place_typed_and_kept_by_one_browser_only(storage, stored, anonymous):
    response = anonymous.get(_link(storage, "original"))
    small = anonymous.get(_link(storage, "thumbnail"))

    assert response["Content-Disposition"] == 'inline; filename="5a3e.jpg"'
    assert small["Content-Disposition"] == 'inline; filename="thumbnail-5a3e.jpg.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(CONTENT))
    private, max_age, _ = response["Cache-Control"].split(", ")
    assert private == "private"
    assert 1800 <= int(max_age.removeprefix("max-age=")) <= 3600
    response.close(), small.close()


@pytest.mark.parametrize(
    ("format_", "extension", "content_type"),
    [
        ("PNG", "png", "image/png"),
        ("WEBP", "webp", "image/webp"),
        ("HEIF", "heic", "image/heic"),
        ("GIF", "gif", "image/gif"),
        ("BMP", "bmp", "image/bmp"),
        ("TIFF", "tiff", "image/tiff"),
        ("PDF", "pdf", "application/pdf"),
    ],
)
def test_each_kind_has_its_type_and_a_small_picture(
    storage, anonymous, format_, extension, content_type
):
    name = storage.save(f"5a3e.{extension}", ContentFile(as_file(draw(), format_)))

    original = anonymous.get(_link(storage, "original", name=name))
    display = anonymous.get(_link(storage, "display", name=name))

    assert original["Content-Type"] == content_type
    assert display["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(_body(display))).size == (800, 2000)
    original.close()


def test_a_pdf_is_saved_and_only_its_picture_is_shown(storage, anonymous):
    name = storage.save("5a3e.pdf", ContentFile(as_file(draw(), "PDF")))

    original = anonymous.get(_link(storage, "original", name=name))
    display = anonymous.get(_link(storage, "display", name=name))

    assert original["Content-Type"] == "application/pdf"
    assert original["Content-Disposition"] == 'attachment; filename="5a3e.pdf"'
    assert display["Content-Disposition"].startswith("inline")
    for response in (original, display):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert response["Content-Security-Policy"].endswith("sandbox")
        response.close()


def test_what_is_no_picture_is_never_shown_in_place(storage, anonymous):
    storage.save(NAME, ContentFile(b"<script>alert(1)</script>"))

    original = anonymous.get(_link(storage, "original"))
    display = anonymous.get(_link(storage, "display"))

    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith("attachment")
    assert display.status_code == 404
    assert display.json()["detail"].startswith("There is no small picture of this file.")
    original.close()


def test_a_browser_that_accepts_pictures_only_gets_one(storage, stored, anonymous):
    response = anonymous.get(_link(storage, "thumbnail"), headers={"accept": "image/avif,image/*"})

    assert response.status_code == 200
    response.close()


def test_a_stale_sign_in_does_not_matter(storage, stored, anonymous):
    link = _link(storage, "original")
    response = anonymous.get(link, headers={"authorization": "Bearer run-out"})

    assert response.status_code == 200
    response.close()


def test_head_tells_without_a_body(storage, stored, anonymous):
    response = anonymous.head(_link(storage, "original"))

    assert response.status_code == 200
    assert response["Content-Length"] == str(len(CONTENT))
    response.close()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_link_that_has_run_out_is_refused_with_a_sentence(
    storage, stored, anonymous, settings, variant
):
    settings.LINK_SECONDS = 600
    old = _link(storage, variant, now=timezone.now() - timedelta(seconds=600))

    response = anonymous.get(old)

    assert response.status_code == 403
    assert response.json() == {
        "detail": "This link has run out. Ask for the receipt again to get a new one.",
        "code": "link_expired",
        "documentation": "/api/docs/errors/#link_expired",
        "error": "This link has run out. Ask for the receipt again to get a new one.",
    }


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "x",
        "9999999999",
        "9999999999.",
        "9999999999.forged",
        "-1.x",
        "٣.x",
        "1e9.x",
    ],
)
def test_a_token_that_we_did_not_sign_is_refused(stored, anonymous, token, own_storage):
    response = anonymous.get(f"/api/v1/receipts/files/original/{NAME}/", {"token": token})

    assert response.status_code == 403
    assert response.json()["code"] == "link_invalid"
    assert _files_in(own_storage) == [NAME]


def test_a_token_is_good_for_one_file_one_variant_and_one_end_only(storage, stored, anonymous):
    storage.save("other.jpg", ContentFile(CONTENT))
    path, token = _link(storage, "thumbnail").split("?token=")
    ends_at, _, signature = token.partition(".")

    for forged in (
        f"{path.replace(NAME, 'other.jpg')}?token={token}",
        f"{path.replace('thumbnail', 'original')}?token={token}",
        f"{path}?token={int(ends_at) + 1}.{signature}",
        f"{path}?token={token[:-1]}",
        path,
    ):
        assert anonymous.get(forged).status_code == 403


def test_a_path_out_of_the_folder_is_refused_even_if_it_were_signed(storage, stored, anonymous):
    name = "../secret.txt"
    token = link_signer(ends_at=9999999999)(name, "original")

    assert anonymous.get(f"/api/v1/receipts/files/original/{name}/?token=x").status_code in {
        403,
        404,
    }
    response = anonymous.get(f"/api/v1/receipts/files/original/..%2Fsecret.txt/?token={token}")
    assert response.status_code == 400


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_link_to_a_deleted_file_is_not_found(storage, stored, anonymous, variant):
    link = _link(storage, variant)
    storage.delete(stored)

    response = anonymous.get(link)

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_links_survive_a_change_of_the_secret_key(storage, stored, anonymous, settings):
    link = _link(storage, "original")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-next-key-of-these-tests-0123456789"

    response = anonymous.get(link)

    assert response.status_code == 200
    response.close()


def test_a_link_stays_the_same_for_half_its_life_and_never_outlives_it(storage, settings):
    settings.LINK_SECONDS = 600
    start = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    links = storage.links(NAME, now=start)

    assert storage.links(NAME, now=start + timedelta(seconds=299)) == links
    assert storage.links(NAME, now=start + timedelta(seconds=300)) != links
    assert f"?token={int(start.timestamp()) + 600}." in links.original_url


def test_the_shortest_life_is_a_second(storage, stored, anonymous, settings):
    settings.LINK_SECONDS = 1
    now = timezone.now()

    assert (
        anonymous.get(_link(storage, "original", now=now - timedelta(seconds=1))).status_code == 403
    )


def test_links_of_a_thousand_receipts_ask_nobody(storage, db, django_assert_num_queries):
    now = timezone.now()

    with django_assert_num_queries(0):
        links = {storage.links(f"{number}.jpg", now=now) for number in range(1000)}

    assert len(links) == 1000


def test_the_links_of_a_receipt_in_the_api_can_be_fetched(api, receipt, anonymous):
    info = api.get(f"/api/v1/receipts/{receipt.pk}/").json()["image_info"]

    assert (info["has_local"], info["has_cloudinary"]) == (True, False)
    for name in ("original_url", "display_url", "thumbnail_url"):
        assert info[name].startswith("http://testserver/api/v1/receipts/files/")
        response = anonymous.get(info[name])
        assert response.status_code == 200
        response.close()


def test_local_links_are_dead_where_cloudinary_is_in_use(storage, stored, anonymous, settings):
    link = _link(storage, "original")
    settings.STORAGES = settings.STORAGES | {
        "receipts": {
            "BACKEND": "receipts.storages.cloudinary_storage.CloudinaryStorage",
            "OPTIONS": {"url": "cloudinary://key:secret@cloud"},
        }
    }

    assert anonymous.get(link).status_code == 404

"""Pages of a document as pictures, for the places of its evidence, and the formats of pictures."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from receipts.models import Receipt, ReceiptFile
from receipts.removal.trash import trash_receipts
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.enhancement import enhance
from receipts.services.pages.previews import render_preview
from receipts.storages.file_links import link_signer
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.drawing import as_file, with_orientation
from receipts.tests.red_and_blue import colour_at, draw
from receipts.tests.test_hostile_files import hold_a_decoder
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

BASE = "/api/v1/receipts/"
LIMITS = {"max_pixels": 50_000_000, "max_pages": 10}


def pages_file(kind: str) -> bytes:
    """Two pages of different shapes."""
    return as_file(draw((600, 800)), kind, save_all=True, append_images=[draw((900, 400))])


DOCUMENTS = {
    "JPEG": as_file(draw((1800, 2400)), "JPEG"),
    "JPEG that lies": with_orientation(draw((1800, 2400)), 6),
    "JPEG upside down": with_orientation(draw((1800, 2400)), 3),
    "slim JPEG": as_file(draw((700, 3600)), "JPEG"),
    "small PNG": as_file(draw((300, 400)), "PNG"),
    "large transparent PNG": as_file(draw((3000, 3000), "RGBA"), "PNG", compress_level=1),
    "WebP": as_file(draw((1800, 2400)), "WEBP"),
    "HEIC": as_file(draw((1800, 2400)), "HEIF"),
    "TIFF": pages_file("TIFF"),
    "PDF": pages_file("PDF"),
}
SIZES = {
    "JPEG": [(1200, 1600)],
    "JPEG that lies": [(1200, 1600)],
    "JPEG upside down": [(1200, 1600)],
    "slim JPEG": [(600, 3086)],
    "small PNG": [(300, 400)],
    "large transparent PNG": [(1600, 1600)],
    "WebP": [(1200, 1600)],
    "HEIC": [(1200, 1600)],
    "TIFF": [(600, 800), (900, 400)],
    "PDF": [(1200, 1600), (1600, 711)],
}


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def upload(api, *contents: bytes) -> int:
    files = [SimpleUploadedFile(f"{n}.bin", content) for n, content in enumerate(contents)]
    body = {"pages": files} if len(files) > 1 else {"image": files[0]}
    with override_settings(TASKS=NO_ENGINE):
        answer = api.post(BASE, body, format="multipart")
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def pages_of(api, receipt: int) -> list[dict]:
    answer = api.get(f"{BASE}{receipt}/pages/")
    assert answer.status_code == 200, answer.content
    return answer.json()["pages"]


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def made_pictures(folder) -> list[str]:
    return sorted(path.name for path in (folder / "derived").rglob("*.*"))


# --- Pages


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_page_has_a_picture_of_the_size_that_is_told(api, anonymous, name):
    pages = pages_of(api, upload(api, DOCUMENTS[name]))

    assert [(page["width"], page["height"]) for page in pages] == SIZES[name]
    assert [page["position"] for page in pages] == list(range(len(pages)))
    for page in pages:
        answer = anonymous.get(page["url"])
        picture = opened(body_of(answer))
        assert answer["Content-Type"] == "image/jpeg"
        assert picture.size == (page["width"], page["height"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_picture_lies_as_the_page_that_was_read(name):
    """So a place of the evidence, in shares of the page, is at the same spot of both."""
    for number, page in enumerate(enhance(DOCUMENTS[name])):
        preview = render_preview(DOCUMENTS[name], preview=f"page-{number}", **LIMITS)
        picture, read = opened(preview), opened(page.jpeg)

        assert picture.width / picture.height == pytest.approx(read.width / read.height, rel=0.01)
        small = picture.convert("L").resize((16, 16), Image.Resampling.BOX).tobytes()
        of_read = read.resize((16, 16), Image.Resampling.BOX).tobytes()
        # Red and blue are 0.2 apart in grey, and strengthened in what is read.
        is_head = [value > 55 for value in small]
        middle = (min(of_read) + max(of_read)) / 2
        assert sum(a != (b > middle) for a, b in zip(is_head, of_read, strict=True)) <= 16
        assert is_head[:16] == [True] * 16


def test_pages_go_through_all_files_of_a_document(api, anonymous):
    pages = pages_of(api, upload(api, DOCUMENTS["PDF"], DOCUMENTS["JPEG"], DOCUMENTS["TIFF"]))

    assert [(page["position"], page["file"]) for page in pages] == [
        (0, 0), (1, 0), (2, 1), (3, 2), (4, 2),
    ]  # fmt: skip
    last = opened(body_of(anonymous.get(pages[4]["url"])))
    assert last.size == (900, 400)


def test_a_picture_is_made_once_and_kept_beside_the_original(api, anonymous, own_storage):
    [first, second] = pages_of(api, upload(api, DOCUMENTS["PDF"]))
    assert made_pictures(own_storage) == []
    body_of(anonymous.get(second["url"]))
    [kept] = (own_storage / "derived" / "pages").rglob("*.jpg")
    kept.write_bytes(as_file(Image.new("RGB", (7, 9)), "JPEG"))

    answer = anonymous.get(second["url"])

    assert kept.name == "1.jpg"
    assert opened(body_of(answer)).size == (7, 9)
    assert opened(body_of(anonymous.get(first["url"]))).size == (1200, 1600)


def test_a_page_that_is_not_there_is_404_and_makes_nothing(api, anonymous, own_storage):
    upload(api, DOCUMENTS["PDF"])
    name = ReceiptFile.objects.get().stored_name
    sign = link_signer(ends_at=int(timezone.now().timestamp()) + 60)

    for variant in ("page-2", "page-9999"):
        answer = anonymous.get(f"{BASE}files/{variant}/{name}/?token={sign(name, variant)}")
        assert answer.status_code == 404, variant
    assert made_pictures(own_storage) == []


def test_a_link_is_for_one_page_and_runs_out(api, anonymous, settings, own_storage):
    [first, _] = pages_of(api, upload(api, DOCUMENTS["PDF"]))
    name = ReceiptFile.objects.get().stored_name
    past = timezone.now() - timedelta(seconds=settings.LINK_SECONDS + 1)
    old = receipt_storage().page_link_maker(now=past)(name, 0, None)

    other = anonymous.get(first["url"].replace("page-0", "page-1"))
    late = anonymous.get(old)

    assert (other.status_code, other.json()["code"]) == (403, "link_invalid")
    assert (late.status_code, late.json()["code"]) == (403, "link_expired")
    assert made_pictures(own_storage) == []


def test_somebody_elses_pages_and_lines_and_those_in_the_trash_are_not_there(
    api, other_api, anonymous, user
):
    receipt = upload(api, DOCUMENTS["JPEG"])

    for call in ("pages", "lines"):
        assert other_api.get(f"{BASE}{receipt}/{call}/").status_code == 404
        assert anonymous.get(f"{BASE}{receipt}/{call}/").status_code == 401
    trash_receipts(Receipt.objects.filter(pk=receipt), actor=user, now=timezone.now())
    for call in ("pages", "lines"):
        assert api.get(f"{BASE}{receipt}/{call}/").status_code == 404


def test_while_all_decoders_are_held_a_new_picture_has_to_wait(
    api, anonymous, settings, own_storage
):
    [page] = pages_of(api, upload(api, DOCUMENTS["JPEG"]))
    held = [hold_a_decoder() for _ in range(settings.DECODERS)]

    answer = anonymous.get(page["url"])

    for connections in held:
        for connection in connections:
            connection.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "decoders_busy")
    assert int(answer["Retry-After"]) > 0
    assert made_pictures(own_storage) == []


def test_pictures_go_with_their_original_and_no_other(api, anonymous, own_storage):
    for receipt in (upload(api, DOCUMENTS["PDF"]), upload(api, DOCUMENTS["JPEG"])):
        for page in pages_of(api, receipt):
            for accept in ("image/webp", "image/avif", "*/*"):
                body_of(anonymous.get(page["url"], headers={"accept": accept}))
    gone, kept = ReceiptFile.objects.order_by("pk").values_list("stored_name", flat=True)
    stored = {file.name for file in receipt_storage().stored_files()}

    receipt_storage().delete(gone)

    assert stored == {gone, kept}  # what backups and clean-ups go through
    left = {path.parent.name for path in own_storage.rglob("*.*") if path.is_file()}
    assert left == {"receipts", kept}


def test_of_a_file_from_before_sizes_were_kept_the_first_page_alone_has_one(api, anonymous):
    receipt = upload(api, DOCUMENTS["TIFF"])
    ReceiptFile.objects.update(page_sizes=None)

    first, second = pages_of(api, receipt)

    assert (first["width"], first["height"]) == (600, 800)
    assert (second["width"], second["height"]) == (None, None)
    assert opened(body_of(anonymous.get(second["url"]))).size == (900, 400)


def test_pages_take_a_fixed_number_of_queries(api, django_assert_num_queries):
    one, many = upload(api, DOCUMENTS["JPEG"]), upload(api, *[DOCUMENTS["PDF"]] * 5)
    api.get(f"{BASE}{one}/pages/")

    with django_assert_num_queries(4):  # who it is (2), the receipt, its files
        api.get(f"{BASE}{one}/pages/")
    with django_assert_num_queries(4):
        assert len(pages_of(api, many)) == 10


def test_an_unknown_name_of_the_query_is_refused(api):
    receipt = upload(api, DOCUMENTS["JPEG"])

    for call in ("pages", "lines"):
        answer = api.get(f"{BASE}{receipt}/{call}/?page=2")
        assert answer.status_code == 400
        assert "page" in answer.json()


@pytest.mark.parametrize("content", [DOCUMENTS["JPEG"][:300], DOCUMENTS["PDF"][:300], b"text"])
def test_what_cannot_be_drawn_is_one_error(content):
    with pytest.raises(UnsupportedFileError):
        render_preview(content, preview="page-0", **LIMITS)


# --- Formats


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("*/*", "JPEG"),
        ("image/*", "JPEG"),
        ("image/webp,*/*", "WEBP"),
        ("image/avif", "AVIF"),
        ("image/avif,image/webp,image/apng,*/*;q=0.8", "WEBP"),
        ("image/avif,image/webp;q=0.5", "AVIF"),
        ("image/webp;q=0,image/*", "JPEG"),
        ("image/jpeg,image/webp;q=0.5", "JPEG"),
        ("IMAGE/WEBP", "WEBP"),
        ("nonsense;q=x,,;", "JPEG"),
    ],
)
@pytest.mark.parametrize("variant", ["display", "thumbnail", "page-0"])
def test_a_picture_comes_in_the_format_that_is_accepted(anonymous, accept, format_, variant):
    name = receipt_storage().save("5a3e.jpg", ContentFile(DOCUMENTS["JPEG"]))
    token = link_signer(ends_at=int(timezone.now().timestamp()) + 60)(name, variant)

    answer = anonymous.get(
        f"{BASE}files/{variant}/{name}/?token={token}", headers={"accept": accept}
    )

    picture = opened(body_of(answer))
    assert picture.format == format_
    assert answer["Content-Type"] == f"image/{format_.lower()}"
    assert "Accept" in answer["Vary"]
    assert answer["Content-Disposition"].startswith("inline")
    assert colour_at(picture, (picture.width // 2, picture.height // 10)) == "red"


def test_an_original_is_what_it_is_whatever_is_accepted(anonymous):
    name = receipt_storage().save("5a3e.jpg", ContentFile(DOCUMENTS["JPEG"]))
    link = receipt_storage().links(name, now=timezone.now()).original_url

    answer = anonymous.get(link, headers={"accept": "image/webp"})

    assert body_of(answer) == DOCUMENTS["JPEG"]
    assert "Accept" not in answer.get("Vary", "")


def test_a_page_that_is_not_there_is_said_in_the_language_of_who_asks(anonymous):
    name = receipt_storage().save("5a3f.jpg", ContentFile(DOCUMENTS["JPEG"]))
    link = receipt_storage().page_link_maker(now=timezone.now())(name, 6, None)

    answer = anonymous.get(link, headers={"accept-language": "de"})

    assert answer.status_code == 404
    assert answer.json()["detail"] == (
        "Von dieser Datei gibt es kein kleines Bild. Sie hat keine Seite 7."
    )


def test_a_picture_of_very_many_pixels_stays_a_jpeg():
    strip = as_file(draw((800, 7000)), "JPEG")

    preview = render_preview(strip, preview="display", picture_format="avif", **LIMITS)

    assert opened(preview).format == "JPEG"


def test_pages_may_show_what_a_client_holds_itself(client):
    policy = client.get("/api/docs/")["Content-Security-Policy"]

    [images] = [part for part in policy.split(";") if part.strip().startswith("img-src")]
    assert "blob:" in images

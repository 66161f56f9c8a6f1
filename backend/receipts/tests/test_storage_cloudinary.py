"""Originals at Cloudinary, over real HTTP against the local double."""

import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import cloudinary
import pytest
from cloudinary.utils import api_sign_request
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils import timezone

from receipts.models import Receipt
from receipts.storages.cloudinary_storage import CloudinaryStorage
from receipts.storages.receipt_storage import StorageUnavailableError, StoredFile, delete_stored
from receipts.tests.cloudinary_server import (
    API_KEY,
    API_SECRET,
    CLOUD,
    Asset,
    Failure,
    running_cloudinary,
)
from receipts.tests.einvoice_files import cii
from receipts.tests.mail_files import mail_with, pdf

NAME = "5a3e.jpg"
# Line ends, zeros and a boundary-like line: what a careless multipart part would change.
CONTENT = b"\xff\xd8\xff\xe0\r\n--line\r\n\x00\n\r\xff\xd9" * 50

FAILURES = {
    "bad request": Failure(status=400),
    "wrong key": Failure(status=401),
    "forbidden": Failure(status=403),
    "hour used up": Failure(status=420),
    "too many": Failure(status=429, headers={"Retry-After": "30"}),
    "server error": Failure(status=500),
    "gateway page": Failure(status=502, body=b"<html>Bad gateway</html>"),
    "away": Failure(status=503, headers={"Retry-After": "30"}),
    "closed connection": Failure(cut=True),
    "stall": Failure(status=200, body=b"{}", stall=5),
}


@pytest.fixture
def double():
    with running_cloudinary() as server:
        yield server


@pytest.fixture
def storage(double):
    return CloudinaryStorage(**double.options)


@pytest.fixture
def hasty_storage(double):
    return CloudinaryStorage(**double.options, timeout_seconds=0.2)


@pytest.fixture
def configured(settings, double):
    """The whole project uses the double."""
    backend = "receipts.storages.cloudinary_storage.CloudinaryStorage"
    options = {**double.options, "timeout_seconds": 0.2}
    settings.STORAGES = settings.STORAGES | {"receipts": {"BACKEND": backend, "OPTIONS": options}}
    return double


def _fetch(url):
    with urlopen(url, timeout=5) as answer:  # noqa: S310 - the double's own address
        return answer.read()


def _status_of(url):
    with pytest.raises(HTTPError) as refused:
        _fetch(url)
    with refused.value as answer:
        return answer.status


def test_an_original_is_sent_byte_for_byte_as_an_authenticated_image(double, storage):
    assert storage.save(NAME, ContentFile(CONTENT)) == NAME

    assert double.actions() == ["upload"]
    asset = double.assets["receipts/5a3e"]
    assert asset.content == CONTENT
    assert asset.filename == NAME
    assert asset.params["type"] == "authenticated"
    assert asset.params["overwrite"] in {"0", "false"}
    assert "transformation" not in asset.params
    assert "eager" not in asset.params
    assert "format" not in asset.params


def test_an_original_comes_back_byte_for_byte(storage):
    storage.save(NAME, ContentFile(CONTENT))

    with storage.open(NAME) as original:
        assert original.read() == CONTENT


def test_what_is_saved_is_the_whole_file_wherever_it_was_read_to(double, storage):
    upload = ContentFile(CONTENT)
    upload.read()

    storage.save(NAME, upload)

    assert double.assets["receipts/5a3e"].content == CONTENT


def test_opening_what_is_not_there_is_file_not_found(storage):
    with pytest.raises(FileNotFoundError):
        storage.open(NAME)


def test_exists_is_true_only_for_what_is_stored(storage):
    storage.save(NAME, ContentFile(CONTENT))

    assert storage.exists(NAME)
    assert not storage.exists("other.jpg")


def test_deleting_removes_the_asset_and_may_be_repeated(double, storage):
    storage.save(NAME, ContentFile(CONTENT))

    storage.delete(NAME)
    storage.delete(NAME)

    assert double.assets == {}
    destroyed = double.requests[-1].params
    assert (destroyed["type"], destroyed["invalidate"]) == ("authenticated", "1")


# --- Links


def test_the_original_link_gives_the_bytes_that_were_stored(storage):
    storage.save("5a3e.heic", ContentFile(CONTENT))

    links = storage.links("5a3e.heic", now=timezone.now())

    assert _fetch(links.original_url) == CONTENT


def test_small_pictures_are_transformations_to_jpeg(storage):
    storage.save("5a3e.pdf", ContentFile(CONTENT))

    links = storage.links("5a3e.pdf", now=timezone.now())

    assert _fetch(links.display_url) == b"b_white,c_fit,h_8000,q_auto,w_800 as jpg"
    assert _fetch(links.thumbnail_url) == b"b_white,c_fill,g_north,h_200,q_auto,w_300 as jpg"


def test_a_page_is_a_transformation_to_the_size_that_is_told(storage):
    storage.save("5a3e.pdf", ContentFile(CONTENT))
    link = storage.page_link_maker(now=timezone.now())

    first, second = link("5a3e.pdf", 0, (1131, 1600)), link("5a3e.pdf", 1, (1600, 711))

    assert _fetch(first) == b"b_white,c_fit,h_1600,q_auto,w_1131 as jpg"
    assert _fetch(second) == b"b_white,c_fit,h_711,pg_2,q_auto,w_1600 as jpg"
    assert _fetch(link("5a3e.pdf", 2, None)) == b"b_white,c_limit,h_1600,pg_3,q_auto,w_1600 as jpg"
    assert _status_of(second.replace("pg_2", "pg_3")) == 401


def test_a_link_to_a_page_runs_out_and_asks_nobody(double, storage, settings):
    settings.LINK_SECONDS = 600
    storage.save("5a3e.pdf", ContentFile(CONTENT))
    asked = list(double.requests)

    old = storage.page_link_maker(now=timezone.now() - timedelta(seconds=600))("5a3e.pdf", 0, None)

    assert list(double.requests) == asked
    assert _status_of(old) == 401


def test_a_pdf_is_saved_and_not_shown(storage):
    for name, is_attachment in (("5a3e.pdf", True), ("5a3e.jpg", False)):
        storage.save(name, ContentFile(CONTENT))
        links = storage.links(name, now=timezone.now())

        assert ("attachment=true" in links.original_url) == is_attachment
        assert "attachment" not in links.display_url + links.thumbnail_url
        assert _fetch(links.original_url) == CONTENT
        storage.delete(name)


def test_an_e_invoice_is_kept_raw_and_its_pages_are_drawn_beside_it(double, storage):
    storage.save("one.xml", ContentFile(cii()))

    links = storage.links("one.xml", now=timezone.now())
    assert _fetch(links.original_url) == cii()
    assert "attachment=true" in links.original_url
    assert _fetch(links.display_url) == b"b_white,c_fit,h_8000,q_auto,w_800 as jpg"
    raw, drawn = double.assets["receipts/one.xml"], double.assets["receipts/one"]
    assert (raw.resource, drawn.resource) == ("raw", "image")
    assert drawn.content.startswith(b"%PDF-")
    with storage.open("one.xml") as file:
        assert file.read() == cii()
    assert storage.exists("one.xml")
    assert [file.name for file in storage.stored_files()] == ["one.xml"]


@pytest.mark.parametrize(
    ("name", "document"), [("one.0.eml", pdf("one")), ("one.1.eml", pdf("two"))]
)
def test_a_mail_is_kept_raw_and_the_document_in_it_beside_it(double, storage, name, document):
    files = [(f"{word}.pdf", pdf(word), "application/pdf") for word in ("one", "two")]
    mail = mail_with(*files)

    storage.save(name, ContentFile(mail))

    raw, beside = double.assets[f"receipts/{name}"], double.assets[f"receipts/{name[:-4]}"]
    assert (raw.resource, raw.content) == ("raw", mail)
    assert (beside.resource, beside.content) == ("image", document)
    links = storage.links(name, now=timezone.now())
    assert _fetch(links.original_url) == mail
    assert _fetch(links.display_url) == b"b_white,c_fit,h_8000,q_auto,w_800 as jpg"
    storage.delete(name)
    assert double.assets == {}


def test_what_was_drawn_of_an_e_invoice_goes_with_it(double, storage):
    storage.save("one.xml", ContentFile(cii()))

    storage.delete("one.xml")

    assert double.assets == {}
    assert not storage.exists("one.xml")


@pytest.mark.parametrize("name", ["original_url", "display_url", "thumbnail_url"])
def test_every_link_runs_out(storage, settings, name):
    settings.LINK_SECONDS = 600
    storage.save(NAME, ContentFile(CONTENT))

    old = storage.links(NAME, now=timezone.now() - timedelta(seconds=600))

    assert _status_of(getattr(old, name)) == 401


@pytest.mark.parametrize(
    ("known", "forged"),
    [
        ("public_id=receipts%2F5a3e", "public_id=receipts%2Fother"),
        ("expires_at=", "expires_at=9"),
        ("w_300", "w_3000"),
        ("signature=", "signature=0"),
    ],
)
def test_a_changed_link_is_refused(storage, known, forged):
    storage.save(NAME, ContentFile(CONTENT))
    storage.save("other.jpg", ContentFile(CONTENT))
    url = storage.links(NAME, now=timezone.now()).thumbnail_url

    assert known in url
    assert _status_of(url.replace(known, forged)) == 401


def test_a_link_stays_the_same_for_half_its_life_and_never_outlives_it(storage, settings):
    settings.LINK_SECONDS = 600
    start = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    links = storage.links(NAME, now=start)

    assert storage.links(NAME, now=start + timedelta(seconds=299)) == links
    assert storage.links(NAME, now=start + timedelta(seconds=300)) != links
    ends_at = int(parse_qs(urlsplit(links.original_url).query)["expires_at"][0])
    assert ends_at == int(start.timestamp()) + 600


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
@pytest.mark.parametrize(
    "name", ["5a3e.jpg", "a b&c=d.jpg", "sub/no-ending", "Zoë.jpg", "5a3e.pdf"]
)
def test_a_link_is_signed_as_the_sdk_would_sign_it(name, algorithm):
    account = f"cloudinary://key:s&cret@cloud?signature_algorithm={algorithm}"
    links = CloudinaryStorage(url=account).links(name, now=timezone.now())

    for url in links:
        given = {key: value for key, (value,) in parse_qs(urlsplit(url).query).items()}
        signature = given.pop("signature")
        del given["api_key"]
        assert signature == api_sign_request(given, "s&cret", algorithm)
        assert given["public_id"] == f"receipts/{name.removesuffix('.jpg').removesuffix('.pdf')}"


def test_links_of_a_thousand_receipts_ask_nobody(double, storage, django_assert_num_queries, db):
    now = timezone.now()

    with django_assert_num_queries(0):
        links = {storage.links(f"{number}.jpg", now=now) for number in range(1000)}

    assert len(links) == 1000
    assert double.requests == []


# --- Failures


def _act(storage, action):
    if action == "upload":
        storage.save(NAME, ContentFile(CONTENT))
    elif action == "download":
        storage.open(NAME)
    elif action == "destroy":
        storage.delete(NAME)
    elif action == "resources":
        list(storage.stored_files())
    else:
        storage.exists(NAME)


@pytest.mark.parametrize(
    "action",
    ["upload", "download", "destroy", "resources", "resources/image/authenticated/receipts/5a3e"],
)
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_every_failure_is_one_error_soon_and_tells_no_secret(
    double, hasty_storage, caplog, action, failure
):
    caplog.set_level(logging.DEBUG, logger="receipts")
    double.failures = {action: failure}
    started = time.monotonic()

    with pytest.raises(StorageUnavailableError) as raised:
        _act(hasty_storage, action)

    assert time.monotonic() - started < 3
    assert (raised.value.status, raised.value.code) == (503, "storage_unavailable")
    assert double.assets == {}
    told = caplog.text + str(raised.value) + repr(raised.value.__cause__)
    assert API_SECRET not in told
    assert "signature" not in told.lower()


@pytest.mark.parametrize("action", ["download", "resources"])
def test_a_body_that_trickles_ends(double, hasty_storage, action):
    """Each wait is short; all of them together would be twenty seconds."""
    double.failures = {action: Failure(status=200, body=bytes(200), drip=0.1)}
    started = time.monotonic()

    with pytest.raises(StorageUnavailableError):
        _act(hasty_storage, action)

    assert time.monotonic() - started < 10


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"7", b'{"error": "text"}', b"\xff"])
@pytest.mark.parametrize("action", ["upload", "destroy", "resources"])
def test_an_answer_off_the_documented_form_is_a_failure(double, storage, action, body):
    double.failures = {action: Failure(status=200, body=body)}

    with pytest.raises(StorageUnavailableError):
        _act(storage, action)


@pytest.mark.parametrize(
    "failure",
    [
        Failure(status=500, after=True),
        Failure(status=200, body=b"", after=True),
        Failure(cut=True, after=True),
        Failure(status=200, body=b"{}", stall=5, after=True),
        Failure(status=200, body=b'{"bytes": 1}', after=True),
    ],
    ids=["500", "empty", "closed", "stall", "changed"],
)
def test_an_upload_that_arrived_but_failed_is_taken_back(double, hasty_storage, failure):
    double.failures = {"upload": failure}

    with pytest.raises(StorageUnavailableError):
        hasty_storage.save(NAME, ContentFile(CONTENT))

    assert double.actions() == ["upload", "destroy"]
    assert double.assets == {}


def test_an_upload_that_cannot_be_taken_back_is_logged_by_its_name(double, storage, caplog):
    double.failures = {"upload": Failure(cut=True, after=True), "destroy": Failure(status=500)}

    with pytest.raises(StorageUnavailableError):
        storage.save(NAME, ContentFile(CONTENT))

    assert f"Stored file {NAME} may be left" in caplog.text


@pytest.mark.parametrize("status", [400, 401, 403, 420])
def test_a_refused_upload_is_not_followed_by_a_deletion(double, storage, status):
    double.failures = {"upload": Failure(status=status)}

    with pytest.raises(StorageUnavailableError):
        storage.save(NAME, ContentFile(CONTENT))

    assert double.actions() == ["upload"]


def test_a_name_that_is_taken_is_not_overwritten_and_not_deleted(double, storage):
    storage.save(NAME, ContentFile(CONTENT))

    with pytest.raises(StorageUnavailableError):
        storage.save(NAME, ContentFile(CONTENT[::-1] + b"more"))

    assert double.assets["receipts/5a3e"].content == CONTENT


def test_nobody_listening_is_a_failure(double):
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        storage = CloudinaryStorage(
            **double.options | {"upload_prefix": f"http://127.0.0.1:{port}"}, timeout_seconds=0.5
        )

        for action in ("upload", "download", "destroy"):
            with pytest.raises(StorageUnavailableError):
                _act(storage, action)
        assert not storage.is_reachable()


@pytest.mark.parametrize("known", [API_KEY, API_SECRET])
def test_a_wrong_key_or_secret_stores_nothing(double, known):
    options = {name: "wrong" if value == known else value for name, value in double.options.items()}
    storage = CloudinaryStorage(**options)

    with pytest.raises(StorageUnavailableError):
        storage.save(NAME, ContentFile(CONTENT))

    assert double.assets == {}
    assert not storage.is_reachable()


def test_delete_stored_deletes_the_others_and_names_what_it_could_not(configured, caplog):
    configured.failures = {"destroy": Failure(status=500)}

    assert delete_stored(["a.jpg", "b.jpg"]) == ["a.jpg", "b.jpg"]
    assert "Stored file a.jpg could not be deleted" in caplog.text

    configured.failures = {}
    assert delete_stored(["a.jpg", "b.jpg"]) == []


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_an_upload_that_cannot_be_stored_is_503_and_keeps_nothing(configured, api, png, failure):
    configured.failures = {"upload": failure}

    response = api.post("/api/v1/receipts/", {"image": png}, format="multipart")

    assert response.status_code == 503
    assert response.json()["code"] == "storage_unavailable"
    assert response.json()["error"] == response.json()["detail"]
    assert response["Retry-After"] == "60"
    assert not Receipt.objects.exists()
    assert configured.assets == {}


# --- Is it there?


def test_readiness_is_asked_once_however_often_it_is_wanted(double, storage):
    answers = [storage.is_reachable() for _ in range(50)]

    assert all(answers)
    assert double.actions() == ["ping"]


def test_a_failed_ping_counts_only_for_seconds(double, storage, monkeypatch):
    clock = iter([100.0, 100.0, 104.0, 106.0, 106.0])
    monkeypatch.setattr("receipts.storages.cloudinary_storage.monotonic", lambda: next(clock))
    double.failures = {"ping": Failure(status=500)}
    assert not storage.is_reachable()
    double.failures = {}
    assert not storage.is_reachable()

    assert storage.is_reachable()
    assert double.actions() == ["ping", "ping"]


@pytest.mark.parametrize("status", [420, 429])
def test_used_up_calls_of_the_admin_api_do_not_make_it_unready(double, storage, status):
    double.failures = {"ping": Failure(status=status)}

    assert storage.is_reachable()


def test_a_ping_gives_up_before_a_health_check_does(double):
    storage = CloudinaryStorage(**double.options)
    double.failures = {"ping": Failure(status=200, stall=10)}
    started = time.monotonic()

    assert not storage.is_reachable()
    assert time.monotonic() - started < 4


def test_readyz_says_that_the_storage_is_away(configured, client, db):
    configured.failures = {"ping": Failure(cut=True)}

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["storage"] == "away"


# --- Listing


def test_listing_walks_all_pages_and_passes_over_what_is_not_ours(double, storage):
    for name in ("a.jpg", "b.heic", "c.pdf", "d.png", "e.tiff"):
        storage.save(name, ContentFile(CONTENT))
    stranger = Asset(content=b"x", filename="x", params={"type": "authenticated"})
    double.assets["receipts/bb"] = stranger
    double.assets["elsewhere/a"] = stranger

    files = list(storage.stored_files())

    stored_at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert files == [
        StoredFile(name=name, stored_at=stored_at)
        for name in ("a.jpg", "b.heic", "c.pdf", "d.png", "e.tiff")
    ]
    assert double.actions().count("resources") == 4  # three of images, one of what is raw


# --- Configuration


def test_two_accounts_live_in_one_process_whatever_the_environment_says(double, monkeypatch):
    monkeypatch.setenv("CLOUDINARY_CLOUD_NAME", "of-the-environment")
    monkeypatch.setenv("CLOUDINARY_API_KEY", "1")
    monkeypatch.setenv("CLOUDINARY_API_SECRET", "of-the-environment")
    monkeypatch.setenv("CLOUDINARY_OAUTH_TOKEN", "of-the-environment")
    monkeypatch.setenv("CLOUDINARY_UPLOAD_PRESET", "of-the-environment")
    cloudinary.reset_config()
    try:
        with running_cloudinary() as other:
            first, second = (CloudinaryStorage(**server.options) for server in (double, other))
            first.save("a.jpg", ContentFile(CONTENT))
            second.save("b.jpg", ContentFile(CONTENT))

            assert list(double.assets) == ["receipts/a"]
            assert list(other.assets) == ["receipts/b"]
            assert "upload_preset" not in other.assets["receipts/b"].params
            with second.open("b.jpg") as original:
                assert original.read() == CONTENT
            second.delete("b.jpg")
            assert other.assets == {}
    finally:
        monkeypatch.undo()
        cloudinary.reset_config()


def test_one_url_says_all_that_three_variables_do(double):
    url = f"cloudinary://{API_KEY}:{API_SECRET}@{CLOUD}?upload_prefix={double.url}"

    CloudinaryStorage(url=url).save(NAME, ContentFile(CONTENT))

    assert list(double.assets) == ["receipts/5a3e"]


@pytest.mark.parametrize("url", ["", "cloudinary://", "cloudinary://key@cloud", "https://k:s@c"])
def test_a_bad_url_is_named(url):
    with pytest.raises(ImproperlyConfigured, match="CLOUDINARY_URL must be"):
        CloudinaryStorage(url=url)


def test_many_threads_share_one_storage(double, storage):
    contents = {f"{number}.jpg": CONTENT + bytes([number]) for number in range(20)}

    def keep_and_read(name):
        storage.save(name, ContentFile(contents[name]))
        with storage.open(name) as original:
            return original.read()

    with ThreadPoolExecutor(10) as pool:
        read = dict(zip(contents, pool.map(keep_and_read, contents), strict=True))

    assert read == contents

"""Blurred, dark and cut pictures: what is measured of a page, and what is said of a receipt."""

from itertools import groupby

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from receipts.demo.sample_receipts import encode_pdf
from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.extraction import ExtractionError
from receipts.services.pages.enhancement import enhance
from receipts.tests.conftest import upload_unread
from receipts.tests.drawing import as_file, drawn_receipt, pdf_page
from receipts.tests.stub_reader import good_reading, printed

URL = "/api/v1/receipts/"
BLURRED = {"blur": 5, "noise": 3}
UNREADABLE = ExtractionError("Nothing was read.", code="unreadable", retryable=False)


def dimmed(share: float) -> Image.Image:
    return drawn_receipt(noise=3).point(lambda level: level * share)


def cropped(*, left: float = 0, right: float = 1) -> Image.Image:
    picture = drawn_receipt()
    return picture.crop((int(left * picture.width), 0, int(right * picture.width), picture.height))


def lines_of(picture: Image.Image) -> list[list[int]]:
    """Rows of pixels of each line of print, from top to bottom."""
    grey = picture.convert("L")
    darkest = [min(grey.crop((0, y, grey.width, y + 1)).tobytes()) for y in range(grey.height)]
    found = groupby(range(grey.height), key=lambda y: darkest[y] < 128)
    return [rows for is_ink, group in found if is_ink and len(rows := list(group)) > 12]


def faults_of(content: bytes) -> list[tuple[str, ...]]:
    return [page.faults for page in enhance(content)]


class TestMeasures:
    @pytest.mark.parametrize(
        "scene",
        [
            {},
            {"noise": 20},
            {"ink": 180, "noise": 3},
            {"shade": 0.5, "noise": 3},
            {"skew_degrees": 4, "table": 60},
            {"blur": 1},
            {"width": 360, "font_size": 14},
        ],
    )
    def test_a_readable_picture_has_no_fault(self, scene):
        assert faults_of(as_file(drawn_receipt(**scene))) == [()]

    @pytest.mark.parametrize("scene", [BLURRED, {"blur": 4}, {"blur": 8}, {"blur": 4, "table": 60}])
    def test_a_blurred_one_is_found(self, scene):
        assert faults_of(as_file(drawn_receipt(**scene))) == [("picture_blurred",)]

    def test_a_dark_one_is_found_however_it_is_brightened_for_the_readers(self):
        assert faults_of(as_file(dimmed(0.15))) == [("picture_dark",)]
        assert faults_of(as_file(dimmed(0.5))) == [()]

    @pytest.mark.parametrize(
        "sides", [{"left": 0.12}, {"right": 0.9}, {"left": 0.12, "right": 0.9}]
    )
    def test_print_that_runs_out_of_the_picture_is_found(self, sides):
        assert faults_of(as_file(cropped(**sides))) == [("picture_cut",)]

    @pytest.mark.parametrize("scene", [{}, {"noise": 8}, {"blur": 1}])
    def test_a_line_that_is_cut_along_its_length_is_found(self, scene):
        picture = drawn_receipt(**scene)
        total = lines_of(drawn_receipt())[-4]
        middle = total[len(total) // 2]
        head = picture.crop((0, 0, picture.width, middle))
        foot = picture.crop((0, middle, picture.width, picture.height))

        assert faults_of(as_file(head)) == faults_of(as_file(foot)) == [("picture_cut",)]

    def test_a_cut_between_two_lines_is_none(self):
        picture = drawn_receipt()
        one, other = lines_of(picture)[4:6]
        between = (one[-1] + other[0]) // 2

        assert faults_of(as_file(picture.crop((0, 0, picture.width, between)))) == [()]

    def test_a_torn_end_before_a_dark_table_is_no_print(self):
        picture = drawn_receipt()
        pen = ImageDraw.Draw(picture)
        for left in range(0, picture.width, 12):
            pen.polygon([(left, 0), (left + 12, 0), (left + 6, 14)], fill=(20, 20, 20))

        assert faults_of(as_file(picture)) == [()]

    def test_a_margin_may_be_narrow(self):
        assert faults_of(as_file(cropped(left=0.03, right=0.97))) == [()]

    @pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (64, 64)])
    def test_a_picture_of_any_size_is_measured(self, size):
        assert len(faults_of(as_file(Image.new("L", size, 255)))) == 1

    def test_a_page_that_a_program_has_drawn_has_none(self):
        assert faults_of(pdf_page(b"0.1 g 0 0 100 100 re f")) == [()]

    def test_a_scan_in_a_pdf_is_measured_like_a_photo(self):
        assert faults_of(encode_pdf([drawn_receipt(blur=6)])) == [("picture_blurred",)]


@pytest.fixture
def read(user, stub_reader):
    """A receipt with these pictures, read as it is told."""

    def read_from(picture: Image.Image, answer: object = None) -> Receipt:
        stub_reader.answers = [answer or good_reading()]
        receipt = upload_unread(user, SimpleUploadedFile("photo.jpg", as_file(picture)))
        process_receipt(receipt.pk)
        return receipt

    return read_from


class TestReceipts:
    def test_a_blurred_picture_is_told_with_what_helps(self, api, read):
        receipt = read(drawn_receipt(**BLURRED))

        status = api.get(f"{URL}{receipt.pk}/processing_status/").json()
        (fault,) = status["picture_faults"]
        assert (fault["code"], fault["pages"]) == ("picture_blurred", [0])
        assert fault["message"].startswith("The picture is blurred; the text may be misread. Take")
        assert api.get(f"{URL}{receipt.pk}/").json()["picture_faults"] == [fault]
        assert api.get(URL).json()["results"][0]["picture_faults"] == [fault]

    def test_it_is_a_hint_and_keeps_nothing_back(self, api, read):
        receipt = read(drawn_receipt(**BLURRED))

        shown = api.get(f"{URL}{receipt.pk}/").json()
        assert (shown["review_status"], shown["review_reasons"]) == ("approved", [])

    def test_where_a_person_has_to_look_it_is_among_the_reasons(self, api, read):
        receipt = read(drawn_receipt(**BLURRED), good_reading(total=printed("12.60", 0.5)))

        reasons = api.get(f"{URL}{receipt.pk}/").json()["review_reasons"]
        assert reasons[-1]["code"] == "picture_blurred"
        assert (reasons[-1]["fields"], reasons[-1]["values"]) == ([], {"pages": "0"})
        api.patch(f"{URL}{receipt.pk}/", {"total": "12.50"}, format="json")
        shown = api.get(f"{URL}{receipt.pk}/").json()
        assert (shown["review_status"], shown["review_reasons"]) == ("approved", [])

    def test_alone_it_keeps_no_receipt_once_a_duplicate_is_settled(self, api, read):
        read(drawn_receipt(**BLURRED))
        copy = read(drawn_receipt(**BLURRED))
        reasons = api.get(f"{URL}{copy.pk}/").json()["review_reasons"]
        assert [why["code"] for why in reasons] == ["possible_duplicate", "picture_blurred"]

        (found,) = api.get(f"{URL}{copy.pk}/duplicates/").json()["results"]
        place = f"{URL}{copy.pk}/duplicates/{found['id']}/resolve/"
        answer = api.post(place, {"resolution": "separate"}, format="json")

        assert answer.status_code == 200
        shown = api.get(f"{URL}{copy.pk}/").json()
        assert (shown["review_status"], shown["review_reasons"]) == ("approved", [])

    def test_a_receipt_that_cannot_be_read_says_it_too(self, api, read):
        receipt = read(drawn_receipt(**BLURRED), UNREADABLE)

        status = api.get(f"{URL}{receipt.pk}/processing_status/").json()
        assert status["ocr_status"] == "failed"
        assert [fault["code"] for fault in status["picture_faults"]] == ["picture_blurred"]

    def test_it_is_known_before_anybody_reads(self, api, user, stub_reader):
        content = as_file(drawn_receipt(**BLURRED))
        receipt = upload_unread(user, SimpleUploadedFile("photo.jpg", content))
        seen = []
        stub_reader.while_reading = lambda: seen.append(
            Receipt.objects.get(pk=receipt.pk).picture_faults
        )

        process_receipt(receipt.pk)

        assert seen == [[{"code": "picture_blurred", "pages": [0]}]]

    def test_a_copy_has_those_of_the_receipt_whose_reading_it_takes_over(self, api, read):
        first, copy = (read(drawn_receipt(**BLURRED)) for _ in range(2))

        faults = [api.get(f"{URL}{one.pk}/").json()["picture_faults"] for one in (first, copy)]
        assert faults[0] == faults[1] != []

    def test_of_several_photos_it_says_which(self, api, user, stub_reader):
        photos = [drawn_receipt(), drawn_receipt(**BLURRED)]
        pages = [SimpleUploadedFile(f"{n}.jpg", as_file(p)) for n, p in enumerate(photos)]
        number = api.post(URL, {"pages": pages}, format="multipart").json()["id"]
        process_receipt(number)

        (fault,) = api.get(f"{URL}{number}/").json()["picture_faults"]
        assert fault["pages"] == [1]

    def test_it_is_said_in_the_language_of_the_reader(self, api, read):
        receipt = read(drawn_receipt(**BLURRED))

        answer = api.get(f"{URL}{receipt.pk}/", headers={"accept-language": "de"}).json()
        assert answer["picture_faults"][0]["message"].startswith("Das Bild ist unscharf")

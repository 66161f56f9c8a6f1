"""The offline reader on receipts drawn for the purpose: pixels in, fields out."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from receipts.services.extraction import ExtractionError, Page, ReadingContext
from receipts.services.offline_ocr_service import OfflineExtractor, shared_engine

CONTEXT = ReadingContext(today=date(2026, 11, 22))
ROWS = (
    ("CORNER BAKERY LTD", ""),
    ("12 High Street, Leeds", ""),
    ("Date: 14/03/2025 10:22", ""),
    ("Sourdough loaf", "4.20"),
    ("Butter croissant", "2.80"),
    ("Subtotal", "7.00"),
    ("VAT 20%", "1.40"),
    ("TOTAL GBP", "8.40"),
    ("Visa card", "8.40"),
    ("Receipt No: 000417", ""),
)


def draw_receipt(rows=ROWS, quarter_turns=0):
    image = Image.new("RGB", (620, 60 + 62 * len(rows)), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=30)
    for number, (left, right) in enumerate(rows):
        pen.text((40, 40 + 62 * number), left, fill="black", font=font)
        pen.text((580, 40 + 62 * number), right, fill="black", font=font, anchor="ra")
    return as_page(image.rotate(90 * quarter_turns, expand=True))


def draw_tape(count):
    """Twelve times as long as wide."""
    rows = [(f"Article {number}", f"{number}.25") for number in range(1, count + 1)]
    image = Image.new("RGB", (560, 6720), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=28)
    for number, (left, right) in enumerate(rows):
        top = 40 + number * (image.height - 80) // count
        pen.text((40, top), left, fill="black", font=font)
        pen.text((520, top), right, fill="black", font=font, anchor="ra")
    return as_page(image)


def as_page(image):
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", quality=92)
    return Page(jpeg=encoded.getvalue(), width=image.width, height=image.height)


@pytest.fixture(scope="module")
def reader():
    return OfflineExtractor(threads=2)


def main_values(receipt):
    fields = (receipt.vendor, receipt.purchased_on, receipt.total, receipt.tax, receipt.currency)
    return tuple(field and field.value for field in fields)


def test_a_receipt_is_read_with_the_place_of_each_value(reader):
    receipt = reader.extract([draw_receipt()], context=CONTEXT)

    assert main_values(receipt) == ("CORNER BAKERY LTD", "2025-03-14", "8.40", "1.40", "GBP")
    assert receipt.engine == "offline"
    assert [(item.description, item.amount) for item in receipt.items] == [
        ("Sourdough loaf", "4.20"),
        ("Butter croissant", "2.80"),
    ]
    assert receipt.payment_method.value == "card"
    assert receipt.receipt_number.value == "000417"
    assert receipt.transaction_type.value == "expense"
    assert len(receipt.lines) == 16
    box = receipt.total.box
    assert (box.page, round(box.left, 1), round(box.right, 1)) == (0, 0.8, 0.9)
    assert abs((box.top + box.bottom) / 2 - (40 + 62 * 7 + 15) / (60 + 62 * 10)) < 0.02


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_turned_page_reads_like_an_upright_one(reader, quarter_turns):
    page = draw_receipt(quarter_turns=quarter_turns)

    receipt = reader.extract([page], context=CONTEXT)

    assert main_values(receipt) == ("CORNER BAKERY LTD", "2025-03-14", "8.40", "1.40", "GBP")
    middle = (receipt.total.box.left + receipt.total.box.right) / 2
    upright = {1: (40 + 62 * 7 + 15) / 680, 2: 1 - 545 / 620, 3: 1 - (40 + 62 * 7 + 15) / 680}
    assert abs(middle - upright[quarter_turns]) < 0.03


def test_two_pages_are_one_receipt(reader):
    receipt = reader.extract([draw_receipt(ROWS[:5]), draw_receipt(ROWS[5:])], context=CONTEXT)

    assert main_values(receipt) == ("CORNER BAKERY LTD", "2025-03-14", "8.40", "1.40", "GBP")
    assert receipt.vendor.box.page == 0
    assert receipt.total.box.page == 1


def test_threads_share_one_engine_and_do_not_disturb_one_another(reader):
    other = draw_receipt((("HARBOUR BOOKS", ""), ("TOTAL", "19.50")))

    with ThreadPoolExecutor(max_workers=2) as pool:
        bakery = pool.submit(reader.extract, [draw_receipt()], context=CONTEXT)
        books = pool.submit(reader.extract, [other], context=CONTEXT)

    assert bakery.result().total.value == "8.40"
    assert books.result().total.value == "19.50"
    assert shared_engine(threads=2) is shared_engine(threads=2)


def test_an_empty_page_has_no_fields_and_is_no_error(reader):
    receipt = reader.extract([as_page(Image.new("RGB", (400, 600), "white"))], context=CONTEXT)

    assert main_values(receipt) == (None,) * 5
    assert receipt.lines == ()
    assert receipt.items == ()
    assert receipt.transaction_type is None


def test_bytes_that_are_no_image_are_a_lasting_failure(reader):
    with pytest.raises(ExtractionError) as failure:
        reader.extract([Page(jpeg=b"no image", width=10, height=10)], context=CONTEXT)

    assert failure.value.code == "offline_failed"
    assert not failure.value.retryable


def test_a_missing_package_says_what_to_install():
    program = (
        "import sys; sys.modules['rapidocr'] = None\n"
        "from datetime import date\n"
        "from receipts.services.extraction import ExtractionError, Page, ReadingContext\n"
        "from receipts.services.offline_ocr_service import OfflineExtractor\n"
        "try:\n"
        "    OfflineExtractor(threads=1).extract(\n"
        "        [Page(jpeg=b'', width=1, height=1)], context=ReadingContext(today=date.today()))\n"
        "except ExtractionError as error:\n"
        "    print(error.code, error)\n"
    )

    answer = run_python(program)

    assert answer.startswith("offline_not_installed ")
    assert "requirements-offline.txt" in answer


def test_reading_asks_no_network_writes_no_file_and_prints_nothing(tmp_path):
    (tmp_path / "receipt.jpg").write_bytes(draw_receipt().jpeg)
    program = (
        "import sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from receipts.services.extraction import Page, ReadingContext\n"
        "from receipts.services.offline_ocr_service import OfflineExtractor\n"
        # Nothing about binding: urllib3, loaded by the package, tries whether ::1 exists.
        "OUTWARD = {'socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname',\n"
        "           'socket.sendto', 'socket.sendmsg', 'subprocess.Popen'}\n"
        "broken = []\n"
        "def watch(event, args):\n"
        "    writes = event == 'open' and set(str(args[1])) & set('wax+')\n"
        "    if writes or event in OUTWARD:\n"
        "        broken.append((event, args))\n"
        f"jpeg = Path({str(tmp_path / 'receipt.jpg')!r}).read_bytes()\n"
        "sys.dont_write_bytecode = True\n"
        "sys.addaudithook(watch)\n"
        "receipt = OfflineExtractor(threads=1).extract(\n"
        "    [Page(jpeg=jpeg, width=620, height=680)],\n"
        "    context=ReadingContext(today=date(2026, 11, 22)))\n"
        "print(receipt.total.value, broken)\n"
    )

    assert run_python(program) == "8.40 []"


def run_python(program):
    """A process of its own: the models are loaded anew, and nothing is loaded before."""
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert finished.stderr == ""
    return finished.stdout.strip()


def test_every_line_of_a_long_tape_is_seen_once_in_its_place():
    seen = shared_engine(threads=2).read_page(draw_tape(40), number=0)

    amounts = sorted(
        (line for line in seen if line.text.endswith(".25")), key=lambda one: one.box.top
    )
    assert [line.text for line in amounts] == [f"{number}.25" for number in range(1, 41)]
    assert len(seen) == 80
    for number, line in enumerate(amounts):
        assert line.box.top == pytest.approx((40 + number * 166) / 6720, abs=0.005)

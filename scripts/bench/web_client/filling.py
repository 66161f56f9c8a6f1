"""A server with an account that has much to scroll through and photos to review."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photo import TWELVE_MEGAPIXELS, draw_photo

from receipts.tests.stub_reader import good_reading, printed
from tests.journeys.journey_server import serving_client
from tests.journeys.reading import add_read
from tests.server import Server

RECEIPTS = 10_000
# Some of them are the oldest of what waits for a person, the others the newest.
PHOTOS, OLDEST = 18, 12
_FILL = """
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from django.core.files import File
from django.utils import timezone
from accounts.models import User
from receipts.models import Receipt, ReceiptFile, Transaction
from receipts.storages.receipt_storage import receipt_storage
owner, now = User.objects.get(email={email!r}), timezone.now()
width, height = {size}
storage = receipt_storage()
for file in ReceiptFile.objects.filter(receipt__owner=owner):
    storage.delete(file.stored_name)
    storage.save(file.stored_name, File(Path({photo!r}).open("rb")))
    storage.draw_ahead(file.stored_name)  # as it was when they were read
ReceiptFile.objects.filter(receipt__owner=owner).update(width=width, height=height)
receipts = Receipt.objects.bulk_create((Receipt(
    owner=owner, original_filename=f"scan-{{n}}.jpg", sha256=f"{{n:064}}", updated_at=now,
    uploaded_at=now - timedelta(minutes=n), status="completed", reading={{"checks": []}},
    engine="offline", model="bench", confidence=0.97, seconds=1.5,
    review_status="approved" if n % 50 else "needs_review",
) for n in range(1, {count} + 1)), batch_size=500)
ReceiptFile.objects.bulk_create((ReceiptFile(
    receipt=receipt, position=0, stored_name=f"{{receipt.pk}}.jpg", mime_type="image/jpeg",
    sha256=receipt.sha256, size_bytes=200_000, width=1200, height=1800,
) for receipt in receipts), batch_size=500)
Transaction.objects.bulk_create((Transaction(
    owner=owner, receipt=receipt, vendor=f"Corner Cafe {{receipt.pk % 90}}", currency="GBP",
    purchased_on=receipt.uploaded_at.date(), total=Decimal("10.50"),
) for receipt in receipts), batch_size=500)
for place, number in enumerate({oldest}):
    long_ago = now - timedelta(days=60) + timedelta(minutes=place)
    Receipt.objects.filter(pk=number).update(uploaded_at=long_ago)
"""


@contextmanager
def filled_server(folder: Path) -> Iterator[tuple[Server, str, list[int]]]:
    """With the address of the account, and the receipts with photos."""
    with serving_client(folder, SELF_HOSTED_PLAN="platinum") as server:
        email = server.new_account()
        readings = [
            good_reading(vendor=printed(f"Cafe {n}"), total=printed(f"9{n}.60", confidence=0.5))
            for n in range(PHOTOS)
        ]
        # As many at a time as fit into a command.
        numbers: list[int] = []
        for first in range(0, PHOTOS, 2):
            numbers += add_read(server, email, *readings[first : first + 2])
        photo = folder / "photo.jpg"
        photo.write_bytes(draw_photo())
        script = _FILL.format(
            email=email,
            photo=str(photo),
            size=TWELVE_MEGAPIXELS,
            count=RECEIPTS,
            oldest=numbers[:OLDEST],
        )
        server.run(script)
        yield server, email, numbers

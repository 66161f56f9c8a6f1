"""Sample receipts for an account that has none yet."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from receipts.demo.sample_receipts import draw_demo_receipts
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt


def add_sample_receipts(user: User) -> list[Receipt]:
    """Upload the three samples, unless the account has receipts already. Returns the new ones."""
    if Receipt.objects.owned_by(user).exists():
        return []
    return [
        upload_receipt(owner=user, files=[SimpleUploadedFile(name, content, "image/jpeg")])
        for name, content in draw_demo_receipts()
    ]

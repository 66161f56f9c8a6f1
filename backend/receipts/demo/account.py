"""Demo account: somebody to sign in as, with three sample receipts that have been read."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.services.users import create_verified_user
from receipts.demo.sample_receipts import draw_demo_receipts
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt

DEMO_EMAIL = "demo@example.com"


def demo_account(*, password: str) -> User:
    """The demo account, made the first time. Its password is always the one given."""
    user = User.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        return create_verified_user(email=DEMO_EMAIL, password=password, first_name="Demo")
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def add_sample_receipts(user: User) -> list[Receipt]:
    """Upload the three samples, unless the account has receipts already. Returns the new ones."""
    if Receipt.objects.owned_by(user).exists():
        return []
    return [
        upload_receipt(owner=user, files=[SimpleUploadedFile(name, content, "image/jpeg")])
        for name, content in draw_demo_receipts()
    ]

"""Demo account: somebody to sign in as, where the operator has set `DEMO_PASSWORD`."""

from django.db import IntegrityError

from accounts.models import User
from accounts.services.users import create_verified_user

DEMO_EMAIL = "demo@example.com"


def demo_account(*, password: str) -> User:
    """Made the first time. Its password is always the one given."""
    user = User.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        try:
            return create_verified_user(email=DEMO_EMAIL, password=password, first_name="Demo")
        except IntegrityError:  # made meanwhile
            user = User.objects.get(email=DEMO_EMAIL)
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user

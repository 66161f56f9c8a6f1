"""Accounts that are made by the project itself, not by somebody who signs up."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


@transaction.atomic
def create_verified_user(*, email: str, password: str, **fields: object) -> User:
    """An account that can sign in at once: its address counts as verified.

    Raises IntegrityError where the address is taken.
    """
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user

"""API keys: made, checked, never readable again."""

import secrets
from datetime import datetime
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.errors import TooManyKeysError
from accounts.models import ApiKey, User
from accounts.models.api_key import hash_api_key

# Enough for a key for each program; a limit, so that nobody fills the table.
MAX_KEYS = 20
# Lets a secret scanner, and a person, see what a found string is.
KEY_START = "sa_"


class ApiAccessGate(Protocol):
    """Raises an AppError for an account that may not use API keys."""

    def __call__(self, user: User, *, now: datetime) -> None: ...


def require_api_access(user: User, *, now: datetime) -> None:
    """Whether a plan includes API keys is decided above this app: `API_ACCESS_GATE` names who
    decides. Without one, everybody may."""
    if settings.API_ACCESS_GATE:
        cast(ApiAccessGate, import_string(settings.API_ACCESS_GATE))(user, now=now)


def create_api_key(*, owner: User, name: str, scope: str, now: datetime) -> tuple[ApiKey, str]:
    """The row, and the key itself, which nobody can show again."""
    require_api_access(owner, now=now)
    if ApiKey.objects.owned_by(owner).count() >= MAX_KEYS:
        raise TooManyKeysError(f"There are {MAX_KEYS} keys already. Please revoke one first.")
    key = KEY_START + secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        owner=owner, name=name, scope=scope, prefix=key[:8], key_hash=hash_api_key(key)
    )
    return row, key


def end_api_keys(user: User) -> int:
    """Every program is out at once. Returns how many keys there were."""
    return ApiKey.objects.owned_by(user).delete()[0]


def find_api_key(key: str) -> ApiKey | None:
    """None: no such key, or its owner is not active."""
    keys = ApiKey.objects.select_related("owner")
    return keys.filter(key_hash=hash_api_key(key), owner__is_active=True).first()

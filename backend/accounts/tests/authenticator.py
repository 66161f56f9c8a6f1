"""An authenticator app, and second factors that are set up already."""

import base64
import hashlib
import hmac
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt


def code_of(secret):
    """What the app shows now (RFC 6238 with steps of 30 seconds, RFC 4226, 5.3)."""
    counter = (int(time.time()) // 30).to_bytes(8)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def add_authenticator_app(user, secret):
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
    )


def add_recovery_codes(user):
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": encrypt("a seed of codes"), "used_mask": 0},
    )

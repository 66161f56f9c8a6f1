"""The second factor's secrets are encrypted in the database: a copy of it opens no account."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Encrypts with SECRET_KEY and still reads what an older one, in the fallbacks, has written."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret_key: str) -> bytes:
    """Fernet wants 32 bytes; the prefix keeps them apart from other uses of the same key."""
    digest = hashlib.sha256(b"second factor:" + secret_key.encode()).digest()
    return base64.urlsafe_b64encode(digest)

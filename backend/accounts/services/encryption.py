"""Encryption of secrets that have to be read again: a copy of the database opens nothing."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str, *, purpose: str) -> str:
    """With SECRET_KEY."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def decrypt(encrypted_text: str, *, purpose: str) -> str:
    """Also what an older key, in SECRET_KEY_FALLBACKS, has written."""
    return _cipher(purpose).decrypt(encrypted_text.encode()).decode()


def _cipher(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key, purpose)) for key in keys])


def _fernet_key(secret_key: str, purpose: str) -> bytes:
    """Fernet wants 32 bytes; the prefix keeps them apart from other uses of the same key."""
    digest = hashlib.sha256(f"{purpose}:{secret_key}".encode()).digest()
    return base64.urlsafe_b64encode(digest)

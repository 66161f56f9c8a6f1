"""The second factor's secrets are encrypted in the database: a copy of it opens no account."""

from allauth.mfa.adapter import DefaultMFAAdapter

from accounts.services.encryption import decrypt, encrypt

_PURPOSE = "second factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encrypt(text, purpose=_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, purpose=_PURPOSE)

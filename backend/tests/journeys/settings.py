"""The server's own settings, but for the hash of passwords, which is slow on purpose: one is made or
checked at each sign-in."""

from backend.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

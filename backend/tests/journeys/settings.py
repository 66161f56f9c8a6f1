"""The server's own settings, but for what journeys are not about and what costs half of their time:
the hash of passwords, which is slow on purpose, and looking for words where none can be."""

from backend.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
READER_FACTORIES = READER_FACTORIES | {  # noqa: F405
    "offline": "tests.journeys.sparing_reader.SparingReader"
}

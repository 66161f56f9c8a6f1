"""The server's own settings, but for what journeys are not about: what costs half of their time
(the hash of passwords, slow on purpose, and looking for words where none can be) and the rate of
sign-ins."""

from backend.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
READER_FACTORIES = READER_FACTORIES | {  # noqa: F405
    "offline": "tests.journeys.sparing_reader.SparingReader"
}
# All journeys sign in from one address: on a fast machine more of them than people behind one do.
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | {"login": "1000/m/ip"}  # noqa: F405

"""Deploy checks that speak in the names of this project's variables.

Django's own checks name Django's settings; these say which variable sets them.
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_https(**kwargs: Any) -> list[CheckMessage]:
    if settings.SECURE_SSL_REDIRECT:
        return []
    return [
        Warning(
            "Plain HTTP is answered, and cookies travel over it.",
            hint="Set HTTPS_ONLY=true; it is behind security.W004, W008, W012 and W016 as well.",
            id="common.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_mail(**kwargs: Any) -> list[CheckMessage]:
    backend: str = settings.MAILERS["default"]["BACKEND"]
    if not backend.endswith("console.EmailBackend"):
        return []
    return [
        Warning(
            "Mail is written to the console, so nobody can verify an account.",
            hint="Set EMAIL_URL, such as smtp://USER:PASSWORD@HOST:587; see mail.E001 as well.",
            id="common.W002",
        )
    ]

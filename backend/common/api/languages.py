"""Language of an answer: the account's, where it has chosen one, else what `Accept-Language` asks
for (RFC 9110, 12.5.4), else English. Codes and keys are the same in each."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from common.localization.languages import ENGLISH

# Pictures, archives and files for programs are in none.
_IN_A_LANGUAGE = ("application/json", "application/pdf", "text/html")


class LanguageMiddleware:
    """Above all that may answer, so that a 304 and a refusal say their language too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/v1/"):
            return self.get_response(request)
        translation.activate(asked_language(request.headers.get("Accept-Language", "")))
        try:
            response = self.get_response(request)
            kind = response.headers.get("Content-Type", "")
            if not kind or kind.startswith(_IN_A_LANGUAGE):
                response.headers.setdefault("Content-Language", translation.get_language())
                patch_vary_headers(response, ["Accept-Language"])
            return response
        finally:
            translation.deactivate()


def asked_language(header: str) -> str:
    for language, weight in parse_accept_lang_header(header):
        if language == "*" or not weight:
            break
        try:
            return translation.get_supported_language_variant(language)
        except LookupError:
            continue
    return ENGLISH


def speak(language: str) -> None:
    """For the rest of the call, if there is such a language."""
    if language in dict(settings.LANGUAGES):
        translation.activate(language)

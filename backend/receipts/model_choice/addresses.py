"""Addresses of model servers, in one spelling."""

from django.conf import settings

from receipts.services.enhanced_openai_service import OPENAI_BASE_URL


def address_of(base_url: str) -> str:
    """An empty one is OpenAI's own."""
    address = base_url.strip().rstrip("/")
    return "" if address == OPENAI_BASE_URL else address


def configured_address() -> str:
    return address_of(settings.OPENAI_BASE_URL)

"""Notices about the model that reads, for the admin's first page and its health page."""

from django import template
from django.utils import timezone

from receipts.model_choice import notices

register = template.Library()


@register.simple_tag
def model_notices() -> list[str]:
    return notices.model_notices(now=timezone.now())

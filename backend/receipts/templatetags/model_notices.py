"""Notices about the model that reads, for the admin's first page and its health page."""

from django import template
from django.utils import timezone

from receipts.model_choice.ending import model_end

register = template.Library()


@register.simple_tag
def model_notices() -> list[str]:
    """Sentences; none where there is nothing to say."""
    end = model_end(today=timezone.now().date())
    return [f"{end.text} {end.advice}"] if end else []

"""Notices about the model that reads, for the admin's first page and its health page."""

from django import template
from django.utils import timezone

from receipts.model_choice.canary import cached_alarm
from receipts.model_choice.ending import model_end
from receipts.model_choice.standing import standing

register = template.Library()


@register.simple_tag
def model_notices() -> list[str]:
    """Sentences; none where there is nothing to say."""
    end, found = model_end(today=timezone.now().date()), standing()
    told = (f"{end.text} {end.advice}" if end else "", found.text if found else "", cached_alarm())
    return [notice for notice in told if notice]

"""OpenAI's models, as known without asking: how they want to be asked, when they go."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class PricedModel(NamedTuple):
    """US dollars for a million tokens."""

    name: str
    input_usd: Decimal
    output_usd: Decimal


DEFAULT = "gpt-4o"
# What OpenAI names for the GPT-4 family, by the page below, and what it asks for it
# (https://developers.openai.com/api/docs/models/gpt-6-luna, as of 2026-11).
SUCCESSOR = PricedModel("gpt-6-luna", input_usd=Decimal("0.10"), output_usd=Decimal("0.50"))

# Announced shut-downs (https://developers.openai.com/api/docs/deprecations, as of 2026-11).
# `OpenAIExtractor.shutdown_date` asks the service itself; this answers without network and key.
_ANNOUNCED_SHUTDOWNS: dict[date, tuple[str, ...]] = {
    date(2026, 10, 23): (
        "gpt-4o-2024-05-13",
        "gpt-4.1-nano",
        "gpt-4.1-nano-2025-04-14",
        "gpt-4-turbo",
        "gpt-4-turbo-2024-04-09",
        "o1",
        "o1-2024-12-17",
        "o4-mini",
        "o4-mini-2025-04-16",
    ),
    date(2026, 12, 11): (
        "gpt-5",
        "gpt-5-2025-08-07",
        "gpt-5-mini",
        "gpt-5-mini-2025-08-07",
        "gpt-5-nano",
        "gpt-5-nano-2025-08-07",
        "o3",
        "o3-2025-04-16",
    ),
    date(2027, 1, 14): (
        "gpt-4o",
        "gpt-4o-2024-08-06",
        "gpt-4o-2024-11-20",
        "gpt-4o-mini",
        "gpt-4o-mini-2024-07-18",
        "gpt-4.1",
        "gpt-4.1-2025-04-14",
        "gpt-4.1-mini",
        "gpt-4.1-mini-2025-04-14",
    ),
    date(2027, 4, 1): (
        "gpt-5.1",
        "gpt-5.1-2025-11-13",
        "gpt-5.4-nano",
        "gpt-5.4-nano-2026-03-17",
    ),
}

# Also behind a gateway's prefix, as in "openai/gpt-5".
_REASONING_ONLY = re.compile(r"(?:^|/)(?:o\d|gpt-5)")
# The efforts that each takes: https://developers.openai.com/api/docs/models, as of 2026-11.
_REASONING_AT_LEAST_LOW = re.compile(r"(?:^|/)gpt-6(?:-astra|\.\d-(?:astra|sol))")
_REASONING_OPTIONAL = re.compile(r"(?:^|/)gpt-(?:[6-9]|\d\d)")


def announced_shutdown(model: str) -> date | None:
    """The last day of a model at OpenAI. None: nothing was announced, or it is not OpenAI's."""
    for day, names in _ANNOUNCED_SHUTDOWNS.items():
        if model in names:
            return day
    return None


def has_successor_on(day: date) -> bool:
    """Does the default's successor read in its place, from the default's last day on?"""
    last_day = announced_shutdown(DEFAULT)
    return last_day is not None and day >= last_day


def sampling_options(model: str) -> dict[str, float | str]:
    """Reading wants the likeliest answer, not a varied one.

    Reasoning models refuse a temperature. From GPT-6 on reasoning can be switched off, which is
    what OpenAI advises for work that GPT-4 did, and without which the time-out would be too short;
    some refuse that, and low is the least they take.
    """
    if _REASONING_AT_LEAST_LOW.search(model):
        return {"reasoning_effort": "low"}
    if _REASONING_OPTIONAL.search(model):
        return {"reasoning_effort": "none"}
    if _REASONING_ONLY.search(model):
        return {}
    return {"temperature": 0}

"""`manage.py compare_models`: would another model read as well as the configured one?"""

import time
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from receipts.model_choice.comparing import (
    NothingToCompareError,
    cancel_comparison,
    request_comparison,
    run_comparison,
)
from receipts.model_choice.wording import table_of, verdict_sentence
from receipts.models import ModelComparison
from receipts.services.enhanced_openai_service import TokenPrices

_RUN_SECONDS = 10.0
_POLL_SECONDS = 2.0
_OVER = (ModelComparison.Status.COMPLETED, ModelComparison.Status.FAILED)


class Command(BaseCommand):
    help = (
        "Have verified receipts read by the configured reader and by another model, judge both by "
        "what people confirmed, and keep the verdict. Both are paid for; nothing else changes."
    )
    # It is what mends the choice that the checks complain about.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with", dest="candidate", required=True, metavar="MODEL")
        parser.add_argument("--base-url", default="", help="default: as configured")
        parser.add_argument("--receipts", type=int, default=100, metavar="N")
        parser.add_argument(
            "--prices", nargs=2, type=_price, metavar=("IN", "OUT"),
            help="of the model, US dollars for a million tokens",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["receipts"] < 1:
            raise CommandError("--receipts must be 1 at least.")
        try:
            comparison = request_comparison(
                candidate=options["candidate"],
                base_url=options["base_url"],
                prices=_prices(options["prices"]),
                wanted=options["receipts"],
                requested_by=None,
                now=timezone.now(),
            )
        except NothingToCompareError as error:
            raise CommandError(str(error)) from error
        try:
            self._follow(comparison)
        except KeyboardInterrupt:
            cancel_comparison(comparison.pk, now=timezone.now())
            raise CommandError("Cancelled.") from None
        self._tell(comparison)

    def _follow(self, comparison: ModelComparison) -> None:
        """A worker of the server may take it up, too: whoever does, it is followed to its end."""
        while comparison.status not in _OVER:
            if not run_comparison(comparison.pk, seconds=_RUN_SECONDS):
                time.sleep(_POLL_SECONDS)
            comparison.refresh_from_db()
            self.stderr.write(f"{comparison.done} of {comparison.receipts.count()} receipts")

    def _tell(self, comparison: ModelComparison) -> None:
        if comparison.status == ModelComparison.Status.FAILED:
            raise CommandError(f"{comparison.failure_text} ({comparison.failure_code})")
        for line in table_of(comparison):
            self.stdout.write(line)
        self.stdout.write(verdict_sentence(comparison))


def _price(text: str) -> Decimal:
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal(-1)
    if not price.is_finite() or price < 0:
        raise CommandError(f"{text!r} is no price.")
    return price


def _prices(given: list[Decimal] | None) -> TokenPrices | None:
    return TokenPrices(input_usd=given[0], output_usd=given[1]) if given else None

"""`manage.py sync_subscriptions`: compare every account with Stripe and repair."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.errors import AppError
from subscriptions.services.reconcile import Difference, reconcile, unknown_customers


class Command(BaseCommand):
    help = "Makes every account what Stripe has, and names what differed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name it, change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        try:
            unknown = unknown_customers()
        except AppError as error:
            raise CommandError(str(error)) from error
        found = list(reconcile(now=timezone.now(), dry_run=dry_run))
        for difference in found:
            self.stdout.write(_line(difference))
        for customer_id in unknown:
            self.stdout.write(f"{customer_id}: has a subscription at Stripe and no account here")
        failed = sum(1 for difference in found if difference.problem)
        verb = "differ" if dry_run else "repaired"
        self.stdout.write(f"{len(found) - failed} {verb}, {failed} not compared")
        if failed:
            raise CommandError("Not every account could be compared.")


def _line(difference: Difference) -> str:
    if difference.problem:
        return f"subscription {difference.subscription_pk}: {difference.problem}"
    changes = ", ".join(
        f"{name} {before or 'nothing'} -> {after or 'nothing'}"
        for name, (before, after) in difference.changes.items()
    )
    return f"subscription {difference.subscription_pk}: {changes}"

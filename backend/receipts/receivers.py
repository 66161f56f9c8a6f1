"""Signal receivers: what follows for receipts from what happens elsewhere."""

from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from accounts.services.users import account_leaves
from receipts.locking import hold_all
from receipts.models import ReceiptFile
from receipts.processing.circuits import answers_again
from receipts.tasks import delete_stored_files, queue_due_receipts
from subscriptions.services.quota import lock_quota

# Names in one task: an engine may keep a task's arguments in a row.
_BATCH = 200


@receiver(account_leaves)
def hold_receipts_of_account(user: User, **kwargs: Any) -> None:
    """A reading that is being saved, a purge and an upload end first, and none begins."""
    hold_all(user)
    lock_quota(user, now=timezone.now())


@receiver(pre_delete, sender=User)
def delete_files_of_account(instance: User, **kwargs: Any) -> None:
    """Whichever way an account goes, after the commit its files go too. What a lost task leaves
    behind, `cleanup_receipts` finds: no row knows it any more."""
    names = ReceiptFile.objects.owned_by(instance).values_list("stored_name", flat=True)
    for batch in batched(names.iterator(chunk_size=2000), _BATCH):
        transaction.on_commit(partial(delete_stored_files.enqueue, list(batch)), robust=True)


@receiver(answers_again)
def read_what_has_waited(**kwargs: Any) -> None:
    """By all workers at once, instead of by the one that has found out and the others with the next
    sweep."""
    queue_due_receipts()

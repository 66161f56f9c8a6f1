"""Room in the quota for a new document, asked as soon as it is known that it takes a place: of
pictures at once, of what may be an e-invoice when a decoder has looked into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import User
from receipts.services.files.kinds import EML, PDF, XML, detect_kind
from receipts.services.files.mails import HEAD_BYTES
from subscriptions.models import QuotaUse
from subscriptions.services.quota import (
    Allowance,
    find_allowance,
    reserve_document,
    take_free_reads,
)

_MAY_SAY_ITSELF = {EML, PDF, XML}


@dataclass(frozen=True)
class QuotaRoom:
    """Each method raises QuotaExceededError or TooManyFailedReadsError."""

    owner: User
    allowance: Allowance

    @classmethod
    def of(cls, owner: User) -> Self:
        return cls(owner, find_allowance(owner, now=timezone.now()))

    def require(self) -> None:
        """As it was when the allowance was found, so that nothing is stored in vain."""
        self.allowance.require_room(now=timezone.now())

    def require_for(self, files: Sequence[UploadedFile]) -> None:
        """Before they are opened, where they can only be pages that somebody has to read."""
        if len(files) > 1 or not _may_be_einvoice(files[0]):
            self.require()

    def take(self) -> QuotaUse:
        """It holds the row of the account's period until the commit: so of two uploads at once the
        second one sees the first, when it looks for room in the queue and for the same bytes."""
        return reserve_document(self.owner, now=timezone.now(), allowance=self.allowance)


@dataclass(frozen=True)
class SampleRoom:
    """A sample takes a free read, and nothing that happens to it later makes it a document."""

    owner: User

    def require(self) -> None:
        """The free read is asked for as it is taken."""

    def require_for(self, files: Sequence[UploadedFile]) -> None:
        """Neither before."""

    def take(self) -> None:
        if refusal := take_free_reads(self.owner, 1, now=timezone.now()).refusal:
            raise refusal


def _may_be_einvoice(file: UploadedFile) -> bool:
    start = file.read(HEAD_BYTES)
    file.seek(0)
    return detect_kind(start) in _MAY_SAY_ITSELF

"""The files of a document, in their order. What is stored is known here and nowhere else."""

import hashlib
from collections.abc import Sequence
from typing import Self

from django.db import models

from accounts.models import User
from receipts.models.receipt import Receipt


class ReceiptFileQuerySet(models.QuerySet["ReceiptFile"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(receipt__owner=user)


class ReceiptFile(models.Model):
    """One uploaded file, kept byte for byte. Most documents have one; a long receipt may have been
    photographed in several. The pages of a document are those of its files, one after the other."""

    receipt = models.ForeignKey(
        Receipt,
        on_delete=models.CASCADE,
        related_name="files",
        db_index=False,  # the constraint has one
    )
    position = models.PositiveSmallIntegerField(help_text="from 0")
    stored_name = models.CharField(max_length=255, unique=True)
    mime_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(help_text="of the first page")
    height = models.PositiveIntegerField(help_text="of the first page")
    page_count = models.PositiveSmallIntegerField(default=1)
    page_sizes = models.JSONField(
        null=True, help_text="width and height of each page; null: of the first alone it is known"
    )

    mail = models.JSONField(
        null=True,
        help_text="what the mail says that the file is: `subject`, `sender`, `sent_at`; and of what"
        " was taken out of it the name (`document`) and the `mime_type`",
    )

    objects = ReceiptFileQuerySet.as_manager()

    class Meta:
        ordering = ["receipt_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "position"], name="receipt_file_has_its_place"
            ),
        ]

    def __str__(self) -> str:
        return f"File {self.position} of receipt {self.receipt_id}"

    @property
    def page_mime_type(self) -> str:
        """Of what its pages are pages of: of a mail the document in it."""
        return self.mail["mime_type"] if self.mail else self.mime_type


def document_sha256(digests: Sequence[str]) -> str:
    """What tells that two documents have the same files in the same order: the digest of the one
    file, or that of the digests of several."""
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()

"""Sample receipts for an account that has none yet."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.services.idempotency import Progress
from receipts.intake.upload import NotEmptyError, upload_receipt
from receipts.models import Receipt


def add_sample_receipts(user: User, *, progress: Progress | None = None) -> list[Receipt]:
    """Upload the three drawn samples, which use free reads instead of documents; an earlier try of
    the same call is carried on.

    Raises NotEmptyError where the account has receipts, in the trash too, and what an upload does.
    """
    # 8 MB that a process which draws nothing saves.
    from receipts.demo.sample_receipts import draw_samples  # noqa: PLC0415

    progress = progress or Progress()
    if progress.find(0) is None and Receipt.objects.owned_by(user).exists():
        raise NotEmptyError
    return [
        upload_receipt(
            owner=user,
            files=[SimpleUploadedFile(name, content, "image/jpeg")],
            progress=progress,
            place=place,
            is_sample=True,
        )
        for place, (name, content) in enumerate(draw_samples())
    ]

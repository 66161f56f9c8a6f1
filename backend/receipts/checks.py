"""What `manage.py check --deploy` says about receipts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, storages


@register(Tags.files, deploy=True)
def check_storage_lasts(**kwargs: Any) -> list[CheckMessage]:
    """Heroku's disk is emptied at each restart, so once a day at least."""
    if settings.DEBUG or not isinstance(storages["receipts"], FileSystemStorage):
        return []
    return [
        Warning(
            "Receipts are kept on the local disk, which does not outlive a restart on Heroku.",
            hint="Set CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET, or "
            "CLOUDINARY_URL. On a server whose disk lasts, add receipts.W001 to "
            "SILENCED_SYSTEM_CHECKS.",
            id="receipts.W001",
        )
    ]

"""Checks about receipts, for `manage.py check`; most of them only with `--deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, Error, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.models import User
from receipts.model_choice.ending import ModelEnd, model_ends
from receipts.model_choice.standing import standing
from receipts.processing.readers import (
    configured_model,
    is_model_reader,
    model_reader,
    reader_names,
)

_READER = "reader"
# A migration creates it where it may.
SEARCH_INDEX = "transaction_search_text"
_ENGINE_OF_MORE_MACHINES = "common.task_engines.procrastinate_backend.ProcrastinateTaskBackend"
# Before that it is only said; from then on a release is stopped.
_WARNING_DAYS = 30
# Fetching the original, ten pages of enhancement, saving.
_OTHER_STEPS_SECONDS = 30.0


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


@register(Tags.files, deploy=True)
def check_storage_is_shared(**kwargs: Any) -> list[CheckMessage]:
    """A worker on another machine would fail every receipt whose file it cannot find."""
    has_other_machines = settings.TASKS["default"]["BACKEND"] == _ENGINE_OF_MORE_MACHINES
    if not has_other_machines or not isinstance(storages["receipts"], FileSystemStorage):
        return []
    return [
        Warning(
            "Receipts are kept on the local disk, which workers on other machines do not see.",
            hint="Set CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET, or "
            "CLOUDINARY_URL. Where MEDIA_ROOT is a folder that all machines share, add "
            "receipts.W004 to SILENCED_SYSTEM_CHECKS.",
            id="receipts.W004",
        )
    ]


class Notice(Warning):
    """Shown as a warning, and stops no release: it says what will be, or what one might do."""

    def is_serious(self, level: int = ERROR) -> bool:
        return super().is_serious(max(level, ERROR))


@register(_READER)
def check_model_lasts(**kwargs: Any) -> list[CheckMessage]:
    """Asks nobody: what OpenAI has announced is known. `check_reader` asks the service itself."""
    ends = model_ends(today=timezone.now().date())
    return [
        _about_the_end(end, Warning if end.is_chosen and end.days_left < _WARNING_DAYS else Notice)
        for end in ends
        if not end.is_gone
    ]


@register(_READER, deploy=True)
def check_model_is_there(**kwargs: Any) -> list[CheckMessage]:
    """Stops a release, but no other command: books are kept without a model, too."""
    ends = model_ends(today=timezone.now().date())
    return [_about_the_end(end, Error) for end in ends if end.is_gone]


def _about_the_end(end: ModelEnd, kind: type[Warning | Error]) -> CheckMessage:
    return kind(end.text, hint=end.advice, id="receipts.W002")


@register(Tags.database)
def check_model_is_no_worse(**kwargs: Any) -> list[CheckMessage]:
    """By the comparisons, so only with `--database default`, and where their table is there."""
    try:
        found = standing()
    except DatabaseError:
        return []
    if found is None:
        return []
    if not found.is_worse:
        hint = f"manage.py compare_models --with {configured_model()} --receipts 100, while the"
        return [Notice(found.text, hint=f"{hint} model before it is set.", id="receipts.W008")]
    hint = "Set another OPENAI_MODEL, or OPENAI_MODEL_FORCE=true to take it all the same."
    kind = Notice if found.is_forced else Error
    return [kind(found.text, hint=hint, id="receipts.E001")]


@register(_READER, deploy=True)
def check_lease_is_long_enough(**kwargs: Any) -> list[CheckMessage]:
    """A lease that runs out during a read means that another worker pays for the same read. Each
    reader may be asked in turn, of the last ones for what is in doubt."""
    models = [model_reader(name) for name in reader_names() if is_model_reader(name)]
    if not models:
        return []
    needed = sum(model.worst_case_seconds for model in models) + _OTHER_STEPS_SECONDS
    if needed <= settings.RECEIPT_LEASE_SECONDS:
        return []
    return [
        Warning(
            f"A read may take {needed:.0f} s, but leases run out after "
            f"{settings.RECEIPT_LEASE_SECONDS:.0f} s.",
            hint="Raise RECEIPT_LEASE_SECONDS or lower OPENAI_TIMEOUT_SECONDS.",
            id="receipts.W003",
        )
    ]


@register(Tags.database, deploy=True)
def check_search_index(**kwargs: Any) -> list[CheckMessage]:
    """Asks the database, so only with `--database default`. Before the migration that makes it
    nobody misses it."""
    if connection.vendor != "postgresql" or not _lacks_search_index():
        return []
    return [
        Warning(
            "A search reads every entry of an account: its index is not there.",
            hint="As a role that may create extensions: CREATE EXTENSION pg_trgm; then CREATE "
            f"INDEX CONCURRENTLY {SEARCH_INDEX} ON receipts_transaction USING gin (search_text "
            "gin_trgm_ops);",
            id="receipts.W006",
        )
    ]


def _lacks_search_index() -> bool:
    """False also where it cannot be asked now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT to_regclass(%s) IS NULL AND EXISTS (SELECT FROM pg_attribute WHERE attrelid"
                " = to_regclass('receipts_transaction') AND attname = 'search_text')",
                [SEARCH_INDEX],
            )
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False


@register(_READER, deploy=True)
def check_readers_are_installed(**kwargs: Any) -> list[CheckMessage]:
    """Nobody would notice before an outage that there is nobody to stand in."""
    if "offline" not in reader_names() or settings.OFFLINE_READER_IS_INSTALLED:
        return []
    return [
        Warning(
            "The offline reader is to read, but its packages are not installed.",
            hint="Install requirements-offline.txt, or leave offline out of RECEIPT_READERS.",
            id="receipts.W005",
        )
    ]


@register(_READER, deploy=True)
def check_model_has_a_second_opinion(**kwargs: Any) -> list[CheckMessage]:
    """Nothing that a model alone says is sure enough to be approved (docs/accuracy.md)."""
    if settings.READER == "offline" or settings.SECOND_READER is not None:
        return []
    return [
        Warning(
            "A model reads without a second opinion, so every receipt waits for a person.",
            hint="Install requirements-offline.txt, and leave SECOND_OPINION=auto. Where people are"
            " to look at every receipt, add receipts.W007 to SILENCED_SYSTEM_CHECKS.",
            id="receipts.W007",
        )
    ]


@register(Tags.database, deploy=True)
def check_privacy_can_be_kept(**kwargs: Any) -> list[CheckMessage]:
    """Nothing of theirs is sent, so it waits for good. Asks the database, so only with `--database
    default`."""
    if settings.OFFLINE_READER_IS_INSTALLED or not (count := _accounts_that_need_it()):
        return []
    return [
        Warning(
            f"{count} accounts let no model read their receipts, or masked ones only, and the"
            " offline reader's packages are not installed: nothing of theirs is read.",
            hint="Install requirements-offline.txt.",
            id="receipts.W009",
        )
    ]


def _accounts_that_need_it() -> int:
    """None also where their table is not there yet."""
    try:
        return User.objects.exclude(model_privacy=User.ModelPrivacy.MODEL_ALLOWED).count()
    except DatabaseError:
        return 0

"""Does a person have to look at it? Every reason is a stable code and a sentence."""

from django.conf import settings

from receipts.services.validation.validated import ValidatedReceipt

MAIN_FIELDS = {
    "vendor": "vendor",
    "purchased_on": "date",
    "total": "total",
    "currency": "currency",
}


def review_reasons(validated: ValidatedReceipt) -> list[dict[str, str]]:
    """Empty: every main field is surer than `AUTO_APPROVE_CONFIDENCE` and no check failed."""
    failed = [{"code": check.code, "message": check.message} for check in validated.blocking_checks]
    unsure = [
        {"code": f"unsure_{name}", "message": f"The {name} was not read with certainty."}
        for field, name in MAIN_FIELDS.items()
        if getattr(validated, field).confidence < settings.AUTO_APPROVE_CONFIDENCE
    ]
    return failed + unsure

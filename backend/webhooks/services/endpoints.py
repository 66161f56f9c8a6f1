"""Endpoints of web hooks, as their owner keeps them, and as they are switched off."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.services.encryption import decrypt, encrypt
from accounts.tasks import queue_mail
from common.errors import InvalidFieldError, NotFoundError
from common.versions import Versions, refuse_stale
from webhooks.errors import TooManyEndpointsError
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.services.addresses import BadAddressError, Target
from webhooks.services.signatures import new_secret

# Each costs a row for every event.
MAX_ENDPOINTS = 10
OLD_SECRET_LASTS = timedelta(days=1)
# Longer than all tries of one delivery take.
FAILING_LASTS = timedelta(days=5)
SWITCHED_OFF_MAIL = "webhooks/email/switched_off"
ENDPOINT_OFF = "webhook_off"
_PURPOSE = "web hook"
_UNTROUBLED: dict[str, Any] = {"failing_since": None, "rests_until": None}


def create_endpoint(*, owner: User, values: Mapping[str, Any]) -> tuple[WebhookEndpoint, str]:
    """The row, and its secret, which nobody can show again. Raises InvalidFieldError and
    TooManyEndpointsError."""
    _refuse_bad_url(values["url"])
    secret = new_secret()
    with transaction.atomic():
        # One after the other, so that two at once cannot pass by the limit.
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        if WebhookEndpoint.objects.owned_by(owner).count() >= MAX_ENDPOINTS:
            raise TooManyEndpointsError(
                f"There are {MAX_ENDPOINTS} web hooks already. Please delete one first."
            )
        is_active = values.get("is_active", True)
        endpoint = WebhookEndpoint.objects.create(
            owner=owner,
            url=values["url"],
            kinds=values["kinds"],
            is_active=is_active,
            switched_off="" if is_active else WebhookEndpoint.SwitchedOff.OWNER,
            encrypted_secret=encrypt(secret, purpose=_PURPOSE),
        )
    return endpoint, secret


def change_endpoint(
    pk: int, *, owner: User, values: Mapping[str, Any], expected: Versions
) -> WebhookEndpoint:
    """With another address, and switched on again, it begins anew. Raises NotFoundError,
    StaleError and InvalidFieldError."""
    if "url" in values:
        _refuse_bad_url(values["url"])
    with transaction.atomic():
        endpoint = _own_endpoint(pk, owner=owner, expected=expected)
        begins_anew = endpoint.url != values.get("url", endpoint.url)
        if values.get("is_active", endpoint.is_active) != endpoint.is_active:
            begins_anew |= values["is_active"]
            off = WebhookEndpoint.SwitchedOff.OWNER
            endpoint.switched_off = "" if values["is_active"] else off
        for name, value in {**values, **(_UNTROUBLED if begins_anew else {})}.items():
            setattr(endpoint, name, value)
        endpoint.version += 1
        endpoint.save()
        if not endpoint.is_active:
            _give_up_waiting(endpoint)
    return endpoint


def delete_endpoint(pk: int, *, owner: User, expected: Versions) -> None:
    """With its log, and what was owed to it. Raises NotFoundError and StaleError."""
    with transaction.atomic():
        _own_endpoint(pk, owner=owner, expected=expected).delete()


def rotate_secret(
    pk: int, *, owner: User, expected: Versions, now: datetime
) -> tuple[WebhookEndpoint, str]:
    """For a day the one before signs as well. Raises NotFoundError and StaleError."""
    secret = new_secret()
    with transaction.atomic():
        endpoint = _own_endpoint(pk, owner=owner, expected=expected)
        endpoint.encrypted_old_secret = endpoint.encrypted_secret
        endpoint.old_secret_until = now + OLD_SECRET_LASTS
        endpoint.encrypted_secret = encrypt(secret, purpose=_PURPOSE)
        endpoint.version += 1
        endpoint.save()
    return endpoint, secret


def secrets_of(endpoint: WebhookEndpoint, *, now: datetime) -> list[str]:
    """Those that sign now, the newest first."""
    found = [endpoint.encrypted_secret]
    if endpoint.old_secret_until is not None and endpoint.old_secret_until > now:
        found.append(endpoint.encrypted_old_secret)
    return [decrypt(text, purpose=_PURPOSE) for text in found]


def switch_off_failing(
    endpoint: WebhookEndpoint, *, why: WebhookEndpoint.SwitchedOff, now: datetime
) -> bool:
    """Where nothing has arrived for days, or the endpoint has said that it is gone; its owner is
    told. False: it stays on, or is off already."""
    rows = WebhookEndpoint.objects.active().filter(pk=endpoint.pk)
    if why == WebhookEndpoint.SwitchedOff.FAILING:
        rows = rows.filter(failing_since__lte=now - FAILING_LASTS)
    with transaction.atomic():
        version = F("version") + 1
        if not rows.update(is_active=False, switched_off=why, version=version, updated_at=now):
            return False
        _give_up_waiting(endpoint)
        queue_mail(
            template=SWITCHED_OFF_MAIL,
            recipient=endpoint.owner.email,
            user=endpoint.owner,
            # Not the whole address: there may be a secret in it.
            context={
                "host": urlsplit(endpoint.url).hostname,
                "webhook": endpoint.pk,
                "days": FAILING_LASTS.days,
                "is_gone": why == WebhookEndpoint.SwitchedOff.GONE,
            },
        )
    return True


def _own_endpoint(pk: int, *, owner: User, expected: Versions) -> WebhookEndpoint:
    rows = WebhookEndpoint.objects.owned_by(owner).select_for_update(no_key=True)
    endpoint = rows.filter(pk=pk).first()
    if endpoint is None:
        raise NotFoundError("Not found.")
    refuse_stale(endpoint.version, expected)
    return endpoint


def _refuse_bad_url(url: str) -> None:
    try:
        Target.parse(url, networks=settings.WEBHOOK_ALLOWED_NETWORKS)
    except BadAddressError as error:
        raise InvalidFieldError("url", str(error)) from None


def _give_up_waiting(endpoint: WebhookEndpoint) -> None:
    """Can be replayed when the endpoint is on again."""
    WebhookDelivery.objects.filter(endpoint=endpoint, status=WebhookDelivery.Status.PENDING).update(
        status=WebhookDelivery.Status.FAILED,
        not_before=None,
        failure_code=ENDPOINT_OFF,
        failure_text="The web hook was switched off before this arrived.",
    )

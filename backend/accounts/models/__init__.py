"""Models of accounts: who somebody is, what proves it, and the mail they are owed."""

from accounts.models.api_key import ApiKey
from accounts.models.call_rate import CallRate
from accounts.models.idempotency import IdempotencyKey
from accounts.models.mail import OutgoingMail
from accounts.models.user import User, UserManager

__all__ = ["ApiKey", "CallRate", "IdempotencyKey", "OutgoingMail", "User", "UserManager"]

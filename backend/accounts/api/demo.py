"""Demo account by one click, for whoever sits at the machine that the server runs on."""

from ipaddress import ip_address

from django.conf import settings
from rest_framework.request import Request

from accounts.allauth_integration.cookie_sessions import refuse_forgery
from accounts.api.sign_in import sign_in_browser
from accounts.models import User
from accounts.services.demo import DEMO_EMAIL, demo_account
from common.errors import ConflictError, NotFoundError

# A proxy on this machine makes every caller look like one who sits at it; these give it away.
_WRITTEN_BY_PROXIES = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-IP")


def is_demo_offered(request: Request) -> bool:
    """Where there is a password for it, to a caller whose connection comes from this machine. What
    a header says of where it came from can only take the offer away."""
    is_past_a_proxy = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0 or any(
        name in request.headers for name in _WRITTEN_BY_PROXIES
    )
    is_set = bool(settings.DEMO_PASSWORD)
    return is_set and not is_past_a_proxy and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def sign_in_to_demo(request: Request) -> User:
    """By cookie. Raises NotFoundError where it is not offered, CsrfError, what a sign-in does, and
    ConflictError where the browser is signed in as somebody else."""
    if not is_demo_offered(request):
        raise NotFoundError("Not found.")
    refuse_forgery(request._request)
    if request.user.is_authenticated:
        if request.user.email != DEMO_EMAIL:
            raise ConflictError("You are signed in already. Please sign out first.")
        return request.user
    user = demo_account(password=settings.DEMO_PASSWORD)
    sign_in_browser(request, email=user.email, password=settings.DEMO_PASSWORD)
    return user


def _is_loopback(peer: str) -> bool:
    """False for a Unix socket, which has no address."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback

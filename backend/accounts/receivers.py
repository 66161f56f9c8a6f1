"""Signal receivers for allauth's events."""

from allauth.account.signals import (
    password_changed,
    password_reset,
    user_logged_in,
    user_logged_out,
)
from allauth.usersessions.models import UserSession
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from accounts.services.users import end_all_sessions, end_sessions

# allauth looks at every session of an account when it signs in, so their number is the price of a
# sign-in. A client that never signs out would raise it for ever.
MAX_SESSIONS = 30


@receiver(user_logged_in)
def end_oldest_sessions(user: User, **kwargs: object) -> None:
    """allauth writes the new one down after this."""
    end_sessions(UserSession.objects.filter(user=user).order_by("-pk")[MAX_SESSIONS - 1 :])


@receiver(password_reset)
def end_sessions_after_reset(user: User, **kwargs: object) -> None:
    """Whoever had the old password is out, wherever they are."""
    end_all_sessions(user)


@receiver(password_changed)
def end_other_sessions_after_change(request: HttpRequest, user: User, **kwargs: object) -> None:
    others = UserSession.objects.filter(user=user)
    end_sessions(others.exclude(session_key=request.session.session_key))


@receiver(user_logged_out)
def forget_session(request: HttpRequest, **kwargs: object) -> None:
    """allauth would list it until the next sign-in."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()

"""Signal receivers: what ends with a password, and allauth's events."""

from allauth.account.signals import user_logged_in, user_logged_out
from allauth.usersessions.models import UserSession
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.allauth_integration.cookie_sessions import OF_THE_API
from accounts.models import User
from accounts.services.api_keys import end_api_keys
from accounts.services.users import end_all_sessions, end_sessions

# allauth looks at every session of an account when it signs in, so their number is the price of a
# sign-in. A client that never signs out would raise it for ever.
MAX_SESSIONS = 30


@receiver(user_logged_in)
def end_oldest_sessions(user: User, **kwargs: object) -> None:
    """allauth writes the new one down after this."""
    end_sessions(UserSession.objects.filter(user=user).order_by("-pk")[MAX_SESSIONS - 1 :])


@receiver(user_logged_in)
def mark_session_of_the_api(request: HttpRequest, **kwargs: object) -> None:
    """Whoever signs in to the staff's pages does not come through allauth."""
    request.session[OF_THE_API] = True


@receiver(post_save, sender=User)
def end_what_old_password_opened(
    instance: User,
    created: bool,  # noqa: FBT001 - the signal's own
    **kwargs: object,
) -> None:
    """Whoever had the old password is out, wherever they are, and so is every program, since they
    could have made its key. By whichever door the new one came: the API, a mailed link, the admin,
    a command. A hash that a sign-in renews is no new password."""
    if created or instance._password is None:
        return
    instance.ended_api_keys = 0 if instance.keeps_api_keys else end_api_keys(instance)
    end_all_sessions(instance)


@receiver(user_logged_out)
def forget_session(request: HttpRequest, **kwargs: object) -> None:
    """allauth would list it until the next sign-in."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()

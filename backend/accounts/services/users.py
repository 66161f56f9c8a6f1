"""User accounts that come and go by other ways than a sign-up."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.dispatch import Signal

from accounts.models import User

# Sent in the transaction that deletes an account, before its rows are collected: whoever's rows
# others may be writing holds them, or a row written meanwhile would refer to nothing.
# Arguments: `user`.
account_leaves = Signal()


@transaction.atomic
def create_verified_user(*, email: str, password: str, **fields: object) -> User:
    """An account that can sign in at once: its address counts as verified.

    Raises IntegrityError where the address is taken.
    """
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def give_way_to_owner(address: EmailAddress) -> None:
    """Whoever opened an account with this address and never verified it gives way to somebody who
    now proves that it is theirs. Such an account could never sign in, so it holds nothing."""
    squatters = User.objects.filter(email__iexact=address.email, is_staff=False)
    squatters = squatters.exclude(pk=address.user_id).exclude(emailaddress__verified=True)
    for squatter in squatters:
        squatter.delete()


@transaction.atomic
def delete_account(user: User) -> None:
    """Everything that belongs to the account goes with it, by the foreign keys' cascade.

    Whoever keeps something outside the database connects to Django's `pre_delete` of the user, and
    whoever has rows to hold to `account_leaves`.
    """
    account_leaves.send(sender=User, user=user)
    end_all_sessions(user)
    user.delete()


def end_all_sessions(user: User) -> int:
    """Every device is signed out at once, its access tokens too. Returns how many there were."""
    return end_sessions(UserSession.objects.filter(user=user))


def end_sessions(sessions: Iterable[UserSession]) -> int:
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    return ended


@transaction.atomic
def deactivate(user: User) -> None:
    """Nobody signs in to it any more, and whoever is signed in is out. Nothing is deleted."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sessions(user)


def reactivate(user: User) -> None:
    """They sign in as before; what ended stays ended."""
    end_all_sessions(user)
    user.is_active = True
    user.save(update_fields=["is_active"])

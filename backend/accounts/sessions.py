"""Sessions: their store, and who is signed in by one. Every call asks for both: compiled SQL."""

from itertools import chain

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User
from common.compiled_sql.queries import CompiledQuery, Parameter

_live = CompiledQuery(
    lambda: Session.objects.filter(
        session_key=Parameter("key"), expire_date__gt=Parameter("now", DateTimeField())
    )
)
_active = CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk"), is_active=True))


class SessionStore(db.SessionStore):
    """Django's, for `SESSION_ENGINE`."""

    def _get_session_from_db(self) -> Session | None:
        found = _live.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


def user_of_session(session: SessionBase) -> User | None:
    """None: nobody, or somebody whose account is not active or whose password is another now. As
    Django's `get_user`, which ends such a session as well, and renews one whose secret is old: the
    tokens of one of ours would end with its key."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = _active.first(pk=int(session[SESSION_KEY]))
    if user is None:
        return None
    signed = session.get(HASH_SESSION_KEY, "")
    hashes = chain([user.get_session_auth_hash()], user.get_session_auth_fallback_hash())
    return user if any(constant_time_compare(signed, each) for each in hashes) else None

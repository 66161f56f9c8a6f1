"""Sessions: where somebody is signed in."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.allauth_integration.session_tokens import session_key_of
from accounts.api import documentation as docs
from accounts.api.authentication import signed_in_user
from accounts.serializers import SessionSerializer
from accounts.services.users import end_sessions
from accounts.views.existing_client import PersonalView
from common.api import generics


class OwnSessions(PersonalView, generics.GenericAPIView):
    serializer_class = SessionSerializer

    def get_queryset(self) -> QuerySet[UserSession]:
        alive = Session.objects.filter(
            session_key=OuterRef("session_key"), expire_date__gt=timezone.now()
        )
        mine = UserSession.objects.filter(user=signed_in_user(self.request))
        sessions: QuerySet[UserSession] = mine.filter(Exists(alive)).order_by("-pk")
        return sessions

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "session_key": session_key_of(self.request)}


class SessionListView(OwnSessions, generics.ListAPIView):
    @extend_schema(**docs.LIST_SESSIONS)
    def get(self, request: Request) -> Response:
        """Where the account is signed in, newest first."""
        return self.list(request)

    @extend_schema(**docs.END_OTHER_SESSIONS)
    def delete(self, request: Request) -> Response:
        """Sign out everywhere else."""
        end_sessions(self.get_queryset().exclude(session_key=session_key_of(request)))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SessionView(OwnSessions):
    @extend_schema(**docs.END_SESSION)
    def delete(self, request: Request, pk: int) -> Response:
        """Sign one device out."""
        end_sessions([self.get_object()])
        return Response(status=status.HTTP_204_NO_CONTENT)

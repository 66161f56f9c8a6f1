"""The account of whoever is signed in."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import examples
from accounts.authentication import signed_in_user
from accounts.serializers import ErrorSerializer, ProfileSerializer


class ProfileView(APIView):
    @extend_schema(
        operation_id="accounts_me",
        tags=["accounts"],
        responses={200: ProfileSerializer, 401: ErrorSerializer},
        examples=[examples.PROFILE, examples.NOT_SIGNED_IN],
    )
    def get(self, request: Request) -> Response:
        """The signed-in person's account."""
        return Response(ProfileSerializer(signed_in_user(request)).data)

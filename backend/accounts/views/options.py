"""Options of a page for people who are not signed in."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import documentation as docs
from accounts.api.authentication import CookieAuthentication
from accounts.api.demo import is_demo_offered, sign_in_to_demo
from accounts.profile_codes import countries, country_name
from accounts.serializers import CountryListSerializer, OptionsSerializer, ProfileSerializer
from accounts.views.existing_client import AnonymousView
from common.api.views import APIView
from common.localization.languages import ENGLISH
from common.text import fold


class OptionsView(AnonymousView):
    @extend_schema(**docs.OPTIONS)
    def get(self, request: Request) -> Response:
        """What this server offers whoever asks: ways in, languages, billing."""
        offered = {
            "demo": is_demo_offered(request),
            "sign_up": get_adapter().is_open_for_signup(request._request),
            "sends_mail": not settings.MAIL_IS_PRINTED,
            "billing": bool(settings.STRIPE_SECRET_KEY),
            "webhooks": settings.WEBHOOKS,
            "languages": [{"code": code, "name": name} for code, name in settings.LANGUAGES],
        }
        return Response(OptionsSerializer(offered).data)


class CountriesView(AnonymousView):
    @extend_schema(**docs.COUNTRIES)
    def get(self, request: Request) -> Response:
        """Every country by name, each with how books are usually kept there."""
        language = get_language() or ENGLISH
        found = sorted(countries(), key=lambda one: fold(country_name(one.code, language)))
        context = {"language": language}
        return Response(CountryListSerializer({"countries": found}, context=context).data)


class DemoView(APIView):
    """For everybody at the machine; whose cookie it is counts, so that nobody is replaced."""

    permission_classes = [AllowAny]
    authentication_classes = [CookieAuthentication]

    @extend_schema(**docs.DEMO)
    def post(self, request: Request) -> Response:
        """Sign in to the demo account by a cookie, on the machine that the server runs on."""
        return Response(ProfileSerializer(sign_in_to_demo(request)).data)

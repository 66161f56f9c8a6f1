"""Serializers of the account calls."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from accounts.models import ApiKey, User
from accounts.profile_codes import Country, country_codes, country_name, currency_codes
from common.api.input import ChoiceField, InputSerializer
from common.localization.time_zones import time_zone_named

# Longer passwords only cost time to hash.
PASSWORD_MAX_LENGTH = 256


class PasswordField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        style = {"input_type": "password"}
        super().__init__(
            max_length=PASSWORD_MAX_LENGTH, trim_whitespace=False, style=style, **kwargs
        )


class DetailSerializer(serializers.Serializer):
    detail = serializers.CharField()


# --- Signing in


class SignInSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    second_factor = serializers.CharField(
        max_length=16,
        required=False,
        allow_null=True,
        help_text="the code of the authenticator app, or a recovery code, where there is one",
    )


class SignedInUserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "email", "first_name", "last_name"]
        read_only_fields = fields


class TokenPairSerializer(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()


class SignedInSerializer(TokenPairSerializer):
    """The pair stands twice because the existing web client reads both places."""

    tokens = TokenPairSerializer()
    user = SignedInUserSerializer()


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=2000)


class SignOutSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=2000, required=False, allow_null=True)


class LanguageSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="as `Accept-Language` and `language` have it")
    name = serializers.CharField(help_text="in the language itself")


class OptionsSerializer(serializers.Serializer):
    demo = serializers.BooleanField(
        help_text="`accounts/demo/` signs this caller in to the demo account"
    )
    sign_up = serializers.BooleanField(help_text="accounts can be opened")
    sends_mail = serializers.BooleanField(
        help_text="`false`: mails, with their links, stand among the lines of the server"
    )
    billing = serializers.BooleanField(help_text="plans can be bought; else all have the same one")
    webhooks = serializers.BooleanField(help_text="web hooks are switched on")
    languages = LanguageSerializer(many=True)


class CountrySerializer(serializers.Serializer):
    """A country, and how books are usually kept there: what a form begins with, to be edited."""

    code = serializers.CharField(help_text="ISO 3166-1 alpha-2")
    name = serializers.SerializerMethodField(help_text="in the language of the answer")
    home_currency = serializers.CharField(
        allow_blank=True, help_text="ISO 4217; empty: there is none"
    )
    date_order = serializers.ChoiceField(
        choices=User.DateOrder.choices, allow_blank=True, help_text="empty: the year comes first"
    )
    tax_year_start_month = serializers.IntegerField()
    language = serializers.SerializerMethodField(
        help_text="the most spoken official one that people are answered in; empty: none is"
    )

    def get_name(self, country: Country) -> str:
        return country_name(country.code, self.context["language"])

    def get_language(self, country: Country) -> str:
        ours = [code for code in country.languages if code in dict(settings.LANGUAGES)]
        return ours[0] if ours else ""


class CountryListSerializer(serializers.Serializer):
    countries = CountrySerializer(many=True, help_text="by name")


# --- Signing up


class CurrencyField(serializers.CharField):
    """In either case."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=3, required=False, help_text="ISO 4217", **options)

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data).upper()
        if code not in currency_codes():
            raise serializers.ValidationError("This is no currency of ISO 4217, such as GBP.")
        return code


class CountryField(serializers.CharField):
    """In either case. Empty: not told."""

    def __init__(self, **options: Any) -> None:
        help_text = "ISO 3166-1 alpha-2"
        super().__init__(
            max_length=2, allow_blank=True, required=False, help_text=help_text, **options
        )

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data).upper()
        if code and code not in country_codes():
            raise serializers.ValidationError("This is no country code of ISO 3166-1, such as GB.")
        return code


class TimeZoneField(serializers.CharField):
    """In any case."""

    def __init__(self, **options: Any) -> None:
        help_text = "IANA name, such as `Europe/London`; days and months are those of this zone"
        super().__init__(max_length=40, required=False, help_text=help_text, **options)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        name = time_zone_named(text) if text else text
        if name is None:
            raise serializers.ValidationError(
                "This is no time zone of the IANA, such as Europe/London."
            )
        return name


class LanguageField(ChoiceField):
    """In any case. Empty: in whatever language a call asks for."""

    def __init__(self, **options: Any) -> None:
        help_text = "of mails, and of answers whatever `Accept-Language` says; empty: as it says"
        super().__init__(
            choices=settings.LANGUAGES,
            allow_blank=True,
            required=False,
            help_text=help_text,
            **options,
        )


class RegisterSerializer(serializers.Serializer):
    """Whatever is wrong is said at once. How the books are kept can be told here or later."""

    email = serializers.EmailField(max_length=254)
    first_name = serializers.CharField(max_length=150)
    last_name = serializers.CharField(max_length=150, allow_blank=True)
    password = PasswordField()
    password_confirm = PasswordField()
    country = CountryField(allow_null=True)
    home_currency = CurrencyField(allow_null=True, allow_blank=True)
    currency = CurrencyField(source="home_currency", allow_null=True, allow_blank=True)
    date_order = ChoiceField(
        choices=User.DateOrder.choices, required=False, allow_null=True, allow_blank=True
    )
    tax_year_start_month = serializers.IntegerField(
        min_value=1, max_value=12, required=False, allow_null=True
    )
    time_zone = TimeZoneField(allow_null=True, allow_blank=True)
    language = LanguageField(allow_null=True)

    def validate_password(self, value: str) -> str:
        about = {name: str(self._sent(name)) for name in ("email", "first_name", "last_name")}
        try:
            validate_password(value, User(**about))
        except DjangoValidationError as error:
            raise serializers.ValidationError(error.messages) from None
        return value

    def validate_password_confirm(self, value: str) -> str:
        if value != str(self._sent("password")):
            raise serializers.ValidationError("The passwords differ.")
        return value

    def _sent(self, name: str) -> Any:
        return self.initial_data.get(name, "")


class EmailVerificationSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=500)


class EmailSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)


# --- Passwords


class NewPasswordSerializer(InputSerializer):
    keep_api_keys = serializers.BooleanField(
        default=False, help_text="`true`: the account's API keys stay; else they end as well."
    )


class ResetLinkSerializer(InputSerializer, EmailSerializer):
    pass


class PasswordChangeSerializer(NewPasswordSerializer):
    current_password = PasswordField()
    new_password = PasswordField()


class PasswordResetSerializer(NewPasswordSerializer):
    token = serializers.CharField(max_length=500)
    password = PasswordField()


class PasswordSerializer(InputSerializer):
    password = PasswordField()


# --- The account


class ProfileSerializer(InputSerializer, serializers.ModelSerializer):
    """An empty `country` or `date_order` means "not told"."""

    serializer_choice_field = ChoiceField

    first_name = serializers.CharField(max_length=150, required=False)
    phone = serializers.RegexField(
        r"^\+?[0-9][0-9 ()./-]{3,38}$", max_length=40, allow_blank=True, required=False
    )
    home_currency = CurrencyField()
    country = CountryField()
    time_zone = TimeZoneField()
    language = LanguageField()

    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "first_name",
            "last_name",
            "company",
            "phone",
            "address",
            "home_currency",
            "country",
            "date_order",
            "tax_year_start_month",
            "time_zone",
            "language",
            "allows_comparisons",
            "model_privacy",
            "date_joined",
        ]
        read_only_fields = ["id", "email", "date_joined"]

    def validate_model_privacy(self, privacy: str) -> str:
        """What cannot be kept is not promised."""
        is_new = self.instance is None or privacy != self.instance.model_privacy
        needs_packages = privacy != User.ModelPrivacy.MODEL_ALLOWED
        if is_new and needs_packages and not settings.OFFLINE_READER_IS_INSTALLED:
            raise serializers.ValidationError(
                "This server cannot read receipts itself, so it can neither mask them nor do"
                " without a model. Its operator has to install the offline reader first."
            )
        return privacy


class SessionSerializer(serializers.ModelSerializer):
    is_current = serializers.SerializerMethodField(help_text="the one that asks")

    class Meta:
        model = UserSession
        fields = ["id", "user_agent", "ip", "created_at", "is_current"]
        read_only_fields = fields

    def get_is_current(self, session: UserSession) -> bool:
        return bool(session.session_key == self.context["session_key"])


# --- API keys


class ApiKeySerializer(InputSerializer, serializers.ModelSerializer):
    serializer_choice_field = ChoiceField

    class Meta:
        model = ApiKey
        fields = ["id", "name", "prefix", "scope", "created_at", "last_used_at"]
        read_only_fields = ["id", "prefix", "created_at", "last_used_at"]


class NewApiKeySerializer(ApiKeySerializer):
    key = serializers.CharField(help_text="shown this once")

    class Meta(ApiKeySerializer.Meta):
        fields = [*ApiKeySerializer.Meta.fields, "key"]
        read_only_fields = fields

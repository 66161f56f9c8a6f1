"""Serializers of the account calls."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from accounts.models import ApiKey, User
from accounts.profile_codes import country_codes, currency_codes

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
    refresh = serializers.CharField(max_length=2000, required=False)


# --- Signing up


class RegisterSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    first_name = serializers.CharField(max_length=150)
    last_name = serializers.CharField(max_length=150, allow_blank=True)
    password = PasswordField()
    password_confirm = PasswordField()

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        if attrs["password"] != attrs["password_confirm"]:
            raise serializers.ValidationError({"password_confirm": ["The passwords differ."]})
        about = {name: attrs[name] for name in ("email", "first_name", "last_name")}
        try:
            validate_password(attrs["password"], User(**about))
        except DjangoValidationError as error:
            raise serializers.ValidationError({"password": error.messages}) from None
        return attrs


class EmailVerificationSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=500)


class EmailSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)


# --- Passwords


class NewPasswordSerializer(serializers.Serializer):
    keep_api_keys = serializers.BooleanField(
        default=False, help_text="`true`: the account's API keys stay; else they end as well."
    )


class PasswordChangeSerializer(NewPasswordSerializer):
    current_password = PasswordField()
    new_password = PasswordField()


class PasswordResetSerializer(NewPasswordSerializer):
    token = serializers.CharField(max_length=500)
    password = PasswordField()


class PasswordSerializer(serializers.Serializer):
    password = PasswordField()


# --- The account


class ProfileSerializer(serializers.ModelSerializer):
    """Codes are taken in either case. An empty `country` or `date_order` means "not told"."""

    first_name = serializers.CharField(max_length=150, required=False)
    phone = serializers.RegexField(
        r"^\+?[0-9][0-9 ()./-]{3,38}$", max_length=40, allow_blank=True, required=False
    )
    home_currency = serializers.CharField(max_length=3, required=False, help_text="ISO 4217")
    country = serializers.CharField(
        max_length=2, allow_blank=True, required=False, help_text="ISO 3166-1 alpha-2"
    )

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
            "date_joined",
        ]
        read_only_fields = ["id", "email", "date_joined"]

    def validate_home_currency(self, value: str) -> str:
        if value.upper() not in currency_codes():
            raise serializers.ValidationError("This is no currency of ISO 4217, such as GBP.")
        return value.upper()

    def validate_country(self, value: str) -> str:
        if value and value.upper() not in country_codes():
            raise serializers.ValidationError("This is no country code of ISO 3166-1, such as GB.")
        return value.upper()


class SessionSerializer(serializers.ModelSerializer):
    is_current = serializers.SerializerMethodField(help_text="the one that asks")

    class Meta:
        model = UserSession
        fields = ["id", "user_agent", "ip", "created_at", "is_current"]
        read_only_fields = fields

    def get_is_current(self, session: UserSession) -> bool:
        return bool(session.session_key == self.context["session_key"])


# --- API keys


class ApiKeySerializer(serializers.ModelSerializer):
    class Meta:
        model = ApiKey
        fields = ["id", "name", "prefix", "scope", "created_at", "last_used_at"]
        read_only_fields = ["id", "prefix", "created_at", "last_used_at"]


class NewApiKeySerializer(ApiKeySerializer):
    key = serializers.CharField(help_text="shown this once")

    class Meta(ApiKeySerializer.Meta):
        fields = [*ApiKeySerializer.Meta.fields, "key"]
        read_only_fields = fields

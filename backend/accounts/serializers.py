"""The shapes of the account calls."""

from rest_framework import serializers

from accounts.models import User

# Longer passwords only cost time to hash.
PASSWORD_MAX_LENGTH = 256


class ErrorSerializer(serializers.Serializer):
    """Field errors stand beside these, each a list of sentences under the field's name."""

    detail = serializers.CharField()
    code = serializers.CharField()
    error = serializers.CharField(help_text="`detail` again, for the existing web client")


class SignInSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=PASSWORD_MAX_LENGTH, trim_whitespace=False)
    code = serializers.CharField(
        max_length=16,
        required=False,
        help_text="of the authenticator app, or a recovery code; only with a second factor",
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


class ProfileSerializer(serializers.ModelSerializer):
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
        read_only_fields = fields

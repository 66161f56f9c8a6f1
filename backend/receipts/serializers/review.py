"""Review in the API: what a person is asked to look at, and what would settle it."""

from rest_framework import serializers


class RepairSerializer(serializers.Serializer):
    """One change that would make the amounts add up: proposed, never applied by itself."""

    field = serializers.CharField(help_text="such as `total` or `items[2].amount`")
    reason = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field]:
        # `from` is a word of Python's own.
        values = {"from": serializers.CharField(), "to": serializers.CharField()}
        return {**super().get_fields(), **values}


class ReviewReasonSerializer(serializers.Serializer):
    """An unsure field, or a check of the entry as it is now."""

    code = serializers.CharField()
    message = serializers.CharField()
    repair = RepairSerializer(required=False, allow_null=True)

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
    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    repair = RepairSerializer(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        # `fields` is a word of serializers' own.
        about = serializers.ListField(
            child=serializers.CharField(),
            help_text="of `transaction`, such as `total` or `items[2].amount`; none: it is about"
            " the whole receipt, or an earlier release has said it",
        )
        return {**super().get_fields(), "fields": about}


class ValueCheckSerializer(ReviewReasonSerializer):
    severity = serializers.ChoiceField(choices=["error", "note"])


class EntryCheckSerializer(serializers.Serializer):
    checks = ValueCheckSerializer(
        many=True, help_text="what does not add up or make sense; none: nothing"
    )

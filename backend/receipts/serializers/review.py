"""Review in the API: what a person is asked to look at, and what would settle it."""

from typing import Any

from rest_framework import serializers

from common.api.input import InputSerializer
from receipts.services.extraction import Box
from receipts.splitting.split import MAX_PARTS

# Of a side of the page: what is smaller is a slip of the hand.
_SMALLEST_PLACE = 0.01
_MAX_PLACES = 50
_LARGEST_PAGE = 10_000


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


class PlaceInputSerializer(InputSerializer):
    page = serializers.IntegerField(
        min_value=0, max_value=_LARGEST_PAGE, help_text="from 0, over all files"
    )
    left = serializers.FloatField(min_value=0, max_value=1)
    top = serializers.FloatField(min_value=0, max_value=1)
    right = serializers.FloatField(min_value=0, max_value=1)
    bottom = serializers.FloatField(min_value=0, max_value=1)

    def validate(self, attrs: dict[str, Any]) -> Box:
        place = Box(**attrs)
        if not (
            place.right - place.left >= _SMALLEST_PLACE
            and place.bottom - place.top >= _SMALLEST_PLACE
        ):
            raise serializers.ValidationError("A place needs a width and a height.")
        return place


class PartInputSerializer(InputSerializer):
    places: serializers.ListField = serializers.ListField(
        child=PlaceInputSerializer(),
        min_length=1,
        max_length=_MAX_PLACES,
        help_text="where it stands: a whole page is 0, 0, 1, 1",
    )


class SplitSerializer(InputSerializer):
    parts: serializers.ListField = serializers.ListField(
        child=PartInputSerializer(),
        min_length=2,
        max_length=MAX_PARTS,
        help_text="each becomes a receipt, in this order",
    )

    @property
    def places(self) -> list[tuple[Box, ...]]:
        return [tuple(part["places"]) for part in self.validated_data["parts"]]

"""Categories in the API."""

from rest_framework import serializers

from common.api.input import ChoiceField, InputSerializer
from receipts.models import Category
from receipts.serializers.entries import LineField


class CategorySerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="shown_name", help_text="of a default, in your language")
    is_default = serializers.SerializerMethodField(help_text="everybody has it; it cannot change")

    class Meta:
        model = Category
        fields = ["id", "version", "slug", "name", "type", "is_deductible", "is_default"]
        read_only_fields = fields

    def get_is_default(self, category: Category) -> bool:
        return category.owner_id is None


class CategoryInputSerializer(InputSerializer):
    """The slug is made from the first name and stays."""

    name = LineField(max_length=60)
    type = ChoiceField(choices=Category.Type.choices, required=False)
    is_deductible = serializers.BooleanField(required=False)

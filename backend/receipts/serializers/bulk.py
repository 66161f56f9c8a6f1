"""Bulk calls: the shapes of what is done to many receipts at once, with an answer for each."""

from typing import Any

from rest_framework import serializers

from common.api.input import LARGEST_ID, IdField, InputSerializer, SlugField
from receipts.serializers.receipts import FilesField, ReceiptSerializer

MAX_IDS = 500


class UploadLimitsSerializer(serializers.Serializer):
    """What an upload may be, to be looked at before it is sent. The bytes decide, not the name."""

    mime_types = serializers.ListField(child=serializers.CharField(), help_text="of one file")
    max_bytes = serializers.IntegerField(help_text="of one document, all its files together")
    max_pages = serializers.IntegerField(
        help_text="of one document that are read; a longer PDF is read in part"
    )
    max_bulk_files = serializers.IntegerField(help_text="of one bulk call, or in its archive")
    max_bulk_bytes = serializers.IntegerField(help_text="of one bulk call, unpacked as well")
    max_waiting = serializers.IntegerField(help_text="receipts that may wait to be read")


class BulkUploadSerializer(InputSerializer):
    files = FilesField(required=False, help_text="Up to 100 documents.")
    archive = serializers.FileField(
        required=False, allow_empty_file=True, help_text="Or one ZIP archive of them."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("files")) == bool(attrs.get("archive")):
            raise serializers.ValidationError("Send either files or one archive.")
        return attrs


class RefusedOrNotSerializer(serializers.Serializer):
    # Of what was refused, as in an error; else they are absent.
    code = serializers.CharField(required=False)
    detail = serializers.CharField(required=False)
    error = serializers.CharField(required=False, help_text="`detail` again")
    retry_after = serializers.IntegerField(required=False, help_text="seconds")


class BulkUploadAnswerSerializer(RefusedOrNotSerializer):
    name = serializers.CharField()
    status = serializers.IntegerField(help_text="201, or why it was refused")
    receipt = ReceiptSerializer(required=False)


class BulkUploadAnswersSerializer(serializers.Serializer):
    accepted = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = BulkUploadAnswerSerializer(many=True, help_text="in the order of the files")


class ReceiptIdsSerializer(InputSerializer):
    ids = serializers.ListField(
        child=IdField(),
        min_length=1,
        max_length=MAX_IDS,
    )


class ReceiptVersionSerializer(InputSerializer):
    id = IdField(help_text="of a receipt")
    version = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, help_text="as in `If-Match`"
    )


class BulkVerifySerializer(InputSerializer):
    ids = serializers.ListField(
        child=IdField(), required=False, min_length=1, max_length=MAX_IDS, help_text="of receipts"
    )
    receipts = serializers.ListField(
        child=ReceiptVersionSerializer(),
        required=False,
        min_length=1,
        max_length=MAX_IDS,
        help_text="Or each receipt with its version: one that was changed since is refused.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError("Send either ids or receipts.")
        _require_once(attrs, "receipts", "Each receipt can be there once.")
        return attrs


class BulkCategorySerializer(ReceiptIdsSerializer):
    category = SlugField(allow_null=True)


class EntryIdsSerializer(InputSerializer):
    ids = serializers.ListField(
        child=IdField(),
        min_length=1,
        max_length=MAX_IDS,
        help_text="of entries, each once",
    )


class EntryCategorySerializer(InputSerializer):
    id = IdField(help_text="of an entry")
    category = SlugField(allow_null=True)
    version = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, help_text="as in `If-Match`"
    )


class BulkEntryCategorySerializer(InputSerializer):
    ids = serializers.ListField(
        child=IdField(), required=False, min_length=1, max_length=MAX_IDS, help_text="of entries"
    )
    category = SlugField(required=False, allow_null=True)
    entries = serializers.ListField(
        child=EntryCategorySerializer(),
        required=False,
        min_length=1,
        max_length=MAX_IDS,
        help_text="Or each entry with its own category.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "entries" not in attrs:
            needed = self.fields["ids"].error_messages["required"]
            if missing := {"ids", "category"} - attrs.keys():
                raise serializers.ValidationError({name: [needed] for name in missing})
        elif len(attrs) > 1:
            raise serializers.ValidationError("Send either ids and a category, or entries.")
        _require_once(attrs, "entries", "Each entry can be there once.")
        return attrs


def _require_once(attrs: dict[str, Any], field: str, sentence: str) -> None:
    ids = [row["id"] for row in attrs.get(field, [])]
    if len(ids) != len(set(ids)):
        raise serializers.ValidationError({field: [sentence]})


class BulkAnswerSerializer(RefusedOrNotSerializer):
    id = serializers.IntegerField()
    status = serializers.IntegerField(
        help_text="200, 202 where it is queued, or why it was refused"
    )
    version = serializers.IntegerField(
        required=False, help_text="that it has now, where a category was set or it was verified"
    )


class BulkAnswersSerializer(serializers.Serializer):
    changed = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = BulkAnswerSerializer(many=True, help_text="in the order of the ids")
